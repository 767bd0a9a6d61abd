//! `nianbao schema`: the shapes of data files and of results, as JSON Schema 2020-12. Enter at [`of`].

use super::options::{argument, given};
use super::session::{CommandSession, ExitStatus, Outcome};
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};
use serde_json::{Map, Value, json};

/// Every schema by its name; data files first, then results of commands.
const SCHEMAS: [(&str, &str); 14] = [
    ("report", include_str!("schemas/report.json")),
    ("figures", include_str!("schemas/figures.json")),
    ("commitments", include_str!("schemas/commitments.json")),
    ("corrections", include_str!("schemas/corrections.json")),
    ("anchors", include_str!("schemas/anchors.json")),
    ("tables", include_str!("schemas/tables.json")),
    ("indicators", include_str!("schemas/indicators.json")),
    ("site", include_str!("schemas/site.json")),
    ("links", include_str!("schemas/links.json")),
    ("profile", include_str!("schemas/profile.json")),
    ("build", include_str!("schemas/build.json")),
    ("import", include_str!("schemas/import.json")),
    ("check", include_str!("schemas/check.json")),
    ("compare", include_str!("schemas/compare.json")),
];

/// Marks the Chinese name of a key in the files beside this one.
const CHINESE: &str = "x-zh";

/// What the command line takes.
pub(super) fn command() -> Command {
    let name = argument("name", "NAME").value_parser(PossibleValuesParser::new(names()));
    Command::new("schema").arg(name.required(true))
}

/// Prints a schema.
pub(super) fn run(session: &CommandSession, own: &ArgMatches) -> Outcome {
    let Some(schema) = given(own, "name").and_then(of) else {
        return Ok(ExitStatus::CouldNot);
    };
    session.printer.result(&format!("{schema:#}"));
    Ok(ExitStatus::Fine)
}

/// The names that [`of`] knows.
pub(super) fn names() -> [&'static str; SCHEMAS.len()] {
    SCHEMAS.map(|(name, _)| name)
}

/// The schema of a name, every key under its English and its Chinese name.
pub(super) fn of(name: &str) -> Option<Value> {
    let (_, text) = SCHEMAS.iter().find(|(known, _)| *known == name)?;
    let schema = serde_json::from_str(text).expect("the embedded schemas are tested");
    Some(in_both_languages(schema))
}

fn in_both_languages(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(in_both_languages).collect(),
        Value::Object(map) => Value::Object(under_both_names(map)),
        other => other,
    }
}

fn under_both_names(map: Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    let mut required = Vec::new();
    let chinese_of = |map: &Map<String, Value>, key: &str| {
        let property = map.get("properties")?.get(key)?;
        Some(property.get(CHINESE)?.as_str()?.to_owned())
    };
    for (key, value) in &map {
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                let properties = properties.iter().flat_map(|(name, property)| {
                    let mut whole = in_both_languages(property.clone());
                    let chinese = whole
                        .as_object_mut()
                        .and_then(|property| property.remove(CHINESE));
                    let other = chinese.and_then(|name| Some(name.as_str()?.to_owned()));
                    let alias = other.map(|name| (name, whole.clone()));
                    std::iter::once((name.clone(), whole)).chain(alias)
                });
                out.insert(key.clone(), Value::Object(properties.collect()));
            }
            ("required", Value::Array(names)) => {
                for name in names.iter().filter_map(Value::as_str) {
                    let other = chinese_of(&map, name);
                    let either = std::iter::once(name.to_owned()).chain(other);
                    let either: Vec<Value> =
                        either.map(|name| json!({"required": [name]})).collect();
                    required.push(json!({ "anyOf": either }));
                }
            }
            _ => {
                out.insert(key.clone(), in_both_languages(value.clone()));
            }
        }
    }
    if !required.is_empty() {
        out.insert("allOf".to_owned(), Value::Array(required));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_required_key_may_be_english_or_chinese() {
        let schema = of("figures").unwrap();
        let figure = &schema["items"]["anyOf"][0];
        assert_eq!(
            figure["allOf"][0],
            json!({"anyOf": [{"required": ["indicator"]}, {"required": ["指标"]}]})
        );
        assert_eq!(
            figure["properties"]["指标"],
            figure["properties"]["indicator"]
        );
        assert!(!schema.to_string().contains(CHINESE));
    }

    #[test]
    fn a_schema_that_is_not_there_is_none() {
        assert!(of("nothing").is_none());
        assert_eq!(
            names()
                .into_iter()
                .filter(|name| of(name).is_none())
                .count(),
            0
        );
    }
}
