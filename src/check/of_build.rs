//! What the build found, among what the rules find. Enter at [`of_build`].

use super::finding::Finding;
use super::rules::links;
use crate::diagnostic::Diagnostic;

/// Findings that the build itself made, in the shape of the others.
pub(crate) fn of_build(diagnostics: &[Diagnostic]) -> Vec<Finding> {
    let mut found: Vec<Finding> = diagnostics.iter().cloned().map(Finding::new).collect();
    found.iter_mut().for_each(Finding::mask);
    found
}

/// Leaves out a broken link of a page (W03) that the build told at its place in the text already.
pub(crate) fn tell_once(found: &mut Vec<Finding>) {
    let of_build =
        |one: &&Finding| (one.diagnostic.code, one.diagnostic.name) == ("markdown", "broken-link");
    let told: Vec<String> = found
        .iter()
        .filter(of_build)
        .map(|one| one.diagnostic.message.en.clone())
        .collect();
    found.retain(|one| {
        let quote = one.quote();
        let is_again = one.diagnostic.code == links::RULE.code
            && quote.starts_with("@/")
            && told
                .iter()
                .any(|words| words.contains(&format!("`{quote}`")));
        !is_again
    });
}
