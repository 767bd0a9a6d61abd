//! `nianbao vendor`: answers of the network stored with the site, so that a build needs none. Enter at [`run`].

use super::arguments::Speech;
use super::{Ended, Session};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::publish::{refused, write_file};
use crate::render::functions::{sha256_hex, vendored_path};
use crate::source::{Root, Sources, outside};
use clap::{Arg, ArgMatches, Command, value_parser};
use regex::Regex;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What the command line takes.
pub(super) fn command(speech: Speech) -> Command {
    let url = Arg::new("url").value_name("URL").help(speech.say(
        "Address that a template loads",
        "模板中 `load_data` 使用的地址",
    ));
    let file = Arg::new("file")
        .value_name("FILE")
        .requires("url")
        .help(speech.say(
            "What was downloaded from it, or - for standard input",
            "从该地址下载的文件，或 - 表示标准输入",
        ))
        .value_parser(value_parser!(PathBuf));
    Command::new("vendor")
        .about(speech.say(
            "Stores what `load_data(url=…)` would fetch, or lists what is missing",
            "把 `load_data(url=…)` 所需的数据存进站点，或列出尚缺的地址",
        ))
        .arg(url.requires("file"))
        .arg(file)
}

/// Stores one answer, or lists the addresses that templates name.
pub(super) fn run(session: &Session, global: &ArgMatches, own: &ArgMatches) -> Ended {
    let root = match super::build::find_root(global) {
        Ok(root) => root,
        Err(diagnostic) => return session.could_not(*diagnostic),
    };
    let (url, file) = (own.get_one::<String>("url"), own.get_one::<PathBuf>("file"));
    let (Some(url), Some(file)) = (url, file) else {
        return list(session, &root);
    };
    match outside::read(file) {
        Ok(bytes) => store(session, &root, url, &bytes),
        Err(diagnostic) => session.could_not(*diagnostic),
    }
}

/// Writes the answer, and beside it where it came from, when, and its hash.
fn store(session: &Session, root: &Root, url: &str, bytes: &[u8]) -> Ended {
    let path = vendored_path(url);
    let origin = json!({
        "url": url,
        "stored": session.surroundings.today.to_string(),
        "sha256": sha256_hex(bytes),
        "bytes": bytes.len(),
    });
    let origin = format!("{origin:#}\n");
    let files = [
        (path.clone(), bytes),
        (format!("{path}.origin.json"), origin.as_bytes()),
    ];
    for (path, bytes) in files {
        if let Err(error) = write_file(&root.folder.join(&path), bytes) {
            return session.could_not(refused(&path, &error));
        }
    }
    session.printer.tell(&Words::new(
        format!("`{url}` is stored as `{path}`; builds read it from there."),
        format!("`{url}` 已存为 `{path}`，构建时从这里读取。"),
    ));
    Ended::Fine
}

/// One line for each address: whether its answer is there, where, and the address.
fn list(session: &Session, root: &Root) -> Ended {
    let (config, _) = match root.config.text() {
        Ok(text) => Config::parse(&root.config.path, text),
        Err(diagnostic) => return session.could_not(*diagnostic),
    };
    let sources = Sources::read(root, config.theme.as_deref(), &config.output_dir);
    let mut folders = vec!["templates/".to_owned()];
    folders.extend(config.theme.map(|name| format!("themes/{name}/templates/")));
    let files = folders.iter().flat_map(|folder| sources.under(folder));
    let mut lines = BTreeSet::new();
    let mut missing = Vec::new();
    for file in files {
        let text = file.text().unwrap_or_default();
        for (url, at) in addresses(text) {
            let path = vendored_path(url);
            let is_there = sources.get(&path).is_some();
            let word = if is_there { "stored " } else { "missing" };
            if lines.insert(format!("{word}  {path}  {url}")) && !is_there {
                let place = Place::span(&*file.path, text, at..at + url.len());
                missing.push(absent(url).at(place));
            }
        }
    }
    session.printer.result(&Vec::from_iter(lines).join("\n"));
    session.printer.findings(&missing);
    if missing.is_empty() {
        Ended::Fine
    } else {
        Ended::Findings
    }
}

fn absent(url: &str) -> Diagnostic {
    let words = Words::new(
        format!("the answer of `{url}` is not stored"),
        format!("`{url}` 的数据尚未存入站点"),
    );
    let hint = Words::new(
        format!("download it, then run `nianbao vendor {url} FILE`"),
        format!("请先下载，再运行 `nianbao vendor {url} 文件`"),
    );
    Diagnostic::warning("data", "not-vendored", words).hint(hint)
}

/// The addresses that `load_data` is given in quotes, each with its byte.
fn addresses(text: &str) -> Vec<(&str, usize)> {
    let pattern = r#"load_data\([^)]*?\burl\s*=\s*["'`](https?://[^"'`]+)["'`]"#;
    let pattern = Regex::new(pattern).expect("the pattern is written here and is valid");
    let found = pattern.captures_iter(text);
    found
        .filter_map(|found| found.get(1))
        .map(|url| (url.as_str(), url.start()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn only_addresses_in_quotes_are_known_beforehand() {
        let text = r#"{% set a = load_data(url="https://a.example/x.json", format="json") %}
            {{ load_data(path="a", required=false) }}{{ load_data(format='csv', url='http://b.example/y') }}{{ load_data(url=page.extra.url) }}"#;
        let found: Vec<&str> = addresses(text).into_iter().map(|(url, _)| url).collect();
        assert_eq!(found, ["https://a.example/x.json", "http://b.example/y"]);
    }
}
