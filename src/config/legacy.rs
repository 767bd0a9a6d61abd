//! Keys of older Zola versions: accepted with a warning that names the new key, and kept for templates. Enter at [`take`].

use super::table::{Reader, Table, to_json};
use crate::diagnostic::{Diagnostic, Words};
use serde_json::{Map, Value};

/// An old key and what replaces it.
pub(super) struct Legacy {
    /// The old key.
    key: &'static str,
    /// The key of today; empty where there is none.
    now: &'static str,
}

/// Old keys of the root table.
pub(super) const ROOT: &[Legacy] = &[
    Legacy {
        key: "generate_feed",
        now: "generate_feeds",
    },
    Legacy {
        key: "generate_rss",
        now: "generate_feeds",
    },
    Legacy {
        key: "feed_filename",
        now: "feed_filenames",
    },
    Legacy {
        key: "rss_limit",
        now: "feed_limit",
    },
    Legacy {
        key: "highlight_code",
        now: "[markdown.highlighting]",
    },
    Legacy {
        key: "highlight_theme",
        now: "markdown.highlighting.theme",
    },
    Legacy {
        key: "highlight_themes_css",
        now: "markdown.highlighting.light_theme` and `dark_theme",
    },
    Legacy {
        key: "extra_syntaxes",
        now: "markdown.highlighting.extra_grammars",
    },
    Legacy {
        key: "extra_syntaxes_and_themes",
        now: "markdown.highlighting.extra_grammars",
    },
    Legacy {
        key: "check_external_links",
        now: "",
    },
    Legacy {
        key: "generate_tags_pages",
        now: "taxonomies",
    },
    Legacy {
        key: "generate_categories_pages",
        now: "taxonomies",
    },
];

/// Old keys of `[markdown]`.
pub(super) const MARKDOWN: &[Legacy] = &[
    Legacy {
        key: "highlight_code",
        now: "[markdown.highlighting]",
    },
    Legacy {
        key: "highlight_theme",
        now: "markdown.highlighting.theme",
    },
    Legacy {
        key: "highlight_themes_css",
        now: "markdown.highlighting.light_theme` and `dark_theme",
    },
    Legacy {
        key: "extra_syntaxes",
        now: "markdown.highlighting.extra_grammars",
    },
    Legacy {
        key: "extra_syntaxes_and_themes",
        now: "markdown.highlighting.extra_grammars",
    },
    Legacy {
        key: "build_search_index",
        now: "build_search_index` before every table header, in the root",
    },
];

/// Old keys of `[languages.CODE]`.
pub(super) const LANGUAGE: &[Legacy] = &[
    Legacy {
        key: "generate_feed",
        now: "generate_feeds",
    },
    Legacy {
        key: "generate_rss",
        now: "generate_feeds",
    },
    Legacy {
        key: "feed_filename",
        now: "feed_filenames",
    },
    Legacy {
        key: "feed",
        now: "generate_feeds",
    },
    Legacy {
        key: "rss",
        now: "generate_feeds",
    },
    Legacy {
        key: "search",
        now: "build_search_index",
    },
];

/// Warns that an old key is written.
pub(super) fn warn(span: std::ops::Range<usize>, key: &str, now: &str, reader: &mut Reader<'_>) {
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
    table: &mut Table<'_>,
    keys: &[Legacy],
    reader: &mut Reader<'_>,
) -> Map<String, Value> {
    let mut found = Map::new();
    for old in keys {
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
