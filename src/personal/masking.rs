//! Numbers of persons are found and never shown: they are hidden in every word of a finding. Enter at [`diagnostic`].

use super::find;
use crate::diagnostic::{Diagnostic, Words};

/// The same findings without the numbers of persons.
pub(crate) fn diagnostics(all: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut shown = all.to_vec();
    shown.iter_mut().for_each(diagnostic);
    shown
}

/// Hides the numbers of persons in a finding: in its words, its quote and the line around it.
pub(crate) fn diagnostic(one: &mut Diagnostic) {
    words(&mut one.message);
    one.hints.iter_mut().for_each(words);
    let Some(place) = &mut one.place else {
        return;
    };
    let before: Vec<char> = place.excerpt.chars().collect();
    text(&mut place.excerpt);
    let quoted = place.quote.chars().count();
    let start = place.column.saturating_sub(1);
    let same = before
        .get(start..start + quoted)
        .is_some_and(|words| words.iter().copied().eq(place.quote.chars()));
    if same {
        // A part of a number is hidden as the whole number is.
        place.quote = place.excerpt.chars().skip(start).take(quoted).collect();
    } else {
        text(&mut place.quote);
    }
}

/// Hides them in a sentence of both languages.
pub(crate) fn words(words: &mut Words) {
    text(&mut words.en);
    text(&mut words.zh);
}

/// Hides the numbers in a text; what stands there afterwards is as long.
pub(crate) fn text(text: &mut String) {
    if text
        .chars()
        .filter(|letter| is_digit(*letter))
        .nth(3)
        .is_none()
    {
        return;
    }
    for datum in find(text).into_iter().rev() {
        let hidden = hide(&text[datum.range.clone()]);
        text.replace_range(datum.range, &hidden);
    }
}

/// Whether a character counts as a digit; numerals such as 三 do not.
fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || !letter.is_ascii() && letter.is_numeric()
}

/// `13900000017` becomes `139****0017`: the first three (of identity numbers and cards four) and the last four stay.
pub(crate) fn hide(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let (head, tail) = match letters.len() {
        15.. => (4, 4),
        11..15 => (3, 4),
        _ => (2, 1),
    };
    let shown = |at: usize| at < head || at + tail >= letters.len();
    letters
        .iter()
        .enumerate()
        .map(|(at, letter)| if shown(at) { *letter } else { '*' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Place};

    #[test]
    fn a_number_is_hidden_in_words_quote_and_line() {
        let line = "电话13900000017，卡号6222000000000009。";
        let place = Place::span("a.md", line, 6..17);
        let words = Words::new("`13900000017`", "“13900000017”");
        let mut found = Diagnostic::error("N03", "unbound-number", words).at(place);
        diagnostic(&mut found);
        let shown = format!("{found:?}");
        assert!(
            !shown.contains("13900000017") && !shown.contains("6222000000000009"),
            "{shown}"
        );
        assert_eq!(found.place.expect("it has one").quote, "139****0017");
        assert_eq!(hide("440106199001011234"), "4401**********1234");
    }
}
