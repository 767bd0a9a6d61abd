//! Percentages that do not follow from the numbers of their sentence. Enter at [`unsupported`].

use super::total::{IsSure, WORDS};
use crate::check::spans::{behind_last, bytes_back};
use crate::diagnostic::Level;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;
use std::ops::Range;

/// A percentage that nothing in its sentence gives.
pub(super) struct UnsupportedPercentage {
    pub(super) range: Range<usize>,
    pub(super) given: Decimal,
    pub(super) right: Decimal,
    pub(super) level: Level,
}

/// 受理175件，调解成功171件，成功率97.7%: the number whose words the rate repeats is above the line, an earlier one below it.
pub(super) fn unsupported(text: &str, all: &[TextQuantity]) -> Vec<UnsupportedPercentage> {
    // A rate is held against every number before it in its sentence: linear in the numbers for each rate, and sentences have few. It is
    // wrong only where no earlier number of the same unit gives it, so that a rate whose whole stands farther back is never accused.
    let mut out = Vec::new();
    for (index, rate) in all.iter().enumerate().filter(|(_, one)| one.unit == "%") {
        let Some(stem) = rate_stem(text, rate) else {
            continue;
        };
        let earlier = &all[..index];
        let named = |stem: &str| {
            let mut all = earlier.iter();
            all.rposition(|one| is_named(text, one, earlier, stem))
        };
        // 化解94件，化解成功率: what succeeded is named without the word.
        let verb = || {
            let mut pieces = text[..rate.range.start].rsplit(&WORDS.success_rate);
            pieces.nth(1).and_then(last_two)
        };
        let own = named(stem);
        let Some(above) = own.or_else(|| named(verb()?)) else {
            continue;
        };
        let part = &earlier[above];
        if is_narrower(text, rate, part) {
            continue;
        }
        let below: Vec<&TextQuantity> = earlier[..above]
            .iter()
            .filter(|one| {
                one.unit == part.unit
                    && one.value >= part.value
                    && one.approx.is_none()
                    && !one.value.is_zero()
            })
            .collect();
        if rate.approx.is_some() || part.approx.is_some() || below.is_empty() {
            continue;
        }
        let fits = |whole: &&TextQuantity| {
            (share_of(part, whole, rate) - rate.value).abs() <= last_decimal(rate)
        };
        if below.iter().any(fits) {
            continue;
        }
        let nearest = below[below.len() - 1];
        let start = behind_last(text, nearest.range.start, &['，', ',', '。', '；', '：']);
        out.push(UnsupportedPercentage {
            range: start..rate.range.end,
            given: rate.value,
            right: share_of(part, nearest, rate),
            level: IsSure(below.len() == 1 && own.is_some()).into(),
        });
    }
    out
}

/// Whether a rate speaks of less than the number above it.
fn is_narrower(text: &str, rate: &TextQuantity, part: &TextQuantity) -> bool {
    let (own, above) = (words_of(text, rate), words_of(text, part));
    let narrows = |word: &String| own.contains(word) && !above.contains(word);
    WORDS.narrow.iter().any(narrows)
}

/// The words of a number: its clause up to it.
fn words_of<'t>(text: &'t str, one: &TextQuantity) -> &'t str {
    let start = text[..one.range.start].rfind(['，', ',', '。', '；', ';']);
    &text[start.unwrap_or(0)..one.range.start]
}

/// The share in percent with as many decimals as the rate has.
fn share_of(part: &TextQuantity, whole: &TextQuantity, rate: &TextQuantity) -> Decimal {
    let share = part
        .value
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|value| value.checked_div(whole.value));
    share.map_or(rate.value, |share| share.round_dp(rate.value.scale()))
}

/// One in the last decimal of the rate: cut off or rounded, both are seen.
fn last_decimal(rate: &TextQuantity) -> Decimal {
    Decimal::new(1, rate.value.scale())
}

/// The last two characters.
fn last_two(words: &str) -> Option<&str> {
    let own = &words[bytes_back(words, words.len(), 2)..];
    let whole = own.chars().count() == 2 && !own.contains(['，', ',', '。', '；']);
    whole.then_some(own)
}

/// The two characters before 率 in the words of a rate.
fn rate_stem<'t>(text: &'t str, rate: &TextQuantity) -> Option<&'t str> {
    let words = words_of(text, rate);
    let at = words.rfind(WORDS.share)?;
    let behind = words[at + WORDS.share.len_utf8()..].trim();
    if words.matches(WORDS.share).count() > 1 || !WORDS.makes.lists(behind) {
        return None;
    }
    let stem = &words[bytes_back(words, at, 2)..at];
    (stem.chars().count() == 2).then_some(stem)
}

/// Whether the words before a number, back to the one before it, repeat the stem of the rate.
fn is_named(text: &str, one: &TextQuantity, all: &[TextQuantity], stem: &str) -> bool {
    let from = all
        .iter()
        .rev()
        .find(|other| other.range.end <= one.range.start)
        .map_or(0, |other| other.range.end);
    let words = &text[from..one.range.start];
    one.unit != "%" && words.contains(stem) && !words.contains([WORDS.newly, WORDS.share])
}
