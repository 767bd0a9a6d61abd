//! `nianbao completion`: the script that completes words in a shell. Enter at [`run`].

use super::arguments::{self, HelpText};
use super::{CommandSession, ExitStatus};
use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;

/// What the command line takes.
pub(super) fn command(speech: HelpText) -> Command {
    Command::new("completion")
        .about(speech.say(
            "Prints the script that completes words in a shell",
            "输出命令行补全脚本",
        ))
        .arg(
            Arg::new("shell")
                .required(true)
                .value_name("SHELL")
                .help(speech.say("The shell", "命令行环境"))
                .value_parser(value_parser!(Shell)),
        )
}

/// Prints the script.
pub(super) fn run(session: &CommandSession, own: &ArgMatches) -> ExitStatus {
    let Some(shell) = own.get_one::<Shell>("shell") else {
        return ExitStatus::CouldNot;
    };
    let mut script = Vec::new();
    let mut whole = arguments::listed(session.surroundings.tongue);
    clap_complete::generate(*shell, &mut whole, "nianbao", &mut script);
    session
        .printer
        .result(String::from_utf8_lossy(&script).trim_end());
    ExitStatus::Fine
}
