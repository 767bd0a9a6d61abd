//! The command line: one file per command. Enter at [`run`].

mod build;
mod check;
mod check_fix;
mod check_online;
mod check_said;
mod check_target;
mod check_watch;
mod compare;
mod compared_pair;
mod comparison_json;
mod comparison_text;
mod completion;
mod explain;
mod extract;
mod extract_refusals;
mod help_text;
mod import;
mod import_target;
mod init;
mod misused;
mod new;
mod options;
mod schema;
mod serve;
mod session;
mod sheet;
mod site_reports;
mod terms;
mod vendor;
mod vendor_addresses;

use crate::diagnostic::{Language, Words};
use crate::print::Printer;
use crate::source::surroundings::Surroundings;
use clap::error::ErrorKind;
use clap::{ArgMatches, Command};
pub(crate) use session::ExitStatus;
use session::{CommandSession, Outcome};
use std::ffi::OsString;

/// The whole command line in one language.
fn command_line(language: Language) -> Command {
    let whole = all_commands().mut_subcommand("check", |check| check.arg(check::unlisted()));
    help_text::spoken(whole, language)
}

/// What help and completion show of the command line.
fn listed_commands(language: Language) -> Command {
    help_text::spoken(all_commands(), language)
}

fn all_commands() -> Command {
    Command::new("nianbao")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(options::of_every_command())
        .subcommands([
            build::command(),
            serve::command(),
            import::command(),
            check::command(),
            explain::command(),
            terms::command(),
            init::command(),
            new::command(),
            schema::command(),
            vendor::command(),
            extract::command(),
            compare::command(),
            completion::command(),
        ])
}

/// Runs the command that `arguments` name (the program's own name first).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let surroundings = Surroundings::look();
    let language = surroundings.tongue;
    let printer = Printer {
        tongue: language,
        colour: surroundings.colour,
        talk: surroundings.talk,
    };
    let session = CommandSession {
        surroundings,
        printer,
    };
    let mut command = command_line(language);
    if language == Language::Chinese {
        command = misused::in_chinese(command);
    }
    match command.try_get_matches_from(arguments) {
        Ok(matches) => {
            run_command(&session, &matches).unwrap_or_else(|finding| session.could_not(*finding))
        }
        Err(error) => refused(&session, &error),
    }
}

fn run_command(session: &CommandSession, matches: &ArgMatches) -> Outcome {
    match matches.subcommand() {
        Some(("build", own)) => build::run(session, matches, own),
        Some(("serve", own)) => serve::run(session, matches, own),
        Some(("import", own)) => import::run(session, own),
        Some(("check", own)) => check::run(session, matches, own),
        Some(("explain", own)) => explain::run(session, own),
        Some(("terms", own)) => terms::run(session, matches, own),
        Some(("init", own)) => init::run(session, own),
        Some(("new", own)) => new::run(session, matches, own),
        Some(("vendor", own)) => vendor::run(session, matches, own),
        Some(("schema", own)) => schema::run(session, own),
        Some(("extract", own)) => extract::run(session, matches, own),
        Some(("completion", own)) => {
            completion::run(session, own, listed_commands(session.printer.tongue))
        }
        Some(("compare", own)) => compare::run(session, matches, own),
        _ => Ok(ExitStatus::CouldNot),
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
