//! T08: marks between quoted items, words in unusual spelling, names that must not be misspelt, sets out of order. Enter at [`RULE`].

use crate::check::draft::Draft;
use crate::check::finding::{Finding, Fix, finding};
use crate::check::rules::{Rule, Run};
use crate::check::terms::OrderedSet;
use crate::diagnostic::{Level, Words};

mod misspelt;

pub(crate) const RULE: Rule = Rule {
    code: "T08",
    names: &[
        "enumeration-comma",
        "variant-word",
        "misspelt-name",
        "set-order",
    ],
    page: include_str!("../wording.md"),
    run: Run::Draft(find),
};

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.study.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        out.extend(commas(draft, at, text));
        out.extend(variants(draft, at, text));
        for name in &draft.terms.protected {
            out.extend(misspelt::find(draft, at, text, name));
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
