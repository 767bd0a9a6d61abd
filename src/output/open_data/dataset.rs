//! What the sheets hold: figures, their dictionary, the bodies. Enter at [`sheet`].

use super::address::{anchor_url, url};
use super::reporting::reporting_bodies;
use super::sheet::{DataSheet, SheetForm, SheetValue};
use crate::output::output_plan::OutputPlan;
use crate::report::{Exactness, Figure, Indicator, Report, ReportingBody, Year, compare};
use crate::site::address::{DATA, body_home};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetName {
    /// Every figure of every report.
    Observations,
    /// The dictionary of figures.
    Indicators,
    /// Who reports.
    Bodies,
    /// Every cell of every table that a kind of report asks for.
    Cells,
}

static FORMS: LazyLock<BTreeMap<String, SheetForm>> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("columns.yaml"))
        .expect("the columns in the binary are read by a test")
});

impl SheetName {
    /// The name of its file.
    pub fn id(self) -> &'static str {
        match self {
            SheetName::Observations => "observations",
            SheetName::Indicators => "indicators",
            SheetName::Bodies => "bodies",
            SheetName::Cells => "cells",
        }
    }
}

/// The sheets of a site.
pub(super) fn names(plan: OutputPlan<'_>) -> Vec<SheetName> {
    let mut names = vec![
        SheetName::Observations,
        SheetName::Indicators,
        SheetName::Bodies,
    ];
    if plan
        .reports
        .reports
        .iter()
        .any(|report| !report.tables.is_empty())
    {
        names.push(SheetName::Cells);
    }
    names
}

/// A sheet with all its rows, in the fixed order of bodies, years and texts.
pub(super) fn sheet(plan: OutputPlan<'_>, name: SheetName) -> DataSheet {
    let rows = match name {
        SheetName::Observations => plan
            .reports
            .reports
            .iter()
            .flat_map(|report| observed(plan, report, DATA))
            .collect(),
        SheetName::Indicators => indicators(plan).into_iter().map(indicator).collect(),
        SheetName::Bodies => reporting_bodies(plan)
            .into_iter()
            .map(|one| body(plan, one))
            .collect(),
        SheetName::Cells => {
            let reports = plan.reports.reports.iter();
            reports
                .flat_map(|report| cells(plan, report, DATA))
                .collect()
        }
    };
    DataSheet {
        id: name.id(),
        form: &FORMS[name.id()],
        rows,
    }
}

/// The indicators that reports use.
fn indicators<'a>(plan: OutputPlan<'a>) -> Vec<&'a Indicator> {
    let figures = plan
        .reports
        .reports
        .iter()
        .flat_map(|report| &report.figures);
    let used: BTreeSet<&str> = figures.map(|figure| figure.indicator.as_str()).collect();
    let all = plan.reports.indicators.iter();
    all.filter(|one| used.contains(one.id.as_str())).collect()
}

/// The cells of one report's tables as a sheet.
pub(super) fn cells_of(plan: OutputPlan<'_>, report: &Report) -> DataSheet {
    DataSheet {
        id: SheetName::Cells.id(),
        form: &FORMS[SheetName::Cells.id()],
        rows: cells(plan, report, &plan.site.report_address(report, plan.config)),
    }
}

/// The observations of one report.
pub(super) fn observations_of(plan: OutputPlan<'_>, report: &Report) -> DataSheet {
    DataSheet {
        id: SheetName::Observations.id(),
        form: &FORMS[SheetName::Observations.id()],
        rows: observed(plan, report, &plan.site.report_address(report, plan.config)),
    }
}

/// The figures of a report, in the file at address `from`.
fn observed(plan: OutputPlan<'_>, report: &Report, from: &str) -> Vec<Vec<SheetValue>> {
    let Some(body) = plan.reports.body(&report.body) else {
        return Vec::new();
    };
    let known = report.figures.iter().filter_map(|figure| {
        let indicator = plan.reports.indicator(&figure.indicator)?;
        let url = anchor_url(plan, from, report, report.anchor(&figure.spot));
        Some(observation(body, report, figure, indicator, url))
    });
    known.collect()
}

