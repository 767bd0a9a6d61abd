//! `nianbao completion`: the script that completes words in a shell. Enter at [`run`].

use super::options::argument;
use super::session::{CommandSession, ExitStatus, Outcome};
use clap::{ArgMatches, Command, value_parser};
use clap_complete::Shell;

/// What the command line takes.
pub(super) fn command() -> Command {
    let shell = argument("shell", "SHELL").value_parser(value_parser!(Shell));
    Command::new("completion").arg(shell.required(true))
}

/// Prints the script that completes the words of `whole`.
pub(super) fn run(session: &CommandSession, own: &ArgMatches, mut whole: Command) -> Outcome {
    let Some(shell) = own.get_one::<Shell>("shell") else {
        return Ok(ExitStatus::CouldNot);
    };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut whole, "nianbao", &mut script);
    let script = String::from_utf8_lossy(&script);
    session.printer.result(script.trim_end());
    Ok(ExitStatus::Fine)
}
