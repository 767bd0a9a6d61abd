//! A report's text in sections, blocks and sentences, each with a stable id. Enter at [`read`].

use std::ops::Range;

/// A report's text in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Sections in reading order; the first is the preamble (`s-0`, level 0) even where it is empty.
    pub sections: Vec<Section>,
}

/// A section: from its heading (or numbered run-in lead) to the next one of any level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// Anchor, `s-1-6-3`: positions from the top.
    pub id: String,
    /// Numbers as printed from the top, `一、/(六)/3、`.
    pub path: String,
    /// 0 preamble, 1 一、, 2 （一）, 3 `1.` and run-in `1、`.
    pub level: usize,
    /// Number as printed, `(六)`.
    pub number: String,
    /// Title without number and closing 。
    pub title: String,
    /// Blocks in reading order; the heading's own block first where there is one.
    pub blocks: Vec<Block>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockKind {
    /// The section's own-line heading.
    Heading,
    /// A paragraph or list item.
    #[default]
    Paragraph,
    /// A table cell.
    Cell,
    /// Signature or date at the end.
    Signature,
}

/// A run of text that ends with its paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The text without markup: the concatenated inline text in Markdown order.
    pub plain: String,
    /// Bytes of the Markdown source that the block came from.
    pub source: Range<usize>,
    /// Sentences in order; together they are `plain` without gaps (headings and signatures have one each).
    pub sentences: Vec<Sentence>,
}

/// A sentence: it ends at 。；！？ (or the half-width form after a Han character) or with its block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Anchor, `p-1-6-3-2`; headings have none (empty).
    pub id: String,
    /// Bytes of the block's `plain`.
    pub range: Range<usize>,
}

/// A place in a text: section, block and bytes of the block's `plain`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    /// Index into [`Text::sections`].
    pub section: usize,
    /// Index into [`Section::blocks`].
    pub block: usize,
    /// Bytes of [`Block::plain`].
    pub range: Range<usize>,
}
