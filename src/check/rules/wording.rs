//! T08: marks between quoted items, words in unusual spelling, names that must not be misspelt, sets out of order. Enter at [`RULE`].

use super::{Rule, Run};
use crate::check::draft::Draft;
use crate::check::finding::{Finding, Fix, finding};
use crate::check::terms::{OrderedSet, Protected};
use crate::diagnostic::{Level, Words};
use std::ops::Range;

pub(crate) const RULE: Rule = Rule {
    code: "T08",
    names: &[
        "enumeration-comma",
        "variant-word",
        "misspelt-name",
        "set-order",
    ],
    page: include_str!("wording.md"),
    run: Run::Draft(find),
};

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.study.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        out.extend(commas(draft, at, text));
        out.extend(variants(draft, at, text));
        for name in &draft.terms.protected {
            out.extend(misspelt(draft, at, text, name));
        }
        for set in &draft.terms.sets {
            out.extend(disordered(draft, at, text, set));
        }
    }
    out
}

fn commas(draft: &Draft<'_>, at: usize, text: &str) -> Vec<Finding> {
    let mut out = Vec::new();
    for between in ["”、“", "》、《"] {
        for (start, found) in text.match_indices(between) {
            let mark = start + '”'.len_utf8();
            let range = mark..mark + '、'.len_utf8();
            let words = Words::new(
                "no 、 between quoted items",
                "并列的引号、书名号之间不用顿号",
            );
            let hint = Words::new("leave it out", "请删去顿号");
            let fix = draft.source(at, range).map(|range| Fix::new(range, ""));
            let place = draft.place(at, start..start + found.len());
            let one = finding(
                Level::Info,
                ("T08", "enumeration-comma"),
                place,
                words,
                hint,
            );
            out.push(one.fixed_by(fix));
        }
    }
    out
}

fn variants(draft: &Draft<'_>, at: usize, text: &str) -> Vec<Finding> {
    let mut out = Vec::new();
    for variant in &draft.terms.variants {
        for (start, found) in text.match_indices(variant.wrong.as_str()) {
            let range = start..start + found.len();
            let clause = &text[range.end..];
            let end = clause
                .find(['，', ',', '。', '；', ';'])
                .unwrap_or(clause.len());
            let fits = variant.with.is_empty()
                || variant
                    .with
                    .iter()
                    .any(|word| clause[..end].contains(word.as_str()));
            if !fits {
                continue;
            }
            let right = &variant.right;
            let words = Words::new(
                format!("`{found}` is usually written `{right}`"),
                format!("“{found}”宜写作“{right}”"),
            );
            let hint = Words::new(format!("write `{right}`"), format!("请改为“{right}”"));
            let fix = draft
                .source(at, range.clone())
                .map(|range| Fix::new(range, right.as_str()));
            let place = draft.place(at, range);
            out.push(
                finding(Level::Info, ("T08", "variant-word"), place, words, hint).fixed_by(fix),
            );
        }
    }
    out
}

/// Known misspellings are errors; a name that differs in one character is to be confirmed.
fn misspelt(draft: &Draft<'_>, at: usize, text: &str, name: &Protected) -> Vec<Finding> {
    let mut out = Vec::new();
    let say = |level, range: Range<usize>| {
        let right = &name.name;
        let words = Words::new(
            format!("a misspelling of `{right}`"),
            format!("“{right}”疑似写错"),
        );
        let hint = Words::new(format!("write `{right}`"), format!("应为“{right}”"));
        finding(
            level,
            ("T08", "misspelt-name"),
            draft.place(at, range),
            words,
            hint,
        )
    };
    for wrong in &name.wrong {
        let found = text.match_indices(wrong.as_str());
        out.extend(found.map(|(start, found)| say(Level::Error, start..start + found.len())));
    }
    if name.near && out.is_empty() {
        out.extend(
            near(text, name)
                .into_iter()
                .map(|range| say(Level::Warning, range)),
        );
    }
    out
}

/// Bytes of words as long as the name that differ from it in one character inside.
fn near(text: &str, name: &Protected) -> Vec<Range<usize>> {
    let wanted: Vec<char> = name.name.chars().collect();
    let half: String = wanted[..wanted.len() / 2].iter().collect();
    let rest: String = wanted[wanted.len() / 2..].iter().collect();
    let mut out = Vec::new();
    // One of the two halves is unchanged where only one character differs.
    for (at, _) in text.match_indices(half.as_str()) {
        out.extend(window(text, at, &wanted));
    }
    for (at, _) in text.match_indices(rest.as_str()) {
        let start = text[..at].char_indices().rev().nth(wanted.len() / 2 - 1);
        out.extend(start.and_then(|(start, _)| window(text, start, &wanted)));
    }
    out.retain(|range| {
        let found = &text[range.clone()];
        found != name.name
            && !name
                .right
                .iter()
                .any(|right| found.starts_with(right.as_str()))
    });
    out.dedup();
    out
}

/// The window at a byte if it differs from the name in exactly one character, neither the first nor the last.
fn window(text: &str, start: usize, wanted: &[char]) -> Option<Range<usize>> {
    let mut end = start;
    let mut wrong = Vec::new();
    let mut letters = text[start..].chars();
    for (index, want) in wanted.iter().enumerate() {
        let letter = letters.next()?;
        if letter != *want {
            wrong.push((index, letter));
        }
        end += letter.len_utf8();
    }
    let &[(index, letter)] = &wrong[..] else {
        return None;
    };
    let inside = index > 0 && index + 1 < wanted.len();
    (inside && crate::import::words::is_han(letter)).then_some(start..end)
}

/// All items of a set in one sentence, in another order.
fn disordered(draft: &Draft<'_>, at: usize, text: &str, set: &OrderedSet) -> Vec<Finding> {
    let mut out = Vec::new();
    for range in crate::report::text::segment::sentences(text) {
        let words = &text[range.clone()];
        let places: Option<Vec<usize>> = set
            .items
            .iter()
            .map(|item| words.find(item.as_str()))
            .collect();
        let Some(places) = places.filter(|places| !places.is_sorted()) else {
            continue;
        };
        let (first, last) = (
            places.iter().min().copied().unwrap_or(0),
            places.iter().max().copied().unwrap_or(0),
        );
        let order = set.items.join("、");
        let name = &set.name;
        let message = Words::new(
            format!("`{name}` stands in another order"),
            format!("“{name}”的次序与规范表述不一致"),
        );
        let hint = Words::new(
            format!("the order is {order}"),
            format!("规范次序：{order}"),
        );
        let place = draft.place(at, range.start + first..range.start + last);
        out.push(finding(
            Level::Warning,
            ("T08", "set-order"),
            place,
            message,
            hint,
        ));
    }
    out
}
