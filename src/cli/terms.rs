//! `nianbao terms list`: the words that the rules of `check` know. Enter at [`run`].

use super::arguments::HelpText;
use super::{CommandSession, ExitStatus};
use crate::check::{self, RuleTerms};
use crate::config::Config;
use crate::source::Sources;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

/// What the command line takes.
pub(super) fn command(speech: HelpText) -> Command {
    let list = Command::new("list").about(speech.say(
        "Lists every term with its kind, date and source",
        "列出全部词条：类别、日期、来源",
    ));
    let kinds = PossibleValuesParser::new(check::kinds());
    let list = list.arg(
        Arg::new("kinds")
            .num_args(0..)
            .value_name("KIND")
            .value_parser(kinds)
            .help(speech.say(
                "Only these kinds; all where none is given",
                "只列这些类别；不写则列出全部",
            )),
    );
    Command::new("terms")
        .about(speech.say(
            "The words that `check` knows: meetings, laws, offices, official language",
            "检查所用的词条：会议、法律文件、机构、规范用语",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(list)
}

/// Lists the terms: those of the program, with the site's over them where the command runs in a site.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> ExitStatus {
    let list = own.subcommand_matches("list");
    let asked = list.and_then(|list| list.get_many::<String>("kinds"));
    let asked: Vec<&str> = asked.into_iter().flatten().map(String::as_str).collect();
    let root = super::build::find_root(global).ok();
    let (terms, trouble) = match &root {
        Some(root) => {
            let output = root
                .config
                .text()
                .map(|text| Config::parse(&root.config.path, text).0.output_dir)
                .unwrap_or_default();
            RuleTerms::of_site(&Sources::read(root, None, &output))
        }
        None => (RuleTerms::embedded().clone(), Vec::new()),
    };
    session
        .printer
        .result(&check::list(&terms, &asked).join("\n"));
    session.printer.findings(&trouble);
    if trouble.is_empty() {
        ExitStatus::Fine
    } else {
        ExitStatus::Findings
    }
}
