//! A report's text in sections, blocks and sentences, each with a stable id. Enter at [`read`].

pub(crate) mod anchors;
pub(crate) mod likeness;
pub(crate) mod numbering;
mod raw_block;
mod read;
pub(crate) mod segment;
pub(crate) mod signature;

pub use read::read;

use std::ops::Range;

/// A report's text in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportText {
    /// Sections in reading order; the first is the preamble (`s-0`, level 0) even where it is empty.
    pub sections: Vec<TextSection>,
}

/// A section: from its heading (or numbered run-in lead) to the next one of any level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextSection {
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
    pub blocks: Vec<TextBlock>,
}

impl TextSection {
    /// Whether it is the section with this path or stands below it.
    pub fn is_within(&self, path: &str) -> bool {
        let rest = self.path.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
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
pub struct TextBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes of `plain` at its start that are the section's heading, its mark included: all of an own-line heading, none where the block
    /// opens no section.
    pub lead: usize,
    /// The text without markup: the concatenated inline text in Markdown order.
    pub plain: String,
    /// Bytes of `plain` that are code, in order: words that stand for themselves and are no Chinese prose.
    pub code: Vec<Range<usize>>,
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
    /// Index into [`ReportText::sections`].
    pub section: usize,
    /// Index into [`TextSection::blocks`].
    pub block: usize,
    /// Bytes of [`TextBlock::plain`].
    pub range: Range<usize>,
}

/// A sentence with everything it stands in.
#[derive(Debug, Clone, Copy)]
pub struct SentenceContext<'a> {
    /// Index into [`ReportText::sections`].
    pub section_index: usize,
    /// Index into [`TextSection::blocks`].
    pub block_index: usize,
    /// The section.
    pub section: &'a TextSection,
    /// The block.
    pub block: &'a TextBlock,
    /// The sentence.
    pub sentence: &'a Sentence,
}

impl<'a> SentenceContext<'a> {
    /// The words of the sentence, white space at its ends left out.
    pub fn words(&self) -> &'a str {
        self.block.plain[self.sentence.range.clone()].trim()
    }

    /// The place of the sentence.
    pub fn spot(&self) -> Spot {
        Spot {
            section: self.section_index,
            block: self.block_index,
            range: self.sentence.range.clone(),
        }
    }
}

impl ReportText {
    /// Every sentence in reading order, those of headings and signatures included; see [`BlockKind`].
    pub fn lines(&self) -> impl Iterator<Item = SentenceContext<'_>> {
        self.sections
            .iter()
            .enumerate()
            .flat_map(|(section_index, section)| {
                section
                    .blocks
                    .iter()
                    .enumerate()
                    .flat_map(move |(block_index, block)| {
                        block.sentences.iter().map(move |sentence| SentenceContext {
                            section_index,
                            block_index,
                            section,
                            block,
                            sentence,
                        })
                    })
            })
    }

    /// Every place where a quote stands, in reading order; with a section's id or path only those in it or below it.
    ///
    /// A quote does not cross the end of a block. White space at its ends is not looked for.
    pub fn find(&self, quote: &str, section: Option<&str>) -> Vec<Spot> {
        let quote = quote.trim();
        if quote.is_empty() {
            return Vec::new();
        }
        let within = section.map(|name| self.section(name).map_or(name, |s| s.id.as_str()));
        let mut spots = Vec::new();
        for (section, s) in self
            .sections
            .iter()
            .enumerate()
            .filter(|(_, s)| within.is_none_or(|id| is_in(&s.id, id)))
        {
            for (block, b) in s.blocks.iter().enumerate() {
                spots.extend(places(&b.plain, quote).map(|at| Spot {
                    section,
                    block,
                    range: at..at + quote.len(),
                }));
            }
        }
        spots
    }

    /// The words at a place; empty where there is no such place.
    pub fn words(&self, spot: &Spot) -> &str {
        self.block(spot)
            .and_then(|block| block.plain.get(spot.range.clone()))
            .unwrap_or_default()
    }

    /// The sentence in which a place begins.
    pub fn sentence_at(&self, spot: &Spot) -> Option<&Sentence> {
        let block = self.block(spot)?;
        block
            .sentences
            .iter()
            .find(|s| s.range.contains(&spot.range.start))
    }

    /// The words of the sentence in which a place begins.
    pub fn sentence_words(&self, spot: &Spot) -> &str {
        let range = self.sentence_at(spot).map(|s| s.range.clone());
        range.map_or("", |range| {
            self.words(&Spot {
                range,
                ..spot.clone()
            })
            .trim()
        })
    }

    /// The section with this id.
    pub fn section_by_id(&self, id: &str) -> Option<&TextSection> {
        self.sections.iter().find(|s| s.id == id)
    }

    /// The section with this path, `一、/(六)`; half-width and full-width marks are one.
    pub fn section_by_path(&self, path: &str) -> Option<&TextSection> {
        let folded = numbering::fold_path(path);
        self.sections
            .iter()
            .find(|s| s.level > 0 && numbering::fold_path(&s.path) == folded)
    }

    /// The section with this id or path.
    pub fn section(&self, name: &str) -> Option<&TextSection> {
        self.section_by_id(name)
            .or_else(|| self.section_by_path(name))
    }

    fn block(&self, spot: &Spot) -> Option<&TextBlock> {
        self.sections.get(spot.section)?.blocks.get(spot.block)
    }
}

