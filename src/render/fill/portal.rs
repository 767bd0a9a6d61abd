//! Fills pages that show all bodies side by side, in the order of `site.yaml` and without ranking. Enter at [`years`], [`figure`] and [`topic`].

use super::grid::{grid_rows, page_link, year_heads};
use super::{PageContext, figure as figures_of, report as report_fill, topic as topic_fill};
use crate::render::context::portal::{
    CompletenessRow, KindView, OneYearView, PartCell, SharedFigureView, SharedFiguresView,
    SharedGroup, SharedLine, SharedRow, SharedTopicLine, SharedTopicView, SharedTopicsView,
    SharedValues, TopicBody, YearsView,
};
use crate::render::context::{CellView, LinkView};
use crate::report::ReportKind;
use crate::report::compare::FigureFlag;
use crate::report::{Indicator, Report, ReportingBody, Year};
use crate::site::address::ShownReport;
use crate::site::portal::{bodies, shown};
use crate::words::{figure as figure_words, page_title};
use std::collections::BTreeSet;

/// Which body has a report for which year.
pub(crate) fn years(desk: PageContext<'_>) -> YearsView {
    let heads = year_heads(desk);
    let span: Vec<Year> = heads.iter().map(|head| head.year).collect();
    let rows = bodies(desk.reports)
        .into_iter()
        .flat_map(|body| grid_rows(desk, body, &span));
    YearsView {
        grid: rows.collect(),
        years: heads,
    }
}

/// What each body's report of a year holds, by kind of report.
pub(crate) fn one_year(desk: PageContext<'_>, year: Year) -> OneYearView {
    let years: BTreeSet<Year> = desk
        .reports
        .reports
        .iter()
        .map(|report| report.year)
        .collect();
    let link = |year: &Year| {
        Some(LinkView {
            href: page_link(desk, &ShownReport::OneYear(*year))?,
            title: page_title::year(*year),
        })
    };
    let kinds = desk
        .reports
        .profiles
        .all()
        .filter_map(|profile| kind(desk, profile, year));
    OneYearView {
        year,
        previous: years.range(..year).next_back().and_then(link),
        next: years.range(year + 1..).next().and_then(link),
        kinds: kinds.collect(),
    }
}

/// The bodies that report in a kind at all; null where none does for the year.
fn kind<'a>(desk: PageContext<'a>, profile: &'a ReportKind, year: Year) -> Option<KindView> {
    let desk = desk.about(&profile.id);
    let asked = bodies(desk.reports)
        .into_iter()
        .filter(|body| desk.of(&body.id).next().is_some());
    let rows: Vec<CompletenessRow> = asked
        .map(|body| {
            let report = desk.get(&body.id, year);
            completeness(desk, body, profile, report)
        })
        .collect();
    rows.iter()
        .any(|row| row.report.is_some())
        .then(|| KindView {
            id: profile.id.clone(),
            name: profile.name.clone(),
            parts: profile.parts.iter().map(|part| part.name.clone()).collect(),
            rows,
        })
}

fn completeness(
    desk: PageContext<'_>,
    body: &ReportingBody,
    profile: &ReportKind,
    report: Option<&Report>,
) -> CompletenessRow {
    let part = |report: &Report| -> Vec<PartCell> {
        let address = desk.report_address(report);
        let cell = |part: crate::render::context::report::PartView| PartCell {
            word: part.word,
            href: part
                .sections
                .first()
                .map(|section| desk.to(&format!("{address}{}", section.href))),
        };
        report_fill::parts(desk, report)
            .into_iter()
            .map(cell)
            .collect()
    };
    let rule = profile.deadline_for(body.kind);
    CompletenessRow {
        body: desk.body_name(body),
        report: report.map(|report| desk.link(&desk.report_address(report), page_title::REPORT)),
        signed_on: report
            .and_then(|report| report.signed_on)
            .map(|day| day.to_string()),
        published: report
            .and_then(|report| report.published)
            .map(|day| day.to_string()),
        deadline: report.map_or_else(String::new, |report| {
            report_fill::deadline(rule, report).word
        }),
        parts: report.map(part).unwrap_or_default(),
        sentences: report.map_or(0, |report| {
            let lines = report.text.lines();
            lines.filter(|line| !line.sentence.id.is_empty()).count()
        }),
        figures: report.map_or(0, |report| report.figures.len()),
        promises: report.map_or(0, |report| report.commitments.len()),
    }
}

