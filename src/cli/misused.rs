//! The command line in Chinese: its help, and what is said when it is misused. Enter at [`in_chinese`] and [`explain`].

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

/// The same command line with the words of the parser itself in Chinese.
pub(super) fn in_chinese(mut command: Command) -> Command {
    // Help flags and the command `help` are there once it is built.
    command.build();
    translate_command(command)
}

fn translate_command(command: Command) -> Command {
    let template = if command.has_subcommands() {
        "{about-with-newline}\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}"
    } else if command.get_positionals().next().is_some() {
        "{about-with-newline}\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}"
    } else {
        "{about-with-newline}\n用法：{usage}\n\n选项：\n{options}"
    };
    let mut command = command;
    let usage = command.render_usage().to_string();
    let mut command = command
        .override_usage(usage_in_chinese(&usage))
        .help_template(template)
        .mut_args(|arg| match arg.get_id().as_str() {
            "help" => arg.help("显示帮助").long_help("显示帮助"),
            "version" => arg.help("显示版本"),
            _ => with_values(arg),
        });
    if command.get_name() == "help" {
        command = command.about("显示帮助");
    }
    command.mut_subcommands(translate_command)
}

/// How a command is called, with the parser's own placeholders in Chinese.
fn usage_in_chinese(usage: &str) -> String {
    usage
        .trim_start_matches("Usage: ")
        .replace("[OPTIONS]", "[选项]")
        .replace("<COMMAND>", "<命令>")
        .replace("[COMMAND]", "[命令]")
}

/// Which values an option has, and which it takes without one.
fn with_values(arg: Arg) -> Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let defaults: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    let possible: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if !defaults.is_empty() {
        help += &format!("［默认：{}］", defaults.join(" "));
    }
    if !possible.is_empty() {
        help += &format!("［可选：{}］", possible.join("、"));
    }
    arg.help(help)
        .hide_default_value(true)
        .hide_possible_values(true)
}

/// What is wrong with a command line, and what to do.
pub(super) fn explain(error: &Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error.to_string();
    }
    let mut text = format!("错误：{}", wrong_words(error));
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    for kind in suggested {
        let near = context_words(error, kind);
        if !near.is_empty() {
            text += &format!("\n\n  是不是要写“{}”？", near.join("”或“"));
        }
    }
    if let Some(usage) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        text += &format!("\n\n{}", usage.trim().replacen("Usage: ", "用法：", 1));
    }
    text
}

fn wrong_words(error: &Error) -> String {
    let one = |kind| context_words(error, kind).join(" ");
    let (arg, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let possible = context_words(error, ContextKind::ValidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => format!("没有选项“{arg}”"),
        ErrorKind::UnknownArgument => format!("“{arg}”是多余的"),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令“{}”", one(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("“{arg}”缺少取值{}", listed_choices(&possible))
        }
        ErrorKind::InvalidValue => {
            format!(
                "“{value}”不能用作“{arg}”的取值{}",
                listed_choices(&possible)
            )
        }
        ErrorKind::ValueValidation => {
            let wanted = wanted_value(&arg, error);
            format!("“{value}”不能用作“{arg}”的取值{wanted}")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::ArgumentConflict => {
            let other = one(ContextKind::PriorArg);
            if other.is_empty() || other == arg {
                format!("“{arg}”不能重复使用")
            } else {
                format!("“{arg}”和“{other}”不能同时使用")
            }
        }
        ErrorKind::TooManyValues => format!("“{arg}”的取值“{value}”是多余的"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{arg}”的取值个数不对")
        }
        ErrorKind::NoEquals => format!("“{arg}”的取值前要写等号"),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => "命令无法识别".to_owned(),
    }
}

/// What the parser of a value would take, as far as it says so.
fn wanted_value(arg: &str, error: &Error) -> String {
    let said = std::error::Error::source(error).map_or_else(String::new, ToString::to_string);
    let range = said.split_once(" is not in ").map(|(_, range)| range);
    if let Some((first, last)) = range.and_then(|range| range.split_once("..=")) {
        return format!("，应在 {first} 到 {last} 之间");
    }
    if arg.contains("YYYY-MM-DD") {
        return "，应写成 2026-01-31 的样子".to_owned();
    }
    if said.contains("IP address") {
        return "，应是 IP 地址，例如 127.0.0.1".to_owned();
    }
    if said.contains("digit") || said.contains("number too") || said.contains("integer") {
        return "，应是整数".to_owned();
    }
    if said.is_empty() || said.contains(' ') && !said.contains("a-z") {
        return String::new();
    }
    format!("，只能用 {said}")
}

fn listed_choices(possible: &[String]) -> String {
    if possible.is_empty() {
        String::new()
    } else {
        format!("，可选：{}", possible.join("、"))
    }
}

fn context_words(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(words)) => vec![words.to_string()],
        Some(ContextValue::StyledStrs(words)) => words.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
