//! From the text of the file to [`Config`], finding by finding. Enter at [`config`].

use super::file_tree::{extra_of, parse_config};
use super::languages;
use super::markdown::Markdown;
use super::{Config, ExcludePagers, LinkChecker, LinkLevel, SlugMode, SlugifyOptions, theme};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::tree::Node;
use crate::tree::fields::Fields;
use serde_json::Value;
use std::collections::BTreeMap;

const LEVELS: [(&str, &str, LinkLevel); 2] = [
    ("error", "error", LinkLevel::Error),
    ("warn", "warn", LinkLevel::Warn),
];
const SLUG_MODES: [(&str, &str, SlugMode); 3] = [
    ("on", "on", SlugMode::On),
    ("safe", "safe", SlugMode::Safe),
    ("off", "off", SlugMode::Off),
];
const PAGERS: [(&str, &str, ExcludePagers); 2] = [
    ("none", "none", ExcludePagers::None),
    ("all", "all", ExcludePagers::All),
];

/// Reads the whole configuration.
pub(super) fn config(file: &str, text: &str) -> (Config, Vec<Diagnostic>) {
    let (node, origin, mut findings) = parse_config(file, text);
    let mut root = Fields::of_config(&node, &origin);
    let places: BTreeMap<String, Place> = root.places().collect();
    if root.entry("base_url").is_none() && findings.is_empty() {
        let words = Words::new("`base_url` is missing", "缺少 `base_url`");
        let hint = Words::new(
            "write the address under which the site will be reached: `base_url = \"https://example.org\"`",
            "写明网站的访问地址：`base_url = \"https://example.org\"`",
        );
        let finding = Diagnostic::error("config", "base-url-missing", words);
        findings.push(finding.at(Place::file(file)).hint(hint));
    }
    let base_url = root.text("base_url").unwrap_or_default();
    let language = root.text("default_language");
    let plain = Config::plain(language.unwrap_or_else(|| "en".to_owned()));
    let mut config = Config {
        base_url,
        file: file.to_owned(),
        places,
        ..plain
    };
    let nothing = Node::empty_map();
    let markdown = root.table("markdown");
    let markdown = markdown.unwrap_or_else(|| Fields::of_config(&nothing, &origin));
    read_tables(&mut config, &mut root, markdown, &mut findings);
    plain_keys(&mut config, &mut root);
    apply_markdown_search(&mut config);
    root.finish_into(&mut findings);
    theme::read_nianbao(&mut config, &mut findings, file);
    (config, findings)
}

/// Reads the tables below the root.
fn read_tables(
    config: &mut Config,
    root: &mut Fields<'_>,
    markdown: Fields<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    if let Some(table) = root.table("slugify") {
        config.slugify = read_slugs(table, findings);
    }
    let slug_mode = config.slugify.taxonomies;
    let found = languages::read(root, &config.default_language, slug_mode, findings);
    let legacy = found.legacy;
    config.languages = found.all;
    config.languages_form = found.form;
    config.places.extend(found.places);
    let is_of_code =
        |key: &String| key.starts_with("highlight") || key.starts_with("extra_syntaxes");
    let older = legacy.iter().filter(|(key, _)| is_of_code(key));
    let older = older.map(|(key, value)| (key.clone(), value.clone()));
    config.markdown = Markdown::read(markdown, older.collect(), findings);
    if let Some(table) = root.table("link_checker") {
        config.link_checker = read_links(table, findings);
    }
    config.extra = extra_of(root);
    let limit = legacy.get("rss_limit").and_then(Value::as_u64);
    config.feed_limit = limit.and_then(|limit| usize::try_from(limit).ok());
    config.legacy = legacy;
}

fn plain_keys(config: &mut Config, root: &mut Fields<'_>) {
    config.theme = root.text("theme").filter(|name| !name.is_empty());
    config.author = root.text("author");
    config.feed_limit = root.count("feed_limit").or(config.feed_limit);
    let folder = root.text("taxonomy_root");
    config.taxonomy_root = folder.map(|path| path.trim_matches('/').to_owned());
    config.ignored_content = root.texts("ignored_content");
    config.ignored_static = root.texts("ignored_static");
    if let Some(folder) = root.text("output_dir") {
        config.output_dir = folder;
    }
    let mut on = |key: &'static str, usual: bool| root.flag(key).unwrap_or(usual);
    config.hard_link_static = on("hard_link_static", false);
    config.compile_sass = on("compile_sass", false);
    config.minify_html = on("minify_html", false);
    config.preserve_dotfiles_in_output = on("preserve_dotfiles_in_output", false);
    config.generate_sitemap = on("generate_sitemap", true);
    config.generate_robots_txt = on("generate_robots_txt", true);
    config.exclude_paginated_pages_in_sitemap = root
        .choice("exclude_paginated_pages_in_sitemap", &PAGERS)
        .unwrap_or_default();
    // The command decides about the mode, whatever is written.
    root.node("mode");
}

/// `build_search_index` under `[markdown]` is a slip that old sites have; it counts for the default language.
fn apply_markdown_search(config: &mut Config) {
    let on = config
        .markdown
        .legacy
        .get("build_search_index")
        .and_then(Value::as_bool);
    let code = config.default_language.clone();
    if let Some(options) = config
        .languages
        .iter_mut()
        .find(|options| options.code == code)
    {
        options.build_search_index |= on.unwrap_or(false);
    }
}

fn read_slugs(mut table: Fields<'_>, findings: &mut Vec<Diagnostic>) -> SlugifyOptions {
    let mut mode = |key: &'static str| table.choice(key, &SLUG_MODES).unwrap_or_default();
    let slugify = SlugifyOptions {
        paths: mode("paths"),
        taxonomies: mode("taxonomies"),
        anchors: mode("anchors"),
        paths_keep_dates: table.flag("paths_keep_dates").unwrap_or(false),
    };
    table.finish_into(findings);
    slugify
}

fn read_links(mut table: Fields<'_>, findings: &mut Vec<Diagnostic>) -> LinkChecker {
    let mut level = |key: &'static str| table.choice(key, &LEVELS).unwrap_or_default();
    let links = LinkChecker {
        internal_level: level("internal_level"),
        external_level: level("external_level"),
        skip_prefixes: table.texts("skip_prefixes"),
        skip_anchor_prefixes: table.texts("skip_anchor_prefixes"),
        ignored_files: table.texts("ignored_files"),
    };
    table.finish_into(findings);
    links
}
