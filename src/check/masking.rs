//! Personal data are found and never shown: the words of a place with digits hidden. Enter at [`masked`].

#![allow(dead_code, reason = "the rules on personal data hide what they find")]

use crate::diagnostic::Place;

/// The place with its words `secret` replaced wherever they would be shown; its quote is `shown`, the words beside them.
pub(crate) fn masked(place: Place, secret: &str, shown: &str) -> Place {
    let hidden: String = hide(secret);
    Place {
        quote: shown.to_owned(),
        excerpt: place.excerpt.replace(secret, &hidden),
        ..place
    }
}

/// `13900000017` becomes `139****0017`: the first three and the last four stay where there are more than eight characters.
pub(crate) fn hide(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let (head, tail) = if letters.len() > 8 { (3, 4) } else { (1, 0) };
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

    #[test]
    fn a_number_is_hidden_in_its_line_too() {
        let place = Place::span("a.md", "电话13900000017。", 6..17);
        let place = masked(place, "13900000017", "电话");
        assert_eq!(place.excerpt, "电话139****0017。");
        assert_eq!(place.quote, "电话");
    }
}
