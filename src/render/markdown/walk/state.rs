//! What is known of a Markdown text while its events pass by. Enter at [`MarkdownWalk`].

use crate::diagnostic::{Diagnostic, Place};
use crate::render::highlight::fence::CodeFence;
use crate::render::markdown::body::{MarkdownInput, RenderedMarkdown, SourceOrigins};
use crate::render::markdown::heading::{HeadingIds, PageHeading};
use crate::render::markdown::summary::SummaryEnd;
use crate::render::shortcode::{ShortcodePart, has_pieces, split};
use pulldown_cmark::{CowStr, Event, LinkType, TagEnd};
use std::ops::Range;

/// Everything that is known while the events pass by.
pub(in crate::render::markdown) struct MarkdownWalk<'i, 't> {
    pub(super) input: &'i MarkdownInput<'i>,
    pub(super) origins: SourceOrigins<'i>,
    pub(super) out: Vec<Event<'t>>,
    pub(super) ids: HeadingIds,
    pub(super) headings: Vec<PageHeading>,
    pub(super) heading: Option<OpenHeading>,
    pub(super) code: Option<OpenCode>,
    pub(super) image: Option<OpenImage<'t>>,
    pub(super) open: Vec<TagEnd>,
    pub(super) cut: Option<SummaryEnd>,
    /// Index in `out` of an HTML shortcode that was a whole text.
    pub(super) sole: Option<usize>,
    pub(super) body: RenderedMarkdown,
}

impl<'i, 't> MarkdownWalk<'i, 't> {
    pub(in crate::render::markdown) fn new(
        input: &'i MarkdownInput<'i>,
        origins: SourceOrigins<'i>,
    ) -> MarkdownWalk<'i, 't> {
        MarkdownWalk {
            input,
            origins,
            out: Vec::new(),
            ids: HeadingIds::default(),
            headings: Vec::new(),
            heading: None,
            code: None,
            image: None,
            open: Vec::new(),
            cut: None,
            sole: None,
            body: RenderedMarkdown::default(),
        }
    }

    /// The text with HTML shortcodes filled in, where there are any.
    pub(super) fn filled(&self, text: &str) -> Option<String> {
        filled(text, self.origins.pieces())
    }

    /// Reports a finding at bytes of the file.
    pub(super) fn report(&mut self, finding: Diagnostic, range: Range<usize>) {
        let finding = if finding.place.is_none() {
            finding.at(Place::span(self.input.file, self.input.whole, range))
        } else {
            finding
        };
        self.body.diagnostics.push(finding);
    }
}

pub(super) fn filled(text: &str, pieces: &[String]) -> Option<String> {
    has_pieces(text).then(|| {
        split(text)
            .into_iter()
            .map(|part| match part {
                ShortcodePart::Text(words) => words,
                ShortcodePart::Piece(number) => pieces.get(number).map_or("", String::as_str),
            })
            .collect()
    })
}

/// A heading whose end is still to come.
pub(super) struct OpenHeading {
    pub(super) at: usize,
    pub(super) title: String,
    pub(super) range: Range<usize>,
}

/// A code block whose end is still to come.
pub(super) struct OpenCode {
    pub(super) fence: Option<CodeFence>,
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// The outermost image whose alternative text is being read.
pub(super) struct OpenImage<'t> {
    /// Address and title where the tag is written by hand when the image ends.
    pub(super) by_hand: Option<(CowStr<'t>, CowStr<'t>)>,
    /// Words of the alternative text.
    pub(super) alt: String,
    /// Images open within it, itself included.
    pub(super) depth: usize,
}

/// A link or image as the parser gave it.
pub(super) struct ParsedLink<'t> {
    pub(super) kind: LinkType,
    pub(super) target: CowStr<'t>,
    pub(super) title: CowStr<'t>,
    pub(super) id: CowStr<'t>,
}
