//! Takes the fields of one mapping, each by its English or Chinese name, and says what is wrong with the rest. Enter at [`Fields`].

use super::tree::{Node, TreeKey, TreeOrigin, TreeValue};
use crate::diagnostic::{Diagnostic, Level, Place, Words, did_you_mean};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::ops::Range;

/// Values are smaller, so that differences and percentages of them are exact decimals too.
const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// The fields of one mapping while they are being taken.
pub(crate) struct Fields<'a> {
    entries: Vec<Option<&'a (TreeKey, Node)>>,
    at: Range<usize>,
    origin: &'a TreeOrigin,
    known: Vec<Name>,
    /// What was wrong so far.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A field's canonical English name and its Chinese one (equal where there is none).
pub(crate) type Name = (&'static str, &'static str);

impl<'a> Fields<'a> {
    /// Begins to take the fields of `node`; what is not a mapping is named.
    pub(crate) fn new(node: &'a Node, origin: &'a TreeOrigin) -> Fields<'a> {
        let mut fields = Fields {
            entries: node.entries().iter().map(Some).collect(),
            at: node.at.clone(),
            origin,
            known: Vec::new(),
            diagnostics: Vec::new(),
        };
        if !matches!(node.value, TreeValue::Map(_) | TreeValue::Null) {
            fields.complain(
                &node.at,
                "not-a-mapping",
                Words::new(
                    "a mapping `key: value` is expected here",
                    "这里应写成 `键: 值`",
                ),
            );
        }
        fields
    }

    /// Where the mapping comes from, for mappings inside it.
    pub(crate) fn origin(&self) -> &'a TreeOrigin {
        self.origin
    }

    /// The place of bytes in the file.
    pub(crate) fn place(&self, at: &Range<usize>) -> Place {
        self.origin.place(at)
    }

    /// Adds a finding of level error at the bytes.
    pub(crate) fn complain(&mut self, at: &Range<usize>, name: &'static str, message: Words) {
        let place = self.place(at);
        self.diagnostics
            .push(Diagnostic::error("data", name, message).at(place));
    }

    /// The node under either name; null counts as absent.
    pub(crate) fn node(&mut self, (name, chinese): Name) -> Option<&'a Node> {
        if !self.known.contains(&(name, chinese)) {
            self.known.push((name, chinese));
        }
        let found = self
            .entries
            .iter_mut()
            .find(|entry| entry.is_some_and(|(key, _)| key.name == name || key.name == chinese))?;
        let (_, node) = found.take()?;
        (!node.is_null()).then_some(node)
    }

    /// Text; numbers are taken as written.
    pub(crate) fn text(&mut self, name: Name) -> Option<String> {
        let node = self.node(name)?;
        self.text_of(node, name.0)
    }

    fn text_of(&mut self, node: &Node, name: &str) -> Option<String> {
        match &node.value {
            TreeValue::Text(text) => Some(text.clone()),
            TreeValue::Number(text) => Some(text.clone()),
            _ => {
                self.wrong(&node.at, name, ("text", "文本"));
                None
            }
        }
    }

    /// Text that must be there.
    pub(crate) fn required(&mut self, name: Name) -> Option<String> {
        let found = self.text(name);
        if found.is_none()
            && !self
                .diagnostics
                .iter()
                .any(|one| one.message.en.contains(&format!("`{}`", name.0)))
        {
            let at = self.at.clone();
            let words = Words::new(
                format!("`{}` is missing here", name.0),
                format!("这里缺少 `{}`（{}）", name.0, name.1),
            );
            self.complain(&at, "missing-key", words);
        }
        found
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, name: Name) -> Option<bool> {
        let node = self.node(name)?;
        match &node.value {
            TreeValue::Bool(flag) => Some(*flag),
            _ => {
                self.wrong(&node.at, name.0, ("`true` or `false`", "`true` 或 `false`"));
                None
            }
        }
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, name: Name) -> Option<i64> {
        let node = self.node(name)?;
        let found = match &node.value {
            TreeValue::Number(text) | TreeValue::Text(text) => text.parse().ok(),
            _ => None,
        };
        if found.is_none() {
            self.wrong(&node.at, name.0, ("a whole number", "整数"));
        }
        found
    }

    /// A year from 1900 to 2200.
    pub(crate) fn year(&mut self, name: Name) -> Option<i16> {
        let at = self.peek(name);
        let found = self.whole(name)?;
        let year = i16::try_from(found)
            .ok()
            .filter(|year| (1900..=2200).contains(year));
        if let (None, Some(at)) = (year, at) {
            self.wrong(&at, name.0, ("a year such as 2020", "年份，例如 2020"));
        }
        year
    }

    /// An exact decimal, written as a number or in quotation marks.
    pub(crate) fn decimal(&mut self, name: Name) -> Option<Decimal> {
        let node = self.node(name)?;
        let found = match &node.value {
            TreeValue::Number(text) | TreeValue::Text(text) => Decimal::from_str_exact(text).ok(),
            _ => None,
        };
        let found = found.filter(|number| number.abs() < LARGEST);
        if found.is_none() {
            self.wrong(
                &node.at,
                name.0,
                (
                    "a number such as 104 or \"97.5\", below 10^15, without a unit, 万 and 亿 multiplied out: 1.2万 is 12000",
                    "数字，例如 104 或 \"97.5\"，小于10的15次方，不带单位，“万”“亿”要乘出来：1.2万写作 12000",
                ),
            );
        }
        found
    }

    /// A day, `2020-12-16`.
    pub(crate) fn date(&mut self, name: Name) -> Option<Date> {
        let node = self.node(name)?;
        let found = match &node.value {
            TreeValue::Text(text) | TreeValue::Number(text) => text.parse().ok(),
            _ => None,
        };
        if found.is_none() {
            self.wrong(
                &node.at,
                name.0,
                ("a day such as 2020-12-16", "日期，例如 2020-12-16"),
            );
        }
        found
    }

    /// A list of texts; a single text counts as a list of one.
    pub(crate) fn texts(&mut self, name: Name) -> Vec<String> {
        let Some(node) = self.node(name) else {
            return Vec::new();
        };
        match &node.value {
            TreeValue::List(items) => items
                .iter()
                .filter_map(|item| self.text_of(item, name.0))
                .collect(),
            _ => self.text_of(node, name.0).into_iter().collect(),
        }
    }

    /// The items of a list.
    pub(crate) fn list(&mut self, name: Name) -> &'a [Node] {
        let Some(node) = self.node(name) else {
            return &[];
        };
        if !matches!(node.value, TreeValue::List(_)) {
            self.wrong(&node.at, name.0, ("a list", "列表"));
        }
        node.items()
    }

    /// One of the words given; the value that stands beside the word is returned.
    pub(crate) fn choice<T: Copy>(&mut self, name: Name, choices: &[(&str, &str, T)]) -> Option<T> {
        let node = self.node(name)?;
        let text = self.text_of(node, name.0)?;
        let found = choices
            .iter()
            .find(|(english, chinese, _)| text == *english || text == *chinese);
        if found.is_none() {
            let english: Vec<&str> = choices.iter().map(|(english, ..)| *english).collect();
            let near = did_you_mean(&text, english.iter().copied());
            let all = english.join(" | ");
            let both: Vec<String> = choices
                .iter()
                .map(|(english, chinese, _)| format!("{english}（{chinese}）"))
                .collect();
            let both = both.join("、");
            let mut diagnostic = Diagnostic::error(
                "data",
                "unknown-value",
                Words::new(
                    format!("`{}` is one of {all}, not `{text}`", name.0),
                    format!("`{}` 只能是 {both}，不能是 `{text}`", name.0),
                ),
            )
            .at(self.place(&node.at));
            if let Some(near) = near {
                diagnostic = diagnostic.hint(Words::new(
                    format!("did you mean `{near}`?"),
                    format!("是不是要写 `{near}`？"),
                ));
            }
            self.diagnostics.push(diagnostic);
        }
        found.map(|(_, _, value)| *value)
    }

    /// Where the value of a field stands, without taking it.
    pub(crate) fn peek(&mut self, (name, chinese): Name) -> Option<Range<usize>> {
        if !self.known.contains(&(name, chinese)) {
            self.known.push((name, chinese));
        }
        self.entries
            .iter()
            .flatten()
            .find(|(key, _)| key.name == name || key.name == chinese)
            .map(|(_, node)| node.at.clone())
    }

    fn wrong(&mut self, at: &Range<usize>, name: &str, (english, chinese): (&str, &str)) {
        let words = Words::new(
            format!("`{name}` is {english}"),
            format!("`{name}` 应为{chinese}"),
        );
        self.complain(at, "wrong-type", words);
    }

    /// Names every field that nothing asked for, and gives back all findings.
    pub(crate) fn finish(mut self, level: Level) -> Vec<Diagnostic> {
        for (key, node) in self.entries.iter().flatten() {
            let words = Words::new(
                format!("unknown key `{}`", key.name),
                format!("没有名为 `{}` 的键", key.name),
            );
            let finding = Diagnostic {
                level,
                ..Diagnostic::error("data", "unknown-key", words)
            };
            let diagnostic = finding
                .at(self.origin.place(&key.at))
                .hint(self.instead_of(&key.name, node));
            self.diagnostics.push(diagnostic);
        }
        self.diagnostics
    }

    /// What may have been meant by a key that is not known.
    fn instead_of(&self, key: &str, node: &Node) -> Words {
        if let Some(before) = key.split_once('：').map(|(before, _)| before) {
            return Words::new(
                format!("write a half-width colon and a space: `{before}: …`"),
                format!("冒号要用半角，后面空一格：`{before}: …`"),
            );
        }
        let is_words = node.is_null() && !key.is_ascii() && key.chars().count() > 2;
        if is_words {
            return Words::new(
                "a half-width comma ends a value inside `{…}`: put words with a comma into quotation marks",
                "在 `{…}` 里，半角逗号表示一个值结束：含逗号的文字要加引号 \"…\"",
            );
        }
        if matches!(key, "allow" | "豁免") {
            return Words::new(
                "`allow` stands below `report:` of a report's front matter",
                "`allow`（豁免）要写在报告文件头部的 `report:` 下面",
            );
        }
        let names = self
            .known
            .iter()
            .flat_map(|(english, chinese)| [*english, *chinese]);
        match did_you_mean(key, names) {
            Some(near) => Words::new(
                format!("did you mean `{near}`?"),
                format!("是不是要写 `{near}`？"),
            ),
            None => {
                let english: Vec<&str> = self.known.iter().map(|(english, _)| *english).collect();
                let both: Vec<String> = self
                    .known
                    .iter()
                    .map(|(english, chinese)| format!("{english}（{chinese}）"))
                    .collect();
                Words::new(
                    format!("the keys here are: {}", english.join(", ")),
                    format!("这里可用的键：{}", both.join("、")),
                )
            }
        }
    }
}
