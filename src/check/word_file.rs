//! The words that a rule looks for, from the YAML file beside it with its source and date. Enter at [`rule_words`] and [`read_words`].
//!
//! A pattern is one text, or a list of alternatives of which the first that fits counts. `{{name}}` in it stands for any word of a list:
//! one of the file's own `lists`, or of `shared.yaml`, which holds what more than one rule knows.

use regex::Regex;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::LazyLock;

/// A file of words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    /// Words that patterns name.
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    /// What the rule asks for by name.
    #[serde(default)]
    words: Value,
}

/// What more than one rule knows.
static SHARED: LazyLock<WordFile> = LazyLock::new(|| parse_file(include_str!("rules/shared.yaml")));

fn parse_file(yaml: &str) -> WordFile {
    serde_yaml::from_str(yaml).expect("the cases of every rule read its words")
}

/// The words of a rule; read once, when the first report asks for them.
pub(crate) fn read_words<T: DeserializeOwned>(yaml: &str) -> T {
    // Lists are written into patterns as text before these are compiled, so that a pattern costs the same as if it had been written out.
    // A name that no list has stays as braces, which no pattern may hold: it does not compile, and the cases of the rule say so.
    let mut file = parse_file(yaml);
    let lists: Vec<(String, String)> = SHARED
        .lists
        .iter()
        .chain(&file.lists)
        .map(|(name, words)| {
            (
                format!("{{{{{name}}}}}"),
                format!("(?:{})", words.join("|")),
            )
        })
        .collect();
    fill_in(&mut file.words, &lists);
    serde_json::from_value(file.words).expect("the cases of every rule read its words")
}

/// Declares what a rule asks for of its file of words, as `WORDS`.
macro_rules! rule_words {
    ($file:literal: $($(#[$about:meta])* $name:ident: $kind:ty,)+) => {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct RuleWords {
            $($(#[$about])* pub(super) $name: $kind,)+
        }

        pub(super) static WORDS: std::sync::LazyLock<RuleWords> =
            std::sync::LazyLock::new(|| $crate::check::word_file::read_words(include_str!($file)));
    };
}
pub(crate) use rule_words;

/// Puts the words of lists where patterns name them; a list may name others.
fn fill_in(value: &mut Value, lists: &[(String, String)]) {
    match value {
        Value::String(text) => {
            for _ in 0..lists.len() {
                for (name, words) in lists {
                    *text = text.replace(name, words);
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| fill_in(one, lists)),
        Value::Object(all) => all.values_mut().for_each(|one| fill_in(one, lists)),
        _ => {}
    }
}

/// A pattern of words.
#[derive(Debug)]
pub(crate) struct WordPattern(Regex);

impl Deref for WordPattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        &self.0
    }
}

impl<'de> Deserialize<'de> for WordPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WordPattern, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum WrittenPattern {
            Whole(String),
            Alternatives(Vec<String>),
        }
        let text = match WrittenPattern::deserialize(deserializer)? {
            WrittenPattern::Whole(text) => text,
            WrittenPattern::Alternatives(all) => all.join("|"),
        };
        let pattern = Regex::new(&text).map_err(serde::de::Error::custom)?;
        Ok(WordPattern(pattern))
    }
}

/// A list of words.
#[derive(Debug, Deserialize)]
pub(crate) struct WordList(Vec<String>);

impl WordList {
    /// Whether it lists the word.
    pub(crate) fn lists(&self, word: &str) -> bool {
        self.0.iter().any(|one| one == word)
    }

    /// Whether one of its words stands in the text.
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        self.0.iter().any(|one| text.contains(one.as_str()))
    }

    /// Whether the text begins with one of its words.
    pub(crate) fn begins(&self, text: &str) -> bool {
        self.0.iter().any(|one| text.starts_with(one.as_str()))
    }

    /// Whether the text ends with one of its words.
    pub(crate) fn ends(&self, text: &str) -> bool {
        self.0.iter().any(|one| text.ends_with(one.as_str()))
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        acts: WordPattern,
        ends: WordList,
    }

    const SAMPLE: &str = "source: 甲\ndate: 2026-12-01\nlists: {body: [镇, 乡]}\nwords:\n  acts: ['^{{body}}政府', '^我{{body}}$']\n  ends: [镇, 街道]\n";

    #[test]
    fn a_pattern_is_any_of_its_alternatives_with_the_words_of_its_lists() {
        let words: Sample = read_words(SAMPLE);
        assert!(words.acts.is_match("乡政府") && words.acts.is_match("我镇"));
        assert!(!words.acts.is_match("县政府") && !words.acts.is_match("我镇的"));
        assert!(words.ends.ends("甲街道") && !words.ends.ends("甲县"));
        assert!(words.ends.lists("镇") && !words.ends.lists("甲镇"));
    }

    #[test]
    #[should_panic(expected = "read its words")]
    fn words_that_no_rule_asks_for_are_refused() {
        read_words::<Sample>(&SAMPLE.replace("  ends:", "  others: [县]\n  ends:"));
    }

    #[test]
    #[should_panic(expected = "read its words")]
    fn a_file_without_a_source_is_refused() {
        read_words::<Sample>(&SAMPLE.replace("source: 甲\n", ""));
    }
}
