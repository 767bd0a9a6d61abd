//! What was checked in a report and what came of it, for its quality page. Enter at [`ReportQuality`].

use super::Report;

/// The outcome of all rules that look at one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportQuality {
    /// Version of the rule set.
    pub rule_set: &'static str,
    /// The rules in the order of their codes.
    pub rules: Vec<RuleOutcome>,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleScope {
    /// The text and its data.
    Report,
    /// The page that shows the report.
    Page,
    /// The files beside the report.
    Files,
    /// The site as a whole, when all of it is checked; here nothing is known of it.
    Site,
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

/// Runs the rules when a page asks for their outcome.
pub trait Judge: std::fmt::Debug + Send + Sync {
    /// The outcome for a report, and for its page where it could be made; `None` where its file is not there.
    fn quality(&self, report: &Report, shown: Option<FinishedPage<'_>>) -> Option<ReportQuality>;
}

/// Knows no rules: for sites that are only arranged.
#[derive(Debug)]
pub struct NoJudge;

impl Judge for NoJudge {
    fn quality(&self, _: &Report, _: Option<FinishedPage<'_>>) -> Option<ReportQuality> {
        None
    }
}
