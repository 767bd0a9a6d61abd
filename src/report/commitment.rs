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
    /// All outcomes in the order in which they are counted.
    pub const ALL: [Outcome; 5] = [
        Outcome::Done,
        Outcome::Partly,
        Outcome::Continuing,
        Outcome::NotDone,
        Outcome::Dropped,
    ];

    /// The word in `commitments.yaml` and open data.
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Partly => "partly",
            Outcome::Continuing => "continuing",
            Outcome::NotDone => "not_done",
            Outcome::Dropped => "dropped",
        }
    }

    /// Whether the promise is settled; an open one carries over to the next year.
    pub fn closes(self) -> bool {
        matches!(self, Outcome::Done | Outcome::NotDone | Outcome::Dropped)
    }
}

/// Where a promise stands. The last three are said by the program, because silence is a fact, and it is one only where somebody has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PromiseState {
    /// A report answers it.
    Answered(Outcome),
    /// 未提及: a person has gone through the promises for the later report, which does not answer this one.
    NotMentioned,
    /// 尚未核对: nobody has gone through them yet.
    Unchecked,
    /// 待下年报告: there is no later report.
    Pending,
}

/// Whether a person has gone through the promises that a report might answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseReview {
    /// What has no answer is not mentioned.
    Done,
    /// Of what has no answer nothing is known.
    Open,
}

impl From<bool> for PromiseReview {
    fn from(is_checked: bool) -> PromiseReview {
        match is_checked {
            true => PromiseReview::Done,
            false => PromiseReview::Open,
        }
    }
}

impl PromiseState {
    /// All states in the order in which they are counted.
    pub fn all() -> impl Iterator<Item = PromiseState> {
        let unanswered = [
            PromiseState::NotMentioned,
            PromiseState::Unchecked,
            PromiseState::Pending,
        ];
        let answered = Outcome::ALL.map(PromiseState::Answered);
        answered.into_iter().chain(unanswered)
    }

    /// Where a promise stands in a later report that gives this outcome.
    pub fn in_report(outcome: Option<Outcome>, review: PromiseReview) -> PromiseState {
        match (outcome, review) {
            (Some(outcome), _) => PromiseState::Answered(outcome),
            (None, PromiseReview::Done) => PromiseState::NotMentioned,
            (None, PromiseReview::Open) => PromiseState::Unchecked,
        }
    }

    /// Whether the promise is settled.
    pub fn is_closed(self) -> bool {
        matches!(self, PromiseState::Answered(outcome) if outcome.closes())
    }

    /// Its name for machines, `not_mentioned`.
    pub fn id(self) -> &'static str {
        match self {
            PromiseState::Answered(outcome) => outcome.id(),
            PromiseState::NotMentioned => "not_mentioned",
            PromiseState::Unchecked => "unchecked",
            PromiseState::Pending => "pending",
        }
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