/// The bytes at which a quote begins, also where two such places overlap.
fn places<'a>(words: &'a str, quote: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = quote.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + words.get(from..)?.find(quote)?;
        from = at + step;
        Some(at)
    })
}

/// Whether a section is the other or stands below it, by their ids.
pub(crate) fn is_in(section: &str, above: &str) -> bool {
    section
        .strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_overlaps_itself_stands_there_twice() {
        let text = read("网格三三三个。\n");
        assert_eq!(text.find("三三", None).len(), 2);
        assert_eq!(text.find("三三三", None).len(), 1);
    }

    fn sample() -> ReportText {
        read("## 一、做法\n\n### (一)甲\n\n共**13个**。好。\n\n### （二）乙\n\n共13个。共13个。\n")
    }

    #[test]
    fn a_quote_is_found_wherever_it_stands_and_across_markup() {
        let text = sample();
        let ids = |spots: Vec<Spot>| {
            spots
                .iter()
                .map(|s| text.sentence_at(s).unwrap().id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            ids(text.find("共13个", None)),
            ["p-1-1-1", "p-1-2-1", "p-1-2-2"]
        );
        assert_eq!(ids(text.find("共13个", Some("s-1-1"))), ["p-1-1-1"]);
        assert_eq!(
            ids(text.find("共13个", Some("一、/(二)"))),
            ["p-1-2-1", "p-1-2-2"]
        );
        assert_eq!(ids(text.find("共13个", Some("s-1"))).len(), 3);
        assert!(text.find("共14个", None).is_empty() && text.find(" ", None).is_empty());
    }

    #[test]
    fn the_sentence_of_a_place_is_given_in_words() {
        let text = sample();
        let spot = &text.find("3个", Some("s-1-1"))[0];
        assert_eq!(
            (text.words(spot), text.sentence_words(spot)),
            ("3个", "共13个。")
        );
    }

    #[test]
    fn a_path_finds_its_section_in_either_width() {
        assert_eq!(sample().section_by_path("一、/(二)").unwrap().id, "s-1-2");
        assert!(sample().section_by_path("二、").is_none());
    }

    #[test]
    fn lines_carry_section_block_and_sentence() {
        let text = sample();
        let all: Vec<(&str, &str)> = text
            .lines()
            .filter(|l| l.block.kind != BlockKind::Heading)
            .map(|l| (l.section.id.as_str(), l.words()))
            .collect();
        assert_eq!(
            all,
            [
                ("s-1-1", "共13个。"),
                ("s-1-1", "好。"),
                ("s-1-2", "共13个。"),
                ("s-1-2", "共13个。")
            ]
        );
    }
}
