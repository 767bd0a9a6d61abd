//! TOML into a tree with places. Enter at [`parse`].

use super::{Node, TreeKey, TreeOrigin, TreeValue};
use crate::diagnostic::{Diagnostic, Place, Words};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Parses `text`, which lies in `origin`. Dates become strings (RFC 3339, a date alone stays a date).
///
/// # Errors
/// A finding at the line and column of the first syntax error.
pub(crate) fn parse(text: &str, origin: &TreeOrigin) -> Result<Node, Box<Diagnostic>> {
    let (tree, mut findings) = parse_whole(text, origin);
    if findings.is_empty() {
        Ok(tree)
    } else {
        Err(Box::new(findings.swap_remove(0)))
    }
}

/// What can be read of `text`, with a finding for each syntax error.
pub(crate) fn parse_whole(text: &str, origin: &TreeOrigin) -> (Node, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let findings = errors
        .iter()
        .map(|error| syntax_finding(error, origin))
        .collect();
    let at = table.span();
    let value = table_value(table.into_inner());
    (Node { value, at }, findings)
}

fn table_value(table: DeTable<'_>) -> TreeValue {
    let mut entries: Vec<(TreeKey, Node)> = table
        .into_iter()
        .map(|(key, value)| {
            (
                TreeKey {
                    at: key.span(),
                    name: key.into_inner().into_owned(),
                },
                into_node(value),
            )
        })
        .collect();
    // Templates of Zola sites iterate over tables of TOML by name, and over maps of YAML as written.
    entries.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    TreeValue::Map(entries)
}

fn into_node(value: Spanned<DeValue<'_>>) -> Node {
    let at = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => TreeValue::Text(text.into_owned()),
        DeValue::Integer(number) => whole_number(number.as_str(), number.radix()),
        DeValue::Float(number) => TreeValue::Number(number.as_str().replace('_', "")),
        DeValue::Boolean(flag) => TreeValue::Bool(flag),
        DeValue::Datetime(date) => TreeValue::Text(date.to_string()),
        DeValue::Array(items) => TreeValue::List(items.into_iter().map(into_node).collect()),
        DeValue::Table(table) => table_value(table),
    };
    Node { value, at }
}

fn whole_number(digits: &str, radix: u32) -> TreeValue {
    let number = i64::from_str_radix(digits, radix)
        .map_or_else(|_| digits.to_owned(), |number| number.to_string());
    TreeValue::Number(number)
}

fn syntax_finding(error: &toml::de::Error, origin: &TreeOrigin) -> Diagnostic {
    let place = error
        .span()
        .map_or_else(|| Place::file(&*origin.file), |span| origin.place(&span));
    let reason = error.message();
    let words = Words::new(
        format!("not valid TOML: {reason}"),
        format!("TOML 语法有误：{reason}"),
    );
    let hint = Words::new(
        "a line is `key = value` with text in quotation marks, or `[table]`; each key stands once",
        "每行写成 `键 = 值`，文本加引号；或写 `[表名]`；每个键只写一次",
    );
    let finding = Diagnostic::error("toml", "syntax", words);
    finding.at(place).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_by_name_and_dates_become_strings() {
        let text = "b = 1\na = 2024-01-05\n[t]\nz = [1.5, \"年\"]\n";
        let tree = parse(text, &TreeOrigin::new("c.toml", text)).unwrap();
        let names: Vec<&str> = tree
            .entries()
            .iter()
            .map(|(key, _)| key.name.as_str())
            .collect();
        assert_eq!(names, ["a", "b", "t"]);
        assert_eq!(
            tree.get("a").unwrap().value,
            TreeValue::Text("2024-01-05".into())
        );
        assert_eq!(
            tree.get("t").unwrap().to_json(),
            serde_json::json!({"z": [1.5, "年"]})
        );
    }

    #[test]
    fn a_syntax_error_is_named_at_its_line() {
        let text = "a = 1\nb = \n";
        let found = parse(text, &TreeOrigin::new("c.toml", text)).unwrap_err();
        assert_eq!(found.place.unwrap().line, 2);
    }
}
