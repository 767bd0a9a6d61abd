//! The part of a text before `<!-- more -->`. Enter at [`find_mark`] and [`summary`].

use super::body::{MarkdownInput, write};
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Where the text is cut: index of the first event after the summary, and what was open there, outermost first.
pub(super) struct SummaryEnd {
    pub(super) at: usize,
    pub(super) open: Vec<TagEnd>,
}

/// The bytes of a comment that says no more than `more`, in any case and spacing.
pub(super) fn find_mark(html: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(start) = html[from..].find("<!--").map(|at| from + at) {
        let inner = start + 4;
        let end = inner + html[inner..].find("-->")?;
        if html[inner..end].trim().eq_ignore_ascii_case("more") {
            return Some(start..end + 3);
        }
        from = end;
    }
    None
}

/// The HTML before the cut, without references to footnotes; where the cut is inside an element, the cut-off mark and the end tags follow.
///
/// # Errors
/// What the template of the cut-off mark says.
pub(super) fn summary(
    events: &[Event<'_>],
    cut: &SummaryEnd,
    input: &MarkdownInput<'_>,
) -> Result<String, Box<Diagnostic>> {
    let mut kept: Vec<Event<'_>> = Vec::with_capacity(events.len() + cut.open.len());
    let mut notes = 0;
    for event in events {
        match event {
            Event::FootnoteReference(_) => {}
            Event::Start(Tag::FootnoteDefinition(_)) if input.options.bottom_footnotes => {
                notes += 1;
            }
            Event::End(TagEnd::FootnoteDefinition) if notes > 0 => notes -= 1,
            _ if notes > 0 => {}
            other => kept.push(other.clone()),
        }
    }
    let before = write(kept.iter().cloned(), 1024);
    let summary = before.trim_end();
    let ends: Vec<TagEnd> = cut
        .open
        .iter()
        .rev()
        .filter(|end| **end != TagEnd::HtmlBlock)
        .copied()
        .collect();
    if ends.is_empty() {
        return Ok(summary.to_owned());
    }
    let closed = write(
        kept.into_iter().chain(ends.into_iter().map(Event::End)),
        before.len() + 64,
    );
    let cutoff = input.host.summary_cutoff(summary)?;
    Ok(format!("{summary}{cutoff}{}", &closed[before.len()..]))
}
