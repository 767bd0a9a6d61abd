//! A finished page as rules see it: tags and texts in their order. Enter at [`WebPage::read`].

use super::tags::{self, Tag, TagPiece};
use crate::diagnostic::Place;
use std::collections::BTreeSet;

/// A page of the site that was made here, not copied.
#[derive(Debug)]
pub(crate) struct WebPage {
    /// Its path in the site.
    pub(crate) path: String,
    /// Tags and texts in their order.
    pub(crate) pieces: Vec<TagPiece>,
    /// Every id.
    pub(crate) ids: BTreeSet<String>,
    /// Its bytes.
    pub(crate) weight: usize,
}

impl WebPage {
    /// Reads a page.
    pub(crate) fn read(path: &str, html: &str) -> WebPage {
        let pieces = tags::pieces(html);
        let ids = pieces.iter().filter_map(TagPiece::tag).flat_map(|tag| {
            let named = (tag.name == "a").then(|| tag.get("name")).flatten();
            tag.get("id").into_iter().chain(named)
        });
        WebPage {
            path: path.to_owned(),
            ids: ids.map(str::to_owned).collect(),
            weight: html.len(),
            pieces,
        }
    }

    /// Opening tags.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &Tag> {
        self.pieces.iter().filter_map(TagPiece::tag)
    }

    /// What stands in the first element of this name, from its opening tag on.
    pub(crate) fn inside(&self, name: &str) -> &[TagPiece] {
        let start = self
            .pieces
            .iter()
            .position(|piece| piece.tag().is_some_and(|tag| tag.name == name));
        let Some(start) = start else {
            return &[];
        };
        let rest = &self.pieces[start..];
        let end = rest
            .iter()
            .position(|piece| matches!(piece, TagPiece::Close(one) if one == name));
        &rest[..end.unwrap_or(rest.len())]
    }

    /// Whether it only leads to another address.
    pub(crate) fn is_redirect(&self) -> bool {
        self.tags().any(|tag| {
            tag.name == "meta"
                && tag
                    .get("http-equiv")
                    .is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
        })
    }

    /// The place of a tag, or of the page.
    pub(crate) fn place(&self, tag: Option<&Tag>, quote: &str) -> Place {
        Place {
            file: self.path.clone(),
            line: tag.map_or(0, |tag| tag.line),
            column: 0,
            quote: quote.to_owned(),
            excerpt: String::new(),
        }
    }
}

/// Whether a page has an element with this id, or an anchor of this name.
pub(crate) fn has_anchor(html: &str, anchor: &str) -> bool {
    WebPage::read("", html).ids.contains(anchor)
}

/// The words of pieces, without those of tags.
pub(crate) fn text(pieces: &[TagPiece]) -> String {
    let words = pieces.iter().filter_map(|piece| match piece {
        TagPiece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let all: String = words.collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}
