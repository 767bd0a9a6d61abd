//! T08: marks between quoted items, words in unusual spelling, names that must not be misspelt, sets out of order. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm, ProposedFix};
use crate::check::rule::Rule;
use crate::check::terms::{OrderedSet, WordVariant};
use crate::check::word_boundary::{WordBoundary, word_boundary};
use crate::check::word_file::rule_words;
use crate::diagnostic::{Level, Words};
use misspelt::name_slips;
use std::ops::Range;

mod misspelt;

pub(crate) const RULE: Rule = Rule {
    mechanical: true,
    ..Rule::draft(
        "T08",
        &[
            "enumeration-comma",
            "variant-word",
            "misspelt-name",
            "set-order",
        ],
        include_str!("../wording.md"),
        find,
    )
};
const ENUMERATION_COMMA: FindingForm = RULE.info("enumeration-comma", "leave it out", "请删去顿号");
const VARIANT_WORD: FindingForm = RULE.info("variant-word", "", "");
const MISSPELT_NAME: FindingForm = RULE.error("misspelt-name", "", "");
const SET_ORDER: FindingForm = RULE.warning("set-order", "", "");

rule_words! { "../wording.yaml":
    /// One of these stands between two items of a list.
    joins: String,
    /// Letters that join two words inside a name: 人民的政府 is no slip.
    joining: String,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let (terms, spotted) = (draft.terms, draft.spotted());
    let variants = spotted.variants.iter().map(|index| &terms.variants[*index]);
    let variants: Vec<&WordVariant> = variants.collect();
    let mut out = Vec::new();
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        out.extend(needless_commas(draft, at, text));
        out.extend(unusual_spellings(draft, at, text, &variants));
        for set in &spotted.sets {
            out.extend(disordered_sets(draft, at, text, &terms.sets[*set]));
        }
    }
    for (at, names) in &spotted.slips {
        let text = draft.outline.blocks[*at].line.text.as_str();
        for name in names {
            let name = &terms.protected[*name];
            let slips = name_slips(text, name, terms, &WORDS.joining);
            let mut say = |form: FindingForm, range| {
                let right = &name.name;
                let words = Words::new(
                    format!("a misspelling of `{right}`"),
                    format!("“{right}”疑似写错"),
                );
                let hint = Words::new(format!("write `{right}`"), format!("应为“{right}”"));
                out.push(form.hinting(draft.place(*at, range), words, hint));
            };
            let doubtful = MISSPELT_NAME.weighing(Level::Warning);
            slips
                .sure
                .into_iter()
                .for_each(|range| say(MISSPELT_NAME, range));
            slips
                .doubtful
                .into_iter()
                .for_each(|range| say(doubtful, range));
        }
    }
    out
}

fn needless_commas(draft: &ReportDraft<'_>, at: usize, text: &str) -> Vec<Finding> {
    let mut out = Vec::new();
    for between in ["”、“", "》、《"] {
        for (start, found) in text.match_indices(between) {
            let mark = start + '”'.len_utf8();
            let range = mark..mark + '、'.len_utf8();
            let words = Words::new(
                "no 、 between quoted items",
                "并列的引号、书名号之间不用顿号",
            );
            let fix = draft
                .source(at, range)
                .map(|range| ProposedFix::new(range, ""));
            let place = draft.place(at, start..start + found.len());
            let one = ENUMERATION_COMMA.at(place, words);
            out.push(one.fixed_by(fix));
        }
    }
    out
}

fn unusual_spellings(
    draft: &ReportDraft<'_>,
    at: usize,
    text: &str,
    variants: &[&WordVariant],
) -> Vec<Finding> {
    let mut out = Vec::new();
    for variant in variants {
        for (start, found) in text.match_indices(variant.wrong.as_str()) {
            let range = start..start + found.len();
            let boundary = word_boundary(text, &range);
            if boundary == WordBoundary::Part || !variant.fits(&text[range.end..]) {
                continue;
            }
            let right = &variant.right;
            let words = Words::new(
                format!("`{found}` is usually written `{right}`"),
                format!("“{found}”宜写作“{right}”"),
            );
            let hint = Words::new(format!("write `{right}`"), format!("请改为“{right}”"));
            let fixable = boundary == WordBoundary::Alone && !variant.judged;
            let source = fixable.then(|| draft.source(at, range.clone())).flatten();
            let fix = source.map(|range| ProposedFix::new(range, right.as_str()));
            let place = draft.place(at, range);
            out.push(VARIANT_WORD.hinting(place, words, hint).fixed_by(fix));
        }
    }
    out
}

/// All items of a set in one list, in another order.
fn disordered_sets(
    draft: &ReportDraft<'_>,
    at: usize,
    text: &str,
    set: &OrderedSet,
) -> Vec<Finding> {
    let mut all: Vec<(Range<usize>, usize)> = Vec::new();
    for (index, item) in set.items.iter().enumerate() {
        let found = text.match_indices(item.as_str());
        all.extend(found.map(|(start, found)| (start..start + found.len(), index)));
    }
    all.sort_by_key(|(range, _)| range.start);
    let mut out = Vec::new();
    for list in all.windows(set.items.len()) {
        let mut order: Vec<usize> = list.iter().map(|(_, index)| *index).collect();
        let joined = list
            .windows(2)
            .all(|two| is_joint(text, two[0].0.end, two[1].0.start));
        let sorted = order.is_sorted();
        order.sort_unstable();
        if sorted || !joined || !order.iter().copied().eq(0..set.items.len()) {
            continue;
        }
        let (Some(first), Some(last)) = (list.first(), list.last()) else {
            continue;
        };
        let right = set.items.join("、");
        let name = &set.name;
        let message = Words::new(
            format!("`{name}` stands in another order"),
            format!("“{name}”的次序与规范表述不一致"),
        );
        let hint = Words::new(
            format!("the order is {right}"),
            format!("规范次序：{right}"),
        );
        let place = draft.place(at, first.0.start..last.0.end);
        out.push(SET_ORDER.hinting(place, message, hint));
    }
    out
}

/// Whether two items of a list stand side by side: a mark or 和 between them, and at most a word like 制度.
fn is_joint(text: &str, end: usize, start: usize) -> bool {
    let Some(gap) = text.get(end..start) else {
        return false;
    };
    gap.chars().count() <= 5
        && gap.contains(|letter| WORDS.joins.contains(letter))
        && !gap.contains(['。', '；'])
}
