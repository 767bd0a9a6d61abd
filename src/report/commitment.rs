//! What a report promises for the next year, and what became of earlier promises. Enter at [`Commitment`].

use super::text::Spot;

/// A plan item, quoted from the text that makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Permanent id, `2020-3`: year of origin and number.
    pub id: String,
    /// Topic id.
    pub topic: String,
    /// The words.
    pub quote: String,
    /// Where the words stand.
    pub spot: Spot,
    /// Whether the promise names a number or a date by which it can be measured.
    pub measurable: bool,
}

/// What became of a promise. Said by a person, never by the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 已完成
    Done,
    /// 部分完成
    Partly,
    /// 继续推进
    Continuing,
    /// 未完成, with a reason
    NotDone,
    /// 取消, with a reason
    Dropped,
}

impl Outcome {
    /// Whether the promise is settled; an open one carries over to the next year.
    pub fn closes(self) -> bool {
        matches!(self, Outcome::Done | Outcome::NotDone | Outcome::Dropped)
    }
}

/// A later report's answer to a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitmentAnswer {
    /// Id of the commitment.
    pub commitment: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The words that show it.
    pub evidence: String,
    /// Where the words stand in the answering report.
    pub spot: Spot,
    /// Why it was not done or dropped.
    pub reason: Option<String>,
}
