//! All rules: one file, one page and one line for each. Enter at [`RULES`].

pub(crate) mod accessibility;
mod alternatives;
pub(crate) mod attachments;
mod breaks;
mod carried;
mod changes;
mod citations;
mod claims;
mod columns;
mod contradictions;
pub(crate) mod copied;
mod cumulative;
mod delimiters;
mod doubled;
mod early;
mod external;
mod footer_items;
mod foreign;
mod import_loss;
mod jumps;
mod last_year;
mod late;
pub(crate) mod links;
mod marks;
mod merged;
mod meta_tags;
mod norms;
mod numbering;
mod obsolete;
mod outline;
mod pairs;
mod parts;
mod person_name;
mod personal_data;
mod placeholder;
pub(crate) mod publication;
mod quotes;
mod rates;
mod relative;
mod revisions;
mod run_on;
mod secrecy;
mod siblings;
mod signature;
mod silences;
mod stale;
mod sums;
mod title;
mod unanswered;
mod unbound;
mod validity;
pub(crate) mod weight;
mod widths;
mod wording;
mod years;

use super::draft::ReportDraft;
use super::finding::Finding;
use super::judged::Checker;
use super::site::SiteView;
use super::web::{PageFault, WebPage};

/// Who runs a rule, and what it sees.
#[derive(Clone, Copy)]
pub(crate) enum RuleRun {
    /// The rule looks at one report.
    Draft(fn(&ReportDraft<'_>) -> Vec<Finding>),
    /// The rule looks at one page after the other as they are made, and at what the site says of all.
    Page(
        fn(&Checker, &WebPage) -> Vec<PageFault>,
        fn(&SiteView<'_>) -> Vec<Finding>,
    ),
    /// The rule looks at the whole site, of whose pages only [`super::web::KeptPages`] is left.
    Site(fn(&SiteView<'_>) -> Vec<Finding>),
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

/// Every rule, by code. A new rule is a file, a page and a line here.
pub(crate) static RULES: &[Rule] = &[
    numbering::RULE,
    delimiters::RULE,
    siblings::RULE,
    run_on::RULE,
    placeholder::RULE,
    widths::RULE,
    doubled::RULE,
    wording::RULE,
    sums::RULE,
    contradictions::RULE,
    unbound::RULE,
    quotes::RULE,
    pairs::RULE,
    rates::RULE,
    changes::RULE,
    claims::RULE,
    norms::RULE,
    years::RULE,
    early::RULE,
    late::RULE,
    relative::RULE,
    publication::RULE,
    parts::RULE,
    merged::RULE,
    outline::RULE,
    title::RULE,
    signature::RULE,
    last_year::RULE,
    cumulative::RULE,
    jumps::RULE,
    unanswered::RULE,
    silences::RULE,
    breaks::RULE,
    carried::RULE,
    foreign::RULE,
    copied::RULE,
    stale::RULE,
    citations::RULE,
    validity::RULE,
    marks::RULE,
    obsolete::RULE,
    personal_data::RULE,
    person_name::RULE,
    secrecy::RULE,
    attachments::RULE,
    meta_tags::RULE,
    footer_items::RULE,
    links::RULE,
    external::RULE,
    columns::RULE,
    weight::RULE,
    alternatives::RULE,
    accessibility::RULE,
    revisions::RULE,
    import_loss::RULE,
];

/// For rules that look at pages alone.
fn nothing(_: &SiteView<'_>) -> Vec<Finding> {
    Vec::new()
}

/// Codes of what must not stand in any text, of whatever kind it is.
pub(crate) fn is_for_any_text(code: &str) -> bool {
    matches!(code, "D01" | "D02" | "D03")
}

/// Codes whose findings are a list to go through, not something that is wrong.
pub(crate) fn is_review_list(code: &str) -> bool {
    matches!(code, "N03" | "S03")
}
