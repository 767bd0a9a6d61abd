//! The words by which a year is known to be another report's. Enter at [`WORDS`].

use crate::check::word_file::{WordList, WordPattern, read_words};
use crate::diagnostic::Place;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearWords {
    /// What stands behind the digits of a year.
    pub(super) year_mark: String,
    /// A paragraph that speaks of a year as its own: 2023年，….
    pub(super) opens: WordPattern,
    /// 现将2023年…情况报告如下.
    pub(super) reports: WordPattern,
    /// What the year's work was about, at the opening.
    pub(super) aim: WordPattern,
    /// The same inside the text, in words that no look back has.
    pub(super) aim_inside: WordPattern,
    /// What is still to be done.
    pub(super) ahead: WordPattern,
    /// Up to when a result is counted.
    pub(super) until: WordPattern,
    /// Words that make it a look back.
    pub(super) compared: WordList,
}

pub(super) static WORDS: LazyLock<YearWords> =
    LazyLock::new(|| read_words(include_str!("../years.yaml")));

/// A year that stands where another belongs.
pub(super) struct WrongYear {
    pub(super) place: Place,
    pub(super) named: i32,
    pub(super) wanted: i32,
    /// What speaks of it, in English and Chinese.
    pub(super) part: [&'static str; 2],
}

pub(super) const OPENING: [&str; 2] = ["the first paragraph", "开头一段"];
pub(super) const SENTENCE: [&str; 2] = ["this sentence", "此处"];
pub(super) const PLAN: [&str; 2] = ["the plan", "工作安排"];
