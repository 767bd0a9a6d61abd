//! The figures of two reports, or of all years, row by row. Enter at [`changes`] and [`series`].

use super::cell::{FigureCell, FigureFlag};
use super::change::{NumberChange, number_change};
use super::relations::{FigureRelation, relations};
use super::world::ComparisonContext;
use crate::report::{Indicator, IndicatorKind, Report, Year};
use std::borrow::Cow;

/// One indicator in two reports.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FigureChange {
    /// Id of the indicator.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Stock, flow, cumulative or rate.
    pub kind: IndicatorKind,
    /// The older value.
    pub old: Option<FigureCell>,
    /// Why there is no older value.
    pub old_missing: Option<FigureFlag>,
    /// The newer value.
    pub new: Option<FigureCell>,
    /// Why there is no newer value.
    pub new_missing: Option<FigureFlag>,
    /// The earlier value compared with, where the older report has none: the nearest earlier year that has.
    pub base: Option<FigureCell>,
    /// What became of the value.
    pub change: NumberChange,
    /// What must be known to read the row.
    pub flags: Vec<FigureFlag>,
    /// The older year's value as the newer report quotes it, where the older report gives another.
    pub requoted: Option<FigureCell>,
    /// How the values hang together with others of their reports: parts of a total, what a rate is made of.
    pub related: Vec<FigureRelation>,
}

/// One year of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SeriesRow {
    /// The year.
    pub year: Year,
    /// The value.
    pub cell: Option<FigureCell>,
    /// Why there is none.
    pub missing: Option<FigureFlag>,
    /// The nearest earlier value, and what became of it.
    pub change: Option<(FigureCell, NumberChange)>,
}

/// One row an indicator that either report gives, in the order of the dictionary, then of the texts.
pub(crate) fn changes(
    old: &Report,
    new: &Report,
    world: ComparisonContext<'_>,
) -> Vec<FigureChange> {
    let given = |report: &Report, id: &str| {
        report
            .figures
            .iter()
            .any(|f| f.indicator == id && f.is_of(report.year))
    };
    let mut rows: Vec<Cow<Indicator>> = world
        .indicators
        .iter()
        .filter(|i| given(old, &i.id) || given(new, &i.id))
        .map(Cow::Borrowed)
        .collect();
    for (report, figure) in [old, new]
        .into_iter()
        .flat_map(|r| r.figures.iter().map(move |f| (r, f)))
    {
        if figure.is_of(report.year) && !rows.iter().any(|i| i.id == figure.indicator) {
            let (id, name) = (figure.indicator.clone(), figure.indicator.clone());
            rows.push(Cow::Owned(Indicator {
                id,
                name,
                ..Indicator::default()
            }));
        }
    }
    rows.iter()
        .map(|indicator| indicator_row(old, new, indicator, world))
        .collect()
}

/// The value that a report gives for its own year.
fn own_value(report: &Report, id: &str) -> Option<FigureCell> {
    let found = report
        .figures
        .iter()
        .find(|f| f.indicator == id && f.is_of(report.year));
    found.map(|figure| FigureCell::of(figure, report.year, report.year))
}

/// The value that a report quotes for an earlier year.
fn quoted_value(report: &Report, id: &str, year: Year) -> Option<FigureCell> {
    let found = report
        .figures
        .iter()
        .find(|f| f.indicator == id && f.for_year == Some(year) && year != report.year);
    found.map(|figure| FigureCell::of(figure, year, report.year))
}

