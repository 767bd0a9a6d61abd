//! Blocks, inline markup, images and notes. Enter at [`TextWalk::start`] and [`TextWalk::end`].

use super::{OpenTextImage, TextWalk};
use crate::render::tag::{attribute, href};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

impl<'t> TextWalk<'_, 't> {
    /// `number` is that of the block that begins here, if one does.
    pub(super) fn start(&mut self, tag: Tag<'t>, number: Option<usize>) {
        match tag {
            Tag::Paragraph => self.open_element("p", number),
            Tag::Item if number.is_some() => self.open_element("li", number),
            Tag::Heading {
                level,
                classes,
                attrs,
                ..
            } => {
                let id = number
                    .and_then(|number| self.section_id(number))
                    .map(|id| CowStr::from(id.to_owned()));
                self.out.push(Event::Start(Tag::Heading {
                    level,
                    id,
                    classes,
                    attrs,
                }));
            }
            Tag::CodeBlock(_) => self
                .out
                .push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))),
            Tag::Emphasis => self.spans.open("<em>".to_owned(), "</em>"),
            Tag::Strong => self.spans.open("<strong>".to_owned(), "</strong>"),
            Tag::Strikethrough => self.spans.open("<del>".to_owned(), "</del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.open_link(link_type, &dest_url, &title),
            Tag::Image {
                dest_url, title, ..
            } => {
                self.images.push(OpenTextImage {
                    address: dest_url,
                    title,
                    alt: String::new(),
                });
            }
            Tag::HtmlBlock => {}
            Tag::List(_) | Tag::BlockQuote(_) => {
                self.put_notes();
                self.out.push(Event::Start(tag));
            }
            Tag::Table(_) => {
                self.put_notes();
                self.tables += 1;
                self.out.push(Event::Start(tag));
            }
            other => self.out.push(Event::Start(other)),
        }
    }

    pub(super) fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => {
                self.out.push(Event::Html("</p>\n".into()));
                self.put_notes();
            }
            TagEnd::Heading(_) | TagEnd::CodeBlock => {
                self.out.push(Event::End(end));
                self.put_notes();
            }
            TagEnd::Table => {
                self.tables -= 1;
                self.out.push(Event::End(end));
                self.put_notes();
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.put_notes();
                self.out.push(Event::End(end));
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.spans.close(&mut self.out);
            }
            TagEnd::Image => self.close_image(),
            TagEnd::HtmlBlock => {}
            other => self.out.push(Event::End(other)),
        }
    }

    fn open_element(&mut self, name: &str, number: Option<usize>) {
        let attributes = self.attributes(number);
        self.out
            .push(Event::Html(format!("<{name}{attributes}>").into()));
    }

    /// A link; where its address could run something, only its words stay.
    fn open_link(&mut self, kind: LinkType, target: &str, title: &str) {
        let resolved = target.strip_prefix("@/").and_then(|path| {
            let (path, anchor) = path.find('#').map_or((path, ""), |at| path.split_at(at));
            (self.input.resolve)(path).map(|address| address + anchor)
        });
        let address = resolved.as_deref().unwrap_or(target);
        if !is_harmless(address) {
            self.spans.open(String::new(), "");
            return;
        }
        let mut tag = "<a href=\"".to_owned();
        if kind == LinkType::Email {
            tag.push_str("mailto:");
        }
        href(&mut tag, address);
        tag.push('"');
        if !title.is_empty() {
            attribute(&mut tag, "title", title);
        }
        tag.push('>');
        self.spans.open(tag, "</a>");
    }

    fn close_image(&mut self) {
        let Some(image) = self.images.pop() else {
            return;
        };
        if let Some(outer) = self.images.last_mut() {
            outer.alt.push_str(&image.alt);
            return;
        }
        if !is_harmless(&image.address) {
            return;
        }
        let mut tag = "<img src=\"".to_owned();
        href(&mut tag, &image.address);
        tag.push('"');
        attribute(&mut tag, "alt", &image.alt);
        if !image.title.is_empty() {
            attribute(&mut tag, "title", &image.title);
        }
        tag.push_str(" />");
        self.spans
            .put_beside(Event::InlineHtml(tag.into()), &mut self.out);
    }

    /// Raw HTML is shown as it is written and is no text of the report.
    pub(super) fn raw(&mut self, html: &str) {
        let shown = html.trim();
        if shown.is_empty() || !self.images.is_empty() {
            return;
        }
        self.spans.put_beside(
            Event::InlineHtml("<code data-not-text>".into()),
            &mut self.out,
        );
        self.out.push(Event::Text(shown.to_owned().into()));
        self.out.push(Event::InlineHtml("</code>\n".into()));
    }

    /// Writes the notes of the blocks that have ended; those of a table wait for its end.
    pub(super) fn put_notes(&mut self) {
        if self.tables > 0 || self.notes.is_empty() {
            return;
        }
        let notes: String = self.notes.drain(..).collect();
        self.out.push(Event::Html(
            format!("<div class=\"notes\" data-not-text>{notes}</div>\n").into(),
        ));
    }
}

/// Whether an address leads somewhere and runs nothing.
fn is_harmless(address: &str) -> bool {
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto", "tel", "ftp"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}
