//! Where in a template a name stands, for errors that the engine gives no place for. Enter at [`find`].

use super::Template;
use crate::diagnostic::Place;

/// The first use of `needle` inside the tags of a template, as a whole word.
pub(super) fn find(template: &Template, needle: &str) -> Option<Place> {
    if needle.is_empty() {
        return None;
    }
    let text = &*template.text;
    let tags = tag_ranges(text);
    let mut from = 0;
    while let Some(at) = text[from..].find(needle).map(|at| at + from) {
        let end = at + needle.len();
        let inside = tags
            .iter()
            .any(|(start, stop)| *start <= at && end <= *stop);
        if inside && is_word(text, at, end) {
            return Some(Place::span(template.file.clone(), text, at..end));
        }
        from = end;
    }
    None
}

/// The byte ranges of `{{ }}` and `{% %}`, comments left out.
fn tag_ranges(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|start| start + at) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let stop = text[start..]
            .find(close)
            .map_or(text.len(), |stop| stop + start);
        if close != "#}" {
            found.push((start, stop));
        }
        at = stop.max(start + 1);
    }
    found
}

fn is_word(text: &str, start: usize, end: usize) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let starts = text[start..end].starts_with(part);
    let before = text[..start].chars().next_back().is_some_and(part);
    let after = text[end..]
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || c == '_');
    let ends = text[start..end].ends_with(part);
    !(starts && before || ends && after)
}
