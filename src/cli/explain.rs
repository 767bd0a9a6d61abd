//! `nianbao explain`: the page of a rule. Enter at [`run`].

use super::arguments::HelpText;
use super::{CommandSession, ExitStatus};
use crate::check;
use crate::diagnostic::{Diagnostic, Language, Words};
use clap::{Arg, ArgMatches, Command};

/// What the command line takes.
pub(super) fn command(speech: HelpText) -> Command {
    Command::new("explain")
        .about(speech.say(
            "Explains a finding of `check` by its code or name",
            "按编号或名称解释一项检查",
        ))
        .arg(
            Arg::new("rule")
                .required(true)
                .value_name("CODE")
                .help(speech.say(
                    "A code (T01) or name (numbering-gap)",
                    "编号（T01）或名称（numbering-gap）",
                )),
        )
}

/// Prints the page.
pub(super) fn run(session: &CommandSession, own: &ArgMatches) -> ExitStatus {
    let word = own.get_one::<String>("rule").map_or("", String::as_str);
    match check::explain(word) {
        Ok(page) => {
            let page = spoken(page, session.printer.tongue);
            session.printer.result(page.trim_end());
            ExitStatus::Fine
        }
        Err(near) => session.could_not(unknown(word, near)),
    }
}

/// The page for a reader of one language: the English summary is for readers of English, who are told that the rest is Chinese.
fn spoken(page: &str, tongue: Language) -> String {
    let Some((heading, rest)) = page.split_once("\n\n> ") else {
        return page.to_owned();
    };
    let (summary, rest) = rest.split_once("\n\n").unwrap_or((rest, ""));
    match tongue {
        Language::Chinese => format!("{heading}\n\n{rest}"),
        Language::English => format!(
            "{heading}\n\n> {summary}\n\nWhat follows is in Chinese, like the reports and the documents it cites.\n\n{rest}"
        ),
    }
}

fn unknown(word: &str, near: Option<&str>) -> Diagnostic {
    let words = Words::new(
        format!("no rule has the code or name `{word}`"),
        format!("没有编号或名称为 `{word}` 的检查"),
    );
    let hint = match near {
        Some(near) => Words::new(
            format!("did you mean `{near}`?"),
            format!("是不是要写 `{near}`？"),
        ),
        None => Words::new(
            "codes stand in brackets behind each finding, as `T01`",
            "编号写在每条检查结果的方括号里，例如 `T01`",
        ),
    };
    Diagnostic::error("explain", "unknown-rule", words).hint(hint)
}
