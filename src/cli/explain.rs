//! `nianbao explain`: the page of a rule. Enter at [`run`].

use super::arguments::Speech;
use super::{Ended, Session};
use crate::check;
use crate::diagnostic::{Diagnostic, Words};
use clap::{Arg, ArgMatches, Command};

/// What the command line takes.
pub(super) fn command(speech: Speech) -> Command {
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
pub(super) fn run(session: &Session, own: &ArgMatches) -> Ended {
    let word = own.get_one::<String>("rule").map_or("", String::as_str);
    match check::explain(word) {
        Ok(page) => {
            session.printer.result(page.trim_end());
            Ended::Fine
        }
        Err(near) => session.could_not(unknown(word, near)),
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
