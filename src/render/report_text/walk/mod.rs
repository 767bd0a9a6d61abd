//! The parser's events become events with anchors. Enter at [`TextWalk::run`].

mod elements;
mod words;

use super::plan::{BlockTurn, turn};
use super::spans::OpenSpans;
use super::{FigureMark, TextInput};
use crate::diagnostic::Diagnostic;
use crate::render::tag::attribute;
use crate::report::text::{BlockKind, TextBlock, TextSection};
use pulldown_cmark::{CowStr, Event};
use std::collections::BTreeMap;
use std::ops::Range;

/// A block of the text that was read, while its words pass by.
struct OpenBlock<'a> {
    block: &'a TextBlock,
    /// Bytes of its words that have passed.
    at: usize,
    /// Index of the sentence of the next byte.
    sentence: usize,
    /// Figures in it, each with its number among all.
    figures: Vec<(usize, &'a FigureMark)>,
    /// Whether the words were others than those that were read.
    is_lost: bool,
}

/// An image whose alternative text is being read.
struct OpenTextImage<'t> {
    address: CowStr<'t>,
    title: CowStr<'t>,
    alt: String,
}

/// A line break that waits for the next words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PendingBreak {
    None,
    Soft,
    Hard,
}

/// Everything that is known while the events pass by.
pub(super) struct TextWalk<'a, 't> {
    input: &'a TextInput<'a>,
    starts: BTreeMap<usize, usize>,
    blocks: Vec<(&'a TextSection, usize, usize)>,
    open: Option<OpenBlock<'a>>,
    spans: OpenSpans<'a>,
    waiting: PendingBreak,
    images: Vec<OpenTextImage<'t>>,
    notes: Vec<&'a str>,
    tables: usize,
    out: Vec<Event<'t>>,
    findings: Vec<Diagnostic>,
}

impl<'a, 't> TextWalk<'a, 't> {
    pub(super) fn new(
        input: &'a TextInput<'a>,
        starts: BTreeMap<usize, usize>,
    ) -> TextWalk<'a, 't> {
        let blocks = input
            .text
            .sections
            .iter()
            .enumerate()
            .flat_map(|(at, section)| {
                (0..section.blocks.len()).map(move |block| (section, at, block))
            });
        TextWalk {
            input,
            starts,
            blocks: blocks.collect(),
            open: None,
            spans: OpenSpans::new(input.marks),
            waiting: PendingBreak::None,
            images: Vec::new(),
            notes: Vec::new(),
            tables: 0,
            out: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Takes all events in.
    pub(super) fn run(&mut self, events: Vec<(Event<'t>, Range<usize>)>) {
        if self.starts.len() != self.blocks.len() {
            self.report(0..0);
        }
        for (index, (event, range)) in events.into_iter().enumerate() {
            let turn = turn(&event);
            if turn != BlockTurn::Stay {
                self.close_block(&range);
            }
            let number = self.starts.get(&index).copied();
            if let Some(number) = number {
                self.open_block(number);
            }
            match event {
                Event::Start(tag) => self.start(tag, number),
                Event::End(end) => self.end(end),
                Event::Text(text) => self.words(&text, &range),
                Event::Code(text) => {
                    self.spans.open("<code>".to_owned(), "</code>");
                    self.words(&text, &range);
                    self.spans.close(&mut self.out);
                }
                Event::SoftBreak if self.waiting == PendingBreak::None => {
                    self.waiting = PendingBreak::Soft;
                }
                Event::SoftBreak => {}
                Event::HardBreak => self.waiting = PendingBreak::Hard,
                Event::Html(html) => self.raw(&html),
                Event::InlineHtml(html) => self.raw(&html),
                Event::Rule => self.out.push(Event::Rule),
                other => self.spans.put_beside(other, &mut self.out),
            }
        }
        let end = self.input.body.1 - self.input.body.0;
        self.close_block(&(end..end));
        self.put_notes();
    }

    pub(super) fn finish(self) -> (Vec<Event<'t>>, Vec<Diagnostic>) {
        (self.out, self.findings)
    }

    fn open_block(&mut self, number: usize) {
        let Some(&(section, section_at, block_at)) = self.blocks.get(number) else {
            return;
        };
        let spot = |figure: &FigureMark| {
            (figure.spot.section, figure.spot.block) == (section_at, block_at)
        };
        let mut figures: Vec<_> = self
            .input
            .figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| spot(figure))
            .collect();
        figures.sort_by_key(|(_, figure)| figure.spot.range.start);
        self.notes
            .extend(figures.iter().map(|(_, figure)| figure.note.as_str()));
        self.open = Some(OpenBlock {
            block: &section.blocks[block_at],
            at: 0,
            sentence: 0,
            figures,
            is_lost: false,
        });
    }

    fn close_block(&mut self, range: &Range<usize>) {
        self.spans.leave(&mut self.out);
        self.waiting = PendingBreak::None;
        let Some(open) = self.open.take() else { return };
        let rest = &open.block.plain[open.at..];
        if !open.is_lost && rest.contains(|letter: char| letter != '*' && !letter.is_whitespace()) {
            self.report(range.clone());
        }
    }

    /// The anchor of the section that a block opens.
    fn section_id(&self, number: usize) -> Option<&'a str> {
        let &(section, _, at) = self.blocks.get(number)?;
        let opens = at == 0 && (section.level > 0 || section.blocks[at].kind == BlockKind::Heading);
        opens.then_some(section.id.as_str())
    }

    /// The attributes of the element that holds a block.
    fn attributes(&self, number: Option<usize>) -> String {
        let mut attributes = String::new();
        let Some(number) = number else {
            return attributes;
        };
        if let Some(id) = self.section_id(number) {
            attribute(&mut attributes, "id", id);
        }
        let block = self
            .blocks
            .get(number)
            .map(|(section, _, at)| &section.blocks[*at]);
        if block.is_some_and(|block| block.kind == BlockKind::Signature) {
            attribute(&mut attributes, "class", "signature");
        }
        attributes
    }
}
