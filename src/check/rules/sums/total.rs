//! A total that its parts do not make, and the words by which both are known. Enter at [`WrongTotal`].

use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Level;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;
use std::ops::Range;

rule_words! { "../sums.yaml":
    /// Stages of one procedure: what was received, accepted and closed are no parts of a total.
    stages: WordList,
    /// Ends that exclude each other: of a case of reconsideration, of a document.
    outcomes: WordList,
    /// What one person may be besides being another.
    traits: WordList,
    /// Units of persons.
    persons: WordList,
    /// Ends of words for kinds of a thing: 简易程序, 合同类.
    kinds: WordList,
    /// The kind of which a case has exactly one.
    procedure: String,
    /// Letters that join the last part to those before.
    joints: String,
    /// What leads from a total to its parts.
    led_by: WordList,
    /// What makes a part the rest of all.
    others: WordList,
    /// What goes on behind the last part.
    more: WordList,
    /// Right behind the last part.
    and_so_on: String,
    /// The last character of rates.
    share: char,
    /// The parts of a year that make it together.
    parts_of_year: Vec<Vec<String>>,
    /// Words of the whole year.
    whole_year: WordList,
    /// Words of a part of it, or of another.
    other_year: WordList,
    /// Units of people and things that stay and are in both halves.
    stays: WordList,
    /// Words that make a rate one of a part only: 提前办结率 is no 办结率.
    narrow: WordList,
    /// The rate whose number is named without the word: 化解94件，化解成功率.
    success_rate: String,
    /// A part that is new in the year.
    newly: char,
    /// What may stand between 率 and its value.
    makes: WordList,
    /// What was done with a part of what was taken up.
    done: WordPattern,
    /// The words before what is left.
    left: WordPattern,
    /// The letters in them that say so without more.
    left_sure: WordPattern,
    /// The words behind it where those before do not say that it is the rest.
    open: WordPattern,
    /// Words of a total behind its parts.
    totals: WordList,
    /// 共审核: what was done with all of the parts.
    all_did: WordPattern,
}

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
pub(super) struct IsSure(pub(super) bool);

impl From<IsSure> for Level {
    fn from(sure: IsSure) -> Level {
        if sure.0 { Level::Error } else { Level::Warning }
    }
}
