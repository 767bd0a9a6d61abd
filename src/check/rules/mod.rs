//! All rules: one file, one page and one line for each. Enter at [`RULES`].

mod numbering;

use super::draft::Draft;
use super::finding::Finding;
use super::site::View;

/// Who runs a rule, and what it sees.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// The rule looks at one report.
    Draft(fn(&Draft<'_>) -> Vec<Finding>),
    /// The rule looks at the whole site.
    Site(fn(&View<'_>) -> Vec<Finding>),
    /// The stage that reads the data finds it; `check` repeats what it says.
    Reading,
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
    pub(crate) run: Run,
}

/// Every rule, by code. A new rule is a file, a page and a line here.
pub(crate) static RULES: &[Rule] = &[numbering::RULE];

/// Codes whose findings are a list to go through, not something that is wrong.
pub(crate) fn is_review_list(code: &str) -> bool {
    matches!(code, "N03" | "S03")
}
