//! N04: figures whose words or values are not in the text; found where the data are read. Enter at [`RULE`].

use crate::check::rule::{Rule, RuleRun};

pub(crate) const RULE: Rule = Rule {
    code: "N04",
    names: &["quote-not-found", "quote-ambiguous", "value-not-in-quote"],
    page: include_str!("quotes.md"),
    run: RuleRun::Reading,
};
