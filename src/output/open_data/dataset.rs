//! What the sheets hold: figures, their dictionary, the bodies. Enter at [`sheet`].

use super::sheet::{Field, Form, Sheet};
use super::terms::url;
use crate::output::Plan;
use crate::report::{Approx, Body, Figure, Indicator, IndicatorKind, Report, Spot, Year, compare};
use crate::site::reports::{DATA, body_prefix};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// Every figure of every report.
    Observations,
    /// The dictionary of figures.
    Indicators,
    /// Who reports.
    Bodies,
    /// Every cell of every table that a kind of report asks for.
    Cells,
}

static FORMS: LazyLock<BTreeMap<String, Form>> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("columns.yaml"))
        .expect("the columns in the binary are read by a test")
});

impl Name {
    /// The name of its file.
    pub fn id(self) -> &'static str {
        match self {
            Name::Observations => "observations",
            Name::Indicators => "indicators",
            Name::Bodies => "bodies",
            Name::Cells => "cells",
        }
    }
}

/// The sheets of a site.
pub(super) fn names(plan: Plan<'_>) -> Vec<Name> {
    let mut names = vec![Name::Observations, Name::Indicators, Name::Bodies];
    if plan
        .reports
        .reports
        .iter()
        .any(|report| !report.tables.is_empty())
    {
        names.push(Name::Cells);
    }
    names
}

/// A sheet with all its rows, in the fixed order of bodies, years and texts.
pub(super) fn sheet(plan: Plan<'_>, name: Name) -> Sheet {
    let rows = match name {
        Name::Observations => plan
            .reports
            .reports
            .iter()
            .flat_map(|report| observed(plan, report, DATA))
            .collect(),
        Name::Indicators => indicators(plan).into_iter().map(indicator).collect(),
        Name::Bodies => bodies(plan)
            .into_iter()
            .map(|one| body(plan, one))
            .collect(),
        Name::Cells => {
            let reports = plan.reports.reports.iter();
            reports
                .flat_map(|report| cells(plan, report, DATA))
                .collect()
        }
    };
    Sheet {
        id: name.id(),
        form: &FORMS[name.id()],
        rows,
    }
}

/// The bodies that have reports.
pub(super) fn bodies<'a>(plan: Plan<'a>) -> Vec<&'a Body> {
    let reports = |body: &&Body| plan.reports.of(&body.id).next().is_some();
    plan.reports.bodies.iter().filter(reports).collect()
}

/// The indicators that reports use.
fn indicators<'a>(plan: Plan<'a>) -> Vec<&'a Indicator> {
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
pub(super) fn cells_of(plan: Plan<'_>, report: &Report) -> Sheet {
    Sheet {
        id: Name::Cells.id(),
        form: &FORMS[Name::Cells.id()],
        rows: cells(plan, report, &plan.site.report_address(report, plan.config)),
    }
}

/// The observations of one report.
pub(super) fn observations_of(plan: Plan<'_>, report: &Report) -> Sheet {
    Sheet {
        id: Name::Observations.id(),
        form: &FORMS[Name::Observations.id()],
        rows: observed(plan, report, &plan.site.report_address(report, plan.config)),
    }
}

/// The figures of a report, in the file at address `from`.
fn observed(plan: Plan<'_>, report: &Report, from: &str) -> Vec<Vec<Field>> {
    let Some(body) = plan.reports.body(&report.body) else {
        return Vec::new();
    };
    let known = report.figures.iter().filter_map(|figure| {
        let indicator = plan.reports.indicator(&figure.indicator)?;
        let url = address(plan, report, (from, Some(anchor(report, &figure.spot))));
        Some(observation((body, report), (figure, indicator), url))
    });
    known.collect()
}

fn observation(
    (body, report): (&Body, &Report),
    (figure, indicator): (&Figure, &Indicator),
    url: String,
) -> Vec<Field> {
    let year = figure.for_year.unwrap_or(report.year);
    let cell = compare::Cell::of(figure, (year, report.year));
    let mut flags: Vec<&str> = cell.flags.iter().map(|flag| flag.code()).collect();
    if indicator.breaks.iter().any(|one| one.year == year) {
        flags.push(compare::Flag::Break.code());
    }
    flags.sort_unstable();
    vec![
        Field::text(&body.id),
        Field::text(&body.name),
        Field::Flag(body.sample),
        Field::text(&report.profile),
        Field::Number(year.into()),
        Field::Number(report.year.into()),
        Field::text(&indicator.id),
        Field::text(&indicator.name),
        Field::text(&indicator.topic),
        Field::text(&indicator.unit),
        Field::text(kind(indicator.kind)),
        Field::Number(figure.value),
        Field::text(cell.text),
        Field::maybe(figure.approx.map(approx)),
        Field::Flag(figure.zero_claim),
        Field::maybe(figure.as_of),
        Field::text(flags.join(" ")),
        figure
            .corrected
            .map_or(Field::Empty, |(was, _): (Decimal, u32)| Field::Number(was)),
        Field::maybe(figure.note.as_deref()),
        Field::text(&figure.quote),
        Field::text(anchor(report, &figure.spot)),
        Field::text(url),
    ]
}

