//! The finished pages as rules for the web see them. Enter at [`Pages`].

pub(crate) mod address;
pub(crate) mod register;
mod tags;

pub(crate) use tags::{Piece, Tag};

use super::Whole;
use super::finding::{Finding, finding};
use crate::diagnostic::{Level, Place, Words};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A page of the site that was made here, not copied.
#[derive(Debug)]
pub(crate) struct WebPage {
    /// Its path in the site.
    pub(crate) path: String,
    /// Tags and texts in their order.
    pub(crate) pieces: Vec<Piece>,
    /// Every id.
    pub(crate) ids: BTreeSet<String>,
    /// Its bytes.
    pub(crate) weight: usize,
}

impl WebPage {
    fn read(path: &str, html: &str) -> WebPage {
        let pieces = tags::pieces(html);
        let ids = pieces.iter().filter_map(Piece::tag).flat_map(|tag| {
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
        self.pieces.iter().filter_map(Piece::tag)
    }

    /// What stands in the first element of this name, from its opening tag on.
    pub(crate) fn inside(&self, name: &str) -> &[Piece] {
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
            .position(|piece| matches!(piece, Piece::Close(one) if one == name));
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
pub fn has_anchor(html: &str, anchor: &str) -> bool {
    WebPage::read("", html).ids.contains(anchor)
}

/// The words of pieces, without those of tags.
pub(crate) fn text(pieces: &[Piece]) -> String {
    let words = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let all: String = words.collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All pages, read when the first rule asks.
#[derive(Debug, Default)]
pub(crate) struct Pages(OnceLock<Vec<WebPage>>);

impl Pages {
    /// The pages by path.
    pub(crate) fn of(&self, whole: &Whole<'_>) -> &[WebPage] {
        self.0.get_or_init(|| {
            let made = whole.files.iter().filter(|(path, _)| {
                let copied = ["static", "content"]
                    .iter()
                    .any(|folder| whole.sources.get(&format!("{folder}/{path}")).is_some());
                path.ends_with(".html") && !copied
            });
            let made: Vec<_> = made.collect();
            made.into_par_iter()
                .map(|(path, bytes)| WebPage::read(path, &String::from_utf8_lossy(bytes)))
                .filter(|page| !page.is_redirect())
                .collect()
        })
    }
}

/// The longest line of a page that a finding shows.
const SHOWN: usize = 400;

/// Gives a finding about a finished page its column, and the line where that can be shown: the parser tells the line alone.
pub(super) fn pinpoint(whole: &Whole<'_>, finding: &mut Finding) {
    let Some(place) = &mut finding.diagnostic.place else {
        return;
    };
    let bytes = whole.files.get(&place.file).filter(|_| place.column == 0);
    let Some(text) = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return;
    };
    let words = if place.quote.is_empty() {
        "<"
    } else {
        place.quote.as_str()
    };
    // The tag may have begun on the line before.
    for number in [place.line, place.line.saturating_sub(1)] {
        let line = number.checked_sub(1).and_then(|at| text.lines().nth(at));
        let found = line.and_then(|line| Some((line, line.find(words)?)));
        if let Some((line, at)) = found {
            place.line = number;
            place.column = line[..at].chars().count() + 1;
            if line.len() <= SHOWN {
                line.clone_into(&mut place.excerpt);
            }
            return;
        }
    }
}

/// A fault of a page.
pub(crate) struct Fault {
    /// How much it weighs.
    pub(crate) level: Level,
    /// Where.
    pub(crate) place: Place,
    /// What is wrong.
    pub(crate) words: Words,
    /// What to do.
    pub(crate) hint: Words,
}

/// One finding for each fault, however many pages a template spreads it over; its place is the first.
pub(crate) fn gather(id: (&'static str, &'static str), faults: Vec<Fault>) -> Vec<Finding> {
    let mut by_words: BTreeMap<Words, (Fault, usize)> = BTreeMap::new();
    for fault in faults {
        match by_words.get_mut(&fault.words) {
            Some((first, count)) => {
                *count += usize::from(first.place.file != fault.place.file);
            }
            None => {
                by_words.insert(fault.words.clone(), (fault, 1));
            }
        }
    }
    let all = by_words.into_values();
    all.map(|(fault, count)| {
        let words = if count > 1 {
            Words::new(
                format!("{} (and {} more times)", fault.words.en, count - 1),
                format!("{}（另有{}处）", fault.words.zh, count - 1),
            )
        } else {
            fault.words
        };
        finding(fault.level, id, fault.place, words, fault.hint)
    })
    .collect()
}

/// A value of the host's identity; `None` where it is not filled in.
pub(crate) fn host<'w>(whole: &'w Whole<'_>, key: &str) -> Option<&'w str> {
    let value = whole.reports.host.get(key)?.as_str()?.trim();
    (!value.is_empty()).then_some(value)
}

/// The line of `content/site.yaml` on which a key stands.
pub(crate) fn host_place(whole: &Whole<'_>, key: &str) -> Place {
    let file = "content/site.yaml";
    let text = whole.sources.get(file).and_then(|file| file.text().ok());
    let at = text.and_then(|text| Some((text, text.find(&format!("{key}:"))?)));
    at.map_or_else(
        || Place::file(file),
        |(text, at)| Place::span(file, text, at..at + key.len()),
    )
}
