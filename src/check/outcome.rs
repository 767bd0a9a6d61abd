//! What was checked in a report and what came of it, for its quality page. Enter at [`ReportQuality`].

use super::rule::RuleScope;

/// The outcome of all rules that look at one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportQuality {
    /// Version of the rule set.
    pub rule_set: &'static str,
    /// The rules in the order of their codes.
    pub rules: Vec<RuleOutcome>,
}

/// The finished page of a report.
#[derive(Debug, Clone, Copy)]
pub struct FinishedPage<'a> {
    /// Where it stands in the site.
    pub at: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// One rule and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOutcome {
    /// What it looked at.
    pub scope: RuleScope,
    /// `T01`
    pub code: &'static str,
    /// 序号断号、重号
    pub title: &'static str,
    /// What must be mended.
    pub errors: usize,
    /// What is to be confirmed.
    pub warnings: usize,
    /// What is worth knowing.
    pub infos: usize,
    /// What was allowed, and why.
    pub allowed: Vec<AllowedFinding>,
}

/// A finding that a person allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedFinding {
    /// The words; empty where the whole report is meant.
    pub quote: String,
    /// The reason.
    pub reason: String,
}
