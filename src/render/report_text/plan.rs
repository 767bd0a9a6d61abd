//! Which events begin a block of the text that was read. Enter at [`starts`].

use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// What an event does to the block that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockTurn {
    /// It ends it and begins one.
    Begin,
    /// It ends it.
    End,
    /// Nothing.
    Stay,
}

/// What an event does to the open block, as `report::text::read` has it.
pub(super) fn turn(event: &Event<'_>) -> BlockTurn {
    match event {
        Event::Start(
            Tag::Heading { .. }
            | Tag::Paragraph
            | Tag::Item
            | Tag::CodeBlock(_)
            | Tag::FootnoteDefinition(_)
            | Tag::TableCell,
        ) => BlockTurn::Begin,
        Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_))
        | Event::End(
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition,
        ) => BlockTurn::End,
        _ => BlockTurn::Stay,
    }
}

/// The number of the block that begins with an event, by the event's index. Blocks without words have no number.
pub(super) fn starts(events: &[(Event<'_>, Range<usize>)]) -> BTreeMap<usize, usize> {
    let mut starts = BTreeMap::new();
    let mut open: Option<(usize, bool)> = None;
    let mut close = |open: &mut Option<(usize, bool)>| {
        if let Some((at, true)) = open.take() {
            let number = starts.len();
            starts.insert(at, number);
        }
    };
    for (index, (event, _)) in events.iter().enumerate() {
        match turn(event) {
            BlockTurn::Begin => {
                close(&mut open);
                open = Some((index, false));
            }
            BlockTurn::End => close(&mut open),
            BlockTurn::Stay => {
                if let Event::Text(text) | Event::Code(text) = event {
                    let (_, has_words) = open.get_or_insert((index, false));
                    *has_words |= !text.trim().is_empty();
                }
            }
        }
    }
    close(&mut open);
    starts
}
