//! Languages by their names. Enter at [`find`].

use super::rules::FamilyRules;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Names, rules and keywords.
const TABLE: &str = include_str!("languages.txt");

/// A language of code blocks.
#[derive(Debug)]
pub(super) struct CodeLanguage {
    pub(super) name: &'static str,
    pub(super) rules: &'static FamilyRules,
    words: &'static BTreeSet<&'static str>,
}

impl CodeLanguage {
    /// Whether a word is a keyword.
    pub(super) fn is_keyword(&self, word: &str) -> bool {
        self.words.contains(word)
            || (self.rules.any_case && self.words.contains(word.to_lowercase().as_str()))
    }
}

struct LanguageTable {
    languages: BTreeMap<&'static str, CodeLanguage>,
}

/// The language of that name, in any case.
pub(super) fn find(name: &str) -> Option<&'static CodeLanguage> {
    let languages = &LANGUAGES.languages;
    languages
        .get(name)
        .or_else(|| languages.get(name.to_lowercase().as_str()))
}

/// Text in no language.
pub(super) fn plain() -> &'static CodeLanguage {
    find("plain").expect("the table has the language plain")
}

static WORDS: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter_map(|line| line.strip_prefix("= "));
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(name, words)| (name, words.split(' ').collect()))
        .collect()
});

static LANGUAGES: LazyLock<LanguageTable> = LazyLock::new(|| {
    let generic = &WORDS["generic"];
    let mut languages = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with(['#', '='])) {
        let mut names = line.split(' ');
        let rules = names
            .next()
            .map(FamilyRules::of)
            .expect("each line begins with its rules");
        let name = names.clone().next().expect("each line has a name");
        let words = WORDS.get(name).unwrap_or(generic);
        for alias in names {
            languages
                .entry(alias)
                .or_insert(CodeLanguage { name, rules, words });
        }
    }
    LanguageTable { languages }
});
