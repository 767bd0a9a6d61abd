//! Pieces of a text by their bytes: some characters before or behind a place, the clause and the sentence around it. Enter at [`clause_start`].

use std::ops::Range;

/// The byte behind so many characters from `from`; the end of the text where it has fewer.
pub(crate) fn bytes_ahead(text: &str, from: usize, count: usize) -> usize {
    let behind = text[from..].char_indices().nth(count);
    behind.map_or(text.len(), |(at, _)| from + at)
}

/// The byte so many characters before `to`; the beginning of the text where it has fewer.
pub(crate) fn bytes_back(text: &str, to: usize, count: usize) -> usize {
    let before = text[..to].char_indices().rev();
    before.take(count).last().map_or(to, |(at, _)| at)
}

/// The byte behind the last of these marks before `at`; the beginning of the text where none stands there.
pub(crate) fn behind_last(text: &str, at: usize, marks: &[char]) -> usize {
    let mark = text[..at].char_indices().rev();
    let mut mark = mark.filter(|(_, letter)| marks.contains(letter));
    mark.next()
        .map_or(0, |(start, letter)| start + letter.len_utf8())
}

/// The byte at which the clause before a byte begins.
pub(crate) fn clause_start(text: &str, at: usize) -> usize {
    behind_last(text, at, &['，', ',', '。', '；', ';', '：', '、'])
}

/// The sentence around some bytes, with the mark before it.
pub(crate) fn sentence_around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let ends = ['。', '；'];
    let from = text[..range.start].rfind(ends).unwrap_or(0);
    let to = text[range.end..].find(ends);
    &text[from..to.map_or(text.len(), |to| range.end + to)]
}

/// Bytes of a piece of text as bytes of the whole, in which the piece begins at `by`.
pub(crate) fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    by + range.start..by + range.end
}

/// Whether two ranges share no byte.
pub(crate) fn is_apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.end <= one.start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_marks_end_clauses_and_sentences() {
        let text = "甲乙。丙丁，戊己。庚";
        let at = text.find('戊').expect("it is there");
        assert_eq!(
            &text[bytes_back(text, at, 2)..bytes_ahead(text, at, 2)],
            "丁，戊己"
        );
        assert_eq!(
            (bytes_back(text, at, 99), bytes_ahead(text, at, 99)),
            (0, text.len())
        );
        assert_eq!(clause_start(text, at + 3), at);
        assert_eq!(clause_start(text, 3), 0);
        assert_eq!(sentence_around(text, &(at..at + 3)), "。丙丁，戊己");
        assert_eq!(moved(&(1..2), 3), 4..5);
        assert!(is_apart(&(0..1), &(1..2)) && !is_apart(&(0..2), &(1..2)));
    }
}
