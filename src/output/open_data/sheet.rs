//! A sheet of data: described columns and typed fields. Enter at [`DataSheet`].

use rust_decimal::Decimal;
use serde::Deserialize;

/// A sheet whose columns are described.
pub(super) struct DataSheet {
    /// File name without ending, `observations`.
    pub(super) id: &'static str,
    /// What it holds and what its columns mean.
    pub(super) form: &'static SheetForm,
    /// One field a column.
    pub(super) rows: Vec<Vec<SheetValue>>,
}

/// What a sheet holds, as `columns.yaml` describes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetForm {
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
pub(super) enum SheetValue {
    /// Unknown or not applicable.
    Empty,
    /// Words, dates among them.
    Text(String),
    /// An exact decimal.
    Number(Decimal),
    /// Yes or no.
    Flag(bool),
}

impl SheetValue {
    /// Words; empty ones are no value.
    pub(super) fn text(words: impl Into<String>) -> SheetValue {
        let words = words.into();
        if words.is_empty() {
            SheetValue::Empty
        } else {
            SheetValue::Text(words)
        }
    }

    /// Words that may be missing.
    pub(super) fn maybe(words: Option<impl ToString>) -> SheetValue {
        words.map_or(SheetValue::Empty, |words| {
            SheetValue::text(words.to_string())
        })
    }

    /// The value as it stands in a text file.
    pub(super) fn plain(&self) -> String {
        match self {
            SheetValue::Empty => String::new(),
            SheetValue::Text(words) => words.clone(),
            SheetValue::Number(number) => number.to_string(),
            SheetValue::Flag(flag) => flag.to_string(),
        }
    }

    /// The value in JSON: decimals are strings, so that no reader rounds them.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            SheetValue::Empty => serde_json::Value::Null,
            SheetValue::Text(words) => words.as_str().into(),
            SheetValue::Number(number) => number.to_string().into(),
            SheetValue::Flag(flag) => (*flag).into(),
        }
    }
}
