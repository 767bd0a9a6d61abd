//! The figures of two reports, or of all years, row by row. Enter at [`changes`] and [`series`].

use super::ComparisonContext;
use super::relations::related;
use super::wording::{NumberChange, change};
use super::written::WrittenValue;
use crate::report::{Figure, Indicator, IndicatorKind, Report, Spot, Year};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Why a cell has no value, or what must be known to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureFlag {
    /// 未公布: the report exists, no year gives the figure.
    NotGiven,
    /// 无报告: no report for that year.
    NoReport,
    /// 未提及: given in another year, silent here.
    Silent,
    /// 不适用: cannot exist.
    NotApplicable,
    /// 口径变化: not comparable across.
    Break,
    /// 部分年度: the data end before the period does.
    Partial,
    /// 已更正: the value was corrected.
    Corrected,
    /// 约数: the source says 约, 近, 余, 多.
    Approximate,
    /// 不公开: withheld.
    Withheld,
}

impl FigureFlag {
    /// The letter in brackets.
    pub fn code(self) -> &'static str {
        match self {
            FigureFlag::NotGiven => "x",
            FigureFlag::NoReport => "n",
            FigureFlag::Silent => "m",
            FigureFlag::NotApplicable => "z",
            FigureFlag::Break => "b",
            FigureFlag::Partial => "p",
            FigureFlag::Corrected => "r",
            FigureFlag::Approximate => "e",
            FigureFlag::Withheld => "c",
        }
    }

    /// The word below the table.
    pub fn word(self) -> &'static str {
        match self {
            FigureFlag::NotGiven => "未公布",
            FigureFlag::NoReport => "无报告",
            FigureFlag::Silent => "未提及",
            FigureFlag::NotApplicable => "不适用",
            FigureFlag::Break => "口径变化",
            FigureFlag::Partial => "部分年度",
            FigureFlag::Corrected => "已更正",
            FigureFlag::Approximate => "约数",
            FigureFlag::Withheld => "不公开",
        }
    }
}

/// Where a figure went; for the sign only, never a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChangeDirection {
    /// More.
    Up,
    /// Less.
    Down,
    /// The same.
    Equal,
    /// Not comparable.
    #[default]
    None,
}

impl ChangeDirection {
    /// `up down equal none`
    pub fn id(self) -> &'static str {
        match self {
            ChangeDirection::Up => "up",
            ChangeDirection::Down => "down",
            ChangeDirection::Equal => "equal",
            ChangeDirection::None => "none",
        }
    }
}

/// A value with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureCell {
    /// The year that the value is of.
    pub year: Year,
    /// The year of the report that states it; another one where a later report quotes last year's value.
    pub stated_in: Year,
    /// The exact value, 万 and 亿 multiplied out; the corrected one where there is one.
    pub value: Decimal,
    /// The value as written, without unit: `2.3万`, `2600余`.
    pub text: String,
    /// The words it rests on.
    pub quote: String,
    /// Where they stand in the report of [`FigureCell::stated_in`].
    pub spot: Spot,
    /// What must be known to read it.
    pub flags: Vec<FigureFlag>,
    /// Whether a zero is stated in words.
    pub zero_claim: bool,
    /// A note for readers.
    pub note: Option<String>,
    pub(crate) written: WrittenValue,
}

impl FigureCell {
    /// A figure as a cell; the years are that of the value and that of the report.
    pub(crate) fn of(figure: &Figure, (year, stated_in): (Year, Year)) -> FigureCell {
        let mut flags = Vec::new();
        flags.extend(figure.partial.then_some(FigureFlag::Partial));
        flags.extend(figure.corrected.is_some().then_some(FigureFlag::Corrected));
        flags.extend(figure.approx.is_some().then_some(FigureFlag::Approximate));
        let written = WrittenValue::of(figure);
        FigureCell {
            year,
            stated_in,
            value: figure.value,
            text: written.text(),
            quote: figure.quote.clone(),
            spot: figure.spot.clone(),
            flags,
            zero_claim: figure.zero_claim,
            note: figure.note.clone(),
            written,
        }
    }
}

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
    /// New minus old, exactly; null where the two are not comparable.
    pub absolute: Option<Decimal>,
    /// Per cent of the older value, one decimal (none where a value is approximate), half away from zero.
    pub percent: Option<Decimal>,
    /// More, less, the same or not comparable.
    pub direction: ChangeDirection,
    /// The change in words.
    pub text: String,
    /// What must be known to read the row.
    pub flags: Vec<FigureFlag>,
    /// What changed in the definition, or how last year's value is quoted now.
    pub note: Option<String>,
    /// How the values hang together with others of their reports: parts of a total, what a rate is made of.
    pub related: Vec<String>,
}

/// One year of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesRow {
    /// The year.
    pub year: Year,
    /// The value.
    pub cell: Option<FigureCell>,
    /// Why there is none.
    pub missing: Option<FigureFlag>,
    /// The change in words since the nearest earlier year with a value.
    pub change: Option<String>,
    /// Whether it can be compared with that year.
    pub comparable: bool,
    /// A note.
    pub note: Option<String>,
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
        .map(|indicator| row(old, new, indicator, world))
        .collect()
}

/// The value that a report gives for its own year.
fn own(report: &Report, id: &str) -> Option<FigureCell> {
    let found = report
        .figures
        .iter()
        .find(|f| f.indicator == id && f.is_of(report.year));
    found.map(|figure| FigureCell::of(figure, (report.year, report.year)))
}

