//! S02: parts that are there but cannot be told apart, and shortcomings without causes. Enter at [`RULE`].

use super::parts::mention;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::read_words;
use crate::diagnostic::{Place, Words};
use serde::Deserialize;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule::draft(
    "S02",
    &["part-merged", "causes-missing"],
    include_str!("merged.md"),
    find,
);
const CAUSES_MISSING: FindingForm = RULE.warning(
    "causes-missing",
    "say why, for each of them",
    "请逐条写明原因",
);
const PART_MERGED: FindingForm = RULE.warning(
    "part-merged",
    "give each part its own heading of the first level",
    "请各用一个一级标题分开写",
);

/// What a part is called, by its id in the profile.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PassingPart {
    id: String,
    name: String,
}

/// Parts that are spoken of in passing, the most usual one first and the plan last.
static PASSING: LazyLock<Vec<PassingPart>> =
    LazyLock::new(|| read_words(include_str!("merged.yaml")));

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    if !draft.is_default_kind() {
        return out;
    }
    let short = draft.part("shortcomings");
    if draft.part("causes").is_empty() && !short.is_empty() {
        let words = Words::new(
            "no causes are given for the shortcomings",
            "写了不足，没有写原因",
        );
        let place = place(draft, &short[0]);
        out.push(CAUSES_MISSING.at(place, words));
    }
    out.extend(shared(draft));
    for PassingPart { id, name } in PASSING.iter() {
        if draft.part(id).is_empty()
            && let Some((at, range)) = mention(draft, id)
        {
            out.push(merged(draft.place(at, range), name));
        }
    }
    // A part below a heading of another is there but cannot be told apart; one with a heading of the first level anywhere is its own.
    let own = draft.part("first_responsible");
    if own.iter().all(|path| path.contains('/'))
        && let Some(path) = own.first()
    {
        out.push(merged(place(draft, path), &PASSING[0].name));
    }
    out
}

/// Parts that name the same heading.
fn shared(draft: &ReportDraft<'_>) -> Option<Finding> {
    let (short, plan) = (draft.part("shortcomings"), draft.part("plan"));
    let path = short.iter().find(|path| plan.contains(path))?;
    Some(merged(place(draft, path), &PASSING[2].name))
}

fn merged(place: Place, names: &str) -> Finding {
    let words = Words::new(
        format!("{names}: there, but not as a part of its own"),
        format!("“{names}”没有单独成为一个部分"),
    );
    PART_MERGED.at(place, words)
}

/// The heading with a path.
pub(super) fn place(draft: &ReportDraft<'_>, path: &str) -> Place {
    let folded = |text: &str| crate::import::words::fold(text);
    let headings = &draft.outline.headings;
    let index = headings
        .iter()
        .position(|heading| folded(&heading.path) == folded(path));
    match index.and_then(|index| draft.block_of(index)) {
        Some((at, block)) => draft.place(at, 0..block.lead),
        None => draft.whole(),
    }
}
