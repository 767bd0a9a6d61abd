//! W05: columns without content and entries of lists without a date. Enter at [`RULE`].

use crate::check::finding::FindingForm;
use crate::check::rule::{Rule, nothing};
use crate::check::web::{PageFault, TagPiece, WebPage, text};
use crate::check::whole_site::WholeSite;
use crate::check::word_file::{WordPattern, read_words};
use crate::diagnostic::Words;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule::pages(
    "W05",
    &["empty-column", "undated-entry"],
    include_str!("columns.md"),
    find,
    nothing,
);
const EMPTY_COLUMN: FindingForm = RULE.error(
    "empty-column",
    "fill it, or take it off the site until there is something to publish",
    "补充内容；暂无内容的栏目先不要上线",
);
const UNDATED_ENTRY: FindingForm = RULE.error(
    "undated-entry",
    "give the page a `date` in its front matter",
    "在页面文件头写明 date",
);

/// A date, or the year of one.
static DATE: LazyLock<WordPattern> = LazyLock::new(|| read_words(include_str!("columns.yaml")));

fn find(_: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let mut faults = Vec::new();
    if page.path == "404.html" {
        return faults;
    }
    if is_empty(page) {
        let words = Words::new(
            format!("{} has no content", page.path),
            format!("栏目没有内容：{}", page.path),
        );
        faults.push(PageFault::new(&EMPTY_COLUMN, page.place(None, ""), words));
    }
    let undated = entries(page).into_iter();
    faults.extend(undated.filter(|entry| !DATE.is_match(entry)).map(|entry| {
        let words = Words::new(
            format!("the entry `{entry}` has no date"),
            format!("列表条目“{entry}”没有日期"),
        );
        PageFault::new(&UNDATED_ENTRY, page.place(None, &entry), words)
    }));
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
    // Lists lie inside lists. `lists` holds for each open one whether it is a list of pages; an entry ends at the closing tag that finds
    // as many lists open as its opening tag did, so that entries of inner lists are part of it.
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
