//! Images: relative addresses, and those that load lazily. Enter at [`MarkdownWalk::image`].

use super::state::{MarkdownWalk, OpenImage, ParsedLink, filled};
use crate::render::markdown::link::{self, LinkTarget};
use crate::render::tag::{attribute, href};
use pulldown_cmark::{Event, Tag, TagEnd};

impl<'t> MarkdownWalk<'_, 't> {
    pub(super) fn image(&mut self, mut image: ParsedLink<'t>) {
        if link::classify(&image.target) == LinkTarget::Relative {
            image.target = format!("{}{}", self.input.permalink, image.target).into();
        }
        let ParsedLink {
            kind: link_type,
            target: dest_url,
            title,
            id,
        } = image;
        if let Some(outer) = &mut self.image {
            outer.depth += 1;
            if outer.by_hand.is_some() {
                return;
            }
        }
        if self.image.is_none() {
            let by_hand = self
                .input
                .options
                .lazy_images
                .then(|| (dest_url.clone(), title.clone()));
            let writes = by_hand.is_none();
            self.image = Some(OpenImage {
                by_hand,
                alt: String::new(),
                depth: 1,
            });
            if !writes {
                return;
            }
        }
        self.out.push(Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }));
    }

    pub(super) fn close_image(&mut self) {
        let Some(mut image) = self.image.take() else {
            return;
        };
        image.depth -= 1;
        if image.by_hand.is_none() {
            self.out.push(Event::End(TagEnd::Image));
        }
        if image.depth > 0 {
            self.image = Some(image);
            return;
        }
        let Some((address, title)) = image.by_hand else {
            return;
        };
        let mut tag = "<img src=\"".to_owned();
        href(&mut tag, &address);
        tag.push('"');
        if !title.is_empty() {
            attribute(&mut tag, "title", &title);
        }
        attribute(&mut tag, "alt", &image.alt);
        tag.push_str(" loading=\"lazy\" decoding=\"async\" />");
        self.out.push(Event::InlineHtml(tag.into()));
    }

    /// Takes an event as words of an image that is written by hand; false where no such image is open or the event is an image's own.
    pub(super) fn takes_alt(&mut self, event: &Event<'t>) -> bool {
        let Some(image) = self.image.as_mut().filter(|image| image.by_hand.is_some()) else {
            return false;
        };
        match event {
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return false,
            Event::Text(text) | Event::Code(text) => {
                let words = filled(text, self.origins.pieces());
                let words = words.as_deref().unwrap_or(text);
                image.alt.push_str(words);
                if let Some(heading) = &mut self.heading {
                    heading.title.push_str(words);
                }
            }
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
        true
    }
}
