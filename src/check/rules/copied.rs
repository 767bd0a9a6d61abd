//! C02: paragraphs that two bodies of a site share. Enter at [`RULE`].

use super::{Rule, Run};
use crate::check::finding::{Finding, finding};
use crate::check::site::View;
use crate::diagnostic::{Level, Words};
use crate::import::words::{fold, is_han};
use crate::report::compare::is_formula_text;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    code: "C02",
    names: &["copied-paragraph"],
    page: include_str!("copied.md"),
    run: Run::Site(find),
};

/// Han characters from which a paragraph is nobody's by chance.
const LONG: usize = 40;

fn find(view: &View<'_>) -> Vec<Finding> {
    let mut first: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    let mut out = Vec::new();
    for draft in view.drafts {
        let Some(known) = draft.known else { continue };
        for (at, block) in draft.body() {
            let text = &block.line.text;
            if text.chars().filter(|letter| is_han(*letter)).count() < LONG || is_formula_text(text)
            {
                continue;
            }
            let own = (known.body.id.as_str(), known.body.name.as_str());
            let (id, name) = *first.entry(fold(text)).or_insert(own);
            if id == own.0 {
                continue;
            }
            let words = Words::new(
                format!("the same paragraph stands in a report of `{name}`"),
                format!("与{name}的报告中的一段完全相同"),
            );
            let hint = Words::new("write what this body did", "请改写为本单位的实际情况");
            let end = text
                .char_indices()
                .nth(24)
                .map_or(text.len(), |(end, _)| end);
            let place = draft.place(at, 0..end);
            out.push(finding(
                Level::Warning,
                ("C02", "copied-paragraph"),
                place,
                words,
                hint,
            ));
        }
    }
    out
}
