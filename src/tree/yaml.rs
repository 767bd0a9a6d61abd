//! YAML into a tree with places. Enter at [`parse`].

use super::{Node, TreeKey, TreeOrigin, TreeValue};
use crate::diagnostic::{Diagnostic, Place, Words, line_starts};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Most values that a file may hold, aliases followed.
const MOST_NODES: usize = 200_000;
/// Deepest nesting.
const DEEPEST: usize = 64;

/// Parses `text`, which lies in `origin`.
///
/// # Errors
/// A finding at its line and column: syntax, tabs, duplicate keys, alias bombs.
pub(crate) fn parse(text: &str, origin: &TreeOrigin) -> Result<Node, Box<Diagnostic>> {
    if text.trim().is_empty() {
        return Ok(Node {
            value: TreeValue::Null,
            at: 0..0,
        });
    }
    let options = serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        budget: serde_yaml::budget! { max_nodes: MOST_NODES, max_depth: DEEPEST, max_aliases: 100 },
    };
    let lines = LineStarts::new(text);
    serde_yaml::from_str_with_options::<LocatedValue>(text, options)
        .map(|located| located.into_node(&lines))
        .map_err(|error| Box::new(syntax_finding(&error, text, origin)))
}

/// Byte offsets of line starts, to turn lines and columns (in characters) into bytes.
struct LineStarts<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineStarts<'a> {
    fn new(text: &'a str) -> LineStarts<'a> {
        let starts = line_starts(text).collect();
        LineStarts { text, starts }
    }

    fn byte(&self, line: usize, column: usize) -> usize {
        // Lines are found by their number in one step; columns are counted in characters, so that a line is walked to
        // its column.
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len());
        let rest = &self.text[start..];
        rest.char_indices()
            .nth(column.saturating_sub(1))
            .map_or(self.text.len(), |(at, _)| start + at)
    }
}

struct LocatedValue(serde_yaml::Spanned<RawNode>);

enum RawNode {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<LocatedValue>),
    Map(Vec<(serde_yaml::Spanned<String>, LocatedValue)>),
}

impl LocatedValue {
    fn into_node(self, lines: &LineStarts<'_>) -> Node {
        let location = self.0.referenced;
        let start = lines.byte(usize_of(location.line()), usize_of(location.column()));
        // The parser gives the line and column of a value's first character and the value, but not its end. What stands
        // there verbatim is as long as the value; a text in quotation marks ends at the next mark of its kind, any other
        // text at the end of the line, which is exact for everything but folded and literal blocks. Lists and maps are
        // named by their first byte.
        let (value, length) = match self.0.value {
            RawNode::Null => (TreeValue::Null, 0),
            RawNode::Bool(flag) => (TreeValue::Bool(flag), flag.to_string().len()),
            RawNode::Number(text) => {
                let written = written_number(&lines.text[start..]).map_or(text, str::to_owned);
                let length = written.len();
                (TreeValue::Number(written), length)
            }
            RawNode::Text(text) => {
                let length = scalar_length(&lines.text[start..], &text);
                (TreeValue::Text(text), length)
            }
            RawNode::List(items) => (
                TreeValue::List(
                    items
                        .into_iter()
                        .map(|item| item.into_node(lines))
                        .collect(),
                ),
                1,
            ),
            RawNode::Map(entries) => (
                TreeValue::Map(
                    entries
                        .into_iter()
                        .map(|(key, node)| into_entry(key, node, lines))
                        .collect(),
                ),
                1,
            ),
        };
        Node {
            value,
            at: start..start + length,
        }
    }
}

fn into_entry(
    key: serde_yaml::Spanned<String>,
    node: LocatedValue,
    lines: &LineStarts<'_>,
) -> (TreeKey, Node) {
    let location = key.referenced;
    let start = lines.byte(usize_of(location.line()), usize_of(location.column()));
    let at = start..start + scalar_length(&lines.text[start..], &key.value);
    (
        TreeKey {
            name: key.value,
            at,
        },
        node.into_node(lines),
    )
}

fn usize_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The number as it stands in the file, so that `97.10` keeps its digits.
fn written_number(rest: &str) -> Option<&str> {
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !"+-._".contains(c))
        .unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// How many bytes the scalar takes in the file: with its quotation marks where it has them.
