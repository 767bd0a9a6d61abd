//! Markdown becomes HTML with headings, links, footnotes, code and a summary as Zola 0.22 writes them. Enter at [`render`].

mod count;
mod fence;
mod footnote;
mod heading;
mod link;
mod summary;
mod walk;

use crate::config::SlugMode;
use crate::diagnostic::{Diagnostic, Level, Place, Words};
use crate::render::cjk;
use crate::render::highlight::CodeHighlighting;
use crate::render::shortcode::{self, ShortcodeTemplates};
pub use fence::CodeFence;
pub use heading::PageHeading;
pub(crate) use link::{attribute, href};
use pulldown_cmark::{Event, Options as Syntax, Parser, TextMergeWithOffset, html};
use serde::Serialize;
use std::borrow::Cow;
use std::ops::Range;

/// Where a heading's link to itself stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnchorLinks {
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
pub struct ExternalLinks {
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
pub struct MarkdownOptions {
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

/// What a body asks of the site around it.
pub trait BodyHost: ShortcodeTemplates {
    /// The permalink of a content file, relative to `content/`.
    fn resolve(&self, path: &str) -> Option<String>;

    /// The link of a heading to itself (`anchor-link.html`).
    ///
    /// # Errors
    /// What is wrong with the template.
    fn anchor_link(&self, id: &str, level: u32) -> Result<String, Box<Diagnostic>>;

    /// What stands where a summary was cut inside an element (`summary-cutoff.html`).
    ///
    /// # Errors
    /// What is wrong with the template.
    fn summary_cutoff(&self, summary: &str) -> Result<String, Box<Diagnostic>>;
}

/// A Markdown text and what it is rendered with.
#[derive(Clone, Copy)]
pub struct MarkdownInput<'a> {
    /// The file, relative to the site root; for places.
    pub file: &'a str,
    /// The whole file, front matter included.
    pub whole: &'a str,
    /// Bytes of `whole` that are Markdown.
    pub body: (usize, usize),
    /// The page's own address; relative links start from it.
    pub permalink: &'a str,
    /// How to render.
    pub options: &'a MarkdownOptions,
    /// Links and templates.
    pub host: &'a dyn BodyHost,
    /// Whether `<!-- more -->` parts a summary from the rest.
    pub wants_summary: bool,
}

/// A link to a page of the site, or to an anchor of the page itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalLink {
    /// The content file, relative to `content/`; `None` for the page itself.
    pub target: Option<String>,
    /// The anchor, percent-decoded; `None` where there is none, or none that can be missing.
    pub anchor: Option<String>,
    /// Bytes of the link in the whole file.
    pub range: Range<usize>,
}

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalLink {
    /// The address as written.
    pub url: String,
    /// Bytes of the link in the whole file.
    pub range: Range<usize>,
}

/// A rendered text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RenderedMarkdown {
    /// The text as HTML.
    pub html: String,
    /// The part before `<!-- more -->`, where there is one.
    pub summary: Option<String>,
    /// Headings, those of lower level within those of higher.
    pub toc: Vec<PageHeading>,
    /// Length in words (in characters where the language is Chinese).
    pub word_count: usize,
    /// Minutes to read, rounded up.
    pub reading_time: usize,
    /// Links to the site's own pages, in text order.
    #[serde(skip)]
    pub internal_links: Vec<InternalLink>,
    /// Links to other sites, in text order.
    #[serde(skip)]
    pub external_links: Vec<ExternalLink>,
    /// What an author should know.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

impl RenderedMarkdown {
    /// Whether a link to the anchor arrives: at a heading, at an `id` or `name` of the HTML, or at the top.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        anchor.is_empty()
            || anchor == "top"
            || self.toc.iter().any(|heading| heading.has(anchor))
            || self.ids().any(|id| id == anchor)
    }

    /// Values of all `id` and `name` attributes, in text order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        link::ids(&self.html)
    }
}

/// Renders a page's or section's text.
pub fn render(input: &MarkdownInput<'_>) -> RenderedMarkdown {
    let source = &input.whole[input.body.0..input.body.1];
    let expanded = shortcode::expand(source, input.host);
    let (text, marks) = if input.options.cjk {
        cjk::widen(&expanded.text)
    } else {
        (Cow::Borrowed(&*expanded.text), Vec::new())
    };
    let origins = SourceOrigins {
        start: input.body.0,
        expanded: &expanded,
        marks: &marks,
    };
    let mut walk = walk::MarkdownWalk::new(input, origins);
    walk.run(events(&text, input.options, &marks));
    let mut body = walk.finish();
    let findings = expanded
        .findings
        .iter()
        .map(|(finding, range)| placed(finding.clone(), input, range));
    body.diagnostics.extend(findings);
    (body.word_count, body.reading_time) = count::count(
        source,
        if input.options.cjk {
            count::LengthUnit::Characters
        } else {
            count::LengthUnit::Words
        },
    );
    body
}

