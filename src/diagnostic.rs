//! What an author should know, and where. Enter at [`Diagnostic`]; build one with [`Diagnostic::error`] or [`Diagnostic::warning`].

use serde::Serialize;
use std::ops::Range;

/// How much a finding weighs.
///
/// `Error` blocks whatever the table in the contracts says it blocks; `Warning` blocks only under `--strict`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Must be mended (必须改).
    Error,
    /// Must be looked at (请确认).
    Warning,
    /// Worth knowing (提示).
    Info,
}

/// One sentence in both languages of the program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Words {
    /// English.
    pub en: String,
    /// 中文.
    pub zh: String,
}

impl Words {
    /// Pairs the English and the Chinese wording of one sentence.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Words {
        Words {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// The wording in the language asked for.
    pub fn speak(&self, tongue: Language) -> &str {
        match tongue {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }
}

/// The language in which the program speaks to its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Under C, POSIX and every locale that is not Chinese.
    English,
    /// Under `zh*` locales.
    Chinese,
}

/// How much the program says on the error output. Each word includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Verbosity {
    /// Nothing.
    Nothing,
    /// Errors.
    Errors,
    /// Warnings.
    Warnings,
    /// Notes, and what was done.
    #[default]
    Usual,
    /// How long each phase took.
    Phases,
}

/// Where a finding is: a file of the site, 1-based line and column (in characters), and the words found there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Path relative to the site root, with `/`.
    pub file: String,
    /// 1-based line; 0 where the whole file is meant.
    pub line: usize,
    /// 1-based column in characters; 0 where the whole line is meant.
    pub column: usize,
    /// The words at the place, empty where none are meant.
    pub quote: String,
    /// The whole line, so that a printer needs no second look at the file.
    #[serde(skip)]
    pub excerpt: String,
}

impl Place {
    /// The whole of `file`.
    pub fn file(file: impl Into<String>) -> Place {
        Place {
            file: file.into(),
            line: 0,
            column: 0,
            quote: String::new(),
            excerpt: String::new(),
        }
    }

    /// The bytes `range` of `text`, the content of `file`. Ranges outside the text are moved to its end.
    pub fn span(file: impl Into<String>, text: &str, range: Range<usize>) -> Place {
        let start = floor_char(text, range.start);
        let end = floor_char(text, range.end.max(start));
        let mut starts = line_starts(text)
            .take_while(|line| *line <= start)
            .enumerate();
        let (before, line_start) = starts.by_ref().last().unwrap_or_default();
        let line_end = text[start..]
            .find(['\n', '\r'])
            .map_or(text.len(), |at| start + at);
        Place {
            file: file.into(),
            line: before + 1,
            column: text[line_start..start].chars().count() + 1,
            quote: text[start..end.min(line_end).max(start)].to_owned(),
            excerpt: text[line_start..line_end].to_owned(),
        }
    }

    /// A line and column (1-based, in characters) of `text`, the content of `file`.
    pub fn line_column(file: impl Into<String>, text: &str, line: usize, column: usize) -> Place {
        let excerpt = text
            .lines()
            .nth(line.saturating_sub(1))
            .unwrap_or("")
            .to_owned();
        Place {
            file: file.into(),
            line,
            column,
            quote: String::new(),
            excerpt,
        }
    }
}

/// The bytes at which lines start. A line ends with a line feed, a carriage return or both.
pub(crate) fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = (0..bytes.len()).filter(move |at| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|at| at + 1))
}

fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Something an author should know.
///
/// The order of the derived comparison is the order in which findings are shown: by place, then by level and code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// Where; `None` where the site as a whole is meant.
    pub place: Option<Place>,
    /// How much it weighs.
    pub level: Level,
    /// Stable code: `N04`, or the stage that speaks (`config`, `template`).
    pub code: &'static str,
    /// Stable kebab-case name of the finding within its code.
    pub name: &'static str,
    /// What is wrong.
    pub message: Words,
    /// What to do about it, one sentence each.
    pub hints: Vec<Words>,
}

impl Diagnostic {
    /// A finding that must be mended.
    pub fn error(code: &'static str, name: &'static str, message: Words) -> Diagnostic {
        Diagnostic {
            place: None,
            level: Level::Error,
            code,
            name,
            message,
            hints: Vec::new(),
        }
    }

    /// A finding that must be looked at.
    pub fn warning(code: &'static str, name: &'static str, message: Words) -> Diagnostic {
        Diagnostic {
            level: Level::Warning,
            ..Diagnostic::error(code, name, message)
        }
    }

    /// A finding that is worth knowing.
    pub fn info(code: &'static str, name: &'static str, message: Words) -> Diagnostic {
        Diagnostic {
            level: Level::Info,
            ..Diagnostic::error(code, name, message)
        }
    }

    /// The same finding at `place`.
    #[must_use]
    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic {
            place: Some(place),
            ..self
        }
    }

    /// The same finding with one more thing to do.
    #[must_use]
    pub fn hint(mut self, hint: Words) -> Diagnostic {
        self.hints.push(hint);
        self
    }

    /// Whether the finding is of level error.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// The candidate nearest to `word`, if one is near enough to be meant.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let place = Place::span(
            "a.md",
            "第一行\n年度：工作\n",
            "第一行\n年度：".len().."第一行\n年度：工作".len(),
        );
        assert_eq!(
            (place.line, place.column, place.quote.as_str()),
            (2, 4, "工作")
        );
        assert_eq!(place.excerpt, "年度：工作");
    }

    #[test]
    fn lines_end_with_a_line_feed_a_carriage_return_or_both() {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("一{end}二{end}{end}四{end}");
            let at = text.find('四').unwrap();
            let place = Place::span("a.md", &text, at..at + 3);
            assert_eq!((place.line, place.column), (4, 1), "{end:?}");
            assert_eq!((place.quote.as_str(), place.excerpt.as_str()), ("四", "四"));
        }
    }

    #[test]
    fn a_range_outside_the_text_is_moved_inside() {
        let place = Place::span("a.md", "年", 1..99);
        assert_eq!((place.line, place.column), (1, 1));
    }

    #[test]
    fn a_near_miss_is_named_and_a_far_one_is_not() {
        assert_eq!(did_you_mean("valeu", ["value", "quote"]), Some("value"));
        assert_eq!(did_you_mean("zzz", ["value", "quote"]), None);
    }
}