fn observation(
    body: &ReportingBody,
    report: &Report,
    figure: &Figure,
    indicator: &Indicator,
    url: String,
) -> Vec<SheetValue> {
    let year = figure.for_year.unwrap_or(report.year);
    let cell = compare::FigureCell::of(figure, year, report.year);
    let mut flags: Vec<&str> = cell.flags.iter().map(|flag| flag.code()).collect();
    if indicator.breaks.iter().any(|one| one.year == year) {
        flags.push(compare::FigureFlag::Break.code());
    }
    flags.sort_unstable();
    vec![
        SheetValue::text(&body.id),
        SheetValue::text(&body.name),
        SheetValue::Flag(body.sample),
        SheetValue::text(&report.profile),
        SheetValue::Number(year.into()),
        SheetValue::Number(report.year.into()),
        SheetValue::text(&indicator.id),
        SheetValue::text(&indicator.name),
        SheetValue::text(&indicator.topic),
        SheetValue::text(&indicator.unit),
        SheetValue::text(indicator.kind.id()),
        SheetValue::Number(figure.value),
        SheetValue::text(cell.text),
        SheetValue::maybe(figure.approx.map(Exactness::id)),
        SheetValue::Flag(figure.zero_claim),
        SheetValue::maybe(figure.as_of),
        SheetValue::text(flags.join(" ")),
        figure
            .corrected
            .map_or(SheetValue::Empty, |(was, _)| SheetValue::Number(was)),
        SheetValue::maybe(figure.note.as_deref()),
        SheetValue::text(&figure.quote),
        SheetValue::text(report.anchor(&figure.spot)),
        SheetValue::text(url),
    ]
}

/// The cells of one report's tables, row by row; a cell that is not given has no row.
fn cells(plan: OutputPlan<'_>, report: &Report, from: &str) -> Vec<Vec<SheetValue>> {
    let profile = plan.reports.profiles.of(report);
    let Some(body) = plan.reports.body(&report.body) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for table in &report.tables {
        let Some(form) = profile.table(&table.id) else {
            continue;
        };
        let url = anchor_url(plan, from, report, &format!("table-{}", form.id));
        for row in &table.rows {
            let name = form
                .rows
                .iter()
                .find(|one| one.id == row.id)
                .map_or("", |one| one.name.as_str());
            for (column, cell) in form.columns.iter().zip(&row.cells) {
                let Some(cell) = cell else { continue };
                fields.push(vec![
                    SheetValue::text(&body.id),
                    SheetValue::text(&body.name),
                    SheetValue::Flag(body.sample),
                    SheetValue::text(&report.profile),
                    SheetValue::Number(report.year.into()),
                    SheetValue::text(&form.id),
                    SheetValue::text(&form.title),
                    SheetValue::text(&row.id),
                    SheetValue::text(name),
                    SheetValue::text(&column.id),
                    SheetValue::text(&column.name),
                    SheetValue::text(form.unit_of(column)),
                    SheetValue::Number(cell.value),
                    SheetValue::text(&url),
                ]);
            }
        }
    }
    fields
}

fn indicator(one: &Indicator) -> Vec<SheetValue> {
    let breaks = one
        .breaks
        .iter()
        .map(|turn| format!("{} {}", turn.year, turn.note));
    vec![
        SheetValue::text(&one.id),
        SheetValue::text(&one.name),
        SheetValue::text(&one.unit),
        SheetValue::text(one.kind.id()),
        SheetValue::text(&one.topic),
        SheetValue::text(&one.definition),
        SheetValue::maybe(one.part_of.as_deref()),
        SheetValue::maybe(one.numerator.as_deref()),
        SheetValue::maybe(one.denominator.as_deref()),
        SheetValue::text(breaks.collect::<Vec<_>>().join("；")),
    ]
}

fn body(plan: OutputPlan<'_>, one: &ReportingBody) -> Vec<SheetValue> {
    let years: BTreeSet<Year> = plan.reports.of(&one.id).map(|report| report.year).collect();
    let years = years.iter().map(Year::to_string);
    vec![
        SheetValue::text(&one.id),
        SheetValue::text(&one.name),
        SheetValue::text(&one.full_name),
        SheetValue::text(one.kind.id()),
        SheetValue::Flag(one.sample),
        SheetValue::maybe(one.credit_code.as_deref()),
        SheetValue::text(years.collect::<Vec<_>>().join(" ")),
        SheetValue::text(url(plan, DATA, &body_home(&one.id, plan.config))),
    ]
}
