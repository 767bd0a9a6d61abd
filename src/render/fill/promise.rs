//! Fills promises: what became of each, in every later report. Enter at [`ledger`].

use super::PageContext;
use crate::render::context::promise::{LedgerView, PromiseStep, PromiseView};
use crate::report::{Commitment, CommitmentAnswer, Comparison, Outcome, Report, ReportingBody};

/// Outcomes in the order in which they are counted: id and word. The last three are said by the program, because silence is a fact,
/// and it is one only where somebody has looked.
pub const OUTCOMES: [(&str, &str); 8] = [
    ("done", "已完成"),
    ("partly", "部分完成"),
    ("continuing", "继续推进"),
    ("not_done", "未完成"),
    ("dropped", "取消"),
    ("not_mentioned", "未提及"),
    (UNCHECKED, "尚未核对"),
    ("pending", "待下年报告"),
];

/// The id of the outcome while nobody has gone through the promises for a report.
pub const UNCHECKED: &str = "unchecked";

/// The id of an outcome.
pub fn outcome_id(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Done) => "done",
        Some(Outcome::Partly) => "partly",
        Some(Outcome::Continuing) => "continuing",
        Some(Outcome::NotDone) => "not_done",
        Some(Outcome::Dropped) => "dropped",
        None => "not_mentioned",
    }
}

/// The id of an outcome in a comparison; nothing is said of silence where nobody has looked.
pub fn outcome_in(one: &Comparison, outcome: Option<Outcome>) -> &'static str {
    match outcome {
        None if !one.summary.promises_checked => UNCHECKED,
        outcome => outcome_id(outcome),
    }
}

/// The word of an outcome's id.
pub fn outcome_word(id: &str) -> &'static str {
    OUTCOMES
        .iter()
        .find(|(one, _)| *one == id)
        .map_or("", |(_, word)| word)
}

/// A promise as its page shows it: with its history and its newest outcome.
pub fn view(desk: PageContext<'_>, origin: &Report, promise: &Commitment) -> PromiseView {
    let steps: Vec<PromiseStep> = later(desk, origin)
        .map(|report| step(desk, report, answer(report, promise)))
        .collect();
    let newest = steps.last();
    let answered = later(desk, origin)
        .filter_map(|report| Some((report, answer(report, promise)?)))
        .last();
    PromiseView {
        id: promise.id.clone(),
        origin: origin.year,
        quote: desk.spot(origin, &promise.spot, promise.quote.clone()),
        topic: desk.topic_name(&promise.topic).to_owned(),
        measurable: promise.measurable,
        outcome: newest.map(|step| step.outcome),
        outcome_word: newest
            .map_or("待下年报告", |step| outcome_word(step.outcome))
            .to_owned(),
        evidence: answered
            .map(|(report, answer)| desk.spot(report, &answer.spot, answer.evidence.clone())),
        reason: answered.and_then(|(_, answer)| answer.reason.clone()),
        candidates: Vec::new(),
        history: steps,
    }
}

fn later<'a>(desk: PageContext<'a>, origin: &'a Report) -> impl Iterator<Item = &'a Report> {
    desk.of(&origin.body)
        .filter(|report| report.year > origin.year)
}

fn answer<'a>(report: &'a Report, promise: &Commitment) -> Option<&'a CommitmentAnswer> {
    report
        .answers
        .iter()
        .find(|answer| answer.commitment == promise.id)
}

fn step(desk: PageContext<'_>, report: &Report, answer: Option<&CommitmentAnswer>) -> PromiseStep {
    let outcome = if report.answers.is_empty() {
        UNCHECKED
    } else {
        outcome_id(answer.map(|answer| answer.outcome))
    };
    PromiseStep {
        year: report.year,
        outcome,
        outcome_word: outcome_word(outcome).to_owned(),
        evidence: answer.map(|answer| desk.spot(report, &answer.spot, answer.evidence.clone())),
    }
}

/// Whether a later report closed it: done, not done or dropped, each with its reason.
fn is_closed(desk: PageContext<'_>, origin: &Report, promise: &Commitment) -> bool {
    later(desk, origin)
        .filter_map(|report| answer(report, promise))
        .any(|answer| answer.outcome.closes())
}

/// The history of a closed promise ends with the report that closed it.
fn closed_view(desk: PageContext<'_>, origin: &Report, promise: &Commitment) -> PromiseView {
    let mut shown = view(desk, origin, promise);
    let closing = shown
        .history
        .iter()
        .position(|step| matches!(step.outcome, "done" | "not_done" | "dropped"));
    if let Some(at) = closing {
        shown.history.truncate(at + 1);
        shown.outcome = Some(shown.history[at].outcome);
        shown.outcome_word = shown.history[at].outcome_word.clone();
    }
    shown
}

/// The open promises of a body, oldest first.
pub fn open(desk: PageContext<'_>, body: &str) -> Vec<PromiseView> {
    all(desk, body)
        .filter(|(report, promise)| !is_closed(desk, report, promise))
        .map(|(report, promise)| view(desk, report, promise))
        .collect()
}

fn all<'a>(
    desk: PageContext<'a>,
    body: &'a str,
) -> impl Iterator<Item = (&'a Report, &'a Commitment)> {
    desk.of(body).flat_map(|report| {
        report
            .commitments
            .iter()
            .map(move |promise| (report, promise))
    })
}

/// The promises that a report makes.
pub fn of_report(desk: PageContext<'_>, report: &Report) -> Vec<PromiseView> {
    let shown = |promise: &Commitment| match is_closed(desk, report, promise) {
        true => closed_view(desk, report, promise),
        false => view(desk, report, promise),
    };
    report.commitments.iter().map(shown).collect()
}

/// The ledger of a body.
pub fn ledger(desk: PageContext<'_>, body: &ReportingBody) -> LedgerView {
    let open = open(desk, &body.id);
    let closed: Vec<PromiseView> = all(desk, &body.id)
        .filter(|(report, promise)| is_closed(desk, report, promise))
        .map(|(report, promise)| closed_view(desk, report, promise))
        .collect();
    let counts = OUTCOMES.iter().map(|(id, word)| {
        let of = |views: &[PromiseView]| {
            views
                .iter()
                .filter(|view| view.outcome.unwrap_or("pending") == *id)
                .count()
        };
        ((*word).to_owned(), of(&open) + of(&closed))
    });
    let single = desk.of(&body.id).count() == 1;
    LedgerView {
        rail: desk.rail(&body.id, &[]),
        counts: counts.filter(|(_, count)| *count > 0).collect(),
        expectation: single.then(|| {
            "下一年度报告发布后，这里会逐项记录每条承诺的结果：已完成、部分完成、继续推进、未完成、取消或未提及，并附原文依据。".to_owned()
        }),
        open,
        closed,
    }
}
