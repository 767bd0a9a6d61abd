//! What every command works with and how it ends. Enter at [`CommandSession`].

use crate::diagnostic::{Diagnostic, Words};
use crate::print::Printer;
use crate::source::surroundings::Surroundings;

/// How a command ended; the number is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Fine.
    Fine = 0,
    /// Findings block.
    Findings = 1,
    /// Could not run.
    CouldNot = 2,
}

/// How a command ends that has nothing to say: fine, or for a reason that it could not run.
pub(super) type Outcome = Result<ExitStatus, Box<Diagnostic>>;

/// What every command works with.
pub(super) struct CommandSession {
    /// The world outside.
    pub(super) surroundings: Surroundings,
    /// How to speak.
    pub(super) printer: Printer,
}

impl CommandSession {
    /// Prints findings; the command could not run.
    pub(super) fn could_not(&self, diagnostic: Diagnostic) -> ExitStatus {
        self.printer.findings(&[diagnostic]);
        ExitStatus::CouldNot
    }

    /// Prints findings; where there are any, they block.
    pub(super) fn end_with(&self, findings: &[Diagnostic]) -> ExitStatus {
        self.printer.findings(findings);
        if findings.is_empty() {
            ExitStatus::Fine
        } else {
            ExitStatus::Findings
        }
    }

    /// Says which file was written.
    pub(super) fn tell_written(&self, shown: &str) {
        self.printer.tell(&Words::new(
            format!("written: {shown}"),
            format!("已写入：{shown}"),
        ));
    }
}
