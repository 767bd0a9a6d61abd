//! A sheet of data: described columns and typed fields. Enter at [`Sheet`].

use rust_decimal::Decimal;
use serde::Deserialize;

/// A sheet whose columns are described.
pub(super) struct Sheet {
    /// File name without ending, `observations`.
    pub(super) id: &'static str,
    /// What it holds and what its columns mean.
    pub(super) form: &'static Form,
    /// One field a column.
    pub(super) rows: Vec<Vec<Field>>,
}

/// What a sheet holds, as `columns.yaml` describes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// In words.
    pub(super) title: String,
    /// One sentence.
    pub(super) about: String,
    /// The column whose value is there once.
    #[serde(default)]
    pub(super) key: Option<String>,
    /// The columns in order.
    pub(super) columns: Vec<Column>,
}

/// A column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    /// Name for machines; never changes.
    pub(super) name: String,
    /// Name for people.
    pub(super) title: String,
    /// Type of Table Schema.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// Whether no field is empty.
    #[serde(default)]
    pub(super) required: bool,
    /// The values there are.
    #[serde(default)]
    pub(super) one_of: Vec<String>,
    /// The sheet whose key the values are.
    #[serde(default)]
    pub(super) refers: Option<String>,
    /// What it means.
    pub(super) about: String,
}

/// A value in a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Field {
    /// Unknown or not applicable.
    Empty,
    /// Words, dates among them.
    Text(String),
    /// An exact decimal.
    Number(Decimal),
    /// Yes or no.
    Flag(bool),
}

impl Field {
    /// Words; empty ones are no value.
    pub(super) fn text(words: impl Into<String>) -> Field {
        let words = words.into();
        if words.is_empty() {
            Field::Empty
        } else {
            Field::Text(words)
        }
    }

    /// Words that may be missing.
    pub(super) fn maybe(words: Option<impl ToString>) -> Field {
        words.map_or(Field::Empty, |words| Field::text(words.to_string()))
    }

    /// The value as it stands in a text file.
    pub(super) fn plain(&self) -> String {
        match self {
            Field::Empty => String::new(),
            Field::Text(words) => words.clone(),
            Field::Number(number) => number.to_string(),
            Field::Flag(flag) => flag.to_string(),
        }
    }

    /// The value in JSON: decimals are strings, so that no reader rounds them.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Field::Empty => serde_json::Value::Null,
            Field::Text(words) => words.as_str().into(),
            Field::Number(number) => number.to_string().into(),
            Field::Flag(flag) => (*flag).into(),
        }
    }
}
