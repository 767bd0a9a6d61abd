//! I02: what an import could not take over; the import finds it. Enter at [`RULE`].

use crate::check::rule::{Rule, RuleRun};

pub(crate) const RULE: Rule = Rule {
    code: "I02",
    names: &["import-loss"],
    page: include_str!("import_loss.md"),
    run: RuleRun::Reading,
};
