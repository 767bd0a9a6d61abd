//! N04: figures whose words or values are not in the text; found where the data are read. Enter at [`RULE`].

use crate::check::rule::Rule;

pub(crate) const RULE: Rule = Rule::reading(
    "N04",
    &["quote-not-found", "quote-ambiguous", "value-not-in-quote"],
    include_str!("quotes.md"),
);
