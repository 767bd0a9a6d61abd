//! All languages of a site out of the root table and `[languages.*]`, old forms included. Enter at [`read`].

use super::language::{KEYS, LanguageOptions, SearchOptions, is_language_code};
use super::legacy;
use super::slug::SlugMode;
use super::table::{ConfigReader, ConfigTable, as_table};
use super::taxonomy::TaxonomyOptions;
use crate::diagnostic::{Diagnostic, Place, Words};
use serde_json::{Map, Value};
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

/// What the configuration says about languages.
pub(super) struct Languages {
    /// All of them in the order of the file.
    pub(super) all: Vec<LanguageOptions>,
    /// The old keys of the root.
    pub(super) legacy: Map<String, Value>,
    /// How they are written.
    pub(super) form: LanguagesForm,
    /// Where the values of each language stand.
    pub(super) places: Vec<(String, Place)>,
}

/// All languages, and the old keys of the root. What the root says belongs to the default language.
pub(super) fn read(
    root: &mut ConfigTable<'_>,
    default: &str,
    slugs: SlugMode,
    reader: &mut ConfigReader<'_>,
) -> Languages {
    let form = if root.is_list("languages") {
        LanguagesForm::List
    } else {
        LanguagesForm::Tables
    };
    let mut tables = tables(root, reader);
    let places = tables.iter().flat_map(|(_, table)| table.places(reader));
    let places = places.collect();
    if let Some((_, table)) = tables.iter_mut().find(|(code, _)| code == default) {
        move_to_root(table, root, reader);
    }
    let mut first = LanguageOptions::plain(default, SearchOptions::default());
    let older = first.take_translations(root, reader);
    let mut first = LanguageOptions::read(first, root, slugs, reader);
    first.take_legacy(legacy::ROOT, root, reader);
    add_old_taxonomies(&mut first, slugs);
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
    move_taxonomies(&mut all, default);
    Languages {
        all,
        legacy,
        form,
        places,
    }
}

/// `generate_tags_pages` and `generate_categories_pages` are the taxonomies `tags` and `categories` of today.
fn add_old_taxonomies(options: &mut LanguageOptions, slugs: SlugMode) {
    for name in ["tags", "categories"] {
        let old = options.legacy.get(&format!("generate_{name}_pages"));
        let is_there = options.taxonomies.iter().any(|one| one.name == name);
        if old.and_then(Value::as_bool) == Some(true) && !is_there {
            options.taxonomies.push(TaxonomyOptions::plain(name, slugs));
        }
    }
}

/// A taxonomy of the root that names another language of the site is that language's, as old versions wrote it.
fn move_taxonomies(all: &mut [LanguageOptions], default: &str) {
    let codes: Vec<String> = all.iter().map(|options| options.code.clone()).collect();
    let Some(first) = all.iter_mut().find(|options| options.code == default) else {
        return;
    };
    let leaves = |one: &TaxonomyOptions| {
        let code = one.language.as_ref();
        code.is_some_and(|code| code != default && codes.contains(code))
    };
    let (moved, kept) = std::mem::take(&mut first.taxonomies)
        .into_iter()
        .partition(leaves);
    first.taxonomies = kept;
    let moved: Vec<TaxonomyOptions> = moved;
    for one in moved {
        let target = all
            .iter_mut()
            .find(|options| Some(&options.code) == one.language.as_ref());
        let Some(target) = target else { continue };
        if !target.taxonomies.iter().any(|other| other.name == one.name) {
            target.taxonomies.push(one);
        }
    }
}

/// The tables below `[languages]`, or the entries of the list that old versions wrote.
fn tables<'t>(
    root: &mut ConfigTable<'t>,
    reader: &mut ConfigReader<'_>,
) -> Vec<(String, ConfigTable<'t>)> {
    let span = root.span_of("languages");
    let Some(value) = root.take("languages") else {
        return Vec::new();
    };
    if let DeValue::Array(list) = value.get_ref() {
        legacy::warn(
            span.unwrap_or_default(),
            "languages = [...]",
            "[languages.CODE]",
            reader,
        );
        let list = list.clone();
        return list
            .into_iter()
            .filter_map(|entry| old_entry(entry, reader))
            .collect();
    }
    let Some(mut table) = as_table("languages", value, reader) else {
        return Vec::new();
    };
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
    reader: &mut ConfigReader<'_>,
) -> Option<(String, ConfigTable<'t>)> {
    let mut table = as_table("languages", entry, reader)?;
    let code = table.string("code", reader)?;
    table.name = format!("languages.{code}");
    Some((code, table))
}

/// Moves what `[languages.DEFAULT]` says to the root; the same key in both is an error.
fn move_to_root<'t>(
    table: &mut ConfigTable<'t>,
    root: &mut ConfigTable<'t>,
    reader: &mut ConfigReader<'_>,
) {
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
