//! All languages of a site out of the root table and `[languages.*]`, old forms included. Enter at [`read`].

use super::language::{KEYS, LanguageOptions, Search, is_language_code};
use super::legacy;
use super::slug::SlugMode;
use super::table::{Reader, Table, as_table};
use crate::diagnostic::{Diagnostic, Words};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::DeValue;

/// How the languages are written down; templates see them in the same form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LanguagesForm {
    /// `[languages.CODE]`.
    #[default]
    Tables,
    /// `languages = [{code = "CODE"}]`, as older versions of Zola had it.
    List,
}

/// All languages in the order of the file, how they are written, and the old keys of the root. What the root says belongs to the default language.
pub(super) fn read(
    root: &mut Table<'_>,
    default: &str,
    slugs: SlugMode,
    reader: &mut Reader<'_>,
) -> (Vec<LanguageOptions>, LanguagesForm, Map<String, Value>) {
    let (form, mut tables) = tables(root, reader);
    if let Some((_, table)) = tables.iter_mut().find(|(code, _)| code == default) {
        move_to_root(table, root, reader);
    }
    let mut first = LanguageOptions::plain(default, Search::default());
    let older = first.take_translations(root, reader);
    let mut first = LanguageOptions::read(first, root, slugs, reader);
    first.take_legacy(legacy::ROOT, root, reader);
    let mut all = Vec::new();
    for (code, mut table) in tables {
        if code == default {
            all.push(first.clone());
        } else {
            let mut options = LanguageOptions::plain(&code, first.search.clone());
            options.take_translations(&mut table, reader);
            let mut options = LanguageOptions::read(options, &mut table, slugs, reader);
            options.take_legacy(legacy::LANGUAGE, &mut table, reader);
            all.push(options);
        }
        table.finish(reader);
    }
    let legacy = std::mem::take(&mut first.legacy);
    if !all.iter().any(|options| options.code == default) {
        all.insert(0, first);
    }
    for options in &mut all {
        if options.code == default {
            options.legacy.retain(|key, _| key == "feed_filename");
        }
        if let Some(words) = older.get(&options.code) {
            for (key, text) in words {
                options
                    .translations
                    .entry(key.clone())
                    .or_insert_with(|| text.clone());
            }
        }
    }
    (all, form, legacy)
}

/// The tables below `[languages]`, or the entries of the list that old versions wrote.
fn tables<'t>(
    root: &mut Table<'t>,
    reader: &mut Reader<'_>,
) -> (LanguagesForm, Vec<(String, Table<'t>)>) {
    let span = root.span_of("languages");
    let Some(value) = root.take("languages") else {
        return (LanguagesForm::Tables, Vec::new());
    };
    if let DeValue::Array(list) = value.get_ref() {
        legacy::warn(
            span.unwrap_or_default(),
            "languages = [...]",
            "[languages.CODE]",
            reader,
        );
        let list = list.clone();
        let entries = list.into_iter();
        let found = entries.filter_map(|entry| old_entry(entry, reader));
        return (LanguagesForm::List, found.collect());
    }
    let Some(mut table) = as_table("languages", value, reader) else {
        return (LanguagesForm::Tables, Vec::new());
    };
    (LanguagesForm::Tables, new_entries(&mut table, reader))
}

/// The tables below `[languages]`.
fn new_entries<'t>(table: &mut Table<'t>, reader: &mut Reader<'_>) -> Vec<(String, Table<'t>)> {
    let mut found = Vec::new();
    for (key, value) in table.take_all() {
        let span = key.span();
        let code = key.into_inner();
        if !is_language_code(&code) {
            let finding = Diagnostic::error(
                "config",
                "language-code",
                Words::new(
                    format!("`{code}` is not a language code"),
                    format!("`{code}` 不是语言代码"),
                ),
            );
            let place = reader.place(span);
            reader.findings.push(finding.at(place).hint(Words::new(
                "write a code such as `en`, `zh` or `zh-Hans`",
                "语言代码形如 `en`、`zh`、`zh-Hans`",
            )));
        }
        if let Some(inner) = as_table(&format!("languages.{code}"), value, reader) {
            found.push((code, inner));
        }
    }
    found
}

fn old_entry<'t>(
    entry: Spanned<DeValue<'t>>,
    reader: &mut Reader<'_>,
) -> Option<(String, Table<'t>)> {
    let mut table = as_table("languages", entry, reader)?;
    let code = table.string("code", reader)?;
    Some((code, table))
}

/// Moves what `[languages.DEFAULT]` says to the root; the same key in both is an error.
fn move_to_root<'t>(table: &mut Table<'t>, root: &mut Table<'t>, reader: &mut Reader<'_>) {
    for (key, value) in table.take_all() {
        let name = key.get_ref().as_str();
        if !KEYS.contains(&name) || root.span_of(name).is_none() {
            root.adopt((key, value));
            continue;
        }
        let finding = Diagnostic::error(
            "config",
            "key-twice",
            Words::new(
                format!("`{name}` of the default language is set here and in the root of the file"),
                format!("默认语言的 `{name}` 在这里和文件开头各写了一次"),
            ),
        );
        let place = reader.place(key.span());
        reader.findings.push(
            finding
                .at(place)
                .hint(Words::new("keep one of the two", "请只保留一处")),
        );
    }
}

/// The translations that old versions kept for all languages in the root, by language.
pub(super) type OlderTranslations = BTreeMap<String, BTreeMap<String, String>>;
