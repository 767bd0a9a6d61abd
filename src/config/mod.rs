//! `config.toml` or `zola.toml`, with Zola's keys, their defaults and the place of every mistake. Enter at [`Config::parse`].

mod build_options;
mod file_tree;
mod globs;
mod language;
mod languages;
mod legacy;
mod markdown;
mod read;
pub(crate) mod slug;
mod taxonomy;
mod theme;

pub use build_options::BuildOptions;
pub(crate) use globs::globs;
pub(crate) use language::{IndexFormat, LanguageOptions, SearchOptions};
pub(crate) use languages::LanguagesForm;
pub(crate) use markdown::{HighlightStyle, HighlightTheme, Markdown};
pub(crate) use slug::SlugMode;
pub(crate) use taxonomy::TaxonomyOptions;

use crate::diagnostic::{Diagnostic, Place};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What the command is for; templates see it as `config.mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildMode {
    /// A site to publish.
    Build,
    /// A preview.
    Serve,
}

impl BuildMode {
    /// The word that templates see.
    pub fn word(self) -> &'static str {
        match self {
            BuildMode::Build => "build",
            BuildMode::Serve => "serve",
        }
    }
}

/// Whether pagers are listed in the sitemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExcludePagers {
    /// All pagers are listed.
    #[default]
    None,
    /// No pager is listed.
    All,
}

/// How much a broken link weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkLevel {
    /// It stops the build.
    #[default]
    Error,
    /// It is a warning.
    Warn,
}

/// `[link_checker]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkChecker {
    /// Addresses that begin so are not asked for.
    pub skip_prefixes: Vec<String>,
    /// Anchors of addresses that begin so are not looked for.
    pub skip_anchor_prefixes: Vec<String>,
    /// Weight of a broken link inside the site.
    pub internal_level: LinkLevel,
    /// Weight of a broken link to the outside.
    pub external_level: LinkLevel,
    /// Globs of content files whose links are not checked.
    pub ignored_files: Vec<String>,
}

/// `[slugify]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlugifyOptions {
    /// Names of pages.
    pub paths: SlugMode,
    /// Names of taxonomies and terms.
    pub taxonomies: SlugMode,
    /// Ids of headings.
    pub anchors: SlugMode,
    /// Keep the date at the front of a file name in the address.
    pub paths_keep_dates: bool,
}

/// The dialect of a site's templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Zola 0.22: Tera 1, macros, shortcodes.
    #[default]
    Tera1,
    /// Tera 2, as our own theme.
    Tera2,
}

/// `[extra.nianbao]`: what Zola has no key for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nianbao {
    /// Whether the id of the body is part of a report's address.
    pub body_in_url: bool,
    /// The dialect that the site or its theme asks for.
    pub dialect: Dialect,
    /// Whether Chinese, Japanese and Korean text gets its own emphasis, line ends and lengths; on where our own dialect is spoken.
    pub cjk: bool,
}

impl Default for Nianbao {
    fn default() -> Nianbao {
        Nianbao {
            body_in_url: true,
            dialect: Dialect::Tera1,
            cjk: false,
        }
    }
}

/// The whole configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Address of the site as written, with or without a slash at its end.
    pub base_url: String,
    /// Name of the theme.
    pub theme: Option<String>,
    /// Code of the default language.
    pub default_language: String,
    /// All languages in the order of the file; the default one is among them.
    pub languages: Vec<LanguageOptions>,
    /// How they are written down.
    pub languages_form: LanguagesForm,
    /// Author of pages that name none.
    pub author: Option<String>,
    /// Entries of a feed; `None` gives all.
    pub feed_limit: Option<usize>,
    /// Accepted for Zola's sake; files are always copied.
    pub hard_link_static: bool,
    /// Folder that holds all taxonomies, without slashes at its ends.
    pub taxonomy_root: Option<String>,
    /// Compile `sass/`.
    pub compile_sass: bool,
    /// Shrink HTML.
    pub minify_html: bool,
    /// Globs of content files that do not count.
    pub ignored_content: Vec<String>,
    /// Globs of static files that do not count.
    pub ignored_static: Vec<String>,
    /// The output folder below the root.
    pub output_dir: String,
    /// Keep dotfiles at the top of the output folder.
    pub preserve_dotfiles_in_output: bool,
    /// Write `sitemap.xml`.
    pub generate_sitemap: bool,
    /// Write `robots.txt`.
    pub generate_robots_txt: bool,
    /// Pagers in the sitemap.
    pub exclude_paginated_pages_in_sitemap: ExcludePagers,
    /// `[markdown]`.
    pub markdown: Markdown,
    /// `[link_checker]`.
    pub link_checker: LinkChecker,
    /// `[slugify]`.
    pub slugify: SlugifyOptions,
    /// `[extra]`, with the theme's merged under it.
    pub extra: Map<String, Value>,
    /// `[extra.nianbao]`.
    pub nianbao: Nianbao,
    /// Old keys of the root and their values, kept for templates.
    pub legacy: Map<String, Value>,
    /// The file, relative to the root.
    pub file: String,
    /// Where the values of the root and of `[languages.CODE]` stand, for findings of later stages.
    pub places: BTreeMap<String, Place>,
}

