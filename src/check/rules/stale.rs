//! C03: numbers and dates of last year in sentences that were carried over unchanged. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::report::compare::SentenceClass;
use crate::report::find::quantity::{NumberScript, quantities};
use crate::report::{IndicatorKind, Spot};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "C03",
    names: &["stale-number"],
    page: include_str!("stale.md"),
    run: RuleRun::Draft(find),
};

/// Units of what happens in a year; the same number twice is unlikely.
const HAPPENS: [&str; 14] = [
    "件", "起", "宗", "例", "次", "场", "场次", "人次", "份", "条", "期", "元", "批次", "户次",
];
static DATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"20\d\d年").expect("the pattern is constant"));

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let Some(comparison) = known.comparison else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for pair in &comparison.sentences {
        let (SentenceClass::Same, Some(spot)) = (pair.class, &pair.new) else {
            continue;
        };
        let words = known.report.text.words(spot).trim();
        let old_year = DATE
            .find_iter(words)
            .any(|year| year.as_str() == format!("{}年", comparison.old_year));
        let happened = quantities(words).iter().any(|one| {
            one.script == NumberScript::Digits
                && HAPPENS.contains(&one.unit.as_str())
                && one.value > rust_decimal::Decimal::TEN
        });
        if !(old_year || happened && !is_state(draft, spot)) {
            continue;
        }
        let message = Words::new(
            format!(
                "the sentence and its numbers are those of {}",
                comparison.old_year
            ),
            format!("这句话连同数字与{}年报告完全相同", comparison.old_year),
        );
        let hint = Words::new("is it this year's number?", "请核对数字是否为本年度的");
        out.push(finding(
            Level::Warning,
            ("C03", "stale-number"),
            quoted(draft, words),
            message,
            hint,
        ));
    }
    out
}

/// Whether the sentence's figures count a state, which may stay as it is.
fn is_state(draft: &ReportDraft<'_>, spot: &Spot) -> bool {
    let Some(known) = draft.known else {
        return false;
    };
    let mut inside = known
        .report
        .figures
        .iter()
        .filter(|figure| {
            figure.spot.section == spot.section
                && figure.spot.block == spot.block
                && spot.range.contains(&figure.spot.range.start)
        })
        .peekable();
    inside.peek().is_some()
        && inside.all(|figure| {
            known
                .world
                .indicator(&figure.indicator)
                .is_some_and(|one| one.kind != IndicatorKind::Flow)
                || !figure.is_of(known.report.year)
        })
}
