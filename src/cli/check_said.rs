//! What `nianbao check` says of findings in a terminal. Enter at [`print_findings`].

use super::session::CommandSession;
use crate::check::Finding;
use crate::diagnostic::{Diagnostic, Words};

/// Findings by report and level, what was allowed as a number only.
pub(super) fn print_findings(session: &CommandSession, found: &[Finding]) {
    let open = open_findings(found);
    session.printer.grouped(&open);
    let allowed = found.len() - open.len();
    if allowed > 0 {
        session.printer.tell(&Words::new(
            format!("{allowed} allowed with a reason."),
            format!("另有 {allowed} 处已说明理由，不再提示。"),
        ));
    }
    if open.is_empty() {
        session
            .printer
            .tell(&Words::new("Nothing found.", "没有发现问题。"));
    }
}

/// How many findings `check --fix` can mend.
pub(super) fn offer_fixes(session: &CommandSession, found: &[Finding]) {
    let fixable = found
        .iter()
        .filter(|one| one.allowed.is_none() && !one.fixes.is_empty());
    let count = fixable.count();
    if count > 0 {
        session.printer.tell(&Words::new(
            format!(
                "`check --fix` can mend {count} of them, in drafts; `--fix --dry-run` shows how."
            ),
            format!(
                "其中 {count} 处可在草稿中用 `check --fix` 改好；先用 `--fix --dry-run` 查看改动。"
            ),
        ));
    }
}

/// What nobody allowed.
pub(super) fn open_findings(found: &[Finding]) -> Vec<Diagnostic> {
    let open = found.iter().filter(|one| one.allowed.is_none());
    open.map(|one| one.diagnostic.clone()).collect()
}
