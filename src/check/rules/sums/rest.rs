//! What is left over: 立案5件，结案4件，另有2件正在办理. Enter at [`left_over`].

use super::total::{WORDS, WrongTotal, words_between};
use crate::check::spans::clause_start;
use crate::diagnostic::Level;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;

/// Where what was done and what is left do not make what was taken up; to be confirmed.
pub(super) fn left_over(text: &str, all: &[TextQuantity]) -> Vec<WrongTotal> {
    let mut out = Vec::new();
    for three in all.windows(3) {
        let [total, done, rest] = three else { continue };
        let alike = done.unit == total.unit && rest.unit == total.unit;
        let exact = three.iter().all(|one| one.approx.is_none());
        let words = words_between(text, done, rest);
        let is_left =
            || WORDS.left_sure.is_match(words) || WORDS.open.is_match(&text[rest.range.end..]);
        if !alike
            || !exact
            || !WORDS.done.is_match(words_between(text, total, done))
            || !WORDS.left.is_match(words)
            || !is_left()
        {
            continue;
        }
        let sum: Decimal = done.value + rest.value;
        if sum != total.value {
            out.push(WrongTotal {
                range: clause_start(text, total.range.start)..rest.range.end,
                total: total.value,
                sum,
                level: Level::Warning,
            });
        }
    }
    out
}
