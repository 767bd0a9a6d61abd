//! Y02: a cumulative figure that is smaller than last year. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use crate::report::IndicatorKind;

pub(crate) const RULE: Rule = Rule::draft(
    "Y02",
    &["cumulative-falls"],
    include_str!("cumulative.md"),
    find,
);
const CUMULATIVE_FALLS: FindingForm = RULE.warning(
    "cumulative-falls",
    "mend the number, or declare the change of definition as a break of the indicator",
    "请核对；口径有变化的，请在 `indicators.yaml` 的 `breaks` 中说明",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(comparison) = draft.known.and_then(|known| known.comparison) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for change in comparison
        .figures
        .iter()
        .filter(|one| one.kind == IndicatorKind::Cumulative)
    {
        let (Some(old), Some(new)) = (&change.old, &change.new) else {
            continue;
        };
        if new.value >= old.value {
            continue;
        }
        let (name, was, now) = (&change.name, old.value, new.value);
        let words = Words::new(
            format!("`{name}` is cumulative and falls from {was} to {now}"),
            format!("“{name}”是累计数，却由{was}降到{now}"),
        );
        let place = quoted(draft, &new.quote);
        out.push(CUMULATIVE_FALLS.at(place, words));
    }
    out
}
