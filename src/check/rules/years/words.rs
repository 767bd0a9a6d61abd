//! The words by which a year is known to be another report's. Enter at [`WORDS`].

use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::{Place, Words};

rule_words! { "../years.yaml":
    /// What stands behind the digits of a year.
    year_mark: String,
    /// A paragraph that speaks of a year as its own: 2023年，….
    opens: WordPattern,
    /// 现将2023年…情况报告如下.
    reports: WordPattern,
    /// What the year's work was about, at the opening.
    aim: WordPattern,
    /// The same inside the text, in words that no look back has.
    aim_inside: WordPattern,
    /// What is still to be done.
    ahead: WordPattern,
    /// Up to when a result is counted.
    until: WordPattern,
    /// Words that make it a look back.
    compared: WordList,
}

/// A year that stands where another belongs.
pub(super) struct WrongYear {
    pub(super) place: Place,
    pub(super) named: i32,
    pub(super) wanted: i32,
    pub(super) part: YearPart,
}

/// What speaks of a year.
#[derive(Clone, Copy)]
pub(super) enum YearPart {
    Title,
    Heading,
    Opening,
    Sentence,
    Plan,
}

impl YearPart {
    /// What it is called.
    pub(super) fn words(self) -> Words {
        match self {
            YearPart::Title => Words::new("the title", "标题"),
            YearPart::Heading => Words::new("the heading", "小标题"),
            YearPart::Opening => Words::new("the first paragraph", "开头一段"),
            YearPart::Sentence => Words::new("this sentence", "此处"),
            YearPart::Plan => Words::new("the plan", "工作安排"),
        }
    }
}
