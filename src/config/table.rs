//! A TOML table that is read key by key, so that every mistake and every unknown key keeps its place. Enter at [`ConfigTable`].

use crate::diagnostic::{Diagnostic, Place, Words, did_you_mean};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The text that tables are read from, and what was found wrong in it.
pub(crate) struct ConfigReader<'t> {
    /// Path of the file relative to the root.
    pub(crate) file: &'t str,
    /// Its content.
    pub(crate) text: &'t str,
    /// Findings so far, in the order in which they were met.
    pub(crate) findings: Vec<Diagnostic>,
}

impl ConfigReader<'_> {
    /// The place of a byte range of the file.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        Place::span(self.file, self.text, span)
    }

    /// Notes that `key` holds something else than `wanted`.
    fn wrong_kind(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: (&str, &str)) {
        let found = value.get_ref().type_str();
        let finding = Diagnostic::error(
            "config",
            "wrong-kind",
            Words::new(
                format!("`{key}` must be {}, but this is {found}", wanted.0),
                format!("`{key}` 应为{}，这里是 {found}", wanted.1),
            ),
        );
        let place = self.place(value.span());
        self.findings.push(finding.at(place).hint(Words::new(
            format!("write {} behind `{key} =`", wanted.0),
            format!("请在 `{key} =` 后写{}", wanted.1),
        )));
    }
}

/// One table: every getter takes its key out, so that what is left at the end is unknown.
pub(crate) struct ConfigTable<'t> {
    /// The name of the table as its author writes it, empty for the root.
    pub(crate) name: String,
    entries: Vec<(Spanned<String>, Spanned<DeValue<'t>>)>,
    asked: Vec<&'static str>,
}

impl<'t> ConfigTable<'t> {
    /// Wraps a parsed table.
    pub(crate) fn new(name: impl Into<String>, table: DeTable<'t>) -> ConfigTable<'t> {
        let entries = table
            .into_iter()
            .map(|(key, value)| {
                (
                    Spanned::new(key.span(), key.get_ref().clone().into_owned()),
                    value,
                )
            })
            .collect();
        ConfigTable {
            name: name.into(),
            entries,
            asked: Vec::new(),
        }
    }

    /// A table without entries.
    pub(crate) fn empty(name: impl Into<String>) -> ConfigTable<'t> {
        ConfigTable {
            name: name.into(),
            entries: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// Where `key` stands, if the table has it.
    pub(crate) fn span_of(&self, key: &str) -> Option<Range<usize>> {
        self.entries
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(name, _)| name.span())
    }

    /// Where the first key that is left stands.
    pub(crate) fn first_span(&self) -> Option<Range<usize>> {
        self.entries.first().map(|(key, _)| key.span())
    }

    /// Where the value of each key stands.
    pub(crate) fn places(
        &self,
        reader: &ConfigReader<'_>,
    ) -> impl Iterator<Item = (String, Place)> {
        self.entries
            .iter()
            .map(|(key, value)| (self.path(key.get_ref()), reader.place(value.span())))
    }

    /// Whether `key` is there and is true or false.
    pub(crate) fn holds_switch(&self, key: &str) -> bool {
        self.entries
            .iter()
            .any(|(name, value)| name.get_ref() == key && value.get_ref().is_bool())
    }

    /// Whether `key` is there and is a list.
    pub(crate) fn is_list(&self, key: &str) -> bool {
        self.entries
            .iter()
            .any(|(name, value)| name.get_ref() == key && value.get_ref().is_array())
    }

    /// Adds an entry that another table held.
    pub(crate) fn adopt(&mut self, entry: (Spanned<String>, Spanned<DeValue<'t>>)) {
        self.entries.push(entry);
    }

    /// Takes all entries that are left, in the order of the file.
    pub(crate) fn take_all(&mut self) -> Vec<(Spanned<String>, Spanned<DeValue<'t>>)> {
        std::mem::take(&mut self.entries)
    }

    /// Takes the raw value of `key`, and remembers that the key is known.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.asked.push(key);
        let at = self
            .entries
            .iter()
            .position(|(name, _)| name.get_ref() == key)?;
        Some(self.entries.remove(at).1)
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        }
    }

    /// Takes a string.
    pub(crate) fn string(
        &mut self,
        key: &'static str,
        reader: &mut ConfigReader<'_>,
    ) -> Option<String> {
        let value = self.take(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            reader.wrong_kind(&self.path(key), &value, ("a string", "字符串"));
        }
        text
    }

    /// Takes a switch.
    pub(crate) fn switch(
        &mut self,
        key: &'static str,
        reader: &mut ConfigReader<'_>,
    ) -> Option<bool> {
        let value = self.take(key)?;
        let switch = value.get_ref().as_bool();
        if switch.is_none() {
            reader.wrong_kind(&self.path(key), &value, ("true or false", " true 或 false"));
        }
        switch
    }

    /// Takes a whole number that is not negative.
    pub(crate) fn count(
        &mut self,
        key: &'static str,
        reader: &mut ConfigReader<'_>,
    ) -> Option<usize> {
        let value = self.take(key)?;
        let count = whole(value.get_ref()).and_then(|number| usize::try_from(number).ok());
        if count.is_none() {
            reader.wrong_kind(
                &self.path(key),
                &value,
                ("a whole number, zero or more", "不小于零的整数"),
            );
        }
        count
    }

