//! How Markdown is rendered. Enter at [`MarkdownOptions`].

use crate::config::SlugMode;
use crate::diagnostic::Level;
use crate::render::highlight::CodeHighlighting;

/// Where a heading's link to itself stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum AnchorLinks {
    /// Nowhere.
    #[default]
    None,
    /// Before its text.
    Left,
    /// After its text.
    Right,
    /// Around its text.
    Heading,
}

/// What is added to links that leave the site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ExternalLinks {
    /// Value of `class`.
    pub class: Option<String>,
    /// Open in a new window.
    pub target_blank: bool,
    /// `rel="nofollow"`.
    pub no_follow: bool,
    /// `rel="noreferrer"`.
    pub no_referrer: bool,
    /// `rel="external"`.
    pub external: bool,
}

/// The `[markdown]` table of `config.toml`, and whether the language is Chinese, Japanese or Korean.
#[derive(Debug, Clone)]
pub(crate) struct MarkdownOptions {
    /// `:smile:` becomes a sign.
    pub emoji: bool,
    /// Straight quotes, dashes and dots become typographic.
    pub smart_punctuation: bool,
    /// `term` over `: definition`.
    pub definition_list: bool,
    /// `> [!NOTE]`.
    pub github_alerts: bool,
    /// Footnotes are collected at the end.
    pub bottom_footnotes: bool,
    /// Images load when they come into view.
    pub lazy_images: bool,
    /// Attributes of external links.
    pub external_links: ExternalLinks,
    /// Links of headings to themselves.
    pub anchor_links: AnchorLinks,
    /// How heading ids are made.
    pub anchors: SlugMode,
    /// What a broken internal link weighs.
    pub broken_links: Level,
    /// Colours of code; `None` leaves code plain.
    pub highlighting: Option<CodeHighlighting>,
    /// Emphasis, line ends and lengths as Chinese has them.
    pub cjk: bool,
}

impl Default for MarkdownOptions {
    fn default() -> MarkdownOptions {
        MarkdownOptions {
            emoji: false,
            smart_punctuation: false,
            definition_list: false,
            github_alerts: false,
            bottom_footnotes: false,
            lazy_images: false,
            external_links: ExternalLinks {
                external: true,
                ..ExternalLinks::default()
            },
            anchor_links: AnchorLinks::None,
            anchors: SlugMode::On,
            broken_links: Level::Error,
            highlighting: None,
            cjk: false,
        }
    }
}
