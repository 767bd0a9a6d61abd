//! The block elements of a page, from the tokens of the HTML parser. Enter at [`BlockCollector`].

use super::furniture::is_furniture_container;
use super::words::{find_date, is_layout, tidy};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use std::cell::RefCell;

/// One paragraph or table row of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PageBlock {
    /// 1-based line of the file.
    pub(crate) line: usize,
    /// Its visible text.
    pub(crate) text: String,
    /// Cells of a table row.
    pub(crate) cells: Vec<String>,
    /// The elements it stands in, outermost first.
    pub(crate) inside: Vec<u32>,
    /// Whether an element around it is furniture, or it is mostly links.
    pub(crate) furniture: bool,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct ReadPage {
    /// Blocks in order.
    pub(crate) blocks: Vec<PageBlock>,
    /// Titles, best first.
    pub(crate) titles: Vec<String>,
    /// The day of publication that the page's head declares.
    pub(crate) published: Option<String>,
}

struct HtmlElement {
    name: String,
    id: u32,
    furniture: bool,
    holder: bool,
}

/// A table row that is being read: its paragraphs by cell.
#[derive(Default)]
struct BlockRow {
    cells: Vec<Vec<PageBlock>>,
    layout: bool,
}

#[derive(Default)]
struct TokenizerState {
    found: ReadPage,
    open: Vec<HtmlElement>,
    rows: Vec<BlockRow>,
    buffer: String,
    linked: usize,
    line: usize,
    count: u32,
    head_title: String,
    headings: Vec<String>,
}

/// Collects blocks while the tokenizer runs.
#[derive(Default)]
pub(crate) struct BlockCollector {
    state: RefCell<TokenizerState>,
}

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
const INLINE: [&str; 24] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "span",
    "font",
    "sub",
    "sup",
    "small",
    "big",
    "label",
    "code",
    "mark",
    "ins",
    "del",
    "o:p",
    "st1:chsdate",
    "time",
    "abbr",
    "tt",
    "bdo",
];
const UNSEEN: [&str; 10] = [
    "script", "style", "noscript", "select", "button", "iframe", "svg", "template", "object",
    "textarea",
];
const FRAMES: [&str; 5] = ["nav", "header", "footer", "aside", "form"];
/// Elements that can hold a whole text.
const HOLDERS: [&str; 9] = [
    "div",
    "td",
    "section",
    "article",
    "main",
    "body",
    "form",
    "center",
    "ucapcontent",
];

