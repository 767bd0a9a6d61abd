//! `load_data`: data files as values, each parsed once. Enter at [`load_data`] or [`parse_data`].

mod bibtex;
mod vendored;
mod xml;

use super::arguments::{SwitchDefault, need_text, switch, text};
use super::files::find_file;
use super::refusal::{about, say};
use super::{FunctionAnswer, SiteAccess};
use crate::render::engine::shared::SharedValue;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
pub(crate) use vendored::{vendor_command, vendored_path};

/// Bytes that one data file may have.
const LARGEST: usize = 64 << 20;

/// Data files that were parsed, by path and format, and the addresses that were asked for.
#[derive(Debug, Default)]
pub struct DataCache {
    parsed: Mutex<BTreeMap<(String, String), Arc<SharedValue>>>,
    addresses: Mutex<BTreeSet<String>>,
}

impl DataCache {
    /// The addresses on the network that templates asked for so far, stored or not.
    pub fn addresses(&self) -> BTreeSet<String> {
        let known = self.addresses.lock();
        known.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn asks_for(&self, url: &str) {
        let known = self.addresses.lock();
        known
            .unwrap_or_else(PoisonError::into_inner)
            .insert(url.to_owned());
    }
}

/// `load_data(path="data/figures.csv", format="csv", required=true)`, or of a `literal`.
///
/// An address on the network is refused: what a site shows must not depend on the day it was built.
pub(super) fn load_data(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let format = text(args, "format")?;
    if let Some(literal) = text(args, "literal")? {
        let format = format.unwrap_or("plain");
        return Ok(parse_data(format, literal)
            .map_err(|error| about("literal", &error))?
            .into());
    }
    if let Some(url) = text(args, "url")? {
        return vendored::remote(world, args, url);
    }
    let path = need_text(args, "path").map_err(|_| {
        say(
            "one of `path`, `url` and `literal` is missing",
            "缺少 `path`、`url` 或 `literal` 中的一个",
        )
    })?;
    let Some((file, bytes)) = find_file(world, path)? else {
        return absent_data(
            args,
            say(
                format!("there is no file `{path}`"),
                format!("没有文件 `{path}`"),
            ),
        );
    };
    let format = format.unwrap_or_else(|| format_of(&file));
    parsed(world, &file, format, &bytes)
}

fn parsed(
    world: &dyn SiteAccess,
    file: &str,
    format: &str,
    bytes: &[u8],
) -> Result<FunctionAnswer, String> {
    let key = (file.to_owned(), format.to_owned());
    let cache = &world.data_cache().parsed;
    if let Some(known) = cache
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&key)
    {
        return Ok(FunctionAnswer::Shared(known.clone()));
    }
    if bytes.len() > LARGEST {
        return Err(say(
            format!("`{file}` has more than {} MB", LARGEST >> 20),
            format!("`{file}` 超过 {} MB", LARGEST >> 20),
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| {
        say(
            format!("`{file}` is not UTF-8 text"),
            format!("`{file}` 不是 UTF-8 文本"),
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = parse_data(format, text).map_err(|error| about(&format!("`{file}`"), &error))?;
    let shared = SharedValue::data(value);
    let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(FunctionAnswer::Shared(
        cache.entry(key).or_insert(shared).clone(),
    ))
}

fn absent_data(args: &Map<String, Value>, message: String) -> Result<FunctionAnswer, String> {
    if switch(args, "required", SwitchDefault::On)? {
        Err(message)
    } else {
        Ok(Value::Null.into())
    }
}

/// The format that a file's ending names; unknown endings are plain text.
fn format_of(path: &str) -> &'static str {
    let ending = path
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    match ending.as_str() {
        "toml" => "toml",
        "json" => "json",
        "csv" => "csv",
        "bib" | "bibtex" => "bibtex",
        "yaml" | "yml" => "yaml",
        "xml" => "xml",
        _ => "plain",
    }
}

/// Parses `text` in one of the formats `toml json csv bibtex yaml xml plain`.
///
/// # Errors
/// What the text lacks to be of the format, with its line where the parser knows it.
pub(crate) fn parse_data(format: &str, text: &str) -> Result<Value, String> {
    match format {
        "toml" => from_toml(text),
        "json" => serde_json::from_str(text).map_err(|error| {
            say(
                format!("not valid JSON: {error}"),
                format!("不是有效的 JSON：{error}"),
            )
        }),
        "csv" => from_csv(text),
        "bibtex" => bibtex::parse(text),
        "yaml" | "yml" => from_yaml(text),
        "xml" => xml::parse(text),
        "plain" => Ok(Value::String(text.to_owned())),
        other => Err(say(
            format!(
                "`{other}` is not a format; there are toml, json, csv, bibtex, yaml, xml and plain"
            ),
            format!("没有格式 `{other}`，可用的有 toml、json、csv、bibtex、yaml、xml、plain"),
        )),
    }
}

fn from_toml(text: &str) -> Result<Value, String> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        let what = error.message();
        say(
            format!("not valid TOML in line {line}: {what}"),
            format!("第 {line} 行不是有效的 TOML：{what}"),
        )
    })?;
    Ok(toml_value(toml::Value::Table(table)))
}

/// Dates become strings, and tables are sorted by key, as Zola's templates see them.
fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(switch) => Value::Bool(switch),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(toml_value).collect()),
        toml::Value::Table(table) => {
            let sorted: BTreeMap<String, toml::Value> = table.into_iter().collect();
            Value::Object(
                sorted
                    .into_iter()
                    .map(|(key, value)| (key, toml_value(value)))
                    .collect(),
            )
        }
    }
}

