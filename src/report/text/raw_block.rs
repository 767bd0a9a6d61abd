//! A block of a text before it is put into a section, while its words and marks are gathered. Enter at [`RawBlock`].

use super::BlockKind;
use super::segment::is_wide;
use std::ops::Range;

/// Whether nothing stands in the text for a line break between these two characters.
pub(crate) fn joins_without_space(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(is_wide) || after.is_none_or(is_wide)
}

/// A block before it is put into a section.
#[derive(Debug, Default)]
pub(super) struct RawBlock {
    pub(super) kind: BlockKind,
    /// Level of an own-line heading as in the Markdown, 1 for `#`.
    pub(super) heading: usize,
    pub(super) plain: String,
    pub(super) source: Range<usize>,
    /// Bytes of `plain` at its start that are bold.
    pub(super) bold: usize,
    /// Where strong emphasis begins or ends: an offset in `plain`, and how many `*` stand there as text (2 where the parser saw no
    /// emphasis because of full-width punctuation, 1 for the first half of such a mark).
    pub(super) marks: Vec<(usize, usize)>,
    /// Bytes of `plain` that are code.
    pub(super) code: Vec<Range<usize>>,
    /// Whether a line break waits for the next character.
    pub(super) breaks: bool,
}

impl RawBlock {
    pub(super) fn new(kind: BlockKind, heading: usize, source: Range<usize>) -> RawBlock {
        RawBlock {
            kind,
            heading,
            source,
            ..RawBlock::default()
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.breaks && !text.is_empty() {
            if !joins_without_space(self.plain.chars().next_back(), text.chars().next()) {
                self.plain.push(' ');
            }
            self.breaks = false;
        }
        self.plain.push_str(text);
    }

    /// Takes bytes out of the words; what is code moves with them.
    fn remove(&mut self, at: usize, width: usize) {
        self.plain.replace_range(at..at + width, "");
        for code in self.code.iter_mut().filter(|code| code.start >= at + width) {
            *code = code.start - width..code.end - width;
        }
    }

    /// Notes an unescaped `*` that the parser left in the text; two neighbours are one mark.
    pub(super) fn star(&mut self, at: usize) {
        match self.marks.last_mut() {
            Some((from, width @ 1)) if *from + 1 == at => *width = 2,
            _ => self.marks.push((at, 1)),
        }
    }

    /// Drops the `**` that emphasise beside full-width punctuation, where CommonMark sees no emphasis, and finds the bold lead.
    ///
    /// Marks are paired in order, those that the parser understood included, as the author meant them.
    pub(super) fn settle_marks(&mut self) {
        let mut marks = std::mem::take(&mut self.marks);
        marks.retain(|(_, width)| *width != 1);
        for pair in marks.chunks_exact(2).rev() {
            let ((open, wide), (close, width)) = (pair[0], pair[1]);
            let inner = &self.plain[open + wide..close];
            if inner.trim() != inner || inner.is_empty() {
                continue;
            }
            self.remove(close, width);
            self.remove(open, wide);
            if open == 0 {
                self.bold = close - wide;
            }
        }
    }
}
