//! A configuration file as a tree. Enter at [`parse_config`].

use crate::diagnostic::Diagnostic;
use crate::tree::fields::Fields;
use crate::tree::{Node, TreeOrigin, toml};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The tree of a configuration file, as far as it can be read, with a finding for each syntax error.
pub(super) fn parse_config(file: &str, text: &str) -> (Node, TreeOrigin, Vec<Diagnostic>) {
    let mut origin = TreeOrigin::new(file, text);
    let own = text.strip_prefix('\u{feff}').unwrap_or(text);
    origin.offset = text.len() - own.len();
    let (node, findings) = toml::parse_whole(own, &origin);
    let named = findings.into_iter().map(|finding| Diagnostic {
        code: "config",
        name: "toml-syntax",
        ..finding
    });
    (node, origin, named.collect())
}

/// `[extra]` as templates see it, sorted by key.
pub(super) fn extra_of(root: &mut Fields<'_>) -> Map<String, Value> {
    let Some(mut table) = root.table("extra") else {
        return Map::new();
    };
    let entries = table.take_all().into_iter();
    let sorted: BTreeMap<String, Value> = entries
        .map(|(key, node)| (key.name.clone(), node.to_json()))
        .collect();
    sorted.into_iter().collect()
}