impl TokenSink for BlockCollector {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        let line = usize::try_from(line).unwrap_or(0);
        match token {
            Token::TagToken(tag) => return state.tag(&tag, line),
            Token::CharacterTokens(text) => state.text(&text, line),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl BlockCollector {
    /// What was collected.
    pub(crate) fn finish(&self) -> ReadPage {
        let mut state = self.state.borrow_mut();
        state.flush();
        while !state.rows.is_empty() {
            state.close_row();
        }
        let headings = std::mem::take(&mut state.headings);
        let title = tidy(&state.head_title);
        state.found.titles.extend(headings);
        state.found.titles.push(title);
        state.found.titles.retain(|title| !title.is_empty());
        std::mem::take(&mut state.found)
    }
}

impl TokenizerState {
    fn tag(&mut self, tag: &Tag, line: usize) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            self.end(&name);
            return TokenSinkResult::Continue;
        }
        if name == "meta" {
            self.meta(tag);
        }
        if name == "br" || !INLINE.contains(&name.as_str()) && !VOID.contains(&name.as_str()) {
            self.flush();
        }
        self.line = if self.buffer.trim().is_empty() {
            line
        } else {
            self.line
        };
        if VOID.contains(&name.as_str()) || tag.self_closing && name.contains(':') {
            return TokenSinkResult::Continue;
        }
        self.start(&name, tag);
        match name.as_str() {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noscript" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn start(&mut self, name: &str, tag: &Tag) {
        // An open paragraph, item, row or cell ends where the next one begins, as pages leave out their ends.
        match name {
            "p" | "div" | "table" => self.close_open(&["p"], &["div", "td", "li", "body"]),
            "li" => self.close_open(&["li"], &["ul", "ol"]),
            "tr" => self.close_open(&["tr"], &["table"]),
            "td" | "th" => self.close_open(&["td", "th"], &["tr", "table"]),
            _ => {}
        }
        let named = tag.attrs.iter().any(|attribute| {
            matches!(attribute.name.local.as_ref(), "class" | "id")
                && is_furniture_container(&attribute.value)
        });
        match name {
            "tr" => self.rows.push(BlockRow::default()),
            "td" | "th" => {
                if let Some(row) = self.rows.last_mut() {
                    row.cells.push(Vec::new());
                }
            }
            "table" => {
                if let Some(row) = self.rows.last_mut() {
                    row.layout = true;
                }
            }
            _ => {}
        }
        self.count += 1;
        // What holds the whole page is no furniture, whatever its class says.
        let furniture = FRAMES.contains(&name)
            || named && !matches!(name, "body" | "html" | "td" | "table" | "tr");
        self.open.push(HtmlElement {
            name: name.to_owned(),
            id: self.count,
            furniture,
            holder: HOLDERS.contains(&name),
        });
    }

    /// Closes the innermost of `names` unless one of `until` stands inside of it.
    fn close_open(&mut self, names: &[&str], until: &[&str]) {
        let found = self.open.iter().rev().find(|element| {
            names.contains(&element.name.as_str()) || until.contains(&element.name.as_str())
        });
        if let Some(name) = found
            .filter(|element| names.contains(&element.name.as_str()))
            .map(|element| element.name.clone())
        {
            self.end(&name);
        }
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else {
            return;
        };
        if !INLINE.contains(&name) {
            self.flush();
        }
        if matches!(name, "h1" | "h2" | "h3")
            && let Some(last) = self.found.blocks.last()
            && last.inside.contains(&self.open[at].id)
        {
            self.headings.push(last.text.clone());
        }
        if name == "tr" {
            self.close_row();
        }
        // An inline end closes only itself: pages cross their tags.
        if INLINE.contains(&name) {
            self.open.remove(at);
        } else {
            self.open.truncate(at);
        }
    }

    fn text(&mut self, text: &str, line: usize) {
        if self.open.iter().any(|element| element.name == "title") {
            self.head_title.push_str(text);
            return;
        }
        if self
            .open
            .iter()
            .any(|element| UNSEEN.contains(&element.name.as_str()))
        {
            return;
        }
        if self.buffer.trim().is_empty() {
            self.line = line.saturating_sub(
                text.trim_end().matches('\n').count()
                    - text
                        .trim_start()
                        .trim_end()
                        .matches('\n')
                        .count()
                        .min(text.matches('\n').count()),
            );
        }
        if self.open.iter().any(|element| element.name == "a") {
            self.linked += text.chars().filter(|letter| !is_layout(*letter)).count();
        }
        self.buffer.push_str(text);
    }

    fn flush(&mut self) {
        let text = joined(&std::mem::take(&mut self.buffer));
        let linked = std::mem::take(&mut self.linked);
        if text.is_empty() {
            return;
        }
        let length = text.chars().count();
        let furniture =
            self.open.iter().any(|element| element.furniture) || linked * 2 > length && length < 60;
        let inside = self
            .open
            .iter()
            .filter(|element| {
                element.holder || element.name.starts_with('h') && element.name.len() == 2
            })
            .map(|element| element.id)
            .collect();
        let block = PageBlock {
            line: self.line,
            text,
            cells: Vec::new(),
            inside,
            furniture,
        };
        match self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            Some(cell) => cell.push(block),
            None => self.found.blocks.push(block),
        }
    }

    /// A row of short cells is a row; one with paragraphs or a table inside only lays out the page.
    fn close_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        let long = row.cells.iter().any(|cell| {
            cell.len() > 3
                || cell
                    .iter()
                    .map(|block| block.text.chars().count())
                    .sum::<usize>()
                    > 160
        });
        let blocks = if row.layout || long || filled < 2 {
            row.cells.into_iter().flatten().collect()
        } else {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| {
                    cell.iter()
                        .map(|block| block.text.as_str())
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            let first = row
                .cells
                .iter()
                .flatten()
                .next()
                .cloned()
                .unwrap_or_default();
            vec![PageBlock {
                text: cells.join(" | "),
                cells,
                ..first
            }]
        };
        match self
            .rows
            .last_mut()
            .and_then(|outer| outer.cells.last_mut())
        {
            Some(cell) => cell.extend(blocks),
            None => self.found.blocks.extend(blocks),
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let value = |name: &str| {
            tag.attrs
                .iter()
                .find(|attribute| attribute.name.local.as_ref() == name)
                .map(|attribute| attribute.value.to_string())
        };
        let (Some(name), Some(content)) = (
            value("name").or_else(|| value("property")),
            value("content"),
        ) else {
            return;
        };
        match name.to_ascii_lowercase().as_str() {
            "articletitle" => self.found.titles.insert(0, tidy(&content)),
            "pubdate" => self.found.published = find_date(&content).map(|found| found.0),
            _ => {}
        }
    }
}

/// Line ends between Han characters are the file's, not the text's.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split(['\n', '\r']) {
        let part = part.trim_matches([' ', '\t']);
        let wide = out.chars().next_back().is_some_and(|last| !last.is_ascii())
            || part.chars().next().is_some_and(|first| !first.is_ascii());
        if !wide && !out.is_empty() && !part.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    tidy(&out)
}
