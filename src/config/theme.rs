//! What a theme adds to the configuration: its `[extra]`, merged under the site's. Enter at [`merge`].

use super::file_tree::{extra_of, parse_config};
use super::{Config, Dialect, Nianbao};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::tree::fields::Fields;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Merges the `[extra]` of `theme.toml`, deeply; a table against something else is an error.
pub(super) fn merge(config: &mut Config, file: &str, text: &str) -> Vec<Diagnostic> {
    let (node, origin, mut findings) = parse_config(file, text);
    let mut root = Fields::of_config(&node, &origin);
    let table = root.entry("extra");
    let entries = table.map(|(_, node)| node.entries()).unwrap_or_default();
    let places: BTreeMap<String, Place> = entries
        .iter()
        .map(|(key, node)| (format!("extra.{}", key.name), origin.place(&node.at)))
        .collect();
    let extra = extra_of(&mut root);
    findings.append(&mut root.diagnostics);
    let mut clashes = Vec::new();
    merge_under(&mut config.extra, extra, "extra", &mut clashes);
    for path in clashes {
        let finding = Diagnostic::error(
            "config",
            "theme-extra-kind",
            Words::new(
                format!(
                    "`{path}` is a table in the site or in the theme, and something else in the other"
                ),
                format!("`{path}` 在站点和主题中一处是表，另一处不是"),
            ),
        );
        let top: Vec<&str> = path.split('.').take(2).collect();
        let place = places.get(&top.join(".")).cloned();
        let place = place.unwrap_or_else(|| Place::file(file));
        findings.push(finding.at(place).hint(Words::new(
            format!("give `{path}` of the site the form that the theme has"),
            format!("请让站点的 `{path}` 与主题中的形式一致"),
        )));
    }
    read_nianbao(config, &mut findings, file);
    findings
}

fn merge_under(
    site: &mut Map<String, Value>,
    theme: Map<String, Value>,
    path: &str,
    clashes: &mut Vec<String>,
) {
    for (key, value) in theme {
        let inner_path = format!("{path}.{key}");
        match (site.get_mut(&key), value) {
            (None, value) => {
                site.insert(key, value);
            }
            (Some(Value::Object(site)), Value::Object(theme)) => {
                merge_under(site, theme, &inner_path, clashes);
            }
            (Some(site), theme) if site.is_object() != theme.is_object() => {
                clashes.push(inner_path);
            }
            (Some(_), _) => {}
        }
    }
    site.sort_keys();
}

/// Reads `[extra.nianbao]` out of what `[extra]` holds now.
pub(super) fn read_nianbao(config: &mut Config, findings: &mut Vec<Diagnostic>, file: &str) {
    let Some(Value::Object(table)) = config.extra.get("nianbao") else {
        return;
    };
    let mut nianbao = Nianbao::default();
    if let Some(value) = table.get("body_in_url") {
        match value.as_bool() {
            Some(switch) => nianbao.body_in_url = switch,
            None => findings.push(wrong_value("body_in_url", "`true` or `false`", file)),
        }
    }
    match table.get("dialect").map(Value::as_str) {
        None | Some(Some("tera1")) => {}
        Some(Some("tera2")) => nianbao.dialect = Dialect::Tera2,
        Some(_) => findings.push(wrong_value("dialect", "`\"tera1\"` or `\"tera2\"`", file)),
    }
    nianbao.cjk = nianbao.dialect == Dialect::Tera2;
    if let Some(value) = table.get("cjk") {
        match value.as_bool() {
            Some(switch) => nianbao.cjk = switch,
            None => findings.push(wrong_value("cjk", "`true` or `false`", file)),
        }
    }
    config.nianbao = nianbao;
}

fn wrong_value(key: &str, wanted: &str, file: &str) -> Diagnostic {
    Diagnostic::error(
        "config",
        "wrong-type",
        Words::new(
            format!("`extra.nianbao.{key}` must be {wanted}"),
            format!("`extra.nianbao.{key}` 应为 {wanted}"),
        ),
    )
    .at(Place::file(file))
}