/// The figures that bodies share.
fn shared_figures(desk: PageContext<'_>) -> Vec<&Indicator> {
    let shown = desk
        .site
        .generated
        .iter()
        .filter_map(|page| match &page.shows {
            ShownReport::SharedFigure(id) => desk.reports.indicator(id),
            _ => None,
        });
    shown.collect()
}

/// All figures that several bodies report, by topic.
pub(crate) fn figures(desk: PageContext<'_>) -> SharedFiguresView {
    let mut groups: Vec<SharedGroup> = Vec::new();
    for indicator in shared_figures(desk) {
        let topic = desk.topic_name(&indicator.topic).to_owned();
        let line = SharedLine {
            link: desk.link(
                &ShownReport::SharedFigure(indicator.id.clone()).of_site(),
                indicator.name.clone(),
            ),
            unit: indicator.unit.clone(),
            kind: figure_words::kind(indicator.kind).to_owned(),
            bodies: bodies(desk.reports)
                .into_iter()
                .filter(|body| gives(desk, body, indicator))
                .count(),
        };
        match groups.iter_mut().find(|group| group.topic == topic) {
            Some(group) => group.lines.push(line),
            None => groups.push(SharedGroup {
                topic,
                lines: vec![line],
            }),
        }
    }
    SharedFiguresView { groups }
}

fn gives(desk: PageContext<'_>, body: &ReportingBody, indicator: &Indicator) -> bool {
    let reports = desk.reports.of(&body.id);
    let mut figures = reports.flat_map(|report| &report.figures);
    figures.any(|figure| figure.indicator == indicator.id)
}

/// One figure over bodies and years; a body that gives it in reports of two kinds has a row for each.
pub(crate) fn figure(desk: PageContext<'_>, id: &str) -> Option<SharedFigureView> {
    let indicator = desk.reports.indicator(id)?;
    let of_id = |report: &Report| report.figures.iter().any(|figure| figure.indicator == id);
    let all = desk.reports.reports.iter();
    let kinds: BTreeSet<&str> = all
        .filter(|report| of_id(report))
        .map(|report| report.profile.as_str())
        .collect();
    let asked = series(
        desk,
        &shown(desk.reports, &ShownReport::SharedFigure(id.to_owned())),
        |kind| kinds.contains(kind),
    );
    let years = || {
        asked
            .iter()
            .flat_map(|(body, desk)| desk.of(&body.id))
            .map(|report| report.year)
    };
    let span: Vec<Year> = (years().min()?..=years().max()?).collect();
    let row = |(body, desk): &(&ReportingBody, PageContext<'_>)| SharedRow {
        body: desk.body_name(body),
        kind: desk.kind_name(body),
        href: desk
            .of(&body.id)
            .any(of_id)
            .then(|| desk.figure_link(&body.id, indicator).href),
        cells: span
            .iter()
            .map(|year| value(*desk, body, indicator, *year))
            .collect(),
    };
    let rows: Vec<SharedRow> = asked.iter().map(row).collect();
    Some(SharedFigureView {
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        kind: figure_words::kind(indicator.kind).to_owned(),
        definition: indicator.definition.clone(),
        legend: desk.legend(
            rows.iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.flags),
        ),
        years: span,
        rows,
        breaks: indicator
            .breaks
            .iter()
            .map(|one| (one.year, one.note.clone()))
            .collect(),
    })
}

