//! Sentences, inline markup and figures as properly nested elements. Enter at [`OpenSpans::put`].
//!
//! A sentence is the outermost, then inline markup, then a figure. What ends inside something else closes that and opens it again.

use super::SentenceMark;
use crate::render::tag::attribute;
use pulldown_cmark::Event;
use std::collections::BTreeMap;

/// An inline element.
struct InlineElement {
    open: String,
    close: &'static str,
    is_written: bool,
}

/// Where a run of words belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct SpanKey<'a> {
    /// Id of the sentence.
    pub(super) sentence: Option<&'a str>,
    /// Id of the figure's indicator, and its number among the figures.
    pub(super) figure: Option<(&'a str, usize)>,
}

/// The elements that are open.
pub(super) struct OpenSpans<'a> {
    marks: &'a BTreeMap<String, SentenceMark>,
    inline: Vec<InlineElement>,
    key: SpanKey<'a>,
}

impl<'a> OpenSpans<'a> {
    pub(super) fn new(marks: &'a BTreeMap<String, SentenceMark>) -> OpenSpans<'a> {
        OpenSpans {
            marks,
            inline: Vec::new(),
            key: SpanKey::default(),
        }
    }

    /// Puts words out, within exactly the elements that they belong to.
    pub(super) fn put<'t>(&mut self, words: String, key: SpanKey<'a>, out: &mut Vec<Event<'t>>) {
        self.arrive(key, out);
        out.push(Event::Text(words.into()));
    }

    /// Puts something out that is no text, within the sentence and markup that are open.
    pub(super) fn put_beside<'t>(&mut self, event: Event<'t>, out: &mut Vec<Event<'t>>) {
        let key = SpanKey {
            figure: None,
            ..self.key
        };
        self.arrive(key, out);
        out.push(event);
    }

    /// Opens an inline element before the next words.
    pub(super) fn open(&mut self, open: String, close: &'static str) {
        self.inline.push(InlineElement {
            open,
            close,
            is_written: false,
        });
    }

    /// Closes the innermost inline element.
    pub(super) fn close(&mut self, out: &mut Vec<Event<'_>>) {
        self.leave_figure(out);
        if let Some(inline) = self.inline.pop()
            && inline.is_written
        {
            out.push(Event::InlineHtml(inline.close.into()));
        }
    }

    /// Closes everything written so far; inline elements open again with the next words.
    pub(super) fn leave(&mut self, out: &mut Vec<Event<'_>>) {
        self.leave_figure(out);
        for inline in self
            .inline
            .iter_mut()
            .rev()
            .filter(|inline| inline.is_written)
        {
            inline.is_written = false;
            out.push(Event::InlineHtml(inline.close.into()));
        }
        if self.key.sentence.take().is_some() {
            out.push(Event::InlineHtml("</span>".into()));
        }
    }

    fn leave_figure(&mut self, out: &mut Vec<Event<'_>>) {
        if self.key.figure.take().is_some() {
            out.push(Event::InlineHtml("</span>".into()));
        }
    }

    /// Closes and opens what lies between here and the key.
    fn arrive(&mut self, key: SpanKey<'a>, out: &mut Vec<Event<'_>>) {
        let is_pending = self.inline.iter().any(|inline| !inline.is_written);
        if self.key == key && !is_pending {
            return;
        }
        if self.key.figure != key.figure || is_pending {
            self.leave_figure(out);
        }
        if self.key.sentence != key.sentence {
            self.leave(out);
            if let Some(id) = key.sentence {
                out.push(Event::InlineHtml(self.sentence_tag(id).into()));
            }
        }
        for inline in self.inline.iter_mut().filter(|inline| !inline.is_written) {
            inline.is_written = true;
            out.push(Event::InlineHtml(inline.open.clone().into()));
        }
        if let Some((indicator, _)) = key.figure.filter(|_| self.key.figure.is_none()) {
            let mut tag = "<span class=\"figure\"".to_owned();
            attribute(&mut tag, "data-figure", indicator);
            tag.push('>');
            out.push(Event::InlineHtml(tag.into()));
        }
        self.key = key;
    }

    fn sentence_tag(&self, id: &str) -> String {
        let mut tag = "<span class=\"sentence\"".to_owned();
        attribute(&mut tag, "id", id);
        if let Some(mark) = self.marks.get(id) {
            attribute(&mut tag, "data-mark", &mark.sign);
            attribute(&mut tag, "data-mark-text", &mark.words);
        }
        tag.push('>');
        tag
    }
}
