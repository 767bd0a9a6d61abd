//! Fills figures over the years. Enter at [`figures`] and [`figure`].

use super::PageContext;
use crate::diagnostic::Language;
use crate::render::context::figure::{FigureGroup, FigureRow, FigureView, FiguresView, YearRow};
use crate::render::context::{CellView, FlagWord, LinkView};
use crate::render::draw::chart::{self, ChartInput, ChartPoint, PointState};
use crate::report::compare::{self, FigureFlag, SeriesRow, series};
use crate::report::{Figure, Indicator, Report, ReportingBody};
use crate::site::address::ShownReport;
use crate::words::{change as change_words, figure as figure_words};
use std::collections::BTreeSet;

/// A flag's code and word.
pub(crate) fn flag_word(flag: FigureFlag) -> FlagWord {
    FlagWord {
        code: flag.code().to_owned(),
        word: figure_words::flag(Language::Chinese, flag).to_owned(),
    }
}

/// The cell of a value, linked to its sentence; of a missing value, only the code that says why.
pub(crate) fn cell(
    desk: PageContext<'_>,
    body: &str,
    value: Option<&compare::FigureCell>,
    missing: Option<FigureFlag>,
) -> CellView {
    let Some(value) = value else {
        return CellView {
            text: None,
            flags: missing.map(flag_word).into_iter().collect(),
            href: None,
            quote: None,
        };
    };
    let source = desk.get(body, value.stated_in);
    CellView {
        text: Some(value.text.clone()),
        flags: value.flags.iter().copied().map(flag_word).collect(),
        href: source.map(|report| desk.spot(report, &value.spot, "").href),
        quote: Some(value.quote.clone()),
    }
}

/// The rows of an indicator over the years of a body.
pub(super) fn rows(desk: PageContext<'_>, body: &str, indicator: &Indicator) -> Vec<SeriesRow> {
    let reports: Vec<&Report> = desk.of(body).collect();
    series(indicator, &reports)
}

/// The cell of a figure on its own report's page.
pub(crate) fn report_cell(desk: PageContext<'_>, report: &Report, one: &Figure) -> CellView {
    let Some(indicator) = desk.reports.indicator(&one.indicator) else {
        return CellView {
            text: Some(one.value.to_string()),
            flags: Vec::new(),
            href: None,
            quote: Some(one.quote.clone()),
        };
    };
    let all = rows(desk, &report.body, indicator);
    let row = all.iter().find(|row| row.year == report.year);
    cell(
        desk,
        &report.body,
        row.and_then(|row| row.cell.as_ref()),
        row.and_then(|row| row.missing),
    )
}

/// The change in words that a report's figure shows against the nearest earlier year.
pub(crate) fn change_in(
    desk: PageContext<'_>,
    report: &Report,
    indicator: &Indicator,
) -> Option<String> {
    let rows = rows(desk, &report.body, indicator);
    let row = rows.iter().find(|row| row.year == report.year)?;
    change_words::in_series(row, indicator)
}

/// The change in words of the newest year that has a value, with that year where later reports are silent.
pub(crate) fn newest_change(
    desk: PageContext<'_>,
    body: &str,
    indicator: &Indicator,
) -> Option<String> {
    newest(&rows(desk, body, indicator), indicator)
}

fn newest(rows: &[SeriesRow], indicator: &Indicator) -> Option<String> {
    let row = rows.iter().rfind(|row| row.cell.is_some())?;
    let change = change_words::in_series(row, indicator)?;
    Some(if rows.last().is_some_and(|last| last.year == row.year) {
        change
    } else {
        format!("{}年：{change}", row.year)
    })
}

/// The indicators that the reports of a body use, in the order of the dictionary.
fn used<'a>(desk: PageContext<'a>, body: &str) -> Vec<&'a Indicator> {
    let ids: BTreeSet<&str> = desk
        .of(body)
        .flat_map(|report| &report.figures)
        .map(|figure| figure.indicator.as_str())
        .collect();
    desk.reports
        .indicators
        .iter()
        .filter(|indicator| ids.contains(indicator.id.as_str()))
        .collect()
}

/// The figures of a topic, each with its newest value in words.
pub(crate) fn of_topic(desk: PageContext<'_>, body: &str, topic: &str) -> Vec<LinkView> {
    let shown = used(desk, body)
        .into_iter()
        .filter(|indicator| indicator.topic == topic)
        .map(|indicator| {
            let newest = rows(desk, body, indicator)
                .into_iter()
                .rfind(|row| row.cell.is_some());
            let mut link = desk.figure_link(body, indicator);
            if let Some((year, cell)) = newest.and_then(|row| Some((row.year, row.cell?))) {
                link.title = format!(
                    "{}：{}{}（{year}年）",
                    indicator.name, cell.text, indicator.unit
                );
            }
            link
        });
    shown.collect()
}

