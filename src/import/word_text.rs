//! The text of `word/document.xml`: paragraphs, table rows, pictures, and what is not settled. Enter at [`WordText::read`].

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One paragraph or table row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WordParagraph {
    /// Its words, tracked deletions and hidden text left out; a line break is `\n`.
    pub(crate) text: String,
    /// Id of its style.
    pub(crate) style: Option<String>,
    /// Id of its list; `0` takes a list of the style away.
    pub(crate) list: Option<u32>,
    /// Its level in the list.
    pub(crate) level: Option<usize>,
    /// Cells, where it is a row of a table.
    pub(crate) cells: Option<Vec<String>>,
    /// Relationship id and alternative text of each picture.
    pub(crate) pictures: Vec<(String, String)>,
}

/// What a Word file says.
#[derive(Debug, Default)]
pub(crate) struct WordText {
    /// Paragraphs and rows in order.
    pub(crate) paragraphs: Vec<WordParagraph>,
    /// The words of tracked insertions, deletions and moves.
    pub(crate) revisions: Vec<String>,
    /// The words near each comment.
    pub(crate) comments: Vec<String>,
    /// Hidden words.
    pub(crate) hidden: Vec<String>,
    /// Footnotes and endnotes.
    pub(crate) notes: usize,
    /// Text boxes.
    pub(crate) boxes: usize,
}

/// The value of an attribute by its local name.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    found
        .unescape_value()
        .ok()
        .map(std::borrow::Cow::into_owned)
}

#[derive(Default)]
struct WordState {
    out: WordText,
    /// Local names of the open elements.
    open: Vec<String>,
    paragraphs: Vec<WordParagraph>,
    /// Rows of open tables: cells as text.
    rows: Vec<Vec<String>>,
    hidden: bool,
    alt: String,
    change: String,
}

/// Elements that may stand inside one another; Word itself writes a few dozen.
const DEEPEST: usize = 400;

impl WordText {
    /// Reads the XML of the document; the error means that it is no XML.
    pub(crate) fn read(xml: &str) -> Result<WordText, ()> {
        let mut reader = Reader::from_str(xml);
        let mut state = WordState::default();
        loop {
            match reader.read_event().map_err(|_| ())? {
                Event::Eof => break,
                Event::Start(element) => {
                    if state.open.len() >= DEEPEST {
                        return Err(());
                    }
                    state.start(&element);
                    state.open.push(local(&element));
                }
                Event::Empty(element) => {
                    state.start(&element);
                    state.end(&local(&element));
                }
                Event::End(_) => {
                    let name = state.open.pop().unwrap_or_default();
                    state.end(&name);
                }
                Event::Text(text) => state.text(&text.decode().map_err(|_| ())?),
                Event::GeneralRef(reference) => {
                    let resolved = reference
                        .resolve_char_ref()
                        .ok()
                        .flatten()
                        .map(String::from);
                    let named = reference.decode().ok().and_then(|name| {
                        quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
                    });
                    state.text(&resolved.or(named).unwrap_or_default());
                }
                _ => {}
            }
        }
        Ok(state.out)
    }
}

fn local(element: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(element.local_name().as_ref()).into_owned()
}

impl WordState {
    fn inside(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// Whether words at this place are of no paragraph that is imported.
    fn skipped(&self) -> bool {
        self.inside("Fallback") || self.inside("txbxContent")
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = local(element);
        if name == "txbxContent" && !self.inside("Fallback") {
            self.out.boxes += 1;
        }
        if self.skipped() {
            return;
        }
        let value = || attribute(element, "val");
        match name.as_str() {
            "p" => self.paragraphs.push(WordParagraph::default()),
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "r" => self.hidden = false,
            "vanish" if self.inside("r") => {
                self.hidden = value().is_none_or(|value| value != "0" && value != "false");
            }
            "br" | "cr" => self.push("\n"),
            "tab" if self.inside("r") => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            "footnoteReference" | "endnoteReference" => self.out.notes += 1,
            "commentReference" => {
                let near = self.paragraphs.last().map_or(String::new(), |paragraph| {
                    paragraph
                        .text
                        .chars()
                        .rev()
                        .take(20)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev()
                        .collect()
                });
                self.out.comments.push(near);
            }
            "docPr" => {
                self.alt = attribute(element, "descr")
                    .or_else(|| attribute(element, "title"))
                    .unwrap_or_default();
            }
            "blip" => {
                let alt = std::mem::take(&mut self.alt);
                if let (Some(id), Some(paragraph)) =
                    (attribute(element, "embed"), self.paragraphs.last_mut())
                {
                    paragraph.pictures.push((id, alt));
                }
            }
            _ => self.property(&name, value()),
        }
    }

    /// Properties of the paragraph: its style and its place in a list.
    fn property(&mut self, name: &str, value: Option<String>) {
        // The properties before a tracked change of layout stand inside of pPrChange and are history.
        if self.inside("pPrChange") || !self.inside("pPr") {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match name {
            "pStyle" => paragraph.style = value,
            "numId" => paragraph.list = value.and_then(|value| value.parse().ok()),
            "ilvl" => paragraph.level = value.and_then(|value| value.parse().ok()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "ins" | "del" | "moveFrom" | "moveTo") {
            let words = std::mem::take(&mut self.change);
            if !words.trim().is_empty() {
                self.out.revisions.push(words);
            }
        }
        if self.skipped() || name == "txbxContent" {
            return;
        }
        match name {
            "p" => {
                let Some(paragraph) = self.paragraphs.pop() else {
                    return;
                };
                match self.rows.last_mut().and_then(|row| row.last_mut()) {
                    Some(cell) => {
                        if !cell.is_empty() && !paragraph.text.is_empty() {
                            cell.push(' ');
                        }
                        cell.push_str(&paragraph.text);
                    }
                    None => self.out.paragraphs.push(paragraph),
                }
            }
            "tr" => {
                let Some(row) = self.rows.pop() else { return };
                match self.rows.last_mut().and_then(|outer| outer.last_mut()) {
                    Some(cell) => cell.push_str(&row.join(" ")),
                    None => self.out.paragraphs.push(WordParagraph {
                        cells: Some(row),
                        ..WordParagraph::default()
                    }),
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let tag = self.open.last().map_or("", String::as_str);
        if !matches!(tag, "t" | "delText") || self.skipped() {
            return;
        }
        let gone = tag == "delText" || self.inside("del") || self.inside("moveFrom");
        if gone || self.inside("ins") || self.inside("moveTo") {
            self.change.push_str(text);
        }
        if self.hidden {
            self.out.hidden.push(text.to_owned());
        } else if !gone {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }
}
