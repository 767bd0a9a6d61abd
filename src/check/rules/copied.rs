//! C02: paragraphs that two bodies of a site share. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::bytes_ahead;
use crate::check::view::{LongParagraph, SiteView};
use crate::diagnostic::Words;
use crate::import::words::fold;
use crate::report::compare::is_formula_text;
use crate::report::letter::is_han;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule::site(
    "C02",
    &["copied-paragraph"],
    include_str!("copied.md"),
    find,
);
const COPIED_PARAGRAPH: FindingForm = RULE.warning(
    "copied-paragraph",
    "write what this body did",
    "请改写为本单位的实际情况",
);

/// Han characters from which a paragraph is nobody's by chance.
const LONG: usize = 40;

/// The paragraphs of a report that nobody writes again by chance.
pub(crate) fn paragraphs(draft: &ReportDraft<'_>) -> Vec<LongParagraph> {
    let long = draft.body().filter(|(_, block)| {
        let text = &block.line.text;
        text.chars().filter(|letter| is_han(*letter)).count() >= LONG && !is_formula_text(text)
    });
    long.map(|(at, block)| {
        let text = &block.line.text;
        const SHOWN: usize = 24;
        let end = bytes_ahead(text, 0, SHOWN);
        LongParagraph {
            print: *blake3::hash(fold(text).as_bytes()).as_bytes(),
            place: draft.place(at, 0..end),
        }
    })
    .collect()
}

fn find(view: &SiteView<'_>) -> Vec<Finding> {
    // Paragraphs are compared by a fingerprint of their words, so that the texts need not be kept and a site of a thousand reports costs
    // one look-up a paragraph. The body that comes first by path keeps a paragraph; every later one is told. Years of one body may repeat
    // each other: that is for the comparison.
    let mut first: BTreeMap<[u8; 32], &str> = BTreeMap::new();
    let mut out = Vec::new();
    for known in view.reports {
        for one in known.paragraphs {
            let id = *first.entry(one.print).or_insert(&known.report.body);
            if id == known.report.body {
                continue;
            }
            let name = view.whole.reports.body(id);
            let name = name.map_or(id, |body| body.name.as_str());
            let words = Words::new(
                format!("the same paragraph stands in a report of `{name}`"),
                format!("与{name}的报告中的一段完全相同"),
            );
            let place = one.place.clone();
            out.push(COPIED_PARAGRAPH.at(place, words));
        }
    }
    out
}
