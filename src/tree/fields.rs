//! Takes the fields of one mapping, each by its English or Chinese name, and says what is wrong with the rest. Enter at [`Fields`].

pub(crate) use super::field_name::FieldName;
use super::field_name::FieldsOf;
use super::{Node, TreeKey, TreeOrigin, TreeValue};
use crate::diagnostic::{Diagnostic, Place, Words};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::ops::Range;

/// Values are smaller, so that differences and percentages of them are exact decimals too.
const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// The fields of one mapping while they are being taken.
///
/// Every getter takes its field out and remembers that it is known, so that [`Fields::finish`] can name what is left and propose
/// the nearest name. A getter looks through all entries, which are few: tens, not thousands.
pub(crate) struct Fields<'a> {
    /// What the mapping is called in its file, empty for the outermost.
    path: String,
    pub(super) of: FieldsOf,
    pub(super) entries: Vec<Option<&'a (TreeKey, Node)>>,
    at: Range<usize>,
    origin: &'a TreeOrigin,
    pub(super) known: Vec<FieldName>,
    /// What was wrong so far.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Begins to take the fields of `node`, which is data; what is not a mapping is named.
    pub(crate) fn new(node: &'a Node, origin: &'a TreeOrigin) -> Fields<'a> {
        let mut fields = Fields::begin(String::new(), FieldsOf::Data, node, origin);
        if !matches!(node.value, TreeValue::Map(_) | TreeValue::Null) {
            let words = Words::new(
                "a mapping `key: value` is expected here",
                "这里应写成 `键: 值`",
            );
            fields.complain(&node.at, "not-a-mapping", words);
        }
        fields
    }

    /// Begins to take the fields of a whole configuration.
    pub(crate) fn of_config(node: &'a Node, origin: &'a TreeOrigin) -> Fields<'a> {
        Fields::begin(String::new(), FieldsOf::Config, node, origin)
    }

    fn begin(path: String, of: FieldsOf, node: &'a Node, origin: &'a TreeOrigin) -> Fields<'a> {
        Fields {
            path,
            of,
            entries: node.entries().iter().map(Some).collect(),
            at: node.at.clone(),
            origin,
            known: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The mapping `node` below this one, called `path`; what is none is named.
    pub(crate) fn below(&mut self, path: &str, node: &'a Node) -> Option<Fields<'a>> {
        if matches!(node.value, TreeValue::Map(_)) {
            Some(Fields::begin(path.to_owned(), self.of, node, self.origin))
        } else {
            self.wrong(node, path, "a table", "表")
        }
    }

    /// Takes the mapping below this one.
    pub(crate) fn table(&mut self, name: &'static str) -> Option<Fields<'a>> {
        let node = self.node(name)?;
        self.below(&self.path_of(name), node)
    }

    /// Takes a list of mappings.
    pub(crate) fn tables(&mut self, name: &'static str) -> Vec<Fields<'a>> {
        let path = self.path_of(name);
        let items = self.list(name).iter();
        items.filter_map(|item| self.below(&path, item)).collect()
    }

    /// Calls the mapping otherwise in findings.
    pub(crate) fn rename(&mut self, path: String) {
        self.path = path;
    }

    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Takes everything that is left, in the order of the file.
    pub(crate) fn take_all(&mut self) -> Vec<&'a (TreeKey, Node)> {
        let mut left: Vec<_> = std::mem::take(&mut self.entries)
            .into_iter()
            .flatten()
            .collect();
        left.sort_by_key(|(key, _)| key.at.start);
        left
    }

    /// Adds an entry that another mapping held.
    pub(crate) fn adopt(&mut self, entry: &'a (TreeKey, Node)) {
        self.entries.push(Some(entry));
    }

    /// Where the value of each field stands, by its path.
    pub(crate) fn places(&self) -> impl Iterator<Item = (String, Place)> {
        let entries = self.entries.iter().flatten();
        entries.map(|(key, node)| (self.path_of(&key.name), self.place(&node.at)))
    }

    /// The key and the value of a field that is there and not taken yet.
    pub(crate) fn entry(&self, name: &str) -> Option<&'a (TreeKey, Node)> {
        let mut left = self.entries.iter().flatten();
        left.find(|(key, _)| key.name == name).copied()
    }

    /// Takes an old field, which is never proposed as the one that was meant.
    pub(crate) fn take_old(&mut self, name: &str) -> Option<&'a (TreeKey, Node)> {
        let is_it = |entry: &&mut Option<&'a (TreeKey, Node)>| {
            entry.is_some_and(|(key, _)| key.name == name)
        };
        self.entries.iter_mut().find(is_it)?.take()
    }

    /// Names a value that should be text.
    pub(crate) fn wrong_text(&mut self, node: &Node, path: &str) {
        self.wrong::<()>(node, path, "text", "文本");
    }

    /// Where the mapping itself stands.
    pub(crate) fn own_place(&self) -> Place {
        self.place(&self.at)
    }

    /// Where the first field that is left stands.
    pub(crate) fn first_place(&self) -> Option<Place> {
        let (key, _) = self.entries.iter().flatten().next()?;
        Some(self.place(&key.at))
    }

    /// Where the mapping comes from, for mappings inside it.
    pub(crate) fn origin(&self) -> &'a TreeOrigin {
        self.origin
    }

    /// The place of bytes in the file.
    pub(crate) fn place(&self, at: &Range<usize>) -> Place {
        self.origin.place(at)
    }

    pub(super) fn is_strict(&self) -> bool {
        self.of == FieldsOf::Config
    }

    fn remember_name(&mut self, name: FieldName) {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
    }

    /// The node under either name; null counts as absent.
    pub(crate) fn node(&mut self, name: impl Into<FieldName>) -> Option<&'a Node> {
        let name = name.into();
        self.remember_name(name);
        let is_it = |entry: &&mut Option<&'a (TreeKey, Node)>| {
            entry.is_some_and(|(key, _)| name.is_called(key))
        };
        let (_, node) = self.entries.iter_mut().find(is_it)?.take()?;
        (!node.is_null()).then_some(node)
    }

    /// Where the value of a field stands, without taking it.
    pub(crate) fn peek(&mut self, name: impl Into<FieldName>) -> Option<Range<usize>> {
        let name = name.into();
        self.remember_name(name);
        let mut left = self.entries.iter().flatten();
        let (_, node) = left.find(|(key, _)| name.is_called(key))?;
        Some(node.at.clone())
    }

    /// Text; numbers are taken as written.
    pub(crate) fn text(&mut self, name: impl Into<FieldName>) -> Option<String> {
        let name = name.into();
        let node = self.node(name)?;
        self.text_of(node, name)
    }

    fn text_of(&mut self, node: &Node, name: FieldName) -> Option<String> {
        match &node.value {
            TreeValue::Text(text) => Some(text.clone()),
            TreeValue::Number(text) if !self.is_strict() => Some(text.clone()),
            _ => self.wrong(node, &self.path_of(name.english), "text", "文本"),
        }
    }

    /// Text that must be there.
    pub(crate) fn required(&mut self, name: impl Into<FieldName>) -> Option<String> {
        let name = name.into();
        let before = self.diagnostics.len();
        let found = self.text(name);
        if found.is_none() && self.diagnostics.len() == before {
            let FieldName { english, chinese } = name;
            let words = Words::new(
                format!("`{english}` is missing here"),
                format!("这里缺少 `{english}`（{chinese}）"),
            );
            self.complain(&self.at.clone(), "missing-key", words);
        }
        found
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, name: impl Into<FieldName>) -> Option<bool> {
        let (english, chinese) = ("`true` or `false`", " `true` 或 `false`");
        self.take_scalar(name.into(), english, chinese, |_, node| match node.value {
            TreeValue::Bool(flag) => Some(flag),
            _ => None,
        })
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, name: impl Into<FieldName>) -> Option<i64> {
        self.take_scalar(name.into(), "a whole number", "整数", |fields, node| {
            fields.digits_of(node)?.parse().ok()
        })
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&mut self, name: impl Into<FieldName>) -> Option<usize> {
        let (english, chinese) = ("a whole number, zero or more", "不小于零的整数");
        self.take_scalar(name.into(), english, chinese, |fields, node| {
            fields.digits_of(node)?.parse().ok()
        })
    }

    /// A year from 1900 to 2200.
    pub(crate) fn year(&mut self, name: impl Into<FieldName>) -> Option<i16> {
        let (english, chinese) = ("a year such as 2020", "年份，例如 2020");
        self.take_scalar(name.into(), english, chinese, |fields, node| {
            let year: i16 = fields.digits_of(node)?.parse().ok()?;
            (1900..=2200).contains(&year).then_some(year)
        })
    }

    /// An exact decimal, written as a number or in quotation marks.
    pub(crate) fn decimal(&mut self, name: impl Into<FieldName>) -> Option<Decimal> {
        let (english, chinese) = (
            "a number such as 104 or \"97.5\", below 10^15, without a unit, 万 and 亿 multiplied out: 1.2万 is 12000",
            "数字，例如 104 或 \"97.5\"，小于10的15次方，不带单位，“万”“亿”要乘出来：1.2万写作 12000",
        );
        self.take_scalar(name.into(), english, chinese, |fields, node| {
            let number = Decimal::from_str_exact(fields.digits_of(node)?).ok()?;
            (number.abs() < LARGEST).then_some(number)
        })
    }

    /// A day, `2020-12-16`.
    pub(crate) fn date(&mut self, name: impl Into<FieldName>) -> Option<Date> {
        let (english, chinese) = ("a day such as 2020-12-16", "日期，例如 2020-12-16");
        self.take_scalar(name.into(), english, chinese, |fields, node| {
            fields.digits_of(node)?.parse().ok()
        })
    }

    /// Takes a value that `read` understands; what it does not is named by what is wanted, in English and in Chinese.
    fn take_scalar<T>(
        &mut self,
        name: FieldName,
        english: &str,
        chinese: &str,
        read: impl Fn(&Fields<'a>, &Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(name)?;
        let found = read(self, node);
        found.or_else(|| self.wrong(node, &self.path_of(name.english), english, chinese))
    }

    /// A number as written; data may have it in quotation marks.
    fn digits_of<'n>(&self, node: &'n Node) -> Option<&'n str> {
        match &node.value {
            TreeValue::Number(text) => Some(text),
            TreeValue::Text(text) if !self.is_strict() => Some(text),
            _ => None,
        }
    }

    /// A list of texts; in data, a single text counts as a list of one.
    pub(crate) fn texts(&mut self, name: impl Into<FieldName>) -> Vec<String> {
        let name = name.into();
        let Some(node) = self.node(name) else {
            return Vec::new();
        };
        let items = match &node.value {
            TreeValue::List(items) => items,
            _ if self.is_strict() => {
                self.wrong::<()>(
                    node,
                    &self.path_of(name.english),
                    "a list of texts",
                    "文本列表",
                );
                return Vec::new();
            }
            _ => std::slice::from_ref(node),
        };
        let texts = items.iter().filter_map(|item| self.text_of(item, name));
        texts.collect()
    }

    /// The items of a list.
    pub(crate) fn list(&mut self, name: impl Into<FieldName>) -> &'a [Node] {
        let name = name.into();
        let Some(node) = self.node(name) else {
            return &[];
        };
        if !matches!(node.value, TreeValue::List(_)) {
            self.wrong::<()>(node, &self.path_of(name.english), "a list", "列表");
        }
        node.items()
    }

    /// One of the words given; the value that stands beside the word is returned.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        name: impl Into<FieldName>,
        choices: &[(&str, &str, T)],
    ) -> Option<T> {
        let name = name.into();
        let node = self.node(name)?;
        let text = self.text_of(node, name)?;
        let found = choices
            .iter()
            .find(|(english, chinese, _)| text == *english || text == *chinese);
        if found.is_none() {
            let all = choices.iter();
            let all = all.map(|(english, chinese, _)| (*english, *chinese));
            self.refuse_word(node, name.english, &text, all);
        }
        found.map(|(_, _, value)| *value)
    }
}
