//! I02: what an import could not take over; the import finds it. Enter at [`RULE`].

use crate::check::rule::Rule;

pub(crate) const RULE: Rule =
    Rule::reading("I02", &["import-loss"], include_str!("import_loss.md"));
