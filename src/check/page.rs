//! The page of a rule: what it finds, why, how to mend it, and the cases that show it. Enter at [`explain`].

use super::finding::Finding;
use super::rule::Rule;
use super::rules::{RULES, by_code};
use crate::diagnostic::did_you_mean;

/// The page of the rule with this code or name; the nearest one is named where there is none.
///
/// # Errors
/// The code or name that may have been meant, if one is near.
pub(crate) fn explain(word: &str) -> Result<&'static str, Option<&'static str>> {
    let asked = word.trim();
    let named = |rule: &&Rule| rule.code.eq_ignore_ascii_case(asked) || rule.names.contains(&asked);
    match RULES.iter().find(named) {
        Some(rule) => Ok(rule.page),
        None => Err(did_you_mean(
            asked,
            RULES
                .iter()
                .flat_map(|rule| rule.names.iter().copied().chain([rule.code])),
        )),
    }
}

/// Whether a program may fix what a finding says, which its rule tells.
pub(crate) fn is_mechanical(finding: &Finding) -> bool {
    by_code(finding.diagnostic.code).is_some_and(|rule| rule.mechanical)
}
