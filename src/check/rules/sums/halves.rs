//! Two halves or four quarters of a year and the year: 上半年受理32件，下半年受理41件，全年共受理74件. Enter at [`of_year`].

use super::{WrongTotal, clause_start};
use crate::diagnostic::Level;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;

/// The parts of a year that make it together.
const PARTS: [&[&str]; 3] = [
    &["上半年", "下半年"],
    &["一季度", "二季度", "三季度", "四季度"],
    &["前三季度", "四季度"],
];
/// Words of the whole year.
const YEAR: [&str; 4] = ["全年", "年度", "合计", "共"];

/// A year that is not the sum of its parts, which all count in one unit.
pub(super) fn of_year(text: &str, all: &[TextQuantity]) -> Vec<WrongTotal> {
    if !text.contains('季') && !text.contains("半年") {
        return Vec::new();
    }
    let lead = |one: &TextQuantity| &text[clause_start(text, one.range.start)..one.range.start];
    let mut out = Vec::new();
    for names in PARTS {
        for (index, first) in all.iter().enumerate() {
            let Some(run) = all.get(index..index + names.len()) else {
                break;
            };
            let fits = run.iter().zip(names).all(|(one, name)| {
                lead(one).contains(name) && one.unit == first.unit && one.approx.is_none()
            });
            let year = all[index + names.len()..].first().filter(|year| {
                let lead = lead(year);
                let other = ["季度", "半年", "上年", "同比"];
                year.unit == first.unit
                    && year.approx.is_none()
                    && YEAR.iter().any(|word| lead.contains(word))
                    && !other.iter().any(|word| lead.contains(word))
            });
            let sum: Decimal = run.iter().map(|one| one.value).sum();
            if let Some(year) = year.filter(|year| fits && year.value != sum && first.unit != "%") {
                // People and things that stay are in both halves.
                let stays = matches!(first.unit.as_str(), "人" | "名" | "个" | "户" | "家");
                out.push(WrongTotal {
                    range: clause_start(text, first.range.start)..year.range.end,
                    total: year.value,
                    sum,
                    level: if stays { Level::Warning } else { Level::Error },
                });
            }
        }
    }
    out
}
