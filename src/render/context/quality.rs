//! What was checked in a report (`quality.html`: `quality`).

use super::LinkView;
use serde::Serialize;

/// `quality` in `quality.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QualityView {
    /// The report.
    pub report: LinkView,
    /// Year reported on.
    pub year: i16,
    /// Program and version.
    pub program: String,
    /// Version of the rule set.
    pub rule_set: String,
    /// Number of rules that ran for this page.
    pub ran: usize,
    /// Number of rules that found nothing, or nothing that is open.
    pub passed: usize,
    /// Number of rules with something open.
    pub open: usize,
    /// Codes of rules that need the whole site, so that this page says nothing of their outcome.
    pub elsewhere: Vec<String>,
    /// The rules in the order of their codes.
    pub rules: Vec<RuleView>,
}

/// A rule in the list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RuleView {
    /// `T01`
    pub code: String,
    /// 序号断号、重号
    pub title: String,
    /// What it looks at: 正文和数据, 报告页面, 附件, 全站.
    pub scope: &'static str,
    /// The outcome in words: 通过, 必须改 1 处, 请确认 2 处, 提示 3 处; where all of the site has to be checked for it, that it is.
    pub outcome: String,
    /// What was allowed, and why.
    pub allowed: Vec<AllowedView>,
}

/// What was allowed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AllowedView {
    /// The words; empty where the whole report is meant.
    pub quote: String,
    /// The reason.
    pub reason: String,
}
