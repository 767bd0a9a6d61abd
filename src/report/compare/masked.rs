//! A sentence made comparable: punctuation folded, numbers masked, list markers put aside. Enter at [`MaskedSentence`].

use crate::report::letter::{half_width, is_numeral};
use crate::report::text::likeness::CharacterPairs;

// Two years of one report differ most in numbers and in typing. Folding takes typing away (half and full width, quotation marks, the mark at
// the end), masking takes numbers away, in digits or Han numerals. Equal folded forms are 相同, equal masked forms 仅数字变化; the rest is
// likeness. A run of numerals is one `#`, so that 57 and 一百零四 are equal; the cost is one pass over the characters each.

/// A sentence in the three forms that are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MaskedSentence {
    /// The words, half- and full-width punctuation folded, white space and the closing mark left out.
    pub(crate) folded: String,
    /// The same with every number, in digits or Han numerals, as `#`.
    pub(crate) masked: String,
    /// Pairs of characters of the masked words without the list marker (一是, 1、).
    pub(crate) grams: CharacterPairs,
    /// The same of the first clause, which says what the sentence is about.
    pub(crate) head: CharacterPairs,
}

impl MaskedSentence {
    /// Makes a sentence comparable.
    pub(crate) fn of(words: &str) -> MaskedSentence {
        let folded = fold(words);
        let masked = mask(&folded);
        let bare = without_marker(&masked);
        let grams = |words: &str| {
            CharacterPairs::of_chars(words.chars().map(|c| if c == '#' { '0' } else { c }))
        };
        let first = bare.split([',', ';', ':']).next().unwrap_or(bare);
        let (grams, head) = (grams(bare), grams(first));
        MaskedSentence {
            folded,
            masked,
            grams,
            head,
        }
    }
}

/// Folds punctuation to half width and leaves out white space and closing marks.
pub(crate) fn fold(words: &str) -> String {
    let folded: String = words
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(fold_char)
        .collect();
    let kept = folded.trim_end_matches(['。', '.', ';', ',', ':']).len();
    folded[..kept].to_string()
}

fn fold_char(c: char) -> char {
    match c {
        '“' | '”' => '"',
        '＜' | '〈' => '<',
        '＞' | '〉' => '>',
        other => half_width(other),
    }
}

/// Every run of digits and Han numerals as one `#`; a point counts only between digits, a comma only before exactly three.
pub(crate) fn mask(folded: &str) -> String {
    let chars: Vec<char> = folded.chars().collect();
    let mut out = String::with_capacity(folded.len());
    let mut inside = false;
    for (at, c) in chars.iter().enumerate() {
        let digit = |at: Option<usize>| {
            at.and_then(|at| chars.get(at))
                .is_some_and(char::is_ascii_digit)
        };
        let thousand = (1..=3).all(|more| digit(Some(at + more))) && !digit(Some(at + 4));
        let point =
            digit(at.checked_sub(1)) && (*c == '.' && digit(Some(at + 1)) || *c == ',' && thousand);
        let number = c.is_ascii_digit() || is_numeral(*c) || point;
        if number && !inside {
            out.push('#');
        } else if !number {
            out.push(*c);
        }
        inside = number;
    }
    out
}

/// The masked words behind a list marker: `#是`, `#、`, `#.`, `(#)`, `第#,`.
fn without_marker(masked: &str) -> &str {
    ["#是", "#、", "#.", "(#)", "第#,", "第#、"]
        .iter()
        .find_map(|marker| masked.strip_prefix(marker))
        .unwrap_or(masked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_both_scripts_are_masked_alike() {
        assert_eq!(MaskedSentence::of("罚款2.3万元。").masked, "罚款#元");
        assert_eq!(MaskedSentence::of("办理1,234件").masked, "办理#件");
        assert_eq!(MaskedSentence::of("第1,2条").masked, "第#,#条");
        assert_eq!(
            MaskedSentence::of("全年四次业务培训").masked,
            MaskedSentence::of("全年12次业务培训").masked
        );
        assert_eq!(MaskedSentence::of("“12·4”宪法日").masked, "\"#·#\"宪法日");
    }

    #[test]
    fn width_white_space_and_closing_marks_do_not_count() {
        assert_eq!(
            MaskedSentence::of("参考人数46人，全部合格。").folded,
            MaskedSentence::of("参考人数46人, 全部合格").folded
        );
    }

    #[test]
    fn list_markers_do_not_count_for_likeness() {
        assert_eq!(
            MaskedSentence::of("三是加强培训。").grams,
            MaskedSentence::of("（五）加强培训；").grams
        );
    }
}
