//! Fills the quality page of a report. Enter at [`quality`].

use super::PageContext;
use crate::check::{ReportQuality, RuleOutcome, RuleScope};
use crate::render::context::quality::{AllowedView, QualityView, RuleView};
use crate::report::Report;

/// What was checked in a report; empty lists where no rules were run.
pub(crate) fn quality(
    desk: PageContext<'_>,
    report: &Report,
    outcome: Option<ReportQuality>,
) -> QualityView {
    let address = desk.report_address(report);
    let (rule_set, rules) = outcome.map_or(("", Vec::new()), |one| (one.rule_set, one.rules));
    let ran = rules
        .iter()
        .filter(|rule| rule.scope != RuleScope::Site)
        .count();
    let is_elsewhere = |rule: &&RuleOutcome| rule.scope == RuleScope::Site;
    let elsewhere = rules.iter().filter(is_elsewhere);
    let elsewhere = elsewhere.map(|rule| rule.code.to_owned()).collect();
    let open = rules.iter().filter(|rule| is_open(rule)).count();
    QualityView {
        report: desk.link(&address, report.title.clone()),
        year: report.year,
        program: format!("nianbao {}", env!("CARGO_PKG_VERSION")),
        rule_set: rule_set.to_owned(),
        ran,
        passed: ran - open,
        open,
        elsewhere,
        rules: rules.into_iter().map(row).collect(),
    }
}

fn is_open(rule: &RuleOutcome) -> bool {
    rule.errors + rule.warnings + rule.infos > 0
}

fn row(rule: RuleOutcome) -> RuleView {
    let counts = [
        ("必须改", rule.errors),
        ("请确认", rule.warnings),
        ("提示", rule.infos),
    ];
    let open: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} {count} 处"))
        .collect();
    RuleView {
        code: rule.code.to_owned(),
        title: rule.title.to_owned(),
        scope: match rule.scope {
            RuleScope::Report => "正文和数据",
            RuleScope::Page => "报告页面",
            RuleScope::Files => "附件",
            RuleScope::Site => "全站",
        },
        outcome: if rule.scope == RuleScope::Site {
            "本页不作判断，全站检查时进行".to_owned()
        } else if open.is_empty() {
            "通过".to_owned()
        } else {
            open.join("，")
        },
        allowed: rule
            .allowed
            .into_iter()
            .map(|one| AllowedView {
                quote: one.quote,
                reason: one.reason,
            })
            .collect(),
    }
}
