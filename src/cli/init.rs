//! `nianbao init`: an empty site that builds. Enter at [`run`].

use super::options::{argument, flag, given, option};
use super::session::{CommandSession, ExitStatus, Outcome};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::publish;
use crate::source::outside;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// The files of an empty site, with `{{…}}` for what the command line says.
const FILES: [(&str, &str); 4] = [
    ("config.toml", include_str!("starter/config.toml")),
    ("content/_index.md", include_str!("starter/_index.md")),
    ("content/site.yaml", include_str!("starter/site.yaml")),
    (
        "content/indicators.yaml",
        include_str!("starter/indicators.yaml"),
    ),
];

/// What the command line takes.
pub(super) fn command() -> Command {
    let folder = argument("folder", "FOLDER").default_value(".");
    let body = option("body", "ID").default_value("town");
    let kinds = PossibleValuesParser::new(["town", "street", "county", "department"]);
    let kind = option("kind", "KIND").default_value("town");
    Command::new("init").args([
        folder.value_parser(value_parser!(PathBuf)),
        body.value_parser(id_of),
        option("name", "NAME").default_value("本镇"),
        option("full-name", "NAME"),
        kind.value_parser(kinds),
        flag("force").short('f'),
        flag("one-body"),
    ])
}

/// An id that may stand in addresses.
fn id_of(text: &str) -> Result<String, String> {
    let holds =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !text.is_empty() && text.chars().all(holds) {
        return Ok(text.to_owned());
    }
    Err("a-z 0-9 -".to_owned())
}

/// Writes the files; where one of them is there already, none is written, or with `--force` the others are.
pub(super) fn run(session: &CommandSession, own: &ArgMatches) -> Outcome {
    let folder = own.get_one::<PathBuf>("folder").cloned();
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    let values = starter_values(own);
    let fill = |text: &str| {
        values.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        })
    };
    let there: Vec<Diagnostic> = FILES
        .iter()
        .map(|(path, _)| folder.join(path))
        .filter(|path| outside::read(path).is_ok())
        .map(|path| existing_file(&path.display().to_string()))
        .collect();
    if !there.is_empty() && !own.get_flag("force") {
        return Ok(session.end_with(&there));
    }
    for (path, text) in FILES {
        let path = folder.join(path);
        if outside::read(&path).is_ok() {
            continue;
        }
        if let Err(error) = publish::write_file(&path, fill(text).as_bytes()) {
            let refusal = publish::refused(&path.display().to_string(), &error);
            return Ok(session.end_with(&[refusal]));
        }
    }
    let (id, shown) = (&values[0].1, folder.display());
    session.printer.tell(&Words::new(
        format!("A new site is in `{shown}`. Next: `nianbao import FILE --body {id}`, or `nianbao new YEAR` for a draft, there."),
        format!("新站点已建在 `{shown}`。下一步：在其中运行 `nianbao import 文件 --body {id}` 导入原文，或 `nianbao new 年份` 起草。"),
    ));
    Ok(ExitStatus::Fine)
}

/// What stands for each `{{…}}`, quoted where the format wants it.
fn starter_values(own: &ArgMatches) -> Vec<(&'static str, String)> {
    let name = given(own, "name").unwrap_or("本镇");
    let full = given(own, "full-name").map_or_else(|| format!("{name}人民政府"), str::to_owned);
    // A text in double quotes is the same in JSON, YAML and TOML.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    vec![
        ("id", given(own, "body").unwrap_or("town").to_owned()),
        ("title", quoted(&format!("{name}政府年报"))),
        ("name", quoted(name)),
        ("full_name", quoted(&full)),
        ("kind", given(own, "kind").unwrap_or("town").to_owned()),
        ("body_in_url", (!own.get_flag("one-body")).to_string()),
    ]
}

fn existing_file(shown: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{shown}` is there already; nothing was written"),
        format!("`{shown}` 已存在，未写入任何文件"),
    );
    let hint = Words::new(
        "name a new folder: `nianbao init FOLDER`; `--force` keeps what is there and writes the rest",
        "请指定一个新文件夹：`nianbao init 文件夹`；`--force` 保留已有文件，只写缺少的",
    );
    Diagnostic::error("init", "exists", words)
        .at(Place::file(shown))
        .hint(hint)
}
