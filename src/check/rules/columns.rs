//! W05: columns without content and entries of lists without a date. Enter at [`RULE`].

use crate::check::rule::{Rule, RuleRun, nothing};
use crate::check::web::{PageFault, TagPiece, WebPage, text};
use crate::check::whole_site::WholeSite;
use crate::diagnostic::{Level, Words};
use crate::personal::pattern;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "W05",
    names: &["empty-column", "undated-entry"],
    page: include_str!("columns.md"),
    run: RuleRun::Page(find, nothing),
};

static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{4}(?:-\d{1,2}|年)"));

fn find(_: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let mut faults = Vec::new();
    if page.path == "404.html" {
        return faults;
    }
    if is_empty(page) {
        faults.push(PageFault {
            name: "empty-column",
            level: Level::Error,
            place: page.place(None, ""),
            words: Words::new(
                format!("{} has no content", page.path),
                format!("栏目没有内容：{}", page.path),
            ),
            hint: Words::new(
                "fill it, or take it off the site until there is something to publish",
                "补充内容；暂无内容的栏目先不要上线",
            ),
        });
    }
    for words in entries(page)
        .into_iter()
        .filter(|words| !DATE.is_match(words))
    {
        faults.push(PageFault {
            name: "undated-entry",
            level: Level::Error,
            place: page.place(None, &words),
            words: Words::new(
                format!("the entry `{words}` has no date"),
                format!("列表条目“{words}”没有日期"),
            ),
            hint: Words::new(
                "give the page a `date` in its front matter",
                "在页面文件头写明 date",
            ),
        });
    }
    faults
}

/// Whether nothing but headings stands in `main`.
fn is_empty(page: &WebPage) -> bool {
    let main = page.inside("main");
    let mut heading = false;
    let mut shown = false;
    for piece in main {
        match piece {
            TagPiece::Open(tag) if matches!(tag.name.as_str(), "h1" | "h2") => heading = true,
            TagPiece::Close(name) if matches!(name.as_str(), "h1" | "h2") => heading = false,
            TagPiece::Open(tag) => {
                shown |= matches!(tag.name.as_str(), "img" | "svg" | "table" | "form");
            }
            TagPiece::Text(words) => shown |= !heading && !words.trim().is_empty(),
            TagPiece::Close(_) => {}
        }
    }
    !main.is_empty() && !shown
}

/// The words of each entry of lists of pages (`class="entries"`); a list inside of an entry is part of it.
fn entries(page: &WebPage) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut lists: Vec<bool> = Vec::new();
    let mut from: Option<(usize, usize)> = None;
    for (at, piece) in page.pieces.iter().enumerate() {
        match piece {
            TagPiece::Open(tag) if matches!(tag.name.as_str(), "ol" | "ul") => {
                let classes = tag.get("class").unwrap_or("");
                lists.push(classes.split(' ').any(|class| class == "entries"));
            }
            TagPiece::Close(name) if matches!(name.as_str(), "ol" | "ul") => {
                lists.pop();
            }
            TagPiece::Open(tag)
                if tag.name == "li" && from.is_none() && lists.last() == Some(&true) =>
            {
                from = Some((at, lists.len()));
            }
            TagPiece::Close(name) if name == "li" => {
                if let Some((start, _)) = from.filter(|(_, depth)| *depth == lists.len()) {
                    out.push(text(&page.pieces[start..at]));
                    from = None;
                }
            }
            _ => {}
        }
    }
    out
}