fn scalar_length(rest: &str, value: &str) -> usize {
    if rest.starts_with(value) {
        return value.len();
    }
    match rest.chars().next() {
        Some(mark @ ('"' | '\'')) => rest[1..].find(mark).map_or(1, |end| end + 2),
        _ => rest.find('\n').unwrap_or(rest.len()),
    }
}

impl<'de> Deserialize<'de> for LocatedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_yaml::Spanned::deserialize(deserializer).map(LocatedValue)
    }
}

impl<'de> Deserialize<'de> for RawNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawNode;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<RawNode, E> {
        Ok(RawNode::Null)
    }
    fn visit_none<E>(self) -> Result<RawNode, E> {
        Ok(RawNode::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<RawNode, D::Error> {
        RawNode::deserialize(deserializer)
    }
    fn visit_bool<E>(self, flag: bool) -> Result<RawNode, E> {
        Ok(RawNode::Bool(flag))
    }
    fn visit_i64<E>(self, number: i64) -> Result<RawNode, E> {
        Ok(RawNode::Number(number.to_string()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<RawNode, E> {
        Ok(RawNode::Number(number.to_string()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<RawNode, E> {
        Ok(RawNode::Number(number.to_string()))
    }
    fn visit_str<E>(self, text: &str) -> Result<RawNode, E> {
        Ok(RawNode::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<RawNode, E> {
        Ok(RawNode::Text(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawNode, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawNode::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawNode, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(RawNode::Map(map))
    }
}

fn syntax_finding(error: &serde_yaml::Error, text: &str, origin: &TreeOrigin) -> Diagnostic {
    let plain = error.without_snippet();
    let location = plain.location();
    let reason = plain.to_string();
    let reason = reason.lines().next().unwrap_or_default();
    let place = location.map_or_else(
        || Place::file(&*origin.file),
        |location| {
            let start =
                LineStarts::new(text).byte(usize_of(location.line()), usize_of(location.column()));
            origin.place(&(start..start))
        },
    );
    if reason.to_lowercase().contains("duplicate") {
        return duplicate_key(place);
    }
    let place = tab_after(&place, text, origin).unwrap_or(place);
    let (name, message, hint) = classify_reason(reason, &place.excerpt);
    let diagnostic = Diagnostic::error("yaml", name, message).at(place);
    match hint {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}

/// A key that its mapping has already; the place is where it stands again.
fn duplicate_key(place: Place) -> Diagnostic {
    let line = place.excerpt.chars().skip(place.column.saturating_sub(1));
    let rest: String = line.collect();
    let rest = rest.trim_start_matches("- ");
    let end = [": ", ":\t"].iter().filter_map(|mark| rest.find(mark));
    let end = end.min().unwrap_or(rest.trim_end_matches(':').len());
    let key = rest[..end].trim_matches(['"', '\'', ' ', '{', ',']);
    let words = Words::new(
        format!("the key `{key}` stands here a second time"),
        format!("键 `{key}` 在这里重复出现"),
    );
    Diagnostic::error("yaml", "duplicate-key", words)
        .at(place)
        .hint(Words::new("keep one of the two", "请只保留一个"))
}

/// A tab that indents the line of the place or the next line with words: the parser names the value before it.
fn tab_after(place: &Place, text: &str, origin: &TreeOrigin) -> Option<Place> {
    let whole_line = origin.text[..origin.offset].matches('\n').count();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let here = whole_line + number + 1;
        if here >= place.line {
            if let Some(tab) = line[..indent].find('\t') {
                return Some(origin.place(&(at + tab..at + tab + 1)));
            }
            if here > place.line && !line.trim().is_empty() {
                return None;
            }
        }
        at += line.len();
    }
    None
}

fn classify_reason(reason: &str, line: &str) -> (&'static str, Words, Option<Words>) {
    let lower = reason.to_lowercase();
    if lower.contains("budget") || lower.contains("alias") && lower.contains("exceed") {
        return (
            "too-much",
            Words::new(
                "this file unfolds into more values than any report needs",
                "文件展开后的内容过多（可能是别名嵌套）",
            ),
            Some(Words::new(
                "write the values out, without `&` and `*`",
                "请直接写出各值，不用 `&` 和 `*`",
            )),
        );
    }
    let syntax = Words::new(
        format!("not valid YAML: {reason}"),
        format!("YAML 语法有误：{reason}"),
    );
    if line.contains('\t') {
        let hint = Words::new(
            "YAML is indented with spaces, never with tabs",
            "YAML 用空格缩进，不能用 Tab",
        );
        return ("tab", syntax, Some(hint));
    }
    if line.contains('：') {
        let hint = Words::new(
            "the colon after a key is the half-width `: ` with a space behind it",
            "键后面的冒号要用半角 `: `，后面加一个空格",
        );
        return ("syntax", syntax, Some(hint));
    }
    let hint = Words::new(
        "put the text into quotation marks \"…\" if it holds a comma, a colon or a bracket",
        "文本里有逗号、冒号或括号时，请用引号 \"…\" 括起来",
    );
    ("syntax", syntax, Some(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> TreeOrigin {
        TreeOrigin::new("f.yaml", text)
    }

    #[test]
    fn every_key_and_value_knows_its_bytes() {
        let text = "数值: 104\nquote: \"全镇划分为104个网格\"\nlist:\n  - {a: 97.10}\n";
        let tree = parse(text, &origin(text)).unwrap();
        let value = tree.get("数值").unwrap();
        assert_eq!(
            (&text[value.at.clone()], &value.value),
            ("104", &TreeValue::Number("104".into()))
        );
        assert_eq!(
            &text[tree.get("quote").unwrap().at.clone()],
            "\"全镇划分为104个网格\""
        );
        let inner = &tree.get("list").unwrap().items()[0];
        assert_eq!(
            inner.get("a").unwrap().value,
            TreeValue::Number("97.10".into())
        );
        assert_eq!(&text[inner.entries()[0].0.at.clone()], "a");
    }

    #[test]
    fn a_tab_a_duplicate_key_and_an_alias_bomb_are_named_at_their_line() {
        let tab = "a:\n\tb: 1\n";
        let found = parse(tab, &origin(tab)).unwrap_err();
        assert_eq!((found.name, found.place.as_ref().unwrap().line), ("tab", 2));
        let twice = "a: 1\nb: 2\na: 3\n";
        let found = parse(twice, &origin(twice)).unwrap_err();
        assert_eq!(
            (found.name, found.place.as_ref().unwrap().line),
            ("duplicate-key", 3)
        );
        let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for (name, before) in ["b", "c", "d", "e", "f", "g"]
            .iter()
            .zip(["a", "b", "c", "d", "e", "f"])
        {
            bomb += &format!(
                "{name}: &{name} [*{before},*{before},*{before},*{before},*{before},*{before},*{before},*{before},*{before}]\n"
            );
        }
        assert_eq!(parse(&bomb, &origin(&bomb)).unwrap_err().name, "too-much");
    }

    #[test]
    fn a_duplicate_key_is_named_in_both_languages_and_a_tab_elsewhere_is_not_blamed() {
        let text = "- quote: 甲\n  quote: 乙\n  note: |\n    第一行\n    \t第二行\n";
        let found = parse(text, &origin(text)).unwrap_err();
        let place = found.place.as_ref().unwrap();
        assert_eq!(
            (found.name, place.line, place.column),
            ("duplicate-key", 2, 3)
        );
        assert_eq!(
            found.message.en,
            "the key `quote` stands here a second time"
        );
        assert_eq!(found.message.zh, "键 `quote` 在这里重复出现");
        let flow = "{a: 1, 数值: 2, 数值: 3}\n";
        let found = parse(flow, &origin(flow)).unwrap_err();
        assert!(found.message.zh.contains("`数值`"), "{found:?}");
        let other = "a: [1\nb: 2\nc: |\n  x\n  \ty\n";
        let found = parse(other, &origin(other)).unwrap_err();
        assert_ne!((found.name, found.place.unwrap().line), ("tab", 5));
    }

    #[test]
    fn lines_may_end_with_a_carriage_return_alone() {
        let text = "a: 1\rb: 2\ra: 3\r";
        let found = parse(text, &origin(text)).unwrap_err();
        let place = found.place.unwrap();
        assert_eq!((place.line, place.column), (3, 1));
        assert_eq!(place.excerpt, "a: 3");
    }

    #[test]
    fn words_that_look_like_booleans_or_octals_stay_words() {
        let text = "a: yes\nb: 0755\nc: 2020-1-5\n";
        let tree = parse(text, &origin(text)).unwrap();
        for key in ["a", "b", "c"] {
            assert!(
                matches!(tree.get(key).unwrap().value, TreeValue::Text(_)),
                "{key}"
            );
        }
    }
}
