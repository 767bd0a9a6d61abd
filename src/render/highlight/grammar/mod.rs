//! TextMate grammars that a site brings, as JSON. Enter at [`SiteGrammars::add`]; code is cut by [`run::tokens`].

mod pattern;
mod read;
pub(super) mod run;
mod state;

use pattern::GrammarPattern;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All grammars of a site, their rules in one list, so that one can include another.
#[derive(Debug, Default)]
pub(super) struct SiteGrammars {
    rules: Vec<GrammarRule>,
    languages: Vec<GrammarLanguage>,
}

/// A language of code blocks that a grammar of the site knows.
#[derive(Debug)]
pub(super) struct GrammarLanguage {
    /// The name that the grammar gives it.
    pub(super) name: String,
    /// Other names of it: the last part of its scope, its file types.
    others: Vec<String>,
    scope: Arc<str>,
    /// The rule of the grammar as a whole.
    root: usize,
    repository: BTreeMap<String, usize>,
}

/// One rule.
#[derive(Debug)]
struct GrammarRule {
    /// Names of the whole stretch.
    name: Option<String>,
    /// Names of what stands between begin and end.
    content_name: Option<String>,
    way: MatchWay,
    /// Rules within.
    patterns: Vec<GrammarItem>,
}

/// How a rule matches.
#[derive(Debug)]
enum MatchWay {
    /// Not by itself: it holds other rules.
    Group,
    /// Once, within a line.
    Match(GrammarPattern, Captures),
    /// From `begin` to `end`, over lines.
    Span {
        begin: GrammarPattern,
        begin_captures: Captures,
        end: EndPattern,
        end_captures: Captures,
        /// Whether the rules within are tried before the end.
        end_is_last: bool,
    },
    /// From `begin` through all lines in which `again` is found.
    While {
        begin: GrammarPattern,
        begin_captures: Captures,
        again: EndPattern,
        again_captures: Captures,
    },
}

/// The pattern that ends a stretch.
#[derive(Debug)]
enum EndPattern {
    /// The same each time.
    Fixed(Box<GrammarPattern>),
    /// Made of what the beginning found.
    Made(String),
}

/// What groups of a match are called, by number.
type Captures = Vec<(usize, CaptureRule)>;

#[derive(Debug)]
struct CaptureRule {
    name: Option<String>,
    /// The rule with which what the group holds is looked through.
    patterns: Option<usize>,
}

/// A rule within another.
#[derive(Debug, Clone, PartialEq, Eq)]
enum GrammarItem {
    /// That rule.
    Rule(usize),
    /// The grammar that the code block began with.
    Base,
    /// A rule of another grammar, by its scope and the name in its repository.
    Foreign(String, Option<String>),
}

impl SiteGrammars {
    /// Reads one more grammar; gives its name and how many of its patterns are not understood, with one of them and why.
    ///
    /// # Errors
    /// What the file lacks to be a grammar.
    pub(super) fn add(&mut self, text: &str, stem: &str) -> Result<AddedGrammar, String> {
        read::add(self, text, stem)
    }

    /// Finds rules of grammars that others include; to be called once all are there.
    pub(super) fn link(&mut self) {
        let root = |scope: &str| {
            let mut languages = self.languages.iter();
            languages.find(|language| &*language.scope == scope)
        };
        let resolve = |item: GrammarItem| match &item {
            GrammarItem::Foreign(scope, part) => {
                let language = root(scope)?;
                let rule = match part {
                    Some(name) => *language.repository.get(name)?,
                    None => language.root,
                };
                Some(GrammarItem::Rule(rule))
            }
            _ => Some(item),
        };
        let mut linked = Vec::with_capacity(self.rules.len());
        for rule in &self.rules {
            let items = rule.patterns.iter().cloned().filter_map(resolve);
            linked.push(items.collect());
        }
        for (rule, items) in self.rules.iter_mut().zip(linked) {
            rule.patterns = items;
        }
    }

    /// The language of that name, in any case; a grammar that was added later comes first.
    pub(super) fn find(&self, name: &str) -> Option<&GrammarLanguage> {
        let name = name.to_lowercase();
        let mut languages = self.languages.iter().rev();
        languages
            .clone()
            .find(|language| language.name.to_lowercase() == name)
            .or_else(|| languages.find(|language| language.others.contains(&name)))
    }
}

/// What became of a grammar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AddedGrammar {
    /// Patterns that are not understood, each with the reason.
    pub(super) unusable: Vec<String>,
    /// Patterns that are.
    pub(super) usable: usize,
}

#[cfg(test)]
mod tests;
