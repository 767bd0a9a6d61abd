//! The words of `--help`, in the user's language. Enter at [`spoken`].

use crate::diagnostic::Language;
use clap::Command;
use std::collections::BTreeMap;

/// English and Chinese by command, then by argument.
type HelpTable = BTreeMap<String, BTreeMap<String, (String, String)>>;

/// Words that several commands share.
const EVERYWHERE: &str = "everywhere";

fn help_table() -> HelpTable {
    serde_yaml::from_str(include_str!("command_line.yaml")).expect("the embedded words are tested")
}

/// The command line with the words of each command and argument.
pub(super) fn spoken(command: Command, language: Language) -> Command {
    with_words(command, &help_table(), language)
}

fn with_words(command: Command, table: &HelpTable, language: Language) -> Command {
    let name = command.get_name().to_owned();
    let words = |of: &str| {
        let own = table.get(&name).and_then(|own| own.get(of));
        let (english, chinese) = own.or_else(|| table.get(EVERYWHERE)?.get(of))?;
        Some(match language {
            Language::English => english.clone(),
            Language::Chinese => chinese.clone(),
        })
    };
    let command = match words("about") {
        Some(about) => command.about(about),
        None => command,
    };
    command
        .mut_args(|arg| match words(arg.get_id().as_str()) {
            Some(help) => arg.help(help),
            None => arg,
        })
        .mut_subcommands(|command| with_words(command, table, language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every command by its name with the arguments that it takes, and what of it has no words.
    fn walk(command: &Command, known: &mut BTreeSet<(String, String)>, silent: &mut Vec<String>) {
        let name = command.get_name();
        let mut note = |of: &str, has_words: bool| {
            known.insert((name.to_owned(), of.to_owned()));
            if !has_words {
                silent.push(format!("{name} {of}"));
            }
        };
        note("about", command.get_about().is_some());
        for arg in command.get_arguments() {
            note(arg.get_id().as_str(), arg.get_help().is_some());
        }
        for below in command.get_subcommands() {
            walk(below, known, silent);
        }
    }

    #[test]
    fn every_argument_has_words_and_no_words_are_left_over() {
        let (mut known, mut silent) = (BTreeSet::new(), Vec::new());
        let whole = crate::cli::command_line(Language::Chinese);
        walk(&whole, &mut known, &mut silent);
        assert!(silent.is_empty(), "{silent:?}");
        for (command, words) in help_table() {
            for of in words.into_keys() {
                let is_used = known.iter().any(|(name, argument)| {
                    *argument == of && (command == *name || command == EVERYWHERE)
                });
                assert!(is_used, "{command} {of}");
            }
        }
    }

    #[test]
    fn help_is_in_the_language_of_the_user() {
        let about = |language| {
            let help = spoken(Command::new("build"), language);
            help.get_about().unwrap().to_string()
        };
        assert_eq!(about(Language::English), "Builds the site");
        assert_eq!(about(Language::Chinese), "生成网站");
    }
}
