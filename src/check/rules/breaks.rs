//! Y06: words about a changed definition beside a figure whose indicator declares no break. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordPattern, read_words};
use crate::diagnostic::Words;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule::draft(
    "Y06",
    &["break-undeclared"],
    include_str!("breaks.md"),
    find,
);
const BREAK_UNDECLARED: FindingForm = RULE.warning(
    "break-undeclared",
    "add a break for this year to `indicators.yaml`, so that both sides are not compared",
    "请在 `indicators.yaml` 的 `breaks` 中登记本年度，以免与往年直接比较",
);

/// Words that tell of a changed definition.
static CHANGED: LazyLock<WordPattern> = LazyLock::new(|| read_words(include_str!("breaks.yaml")));

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let report = known.report;
    let mut out = Vec::new();
    for figure in report
        .figures
        .iter()
        .filter(|figure| figure.is_of(report.year))
    {
        let note = figure.note.as_deref().unwrap_or("");
        let sentence = report.text.sentence_words(&figure.spot);
        if !CHANGED.is_match(note) && !CHANGED.is_match(sentence) {
            continue;
        }
        let declared = known
            .world
            .indicator(&figure.indicator)
            .is_none_or(|one| one.breaks.iter().any(|at| at.year == report.year));
        if declared {
            continue;
        }
        let id = &figure.indicator;
        let words = Words::new(
            format!("the definition of `{id}` changed, but the indicator declares no break"),
            format!("“{id}”的口径有变化，指标没有登记"),
        );
        let place = quoted(draft, &figure.quote);
        out.push(BREAK_UNDECLARED.at(place, words));
    }
    out
}
