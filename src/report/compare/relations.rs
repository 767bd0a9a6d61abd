//! How a figure hangs together with others of its report: totals with their parts, rates with what is divided. Enter at [`relations`].

use super::written::rounded;
use crate::report::{Figure, Indicator, Report, SumRule, Year};
use rust_decimal::Decimal;

/// What a figure is made of in one report, and whether its value agrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRelation {
    /// The year of the report.
    pub year: Year,
    /// What it is made of.
    pub made: RelationParts,
    /// Its own value.
    pub value: Decimal,
    /// Whether the parts give the value.
    pub holds: bool,
}

/// What a figure is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelationParts {
    /// A total of these.
    Sum(Vec<Decimal>),
    /// A percentage of two numbers.
    Quotient {
        /// What is divided.
        above: Decimal,
        /// What it is divided by.
        below: Decimal,
    },
}

/// The relations of an indicator in both reports, the older first.
///
/// A total that its parts do not give, or a rate unlike its quotient, is said, never mended.
pub(crate) fn relations(reports: [&Report; 2], indicator: &Indicator) -> Vec<FigureRelation> {
    let mut out = Vec::new();
    for report in reports {
        out.extend(sums(report, &indicator.id));
        out.extend(rate(report, indicator));
    }
    out
}

fn own_figure<'a>(report: &'a Report, id: &str) -> Option<&'a Figure> {
    let mut figures = report.figures.iter();
    figures.find(|figure| figure.indicator == id && figure.is_of(report.year))
}

/// Totals that stand beside their parts in the text.
fn sums(report: &Report, id: &str) -> Vec<FigureRelation> {
    let found = |rule: &SumRule| {
        let parts: Option<Vec<Decimal>> = rule
            .parts
            .iter()
            .map(|part| Some(own_figure(report, part)?.value.normalize()))
            .collect();
        let (parts, value) = (parts?, own_figure(report, &rule.total)?.value.normalize());
        let sum: Decimal = parts.iter().sum();
        Some(FigureRelation {
            year: report.year,
            holds: sum == value,
            made: RelationParts::Sum(parts),
            value,
        })
    };
    let rules = report.sums.iter().filter(|rule| rule.total == id);
    rules.filter_map(found).collect()
}

/// A rate beside the two figures that it is made of, compared at the decimals it is written with.
fn rate(report: &Report, indicator: &Indicator) -> Option<FigureRelation> {
    let above = own_figure(report, indicator.numerator.as_ref()?)?.value;
    let below = own_figure(report, indicator.denominator.as_ref()?)?.value;
    let value = own_figure(report, &indicator.id)?.value.normalize();
    if below.is_zero() {
        return None;
    }
    let exact = (above * Decimal::ONE_HUNDRED).checked_div(below)?;
    Some(FigureRelation {
        year: report.year,
        made: RelationParts::Quotient {
            above: above.normalize(),
            below: below.normalize(),
        },
        holds: rounded(exact, value.scale()) == value,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{figure, indicator, report_of};
    use super::*;
    use crate::report::Spot;

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
        let find = |one: &Indicator, report: &Report| {
            let found = relations([&before, report], one);
            let shown = |one: &FigureRelation| (one.year, one.made.clone(), one.value, one.holds);
            found.iter().map(shown).collect::<Vec<_>>()
        };
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let sum = || RelationParts::Sum(vec![number("12"), number("3")]);
        let quotient = || RelationParts::Quotient {
            above: number("166"),
            below: number("171"),
        };
        let rate = Indicator {
            numerator: Some("settled".into()),
            denominator: Some("taken".into()),
            ..indicator("rate")
        };
        let all = indicator("all");
        assert_eq!(find(&all, &report), [(2022, sum(), number("15"), true)]);
        let share = (2022, quotient(), number("97.1"), true);
        assert_eq!(find(&rate, &report), [share]);
        report.figures[2].value = "16".parse().unwrap();
        report.figures[5].value = "97.2".parse().unwrap();
        assert_eq!(find(&all, &report), [(2022, sum(), number("16"), false)]);
        let share = (2022, quotient(), number("97.2"), false);
        assert_eq!(find(&rate, &report), [share]);
    }
}
