//! A02: order of headings, words of links, language, ids, contrast of colours. Enter at [`RULE`].

use crate::check::rule::{Rule, RuleRun, nothing};
use crate::check::web::{PageFault, TagPiece, WebPage, text};
use crate::check::whole_site::WholeSite;
use crate::diagnostic::{Level, Words};
use std::collections::BTreeSet;

mod contrast;
mod css;

pub(crate) use contrast::of_sheet;

const NAME: &str = "accessibility";

pub(crate) const RULE: Rule = Rule {
    code: "A02",
    names: &[NAME],
    page: include_str!("../accessibility.md"),
    run: RuleRun::Page(find, nothing),
};

/// Words of links that say nothing on their own.
const EMPTY: [&str; 9] = [
    "点击",
    "点击这里",
    "点此",
    "这里",
    "此处",
    "详情",
    "链接",
    "here",
    "click here",
];

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
        faults.push(PageFault {
            name: NAME,
            level: Level::Warning,
            place: page.place(html, ""),
            words: Words::new(
                "the page does not say its language",
                "网页没有标明语言（lang）",
            ),
            hint: Words::new("<html lang=\"zh-CN\">", "写成 <html lang=\"zh-CN\">"),
        });
    }
    let mut seen = BTreeSet::new();
    for tag in page.tags() {
        let Some(id) = tag.get("id").filter(|id| !seen.insert(*id)) else {
            continue;
        };
        faults.push(PageFault {
            name: NAME,
            level: Level::Warning,
            place: page.place(Some(tag), id),
            words: Words::new("an id is given twice on one page", "同一页面中 id 重复"),
            hint: Words::new("give each its own", "每个 id 只用一次"),
        });
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
            faults.push(PageFault {
                name: NAME,
                level: Level::Warning,
                place: page.place(Some(tag), &tag.name),
                words: Words::new(
                    format!("a heading h{level} stands below no h{}", level - 1),
                    format!("标题层级跳级：h{level} 之上没有 h{}", level - 1),
                ),
                hint: Words::new(
                    "headings go down one level at a time",
                    "标题逐级使用，不要为了字号跳级",
                ),
            });
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
        if words.is_empty() || EMPTY.contains(&words.to_lowercase().as_str()) {
            faults.push(PageFault {
                name: NAME,
                level: Level::Warning,
                place: page.place(Some(tag), words),
                words: Words::new(
                    "the words of a link do not say where it leads",
                    "链接文字没有说明去向",
                ),
                hint: Words::new(
                    "let the link be the name of what it leads to",
                    "用目标的名称作链接文字",
                ),
            });
        }
    }
}