fn from_yaml(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    let options = serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        budget: serde_yaml::budget! { max_nodes: 4_000_000, max_depth: 64, max_aliases: 1_000 },
    };
    serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let message = error.to_string();
        let what = message.lines().next().unwrap_or(&message);
        say(
            format!("not valid YAML: {what}"),
            format!("不是有效的 YAML：{what}"),
        )
    })
}

/// `headers` and `records`; every cell is a string, as written.
fn from_csv(text: &str) -> Result<Value, String> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| {
        say(
            format!("not valid CSV: {error}"),
            format!("不是有效的 CSV：{error}"),
        )
    })?;
    let headers: Vec<&str> = headers.iter().collect();
    let headers = json!(headers);
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            say(
                format!("not valid CSV: {error}"),
                format!("不是有效的 CSV：{error}"),
            )
        })?;
        records.push(json!(record.iter().collect::<Vec<_>>()));
    }
    Ok(json!({ "headers": headers, "records": records }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_cells_are_strings_as_written() {
        let value = parse_data("csv", "项目,数量\n公开,120\n \"x\", 3 \n").unwrap();
        assert_eq!(value["headers"], json!(["项目", "数量"]));
        assert_eq!(value["records"][0], json!(["公开", "120"]));
        assert!(
            parse_data("csv", "a,b\n1\n")
                .unwrap_err()
                .contains("line: 2")
        );
    }

    #[test]
    fn toml_dates_are_strings_and_keys_are_sorted() {
        let value = parse_data("toml", "b = 1\na = 2024-12-31\n").unwrap();
        assert_eq!(value.to_string(), r#"{"a":"2024-12-31","b":1}"#);
        assert!(
            parse_data("toml", "a = 1\nb = [")
                .unwrap_err()
                .contains("line 2")
        );
    }

    #[test]
    fn yaml_keeps_the_order_of_its_keys() {
        let value = parse_data("yaml", "z: 1\na: [y, 2, false, 1.25]\n").unwrap();
        assert_eq!(value.to_string(), r#"{"z":1,"a":["y",2,false,1.25]}"#);
    }

    #[test]
    fn an_unknown_format_is_named() {
        assert!(parse_data("ini", "").unwrap_err().contains("`ini`"));
    }
}
