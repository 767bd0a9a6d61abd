//! A pattern of a grammar, compiled with bounds. Enter at [`GrammarPattern::new`].

use fancy_regex::{Error, Regex, RegexBuilder, RuntimeError};
use std::ops::Range;
use std::sync::OnceLock;

/// Steps back that a search may take, tried one after the other; a pattern that needs more than the last does not match.
const STEPS: [usize; 4] = [128, 1024, 8192, 65_536];
/// Steps back that are one piece of work.
const STEPS_A_PIECE: usize = 64;
/// Bytes that are one piece of work to look through.
const BYTES_A_PIECE: usize = 64;
/// A step back may look through the rest of the line: in one of so many bytes it is worth two, and so on.
const BYTES_A_STEP: usize = 1024;
/// Bytes of one pattern.
const LONGEST: usize = 64 << 10;

/// Which anchors can match where a search begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SearchAnchors {
    /// `\G`: the search begins where the last match ended.
    pub(super) at_match: bool,
    /// `\A`: the line is the first.
    pub(super) first_line: bool,
}

impl SearchAnchors {
    fn number(self) -> usize {
        usize::from(self.at_match) | usize::from(self.first_line) << 1
    }

    #[cfg(test)]
    const fn of(number: usize) -> SearchAnchors {
        SearchAnchors {
            at_match: number & 1 != 0,
            first_line: number & 2 != 0,
        }
    }
}

/// The stretch of the whole match and of each group.
pub(super) type Spans = Vec<Option<Range<usize>>>;

/// A pattern as it is written; what an anchor cannot match is a form of its own.
#[derive(Debug)]
pub(super) struct GrammarPattern {
    source: String,
    /// Whether it has `\G`, so that what it finds depends on where the search begins.
    pub(super) is_anchored: bool,
    /// Whether it has `\A`.
    has_first: bool,
    /// By anchors and the steps that a search may take; compiled when they are needed.
    forms: [[OnceLock<Option<Box<Regex>>>; STEPS.len()]; 4],
}

impl GrammarPattern {
    /// Compiles a pattern in Oniguruma's syntax.
    ///
    /// # Errors
    /// What the pattern says that is not understood here.
    pub(super) fn new(source: &str) -> Result<GrammarPattern, String> {
        if source.len() > LONGEST {
            return Err(format!("more than {} KB", LONGEST >> 10));
        }
        let has = |letter| without_anchor(source, letter) != source;
        let pattern = GrammarPattern {
            source: source.to_owned(),
            is_anchored: has('G'),
            has_first: has('A'),
            forms: Default::default(),
        };
        let whole = SearchAnchors {
            at_match: true,
            first_line: true,
        };
        let _new = pattern.forms[whole.number()][0].set(Some(compile_pattern(source, STEPS[0])?));
        Ok(pattern)
    }

    /// The first match at or after `at`; `Err` where the search took too many steps, or more than `work` allows.
    ///
    /// Nobody tells how many steps a search took. So it may take few at first and, where they are not enough, more: what it cost is known
    /// to within the distance of two such limits.
    pub(super) fn search(
        &self,
        line: &str,
        at: usize,
        anchors: SearchAnchors,
        work: &mut usize,
    ) -> Result<Option<Spans>, ()> {
        // The engine tells only whether a limit was reached. With limits that grow eightfold, the last one that was too
        // small and the first that was enough lie that factor apart, and all attempts together cost at most a seventh
        // more than the last alone.
        for (level, steps) in STEPS.iter().enumerate() {
            let each = if level == 0 {
                1
            } else {
                1 + line.len() / BYTES_A_STEP
            };
            let cost = steps / STEPS_A_PIECE * each;
            if *work < cost {
                *work = 0;
                return Err(());
            }
            *work -= cost;
            let Some(regex) = self.form(anchors, level) else {
                return Ok(None);
            };
            match regex.captures_from_pos(line, at) {
                Ok(found) => {
                    let spans: Option<Spans> = found.map(|found| {
                        let groups = (0..found.len()).map(|group| found.get(group));
                        groups.map(|span| Some(span?.range())).collect()
                    });
                    let whole = spans.as_ref().and_then(|spans| spans.first()?.clone());
                    let end = whole.map_or(line.len(), |whole| whole.end);
                    *work = work.saturating_sub(end.saturating_sub(at) / BYTES_A_PIECE);
                    return Ok(spans);
                }
                Err(Error::RuntimeError(RuntimeError::BacktrackLimitExceeded)) => {}
                Err(_) => return Err(()),
            }
        }
        Err(())
    }

