//! The words that a page of a PDF file shows, in the order in which it draws them. Enter at [`PageWords::page`].
//!
//! A page says where its words stand and not where one ends. Pieces that touch are one word; a gap on the line is two spaces, so that
//! numbers in two cells of a table stay two numbers; a move to another line is a line break.

use super::letters::{FontSpelling, LostLetters};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What may be read of one file.
pub(super) struct ReadingBounds<'d> {
    /// Bytes that pages may still unpack to.
    content: usize,
    /// Letters that may still be kept.
    letters: usize,
    /// Steps that drawing may still take.
    steps: usize,
    /// Bytes that tables of letters may still unpack to.
    tables: usize,
    cut: bool,
    damaged: bool,
    /// How fonts spell, by the place of their dictionary in memory, which stays while the document is read.
    known: BTreeMap<usize, Option<Rc<FontSpelling<'d>>>>,
}

/// Bytes that the content of one page unpacks to.
const PAGE: usize = 8 * 1024 * 1024;
/// Bytes that the table of a font's letters unpacks to.
const FONT: usize = 2 * 1024 * 1024;
/// Drawings inside drawings.
const DEEP: usize = 4;

/// An operation put behind all others: it is read where all before it could be.
const LAST: &str = "nianbaoends";

impl Default for ReadingBounds<'_> {
    fn default() -> Self {
        ReadingBounds {
            content: 256 * 1024 * 1024,
            letters: 8 * 1024 * 1024,
            steps: 20_000_000,
            tables: 16 * 1024 * 1024,
            cut: false,
            damaged: false,
            known: BTreeMap::new(),
        }
    }
}

impl<'d> ReadingBounds<'d> {
    /// Whether something was left out.
    pub(super) fn is_spent(&self) -> bool {
        self.cut
    }

    /// Whether something could not be understood, and what stands behind it was not read.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Takes steps, as far as there are any.
    fn take(&mut self, steps: usize) {
        self.steps = self.steps.saturating_sub(steps);
    }

    /// How a font spells; each is read once.
    fn encoding(
        &mut self,
        document: &'d Document,
        font: &'d Dictionary,
    ) -> Option<Rc<FontSpelling<'d>>> {
        // A file may name one font on every page, or a thousand fonts that all unpack to megabytes. Each is read once, and all together
        // unpack to a fixed number of bytes; a font that costs nothing to unpack is still charged a little, so that their number is
        // bounded too.
        let place = std::ptr::from_ref(font) as usize;
        if let Some(known) = self.known.get(&place) {
            return known.clone();
        }
        let most = FONT.min(self.tables);
        let table = font.get_deref(b"ToUnicode", document);
        let unpacked = table
            .and_then(Object::as_stream)
            .map(|table| table.get_plain_content_with_limit(most));
        // A table that is too long has been unpacked as far as it may.
        let cost = unpacked.map_or(0, |read| read.map_or(most, |read| read.len()));
        let differences = font
            .get_deref(b"Encoding", document)
            .and_then(Object::as_dict)
            .and_then(|encoding| encoding.get(b"Differences"))
            .and_then(Object::as_array);
        let cost = cost + differences.map_or(0, |names| names.len() * 16);
        self.tables = self.tables.saturating_sub(cost.max(64));
        if self.tables == 0 {
            self.cut = true;
            return None;
        }
        let read = FontSpelling::of(document, font, most);
        self.cut |= matches!(read, Err(lopdf::Error::Decompress(_)));
        let read = read.ok().map(Rc::new);
        self.known.insert(place, read.clone());
        read
    }
}

type Fonts<'d> = BTreeMap<Vec<u8>, Rc<FontSpelling<'d>>>;
/// Drawings by the names that a page gives them.
type Drawings<'d> = BTreeMap<Vec<u8>, &'d Object>;

/// The words of a page.
pub(super) struct PageWords<'d, 'b> {
    document: &'d Document,
    bounds: &'b mut ReadingBounds<'d>,
    /// What was read.
    pub(super) text: String,
    /// Whether a picture was drawn.
    pub(super) drawn: bool,
    /// What could not be read.
    pub(super) lost: LostLetters,
    pen: TextPen,
}

/// Where the last piece of text ended and the next one begins.
#[derive(Debug, Clone, Copy, Default)]
struct TextPen {
    /// Of the letters, in units of the text.
    size: f32,
    /// Of the units across and down.
    scale: (f32, f32),
    /// Where the next piece begins.
    at: (f32, f32),
    /// Where the last piece began.
    from: Option<(f32, f32)>,
    /// How wide it is, in sizes of its letters, at least and at most.
    wide: (f32, f32),
    /// How many digits it ends with.
    digits: usize,
}

