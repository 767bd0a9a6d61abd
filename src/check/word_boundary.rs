//! Whether letters are a word by themselves or parts of others. Enter at [`word_boundary`].

use crate::report::compare::{is_listed, parted};
use crate::report::letter::is_han;
use std::ops::Range;

/// How surely some letters of a text are a word by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordBoundary {
    /// No word of the dictionary goes over an end of theirs.
    Alone,
    /// Read in one way they are, in another they are not.
    Doubtful,
    /// A word goes over an end of theirs, as 发布 does in 发布署名.
    Part,
}

/// Letters on each side of a word that are looked at, and the longest words that are looked up there.
const AROUND: usize = 8;
const LONGEST: usize = 6;

/// How the letters at `range` stand among the words around them.
pub(crate) fn word_boundary(text: &str, range: &Range<usize>) -> WordBoundary {
    // Chinese has no spaces, so letters of two words may spell a third: 发布署名 holds 布署. The letters around are parted into words, and if
    // one of these goes over an end of ours, ours are no word. Parting is not always unique: words that the parting did not choose but
    // that the dictionary has make it doubtful. Only so many letters around are looked at, because words of a dictionary are short; each
    // place costs some dozens of look-ups.
    let before = text[..range.start].char_indices().rev();
    let before = before.take(AROUND).take_while(|(_, c)| is_han(*c)).last();
    let start = before.map_or(range.start, |(at, _)| at);
    let behind = text[range.end..].char_indices();
    let behind = behind.take(AROUND).take_while(|(_, c)| is_han(*c)).last();
    let end = behind.map_or(range.end, |(at, c)| range.end + at + c.len_utf8());
    let crosses = |from: usize, to: usize| {
        let meets = from < range.end && range.start < to;
        meets && (from < range.start || range.end < to)
    };
    let window = &text[start..end];
    let mut at = start;
    for word in parted(window) {
        let to = at + word.len();
        if crosses(at, to) {
            return WordBoundary::Part;
        }
        at = to;
    }
    let letters: Vec<usize> = window.char_indices().map(|(at, _)| start + at).collect();
    let ends: Vec<usize> = letters.iter().copied().skip(1).chain([end]).collect();
    let doubtful = letters.iter().enumerate().any(|(index, from)| {
        let words = ends[index..].iter().take(LONGEST).skip(1);
        words
            .filter(|to| crosses(*from, **to))
            .any(|to| is_listed(&text[*from..*to]))
    });
    if doubtful {
        WordBoundary::Doubtful
    } else {
        WordBoundary::Alone
    }
}

#[cfg(test)]
mod tests {
    use super::{WordBoundary, word_boundary};

    #[test]
    fn letters_of_two_words_are_no_word() {
        let of = |text: &str, word: &str| {
            let at = text.find(word).expect("it is there");
            word_boundary(text, &(at..at + word.len()))
        };
        for (text, word) in [
            ("发布署名文章", "布署"),
            ("公布署实名举报", "布署"),
            ("光伏项目按装机容量补助", "按装"),
            ("十二月份内完成", "份内"),
            ("统一台帐篷", "台帐"),
        ] {
            assert_eq!(of(text, word), WordBoundary::Part, "{text}");
        }
        for (text, word) in [
            ("县委布署检查。", "布署"),
            ("单位的帐户，", "帐户"),
            ("布署", "布署"),
        ] {
            assert_eq!(of(text, word), WordBoundary::Alone, "{text}");
        }
        assert_eq!(of("周密布署", "布署"), WordBoundary::Doubtful);
    }
}
