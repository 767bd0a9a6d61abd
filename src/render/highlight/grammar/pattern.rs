//! A pattern of a grammar, compiled with bounds. Enter at [`Pattern::new`].

use fancy_regex::{Regex, RegexBuilder};
use std::ops::Range;
use std::sync::OnceLock;

/// Steps back that one search may take; a pattern that needs more does not match.
const MOST_STEPS: usize = 200_000;
/// Bytes of one pattern.
const LONGEST: usize = 64 << 10;

/// Which anchors can match where a search begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchors {
    /// `\G`: the search begins where the last match ended.
    pub(super) at_match: bool,
    /// `\A`: the line is the first.
    pub(super) first_line: bool,
}

impl Anchors {
    fn number(self) -> usize {
        usize::from(self.at_match) | usize::from(self.first_line) << 1
    }

    const fn of(number: usize) -> Anchors {
        Anchors {
            at_match: number & 1 != 0,
            first_line: number & 2 != 0,
        }
    }
}

/// The stretch of the whole match and of each group.
pub(super) type Spans = Vec<Option<Range<usize>>>;

/// A pattern as it is written; what an anchor cannot match is a form of its own.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    /// Whether it has `\G`, so that what it finds depends on where the search begins.
    pub(super) is_anchored: bool,
    forms: [OnceLock<Option<Regex>>; 4],
}

impl Pattern {
    /// Compiles a pattern in Oniguruma's syntax.
    ///
    /// # Errors
    /// What the pattern says that is not understood here.
    pub(super) fn new(source: &str) -> Result<Pattern, String> {
        if source.len() > LONGEST {
            return Err(format!("more than {} KB", LONGEST >> 10));
        }
        let has = |letter| without(source, letter) != source;
        let pattern = Pattern {
            source: source.to_owned(),
            is_anchored: has('G'),
            forms: Default::default(),
        };
        let whole = compile(source)?;
        let (is_anchored, has_first) = (pattern.is_anchored, has('A'));
        for (number, form) in pattern.forms.iter().enumerate() {
            let anchors = Anchors::of(number);
            if (anchors.at_match || !is_anchored) && (anchors.first_line || !has_first) {
                let _new = form.set(Some(whole.clone()));
            }
        }
        Ok(pattern)
    }

    /// The first match at or after `at`; `Err` where the search took too many steps.
    pub(super) fn search(
        &self,
        line: &str,
        at: usize,
        anchors: Anchors,
    ) -> Result<Option<Spans>, ()> {
        let form = self.forms[anchors.number()].get_or_init(|| {
            let mut source = self.source.clone();
            if !anchors.at_match {
                source = without(&source, 'G');
            }
            if !anchors.first_line {
                source = without(&source, 'A');
            }
            compile(&source).ok()
        });
        let Some(regex) = form else { return Ok(None) };
        let found = regex.captures_from_pos(line, at).map_err(|_| ())?;
        Ok(found.map(|found| {
            (0..found.len())
                .map(|group| found.get(group).map(|span| span.range()))
                .collect()
        }))
    }
}

fn compile(source: &str) -> Result<Regex, String> {
    RegexBuilder::new(source)
        .oniguruma_mode(true)
        .multi_line(true)
        .backtrack_limit(MOST_STEPS)
        .delegate_size_limit(2 << 20)
        .build()
        .map_err(|error| error.to_string())
}

/// The pattern with an anchor that cannot match.
fn without(source: &str, anchor: char) -> String {
    let mut made = String::with_capacity(source.len());
    let mut letters = source.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            made.push(letter);
            continue;
        }
        match letters.next() {
            Some(next) if next == anchor => made.push_str("(?!)"),
            Some(next) => made.extend(['\\', next]),
            None => made.push('\\'),
        }
    }
    made
}

/// Whether a pattern names groups of another one: `\1`.
pub(super) fn names_groups(source: &str) -> bool {
    filled(source, "", &Vec::new()) != source
}

/// The pattern with `\1` replaced by what the group holds, taken literally.
pub(super) fn filled(source: &str, line: &str, spans: &Spans) -> String {
    let mut made = String::with_capacity(source.len());
    let mut letters = source.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            made.push(letter);
            continue;
        }
        match letters.next() {
            Some(digit) if digit.is_ascii_digit() => {
                let group = digit as usize - '0' as usize;
                let span = spans.get(group).cloned().flatten();
                let words = span.and_then(|span| line.get(span)).unwrap_or_default();
                made.push_str(&fancy_regex::escape(words));
            }
            Some(next) => made.extend(['\\', next]),
            None => made.push('\\'),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: Anchors = Anchors::of(0);

    fn found(source: &str, line: &str, at: usize, anchors: Anchors) -> Option<Range<usize>> {
        let spans = Pattern::new(source).unwrap().search(line, at, anchors);
        spans.unwrap().and_then(|spans| spans[0].clone())
    }

    #[test]
    fn anchors_match_only_where_they_may() {
        let here = Anchors::of(1);
        assert_eq!(found(r"\Gb", "ab", 1, here), Some(1..2));
        assert_eq!(found(r"\Gb", "aab", 1, here), None);
        assert_eq!(found(r"\Gb", "ab", 1, NOWHERE), None);
        assert_eq!(found(r"\G|b", "ab", 0, NOWHERE), Some(1..2));
        assert_eq!(found(r"\Aa", "a", 0, Anchors::of(2)), Some(0..1));
        assert_eq!(found(r"\Aa", "a", 0, NOWHERE), None);
        assert_eq!(found(r"a$", "a\n", 0, NOWHERE), Some(0..1));
    }

    #[test]
    fn patterns_look_around_and_repeat_groups() {
        assert_eq!(found(r"(?<=a)b(?!c)", "bc ab", 0, NOWHERE), Some(4..5));
        assert_eq!(found(r#"(["']).*?\1"#, "x 'a\"b'", 0, NOWHERE), Some(2..7));
        assert_eq!(found(r"\h+", "xyz 0fA", 0, NOWHERE), Some(4..7));
    }

    #[test]
    fn a_pattern_without_end_is_given_up() {
        let pattern = Pattern::new(r"(a|aa)+\1(?=x)$").unwrap();
        let line = format!("{}b", "a".repeat(60));
        assert_eq!(pattern.search(&line, 0, NOWHERE), Err(()));
    }

    #[test]
    fn what_a_group_holds_is_taken_literally() {
        assert!(names_groups(r"^\1$") && !names_groups(r"\\1\d"));
        let spans = vec![Some(0..3), Some(1..3)];
        assert_eq!(filled(r"^\s*\1\b", "x.*", &spans), r"^\s*\.\*\b");
    }
}
