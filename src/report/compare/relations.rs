//! How a figure hangs together with others of its report: totals with their parts, rates with what is divided. Enter at [`related`].

use super::figures::FigureChange;
use crate::report::{Figure, Indicator, Report};
use rust_decimal::{Decimal, RoundingStrategy};

/// The relations of an indicator in both reports in words, the older first: `2022年:12+3=15`, `2022年:166÷171=97.1%`.
///
/// A total that its parts do not give, or a rate unlike its quotient, is said, never mended.
pub(crate) fn related(reports: [&Report; 2], indicator: &Indicator) -> Vec<String> {
    let mut out = Vec::new();
    for report in reports {
        out.extend(sums(report, &indicator.id));
        out.extend(rate(report, indicator));
    }
    out
}

impl FigureChange {
    /// What a reader should know of the row: a new definition, then how its values hang together with others.
    pub fn notes(&self) -> Option<String> {
        let words: Vec<&str> = self
            .note
            .iter()
            .chain(&self.related)
            .map(String::as_str)
            .collect();
        (!words.is_empty()).then(|| words.join("；"))
    }
}

fn own<'a>(report: &'a Report, id: &str) -> Option<&'a Figure> {
    let of_year = |figure: &&Figure| figure.for_year.is_none_or(|year| year == report.year);
    report
        .figures
        .iter()
        .find(|figure| figure.indicator == id && of_year(figure))
}

/// Totals that stand beside their parts in the text.
fn sums(report: &Report, id: &str) -> Vec<String> {
    let said = |rule: &crate::report::SumRule| {
        let parts: Option<Vec<Decimal>> = rule
            .parts
            .iter()
            .map(|part| own(report, part).map(|figure| figure.value))
            .collect();
        let (parts, total) = (parts?, own(report, &rule.total)?.value);
        let shown: Vec<String> = parts
            .iter()
            .map(|part| part.normalize().to_string())
            .collect();
        let sum: Decimal = parts.iter().sum();
        let sign = if sum == total { "=" } else { "≠" };
        Some(format!(
            "{}年:{}{sign}{}",
            report.year,
            shown.join("+"),
            total.normalize()
        ))
    };
    report
        .sums
        .iter()
        .filter(|rule| rule.total == id)
        .filter_map(said)
        .collect()
}

/// A rate beside the two figures that it is made of, compared at the decimals it is written with.
fn rate(report: &Report, indicator: &Indicator) -> Option<String> {
    let above = own(report, indicator.numerator.as_ref()?)?.value;
    let below = own(report, indicator.denominator.as_ref()?)?.value;
    let rate = own(report, &indicator.id)?.value.normalize();
    if below.is_zero() {
        return None;
    }
    let exact = (above * Decimal::ONE_HUNDRED).checked_div(below)?;
    let rounded =
        exact.round_dp_with_strategy(rate.scale(), RoundingStrategy::MidpointAwayFromZero);
    let sign = if rounded == rate { "=" } else { "≠" };
    let (above, below) = (above.normalize(), below.normalize());
    Some(format!("{}年:{above}÷{below}{sign}{rate}%", report.year))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{figure, indicator, report_of};
    use super::*;
    use crate::report::{Spot, SumRule};

    #[test]
    fn totals_and_rates_are_related_to_what_they_are_made_of() {
        let mut report = report_of(2022, "文。");
        report.figures = vec![
            figure("full", "12", "12"),
            figure("part", "3", "3"),
            figure("all", "15", "15"),
            figure("settled", "166", "166"),
            figure("taken", "171", "171"),
            figure("rate", "97.1", "97.1"),
        ];
        report.sums = vec![SumRule {
            parts: vec!["full".into(), "part".into()],
            total: "all".into(),
            quote: String::new(),
            spot: Spot::default(),
        }];
        let before = report_of(2021, "文。");
        let find = |one: &Indicator, report: &Report| related([&before, report], one);
        let rate = Indicator {
            numerator: Some("settled".into()),
            denominator: Some("taken".into()),
            ..indicator("rate")
        };
        assert_eq!(find(&indicator("all"), &report), ["2022年:12+3=15"]);
        assert_eq!(find(&rate, &report), ["2022年:166÷171=97.1%"]);
        report.figures[2].value = "16".parse().unwrap();
        report.figures[5].value = "97.2".parse().unwrap();
        assert_eq!(find(&indicator("all"), &report), ["2022年:12+3≠16"]);
        assert_eq!(find(&rate, &report), ["2022年:166÷171≠97.2%"]);
    }
}
