//! A02: order of headings, words of links, language, ids, contrast of colours. Enter at [`RULE`].

use crate::check::finding::FindingForm;
use crate::check::rule::{Rule, nothing};
use crate::check::web::{PageFault, TagPiece, WebPage, text};
use crate::check::whole_site::WholeSite;
use crate::check::word_file::{WordList, read_words};
use crate::diagnostic::Words;
use std::collections::BTreeSet;
use std::sync::LazyLock;

mod contrast;
mod css;

const NAME: &str = "accessibility";

pub(crate) const RULE: Rule = Rule::pages(
    "A02",
    &[NAME],
    include_str!("../accessibility.md"),
    find,
    nothing,
);
const NO_LANGUAGE: FindingForm =
    RULE.warning(NAME, "<html lang=\"zh-CN\">", "写成 <html lang=\"zh-CN\">");
const SAME_ID: FindingForm = RULE.warning(NAME, "give each its own", "每个 id 只用一次");
const HEADING_JUMP: FindingForm = RULE.warning(
    NAME,
    "headings go down one level at a time",
    "标题逐级使用，不要为了字号跳级",
);
const EMPTY_LINK: FindingForm = RULE.warning(
    NAME,
    "let the link be the name of what it leads to",
    "用目标的名称作链接文字",
);

const LOW_CONTRAST: FindingForm = RULE.warning(
    NAME,
    "text needs 4.5:1 at least: make the text darker or the ground lighter",
    "文字与底色的对比度应不低于4.5:1，请加深文字或调浅底色",
);

/// Words of links that say nothing on their own.
static EMPTY: LazyLock<WordList> =
    LazyLock::new(|| read_words(include_str!("../accessibility.yaml")));

/// Pairs of colours with too little contrast in a style sheet.
pub(crate) fn of_sheet(path: &str, bytes: &[u8]) -> Vec<PageFault> {
    let pale = contrast::pale_texts(path, bytes).into_iter();
    pale.map(|one| PageFault::new(&LOW_CONTRAST, one.place, one.words))
        .collect()
}

fn find(_: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let mut faults = Vec::new();
    language(page, &mut faults);
    headings(page, &mut faults);
    links(page, &mut faults);
    faults
}

fn language(page: &WebPage, faults: &mut Vec<PageFault>) {
    let html = page.tags().find(|tag| tag.name == "html");
    if html.is_none_or(|tag| tag.get("lang").is_none_or(str::is_empty)) {
        faults.push(PageFault::new(
            &NO_LANGUAGE,
            page.place(html, ""),
            Words::new(
                "the page does not say its language",
                "网页没有标明语言（lang）",
            ),
        ));
    }
    let mut seen = BTreeSet::new();
    for tag in page.tags() {
        let Some(id) = tag.get("id").filter(|id| !seen.insert(*id)) else {
            continue;
        };
        faults.push(PageFault::new(
            &SAME_ID,
            page.place(Some(tag), id),
            Words::new("an id is given twice on one page", "同一页面中 id 重复"),
        ));
    }
}

fn headings(page: &WebPage, faults: &mut Vec<PageFault>) {
    let mut last = 0;
    for tag in page.inside("main").iter().filter_map(TagPiece::tag) {
        let level = match tag.name.as_str() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            "h4" => 4,
            "h5" => 5,
            "h6" => 6,
            _ => continue,
        };
        if level > last + 1 {
            faults.push(PageFault::new(
                &HEADING_JUMP,
                page.place(Some(tag), &tag.name),
                Words::new(
                    format!("a heading h{level} stands below no h{}", level - 1),
                    format!("标题层级跳级：h{level} 之上没有 h{}", level - 1),
                ),
            ));
        }
        last = level;
    }
}

fn links(page: &WebPage, faults: &mut Vec<PageFault>) {
    for (at, piece) in page.pieces.iter().enumerate() {
        let Some(tag) = piece
            .tag()
            .filter(|tag| tag.name == "a" && tag.get("href").is_some())
        else {
            continue;
        };
        let rest = &page.pieces[at + 1..];
        let end = rest
            .iter()
            .position(|piece| matches!(piece, TagPiece::Close(name) if name == "a"))
            .unwrap_or(rest.len());
        let mut words = text(&rest[..end]);
        let within = rest[..end].iter().filter_map(TagPiece::tag);
        for named in std::iter::once(tag).chain(within) {
            let own = ["aria-label", "aria-labelledby", "alt", "title"];
            words += own.iter().find_map(|name| named.get(name)).unwrap_or("");
        }
        let words = words.trim();
        if words.is_empty() || EMPTY.lists(words.to_lowercase().as_str()) {
            faults.push(PageFault::new(
                &EMPTY_LINK,
                page.place(Some(tag), words),
                Words::new(
                    "the words of a link do not say where it leads",
                    "链接文字没有说明去向",
                ),
            ));
        }
    }
}
