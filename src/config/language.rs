//! What may differ from language to language: titles, feeds, taxonomies, search, translations. Enter at [`LanguageOptions`].

use super::legacy;
use super::slug::SlugMode;
use super::taxonomy::TaxonomyOptions;
use crate::diagnostic::Diagnostic;
use crate::tree::TreeValue;
use crate::tree::fields::Fields;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The keys that a language may set, which the default language may also set in the root table.
pub(super) const KEYS: [&str; 8] = [
    "title",
    "description",
    "generate_feeds",
    "feed_filenames",
    "taxonomies",
    "build_search_index",
    "search",
    "translations",
];

/// The form of the search index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IndexFormat {
    /// A script that sets `window.searchIndex` to an elasticlunr index.
    #[default]
    ElasticlunrJavascript,
    /// An elasticlunr index as JSON.
    ElasticlunrJson,
    /// A script that sets `window.searchIndex` to a list for Fuse.
    FuseJavascript,
    /// A list for Fuse as JSON.
    FuseJson,
}

impl IndexFormat {
    const CHOICES: [(&'static str, &'static str, IndexFormat); 4] = [
        (
            "elasticlunr_javascript",
            "elasticlunr_javascript",
            IndexFormat::ElasticlunrJavascript,
        ),
        (
            "elasticlunr_json",
            "elasticlunr_json",
            IndexFormat::ElasticlunrJson,
        ),
        (
            "fuse_javascript",
            "fuse_javascript",
            IndexFormat::FuseJavascript,
        ),
        ("fuse_json", "fuse_json", IndexFormat::FuseJson),
    ];

    /// The word that the configuration writes.
    pub fn word(self) -> &'static str {
        IndexFormat::CHOICES
            .iter()
            .find(|(.., value)| *value == self)
            .map_or("", |(word, ..)| word)
    }
}

/// `[search]`: what the index holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOptions {
    /// Titles.
    pub include_title: bool,
    /// Descriptions.
    pub include_description: bool,
    /// Dates.
    pub include_date: bool,
    /// Paths.
    pub include_path: bool,
    /// Bodies.
    pub include_content: bool,
    /// Characters of a body that are kept; `None` keeps all.
    pub truncate_content_length: Option<usize>,
    /// The form of the file.
    pub index_format: IndexFormat,
}

impl Default for SearchOptions {
    fn default() -> SearchOptions {
        SearchOptions {
            include_title: true,
            include_description: false,
            include_date: false,
            include_path: false,
            include_content: true,
            truncate_content_length: None,
            index_format: IndexFormat::default(),
        }
    }
}

impl SearchOptions {
    fn read(mut table: Fields<'_>, findings: &mut Vec<Diagnostic>) -> SearchOptions {
        let mut on = |key: &'static str, usual: bool| table.flag(key).unwrap_or(usual);
        let search = SearchOptions {
            include_title: on("include_title", true),
            include_description: on("include_description", false),
            include_date: on("include_date", false),
            include_path: on("include_path", false),
            include_content: on("include_content", true),
            truncate_content_length: table.count("truncate_content_length"),
            index_format: table
                .choice("index_format", &IndexFormat::CHOICES)
                .unwrap_or_default(),
        };
        table.finish_into(findings);
        search
    }
}

/// The options of one language, the default one included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageOptions {
    /// A Unicode language identifier: `zh`, `zh-Hans`, `pt-BR`.
    pub code: String,
    /// Title of the site.
    pub title: Option<String>,
    /// Description of the site.
    pub description: Option<String>,
    /// Whether the language has feeds.
    pub generate_feeds: bool,
    /// Names of its feeds.
    pub feed_filenames: Vec<String>,
    /// Whether they are named there, and not the usual ones.
    pub names_feeds: bool,
    /// Its taxonomies.
    pub taxonomies: Vec<TaxonomyOptions>,
    /// Whether it has a search index.
    pub build_search_index: bool,
    /// What its index holds.
    pub search: SearchOptions,
    /// The answers of `trans`.
    pub translations: BTreeMap<String, String>,
    /// Old keys and their values, kept for templates.
    pub legacy: Map<String, Value>,
}

impl LanguageOptions {
    /// Options of a language about which nothing is said.
    pub(super) fn plain(code: &str, search: SearchOptions) -> LanguageOptions {
        LanguageOptions {
            code: code.to_owned(),
            title: None,
            description: None,
            generate_feeds: false,
            feed_filenames: vec!["atom.xml".to_owned()],
            names_feeds: false,
            taxonomies: Vec::new(),
            build_search_index: false,
            search,
            translations: BTreeMap::new(),
            legacy: Map::new(),
        }
    }

