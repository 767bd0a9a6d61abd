//! From the text of the file to [`Config`], finding by finding. Enter at [`config`].

use super::languages;
use super::markdown::{Markdown, entries_to_json};
use super::table::{ConfigReader, ConfigTable, parse_root};
use super::{Config, ExcludePagers, LinkChecker, LinkLevel, SlugMode, SlugifyOptions, theme};
use crate::diagnostic::{Diagnostic, Place, Words};
use std::collections::BTreeMap;

const LEVELS: [(&str, LinkLevel); 2] = [("error", LinkLevel::Error), ("warn", LinkLevel::Warn)];
const SLUG_MODES: [(&str, SlugMode); 3] = [
    ("on", SlugMode::On),
    ("safe", SlugMode::Safe),
    ("off", SlugMode::Off),
];
const PAGERS: [(&str, ExcludePagers); 2] =
    [("none", ExcludePagers::None), ("all", ExcludePagers::All)];

/// Reads the whole configuration.
pub(super) fn config(file: &str, text: &str) -> (Config, Vec<Diagnostic>) {
    let mut reader = ConfigReader {
        file,
        text,
        findings: Vec::new(),
    };
    let mut root = parse_root(&mut reader);
    let broken = !reader.findings.is_empty();
    let places: BTreeMap<String, Place> = root.places(&reader).collect();
    let is_there = root.span_of("base_url").is_some();
    let base_url = root.string("base_url", &mut reader);
    if !is_there && !broken {
        let finding = Diagnostic::error(
            "config",
            "base-url-missing",
            Words::new("`base_url` is missing", "缺少 `base_url`"),
        );
        reader.findings.push(finding.at(Place::file(file)).hint(Words::new(
            "write the address under which the site will be reached: `base_url = \"https://example.org\"`",
            "写明网站的访问地址：`base_url = \"https://example.org\"`",
        )));
    }
    let default_language = root
        .string("default_language", &mut reader)
        .unwrap_or_else(|| "en".to_owned());
    let plain = Config::plain(default_language);
    let mut config = Config {
        base_url: base_url.unwrap_or_default(),
        file: file.to_owned(),
        places,
        ..plain
    };
    tables(&mut config, &mut root, &mut reader);
    let mut config = plain_keys(config, &mut root, &mut reader);
    apply_markdown_search(&mut config);
    root.finish(&mut reader);
    theme::read_nianbao(&mut config, &mut reader.findings, file);
    (config, reader.findings)
}

/// Reads the tables below the root.
fn tables(config: &mut Config, root: &mut ConfigTable<'_>, reader: &mut ConfigReader<'_>) {
    if let Some(table) = root.table("slugify", reader) {
        config.slugify = slugs(table, reader);
    }
    let found = languages::read(
        root,
        &config.default_language,
        config.slugify.taxonomies,
        reader,
    );
    let legacy = found.legacy;
    config.languages = found.all;
    config.languages_form = found.form;
    config.places.extend(found.places);
    let markdown = root
        .table("markdown", reader)
        .unwrap_or_else(|| ConfigTable::empty("markdown"));
    let older = legacy
        .iter()
        .filter(|(key, _)| key.starts_with("highlight") || key.starts_with("extra_syntaxes"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    config.markdown = Markdown::read(markdown, older, reader);
    if let Some(table) = root.table("link_checker", reader) {
        config.link_checker = links(table, reader);
    }
    if let Some(mut table) = root.table("extra", reader) {
        config.extra = entries_to_json(&mut table);
    }
    let limit = legacy.get("rss_limit").and_then(serde_json::Value::as_u64);
    config.feed_limit = limit.and_then(|limit| usize::try_from(limit).ok());
    config.legacy = legacy;
}

fn plain_keys(
    mut config: Config,
    root: &mut ConfigTable<'_>,
    reader: &mut ConfigReader<'_>,
) -> Config {
    config.theme = root.string("theme", reader).filter(|name| !name.is_empty());
    config.author = root.string("author", reader);
    config.feed_limit = root.count("feed_limit", reader).or(config.feed_limit);
    config.taxonomy_root = root
        .string("taxonomy_root", reader)
        .map(|path| path.trim_matches('/').to_owned());
    config.ignored_content = root.strings("ignored_content", reader).unwrap_or_default();
    config.ignored_static = root.strings("ignored_static", reader).unwrap_or_default();
    if let Some(folder) = root.string("output_dir", reader) {
        config.output_dir = folder;
    }
    let mut on = |key: &'static str, usual: bool| root.switch(key, reader).unwrap_or(usual);
    config.hard_link_static = on("hard_link_static", false);
    config.compile_sass = on("compile_sass", false);
    config.minify_html = on("minify_html", false);
    config.preserve_dotfiles_in_output = on("preserve_dotfiles_in_output", false);
    config.generate_sitemap = on("generate_sitemap", true);
    config.generate_robots_txt = on("generate_robots_txt", true);
    config.exclude_paginated_pages_in_sitemap = root
        .choice("exclude_paginated_pages_in_sitemap", &PAGERS, reader)
        .unwrap_or_default();
    // The command decides about the mode, whatever is written.
    root.take("mode");
    config
}

/// `build_search_index` under `[markdown]` is a slip that old sites have; it counts for the default language.
fn apply_markdown_search(config: &mut Config) {
    let on = config
        .markdown
        .legacy
        .get("build_search_index")
        .and_then(serde_json::Value::as_bool);
    let code = config.default_language.clone();
    if let Some(options) = config
        .languages
        .iter_mut()
        .find(|options| options.code == code)
    {
        options.build_search_index |= on.unwrap_or(false);
    }
}

fn slugs(mut table: ConfigTable<'_>, reader: &mut ConfigReader<'_>) -> SlugifyOptions {
    let slugify = SlugifyOptions {
        paths: table
            .choice("paths", &SLUG_MODES, reader)
            .unwrap_or_default(),
        taxonomies: table
            .choice("taxonomies", &SLUG_MODES, reader)
            .unwrap_or_default(),
        anchors: table
            .choice("anchors", &SLUG_MODES, reader)
            .unwrap_or_default(),
        paths_keep_dates: table.switch("paths_keep_dates", reader).unwrap_or(false),
    };
    table.finish(reader);
    slugify
}

fn links(mut table: ConfigTable<'_>, reader: &mut ConfigReader<'_>) -> LinkChecker {
    let links = LinkChecker {
        skip_prefixes: table.strings("skip_prefixes", reader).unwrap_or_default(),
        skip_anchor_prefixes: table
            .strings("skip_anchor_prefixes", reader)
            .unwrap_or_default(),
        internal_level: table
            .choice("internal_level", &LEVELS, reader)
            .unwrap_or_default(),
        external_level: table
            .choice("external_level", &LEVELS, reader)
            .unwrap_or_default(),
        ignored_files: table.strings("ignored_files", reader).unwrap_or_default(),
    };
    table.finish(reader);
    links
}