fn indicator_row(
    old: &Report,
    new: &Report,
    indicator: &Indicator,
    world: ComparisonContext<'_>,
) -> FigureChange {
    let id = indicator.id.as_str();
    let (before, after) = (own_value(old, id), own_value(new, id));
    let missing = |cell: &Option<FigureCell>| cell.is_none().then_some(FigureFlag::Silent);
    let mut row = FigureChange {
        indicator: id.to_string(),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        kind: indicator.kind,
        old_missing: missing(&before),
        new_missing: missing(&after),
        ..FigureChange::default()
    };
    let last_year = quoted_value(new, id, old.year).filter(|_| old.body == new.body);
    let cells = [&before, &after];
    if old.body != new.body {
        // Two bodies side by side: the values, no change and no ranking.
        row.flags = flags_of(cells);
    } else if let Some(after) = &after {
        let base = before
            .clone()
            .or_else(|| last_year.clone())
            .or_else(|| earlier_value(old, id, world.reports));
        if let Some(base) = &base {
            row.change = number_change(base, after, indicator);
            row.flags = match row.change.definition() {
                Some(_) => vec![FigureFlag::Break],
                None => flags_of([&Some(base.clone()), &Some(after.clone())]),
            };
        }
        row.base = base.filter(|_| before.is_none());
    } else {
        row.flags = flags_of(cells);
    }
    let differs =
        |quoted: &FigureCell| before.as_ref().is_some_and(|own| own.value != quoted.value);
    row.requoted = last_year.filter(differs);
    if before.is_none() || after.is_none() {
        row.flags.push(FigureFlag::Silent);
        row.flags.sort_unstable();
        row.flags.dedup();
    }
    row.related = relations([old, new], indicator);
    (row.old, row.new) = (before, after);
    row
}

fn flags_of(cells: [&Option<FigureCell>; 2]) -> Vec<FigureFlag> {
    let mut flags: Vec<FigureFlag> = cells
        .into_iter()
        .flatten()
        .flat_map(|cell| cell.flags.iter().copied())
        .collect();
    flags.sort_unstable();
    flags.dedup();
    flags
}

/// The nearest earlier value of the same body.
fn earlier_value(old: &Report, id: &str, reports: &[Report]) -> Option<FigureCell> {
    let found = reports
        .iter()
        .filter(|r| r.series() == old.series() && r.year < old.year)
        .filter_map(|r| own_value(r, id));
    found.max_by_key(|cell| cell.year)
}

