//! How long a text is. Enter at [`count`].

use crate::render::cjk;
use unicode_segmentation::UnicodeSegmentation;

/// Words read in a minute.
const WORDS_PER_MINUTE: usize = 200;

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LengthUnit {
    /// Words of Unicode.
    Words,
    /// Characters of Chinese.
    Characters,
}

/// Length and minutes of a Markdown source outside code fences.
pub(super) fn count(source: &str, unit: LengthUnit) -> (usize, usize) {
    let mut length = 0;
    let mut fence: Option<&str> = None;
    let mut start = 0;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let begins = line.trim_start();
        let sign = ["```", "~~~"]
            .into_iter()
            .find(|sign| begins.starts_with(sign));
        match (fence, sign) {
            (None, Some(sign)) => {
                length += stretch_length(&source[start..at], unit);
                fence = Some(sign);
            }
            (Some(open), Some(sign)) if open == sign => {
                fence = None;
                start = at + line.len();
            }
            _ => {}
        }
        at += line.len();
    }
    if fence.is_none() {
        length += stretch_length(&source[start..], unit);
    }
    let minutes = match unit {
        LengthUnit::Words => length.div_ceil(WORDS_PER_MINUTE),
        LengthUnit::Characters => cjk::minutes(length),
    };
    (length, minutes)
}

fn stretch_length(text: &str, unit: LengthUnit) -> usize {
    match unit {
        LengthUnit::Words => count_words(text),
        LengthUnit::Characters => cjk::length(text),
    }
}

/// Words by Unicode's rules. Ideographs are words of their own, so runs between them and between spaces are looked at one by one,
/// and only those with more than ASCII letters and digits need the full rules.
fn count_words(text: &str) -> usize {
    let mut count = 0;
    for run in text.split(|letter: char| letter.is_ascii_whitespace() || is_ideograph(letter)) {
        if run.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            count += usize::from(!run.is_empty());
        } else {
            count += run.unicode_words().count();
        }
    }
    count + text.chars().filter(|letter| is_ideograph(*letter)).count()
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_unicode() {
        let text = "# Heading words\n\n[link text](https://a.example/b) don't 3.14 e-mail **bold** 年度报告2020年a中。«é» 1,000";
        assert_eq!(count_words(text), text.unicode_words().count());
    }

    #[test]
    fn code_fences_are_not_counted() {
        assert_eq!(
            count(
                "one two\n\n```rust\nnot counted at all\n```\n\nthree\n",
                LengthUnit::Words
            ),
            (3, 1)
        );
        assert_eq!(count("", LengthUnit::Words), (0, 0));
        assert_eq!(count(&"w ".repeat(200), LengthUnit::Words), (200, 1));
        assert_eq!(count(&"w ".repeat(201), LengthUnit::Words), (201, 2));
    }

    #[test]
    fn chinese_is_counted_in_characters() {
        assert_eq!(
            count("全镇划分为104个网格。", LengthUnit::Characters),
            (9, 1)
        );
        assert_eq!(count(&"年".repeat(401), LengthUnit::Characters), (401, 2));
    }
}
