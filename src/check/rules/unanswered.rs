//! Y04: promises of earlier reports that this one does not answer. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::draft(
    "Y04",
    &["commitment-unanswered"],
    include_str!("unanswered.md"),
    find,
);
const COMMITMENT_UNANSWERED: FindingForm = RULE.warning(
    "commitment-unanswered",
    "say in `commitments.yaml` under `answered:` what became of each, with the words that show it",
    "请在 `commitments.yaml` 的 `answered:` 下逐项写明结果和依据",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(comparison) = draft.known.and_then(|known| known.comparison) else {
        return Vec::new();
    };
    let open: Vec<&str> = comparison
        .promises
        .iter()
        .filter(|promise| promise.answer.is_none())
        .map(|promise| promise.commitment.id.as_str())
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let (count, ids) = (open.len(), open.join("、"));
    let words = Words::new(
        format!("{count} promises without an answer: {ids}"),
        format!("有{count}项承诺没有回应：{ids}"),
    );
    vec![COMMITMENT_UNANSWERED.at(draft.whole(), words)]
}
