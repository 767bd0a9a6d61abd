//! A sentence of one or both texts and what became of it. Enter at [`SentencePair`].

use super::words::{WordRun, pieces};
use crate::report::{Report, Spot};

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum SentenceClass {
    /// 相同
    #[default]
    Same,
    /// 仅数字变化: only digits or Han numerals differ.
    NumbersOnly,
    /// 改写: the same statement in other words.
    Reworded,
    /// 移动: stands under another heading.
    Moved,
    /// 新增
    New,
    /// 删去
    Removed,
}

impl SentenceClass {
    /// All classes in the order in which they are shown.
    pub const ALL: [SentenceClass; 6] = [
        SentenceClass::Same,
        SentenceClass::NumbersOnly,
        SentenceClass::Reworded,
        SentenceClass::Moved,
        SentenceClass::New,
        SentenceClass::Removed,
    ];

    /// Name in machine-readable output, `numbers-only`.
    pub fn id(self) -> &'static str {
        match self {
            SentenceClass::Same => "same",
            SentenceClass::NumbersOnly => "numbers-only",
            SentenceClass::Reworded => "reworded",
            SentenceClass::Moved => "moved",
            SentenceClass::New => "new",
            SentenceClass::Removed => "removed",
        }
    }
}

/// A sentence of one or both texts. Every sentence but those of headings is in exactly one pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SentencePair {
    /// What became of it.
    pub class: SentenceClass,
    /// For a moved sentence what else changed: same, numbers-only or reworded.
    pub also: Option<SentenceClass>,
    /// The older sentence.
    pub old: Option<Spot>,
    /// The newer sentence.
    pub new: Option<Spot>,
    /// Likeness of the two, 0 to 1; 0 where there is only one.
    pub likeness: f64,
    /// Where the words of a removed sentence stand in the newer text, joined to another; where those of a new one stood in the older.
    pub within: Option<Spot>,
    /// Whether it is an official formula, told apart from copied text.
    pub formula: bool,
    /// Whether it is the signature or the date below the text.
    pub signature: bool,
}

impl SentencePair {
    /// The class by wording alone: of a moved sentence what else changed.
    pub fn wording(&self) -> SentenceClass {
        self.also.unwrap_or(self.class)
    }

    /// Word differences for the newer side; empty where nothing inside the sentence changed.
    ///
    /// Made when asked for: only the page that shows them waits for the dictionary of words.
    pub fn pieces(&self, old: &Report, new: &Report) -> Vec<WordRun> {
        match (&self.old, &self.new) {
            (Some(before), Some(after)) if self.wording() != SentenceClass::Same => {
                pieces(old.text.words(before).trim(), new.text.words(after).trim())
            }
            _ => Vec::new(),
        }
    }
}
