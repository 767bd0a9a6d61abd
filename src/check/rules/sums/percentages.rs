//! Percentages that do not follow from the numbers of their sentence. Enter at [`wrong`].

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
pub(super) fn wrong(text: &str, all: &[TextQuantity]) -> Vec<UnsupportedPercentage> {
    let mut out = Vec::new();
    for (index, rate) in all.iter().enumerate().filter(|(_, one)| one.unit == "%") {
        let Some(stem) = stem(text, rate) else {
            continue;
        };
        let earlier = &all[..index];
        let named = |stem: &str| {
            let mut all = earlier.iter();
            all.rposition(|one| is_named(text, one, earlier, stem))
        };
        // 化解94件，化解成功率: what succeeded is named without the word.
        let verb = || {
            text[..rate.range.start]
                .rsplit("成功率")
                .nth(1)
                .and_then(last_two)
        };
        let own = named(&stem);
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
        let fits =
            |whole: &&&TextQuantity| (of(part, whole, rate) - rate.value).abs() <= unit(rate);
        if below.iter().any(|whole| fits(&whole)) {
            continue;
        }
        let nearest = below[below.len() - 1];
        let start = text[..nearest.range.start]
            .rfind(['，', ',', '。', '；', '：'])
            .map_or(0, |at| {
                at + text[at..].chars().next().map_or(1, char::len_utf8)
            });
        out.push(UnsupportedPercentage {
            range: start..rate.range.end,
            given: rate.value,
            right: of(part, nearest, rate),
            level: if below.len() == 1 && own.is_some() {
                Level::Error
            } else {
                Level::Warning
            },
        });
    }
    out
}

/// Words that make a rate one of a part only: 提前办结率 is no 办结率.
const NARROW: [&str; 20] = [
    "提前", "当场", "当天", "当日", "即时", "一次", "网上", "线上", "首次", "自行", "主动", "优秀",
    "优良", "平均", "年均", "全程", "简易", "重点", "累计", "同期",
];

/// Whether a rate speaks of less than the number above it.
fn is_narrower(text: &str, rate: &TextQuantity, part: &TextQuantity) -> bool {
    let words = |one: &TextQuantity| {
        let start = text[..one.range.start].rfind(['，', ',', '。', '；', ';']);
        &text[start.unwrap_or(0)..one.range.start]
    };
    let (own, above) = (words(rate), words(part));
    NARROW
        .iter()
        .any(|word| own.contains(word) && !above.contains(word))
}

/// The share in percent with as many decimals as the rate has.
fn of(part: &TextQuantity, whole: &TextQuantity, rate: &TextQuantity) -> Decimal {
    let share = part
        .value
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|value| value.checked_div(whole.value));
    share.map_or(rate.value, |share| share.round_dp(rate.value.scale()))
}

/// One in the last decimal of the rate: cut off or rounded, both are seen.
fn unit(rate: &TextQuantity) -> Decimal {
    Decimal::new(1, rate.value.scale())
}

/// The last two characters.
fn last_two(words: &str) -> Option<&str> {
    let (at, _) = words.char_indices().rev().nth(1)?;
    let own = &words[at..];
    (!own.contains(['，', ',', '。', '；'])).then_some(own)
}

/// The two characters before 率 in the words of a rate.
fn stem(text: &str, rate: &TextQuantity) -> Option<String> {
    let start = text[..rate.range.start]
        .rfind(['，', ',', '。', '；', ';'])
        .map_or(0, |at| at);
    let words = &text[start..rate.range.start];
    let at = words.rfind('率')?;
    let behind = words[at + '率'.len_utf8()..].trim();
    if words.matches('率').count() > 1
        || !["", "为", "达", "达到", "达到了", "是", "均为"].contains(&behind)
    {
        return None;
    }
    let mut letters: Vec<char> = words[..at].chars().rev().take(2).collect();
    letters.reverse();
    (letters.len() == 2).then(|| letters.into_iter().collect())
}

/// Whether the words before a number, back to the one before it, repeat the stem of the rate.
fn is_named(text: &str, one: &TextQuantity, all: &[TextQuantity], stem: &str) -> bool {
    let from = all
        .iter()
        .rev()
        .find(|other| other.range.end <= one.range.start)
        .map_or(0, |other| other.range.end);
    let words = &text[from..one.range.start];
    one.unit != "%" && words.contains(stem) && !words.contains('新') && !words.contains('率')
}