impl<'d, 'b> PageWords<'d, 'b> {
    pub(super) fn new(
        document: &'d Document,
        bounds: &'b mut ReadingBounds<'d>,
    ) -> PageWords<'d, 'b> {
        PageWords {
            document,
            bounds,
            text: String::new(),
            drawn: false,
            lost: LostLetters::default(),
            pen: TextPen::default(),
        }
    }

    /// Reads a page.
    pub(super) fn page(&mut self, page: ObjectId) {
        if self.bounds.steps == 0 {
            self.bounds.cut = true;
            return;
        }
        let fonts = self.document.get_page_fonts(page).unwrap_or_default();
        let fonts = self.encodings(fonts);
        let most = PAGE.min(self.bounds.content);
        let Ok(mut content) = self.document.get_page_content_with_limit(page, most) else {
            self.bounds.cut = true;
            return;
        };
        let mut drawings = BTreeMap::new();
        if let Ok((own, others)) = self.document.get_page_resources(page) {
            let others = others
                .iter()
                .filter_map(|id| self.document.get_dictionary(*id).ok());
            own.into_iter()
                .chain(others)
                .for_each(|resources| self.add_drawings(resources, &mut drawings));
        }
        self.draw(&mut content, &fonts, &drawings, 0);
        self.bounds.letters = self.bounds.letters.saturating_sub(self.text.len());
    }

