//! A total that its parts do not make, and the words by which both are known. Enter at [`WrongTotal`].

use crate::check::word_file::{WordList, WordPattern, read_words};
use crate::diagnostic::Level;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// The words of totals, parts and rates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SumWords {
    /// Stages of one procedure: what was received, accepted and closed are no parts of a total.
    pub(super) stages: WordList,
    /// Ends that exclude each other: of a case of reconsideration, of a document.
    pub(super) outcomes: WordList,
    /// What one person may be besides being another.
    pub(super) traits: WordList,
    /// Units of persons.
    pub(super) persons: WordList,
    /// Ends of words for kinds of a thing: 简易程序, 合同类.
    pub(super) kinds: WordList,
    /// The kind of which a case has exactly one.
    pub(super) procedure: String,
    /// Letters that join the last part to those before.
    pub(super) joints: String,
    /// What leads from a total to its parts.
    pub(super) led_by: WordList,
    /// What makes a part the rest of all.
    pub(super) others: WordList,
    /// What goes on behind the last part.
    pub(super) more: WordList,
    /// Right behind the last part.
    pub(super) and_so_on: String,
    /// The last character of rates.
    pub(super) share: char,
    /// The parts of a year that make it together.
    pub(super) parts_of_year: Vec<Vec<String>>,
    /// Words of the whole year.
    pub(super) whole_year: WordList,
    /// Words of a part of it, or of another.
    pub(super) other_year: WordList,
    /// Units of people and things that stay and are in both halves.
    pub(super) stays: WordList,
    /// Words that make a rate one of a part only: 提前办结率 is no 办结率.
    pub(super) narrow: WordList,
    /// The rate whose number is named without the word: 化解94件，化解成功率.
    pub(super) success_rate: String,
    /// A part that is new in the year.
    pub(super) newly: char,
    /// What may stand between 率 and its value.
    pub(super) makes: WordList,
    /// What was done with a part of what was taken up.
    pub(super) done: WordPattern,
    /// The words before what is left.
    pub(super) left: WordPattern,
    /// The letters in them that say so without more.
    pub(super) left_sure: WordPattern,
    /// The words behind it where those before do not say that it is the rest.
    pub(super) open: WordPattern,
    /// Words of a total behind its parts.
    pub(super) totals: WordList,
    /// 共审核: what was done with all of the parts.
    pub(super) all_did: WordPattern,
}

pub(super) static WORDS: LazyLock<SumWords> =
    LazyLock::new(|| read_words(include_str!("../sums.yaml")));

/// A total with parts that do not make it.
pub(super) struct WrongTotal {
    pub(super) range: Range<usize>,
    pub(super) total: Decimal,
    pub(super) sum: Decimal,
    pub(super) level: Level,
}

/// The words between two quantities.
pub(super) fn words_between<'t>(
    text: &'t str,
    left: &TextQuantity,
    right: &TextQuantity,
) -> &'t str {
    &text[left.range.end.min(right.range.start)..right.range.start]
}

/// An error where nothing else can be meant, else to be confirmed.
pub(super) fn level_if(sure: bool) -> Level {
    if sure { Level::Error } else { Level::Warning }
}