/// The value that a report quotes for an earlier year.
fn quoted(report: &Report, id: &str, year: Year) -> Option<FigureCell> {
    let found = report
        .figures
        .iter()
        .find(|f| f.indicator == id && f.for_year == Some(year) && year != report.year);
    found.map(|figure| FigureCell::of(figure, (year, report.year)))
}

fn row(
    old: &Report,
    new: &Report,
    indicator: &Indicator,
    world: ComparisonContext<'_>,
) -> FigureChange {
    let id = indicator.id.as_str();
    let (before, after) = (own(old, id), own(new, id));
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
    let last_year = quoted(new, id, old.year).filter(|_| old.body == new.body);
    if old.body != new.body {
        row.text = beside(before.as_ref(), after.as_ref(), &indicator.unit);
        row.flags = flags_of([&before, &after]);
    } else if let Some(after) = &after {
        let base = before
            .clone()
            .or_else(|| last_year.clone())
            .or_else(|| earlier(old, id, world.reports));
        let change = base.as_ref().map_or_else(
            || first_time(old, new),
            |base| change(base, after, indicator),
        );
        row.base = base.filter(|_| before.is_none());
        (row.absolute, row.percent, row.direction) =
            (change.absolute, change.percent, change.direction);
        (row.text, row.flags, row.note) = (change.text, change.flags, change.note);
    } else {
        row.text = "本年未提及".to_string();
        row.flags = flags_of([&before, &after]);
    }
    if let (Some(before), Some(quoted)) = (&before, &last_year)
        && before.value != quoted.value
    {
        let unit = &indicator.unit;
        let words = format!(
            "{}年报告所引{}年数为{}{unit},{}年报告为{}{unit}",
            new.year, old.year, quoted.text, old.year, before.text
        );
        row.note = Some(
            row.note
                .map_or(words.clone(), |note| format!("{note};{words}")),
        );
    }
    if before.is_none() || after.is_none() {
        row.flags.push(FigureFlag::Silent);
        row.flags.sort_unstable();
        row.flags.dedup();
    }
    row.related = related([old, new], indicator);
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
fn earlier(old: &Report, id: &str, reports: &[Report]) -> Option<FigureCell> {
    let found = reports
        .iter()
        .filter(|r| r.body == old.body && r.profile == old.profile && r.year < old.year)
        .filter_map(|r| own(r, id));
    found.max_by_key(|cell| cell.year)
}

fn first_time(old: &Report, new: &Report) -> NumberChange {
    let word = if old.year + 1 == new.year {
        "上年".to_string()
    } else {
        format!("{}年", old.year)
    };
    NumberChange {
        text: format!("{word}未提及"),
        ..NumberChange::default()
    }
}

/// Two bodies side by side: the values, no change and no ranking.
fn beside(a: Option<&FigureCell>, b: Option<&FigureCell>, unit: &str) -> String {
    let word = |cell: Option<&FigureCell>| {
        cell.map_or_else(
            || "未提及".to_string(),
            |cell| format!("{}{unit}", cell.text),
        )
    };
    format!("{}；{}", word(a), word(b))
}

/// All years of an indicator of one body, from its first report to its last, oldest first; no year is left out.
pub fn series(indicator: &Indicator, reports: &[&Report]) -> Vec<SeriesRow> {
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
        let own = report.and_then(|r| own(r, &indicator.id));
        let cell = own.or_else(|| {
            reports
                .iter()
                .filter(|r| r.year > year)
                .find_map(|r| quoted(r, &indicator.id, year))
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
            .map(|(before, now)| change(before, now, indicator));
        let quoted = cell
            .as_ref()
            .filter(|c| c.stated_in != year)
            .map(|c| format!("引自{}年报告", c.stated_in));
        let broken = change.as_ref().and_then(|c| c.note.clone());
        let notes: Vec<String> = [broken, quoted, cell.as_ref().and_then(|c| c.note.clone())]
            .into_iter()
            .flatten()
            .collect();
        rows.push(SeriesRow {
            year,
            missing,
            comparable: change
                .as_ref()
                .is_some_and(|c| c.direction != ChangeDirection::None),
            change: change.map(|c| c.text),
            note: (!notes.is_empty()).then(|| notes.join("；")),
            cell: cell.clone(),
        });
        before = cell.or(before);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::tests::{figure, indicator, report_of};
    use super::*;

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
            .map(|row| (row.indicator.clone(), row.text.clone(), flags(&row)))
            .collect()
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
            &[
                ("a", "12 → 15,增加3(+25.0%)", ""),
                ("b", "本年未提及", "m"),
                ("c", "上年未提及", "m"),
            ],
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
            &[("a", "2023较2021:20 → 26,增加6(+30.0%)", "m")],
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
        assert_eq!(
            found[0].note.as_deref(),
            Some("2023年报告所引2022年数为241,2022年报告为228")
        );
        let silent = with(2022, vec![]);
        let found = changes(&silent, &new, world);
        assert_eq!(found[0].text, "241 → 265,增加24(+10.0%)");
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
            (
                found[0].text.as_str(),
                found[0].direction,
                found[0].absolute
            ),
            ("12；9", ChangeDirection::None, None)
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
            (found[0].text.as_str(), &found[0].flags[..]),
            ("与上年持平", &[FigureFlag::Corrected][..])
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
                        r.change.clone().unwrap_or_default()
                    )
                })
                .collect()
        };
        assert_eq!(
            show(series(&indicator("a"), &refs)),
            [
                "2019 10 ",
                "2020 m ",
                "2021 n ",
                "2022 15 2022较2019:10 → 15,增加5(+50.0%)"
            ]
        );
        assert_eq!(show(series(&indicator("b"), &refs))[1], "2020 x ");
        assert!(series(&indicator("a"), &[]).is_empty());
    }
}