    fn encodings(&mut self, fonts: BTreeMap<Vec<u8>, &'d Dictionary>) -> Fonts<'d> {
        self.bounds.take(fonts.len());
        let (bounds, document) = (&mut *self.bounds, self.document);
        fonts
            .into_iter()
            .filter_map(|(name, font)| Some((name, bounds.encoding(document, font)?)))
            .collect()
    }

    /// The drawings that resources name.
    fn add_drawings(&mut self, resources: &'d Dictionary, out: &mut Drawings<'d>) {
        let named = resources.get_deref(b"XObject", self.document);
        let Ok(named) = named.and_then(Object::as_dict) else {
            return;
        };
        self.bounds.take(named.len());
        for (name, value) in named {
            if let Ok((_, object)) = self.document.dereference(value) {
                out.entry(name.clone()).or_insert(object);
            }
        }
    }

    /// Follows the operations of a page or of a drawing on it.
    fn draw(
        &mut self,
        content: &mut Vec<u8>,
        fonts: &Fonts<'d>,
        drawings: &Drawings<'d>,
        depth: usize,
    ) {
        self.bounds.content = self.bounds.content.saturating_sub(content.len());
        content.extend([b"\n", LAST.as_bytes(), b"\n"].concat());
        let (mut font, mut is_whole) = (None, false);
        for step in Content::decode_iter(content) {
            let Ok(step) = step else {
                is_whole = false;
                break;
            };
            is_whole = step.operator == LAST;
            if self.bounds.steps == 0 || self.text.len() > self.bounds.letters {
                self.bounds.cut = true;
                return;
            }
            self.bounds.take(1);
            match (step.operator.as_str(), step.operands.first()) {
                ("Tf", Some(Object::Name(name))) => {
                    font = fonts.get(name).map(Rc::as_ref);
                    self.pen.size = number(step.operands.get(1)).abs();
                }
                ("Do", Some(Object::Name(name))) if depth < DEEP => {
                    self.draw_inside(drawings.get(name).copied(), depth);
                }
                ("BI" | "sh", _) => self.drawn = true,
                _ => self.follow_step(&step, font),
            }
        }
        self.bounds.damaged |= !is_whole;
    }

    /// A picture or a drawing with operations of its own.
    fn draw_inside(&mut self, object: Option<&'d Object>, depth: usize) {
        let Some(Object::Stream(stream)) = object else {
            return;
        };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if !kind.is_ok_and(|kind| kind == b"Form") {
            self.drawn = true;
            return;
        }
        let most = PAGE.min(self.bounds.content);
        let Ok(mut content) = stream.get_plain_content_with_limit(most) else {
            self.bounds.cut = true;
            return;
        };
        let resources = stream.dict.get_deref(b"Resources", self.document);
        let (mut fonts, mut drawings) = (BTreeMap::new(), BTreeMap::new());
        if let Ok(resources) = resources.and_then(Object::as_dict) {
            self.add_drawings(resources, &mut drawings);
            let named = resources.get_deref(b"Font", self.document);
            if let Ok(named) = named.and_then(Object::as_dict) {
                let found = named.iter().filter_map(|(name, value)| {
                    let (_, object) = self.document.dereference(value).ok()?;
                    Some((name.clone(), object.as_dict().ok()?))
                });
                fonts = self.encodings(found.collect());
            }
        }
        self.text.push('\n');
        self.draw(&mut content, &fonts, &drawings, depth + 1);
        self.text.push('\n');
    }

    fn follow_step(&mut self, step: &Operation, font: Option<&FontSpelling<'d>>) {
        let of = |at: usize| number(step.operands.get(at));
        let pen = &mut self.pen;
        match step.operator.as_str() {
            "BT" => {
                pen.at = (0.0, 0.0);
                pen.scale = (1.0, 1.0);
            }
            "Tm" => {
                pen.scale = (of(0), of(3));
                pen.at = (of(4), of(5));
            }
            "Td" | "TD" => {
                pen.at.0 += of(0) * pen.scale.0;
                pen.at.1 += of(1) * pen.scale.1;
            }
            "T*" => self.text.push('\n'),
            "'" | "\"" => {
                self.text.push('\n');
                self.show_words(&step.operands, font);
            }
            "Tj" | "TJ" => {
                self.join_pieces();
                self.show_words(&step.operands, font);
            }
            _ => {}
        }
    }

    /// What stands between the last piece and the one that begins where the pen is.
    fn join_pieces(&mut self) {
        // A PDF has no words, only letters at places. A piece that begins more than 0.3 of a letter's height higher or lower is a new
        // line. On one line it touches the last piece if it begins where that ends, give or take 0.3 of a letter; how far that reaches is
        // not said, so each letter counts from a least to a most width, in shares of its size (see `show_words`). What touches goes on;
        // anything else is parted by a gap that ends a cell. Where it is doubtful pieces are parted, for a number of eight digits is
        // whole: two amounts side by side must not become the number of a person.
        let pen = &mut self.pen;
        let Some(from) = pen.from.filter(|from| *from != pen.at) else {
            return;
        };
        let size = (pen.size * pen.scale.0.abs()).max(f32::EPSILON);
        let down = (pen.size * pen.scale.1.abs()).max(f32::EPSILON);
        if (pen.at.1 - from.1).abs() > down * 0.3 {
            self.text.push('\n');
        } else {
            let moved = (pen.at.0 - from.0) / size;
            // A number of eight digits is whole; fewer may be a part of one.
            let touches = pen.digits < 8 && (pen.wide.0 - 0.3..=pen.wide.1 + 0.3).contains(&moved);
            if !touches {
                self.text.push_str("  ");
            }
        }
        pen.from = None;
    }

    /// Adds the words of an operation.
    fn show_words(&mut self, operands: &[Object], font: Option<&FontSpelling<'d>>) {
        let start = self.text.len();
        self.spell(operands, font);
        let pen = &mut self.pen;
        if pen.from.is_none() {
            pen.from = Some(pen.at);
            (pen.wide, pen.digits) = ((0.0, 0.0), 0);
        }
        for letter in self.text[start..].chars() {
            let (least, most) = if letter.is_ascii() {
                (0.4, 0.65)
            } else {
                (0.9, 1.05)
            };
            pen.wide = (pen.wide.0 + least, pen.wide.1 + most);
            pen.digits = if letter.is_ascii_digit() {
                pen.digits + 1
            } else {
                0
            };
        }
    }

    fn spell(&mut self, operands: &[Object], font: Option<&FontSpelling<'d>>) {
        for operand in operands {
            match operand {
                Object::String(bytes, _) => match font {
                    Some(font) => font.spell(bytes, &mut self.text, &mut self.lost),
                    None => self.text += &String::from_utf8_lossy(bytes),
                },
                Object::Array(parts) => {
                    for part in parts {
                        self.spell(std::slice::from_ref(part), font);
                    }
                }
                // Thousandths of a letter's size to the left; a wide gap is another cell.
                Object::Integer(_) | Object::Real(_) => {
                    let gap = -number(Some(operand));
                    if gap > 700.0 {
                        self.text.push_str("  ");
                    } else if gap > 200.0 {
                        self.text.push(' ');
                    }
                }
                _ => {}
            }
        }
    }
}

fn number(operand: Option<&Object>) -> f32 {
    operand
        .and_then(|operand| operand.as_float().ok())
        .unwrap_or(0.0)
}
