//! What may differ from language to language: titles, feeds, taxonomies, search, translations. Enter at [`LanguageOptions`].

use super::legacy;
use super::slug::SlugMode;
use super::table::{ConfigReader, ConfigTable, as_table};
use super::taxonomy::TaxonomyOptions;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use toml::de::DeValue;

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
    const CHOICES: [(&'static str, IndexFormat); 4] = [
        ("elasticlunr_javascript", IndexFormat::ElasticlunrJavascript),
        ("elasticlunr_json", IndexFormat::ElasticlunrJson),
        ("fuse_javascript", IndexFormat::FuseJavascript),
        ("fuse_json", IndexFormat::FuseJson),
    ];

    /// The word that the configuration writes.
    pub fn word(self) -> &'static str {
        IndexFormat::CHOICES
            .iter()
            .find(|(_, value)| *value == self)
            .map_or("", |(word, _)| word)
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
    fn read(mut table: ConfigTable<'_>, reader: &mut ConfigReader<'_>) -> SearchOptions {
        let usual = SearchOptions::default();
        let search = SearchOptions {
            include_title: table
                .switch("include_title", reader)
                .unwrap_or(usual.include_title),
            include_description: table.switch("include_description", reader).unwrap_or(false),
            include_date: table.switch("include_date", reader).unwrap_or(false),
            include_path: table.switch("include_path", reader).unwrap_or(false),
            include_content: table
                .switch("include_content", reader)
                .unwrap_or(usual.include_content),
            truncate_content_length: table.count("truncate_content_length", reader),
            index_format: table
                .choice("index_format", &IndexFormat::CHOICES, reader)
                .unwrap_or_default(),
        };
        table.finish(reader);
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
        table: &mut ConfigTable<'_>,
        slugs: SlugMode,
        reader: &mut ConfigReader<'_>,
    ) -> LanguageOptions {
        let mut options = plain;
        options.title = table.string("title", reader);
        options.description = table.string("description", reader);
        if let Some(names) = table.strings("feed_filenames", reader) {
            options.feed_filenames = names;
            options.names_feeds = true;
        }
        options.generate_feeds = table.switch("generate_feeds", reader).unwrap_or(false);
        options.build_search_index = table.switch("build_search_index", reader).unwrap_or(false);
        if let Some(list) = table.tables("taxonomies", reader) {
            options.taxonomies = list
                .into_iter()
                .filter_map(|entry| TaxonomyOptions::read(entry, slugs, reader))
                .collect();
        }
        if !table.holds_switch("search")
            && let Some(inner) = table.table("search", reader)
        {
            options.search = SearchOptions::read(inner, reader);
        }
        options
    }

    /// Gives old keys the meaning of the new ones, and keeps them.
    pub(super) fn take_legacy(
        &mut self,
        keys: &[&[legacy::LegacyKey]],
        table: &mut ConfigTable<'_>,
        reader: &mut ConfigReader<'_>,
    ) {
        let found = legacy::take(table, keys, reader);
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
    pub(super) fn take_translations(
        &mut self,
        table: &mut ConfigTable<'_>,
        reader: &mut ConfigReader<'_>,
    ) -> OlderTranslations {
        let mut by_language = BTreeMap::new();
        let Some(mut inner) = table.table("translations", reader) else {
            return by_language;
        };
        for (key, value) in inner.take_all() {
            let span = key.span();
            let key = key.into_inner();
            match value.get_ref() {
                DeValue::String(text) => {
                    self.translations.insert(key, text.clone().into_owned());
                }
                DeValue::Table(_) => {
                    let now = format!("[languages.{key}.translations]");
                    legacy::warn(span, &format!("translations.{key}"), &now, reader);
                    if let Some(words) = as_table(&key, value, reader) {
                        by_language.insert(key, strings_of(words));
                    }
                }
                _ => {
                    let mut wrong = ConfigTable::empty("translations");
                    wrong.adopt((toml::Spanned::new(span, "translation".to_owned()), value));
                    wrong.string("translation", reader);
                }
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

fn strings_of(mut table: ConfigTable<'_>) -> BTreeMap<String, String> {
    table
        .take_all()
        .into_iter()
        .filter_map(|(key, value)| Some((key.into_inner(), value.get_ref().as_str()?.to_owned())))
        .collect()
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
