//! The rules for one report, run over one draft. Enter at [`of_draft`].

use super::draft::ReportDraft;
use super::finding::Finding;
use super::rule::RuleRun;
use super::rules::RULES;
use super::waiver;
use rayon::prelude::*;

/// What the rules for one report find.
pub(crate) fn of_draft(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let other = draft.facts.is_other && draft.known.is_none();
    let mut found = draft.notes();
    for rule in RULES {
        if let RuleRun::Draft(run) = rule.run
            && (!other || rule.any_text)
        {
            found.extend(run(draft));
        }
    }
    if draft.known.is_none() {
        let mut trouble = Vec::new();
        let waivers = waiver::waivers_of(draft, &mut trouble);
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
pub(crate) fn in_order(mut found: Vec<Finding>) -> Vec<Finding> {
    found.par_iter_mut().for_each(Finding::mask);
    found.par_sort();
    found.dedup();
    found
}
