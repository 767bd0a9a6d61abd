//! I01: what a Word draft still holds besides its text; the import finds it. Enter at [`RULE`].

use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule::reading(
    "I01",
    &["unresolved-revisions", "unresolved-comments", "hidden-text"],
    include_str!("revisions.md"),
);
