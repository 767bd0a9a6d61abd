//! `[markdown]` and `[markdown.highlighting]`: how bodies are rendered. Enter at [`Markdown`].

use super::legacy;
use super::table::{ConfigReader, ConfigTable, to_json};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Where the link of a heading to itself is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InsertAnchor {
    /// No link.
    #[default]
    None,
    /// Before the text.
    Left,
    /// After the text.
    Right,
    /// Around the text.
    Heading,
}

impl InsertAnchor {
    /// The words that the configuration and the front matter of a section write.
    pub const CHOICES: [(&'static str, InsertAnchor); 4] = [
        ("none", InsertAnchor::None),
        ("left", InsertAnchor::Left),
        ("right", InsertAnchor::Right),
        ("heading", InsertAnchor::Heading),
    ];

    /// The word for this value.
    pub fn word(self) -> &'static str {
        InsertAnchor::CHOICES
            .iter()
            .find(|(_, value)| *value == self)
            .map_or("none", |(word, _)| word)
    }
}

/// How highlighted code carries its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HighlightStyle {
    /// In `style` attributes.
    #[default]
    Inline,
    /// In classes that begin with `z-`, with a style sheet beside them.
    Class,
}

/// The colour themes of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HighlightTheme {
    /// One theme for all.
    One(String),
    /// One for light and one for dark surroundings.
    LightDark {
        /// Name of the light theme.
        light: String,
        /// Name of the dark theme.
        dark: String,
    },
}

/// `[markdown.highlighting]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HighlightingOptions {
    /// The colours.
    pub theme: HighlightTheme,
    /// Inline styles or classes.
    pub style: HighlightStyle,
    /// Whether an unknown fence language is an error.
    pub error_on_missing_language: bool,
    /// Grammar files beyond the built-in ones.
    pub extra_grammars: Vec<String>,
    /// Theme files beyond the built-in ones.
    pub extra_themes: Vec<String>,
}

/// `[markdown]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Markdown {
    /// Replace `:alias:` by the emoji.
    pub render_emoji: bool,
    /// Class of external links.
    pub external_links_class: Option<String>,
    /// Open external links in a new tab.
    pub external_links_target_blank: bool,
    /// `rel="nofollow"` on external links.
    pub external_links_no_follow: bool,
    /// `rel="noreferrer"` on external links.
    pub external_links_no_referrer: bool,
    /// `rel="external"` on external links.
    pub external_links_external: bool,
    /// Typographic quotes, dashes and dots.
    pub smart_punctuation: bool,
    /// Definition lists.
    pub definition_list: bool,
    /// Footnotes collected at the end.
    pub bottom_footnotes: bool,
    /// `loading` and `decoding` attributes on images.
    pub lazy_async_image: bool,
    /// Links of headings to themselves.
    pub insert_anchor_links: InsertAnchor,
    /// GitHub's five kinds of alerts.
    pub github_alerts: bool,
    /// Code colours; `None` leaves code as it is.
    pub highlighting: Option<HighlightingOptions>,
    /// Old keys and their values, kept for the templates that read them.
    pub legacy: Map<String, Value>,
}

impl Default for Markdown {
    fn default() -> Markdown {
        let mut reader = ConfigReader {
            file: "",
            text: "",
            findings: Vec::new(),
        };
        Markdown::read(ConfigTable::empty("markdown"), Map::new(), &mut reader)
    }
}

impl Markdown {
    pub(super) fn read(
        mut table: ConfigTable<'_>,
        older: Map<String, Value>,
        reader: &mut ConfigReader<'_>,
    ) -> Markdown {
        let table = &mut table;
        let mut on = |key: &'static str, reader: &mut ConfigReader<'_>| table.switch(key, reader);
        let markdown = Markdown {
            render_emoji: on("render_emoji", reader).unwrap_or(false),
            external_links_target_blank: on("external_links_target_blank", reader).unwrap_or(false),
            external_links_no_follow: on("external_links_no_follow", reader).unwrap_or(false),
            external_links_no_referrer: on("external_links_no_referrer", reader).unwrap_or(false),
            external_links_external: on("external_links_external", reader).unwrap_or(true),
            smart_punctuation: on("smart_punctuation", reader).unwrap_or(false),
            definition_list: on("definition_list", reader).unwrap_or(false),
            bottom_footnotes: on("bottom_footnotes", reader).unwrap_or(false),
            lazy_async_image: on("lazy_async_image", reader).unwrap_or(false),
            github_alerts: on("github_alerts", reader).unwrap_or(false),
            external_links_class: table.string("external_links_class", reader),
            insert_anchor_links: table
                .choice("insert_anchor_links", &InsertAnchor::CHOICES, reader)
                .unwrap_or_default(),
            highlighting: table
                .table("highlighting", reader)
                .map(|inner| HighlightingOptions::read(inner, reader)),
            legacy: Map::new(),
        };
        let mut legacy = older;
        legacy.extend(legacy::take(table, legacy::MARKDOWN, reader));
        std::mem::replace(table, ConfigTable::empty("")).finish(reader);
        markdown.with_legacy(legacy)
    }