/// Renders a piece of Markdown inside a template (the `markdown` filter): no summary, no lengths.
pub fn fragment(text: &str, input: &MarkdownInput<'_>) -> RenderedMarkdown {
    let expanded = shortcode::expand(text, input.host);
    let (wide, marks) = if input.options.cjk {
        cjk::widen(&expanded.text)
    } else {
        (Cow::Borrowed(&*expanded.text), Vec::new())
    };
    let piece = MarkdownInput {
        whole: text,
        body: (0, text.len()),
        wants_summary: false,
        ..*input
    };
    let origins = SourceOrigins {
        start: 0,
        expanded: &expanded,
        marks: &marks,
    };
    let mut walk = walk::MarkdownWalk::new(&piece, origins);
    walk.run(events(&wide, input.options, &marks));
    let mut body = walk.finish();
    let findings = expanded.findings.iter();
    body.diagnostics
        .extend(findings.map(|(finding, _)| finding.clone()));
    body
}

/// A piece of Markdown without the paragraph around it (`markdown(inline=true)`).
pub fn unwrapped(html: &str) -> &str {
    let html = html.trim_end();
    html.strip_prefix("<p>")
        .and_then(|inner| inner.strip_suffix("</p>"))
        .unwrap_or(html)
}

/// The parser's events with their bytes, after what `options` ask of them.
fn events<'t>(
    text: &'t str,
    options: &MarkdownOptions,
    marks: &[usize],
) -> Vec<(Event<'t>, Range<usize>)> {
    let parser = Parser::new_ext(text, syntax(options)).into_offset_iter();
    let mut events: Vec<_> = if options.emoji {
        TextMergeWithOffset::new(parser).collect()
    } else {
        parser.collect()
    };
    if !marks.is_empty() {
        for (event, _) in &mut events {
            let taken = std::mem::replace(event, Event::SoftBreak);
            *event = cjk::clean(taken);
        }
    }
    if options.cjk {
        cjk::join_lines(&mut events);
    }
    events
}

fn syntax(options: &MarkdownOptions) -> Syntax {
    let mut syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_HEADING_ATTRIBUTES;
    syntax.set(Syntax::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    syntax.set(Syntax::ENABLE_DEFINITION_LIST, options.definition_list);
    syntax.set(Syntax::ENABLE_GFM, options.github_alerts);
    syntax
}

/// Finds the bytes of the file that a position of the parsed text came from.
#[derive(Clone, Copy)]
pub(crate) struct SourceOrigins<'a> {
    start: usize,
    expanded: &'a shortcode::ExpandedText<'a>,
    marks: &'a [usize],
}

impl<'a> SourceOrigins<'a> {
    /// What HTML shortcodes rendered to.
    fn pieces(&self) -> &'a [String] {
        &self.expanded.pieces
    }

    /// The bytes of the file for bytes of the parsed text.
    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let origin = |at| self.start + self.expanded.origin(cjk::narrow(self.marks, at));
        origin(range.start)..origin(range.end)
    }
}

/// Gives a shortcode's finding the place of its use; where it has a place in a template, the use becomes a hint.
fn placed(finding: Diagnostic, input: &MarkdownInput<'_>, range: &Range<usize>) -> Diagnostic {
    let place = Place::span(
        input.file,
        input.whole,
        input.body.0 + range.start..input.body.0 + range.end,
    );
    if finding.place.is_none() {
        return finding.at(place);
    }
    let (file, line, column, quote) = (&place.file, place.line, place.column, &place.quote);
    finding.hint(Words::new(
        format!("used by `{quote}` at {file}:{line}:{column}"),
        format!("由 {file}:{line}:{column} 处的 `{quote}` 使用"),
    ))
}

/// Writes events as HTML.
fn write<'e>(events: impl Iterator<Item = Event<'e>>, size: usize) -> String {
    let mut text = String::with_capacity(size);
    html::push_html(&mut text, events);
    text
}

#[cfg(test)]
mod tests;
