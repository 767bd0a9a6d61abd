//! All languages of a site out of the root table and `[languages.*]`, old forms included. Enter at [`read`].

use super::language::{KEYS, LanguageOptions, SearchOptions, is_language_code};
use super::legacy;
use super::slug::SlugMode;
use super::taxonomy::TaxonomyOptions;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::tree::TreeValue;
use crate::tree::fields::Fields;
use serde_json::{Map, Value};

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
    root: &mut Fields<'_>,
    default: &str,
    slugs: SlugMode,
    findings: &mut Vec<Diagnostic>,
) -> Languages {
    let is_list = |value: &TreeValue| matches!(value, TreeValue::List(_));
    let written = root.entry("languages");
    let form = if written.is_some_and(|(_, node)| is_list(&node.value)) {
        LanguagesForm::List
    } else {
        LanguagesForm::Tables
    };
    let mut tables = language_tables(root, form);
    let places = tables.iter().flat_map(|(_, table)| table.places());
    let places = places.collect();
    if let Some((_, table)) = tables.iter_mut().find(|(code, _)| code == default) {
        move_to_root(table, root);
    }
    let mut first = LanguageOptions::plain(default, SearchOptions::default());
    let older = first.take_translations(root);
    let mut first = LanguageOptions::read(first, root, slugs, findings);
    first.take_legacy(legacy::ROOT, root);
    add_old_taxonomies(&mut first, slugs);
    let mut all = Vec::new();
    for (code, mut table) in tables {
        if code == default {
            all.push(first.clone());
        } else {
            let mut options = LanguageOptions::plain(&code, first.search.clone());
            options.take_translations(&mut table);
            let mut options = LanguageOptions::read(options, &mut table, slugs, findings);
            options.take_legacy(legacy::LANGUAGE, &mut table);
            all.push(options);
        }
        table.finish_into(findings);
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
fn language_tables<'t>(root: &mut Fields<'t>, form: LanguagesForm) -> Vec<(String, Fields<'t>)> {
    let Some((key, _)) = root.entry("languages") else {
        return Vec::new();
    };
    if form == LanguagesForm::List {
        let place = root.place(&key.at);
        let warning = legacy::old_key("languages = [...]", "[languages.CODE]", place);
        root.diagnostics.push(warning);
        let entries = root.tables("languages").into_iter();
        return entries.filter_map(|entry| old_entry(entry, root)).collect();
    }
    let Some(mut table) = root.table("languages") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, node) in table.take_all() {
        let code = &key.name;
        if !is_language_code(code) {
            let words = Words::new(
                format!("`{code}` is not a language code"),
                format!("`{code}` 不是语言代码"),
            );
            let hint = Words::new(
                "write a code such as `en`, `zh` or `zh-Hans`",
                "语言代码形如 `en`、`zh`、`zh-Hans`",
            );
            root.complain_with(&key.at, "language-code", words, hint);
        }
        if let Some(inner) = root.below(&format!("languages.{code}"), node) {
            found.push((code.clone(), inner));
        }
    }
    found
}

fn old_entry<'t>(mut table: Fields<'t>, root: &mut Fields<'t>) -> Option<(String, Fields<'t>)> {
    let code = table.text("code");
    let Some(code) = code else {
        root.diagnostics.append(&mut table.diagnostics);
        return None;
    };
    table.rename(format!("languages.{code}"));
    Some((code, table))
}

/// Moves what `[languages.DEFAULT]` says to the root; the same key in both is an error.
fn move_to_root<'t>(table: &mut Fields<'t>, root: &mut Fields<'t>) {
    for entry in table.take_all() {
        let (key, _) = entry;
        let name = key.name.as_str();
        if !KEYS.contains(&name) || root.entry(name).is_none() {
            root.adopt(entry);
            continue;
        }
        let words = Words::new(
            format!("`{name}` of the default language is set here and in the root of the file"),
            format!("默认语言的 `{name}` 在这里和文件开头各写了一次"),
        );
        let hint = Words::new("keep one of the two", "请只保留一处");
        root.complain_with(&key.at, "key-twice", words, hint);
    }
}
