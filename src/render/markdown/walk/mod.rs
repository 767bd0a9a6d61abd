//! The parser's events become the events that are written. Enter at [`MarkdownWalk::run`].

mod blocks;
mod emoji;
mod images;
mod links;
mod state;

use super::body::{MarkdownInput, RenderedMarkdown, write};
use super::footnote;
use super::heading::nest;
use super::summary::{self, SummaryEnd};
use crate::diagnostic::{Diagnostic, Place};
use crate::render::shortcode::{ShortcodePart, has_pieces, split};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
pub(super) use state::MarkdownWalk;
use state::{ParsedLink, filled};
use std::ops::Range;

impl<'i, 't> MarkdownWalk<'i, 't> {
    /// Takes all events in.
    pub(super) fn run(&mut self, events: Vec<(Event<'t>, Range<usize>)>) {
        for (event, _) in &events {
            if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
                self.ids.reserve(id);
            }
        }
        self.out.reserve(events.len() + 8);
        for (event, range) in events {
            match event {
                event if self.takes_alt(&event) => {}
                Event::Start(tag) => self.start_tag(tag, range),
                Event::End(end) => self.end_tag(end),
                Event::Text(text) => self.take_text(text),
                Event::Code(text) => self.put_code(text),
                Event::Html(html) => self.put_html(html, Event::Html),
                Event::InlineHtml(html) => self.put_html(html, Event::InlineHtml),
                other => self.out.push(other),
            }
        }
    }

    /// Writes what was taken in.
    pub(super) fn finish(mut self) -> RenderedMarkdown {
        let size = (self.input.body.1 - self.input.body.0) * 3 / 2;
        if let Some(cut) = &self.cut {
            match summary::summary(&self.out[..cut.at], cut, self.input) {
                Ok(summary) => self.body.summary = Some(summary),
                Err(finding) => self.body.diagnostics.push(at_file(*finding, self.input)),
            }
        }
        let out = if self.input.options.bottom_footnotes {
            footnote::to_bottom(self.out)
        } else {
            self.out
        };
        self.body.html = write(out.into_iter(), size);
        self.body.toc = nest(self.headings);
        self.body
    }

    fn start_tag(&mut self, tag: Tag<'t>, range: Range<usize>) {
        self.open.push(tag.to_end());
        match tag {
            Tag::Heading { .. } => self.open_heading(tag, range),
            Tag::CodeBlock(kind) => self.open_code(&kind, range),
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } if self.image.is_none() => {
                let dest_url = self.filled(&dest_url).map_or(dest_url, CowStr::from);
                self.link(
                    ParsedLink {
                        kind: link_type,
                        target: dest_url,
                        title,
                        id,
                    },
                    range,
                );
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let dest_url = self.filled(&dest_url).map_or(dest_url, CowStr::from);
                self.image(ParsedLink {
                    kind: link_type,
                    target: dest_url,
                    title,
                    id,
                });
            }
            Tag::Link { .. } => {}
            other => self.out.push(Event::Start(other)),
        }
    }

    fn end_tag(&mut self, end: TagEnd) {
        self.open.pop();
        match end {
            TagEnd::Heading(_) => self.close_heading(end),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::Image => self.close_image(),
            TagEnd::Link if self.image.is_some() => {}
            TagEnd::Paragraph if self.is_sole_shortcode() => {
                let html = self.out.pop();
                self.out.pop();
                self.out.extend(html);
            }
            other => self.out.push(Event::End(other)),
        }
    }

    /// Whether the paragraph that ends is exactly one HTML shortcode.
    fn is_sole_shortcode(&self) -> bool {
        let length = self.out.len();
        length >= 2
            && self.sole == Some(length - 1)
            && matches!(self.out[length - 2], Event::Start(Tag::Paragraph))
    }

    fn take_text(&mut self, text: CowStr<'t>) {
        if let Some(code) = &mut self.code {
            match filled(&text, self.origins.pieces()) {
                Some(filled) => code.text.push_str(&filled),
                None => code.text.push_str(&text),
            }
            return;
        }
        if !has_pieces(&text) {
            self.put_words(text);
            return;
        }
        let parts = split(&text);
        let alone = parts.len() == 1;
        for part in parts {
            match part {
                ShortcodePart::Text(words) => self.put_words(words.to_owned().into()),
                ShortcodePart::Piece(number) => self.put_piece(number),
            }
        }
        if alone {
            self.sole = self.out.len().checked_sub(1);
        }
    }

    /// Text as it stands in the page.
    fn put_words(&mut self, text: CowStr<'t>) {
        let text = if self.input.options.emoji {
            emoji::emoji(text)
        } else {
            text
        };
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(&text);
        }
        self.out.push(Event::Text(text));
    }

    fn put_code(&mut self, text: CowStr<'t>) {
        let text = self.filled(&text).map_or(text, CowStr::from);
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(&text);
        }
        self.out.push(Event::Code(text));
    }

    /// The HTML of a shortcode.
    fn put_piece(&mut self, number: usize) {
        let html = self
            .origins
            .pieces()
            .get(number)
            .cloned()
            .unwrap_or_default();
        if self.image.is_some() {
            self.out.push(Event::Text(html.into()));
            return;
        }
        self.out.push(Event::Html(html.into()));
    }

    fn put_html(&mut self, html: CowStr<'t>, kind: fn(CowStr<'t>) -> Event<'t>) {
        let html = self.filled(&html).map_or(html, CowStr::from);
        let mark = if self.cut.is_none() && self.input.wants_summary {
            summary::find_mark(&html)
        } else {
            None
        };
        let Some(mark) = mark else {
            self.out.push(kind(html));
            return;
        };
        if mark.start > 0 {
            self.out.push(kind(html[..mark.start].to_owned().into()));
        }
        self.cut = Some(SummaryEnd {
            at: self.out.len(),
            open: self.open.clone(),
        });
        self.out.push(kind(
            format!("<span id=\"continue-reading\"></span>{}", &html[mark.end..]).into(),
        ));
    }
}

fn at_file(finding: Diagnostic, input: &MarkdownInput<'_>) -> Diagnostic {
    if finding.place.is_none() {
        finding.at(Place::file(input.file))
    } else {
        finding
    }
}