    /// Takes a list of strings.
    pub(crate) fn strings(
        &mut self,
        key: &'static str,
        reader: &mut ConfigReader<'_>,
    ) -> Option<Vec<String>> {
        let value = self.take(key)?;
        let texts = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            reader.wrong_kind(&self.path(key), &value, ("a list of strings", "字符串列表"));
        }
        texts
    }

    /// Takes one word out of `choices`.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        reader: &mut ConfigReader<'_>,
    ) -> Option<T> {
        let value = self.take(key)?;
        let found = value
            .get_ref()
            .as_str()
            .and_then(|word| choices.iter().find(|(name, _)| *name == word));
        if found.is_none() {
            let words = choices
                .iter()
                .map(|(name, _)| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ");
            reader.wrong_kind(
                &self.path(key),
                &value,
                (&format!("one of {words}"), &format!("以下之一：{words}")),
            );
        }
        found.map(|(_, choice)| *choice)
    }

    /// Takes a table below this one.
    pub(crate) fn table(
        &mut self,
        key: &'static str,
        reader: &mut ConfigReader<'_>,
    ) -> Option<ConfigTable<'t>> {
        let value = self.take(key)?;
        let path = self.path(key);
        as_table(&path, value, reader)
    }

    /// Takes a list of tables.
    pub(crate) fn tables(
        &mut self,
        key: &'static str,
        reader: &mut ConfigReader<'_>,
    ) -> Option<Vec<ConfigTable<'t>>> {
        let value = self.take(key)?;
        let path = self.path(key);
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(list) => Some(
                list.into_iter()
                    .filter_map(|item| as_table(&path, item, reader))
                    .collect(),
            ),
            other => {
                reader.wrong_kind(
                    &path,
                    &Spanned::new(span, other),
                    ("a list of tables", "表的列表"),
                );
                None
            }
        }
    }

    /// Warns of every key that nobody asked for.
    pub(crate) fn finish(self, reader: &mut ConfigReader<'_>) {
        for (key, _) in &self.entries {
            let name = key.get_ref().as_str();
            let path = self.path(name);
            let mut finding = Diagnostic::warning(
                "config",
                "unknown-key",
                Words::new(
                    format!("unknown configuration key `{path}`"),
                    format!("配置中没有 `{path}` 这一项"),
                ),
            );
            if let Some(near) = did_you_mean(name, self.asked.iter().copied()) {
                finding = finding.hint(Words::new(
                    format!("did you mean `{near}`? Your own values belong under `[extra]`"),
                    format!("是否想写 `{near}`？自定义的值请放在 `[extra]` 下"),
                ));
            } else {
                finding = finding.hint(Words::new(
                    "your own values belong under `[extra]`".to_owned(),
                    "自定义的值请放在 `[extra]` 下".to_owned(),
                ));
            }
            let place = reader.place(key.span());
            reader.findings.push(finding.at(place));
        }
    }
}

/// A value that should be a table.
pub(crate) fn as_table<'t>(
    path: &str,
    value: Spanned<DeValue<'t>>,
    reader: &mut ConfigReader<'_>,
) -> Option<ConfigTable<'t>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some(ConfigTable::new(path, table)),
        other => {
            reader.wrong_kind(path, &Spanned::new(span, other), ("a table", "表"));
            None
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// The value as templates see it: dates become the strings that they are written as.
pub(crate) fn to_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.clone().into_owned()),
        DeValue::Integer(_) => whole(value).map_or(Value::Null, Value::from),
        DeValue::Float(number) => number
            .as_str()
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map_or(Value::Null, Value::Number),
        DeValue::Boolean(switch) => Value::Bool(*switch),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(list) => {
            Value::Array(list.iter().map(|item| to_json(item.get_ref())).collect())
        }
        DeValue::Table(table) => Value::Object(table_to_json(table)),
    }
}

/// Sorted by key: themes of Zola sites iterate over such tables and rely on that order.
fn table_to_json(table: &DeTable<'_>) -> Map<String, Value> {
    let sorted: BTreeMap<&str, &Spanned<DeValue<'_>>> = table
        .iter()
        .map(|(key, value)| (key.get_ref().as_ref(), value))
        .collect();
    sorted
        .into_iter()
        .map(|(key, value)| (key.to_owned(), to_json(value.get_ref())))
        .collect()
}

/// Parses a whole file; syntax errors become findings at their place.
pub(crate) fn parse_root<'t>(reader: &mut ConfigReader<'t>) -> ConfigTable<'t> {
    let text = reader.text.strip_prefix('\u{feff}').unwrap_or(reader.text);
    let shift = reader.text.len() - text.len();
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let finding = Diagnostic::error(
            "config",
            "toml-syntax",
            Words::new(
                format!("this is not valid TOML: {}", error.message()),
                format!("不是有效的 TOML：{}", error.message()),
            ),
        );
        let place = reader.place(span.start + shift..span.end + shift);
        let hint = Words::new(
            "a line is `key = value` with text in quotation marks, or `[table]`; each key stands once",
            "每行写成 `键 = 值`，文本加引号；或写 `[表名]`；每个键只写一次",
        );
        reader.findings.push(finding.at(place).hint(hint));
    }
    ConfigTable::new("", table.into_inner())
}

impl<'t> ConfigTable<'t> {
    /// Takes an old key, which is never proposed as the meant one.
    pub(crate) fn take_old(&mut self, key: &str) -> Option<Spanned<DeValue<'t>>> {
        let at = self
            .entries
            .iter()
            .position(|(name, _)| name.get_ref() == key)?;
        Some(self.entries.remove(at).1)
    }
}
