//! L04: names that are used no longer, and offices that a town does not have. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::is_apart;
use crate::check::terms::Obsolete;
use crate::check::word_file::rule_words;
use crate::diagnostic::Words;
use std::ops::Range;

pub(crate) const RULE: Rule =
    Rule::draft("L04", &["obsolete-term"], include_str!("obsolete.md"), find);
const OBSOLETE_TERM: FindingForm = RULE.info("obsolete-term", "", "");

rule_words! { "obsolete.yaml":
    /// The level of an office.
    levels: String,
    /// What was so before.
    former: char,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let begins = draft.year().map(|year| format!("{year}-01-01"));
    let level = draft.level();
    let mut out = Vec::new();
    // 政府法制办公室 is told once, not as 政府法制办 and 法制办公室.
    // Which of the terms stand in the text at all is known from one pass over all lists; only these are looked for block by block.
    let mut told: Vec<(usize, Range<usize>)> = Vec::new();
    for term in draft.spotted().obsolete.iter() {
        let term = &draft.terms.obsolete[*term];
        let late = term.since.is_empty()
            || begins
                .as_deref()
                .is_some_and(|begins| term.since.as_str() < begins);
        let ours = term.levels.is_empty()
            || level.is_some_and(|level| term.levels.iter().any(|one| one == level));
        if !late || !ours {
            continue;
        }
        for (at, block) in draft.body() {
            let text = block.line.text.as_str();
            for (start, found) in text.match_indices(term.words.as_str()) {
                let range = start..start + found.len();
                let is_same = |(block, other): &(usize, Range<usize>)| {
                    *block == at && !is_apart(other, &range)
                };
                let again = told.iter().any(is_same);
                if again || is_right(term, text, start) {
                    continue;
                }
                told.push((at, range));
                let place = draft.place(at, start..start + found.len());
                out.push(say(term, place));
            }
        }
    }
    out
}

fn is_right(term: &Obsolete, text: &str, start: usize) -> bool {
    let end = start + term.words.len();
    // What was then called so may be told of: 原国土资源局.
    let is_level = |letter| WORDS.levels.contains(letter);
    let before = text[..start]
        .strip_suffix(is_level)
        .unwrap_or(&text[..start]);
    before.ends_with(WORDS.former)
        || text[..start].ends_with('《')
        || term
            .unless_after
            .iter()
            .any(|word| text[..start].ends_with(word.as_str()))
        || term
            .unless_before
            .iter()
            .any(|word| text[end..].starts_with(word.as_str()))
}

fn say(term: &Obsolete, place: crate::diagnostic::Place) -> Finding {
    let (old, now, source) = (&term.words, &term.now, &term.source);
    let words = if term.since.is_empty() {
        Words::new(
            format!("`{old}`: a body of this level has none"),
            format!("“{old}”与本级机关的职权不符"),
        )
    } else {
        Words::new(
            format!("`{old}` is used no longer since {}", term.since),
            format!("“{old}”自{}起已不再使用", term.since),
        )
    };
    let hint = Words::new(
        format!("now: {now} ({source})"),
        format!("现为：{now}（{source}）"),
    );
    OBSOLETE_TERM.hinting(place, words, hint)
}