/// Each body with each of its kinds of reports that is asked for, as a desk of that kind.
fn series<'a>(
    desk: PageContext<'a>,
    bodies: &[&'a ReportingBody],
    asked: impl Fn(&str) -> bool,
) -> Vec<(&'a ReportingBody, PageContext<'a>)> {
    let of_body = |body: &&'a ReportingBody| {
        let body = *body;
        let kinds = desk.reports.kinds(&body.id).into_iter();
        kinds
            .filter(|kind| asked(kind))
            .map(|kind| (body, desk.about(kind)))
            .collect::<Vec<_>>()
    };
    bodies.iter().flat_map(of_body).collect()
}

/// A body's value of a year, or the code that says why there is none.
fn value<'a>(
    desk: PageContext<'a>,
    body: &'a ReportingBody,
    indicator: &Indicator,
    year: Year,
) -> CellView {
    let rows = figures_of::rows(desk, &body.id, indicator);
    let row = rows.iter().find(|row| row.year == year);
    let missing = row.map_or(Some(FigureFlag::NoReport), |row| row.missing);
    figures_of::cell(
        desk,
        &body.id,
        row.and_then(|row| row.cell.as_ref()),
        missing,
    )
}

/// All topics that several bodies are asked to write of, with their years.
pub(crate) fn topics(desk: PageContext<'_>) -> SharedTopicsView {
    let mut topics: Vec<SharedTopicLine> = Vec::new();
    for (topic, year, path) in shared_topics(desk) {
        let name = desk.topic_name(topic).to_owned();
        let link = desk.link(path, page_title::year(year));
        match topics.last_mut().filter(|line| line.name == name) {
            Some(line) => line.years.insert(0, link),
            None => topics.push(SharedTopicLine {
                name,
                years: vec![link],
            }),
        }
    }
    SharedTopicsView { topics }
}

fn shared_topics(desk: PageContext<'_>) -> impl Iterator<Item = (&str, Year, &str)> {
    desk.site
        .generated
        .iter()
        .filter_map(|page| match &page.shows {
            ShownReport::SharedTopic { topic, year } => {
                Some((topic.as_str(), *year, page.path.as_str()))
            }
            _ => None,
        })
}

/// What each body wrote of a topic in a year.
pub(crate) fn topic(desk: PageContext<'_>, id: &str, year: Year) -> SharedTopicView {
    let shows = ShownReport::SharedTopic {
        topic: id.to_owned(),
        year,
    };
    let writes = |kind: &str| {
        let profile = desk.reports.profiles.named(kind);
        profile.is_some_and(|profile| profile.topics.iter().any(|topic| topic.id == id))
    };
    let asked = series(desk, &shown(desk.reports, &shows), writes);
    let one = |(body, desk): &(&ReportingBody, PageContext<'_>)| {
        let (body, desk) = (*body, *desk);
        let report = desk.get(&body.id, year);
        let sections = report.map(|report| topic_fill::sections(desk, report, id));
        TopicBody {
            body: desk.body_name(body),
            kind: desk.kind_name(body),
            report: report
                .map(|report| desk.link(&desk.report_address(report), report.title.clone())),
            sections: sections.unwrap_or_default(),
        }
    };
    let figures: Vec<SharedValues> = shared_figures(desk)
        .into_iter()
        .filter(|indicator| indicator.topic == id)
        .map(|indicator| SharedValues {
            name: indicator.name.clone(),
            unit: indicator.unit.clone(),
            cells: asked
                .iter()
                .map(|(body, desk)| value(*desk, body, indicator, year))
                .collect(),
        })
        .collect();
    let others = shared_topics(desk).filter(|(topic, other, _)| *topic == id && *other != year);
    SharedTopicView {
        name: desk.topic_name(id).to_owned(),
        year,
        years: others
            .map(|(_, other, path)| desk.link(path, page_title::year(other)))
            .collect(),
        bodies: asked.iter().map(one).collect(),
        legend: desk.legend(
            figures
                .iter()
                .flat_map(|one| &one.cells)
                .flat_map(|cell| &cell.flags),
        ),
        figures,
    }
}
