//! Promises on every page that shows them, and the ledger (`commitments.html`, variable `ledger`).

use super::{LinkView, Rail};
use serde::Serialize;

/// A promise.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PromiseView {
    /// `2020-3`
    pub id: String,
    /// Year of origin.
    pub origin: i16,
    /// The words, linked to their place.
    pub quote: LinkView,
    /// Topic's name.
    pub topic: String,
    /// Whether it names a number or a date.
    pub measurable: bool,
    /// `done partly continuing not_done dropped not_mentioned unchecked`, null while no later report exists.
    pub outcome: Option<&'static str>,
    /// 已完成 部分完成 继续推进 未完成 取消 未提及 尚未核对; 待下年报告 while no later report exists.
    pub outcome_word: String,
    /// The words that show the outcome, linked.
    pub evidence: Option<LinkView>,
    /// Why it was not done or was dropped.
    pub reason: Option<String>,
    /// Sentences of the newer report that may answer it, best first; only where no answer was given. Never claimed.
    pub candidates: Vec<AnswerView>,
    /// What each later report said, oldest first.
    pub history: Vec<PromiseStep>,
}

/// A sentence that may answer a promise.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AnswerView {
    /// The sentence, linked.
    pub quote: LinkView,
    /// 0 to 1, two decimals.
    pub score: String,
}

/// What one later report said of a promise.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PromiseStep {
    /// The report's year.
    pub year: i16,
    /// `done` …
    pub outcome: &'static str,
    /// 已完成 …
    pub outcome_word: String,
    /// The words, linked.
    pub evidence: Option<LinkView>,
}

/// `ledger` in `commitments.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LedgerView {
    /// The rail.
    pub rail: Rail,
    /// Promises that are still open, by year of origin.
    pub open: Vec<PromiseView>,
    /// Promises that are closed (done, dropped, not done), by year of origin.
    pub closed: Vec<PromiseView>,
    /// Counts by outcome, in fixed order: word and number.
    pub counts: Vec<(String, usize)>,
    /// What will be tracked, while there is one report; null later.
    pub expectation: Option<String>,
}
