//! `[markdown]` and `[markdown.highlighting]`: how bodies are rendered. Enter at [`Markdown`].

use super::legacy;
use crate::diagnostic::Diagnostic;
use crate::tree::fields::Fields;
use crate::tree::{Node, TreeOrigin};
use serde_json::{Map, Value, json};

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
    /// The words that the configuration writes.
    const CHOICES: [(&'static str, &'static str, InsertAnchor); 4] = [
        ("none", "none", InsertAnchor::None),
        ("left", "left", InsertAnchor::Left),
        ("right", "right", InsertAnchor::Right),
        ("heading", "heading", InsertAnchor::Heading),
    ];

    /// The word for this value.
    pub fn word(self) -> &'static str {
        InsertAnchor::CHOICES
            .iter()
            .find(|(.., value)| *value == self)
            .map_or("none", |(word, ..)| word)
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
        let (nothing, origin) = (Node::empty_map(), TreeOrigin::new("", ""));
        let table = Fields::of_config(&nothing, &origin);
        Markdown::read(table, Map::new(), &mut Vec::new())
    }
}

impl Markdown {
    pub(super) fn read(
        mut table: Fields<'_>,
        older: Map<String, Value>,
        findings: &mut Vec<Diagnostic>,
    ) -> Markdown {
        let mut on = |key: &'static str, usual: bool| table.flag(key).unwrap_or(usual);
        let markdown = Markdown {
            render_emoji: on("render_emoji", false),
            external_links_target_blank: on("external_links_target_blank", false),
            external_links_no_follow: on("external_links_no_follow", false),
            external_links_no_referrer: on("external_links_no_referrer", false),
            external_links_external: on("external_links_external", true),
            smart_punctuation: on("smart_punctuation", false),
            definition_list: on("definition_list", false),
            bottom_footnotes: on("bottom_footnotes", false),
            lazy_async_image: on("lazy_async_image", false),
            github_alerts: on("github_alerts", false),
            external_links_class: table.text("external_links_class"),
            insert_anchor_links: table
                .choice("insert_anchor_links", &InsertAnchor::CHOICES)
                .unwrap_or_default(),
            highlighting: table
                .table("highlighting")
                .map(|inner| HighlightingOptions::read(inner, findings)),
            legacy: Map::new(),
        };
        let mut legacy = older;
        legacy.extend(legacy::take(&mut table, legacy::MARKDOWN));
        table.finish_into(findings);
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
    fn read(mut table: Fields<'_>, findings: &mut Vec<Diagnostic>) -> HighlightingOptions {
        let styles = [
            ("inline", "inline", HighlightStyle::Inline),
            ("class", "class", HighlightStyle::Class),
        ];
        let one = table.text("theme");
        let light = table.text("light_theme");
        let dark = table.text("dark_theme");
        let theme = match (light, dark) {
            (Some(light), Some(dark)) => HighlightTheme::LightDark { light, dark },
            (light, dark) => {
                let named = one.or(light).or(dark);
                HighlightTheme::One(named.unwrap_or_else(|| "catppuccin-latte".to_owned()))
            }
        };
        let highlighting = HighlightingOptions {
            theme,
            style: table.choice("style", &styles).unwrap_or_default(),
            error_on_missing_language: table.flag("error_on_missing_language").unwrap_or(false),
            extra_grammars: table.texts("extra_grammars"),
            extra_themes: table.texts("extra_themes"),
        };
        table.node("data_attr_position");
        table.finish_into(findings);
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
