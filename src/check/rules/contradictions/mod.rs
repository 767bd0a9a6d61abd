//! N02: figures of one report that contradict each other. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use crate::report::Exactness;
use crate::report::find::number::NumberScript;
use crate::report::find::quantity::TextQuantity;
use crate::report::find::quantity::clause;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;
use words::WORDS;

mod twice;
mod words;

pub(crate) const RULE: Rule = Rule::draft(
    "N02",
    &["cross-figure"],
    include_str!("../contradictions.md"),
    find,
);
const CROSS_FIGURE: FindingForm = RULE.warning(
    "cross-figure",
    "compare both with the source",
    "请核对两处数据",
);

/// A number of the text with its place.
struct StatedNumber {
    block: usize,
    range: Range<usize>,
    value: Decimal,
    approx: Option<Exactness>,
}

/// A thing that is made, in the unit in which it is counted.
type CountedThing = (String, String);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut states: BTreeMap<&str, Vec<StatedNumber>> = BTreeMap::new();
    let mut made: Vec<(CountedThing, StatedNumber)> = Vec::new();
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        let all = draft.quantities(at).iter();
        let all: Vec<&TextQuantity> = all
            .filter(|one| one.script == NumberScript::Digits)
            .collect();
        out.extend(more_done_than_taken(draft, at, text, &all));
        for one in all {
            let span = clause(text, &one.range);
            let (before, words) = (&text[span.start..one.range.start], &text[span.clone()]);
            let stated = StatedNumber {
                block: at,
                range: span.clone(),
                value: one.value,
                approx: one.approx,
            };
            if let Some(key) = state_of_body(before, &text[one.range.end..], one.unit)
                && !WORDS.changed.is_match(words)
                && one.approx.is_none()
            {
                states.entry(key).or_default().push(stated);
            } else if let Some(thing) = WORDS.thing.find(before) {
                let named = (thing.as_str().to_owned(), one.unit.to_owned());
                if WORDS.given.stands_in(before) {
                    out.extend(more_given_than_made(draft, &made, &named, &stated));
                } else if WORDS.made.stands_in(before) {
                    made.push((named, stated));
                }
            }
        }
    }
    let states = states.iter();
    out.extend(states.flat_map(|(key, all)| differing(draft, key, all)));
    let told: Vec<_> = out.iter().map(|one| one.diagnostic.place.clone()).collect();
    let again = twice::given_twice(draft).into_iter().map(|(one, first)| {
        let words = Words::new(
            format!("{} here and {first} elsewhere", one.value),
            format!("同一数量前后不一致：此处{}，另一处{first}", one.value),
        );
        CROSS_FIGURE.at(draft.place(one.at, one.range), words)
    });
    out.extend(again.filter(|one| !told.contains(&one.diagnostic.place)));
    out
}

fn more_given_than_made(
    draft: &ReportDraft<'_>,
    made: &[(CountedThing, StatedNumber)],
    named: &CountedThing,
    given: &StatedNumber,
) -> Option<Finding> {
    let (_, printed) = made.iter().find(|(known, _)| known == named)?;
    (given.value > printed.value && printed.approx.is_none()).then(|| {
        let words = Words::new("more was given out than was made", "发放数多于印制数");
        CROSS_FIGURE.at(draft.place(given.block, given.range.clone()), words)
    })
}

/// Numbers of one state that are not those given first.
fn differing(draft: &ReportDraft<'_>, key: &str, all: &[StatedNumber]) -> Vec<Finding> {
    let first = all[0].value;
    let others = all
        .iter()
        .filter(|one| one.approx.is_none() && one.value != first);
    others
        .map(|one| {
            let words = Words::new(
                format!("{} here and {first} elsewhere", one.value),
                format!("{key}数前后不一致：此处{}，另一处{first}", one.value),
            );
            CROSS_FIGURE.at(draft.place(one.block, one.range.clone()), words)
        })
        .collect()
}

/// The state of the whole body that a number counts, by the words before it, its unit and the words behind it.
fn state_of_body(before: &str, after: &str, unit: &str) -> Option<&'static str> {
    let before = before.trim_end();
    let state = WORDS.states.iter().find(|one| {
        let ends = one.ends.as_ref().map(|words| words.is_match(before));
        let follows = one.follows.as_ref().map(|words| words.is_match(after));
        let is_named = ends.is_none() && follows.is_none() || ends.max(follows) == Some(true);
        one.units.lists(unit) && is_named && one.before.is_match(before)
    });
    state.map(|one| one.key.as_str())
}

/// 受理92件，成功化解95件: more was settled than was taken up.
fn more_done_than_taken(
    draft: &ReportDraft<'_>,
    at: usize,
    text: &str,
    all: &[&TextQuantity],
) -> Vec<Finding> {
    // More characters between the two numbers tell of something else.
    const NEAR: usize = 12;
    let mut out = Vec::new();
    for pair in all.windows(2) {
        let (taken, done) = (&pair[0], &pair[1]);
        let (first, second) = (clause(text, &taken.range), clause(text, &done.range));
        let before = &text[first.start..taken.range.start];
        let words = &text[second.start..done.range.start];
        let near = text[taken.range.end..done.range.start].chars().count() <= NEAR;
        if WORDS.takes.stands_in(before)
            && WORDS.settles.ends(words)
            && near
            && !WORDS.part.stands_in(before)
            && taken.unit == done.unit
            && done.value > taken.value
            && taken.approx.is_none()
        {
            let words = Words::new(
                "more was settled than was taken up",
                "办结（化解）数多于受理数",
            );
            out.push(CROSS_FIGURE.at(draft.place(at, first.start..second.end), words));
        }
    }
    out
}
