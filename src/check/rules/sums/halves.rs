//! Two halves or four quarters of a year and the year: 上半年受理32件，下半年受理41件，全年共受理74件. Enter at [`of_year`].

use super::total::{IsSure, WORDS, WrongTotal};
use crate::check::spans::clause_start;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;

/// A year that is not the sum of its parts, which all count in one unit.
pub(super) fn of_year(text: &str, all: &[TextQuantity]) -> Vec<WrongTotal> {
    let lead = |one: &TextQuantity| &text[clause_start(text, one.range.start)..one.range.start];
    let mut out = Vec::new();
    for names in WORDS
        .parts_of_year
        .iter()
        .filter(|names| text.contains(&names[0]))
    {
        for (index, first) in all.iter().enumerate() {
            let Some(run) = all.get(index..index + names.len()) else {
                break;
            };
            let fits = run.iter().zip(names).all(|(one, name)| {
                lead(one).contains(name) && one.unit == first.unit && one.approx.is_none()
            });
            let year = all[index + names.len()..].first().filter(|year| {
                let lead = lead(year);
                year.unit == first.unit
                    && year.approx.is_none()
                    && WORDS.whole_year.stands_in(lead)
                    && !WORDS.other_year.stands_in(lead)
            });
            let sum: Decimal = run.iter().map(|one| one.value).sum();
            if let Some(year) = year.filter(|year| fits && year.value != sum && first.unit != "%") {
                out.push(WrongTotal {
                    range: clause_start(text, first.range.start)..year.range.end,
                    total: year.value,
                    sum,
                    level: IsSure(!WORDS.stays.lists(first.unit)).into(),
                });
            }
        }
    }
    out
}
