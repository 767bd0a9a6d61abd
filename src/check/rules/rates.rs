//! N06: a rate of the data that differs from its numerator and denominator. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use rust_decimal::Decimal;

pub(crate) const RULE: Rule =
    Rule::draft("N06", &["rate-mismatch"], include_str!("rates.md"), find);
const RATE_MISMATCH: FindingForm = RULE.error(
    "rate-mismatch",
    "compare with the source and mend one of them",
    "请核对原始数据后更正",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let (figures, year) = (&known.report.figures, known.report.year);
    let value = |id: &str| {
        let found = figures
            .iter()
            .find(|one| one.indicator == id && one.is_of(year) && one.approx.is_none())?;
        Some(found.value)
    };
    let mut out = Vec::new();
    for figure in figures
        .iter()
        .filter(|one| one.is_of(year) && one.approx.is_none())
    {
        let Some(indicator) = known.world.indicator(&figure.indicator) else {
            continue;
        };
        let (Some(above), Some(below)) = (
            indicator.numerator.as_deref().and_then(value),
            indicator.denominator.as_deref().and_then(value),
        ) else {
            continue;
        };
        // The rate is computed to as many decimals as it was given with. Cut off instead of rounded it differs by one in the last of
        // them, which is let pass; a rate in whole per cent has to be right.
        let scale = figure.value.scale();
        let Some(right) = above
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|share| share.checked_div(below))
            .map(|share| share.round_dp(scale))
        else {
            continue;
        };
        // The last decimal may be cut off instead of rounded.
        if (right - figure.value).abs() <= Decimal::new(1, scale)
            && (scale > 0 || right == figure.value)
        {
            continue;
        }
        let given = figure.value;
        let words = Words::new(
            format!("{above} of {below} is {right}%, the text says {given}%"),
            format!("{above}÷{below}={right}%，原文写{given}%"),
        );
        out.push(RATE_MISMATCH.at(quoted(draft, &figure.quote), words));
    }
    out
}