    fn with_legacy(mut self, legacy: Map<String, Value>) -> Markdown {
        let wanted = legacy
            .get("highlight_code")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        if wanted && self.highlighting.is_none() {
            let name = legacy
                .get("highlight_theme")
                .and_then(Value::as_str)
                .unwrap_or("base16-ocean-dark");
            let style = if name == "css" {
                HighlightStyle::Class
            } else {
                HighlightStyle::Inline
            };
            let mut themes = legacy
                .get("highlight_themes_css")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|entry| {
                    entry
                        .get("theme")
                        .and_then(Value::as_str)
                        .map(str::to_owned)
                });
            let theme = themes.next().unwrap_or_else(|| name.to_owned());
            let theme = match themes.next() {
                Some(dark) => HighlightTheme::LightDark { light: theme, dark },
                None => HighlightTheme::One(theme),
            };
            self.highlighting = Some(HighlightingOptions {
                theme,
                style,
                error_on_missing_language: false,
                extra_grammars: Vec::new(),
                extra_themes: Vec::new(),
            });
        }
        self.legacy = legacy;
        self
    }

    /// Theme and file name of each style sheet that the old key `highlight_themes_css` asks for.
    pub fn old_sheets(&self) -> Vec<(&str, &str)> {
        let entries = self.legacy.get("highlight_themes_css");
        let entries = entries.and_then(Value::as_array).into_iter().flatten();
        entries
            .filter_map(|entry| {
                Some((
                    entry.get("theme")?.as_str()?,
                    entry.get("filename")?.as_str()?,
                ))
            })
            .collect()
    }

    /// `config.markdown` as templates see it.
    pub(super) fn for_templates(&self) -> Value {
        let mut value = json!({
            "render_emoji": self.render_emoji,
            "external_links_class": self.external_links_class,
            "external_links_target_blank": self.external_links_target_blank,
            "external_links_no_follow": self.external_links_no_follow,
            "external_links_no_referrer": self.external_links_no_referrer,
            "external_links_external": self.external_links_external,
            "smart_punctuation": self.smart_punctuation,
            "definition_list": self.definition_list,
            "bottom_footnotes": self.bottom_footnotes,
            "lazy_async_image": self.lazy_async_image,
            "insert_anchor_links": self.insert_anchor_links.word(),
            "github_alerts": self.github_alerts,
            "highlighting": self.highlighting.as_ref().map(HighlightingOptions::for_templates),
        });
        if let Value::Object(map) = &mut value {
            map.extend(self.legacy.clone());
        }
        value
    }
}

impl HighlightingOptions {
    fn read(mut table: ConfigTable<'_>, reader: &mut ConfigReader<'_>) -> HighlightingOptions {
        let styles = [
            ("inline", HighlightStyle::Inline),
            ("class", HighlightStyle::Class),
        ];
        let one = table.string("theme", reader);
        let light = table.string("light_theme", reader);
        let dark = table.string("dark_theme", reader);
        let theme = match (light, dark) {
            (Some(light), Some(dark)) => HighlightTheme::LightDark { light, dark },
            (light, dark) => HighlightTheme::One(
                one.or(light)
                    .or(dark)
                    .unwrap_or_else(|| "catppuccin-latte".to_owned()),
            ),
        };
        let highlighting = HighlightingOptions {
            theme,
            style: table.choice("style", &styles, reader).unwrap_or_default(),
            error_on_missing_language: table
                .switch("error_on_missing_language", reader)
                .unwrap_or(false),
            extra_grammars: table.strings("extra_grammars", reader).unwrap_or_default(),
            extra_themes: table.strings("extra_themes", reader).unwrap_or_default(),
        };
        table.take("data_attr_position");
        table.finish(reader);
        highlighting
    }

    fn for_templates(&self) -> Value {
        let style = match self.style {
            HighlightStyle::Inline => "inline",
            HighlightStyle::Class => "class",
        };
        let mut value = json!({
            "style": style,
            "error_on_missing_language": self.error_on_missing_language,
            "extra_grammars": self.extra_grammars,
            "extra_themes": self.extra_themes,
        });
        match &self.theme {
            HighlightTheme::One(name) => value["theme"] = json!(name),
            HighlightTheme::LightDark { light, dark } => {
                value["light_theme"] = json!(light);
                value["dark_theme"] = json!(dark);
            }
        }
        value
    }
}

/// The entries of a table as templates see them, sorted by key.
pub(super) fn entries_to_json(table: &mut ConfigTable<'_>) -> Map<String, Value> {
    let entries = table.take_all().into_iter();
    let sorted: BTreeMap<String, Value> = entries
        .map(|(key, value)| (key.into_inner(), to_json(value.get_ref())))
        .collect();
    sorted.into_iter().collect()
}
