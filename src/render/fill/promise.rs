//! Fills promises: what became of each, in every later report. Enter at [`ledger`].

use super::PageContext;
use crate::diagnostic::Language;
use crate::render::context::promise::{LedgerView, PromiseStep, PromiseView};
use crate::report::{Commitment, CommitmentAnswer, PromiseState, Report, ReportingBody};
use crate::words::promise;

/// Where a promise stands, in the words of pages.
pub(crate) fn state_word(state: PromiseState) -> &'static str {
    promise::state(Language::Chinese, state)
}

/// A promise as its page shows it: with its history and its newest outcome.
pub(crate) fn view(desk: PageContext<'_>, origin: &Report, promise: &Commitment) -> PromiseView {
    let states = states(desk, origin, promise);
    let newest = states.last().map_or(PromiseState::Pending, |one| one.state);
    let answered = states
        .iter()
        .filter_map(|one| Some((one.report, one.answer?)))
        .next_back();
    PromiseView {
        id: promise.id.clone(),
        origin: origin.year,
        quote: desk.spot(origin, &promise.spot, promise.quote.clone()),
        topic: desk.topic_name(&promise.topic).to_owned(),
        measurable: promise.measurable,
        outcome: (newest != PromiseState::Pending).then(|| newest.id()),
        outcome_word: state_word(newest).to_owned(),
        evidence: answered
            .map(|(report, answer)| desk.spot(report, &answer.spot, answer.evidence.clone())),
        reason: answered.and_then(|(_, answer)| answer.reason.clone()),
        candidates: Vec::new(),
        history: states.iter().map(|one| one.step(desk)).collect(),
    }
}

/// Where a promise stands in a later report.
struct LaterState<'a> {
    report: &'a Report,
    answer: Option<&'a CommitmentAnswer>,
    state: PromiseState,
}

impl LaterState<'_> {
    fn step(&self, desk: PageContext<'_>) -> PromiseStep {
        let evidence = |answer: &CommitmentAnswer| {
            desk.spot(self.report, &answer.spot, answer.evidence.clone())
        };
        PromiseStep {
            year: self.report.year,
            outcome: self.state.id(),
            outcome_word: state_word(self.state).to_owned(),
            evidence: self.answer.map(evidence),
        }
    }
}

/// Where a promise stands in every later report, oldest first.
fn states<'a>(
    desk: PageContext<'a>,
    origin: &'a Report,
    promise: &Commitment,
) -> Vec<LaterState<'a>> {
    let later = desk
        .of(&origin.body)
        .filter(|report| report.year > origin.year);
    later
        .map(|report| {
            let mut answers = report.answers.iter();
            let answer = answers.find(|answer| answer.commitment == promise.id);
            let outcome = answer.map(|answer| answer.outcome);
            LaterState {
                report,
                answer,
                state: PromiseState::in_report(outcome, report.is_checked().into()),
            }
        })
        .collect()
}

/// Whether a later report closed it: done, not done or dropped, each with its reason.
fn is_closed(desk: PageContext<'_>, origin: &Report, promise: &Commitment) -> bool {
    let states = states(desk, origin, promise);
    states.iter().any(|one| one.state.is_closed())
}

/// The history of a closed promise ends with the report that closed it.
fn closed_view(desk: PageContext<'_>, origin: &Report, promise: &Commitment) -> PromiseView {
    let mut shown = view(desk, origin, promise);
    let closing = states(desk, origin, promise)
        .iter()
        .position(|one| one.state.is_closed());
    if let Some(at) = closing {
        shown.history.truncate(at + 1);
        shown.outcome = Some(shown.history[at].outcome);
        shown.outcome_word = shown.history[at].outcome_word.clone();
    }
    shown
}

/// The open promises of a body, oldest first.
pub(crate) fn open(desk: PageContext<'_>, body: &str) -> Vec<PromiseView> {
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
pub(crate) fn of_report(desk: PageContext<'_>, report: &Report) -> Vec<PromiseView> {
    let shown = |promise: &Commitment| match is_closed(desk, report, promise) {
        true => closed_view(desk, report, promise),
        false => view(desk, report, promise),
    };
    report.commitments.iter().map(shown).collect()
}

/// The ledger of a body.
pub(crate) fn ledger(desk: PageContext<'_>, body: &ReportingBody) -> LedgerView {
    let open = open(desk, &body.id);
    let closed: Vec<PromiseView> = all(desk, &body.id)
        .filter(|(report, promise)| is_closed(desk, report, promise))
        .map(|(report, promise)| closed_view(desk, report, promise))
        .collect();
    let counts = PromiseState::all().map(|state| {
        let pending = PromiseState::Pending.id();
        let views = open.iter().chain(&closed);
        let count = views.filter(|view| view.outcome.unwrap_or(pending) == state.id());
        (state_word(state).to_owned(), count.count())
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
