//! Y05: what last year's report spoke of and this one does not. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use crate::report::compare::SilenceKind;

pub(crate) const RULE: Rule = Rule::draft(
    "Y05",
    &["silent-this-year"],
    include_str!("silences.md"),
    find,
);
const SILENT_THIS_YEAR: FindingForm = RULE.warning(
    "silent-this-year",
    "silence is not zero: say it again, or what became of it",
    "不提不等于零：请补写，或说明有何变化",
);

/// How many are named; the rest is counted.
const NAMED: usize = 6;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(comparison) = draft.known.and_then(|known| known.comparison) else {
        return Vec::new();
    };
    // A section may be renamed; what counts is what was claimed, counted or set up.
    let silent: Vec<&str> = comparison
        .silent
        .iter()
        .filter(|one| one.what != SilenceKind::Section)
        .map(|one| one.quote.as_str())
        .collect();
    if silent.is_empty() {
        return Vec::new();
    }
    let count = silent.len();
    let named = silent
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join("；");
    let more = if count > NAMED { "……" } else { "" };
    let things = if count == 1 { "thing" } else { "things" };
    let words = Words::new(
        format!(
            "{count} {things} that the report of {} spoke of: {named}{more}",
            comparison.old_year
        ),
        format!(
            "{}年报告写到、今年没有再提的有{count}处：{named}{more}",
            comparison.old_year
        ),
    );
    vec![SILENT_THIS_YEAR.at(draft.whole(), words)]
}