/// One table of all figures and years.
pub(crate) fn figures(desk: PageContext<'_>, body: &ReportingBody) -> FiguresView {
    let indicators = used(desk, &body.id);
    let mut topics: Vec<&str> = desk
        .reports
        .profiles
        .all()
        .flat_map(|profile| &profile.topics)
        .map(|topic| topic.id.as_str())
        .collect();
    for indicator in &indicators {
        if !topics.contains(&indicator.topic.as_str()) {
            topics.push(&indicator.topic);
        }
    }
    let groups: Vec<FigureGroup> = topics
        .into_iter()
        .map(|topic| FigureGroup {
            topic: desk.topic_name(topic).to_owned(),
            rows: indicators
                .iter()
                .filter(|one| one.topic == topic)
                .map(|one| row(desk, body, one))
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect();
    let rail = desk.rail(&body.id, &[]);
    FiguresView {
        years: rail.stops.iter().map(|stop| stop.year).collect(),
        rail,
        legend: desk.legend(
            groups
                .iter()
                .flat_map(|group| &group.rows)
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.flags),
        ),
        groups,
    }
}

fn row(desk: PageContext<'_>, body: &ReportingBody, indicator: &Indicator) -> FigureRow {
    let rows = rows(desk, &body.id, indicator);
    FigureRow {
        link: desk.figure_link(&body.id, indicator),
        unit: indicator.unit.clone(),
        kind: figure_words::kind(indicator.kind).to_owned(),
        cells: rows
            .iter()
            .map(|row| cell(desk, &body.id, row.cell.as_ref(), row.missing))
            .collect(),
        change: newest(&rows, indicator),
    }
}

/// One figure over the years: table, chart, definition.
pub(crate) fn figure(desk: PageContext<'_>, body: &ReportingBody, id: &str) -> FigureView {
    let fallback = Indicator {
        id: id.to_owned(),
        name: id.to_owned(),
        ..Indicator::default()
    };
    let indicator = desk.reports.indicator(id).unwrap_or(&fallback);
    let series = rows(desk, &body.id, indicator);
    let shown: Vec<YearRow> = series
        .iter()
        .map(|row| YearRow {
            year: row.year,
            cell: cell(desk, &body.id, row.cell.as_ref(), row.missing),
            change: change_words::in_series(row, indicator),
            note: change_words::series_notes(row),
        })
        .collect();
    FigureView {
        rail: desk.rail(&body.id, &[]),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        kind: figure_words::kind(indicator.kind).to_owned(),
        kind_note: figure_words::kind_note(indicator.kind).to_owned(),
        topic: desk.link(
            &topic_address(desk, body, &indicator.topic),
            desk.topic_name(&indicator.topic),
        ),
        definition: indicator.definition.clone(),
        legend: desk.legend(shown.iter().flat_map(|row| &row.cell.flags)),
        rows: shown,
        breaks: indicator
            .breaks
            .iter()
            .map(|one| (one.year, one.note.clone()))
            .collect(),
        chart: chart::draw(&chart_input(indicator, &series)),
        related: related(desk, body, indicator),
    }
}

/// The topic's page where the body has one, else the list of topics.
fn topic_address(desk: PageContext<'_>, body: &ReportingBody, topic: &str) -> String {
    let has = desk
        .of(&body.id)
        .any(|report| report.topic_ids().any(|one| one == topic));
    let shows = if has {
        ShownReport::Topic(topic.to_owned())
    } else {
        ShownReport::Topics
    };
    desk.address_of(&body.id, &shows)
}

fn chart_input(indicator: &Indicator, rows: &[SeriesRow]) -> ChartInput {
    let state = |row: &SeriesRow| match (&row.cell, row.missing) {
        (Some(cell), _) if cell.is_flagged(FigureFlag::Partial) => {
            PointState::Partial(cell.value, cell.text.clone())
        }
        (Some(cell), _) => PointState::Whole(cell.value, cell.text.clone()),
        (None, flag) => {
            let flag = flag.unwrap_or(FigureFlag::NotGiven);
            PointState::Nothing(figure_words::flag(Language::Chinese, flag).to_owned())
        }
    };
    let breaks = indicator.breaks.iter().filter(|one| !one.comparable);
    ChartInput {
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        points: rows
            .iter()
            .map(|row| ChartPoint {
                year: row.year,
                state: state(row),
            })
            .collect(),
        breaks: breaks.map(|one| (one.year, one.note.clone())).collect(),
    }
}

/// What the figure is a part of, what it is made of, what a rate is made from.
fn related(desk: PageContext<'_>, body: &ReportingBody, indicator: &Indicator) -> Vec<LinkView> {
    let used = used(desk, &body.id);
    let named = |word: &str, id: &Option<String>| {
        let other = used.iter().find(|one| Some(&one.id) == id.as_ref())?;
        let mut link = desk.figure_link(&body.id, other);
        link.title = format!("{word}：{}", other.name);
        Some(link)
    };
    let mut links: Vec<LinkView> = [
        named("所属合计", &indicator.part_of),
        named("对应人员", &indicator.staff),
        named("分子", &indicator.numerator),
        named("分母", &indicator.denominator),
    ]
    .into_iter()
    .flatten()
    .collect();
    for part in used
        .iter()
        .filter(|one| one.part_of.as_ref() == Some(&indicator.id))
    {
        let mut link = desk.figure_link(&body.id, part);
        link.title = format!("其中：{}", part.name);
        links.push(link);
    }
    links
}