impl Config {
    /// What an empty file with this default language means; it has no address yet.
    fn plain(default_language: String) -> Config {
        Config {
            base_url: String::new(),
            theme: None,
            languages: vec![LanguageOptions::plain(
                &default_language,
                SearchOptions::default(),
            )],
            languages_form: LanguagesForm::default(),
            default_language,
            author: None,
            feed_limit: None,
            hard_link_static: false,
            taxonomy_root: None,
            compile_sass: false,
            minify_html: false,
            ignored_content: Vec::new(),
            ignored_static: Vec::new(),
            output_dir: "public".to_owned(),
            preserve_dotfiles_in_output: false,
            generate_sitemap: true,
            generate_robots_txt: true,
            exclude_paginated_pages_in_sitemap: ExcludePagers::None,
            markdown: Markdown::default(),
            link_checker: LinkChecker::default(),
            slugify: SlugifyOptions::default(),
            extra: Map::new(),
            nianbao: Nianbao::default(),
            legacy: Map::new(),
            file: String::new(),
            places: BTreeMap::new(),
        }
    }

    /// Reads `text`, the content of `file`. There is always a configuration; the findings say what it lacks.
    pub fn parse(file: &str, text: &str) -> (Config, Vec<Diagnostic>) {
        read::config(file, text)
    }

    /// Merges the `[extra]` of a theme's `theme.toml` under the site's.
    pub fn merge_theme(&mut self, file: &str, text: &str) -> Vec<Diagnostic> {
        theme::merge(self, file, text)
    }

    /// The configuration's file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where `key` of a language is set: in its own table, else in the root; the whole file where it is not set at all.
    pub fn place_of(&self, key: &str, language: &str) -> Place {
        let own = self.places.get(&format!("languages.{language}.{key}"));
        own.or_else(|| self.places.get(key))
            .cloned()
            .unwrap_or_else(|| Place::file(&*self.file))
    }

    /// The options of a language, or `None` where the site does not have it.
    pub fn find_language(&self, code: &str) -> Option<&LanguageOptions> {
        self.languages.iter().find(|options| options.code == code)
    }

    /// The options of a language; an unknown code gives those of the default language.
    pub fn language(&self, code: &str) -> &LanguageOptions {
        self.find_language(code)
            .or_else(|| self.find_language(&self.default_language))
            .expect("the default language is always among the languages")
    }

    /// The codes of all languages, the default one among them, in the order of the file.
    pub fn language_codes(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|options| options.code.as_str())
    }

    /// The codes of the other languages: those that file names carry.
    pub fn other_language_codes(&self) -> Vec<&str> {
        self.language_codes()
            .filter(|code| *code != self.default_language)
            .collect()
    }

    /// Whether the site has more than one language.
    pub fn is_multilingual(&self) -> bool {
        self.languages.len() > 1
    }

    /// The absolute address of `path`; a slash at its front is not doubled, a slash at its end stays.
    pub fn make_permalink(&self, path: &str) -> String {
        format!(
            "{}/{}",
            self.base_url.trim_end_matches('/'),
            path.trim_start_matches('/')
        )
    }

    /// `config` as the templates of a page in `lang` see it.
    pub fn serialize_for_templates(&self, lang: &str, mode: BuildMode) -> Value {
        let language = self.language(lang);
        let exclude = match self.exclude_paginated_pages_in_sitemap {
            ExcludePagers::None => "none",
            ExcludePagers::All => "all",
        };
        let mut value = json!({
            "base_url": self.base_url,
            "mode": mode.word(),
            "title": language.title,
            "description": language.description,
            "languages": self.languages_for_templates(&language.code),
            "default_language": self.default_language,
            "generate_feed": language.generate_feeds,
            "generate_feeds": language.generate_feeds,
            "feed_filenames": language.feed_filenames,
            "taxonomies": language.taxonomies_for_templates(),
            "author": self.author,
            "build_search_index": language.build_search_index,
            "extra": self.extra,
            "markdown": self.markdown.for_templates(),
            "search": { "index_format": language.search.index_format.word() },
            "generate_sitemap": self.generate_sitemap,
            "generate_robots_txt": self.generate_robots_txt,
            "exclude_paginated_pages_in_sitemap": exclude,
        });
        if let Value::Object(map) = &mut value {
            for (key, old) in self.legacy.iter().chain(&language.legacy) {
                map.entry(key).or_insert_with(|| old.clone());
            }
        }
        value
    }

    /// `config.languages`: the languages besides `code`, or the list that old themes look through.
    fn languages_for_templates(&self, code: &str) -> Value {
        if self.languages_form == LanguagesForm::List {
            // Old versions showed the list as it is written, whatever the language of the page.
            let listed = self.languages.iter();
            let listed = listed.filter(|options| options.code != self.default_language);
            return listed.map(LanguageOptions::for_older_templates).collect();
        }
        let others = self.languages.iter().filter(|options| options.code != code);
        let others: Map<String, Value> = others
            .map(|options| (options.code.clone(), options.for_templates()))
            .collect();
        Value::Object(others)
    }
}

#[cfg(test)]
mod tests;
