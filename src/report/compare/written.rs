//! Numbers as the source writes them: 2.3万, 2600余, 约100. Enter at [`WrittenValue`].

use crate::report::{Exactness, Figure};
use rust_decimal::{Decimal, RoundingStrategy};

// Data files hold exact values (23000), the text has 2.3万元. Words about a change should be in the unit of the text, so that a reader finds
// the numbers again. The scale is read off the quote: the value divided by 亿, then by 万, must stand there with that word behind it.

/// How a value is written: in ones, in 万 or in 亿, exactly or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrittenValue {
    value: Decimal,
    /// 1, 10,000 or 100,000,000.
    scale: Decimal,
    approx: Option<Exactness>,
}

impl WrittenValue {
    /// Reads off the quote whether the value is written in 万 or 亿.
    pub(crate) fn of(figure: &Figure) -> WrittenValue {
        let folded: String = figure
            .quote
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let in_quote = |(size, word): &(i64, &str)| {
            let number = (figure.value / Decimal::from(*size))
                .normalize()
                .to_string();
            ["", "余", "多"]
                .iter()
                .any(|more| has_number(&folded, &number, &format!("{more}{word}")))
        };
        let scale = SCALES
            .iter()
            .find(|scale| in_quote(scale))
            .map_or(1, |(size, _)| *size);
        WrittenValue {
            value: figure.value,
            scale: Decimal::from(scale),
            approx: figure.approx,
        }
    }

    /// The value as written, without unit: `2600余`, `约100`, `2.3万`.
    pub(crate) fn text(&self) -> String {
        let number = (self.value / self.scale).normalize();
        let word = self.scale_word();
        match self.approx {
            None => format!("{number}{word}"),
            Some(Exactness::AtLeast) => format!("{number}余{word}"),
            Some(Exactness::MoreThan) => format!("超过{number}{word}"),
            Some(Exactness::LessThan) => format!("近{number}{word}"),
            Some(Exactness::About) => format!("约{number}{word}"),
        }
    }

    /// The distance to another value, in 万 or 亿 where both are written so, with 约 where either is not exact.
    pub(crate) fn distance(&self, other: &WrittenValue) -> String {
        let scale = if self.scale == other.scale {
            *self
        } else {
            WrittenValue {
                scale: Decimal::ONE,
                ..*self
            }
        };
        let number = ((self.value - other.value).abs() / scale.scale).normalize();
        let about = if self.approx.is_some() || other.approx.is_some() {
            "约"
        } else {
            ""
        };
        format!("{about}{number}{}", scale.scale_word())
    }

    fn scale_word(&self) -> &'static str {
        SCALES
            .iter()
            .find(|(size, _)| self.scale == Decimal::from(*size))
            .map_or("", |(_, word)| word)
    }
}

const SCALES: [(i64, &str); 2] = [(100_000_000, "亿"), (10_000, "万")];

/// Whether a number stands in a text with these words behind it and no digit or point before it.
fn has_number(text: &str, number: &str, behind: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        text[at + number.len()..].starts_with(behind)
            && !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
    })
}

/// Rounds half away from zero, once, for display.
pub(crate) fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::super::tests::figure;
    use super::*;

    #[test]
    fn values_are_shown_as_the_source_writes_them() {
        let text =
            |value: &str, quote: &str| WrittenValue::of(&figure("fines", value, quote)).text();
        assert_eq!(text("23000", "罚款2.3万元"), "2.3万");
        assert_eq!(text("23000", "罚款23000元"), "23000");
        assert_eq!(text("30000", "罚款2.3万元"), "30000");
        assert_eq!(text("120000000", "投入1.2亿元"), "1.2亿");
    }

    #[test]
    fn approximate_values_keep_their_word() {
        let text = |value: &str, approx, quote: &str| {
            WrittenValue::of(&Figure {
                approx: Some(approx),
                ..figure("a", value, quote)
            })
            .text()
        };
        assert_eq!(text("2600", Exactness::AtLeast, "受众2600余人次"), "2600余");
        assert_eq!(text("200000", Exactness::AtLeast, "印发20余万份"), "20余万");
        assert_eq!(text("2800", Exactness::LessThan, "近2800份"), "近2800");
    }

    #[test]
    fn distances_stay_in_the_written_scale() {
        let a = WrittenValue::of(&figure("fines", "23000", "罚款2.3万元"));
        let b = WrittenValue::of(&figure("fines", "31000", "罚款3.1万元"));
        let c = WrittenValue::of(&figure("fines", "31000", "罚款31000元"));
        assert_eq!(
            (b.distance(&a), c.distance(&a)),
            ("0.8万".to_string(), "8000".to_string())
        );
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let round = |text: &str| rounded(text.parse().unwrap(), 1).to_string();
        assert_eq!(
            (round("12.45"), round("-12.45"), round("0.05")),
            ("12.5".into(), "-12.5".into(), "0.1".into())
        );
    }
}
