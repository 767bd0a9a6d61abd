//! Y04: promises of earlier reports that this one does not answer. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};

pub(crate) const RULE: Rule = Rule {
    code: "Y04",
    names: &["commitment-unanswered"],
    page: include_str!("unanswered.md"),
    run: RuleRun::Draft(find),
};

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
    let hint = Words::new(
        "say in `commitments.yaml` under `answered:` what became of each, with the words that show it",
        "请在 `commitments.yaml` 的 `answered:` 下逐项写明结果和依据",
    );
    vec![finding(
        Level::Warning,
        ("Y04", "commitment-unanswered"),
        draft.whole(),
        words,
        hint,
    )]
}
