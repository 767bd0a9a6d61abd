//! What a rule is, and how it is run. Enter at [`Rule`].

use super::draft::ReportDraft;
use super::finding::Finding;
use super::view::SiteView;
use super::web::{PageFault, WebPage};
use super::whole_site::WholeSite;
use crate::report::Reports;
use crate::source::Source;

/// Who runs a rule, and what it sees.
#[derive(Clone, Copy)]
pub(crate) enum RuleRun {
    /// The rule looks at one report.
    Draft(fn(&ReportDraft<'_>) -> Vec<Finding>),
    /// The rule looks at one page after the other as they are made, and at what the site says of all.
    Page(
        fn(&WholeSite, &WebPage) -> Vec<PageFault>,
        fn(&SiteView<'_>) -> Vec<Finding>,
    ),
    /// The rule looks at one file after the other that lies beside the texts.
    File(fn(&Reports, &Source) -> Vec<Finding>),
    /// The rule looks at the whole site, of whose pages only [`super::web::KeptPages`] is left.
    Site(fn(&SiteView<'_>) -> Vec<Finding>),
    /// The stage that reads the data finds it; `check` repeats what it says.
    Reading,
}

/// What a rule looks at, as a quality page groups them.
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

/// A rule: its code, the names of its findings, its page, and how it is run.
pub(crate) struct Rule {
    /// `T01`
    pub(crate) code: &'static str,
    /// `numbering-gap`, `numbering-repeat`
    pub(crate) names: &'static [&'static str],
    /// The page, Markdown.
    pub(crate) page: &'static str,
    /// How it is run.
    pub(crate) run: RuleRun,
}

impl Rule {
    /// What the page calls it: 序号断号、重号.
    pub(crate) fn title(&self) -> &'static str {
        let first = self.page.lines().next().unwrap_or("");
        let named = first.trim_start_matches("# ").trim_start_matches(self.code);
        named.split('（').next().unwrap_or(named).trim()
    }
}

/// For rules that look at pages alone.
pub(crate) fn nothing(_: &SiteView<'_>) -> Vec<Finding> {
    Vec::new()
}
