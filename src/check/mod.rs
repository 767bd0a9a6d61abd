//! What should be known before a report is published. Enter at [`site`] for a whole site, at [`draft`] for one file.
//!
//! Each rule is a pair `rules/NAME.rs` and `rules/NAME.md`; [`rules::RULES`] lists them. Nothing here touches the disk.

mod attached;
mod brackets;
mod draft;
mod finding;
mod fix;
mod formats;
mod judged;
mod names;
mod online;
mod page;
mod quality;
mod rule;
mod rules;
mod site;
mod terms;
mod waiver;
mod web;
mod word_boundary;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod mutations;

pub use finding::{Finding, ProposedFix, to_json};
pub use fix::{DraftFiles, FixResult, FixedFile, UnfixableReason, essence, fix_draft, is_packed};
pub use formats::{to_annotations, to_junit, to_sarif};
pub use judged::Checker;
pub use online::{OutwardLink, Response, addresses, judge};
pub use page::explain;
pub use site::{Again, allow_online, check as site};
pub use terms::{RuleTerms, kinds, list};
pub use web::{SeenPages, has_anchor};

use crate::diagnostic::Diagnostic;
use crate::import::{ImportWarning, ImportedReport, ReadingRules};
use draft::ReportDraft;
use rayon::prelude::*;
use rule::RuleRun;
use rules::RULES;

/// Version of the rule set: rules, levels and thresholds. A quality page names it.
pub const RULE_SET: &str = "1.0";

/// Checks one file on its own. `name` is the file's name, which gives its format; without a `profile` the text shows of which kind
/// it is, and what shows none is taken for the usual one.
pub fn draft(name: &str, bytes: &[u8], profile: Option<&ReadingRules>) -> Vec<Finding> {
    let read =
        |profile: &ReadingRules| ReportDraft::bare(name, bytes, profile, RuleTerms::embedded());
    let draft = read(profile.unwrap_or_else(|| ReadingRules::fazhi()));
    let is_other = |draft: &ReportDraft<'_>| draft.study.report.kind == "other";
    if profile.is_some() || !is_other(&draft) {
        return finish(of_draft(&draft));
    }
    let mut others = ReadingRules::embedded().filter(|one| one.id != ReadingRules::fazhi().id);
    let fits = others.find_map(|profile| Some(read(profile)).filter(|draft| !is_other(draft)));
    finish(of_draft(&fits.unwrap_or(draft)))
}

/// Whether a file that stands alone may be mended: it does not say that it is a report which was published.
pub fn is_loose_draft(name: &str, bytes: &[u8]) -> bool {
    ReportDraft::bare(name, bytes, ReadingRules::fazhi(), RuleTerms::embedded()).is_draft()
}

/// Reads a report as [`crate::import::read`] does, and says in its warnings what the rules find.
pub fn imported(name: &str, bytes: &[u8], profile: &ReadingRules) -> ImportedReport {
    let draft = ReportDraft::bare(name, bytes, profile, RuleTerms::embedded());
    let found = finish(of_draft(&draft));
    let mut report = draft.study.report;
    if report.kind != "other" {
        let warned = found
            .iter()
            .filter(|one| !rules::is_review_list(one.diagnostic.code));
        report.warnings.extend(warned.map(warning));
        report.warnings.sort_by_key(|one| one.line);
    }
    report
}

/// Findings that the build itself made, in the shape of the others.
pub fn of_build(diagnostics: &[Diagnostic]) -> Vec<Finding> {
    let mut found: Vec<Finding> = diagnostics.iter().cloned().map(Finding::new).collect();
    found.iter_mut().for_each(Finding::mask);
    found
}

/// Leaves out a broken link of a page (W03) that the build told at its place in the text already.
pub fn tell_once(found: &mut Vec<Finding>) {
    let of_build =
        |one: &&Finding| (one.diagnostic.code, one.diagnostic.name) == ("markdown", "broken-link");
    let told: Vec<String> = found
        .iter()
        .filter(of_build)
        .map(|one| one.diagnostic.message.en.clone())
        .collect();
    found.retain(|one| {
        let quote = one.quote();
        let is_again = one.diagnostic.code == "W03"
            && quote.starts_with("@/")
            && told
                .iter()
                .any(|words| words.contains(&format!("`{quote}`")));
        !is_again
    });
}

/// What the rules for one report find.
fn of_draft(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let other = draft.study.report.kind == "other" && draft.known.is_none();
    let mut found = draft.notes();
    for rule in RULES {
        if let RuleRun::Draft(run) = rule.run
            && (!other || rules::is_for_any_text(rule.code))
        {
            found.extend(run(draft));
        }
    }
    if draft.known.is_none() {
        let mut trouble = Vec::new();
        let waivers = waiver::read(draft, &mut trouble);
        let more = waiver::apply(&waivers, &mut found);
        found.extend(more);
        found.extend(trouble.into_iter().map(Finding::new));
    }
    if !draft.is_draft() {
        // A published text is a record, which nothing mends.
        found.iter_mut().for_each(|one| one.fixes.clear());
    }
    found
}

/// Findings in the order in which they are shown, each once.
fn finish(mut found: Vec<Finding>) -> Vec<Finding> {
    found.par_iter_mut().for_each(Finding::mask);
    found.par_sort();
    found.dedup();
    found
}

fn warning(finding: &Finding) -> ImportWarning {
    let one = &finding.diagnostic;
    let (quote, line) = one.place.as_ref().map_or((String::new(), 0), |place| {
        (place.quote.clone(), place.line)
    });
    ImportWarning {
        code: one.code,
        name: one.name,
        quote,
        line,
        message: one.message.en.clone(),
        message_zh: one.message.zh.clone(),
    }
}
