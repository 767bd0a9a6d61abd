//! What is rendered, with what, and what comes of it. Enter at [`MarkdownInput`] and [`RenderedMarkdown`].

use super::heading::PageHeading;
use super::link;
use super::options::MarkdownOptions;
use crate::diagnostic::Diagnostic;
use crate::render::cjk;
use crate::render::shortcode::{self, ShortcodeTemplates};
use pulldown_cmark::{Event, html};
use serde::Serialize;
use std::ops::Range;

/// What a body asks of the site around it.
pub(crate) trait BodyHost: ShortcodeTemplates {
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
pub(crate) struct MarkdownInput<'a> {
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

/// Finds the bytes of the file that a position of the parsed text came from.
#[derive(Clone, Copy)]
pub(crate) struct SourceOrigins<'a> {
    pub(super) start: usize,
    pub(super) expanded: &'a shortcode::ExpandedText<'a>,
    pub(super) marks: &'a [usize],
}

impl<'a> SourceOrigins<'a> {
    /// What HTML shortcodes rendered to.
    pub(super) fn pieces(&self) -> &'a [String] {
        &self.expanded.pieces
    }

    /// The bytes of the file for bytes of the parsed text.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let origin = |at| self.start + self.expanded.origin(cjk::narrow(self.marks, at));
        origin(range.start)..origin(range.end)
    }
}

/// Writes events as HTML.
pub(super) fn write<'e>(events: impl Iterator<Item = Event<'e>>, size: usize) -> String {
    let mut text = String::with_capacity(size);
    html::push_html(&mut text, events);
    text
}
