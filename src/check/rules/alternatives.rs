//! A01: pictures, charts and tables that say nothing to who cannot see them. Enter at [`RULE`].

use crate::check::finding::FindingForm;
use crate::check::rule::{Rule, nothing};
use crate::check::web::{PageFault, Tag, TagPiece, WebPage};
use crate::check::whole_site::WholeSite;
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::pages(
    "A01",
    &["missing-alternative"],
    include_str!("alternatives.md"),
    find,
    nothing,
);
const MISSING_ALTERNATIVE: FindingForm = RULE.error("missing-alternative", "describe it in words: alt for a picture, a sentence and a table for a chart, caption and th for a table", "用文字说明：图片写 alt，图表配一句话和数据表，表格有标题（caption）和表头（th）");

fn find(_: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let mut faults = Vec::new();
    pictures(page, &mut faults);
    tables(page, &mut faults);
    faults
}

fn missing(page: &WebPage, tag: &Tag, words: Words) -> PageFault {
    let place = page.place(Some(tag), tag.get("src").unwrap_or(""));
    PageFault::new(&MISSING_ALTERNATIVE, place, words)
}

fn pictures(page: &WebPage, faults: &mut Vec<PageFault>) {
    let has_table = page.tags().any(|tag| tag.name == "table");
    for tag in page.tags() {
        let named = ["aria-label", "aria-labelledby", "title"]
            .iter()
            .any(|name| tag.get(name).is_some_and(|value| !value.trim().is_empty()));
        let hidden = tag.get("aria-hidden") == Some("true");
        if tag.name == "img" && tag.get("alt").is_none() && !named && !hidden {
            faults.push(missing(
                page,
                tag,
                Words::new("a picture without alt", "图片没有替代文字（alt）"),
            ));
        }
        if tag.name == "svg" && tag.get("role") == Some("img") && !hidden {
            if !named {
                faults.push(missing(
                    page,
                    tag,
                    Words::new("a chart without a name", "图表没有名称"),
                ));
            }
            if !has_table {
                faults.push(missing(
                    page,
                    tag,
                    Words::new("a chart without a table", "图表没有配数据表"),
                ));
            }
        }
    }
}

fn tables(page: &WebPage, faults: &mut Vec<PageFault>) {
    let starts = page.pieces.iter().enumerate().filter_map(|(at, piece)| {
        let tag = piece.tag().filter(|tag| tag.name == "table")?;
        Some((at, tag))
    });
    for (at, tag) in starts {
        if matches!(tag.get("role"), Some("presentation" | "none")) {
            continue;
        }
        let rest = &page.pieces[at + 1..];
        let end = rest
            .iter()
            .position(|piece| matches!(piece, TagPiece::Close(name) if name == "table"))
            .unwrap_or(rest.len());
        let has = |name: &str| {
            rest[..end]
                .iter()
                .any(|piece| piece.tag().is_some_and(|tag| tag.name == name))
        };
        if !has("th") {
            faults.push(missing(
                page,
                tag,
                Words::new("a table without headers (th)", "表格没有表头（th）"),
            ));
        }
        let named = tag
            .get("aria-label")
            .or_else(|| tag.get("aria-labelledby"))
            .is_some();
        // Markdown knows no caption: there the heading or sentence above is the table's name.
        let led = page.pieces[..at]
            .iter()
            .rev()
            .find_map(|piece| match piece {
                TagPiece::Close(name) => Some(matches!(
                    name.as_str(),
                    "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
                )),
                TagPiece::Open(_) => Some(false),
                TagPiece::Text(words) => (!words.trim().is_empty()).then_some(true),
            });
        if !has("caption") && !named && led != Some(true) {
            faults.push(missing(
                page,
                tag,
                Words::new("a table without a caption", "表格没有标题（caption）"),
            ));
        }
    }
}
