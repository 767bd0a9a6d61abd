//! Keys of older Zola versions: accepted with a warning that names the new key, and kept for templates. Enter at [`take`].

use crate::diagnostic::{Diagnostic, Place, Words};
use crate::tree::fields::Fields;
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

/// The warning that an old key is written.
pub(super) fn old_key(key: &str, now: &str, place: Place) -> Diagnostic {
    let words = Words::new(
        format!("`{key}` is a key of an older Zola; it is accepted here"),
        format!("`{key}` 是旧版 Zola 的写法，这里仍然接受"),
    );
    let hint = if now.is_empty() {
        Words::new(
            "it has no effect any more: remove it",
            "它已不起作用，可以删去",
        )
    } else {
        Words::new(
            format!("write `{now}` instead"),
            format!("请改写为 `{now}`"),
        )
    };
    Diagnostic::warning("config", "old-key", words)
        .at(place)
        .hint(hint)
}

/// Takes the old keys out of `table`, with a warning each.
pub(super) fn take(table: &mut Fields<'_>, keys: &[&[LegacyKey]]) -> Map<String, Value> {
    let mut found = Map::new();
    for old in keys.iter().copied().flatten() {
        let Some((key, value)) = table.take_old(old.key) else {
            continue;
        };
        let place = table.place(&key.at);
        table.diagnostics.push(old_key(old.key, old.now, place));
        found.insert(old.key.to_owned(), value.to_json());
    }
    found
}
