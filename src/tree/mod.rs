//! YAML and TOML as one tree in which every key and value knows its place. Enter at [`Node`]; parse with [`yaml`] or [`toml`], read with `fields`.

use crate::diagnostic::Place;
use std::sync::Arc;

mod field_findings;
mod field_name;
pub(crate) mod fields;
pub(crate) mod toml;
pub(crate) mod yaml;

/// The file that a tree was read from: its name and whole text, for places.
#[derive(Debug, Clone)]
pub struct TreeOrigin {
    /// Path relative to the root.
    pub file: Arc<str>,
    /// The whole file.
    pub text: Arc<str>,
    /// Byte at which the tree's own text begins (front matter begins after its fence).
    pub offset: usize,
}

impl TreeOrigin {
    /// A whole file.
    pub fn new(file: &str, text: &str) -> TreeOrigin {
        TreeOrigin::shared(file.into(), text.into())
    }

    /// A whole file whose text others hold too.
    pub fn shared(file: Arc<str>, text: Arc<str>) -> TreeOrigin {
        TreeOrigin {
            file,
            text,
            offset: 0,
        }
    }

    /// The place of bytes of the tree's own text.
    pub fn place(&self, at: &std::ops::Range<usize>) -> Place {
        Place::span(
            &*self.file,
            &self.text,
            self.offset + at.start..self.offset + at.end,
        )
    }
}

/// A value with the bytes it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: TreeValue,
    /// Bytes of the tree's own text.
    pub at: std::ops::Range<usize>,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum TreeValue {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written, so that decimals stay exact.
    Number(String),
    /// A string, and every date of TOML.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in the order of the file.
    Map(Vec<(TreeKey, Node)>),
}

/// A key with the bytes it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeKey {
    /// The key as written.
    pub name: String,
    /// Bytes of the tree's own text.
    pub at: std::ops::Range<usize>,
}

impl Node {
    /// A map without entries.
    pub(crate) fn empty_map() -> Node {
        Node {
            value: TreeValue::Map(Vec::new()),
            at: 0..0,
        }
    }

    /// The value of `key`, where the node is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(name, _)| name.name == key)
            .map(|(_, node)| node)
    }

    /// The entries of a map; empty for everything else.
    pub fn entries(&self) -> &[(TreeKey, Node)] {
        match &self.value {
            TreeValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; empty for everything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            TreeValue::List(items) => items,
            _ => &[],
        }
    }

    /// Whether there is nothing.
    pub fn is_null(&self) -> bool {
        self.value == TreeValue::Null
    }

    /// What kind of value it is, in English and in Chinese.
    pub(crate) fn kind(&self) -> (&'static str, &'static str) {
        match self.value {
            TreeValue::Null => ("nothing", "空值"),
            TreeValue::Bool(_) => ("`true` or `false`", " `true` 或 `false`"),
            TreeValue::Number(_) => ("a number", "数字"),
            TreeValue::Text(_) => ("text", "文本"),
            TreeValue::List(_) => ("a list", "列表"),
            TreeValue::Map(_) => ("a table", "表"),
        }
    }

    /// The value as templates see it. Numbers become integers or floats.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            TreeValue::Null => Json::Null,
            TreeValue::Bool(flag) => Json::Bool(*flag),
            TreeValue::Number(text) => json_number(text),
            TreeValue::Text(text) => Json::String(text.clone()),
            TreeValue::List(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            TreeValue::Map(entries) => Json::Object(
                entries
                    .iter()
                    .map(|(key, node)| (key.name.clone(), node.to_json()))
                    .collect(),
            ),
        }
    }
}

fn json_number(text: &str) -> serde_json::Value {
    if let Ok(whole) = text.parse::<i64>() {
        return whole.into();
    }
    text.parse::<f64>()
        .ok()
        .and_then(serde_json::Number::from_f64)
        .map_or_else(|| text.into(), serde_json::Value::Number)
}
