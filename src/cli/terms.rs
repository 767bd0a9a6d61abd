//! `nianbao terms list`: the words that the rules of `check` know. Enter at [`run`].

use super::options::{argument, find_root};
use super::session::{CommandSession, Outcome};
use crate::check::{self, RuleTerms};
use crate::config::Config;
use crate::source::Sources;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};

/// What the command line takes.
pub(super) fn command() -> Command {
    let kinds = PossibleValuesParser::new(check::kinds());
    let kinds = argument("kinds", "KIND").num_args(0..).value_parser(kinds);
    Command::new("terms")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(Command::new("list").arg(kinds))
}

/// Lists the terms: those of the program, with the site's over them where the command runs in a site.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let list = own.subcommand_matches("list");
    let asked = list.and_then(|list| list.get_many::<String>("kinds"));
    let asked: Vec<&str> = asked.into_iter().flatten().map(String::as_str).collect();
    let root = find_root(global).ok();
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
    Ok(session.end_with(&trouble))
}
