//! Places in long texts, found without counting from the top. Enter at [`LineMap::place`].

use crate::diagnostic::{Place, line_starts};
use crate::personal::masking;
use std::ops::Range;

/// Bytes between two places whose character is known by its number.
const STRIDE: usize = 4096;
/// Bytes of a line that is shown around a finding; of a longer one only the words are kept, or a text of one line would be copied
/// for each of its findings.
const LONGEST: usize = 16 << 10;
/// Bytes around words in which a number of a person ends.
const AROUND: usize = 120;

/// Where the lines of a text begin, and how many characters stand before every [`STRIDE`] bytes.
#[derive(Debug)]
pub(crate) struct LineMap {
    starts: Vec<usize>,
    counts: Vec<usize>,
}

impl LineMap {
    /// Reads a text once.
    pub(crate) fn of(text: &str) -> LineMap {
        let mut counts = vec![0];
        let mut count = 0;
        for part in text.as_bytes().chunks(STRIDE) {
            count += part.iter().filter(|byte| is_first(**byte)).count();
            counts.push(count);
        }
        LineMap {
            starts: line_starts(text).collect(),
            counts,
        }
    }

    /// The place of bytes of the text that these are the lines of, as [`Place::span`] gives it.
    pub(crate) fn place(&self, file: &str, text: &str, range: Range<usize>) -> Place {
        let line = self.starts.partition_point(|start| *start <= range.start);
        let start = self.starts[line - 1];
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let whole = text[start..end].trim_end_matches(['\n', '\r']);
        let to = range.end.min(start + whole.len()).max(range.start);
        let is_long = whole.len() > LONGEST;
        Place {
            file: file.to_owned(),
            line,
            column: self.count(text, range.start) - self.count(text, start) + 1,
            quote: if is_long {
                masked(text, range.start..to)
            } else {
                text[range.start..to].to_owned()
            },
            excerpt: excerpt(whole),
        }
    }

    /// How many characters begin before a byte.
    fn count(&self, text: &str, at: usize) -> usize {
        let known = at / STRIDE;
        let rest = &text.as_bytes()[known * STRIDE..at];
        self.counts[known] + rest.iter().filter(|byte| is_first(**byte)).count()
    }
}

/// Whether a byte is the first of a character.
fn is_first(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// A line as findings show it: empty where it is too long.
pub(super) fn excerpt(line: &str) -> String {
    let shown = if line.len() > LONGEST { "" } else { line };
    shown.to_owned()
}

/// The words of a finding on a line too long to be shown, numbers of persons hidden: a part of such a number is known by what stands around it.
pub(super) fn masked(text: &str, words: Range<usize>) -> String {
    let from = text.floor_char_boundary(words.start.saturating_sub(AROUND));
    let to = text.floor_char_boundary(words.end + AROUND);
    let before = text[from..words.start].chars().count();
    let length = text[words].chars().count();
    let mut around = text[from..to].to_owned();
    masking::text(&mut around);
    around.chars().skip(before).take(length).collect()
}

/// Whether a line is too long to be shown.
pub(super) fn is_long(line: &str) -> bool {
    line.len() > LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_from_the_top_gives() {
        let mut text = String::new();
        for at in 0..2000 {
            text += ["第一行，有字。\n", "a\r\n", "\r", "末行没有换行\n\n"][at % 4];
        }
        let lines = LineMap::of(&text);
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let shown = letters
            .iter()
            .filter(|(_, letter)| !"\r\n".contains(*letter));
        for (at, letter) in shown.step_by(7) {
            let range = *at..*at + letter.len_utf8();
            let found = lines.place("a.md", &text, range.clone());
            assert_eq!(found, Place::span("a.md", &text, range));
        }
    }

    #[test]
    fn a_long_line_is_left_out_and_no_part_of_a_number_is_shown() {
        let text = format!("{}电话13900000017。", "文".repeat(LONGEST));
        let at = text.find("000000").unwrap();
        let place = LineMap::of(&text).place("a.md", &text, at..at + 6);
        assert_eq!(
            (place.excerpt.as_str(), place.quote.as_str()),
            ("", "****00")
        );
        assert_eq!((place.line, place.column), (1, LONGEST + 6));
    }
}
