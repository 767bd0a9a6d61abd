//! A finding of the rules: what is wrong, where, how it is mended, and whether it was allowed. Enter at [`Finding`].

use crate::diagnostic::{Diagnostic, Language, Level, Place, Words};
use crate::personal::masking;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::ops::Range;

/// A mechanical mending: bytes of the file's text that are replaced.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProposedFix {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// What stands there instead.
    pub with: String,
}

impl ProposedFix {
    /// Replaces the bytes.
    pub fn new(range: Range<usize>, with: impl Into<String>) -> ProposedFix {
        ProposedFix {
            start: range.start,
            end: range.end,
            with: with.into(),
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, where, and what to do.
    pub diagnostic: Diagnostic,
    /// How it is mended, where that needs no judgement; bytes of the file's text.
    pub fixes: Vec<ProposedFix>,
    /// The reason for which it was allowed.
    pub allowed: Option<String>,
}

impl Finding {
    /// A finding that only a person can mend.
    pub fn new(diagnostic: Diagnostic) -> Finding {
        Finding {
            diagnostic,
            fixes: Vec::new(),
            allowed: None,
        }
    }

    /// The same finding with its mending.
    #[must_use]
    pub fn fixed_by(mut self, fixes: impl IntoIterator<Item = ProposedFix>) -> Finding {
        self.fixes.extend(fixes);
        self
    }

    /// The file it is in; empty where the site as a whole is meant.
    pub fn file(&self) -> &str {
        let place = self.diagnostic.place.as_ref();
        place.map_or("", |place| place.file.as_str())
    }

    /// The words it is about.
    pub fn quote(&self) -> &str {
        let place = self.diagnostic.place.as_ref();
        place.map_or("", |place| place.quote.as_str())
    }

    /// Hides the numbers of persons in all that it says. Its mending keeps them: it goes into the file, not to the reader.
    pub(crate) fn mask(&mut self) {
        masking::diagnostic(&mut self.diagnostic);
    }

    /// Whether it keeps a site from being published where `blocking` and what is worse blocks.
    pub fn blocks(&self, blocking: Level) -> bool {
        self.diagnostic.level <= blocking && self.allowed.is_none()
    }
}

impl PartialOrd for Finding {
    fn partial_cmp(&self, other: &Finding) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By file, then by level, then by place.
impl Ord for Finding {
    fn cmp(&self, other: &Finding) -> Ordering {
        let key = |one: &Finding| (one.allowed.is_some(), one.diagnostic.level);
        (self.file(), key(self), &self.diagnostic, &self.fixes).cmp(&(
            other.file(),
            key(other),
            &other.diagnostic,
            &other.fixes,
        ))
    }
}

/// Findings as machines read them: the shape that `nianbao check --format json` prints.
pub(crate) fn to_json(findings: &[Finding], tongue: Language) -> Value {
    let of = |level| {
        let counted = findings.iter().filter(|one| one.diagnostic.level == level);
        counted.filter(|one| one.allowed.is_none()).count()
    };
    let mut files: Vec<&str> = findings.iter().map(Finding::file).collect();
    files.sort_unstable();
    files.dedup();
    json!({
        "schema": 1,
        "findings": findings.iter().map(|one| row(one, tongue)).collect::<Vec<_>>(),
        "summary": {
            "errors": of(Level::Error), "warnings": of(Level::Warning), "infos": of(Level::Info),
            "allowed": findings.iter().filter(|one| one.allowed.is_some()).count(),
            "files": files.len(),
        },
    })
}

fn row(finding: &Finding, tongue: Language) -> Value {
    let one = &finding.diagnostic;
    let place = one.place.as_ref();
    let hints: Vec<&str> = one.hints.iter().map(|hint| hint.speak(tongue)).collect();
    json!({
        "code": one.code,
        "name": one.name,
        "level": one.level,
        "message": one.message.speak(tongue),
        "file": finding.file(),
        "line": place.map_or(0, |place| place.line),
        "column": place.map_or(0, |place| place.column),
        "quote": finding.quote(),
        "hint": hints.join(" "),
        "fixable": !finding.fixes.is_empty(),
        "allowed": finding.allowed,
    })
}

/// What all findings of one name share: how much they weigh, their code and name, and what to do about them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FindingForm {
    /// How much they weigh.
    pub(crate) level: Level,
    /// `T07`
    pub(crate) code: &'static str,
    /// `doubled-word`
    pub(crate) name: &'static str,
    /// What to do, in English and Chinese; empty where each finding says its own.
    pub(crate) hint: [&'static str; 2],
}

impl FindingForm {
    /// A finding of this form: where, and what is wrong.
    pub(crate) fn at(&self, place: Place, words: Words) -> Finding {
        self.hinting(place, words, self.advice())
    }

    /// The same where what to do depends on what is there.
    pub(crate) fn hinting(&self, place: Place, words: Words, hint: Words) -> Finding {
        let one = Diagnostic {
            level: self.level,
            ..Diagnostic::error(self.code, self.name, words)
        };
        Finding::new(one.at(place).hint(hint))
    }

    /// What to do.
    pub(crate) fn advice(&self) -> Words {
        let [english, chinese] = self.hint;
        Words::new(english, chinese)
    }

    /// The form of findings that weigh more or less.
    #[must_use]
    pub(crate) const fn weighing(self, level: Level) -> FindingForm {
        FindingForm { level, ..self }
    }
}
