//! What a rule is, and how it is run. Enter at [`Rule`].

use super::draft::ReportDraft;
use super::finding::{Finding, FindingForm};
use super::view::SiteView;
use super::web::{PageFault, WebPage};
use super::whole_site::WholeSite;
use crate::diagnostic::Level;
use crate::report::Reports;
use crate::source::Source;

/// What looks at one page.
pub(crate) type PageFind = fn(&WholeSite, &WebPage) -> Vec<PageFault>;
/// What looks at the whole site.
pub(crate) type SiteFind = fn(&SiteView<'_>) -> Vec<Finding>;

/// What looks at a file beside the texts.
pub(crate) type FileFind = fn(&Reports, &Source) -> Vec<Finding>;

/// Who runs a rule, and what it sees.
#[derive(Clone, Copy)]
pub(crate) enum RuleRun {
    /// The rule looks at one report.
    Draft(fn(&ReportDraft<'_>) -> Vec<Finding>),
    /// The rule looks at one page after the other as they are made, and at what the site says of all.
    Page(PageFind, SiteFind),
    /// The rule looks at one file after the other that lies beside the texts.
    File(FileFind),
    /// The rule looks at the whole site, of whose pages only [`super::web::KeptPages`] is left.
    Site(SiteFind),
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

/// A rule: its code, the names of its findings, its page, how it is run, and what follows from its findings.
pub(crate) struct Rule {
    /// `T01`
    pub(crate) code: &'static str,
    /// `numbering-gap`, `numbering-repeat`
    pub(crate) names: &'static [&'static str],
    /// The page, Markdown.
    pub(crate) page: &'static str,
    /// What it looks at, as the quality page of a report says.
    pub(crate) scope: RuleScope,
    /// Whether its findings are a list to go through, not something that is wrong.
    pub(crate) review: bool,
    /// Whether it finds what must not stand in any text, of whatever kind that is.
    pub(crate) any_text: bool,
    /// Whether a program may fix what it finds.
    pub(crate) mechanical: bool,
    /// How it is run.
    pub(crate) run: RuleRun,
}

/// A rule under a code: the names of its findings, and its page.
const fn rule(
    code: &'static str,
    names: &'static [&'static str],
    page: &'static str,
    run: RuleRun,
) -> Rule {
    let scope = match run {
        RuleRun::Draft(_) | RuleRun::Reading => RuleScope::Report,
        RuleRun::Page(..) => RuleScope::Page,
        RuleRun::File(_) => RuleScope::Files,
        RuleRun::Site(_) => RuleScope::Site,
    };
    Rule {
        code,
        names,
        page,
        scope,
        review: false,
        any_text: false,
        mechanical: false,
        run,
    }
}

impl Rule {
    /// A rule that looks at one report.
    pub(crate) const fn draft(
        code: &'static str,
        names: &'static [&'static str],
        page: &'static str,
        find: fn(&ReportDraft<'_>) -> Vec<Finding>,
    ) -> Rule {
        rule(code, names, page, RuleRun::Draft(find))
    }

    /// A rule that looks at one page after the other, and at what the site says of all.
    pub(crate) const fn pages(
        code: &'static str,
        names: &'static [&'static str],
        page: &'static str,
        find: PageFind,
        of_all: SiteFind,
    ) -> Rule {
        rule(code, names, page, RuleRun::Page(find, of_all))
    }

    /// A rule that looks at one file after the other that lies beside the texts.
    pub(crate) const fn files(
        code: &'static str,
        names: &'static [&'static str],
        page: &'static str,
        find: FileFind,
    ) -> Rule {
        rule(code, names, page, RuleRun::File(find))
    }

    /// A rule that looks at the whole site.
    pub(crate) const fn site(
        code: &'static str,
        names: &'static [&'static str],
        page: &'static str,
        find: SiteFind,
    ) -> Rule {
        rule(code, names, page, RuleRun::Site(find))
    }

    /// A rule whose findings the stage makes that reads the data.
    pub(crate) const fn reading(
        code: &'static str,
        names: &'static [&'static str],
        page: &'static str,
    ) -> Rule {
        rule(code, names, page, RuleRun::Reading)
    }

    /// The form of its findings of this name that must be put right before publishing; a name that it does not list does not compile.
    pub(crate) const fn error(
        &self,
        name: &'static str,
        english: &'static str,
        chinese: &'static str,
    ) -> FindingForm {
        self.form(Level::Error, name, [english, chinese])
    }

    /// The form of those that somebody has to look at.
    pub(crate) const fn warning(
        &self,
        name: &'static str,
        english: &'static str,
        chinese: &'static str,
    ) -> FindingForm {
        self.form(Level::Warning, name, [english, chinese])
    }

    /// The form of those that are worth knowing.
    pub(crate) const fn info(
        &self,
        name: &'static str,
        english: &'static str,
        chinese: &'static str,
    ) -> FindingForm {
        self.form(Level::Info, name, [english, chinese])
    }

    const fn form(&self, level: Level, name: &'static str, hint: [&'static str; 2]) -> FindingForm {
        // This runs when the program is compiled: a form of a name that its rule does not list, and so its page does not explain, is an
        // error of the compiler.
        let mut at = 0;
        while !is_equal(self.names[at], name) {
            at += 1;
            assert!(at < self.names.len(), "the rule lists no such name");
        }
        FindingForm {
            level,
            code: self.code,
            name,
            hint,
        }
    }

    /// Whether somebody who writes this code or name means the rule.
    pub(crate) fn answers_to(&self, word: &str) -> bool {
        self.code == word || self.names.contains(&word)
    }

    /// What the page calls it: 序号断号、重号.
    pub(crate) fn title(&self) -> &'static str {
        let first = self.page.lines().next().unwrap_or("");
        let named = first.trim_start_matches("# ").trim_start_matches(self.code);
        named.split('（').next().unwrap_or(named).trim()
    }
}

/// `==`, which constants do not have.
const fn is_equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// For rules that look at pages alone.
pub(crate) fn nothing(_: &SiteView<'_>) -> Vec<Finding> {
    Vec::new()
}
