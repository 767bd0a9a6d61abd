//! `nianbao init`: an empty site that builds. Enter at [`run`].

use super::arguments::HelpText;
use super::{CommandSession, ExitStatus};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::publish;
use crate::source::outside;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};
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
pub(super) fn command(speech: HelpText) -> Command {
    let named = |name, words, value| speech.option(name, words).value_name(value);
    let id = Arg::new("folder")
        .value_name("FOLDER")
        .help(speech.say("Folder of the new site", "新站点的文件夹"))
        .default_value(".")
        .value_parser(value_parser!(PathBuf));
    let body = named(
        "body",
        (
            "Id of the body, part of addresses",
            "单位编号，网址的一部分",
        ),
        "ID",
    );
    let kinds = ["town", "street", "county", "department"];
    Command::new("init")
        .about(speech.say("Begins a site", "新建站点"))
        .arg(id)
        .arg(body.default_value("town").value_parser(id_of))
        .arg(named("name", ("Short name of the body", "单位简称"), "NAME").default_value("本镇"))
        .arg(named(
            "full-name",
            ("Name as it signs", "署名用的全称"),
            "NAME",
        ))
        .arg(
            named("kind", ("Kind of body", "单位类别"), "KIND")
                .default_value("town")
                .value_parser(PossibleValuesParser::new(kinds)),
        )
        .arg(
            speech
                .flag(
                    "force",
                    (
                        "Keep the files that are there, write the others",
                        "保留已有文件，只写缺少的",
                    ),
                )
                .short('f'),
        )
        .arg(speech.flag(
            "one-body",
            (
                "Addresses without the body: /2020/",
                "网址不带单位一级：/2020/",
            ),
        ))
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
pub(super) fn run(session: &CommandSession, own: &ArgMatches) -> ExitStatus {
    let folder = own
        .get_one::<PathBuf>("folder")
        .cloned()
        .unwrap_or_else(|| PathBuf::from("."));
    let values = values(own);
    let fill = |text: &str| {
        values.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        })
    };
    let there: Vec<Diagnostic> = FILES
        .iter()
        .map(|(path, _)| folder.join(path))
        .filter(|path| outside::read(path).is_ok())
        .map(|path| exists(&path.display().to_string()))
        .collect();
    if !there.is_empty() && !own.get_flag("force") {
        session.printer.findings(&there);
        return ExitStatus::Findings;
    }
    for (path, text) in FILES {
        let path = folder.join(path);
        if outside::read(&path).is_ok() {
            continue;
        }
        if let Err(error) = publish::write_file(&path, fill(text).as_bytes()) {
            let shown = path.display().to_string();
            session
                .printer
                .findings(&[publish::refused(&shown, &error)]);
            return ExitStatus::Findings;
        }
    }
    let (id, shown) = (&values[0].1, folder.display());
    session.printer.tell(&Words::new(
        format!("A new site is in `{shown}`. Next: `nianbao import FILE --body {id}`, or `nianbao new YEAR` for a draft, there."),
        format!("新站点已建在 `{shown}`。下一步：在其中运行 `nianbao import 文件 --body {id}` 导入原文，或 `nianbao new 年份` 起草。"),
    ));
    ExitStatus::Fine
}

/// What stands for each `{{…}}`, quoted where the format wants it.
fn values(own: &ArgMatches) -> Vec<(&'static str, String)> {
    let text = |name: &str| own.get_one::<String>(name).cloned();
    let id = text("body").unwrap_or_else(|| "town".to_owned());
    let name = text("name").unwrap_or_else(|| "本镇".to_owned());
    let full = text("full-name").unwrap_or_else(|| format!("{name}人民政府"));
    // A text in double quotes is the same in JSON, YAML and TOML.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    vec![
        ("id", id),
        ("title", quoted(&format!("{name}政府年报"))),
        ("name", quoted(&name)),
        ("full_name", quoted(&full)),
        ("kind", text("kind").unwrap_or_else(|| "town".to_owned())),
        ("body_in_url", (!own.get_flag("one-body")).to_string()),
    ]
}

fn exists(shown: &str) -> Diagnostic {
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
