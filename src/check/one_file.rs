//! One file on its own, without a site around it. Enter at [`check_draft`].

use super::draft::ReportDraft;
use super::finding::Finding;
use super::rules::by_code;
use super::run::{in_order, of_draft};
use super::terms::RuleTerms;
use crate::import::{self, ImportWarning, ImportedReport};
use crate::report::ReportKind;

/// Checks one file on its own. `name` is the file's name, which gives its format; without a `profile` the text shows of which kind
/// it is, and what shows none is taken for the usual one.
pub fn check_draft(name: &str, bytes: &[u8], profile: Option<&ReportKind>) -> Vec<Finding> {
    let read =
        |profile: &ReportKind| ReportDraft::bare(name, bytes, profile, RuleTerms::embedded());
    let draft = read(profile.unwrap_or_else(|| ReportKind::default_profile()));
    let is_other = |draft: &ReportDraft<'_>| draft.facts.is_other;
    if profile.is_some() || !is_other(&draft) {
        return in_order(of_draft(&draft));
    }
    let mut others = ReportKind::all_embedded().skip(1);
    let fits = others.find_map(|profile| Some(read(profile)).filter(|draft| !is_other(draft)));
    in_order(of_draft(&fits.unwrap_or(draft)))
}

/// Whether a file that stands alone may be mended: it does not say that it is a report which was published.
pub(crate) fn is_loose_draft(name: &str, bytes: &[u8]) -> bool {
    ReportDraft::bare(
        name,
        bytes,
        ReportKind::default_profile(),
        RuleTerms::embedded(),
    )
    .is_draft()
}

/// Reads a report as [`crate::import::read`] does, and says in its warnings what the rules find.
pub fn import_checked(name: &str, bytes: &[u8], profile: &ReportKind) -> ImportedReport {
    let study = import::study(name, bytes, profile);
    let mut report = study.report.clone();
    let found = in_order(of_draft(&ReportDraft::of_study(
        study,
        RuleTerms::embedded(),
    )));
    if report.kind != "other" {
        let warned = found
            .iter()
            .filter(|one| !by_code(one.diagnostic.code).is_some_and(|rule| rule.review));
        report.warnings.extend(warned.map(as_warning));
        report.warnings.sort_by_key(|one| one.line);
    }
    report
}

fn as_warning(finding: &Finding) -> ImportWarning {
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
