//! Numbers of earlier years that stand beside a report's own: 比上年的241件有所增加. Enter at [`earlier_numbers`].

use super::number::NumberScript;
use super::quantity::{TextQuantity, clause};
use crate::report::{Exactness, Year};
use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// An earlier year's number that stands beside a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EarlierNumber {
    /// The year it is of.
    pub(crate) year: Year,
    /// 万 and 亿 multiplied out.
    pub(crate) value: Decimal,
    /// How exact it is.
    pub(crate) approx: Option<Exactness>,
    /// Byte of the number.
    pub(crate) at: usize,
    /// What it is counted in.
    pub(crate) unit: &'static str,
    /// Bytes of the clause around it.
    pub(crate) quote: Range<usize>,
}

#[derive(Deserialize)]
struct EarlierTerms {
    before: String,
}

/// What stands right before such a number.
static LAST_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    let terms: EarlierTerms = serde_yaml::from_str(include_str!("data/earlier.yaml"))
        .expect("the embedded terms are tested");
    Regex::new(&terms.before).expect("the embedded patterns are tested")
});

/// The numbers of a paragraph that are of years before the one reported on.
pub(crate) fn earlier_numbers(
    text: &str,
    quantities: &[TextQuantity],
    year: Year,
) -> Vec<EarlierNumber> {
    let digits = quantities
        .iter()
        .filter(|one| one.script == NumberScript::Digits);
    digits
        .filter_map(|one| quoted_number(text, one, year))
        .collect()
}

/// The number as one of an earlier year, where the words before it say so.
fn quoted_number(text: &str, quantity: &TextQuantity, year: Year) -> Option<EarlierNumber> {
    let clause = clause(text, &quantity.range);
    let before = text[clause.start..quantity.range.start].trim_end();
    let found = LAST_YEAR.captures(before)?;
    let named = found.name("year");
    let of_year = named.map_or(Some(year - 1), |named| named.as_str().parse().ok())?;
    let start = clause.end - text[clause.clone()].trim_start().len();
    (of_year < year).then(|| EarlierNumber {
        year: of_year,
        value: quantity.value,
        approx: quantity.approx,
        at: quantity.range.start,
        unit: quantity.unit,
        quote: start..start + text[clause].trim().len(),
    })
}

/// Bytes of the sentence around a place.
pub(crate) fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(['。', '；', ';']).map_or(0, |end| {
        end + text[end..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[at..]
        .find(['。', '；', ';'])
        .map_or(text.len(), |end| at + end);
    start..end
}

#[cfg(test)]
mod tests {
    use super::super::figure::figures_in;

    fn found(sentence: &str) -> Vec<(String, i16, String)> {
        let figures = figures_in(sentence, Some(2023)).into_iter();
        let pairs = figures.flat_map(|figure| {
            let own = figure.value.to_string();
            let earlier = figure.earlier.into_iter();
            earlier.map(move |one| (one.value.to_string(), one.year, own.clone()))
        });
        pairs.collect()
    }

    #[test]
    fn last_years_number_is_related_to_this_years() {
        let mine = |value: &str, year: i16, own: &str| (value.to_owned(), year, own.to_owned());
        assert_eq!(
            found("全年受理各类纠纷265件，比上年的241件有所增加，调解成功259件。"),
            [mine("241", 2022, "265")]
        );
        assert_eq!(
            found("受理信访事项35件，上年为41件。"),
            [mine("41", 2022, "35")]
        );
        assert_eq!(
            found("办件530件，2021年为412件。"),
            [mine("412", 2021, "530")]
        );
    }

    #[test]
    fn a_change_is_no_number_of_last_year() {
        assert_eq!(found("受理纠纷265件，比上年增加24件，较上年增长9%。"), []);
        let figures = figures_in("受理信访事项35件，上年为41件。", Some(2023));
        assert_eq!(
            figures.len(),
            1,
            "last year's number is no result of this year"
        );
    }
}
