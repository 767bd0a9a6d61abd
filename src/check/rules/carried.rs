//! Y07: how much of the text is that of last year. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::draft(
    "Y07",
    &["carried-over-share"],
    include_str!("carried.md"),
    find,
);
const CARRIED_OVER_SHARE: FindingForm = RULE.info(
    "carried-over-share",
    "say what was done this year",
    "请写出本年度的实际工作",
);

/// Per cent of sentences from which it is worth saying.
const MUCH: usize = 50;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(comparison) = draft.known.and_then(|known| known.comparison) else {
        return Vec::new();
    };
    let (share, carried) = (
        comparison.summary.carried_percent(),
        comparison.summary.carried,
    );
    if share < MUCH {
        return Vec::new();
    }
    let year = comparison.old_year;
    let words = Words::new(
        format!(
            "{share}% of the sentences ({carried}) are those of {year}, official formulas apart"
        ),
        format!("除固定表述外，{share}%的句子（{carried}句）与{year}年相同"),
    );
    vec![CARRIED_OVER_SHARE.at(draft.whole(), words)]
}
