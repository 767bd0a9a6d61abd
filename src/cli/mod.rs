//! The command line: one file per command. Enter at [`run`].

mod arguments;
mod build;
mod check;
mod check_fix;
mod check_fix_refusals;
mod check_online;
mod check_refusals;
mod check_watch;
mod compare;
mod comparison_english;
mod comparison_text;
mod completion;
mod explain;
mod extract;
mod extract_refusals;
mod import;
mod import_target;
mod init;
mod misused;
mod new;
mod schema;
mod serve;
mod sheet;
mod site_reports;
mod terms;
mod vendor;
mod vendor_addresses;

use crate::diagnostic::{Diagnostic, Language, Words};
use crate::print::Printer;
use crate::source::surroundings::Surroundings;
use clap::error::ErrorKind;
use std::ffi::OsString;

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

/// What every command works with.
pub(crate) struct CommandSession {
    /// The world outside.
    pub(crate) surroundings: Surroundings,
    /// How to speak.
    pub(crate) printer: Printer,
}

impl CommandSession {
    /// Prints findings; the command could not run.
    fn could_not(&self, diagnostic: Diagnostic) -> ExitStatus {
        self.printer.findings(&[diagnostic]);
        ExitStatus::CouldNot
    }
}

/// Runs the command that `arguments` name (the program's own name first).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let surroundings = Surroundings::look();
    let printer = Printer {
        tongue: surroundings.tongue,
        colour: surroundings.colour,
        talk: surroundings.talk,
    };
    let session = CommandSession {
        surroundings,
        printer,
    };
    let tongue = session.surroundings.tongue;
    let mut command = arguments::command(tongue);
    if tongue == Language::Chinese {
        command = misused::in_chinese(command);
    }
    let matches = match command.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return refused(&session, &error),
    };
    match matches.subcommand() {
        Some(("build", own)) => build::run(&session, &matches, own),
        Some(("serve", own)) => serve::run(&session, &matches, own),
        Some(("import", own)) => import::run(&session, own),
        Some(("check", own)) => check::run(&session, &matches, own),
        Some(("explain", own)) => explain::run(&session, own),
        Some(("terms", own)) => terms::run(&session, &matches, own),
        Some(("init", own)) => init::run(&session, own),
        Some(("new", own)) => new::run(&session, &matches, own),
        Some(("vendor", own)) => vendor::run(&session, &matches, own),
        Some(("schema", own)) => schema::run(&session, own),
        Some(("extract", own)) => extract::run(&session, &matches, own),
        Some(("completion", own)) => completion::run(&session, own),
        Some(("compare", own)) => compare::run(&session, &matches, own),
        _ => ExitStatus::CouldNot,
    }
}

/// Help and version are results; everything else could not run.
fn refused(session: &CommandSession, error: &clap::Error) -> ExitStatus {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        session.printer.result(error.to_string().trim_end());
        return ExitStatus::Fine;
    }
    let said = match session.printer.tongue {
        Language::English => error.to_string(),
        Language::Chinese => misused::explain(error),
    };
    session.printer.say(said.trim_end());
    if error.kind() == ErrorKind::InvalidSubcommand || error.kind() == ErrorKind::UnknownArgument {
        session.printer.tell(&Words::new(
            "`nianbao --help` lists what there is.",
            "`nianbao --help` 列出全部命令和选项。",
        ));
    }
    ExitStatus::CouldNot
}
