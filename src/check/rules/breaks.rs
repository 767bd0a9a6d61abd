//! Y06: words about a changed definition beside a figure whose indicator declares no break. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "Y06",
    names: &["break-undeclared"],
    page: include_str!("breaks.md"),
    run: RuleRun::Draft(find),
};

static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("统计口径|口径(?:调整|变化|有变|不同)|改按|改为按|不再(?:统计|计入|包括)|同一口径|纳入统计|重新划分").expect("the pattern is constant")
});

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
        let hint = Words::new(
            "add a break for this year to `indicators.yaml`, so that both sides are not compared",
            "请在 `indicators.yaml` 的 `breaks` 中登记本年度，以免与往年直接比较",
        );
        let place = quoted(draft, &figure.quote);
        out.push(finding(
            Level::Warning,
            ("Y06", "break-undeclared"),
            place,
            words,
            hint,
        ));
    }
    out
}