    fn form(&self, anchors: SearchAnchors, level: usize) -> Option<&Regex> {
        // An anchor that the pattern does not have matches everywhere.
        let anchors = SearchAnchors {
            at_match: anchors.at_match || !self.is_anchored,
            first_line: anchors.first_line || !self.has_first,
        };
        let form = self.forms[anchors.number()][level].get_or_init(|| {
            let mut source = self.source.clone();
            if !anchors.at_match {
                source = without_anchor(&source, 'G');
            }
            if !anchors.first_line {
                source = without_anchor(&source, 'A');
            }
            compile_pattern(&source, STEPS[level]).ok()
        });
        form.as_deref()
    }
}

fn compile_pattern(source: &str, steps: usize) -> Result<Box<Regex>, String> {
    RegexBuilder::new(source)
        .oniguruma_mode(true)
        .multi_line(true)
        .backtrack_limit(steps)
        .delegate_size_limit(2 << 20)
        .build()
        .map(Box::new)
        .map_err(|error| error.to_string())
}

/// The pattern with an anchor that cannot match.
fn without_anchor(source: &str, anchor: char) -> String {
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

    const NOWHERE: SearchAnchors = SearchAnchors::of(0);

    fn found(source: &str, line: &str, at: usize, anchors: SearchAnchors) -> Option<Range<usize>> {
        let pattern = GrammarPattern::new(source).unwrap();
        let spans = pattern.search(line, at, anchors, &mut 1_000_000);
        spans.unwrap().and_then(|spans| spans[0].clone())
    }

    #[test]
    fn anchors_match_only_where_they_may() {
        let here = SearchAnchors::of(1);
        assert_eq!(found(r"\Gb", "ab", 1, here), Some(1..2));
        assert_eq!(found(r"\Gb", "aab", 1, here), None);
        assert_eq!(found(r"\Gb", "ab", 1, NOWHERE), None);
        assert_eq!(found(r"\G|b", "ab", 0, NOWHERE), Some(1..2));
        assert_eq!(found(r"\Aa", "a", 0, SearchAnchors::of(2)), Some(0..1));
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
        let pattern = GrammarPattern::new(r"(a|aa)+\1(?=x)$").unwrap();
        let line = format!("{}b", "a".repeat(60));
        let mut work = 1_000_000;
        assert_eq!(pattern.search(&line, 0, NOWHERE, &mut work), Err(()));
        let all: usize = STEPS.iter().map(|steps| steps / STEPS_A_PIECE).sum();
        assert_eq!(work, 1_000_000 - all);
        let mut work = all - 1;
        assert_eq!(pattern.search(&line, 0, NOWHERE, &mut work), Err(()));
        assert_eq!(work, 0, "the last limit is not tried");
    }

    #[test]
    fn a_search_costs_what_it_looks_through() {
        let cost = |source: &str, line: &str| {
            let mut work = 100_000;
            let pattern = GrammarPattern::new(source).unwrap();
            pattern.search(line, 0, NOWHERE, &mut work).unwrap();
            100_000 - work
        };
        let long = "a".repeat(6_400);
        assert_eq!((cost("b", "ab"), cost("b", &long)), (2, 102));
        assert_eq!(cost("a", &long), 2);
        // Of the places behind which there is no `b`, each is a step back: 6,400 are more than 1,024, on a line worth seven.
        assert_eq!(cost("(?<=b)a", &long), 2 + (16 + 128) * 7 + 100);
    }

    #[test]
    fn what_a_group_holds_is_taken_literally() {
        assert!(names_groups(r"^\1$") && !names_groups(r"\\1\d"));
        let spans = vec![Some(0..3), Some(1..3)];
        assert_eq!(filled(r"^\s*\1\b", "x.*", &spans), r"^\s*\.\*\b");
    }
}
