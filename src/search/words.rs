//! A text as the words that are looked for; `library/words.js` takes queries apart by the same rules. Enter at [`search_words`].

use super::stem::stem;
use crate::report::letter::is_han;

/// Words that say nothing about a text.
const STOP_WORDS: &str = include_str!("stop_words.txt");

/// Letters of a word that count; a longer one is no word, and every letter is a level of the index.
const LONGEST: usize = 64;

/// What happens to a word before it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordPipeline {
    /// Punctuation at the ends goes, stop words go, endings go.
    English,
    /// Pairs of characters, for text without spaces.
    Chinese,
    /// Only punctuation at the ends goes.
    Plain,
}

impl WordPipeline {
    /// By the first part of a language code: `zh-CN`, `zh-Hans` and `zh-TW` are Chinese.
    pub(super) fn of(language: &str) -> WordPipeline {
        let first = language.split(['-', '_']).next().unwrap_or_default();
        match first.to_ascii_lowercase().as_str() {
            "en" => WordPipeline::English,
            "zh" => WordPipeline::Chinese,
            _ => WordPipeline::Plain,
        }
    }

    /// The names under which the script knows its functions.
    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            WordPipeline::English => &["trimmer", "stopWordFilter", "stemmer"],
            WordPipeline::Chinese => &["trimmer-zh", "stopWordFilter-zh", "stemmer-zh"],
            WordPipeline::Plain => &["trimmer"],
        }
    }

    fn apply(self, word: &str) -> Option<String> {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if word.is_empty() {
            return None;
        }
        let end = word.char_indices().nth(LONGEST);
        let word = end.map_or(word, |(end, _)| &word[..end]);
        match self {
            WordPipeline::English if stop_words().binary_search(&word).is_ok() => None,
            WordPipeline::English => Some(stem(word)),
            WordPipeline::Chinese | WordPipeline::Plain => Some(word.to_owned()),
        }
    }
}

/// The stop words, sorted.
pub(super) fn stop_words() -> Vec<&'static str> {
    let lines = STOP_WORDS.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
}

/// The words of a text in order, repeated ones included.
pub(super) fn search_words(text: &str, pipeline: WordPipeline) -> Vec<String> {
    let lower = text.to_lowercase();
    let pieces = lower.split(|letter: char| letter.is_whitespace() || letter == '-');
    let mut found = Vec::new();
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        for run in letter_runs(piece) {
            if run.starts_with(is_unspaced) {
                found.extend(letter_pairs(run));
            } else {
                found.extend(pipeline.apply(run));
            }
        }
    }
    found
}

/// Splits where text that is written without spaces meets other text.
fn letter_runs(piece: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, letter) in piece.char_indices() {
        let kind = is_unspaced(letter);
        if last.is_some_and(|last| last != kind) {
            found.push(&piece[start..at]);
            start = at;
        }
        last = Some(kind);
    }
    found.push(&piece[start..]);
    found
}

/// Every two neighbours, and the last character alone: so a single character is found as the start of a pair wherever it stands.
fn letter_pairs(run: &str) -> Vec<String> {
    // Chinese has no spaces, and a list of words would have to be the same in the script that reads the index. Pairs
    // need none: a query of n characters is n - 1 pairs, and a text that has them all nearly always has the query. They
    // cost one entry a character.
    let letters: Vec<char> = run.chars().collect();
    letters
        .windows(2)
        .map(|pair| pair.iter().collect())
        .chain(letters.last().map(char::to_string))
        .collect()
}

/// Han, kana and hangul.
fn is_unspaced(letter: char) -> bool {
    is_han(letter)
        || matches!(letter,
        '\u{3005}' | '\u{3006}' | '\u{3041}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(language: &str, text: &str) -> String {
        search_words(text, WordPipeline::of(language)).join(" ")
    }

    #[test]
    fn english_words_lose_punctuation_and_endings_and_stop_words_go() {
        let text = "Applications are answered within twenty days.\nrunning and runs\nthe and of";
        assert_eq!(shown("en", text), "applic answer within twenti day run run");
    }

    #[test]
    fn chinese_becomes_pairs_and_the_last_character() {
        assert_eq!(shown("zh", "依法行政，2025年"), "依法 法行 行政 政 2025 年");
    }

    #[test]
    fn every_code_of_chinese_has_the_chinese_pipeline() {
        for code in ["zh", "zh-CN", "zh-Hans", "zh-TW", "zh_HK", "ZH"] {
            assert_eq!(WordPipeline::of(code), WordPipeline::Chinese, "{code}");
        }
    }

    #[test]
    fn other_languages_keep_their_words_whole() {
        assert_eq!(shown("fr", "Les Élections, (2020)"), "les élections 2020");
    }

    #[test]
    fn stop_words_are_sorted_so_that_they_are_found() {
        let words = stop_words();
        assert!(words.is_sorted() && words.len() > 50, "{words:?}");
    }
}