/// The cells of one report's tables, row by row; a cell that is not given has no row.
fn cells(plan: Plan<'_>, report: &Report, from: &str) -> Vec<Vec<Field>> {
    let profile = plan.reports.profiles.of(report);
    let Some(body) = plan.reports.body(&report.body) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for table in &report.tables {
        let Some(form) = profile.table(&table.id) else {
            continue;
        };
        let url = address(plan, report, (from, Some(&format!("table-{}", form.id))));
        for row in &table.rows {
            let name = form
                .rows
                .iter()
                .find(|one| one.id == row.id)
                .map_or("", |one| one.name.as_str());
            for (column, cell) in form.columns.iter().zip(&row.cells) {
                let Some(cell) = cell else { continue };
                fields.push(vec![
                    Field::text(&body.id),
                    Field::text(&body.name),
                    Field::Flag(body.sample),
                    Field::text(&report.profile),
                    Field::Number(report.year.into()),
                    Field::text(&form.id),
                    Field::text(&form.title),
                    Field::text(&row.id),
                    Field::text(name),
                    Field::text(&column.id),
                    Field::text(&column.name),
                    Field::text(form.unit_of(column)),
                    Field::Number(cell.value),
                    Field::text(&url),
                ]);
            }
        }
    }
    fields
}

fn indicator(one: &Indicator) -> Vec<Field> {
    let breaks = one
        .breaks
        .iter()
        .map(|turn| format!("{} {}", turn.year, turn.note));
    vec![
        Field::text(&one.id),
        Field::text(&one.name),
        Field::text(&one.unit),
        Field::text(kind(one.kind)),
        Field::text(&one.topic),
        Field::text(&one.definition),
        Field::maybe(one.part_of.as_deref()),
        Field::maybe(one.numerator.as_deref()),
        Field::maybe(one.denominator.as_deref()),
        Field::text(breaks.collect::<Vec<_>>().join("；")),
    ]
}

fn body(plan: Plan<'_>, one: &Body) -> Vec<Field> {
    let years: BTreeSet<Year> = plan.reports.of(&one.id).map(|report| report.year).collect();
    let years = years.iter().map(Year::to_string);
    vec![
        Field::text(&one.id),
        Field::text(&one.name),
        Field::text(&one.full_name),
        Field::text(one.kind.id()),
        Field::Flag(one.sample),
        Field::maybe(one.credit_code.as_deref()),
        Field::text(years.collect::<Vec<_>>().join(" ")),
        Field::text(url(plan, DATA, &body_prefix(&one.id, plan.config))),
    ]
}

/// The id of the sentence at a spot, else of its section.
pub(super) fn anchor<'a>(report: &'a Report, spot: &Spot) -> &'a str {
    let sentence = report
        .text
        .sentence_at(spot)
        .map(|sentence| sentence.id.as_str());
    sentence
        .filter(|id| !id.is_empty())
        .unwrap_or_else(|| report.text.sections[spot.section].id.as_str())
}

/// The address of a report, or of a place in it, in the file at address `from`.
pub(super) fn address(
    plan: Plan<'_>,
    report: &Report,
    (from, anchor): (&str, Option<&str>),
) -> String {
    let page = plan.site.report_address(report, plan.config);
    match anchor {
        Some(anchor) => url(plan, from, &format!("{page}#{anchor}")),
        None => url(plan, from, &page),
    }
}

/// `stock`, `flow` … as `indicators.yaml` writes it.
pub(super) fn kind(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Stock => "stock",
        IndicatorKind::Flow => "flow",
        IndicatorKind::Cumulative => "cumulative",
        IndicatorKind::Rate => "rate",
    }
}

/// `ge`, `gt` … as `figures.yaml` writes it.
pub(super) fn approx(approx: Approx) -> &'static str {
    match approx {
        Approx::AtLeast => "ge",
        Approx::MoreThan => "gt",
        Approx::LessThan => "lt",
        Approx::About => "about",
    }
}
