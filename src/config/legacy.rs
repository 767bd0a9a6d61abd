//! Keys of older Zola versions: accepted with a warning that names the new key, and kept for templates. Enter at [`take`].

use super::table::{ConfigReader, ConfigTable, to_json};
use crate::diagnostic::{Diagnostic, Words};
use serde_json::{Map, Value};

/// An old key and what replaces it.
pub(super) struct LegacyKey {
    /// The old key.
    key: &'static str,
    /// The key of today; empty where there is none.
    now: &'static str,
}

impl LegacyKey {
    const fn new(key: &'static str, now: &'static str) -> LegacyKey {
        LegacyKey { key, now }
    }
}

/// Old keys of feeds, at the root and in `[languages.CODE]`.
const FEEDS: [LegacyKey; 3] = [
    LegacyKey::new("generate_feed", "generate_feeds"),
    LegacyKey::new("generate_rss", "generate_feeds"),
    LegacyKey::new("feed_filename", "feed_filenames"),
];

/// Old keys of code, which stood at the root and then in `[markdown]`.
const CODE: [LegacyKey; 5] = [
    LegacyKey::new("highlight_code", "[markdown.highlighting]"),
    LegacyKey::new("highlight_theme", "markdown.highlighting.theme"),
    LegacyKey::new(
        "highlight_themes_css",
        "markdown.highlighting.light_theme` and `dark_theme",
    ),
    LegacyKey::new("extra_syntaxes", "markdown.highlighting.extra_grammars"),
    LegacyKey::new(
        "extra_syntaxes_and_themes",
        "markdown.highlighting.extra_grammars",
    ),
];

/// Old keys of the root table.
pub(super) const ROOT: &[&[LegacyKey]] = &[
    &FEEDS,
    &CODE,
    &[
        LegacyKey::new("rss_limit", "feed_limit"),
        LegacyKey::new("check_external_links", ""),
        LegacyKey::new("generate_tags_pages", "taxonomies"),
        LegacyKey::new("generate_categories_pages", "taxonomies"),
    ],
];

/// Old keys of `[markdown]`.
pub(super) const MARKDOWN: &[&[LegacyKey]] = &[
    &CODE,
    &[LegacyKey::new(
        "build_search_index",
        "build_search_index` above the first `[table]",
    )],
];

/// Old keys of `[languages.CODE]`.
pub(super) const LANGUAGE: &[&[LegacyKey]] = &[
    &FEEDS,
    &[
        LegacyKey::new("feed", "generate_feeds"),
        LegacyKey::new("rss", "generate_feeds"),
        LegacyKey::new("search", "build_search_index"),
    ],
];

/// Warns that an old key is written.
pub(super) fn warn(
    span: std::ops::Range<usize>,
    key: &str,
    now: &str,
    reader: &mut ConfigReader<'_>,
) {
    let finding = Diagnostic::warning(
        "config",
        "old-key",
        Words::new(
            format!("`{key}` is a key of an older Zola; it is accepted here"),
            format!("`{key}` 是旧版 Zola 的写法，这里仍然接受"),
        ),
    );
    let finding = if now.is_empty() {
        finding.hint(Words::new(
            "it has no effect any more: remove it",
            "它已不起作用，可以删去",
        ))
    } else {
        finding.hint(Words::new(
            format!("write `{now}` instead"),
            format!("请改写为 `{now}`"),
        ))
    };
    let place = reader.place(span);
    reader.findings.push(finding.at(place));
}

/// Takes the old keys out of `table`, with a warning each. `search` counts as old only where it is a switch.
pub(super) fn take(
    table: &mut ConfigTable<'_>,
    keys: &[&[LegacyKey]],
    reader: &mut ConfigReader<'_>,
) -> Map<String, Value> {
    let mut found = Map::new();
    for old in keys.iter().copied().flatten() {
        let Some(span) = table.span_of(old.key) else {
            continue;
        };
        let Some(value) = table.take_old(old.key) else {
            continue;
        };
        warn(span, old.key, old.now, reader);
        found.insert(old.key.to_owned(), to_json(value.get_ref()));
    }
    found
}