    /// Reads what `table` says about a language; `plain` has what it does not say.
    pub(super) fn read(
        plain: LanguageOptions,
        table: &mut Fields<'_>,
        slugs: SlugMode,
        findings: &mut Vec<Diagnostic>,
    ) -> LanguageOptions {
        let mut options = plain;
        options.title = table.text("title");
        options.description = table.text("description");
        if let Some((_, node)) = table.entry("feed_filenames") {
            options.names_feeds = matches!(node.value, TreeValue::List(_));
            let names = table.texts("feed_filenames");
            if options.names_feeds {
                options.feed_filenames = names;
            }
        }
        options.generate_feeds = table.flag("generate_feeds").unwrap_or(false);
        options.build_search_index = table.flag("build_search_index").unwrap_or(false);
        let taxonomies = table.tables("taxonomies").into_iter();
        options.taxonomies = taxonomies
            .filter_map(|entry| TaxonomyOptions::read(entry, slugs, findings))
            .collect();
        // As a switch, `search` is an old key.
        let is_old = |value: &TreeValue| matches!(value, TreeValue::Bool(_));
        let search = table.entry("search");
        if !search.is_some_and(|(_, node)| is_old(&node.value))
            && let Some(inner) = table.table("search")
        {
            options.search = SearchOptions::read(inner, findings);
        }
        options
    }

    /// Gives old keys the meaning of the new ones, and keeps them.
    pub(super) fn take_legacy(&mut self, keys: &[&[legacy::LegacyKey]], table: &mut Fields<'_>) {
        let found = legacy::take(table, keys);
        let on = |key: &str| found.get(key).and_then(Value::as_bool).unwrap_or(false);
        self.generate_feeds |= on("generate_feed") || on("generate_rss") || on("feed") || on("rss");
        self.build_search_index |= on("search");
        if let Some(name) = found.get("feed_filename").and_then(Value::as_str) {
            self.feed_filenames = vec![name.to_owned()];
        } else if (on("generate_rss") || on("rss")) && !self.names_feeds {
            // The feed of the time of these keys was `rss.xml`; the one of today stands beside it.
            self.feed_filenames.insert(0, "rss.xml".to_owned());
        }
        self.legacy.extend(found);
        let old_feeds = ["generate_feed", "generate_rss", "feed", "rss"];
        if !self.legacy.contains_key("feed_filename")
            && old_feeds.iter().any(|key| self.legacy.contains_key(*key))
            && let Some(first) = self.feed_filenames.first()
        {
            // Themes of the time of these keys read the name of the feed in the singular.
            self.legacy.insert("feed_filename".to_owned(), json!(first));
        }
    }

    /// Reads `[translations]`; tables in it are what old Zola versions wrote for each language.
    pub(super) fn take_translations(&mut self, table: &mut Fields<'_>) -> OlderTranslations {
        let mut by_language = BTreeMap::new();
        let Some(mut inner) = table.table("translations") else {
            return by_language;
        };
        for (key, node) in inner.take_all() {
            let name = key.name.clone();
            match &node.value {
                TreeValue::Text(text) => {
                    self.translations.insert(name, text.clone());
                }
                TreeValue::Map(entries) => {
                    let old = format!("translations.{name}");
                    let now = format!("[languages.{name}.translations]");
                    let place = table.place(&key.at);
                    table.diagnostics.push(legacy::old_key(&old, &now, place));
                    let texts = entries.iter().filter_map(|(key, node)| match &node.value {
                        TreeValue::Text(text) => Some((key.name.clone(), text.clone())),
                        _ => None,
                    });
                    by_language.insert(name, texts.collect());
                }
                _ => table.wrong_text(node, &format!("translations.{name}")),
            }
        }
        by_language
    }

    /// The entry of `config.languages` for this language.
    pub(super) fn for_templates(&self) -> Value {
        let mut value = json!({
            "title": self.title,
            "description": self.description,
            "generate_feed": self.generate_feeds,
            "generate_feeds": self.generate_feeds,
            "feed_filenames": self.feed_filenames,
            "taxonomies": self.taxonomies_for_templates(),
            "build_search_index": self.build_search_index,
            "search": { "index_format": self.search.index_format.word() },
        });
        if let Value::Object(map) = &mut value {
            map.extend(
                self.legacy
                    .iter()
                    .filter(|(key, _)| *key != "search")
                    .map(|(k, v)| (k.clone(), v.clone())),
            );
        }
        value
    }

    /// The entry of `config.languages` where that is a list, as templates of older sites see it.
    pub(super) fn for_older_templates(&self) -> Value {
        let mut value = self.for_templates();
        value["code"] = json!(self.code);
        value["search"] = json!(self.build_search_index);
        for key in ["feed", "rss"] {
            value[key] = json!(self.generate_feeds);
        }
        value
    }

    pub(super) fn taxonomies_for_templates(&self) -> Vec<Value> {
        self.taxonomies
            .iter()
            .map(TaxonomyOptions::for_templates)
            .collect()
    }
}

/// The translations that old versions kept for all languages in the root, by language.
pub(super) type OlderTranslations = BTreeMap<String, BTreeMap<String, String>>;

/// Whether `code` has the form of a Unicode language identifier.
pub(super) fn is_language_code(code: &str) -> bool {
    let mut parts = code.split(['-', '_']);
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let first = parts
        .next()
        .is_some_and(|part| matches!(part.len(), 2 | 3 | 5..=8) && letters(part));
    first
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}