/// All years of an indicator of one body, from its first report to its last, oldest first; no year is left out.
pub(crate) fn series(indicator: &Indicator, reports: &[&Report]) -> Vec<SeriesRow> {
    let years = || reports.iter().map(|r| r.year);
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        return Vec::new();
    };
    let known = reports
        .iter()
        .any(|r| r.figures.iter().any(|f| f.indicator == indicator.id));
    let mut rows: Vec<SeriesRow> = Vec::new();
    let mut before: Option<FigureCell> = None;
    for year in first..=last {
        let report = reports.iter().find(|r| r.year == year);
        let own = report.and_then(|r| own_value(r, &indicator.id));
        let cell = own.or_else(|| {
            reports
                .iter()
                .filter(|r| r.year > year)
                .find_map(|r| quoted_value(r, &indicator.id, year))
        });
        let missing = match (&cell, report) {
            (Some(_), _) => None,
            (None, None) => Some(FigureFlag::NoReport),
            (None, Some(_)) => Some(if known {
                FigureFlag::Silent
            } else {
                FigureFlag::NotGiven
            }),
        };
        let change = before
            .as_ref()
            .zip(cell.as_ref())
            .map(|(before, now)| (before.clone(), number_change(before, now, indicator)));
        rows.push(SeriesRow {
            year,
            missing,
            change,
            cell: cell.clone(),
        });
        before = cell.or(before);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::change::ChangeDirection;
    use super::super::tests::{figure, indicator, report_of};
    use super::*;
    use crate::report::Figure;
    use rust_decimal::Decimal;

    fn with(year: Year, figures: Vec<Figure>) -> Report {
        Report {
            figures,
            ..report_of(year, "")
        }
    }

    fn rows(
        old: &Report,
        new: &Report,
        indicators: &[Indicator],
        reports: &[Report],
    ) -> Vec<(String, String, String)> {
        let world = ComparisonContext {
            indicators,
            reports,
        };
        let flags = |row: &FigureChange| row.flags.iter().map(|f| f.code()).collect();
        changes(old, new, world)
            .into_iter()
            .map(|row| (row.indicator.clone(), told(&row.change), flags(&row)))
            .collect()
    }

    /// The change in numbers: `3 25.0`; empty where there is none.
    fn told(change: &NumberChange) -> String {
        let numbers = change.absolute.iter().chain(&change.percent);
        let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
        numbers.join(" ")
    }

    fn row_is(found: &[(String, String, String)], expect: &[(&str, &str, &str)]) {
        let found: Vec<_> = found
            .iter()
            .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn every_indicator_of_either_report_has_a_row_and_silence_is_not_zero() {
        let old = with(
            2021,
            vec![figure("b", "52", "52次"), figure("a", "12", "12件")],
        );
        let new = with(
            2022,
            vec![figure("a", "15", "15件"), figure("c", "3", "3场")],
        );
        row_is(
            &rows(
                &old,
                &new,
                &[indicator("a"), indicator("b"), indicator("unused")],
                &[],
            ),
            &[("a", "3 25", ""), ("b", "", "m"), ("c", "", "m")],
        );
    }

    #[test]
    fn the_nearest_earlier_year_stands_in_for_a_silent_one() {
        let all = [
            with(2020, vec![figure("a", "18", "18")]),
            with(2021, vec![figure("a", "20", "20")]),
            with(2022, vec![]),
            with(2023, vec![figure("a", "26", "26")]),
        ];
        row_is(
            &rows(&all[2], &all[3], &[indicator("a")], &all),
            &[("a", "6 30", "m")],
        );
    }

    #[test]
    fn last_years_value_as_quoted_now_is_set_against_last_years_report() {
        let quoted = Figure {
            for_year: Some(2022),
            ..figure("a", "241", "比上年的241件")
        };
        let old = with(2022, vec![figure("a", "228", "228件")]);
        let new = with(2023, vec![quoted.clone(), figure("a", "265", "265件")]);
        let world = ComparisonContext {
            indicators: &[indicator("a")],
            reports: &[],
        };
        let found = changes(&old, &new, world);
        let requoted = found[0].requoted.as_ref();
        assert_eq!(
            requoted.map(|cell| (cell.year, cell.stated_in, cell.text.as_str())),
            Some((2022, 2023, "241"))
        );
        let silent = with(2022, vec![]);
        let found = changes(&silent, &new, world);
        assert_eq!(told(&found[0].change), "24 10.0");
        assert_eq!(
            found[0].base.as_ref().map(|b| (b.year, b.stated_in)),
            Some((2022, 2023))
        );
    }

    #[test]
    fn two_bodies_are_set_side_by_side_without_a_change() {
        let other = Report {
            body: "other".into(),
            ..with(2022, vec![figure("a", "9", "9件")])
        };
        let found = changes(
            &with(2022, vec![figure("a", "12", "12件")]),
            &other,
            ComparisonContext::default(),
        );
        assert_eq!(
            (found[0].change.clone(), found[0].old.is_some()),
            (NumberChange::default(), true)
        );
    }

    #[test]
    fn a_corrected_value_is_marked() {
        let mended = Figure {
            corrected: Some((Decimal::from(11), 2)),
            ..figure("a", "12", "12件")
        };
        let found = changes(
            &with(2021, vec![mended]),
            &with(2022, vec![figure("a", "12", "12件")]),
            ComparisonContext::default(),
        );
        assert_eq!(
            (found[0].change.direction, &found[0].flags[..]),
            (ChangeDirection::Equal, &[FigureFlag::Corrected][..])
        );
    }

    #[test]
    fn a_series_has_a_row_for_every_year() {
        let all = [
            with(2019, vec![figure("a", "10", "10")]),
            with(2020, vec![]),
            with(2022, vec![figure("a", "15", "15")]),
        ];
        let refs: Vec<&Report> = all.iter().collect();
        let show = |rows: Vec<SeriesRow>| -> Vec<String> {
            let cell = |r: &SeriesRow| r.cell.as_ref().map_or_else(String::new, |c| c.text.clone());
            rows.iter()
                .map(|r| {
                    format!(
                        "{} {}{} {}",
                        r.year,
                        cell(r),
                        r.missing.map_or("", FigureFlag::code),
                        r.change
                            .as_ref()
                            .map_or_else(String::new, |(base, change)| {
                                format!("{} {}", base.year, told(change))
                            })
                    )
                })
                .collect()
        };
        assert_eq!(
            show(series(&indicator("a"), &refs)),
            ["2019 10 ", "2020 m ", "2021 n ", "2022 15 2019 5 50"]
        );
        assert_eq!(show(series(&indicator("b"), &refs))[1], "2020 x ");
        assert!(series(&indicator("a"), &[]).is_empty());
    }
}
