//! `nianbao explain`: the page of a rule. Enter at [`run`].

use super::options::{argument, given};
use super::session::{CommandSession, ExitStatus, Outcome};
use crate::check;
use crate::diagnostic::{Diagnostic, Language, Words};
use clap::{ArgMatches, Command};

/// What the command line takes.
pub(super) fn command() -> Command {
    Command::new("explain").arg(argument("rule", "CODE").required(true))
}

/// Prints the page.
pub(super) fn run(session: &CommandSession, own: &ArgMatches) -> Outcome {
    let word = given(own, "rule").unwrap_or_default();
    let page = check::explain(word).map_err(|near| Box::new(unknown(word, near)))?;
    let page = spoken(page, session.printer.tongue);
    session.printer.result(page.trim_end());
    Ok(ExitStatus::Fine)
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
