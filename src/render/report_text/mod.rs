//! A report's Markdown as HTML in which every section, sentence and figure can be linked to. Enter at [`render`].
//!
//! Only the report's own words are text: notes, raw HTML and marks of the page stand in elements with `data-not-text`.

mod plan;
mod spans;
mod walk;

use crate::diagnostic::Diagnostic;
use crate::render::cjk;
use crate::report::text::{ReportText, Spot};
use pulldown_cmark::{Event, Options, Parser, html};
use std::collections::BTreeMap;
use std::ops::Range;

/// What became of a sentence since the year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceMark {
    /// `新`, `改`, `数` or `移`.
    pub sign: String,
    /// The same in words.
    pub words: String,
}

/// A figure in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureMark {
    /// The bytes of its number.
    pub spot: Spot,
    /// Id of its indicator.
    pub indicator: String,
    /// Its note as HTML, one element.
    pub note: String,
}

/// A report's text and what stands on it.
#[derive(Clone, Copy)]
pub struct TextInput<'a> {
    /// The file, relative to the site root; for places.
    pub file: &'a str,
    /// The whole file, front matter included.
    pub whole: &'a str,
    /// Bytes of `whole` that are the text.
    pub body: (usize, usize),
    /// What [`crate::report::text::read`] made of the text.
    pub text: &'a ReportText,
    /// Marks by the ids of their sentences.
    pub marks: &'a BTreeMap<String, SentenceMark>,
    /// Figures in any order.
    pub figures: &'a [FigureMark],
    /// The address of a content file (`@/…`), relative to `content/`.
    pub resolve: &'a dyn Fn(&str) -> Option<String>,
}

/// Renders a report's text.
///
/// Where the Markdown and the text that was read from it disagree, the words are shown without anchors and a finding says where.
pub fn render(input: &TextInput<'_>) -> (String, Vec<Diagnostic>) {
    let source = &input.whole[input.body.0..input.body.1];
    let (wide, marks) = cjk::widen(source);
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(&wide, syntax())
        .into_offset_iter()
        .map(|(event, range)| {
            let event = if marks.is_empty() {
                event
            } else {
                cjk::clean(event)
            };
            (
                event,
                cjk::narrow(&marks, range.start)..cjk::narrow(&marks, range.end),
            )
        })
        .collect();
    let mut walk = walk::TextWalk::new(input, plan::starts(&events));
    walk.run(events);
    let (out, findings) = walk.finish();
    let mut text = String::with_capacity(source.len() * 2);
    html::push_html(&mut text, out.into_iter());
    (text, findings)
}

/// The Markdown that [`crate::report::text::read`] reads.
fn syntax() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

#[cfg(test)]
mod tests;
