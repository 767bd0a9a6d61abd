//! I01: what a Word draft still holds besides its text; the import finds it. Enter at [`RULE`].

use crate::check::rule::{Rule, RuleRun};

pub(crate) const RULE: Rule = Rule {
    code: "I01",
    names: &["unresolved-revisions", "unresolved-comments", "hidden-text"],
    page: include_str!("revisions.md"),
    run: RuleRun::Reading,
};
