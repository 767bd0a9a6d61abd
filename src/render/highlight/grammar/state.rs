//! Where the work of a grammar stands: open stretches, the position in a line, names. Enter at [`OpenStretch`].

use super::pattern::{GrammarPattern, SearchAnchors, Spans};
use crate::render::highlight::scopes::Scopes;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// An open stretch.
pub(super) struct OpenStretch<'g> {
    pub(super) rule: usize,
    /// Names of the begin and the end.
    pub(super) outer: Scopes,
    /// Names of what stands between.
    pub(super) inner: Scopes,
    pub(super) edge: Option<HeldPattern<'g>>,
}

impl OpenStretch<'_> {
    pub(super) fn new(rule: usize, scopes: Scopes) -> Self {
        OpenStretch {
            rule,
            outer: Arc::clone(&scopes),
            inner: scopes,
            edge: None,
        }
    }
}

/// A pattern of the grammar, or one made for this stretch.
#[derive(Clone)]
pub(super) enum HeldPattern<'g> {
    Fixed(&'g GrammarPattern),
    Made(Rc<GrammarPattern>),
}

impl HeldPattern<'_> {
    pub(super) fn pattern(&self) -> &GrammarPattern {
        match self {
            HeldPattern::Fixed(pattern) => pattern,
            HeldPattern::Made(pattern) => pattern,
        }
    }
}

/// Where the work in a line stands.
#[derive(Clone, Copy)]
pub(super) struct LineCursor {
    pub(super) at: usize,
    /// Where `\G` matches.
    pub(super) anchor: Option<usize>,
    pub(super) first_line: bool,
}

impl LineCursor {
    pub(super) fn anchors(self) -> SearchAnchors {
        SearchAnchors {
            at_match: self.anchor == Some(self.at),
            first_line: self.first_line,
        }
    }
}

/// What was found next: the end of the innermost stretch, or a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NextMatch {
    Edge,
    Rule(usize),
}

/// The stretch of a whole match.
pub(super) fn span(spans: &Spans) -> Range<usize> {
    spans.first().cloned().flatten().unwrap_or(0..0)
}

/// Where a match begins.
pub(super) fn start(spans: &Spans) -> usize {
    span(spans).start
}

/// The names with those of a rule, in which `$1` stands for what a group holds.
pub(super) fn named(scopes: &Scopes, name: Option<&str>, line: &str, spans: &Spans) -> Scopes {
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
        return Arc::clone(scopes);
    };
    let name = if name.contains('$') {
        with_groups(name, line, spans)
    } else {
        name.to_owned()
    };
    let more = name.split_whitespace().map(Arc::from);
    scopes.iter().cloned().chain(more).collect()
}

/// `$1` and `${1:/downcase}` replaced.
fn with_groups(name: &str, line: &str, spans: &Spans) -> String {
    let mut made = String::new();
    let mut rest = name;
    while let Some(at) = rest.find('$') {
        made.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (digits, after) = match rest.strip_prefix('{') {
            Some(inner) => {
                let (inside, after) = inner.split_once('}').unwrap_or((inner, ""));
                (inside.split(':').next().unwrap_or(""), after)
            }
            None => rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count()),
        };
        let group: Option<usize> = digits.parse().ok();
        let span = group.and_then(|group| spans.get(group).cloned().flatten());
        let words = span.and_then(|span| line.get(span)).unwrap_or_default();
        let letters = words.chars().filter(|letter| !letter.is_whitespace());
        made.extend(letters.take(40).flat_map(char::to_lowercase));
        rest = after;
    }
    made.push_str(rest);
    made
}
