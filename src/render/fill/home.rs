//! Fills the portal's home and a body's home. Enter at [`home`] and [`town`].

use super::grid::{grid_rows, year_heads};
use super::{PageContext, figure, promise};
use crate::diagnostic::Language;
use crate::render::context::home::{
    BodyCard, HeadlineView, HomeView, OtherKind, ReportLine, TownView,
};
use crate::report::{Comparison, Report, ReportingBody, Year};
use crate::words::{page_title, report as report_words, summary};
use std::collections::BTreeSet;

/// Figures shown on a body's home.
const HEADLINES: usize = 6;
/// Open promises shown on a body's home.
const PROMISES: usize = 5;

/// The portal's home.
pub(crate) fn home(desk: PageContext<'_>, content: String) -> HomeView {
    let years: BTreeSet<Year> = desk
        .reports
        .reports
        .iter()
        .map(|report| report.year)
        .collect();
    let span: Vec<Year> = match (years.first(), years.last()) {
        (Some(first), Some(last)) => (*first..=*last).collect(),
        _ => Vec::new(),
    };
    let bodies: Vec<&ReportingBody> = desk
        .reports
        .bodies
        .iter()
        .filter(|body| desk.reports.of(&body.id).next().is_some())
        .collect();
    HomeView {
        content,
        bodies: bodies.iter().map(|body| card(desk, body)).collect(),
        grid: bodies
            .iter()
            .flat_map(|body| grid_rows(desk, body, &span))
            .collect(),
        years: year_heads(desk),
    }
}

/// The sentence that says a comparison.
fn said(one: &Comparison) -> String {
    summary::comparison(Language::Chinese, one)
}

fn newest<'a>(desk: PageContext<'a>, body: &'a str) -> Option<&'a Report> {
    desk.of(body).next_back()
}

fn newest_comparison<'a>(desk: PageContext<'a>, body: &'a str) -> Option<&'a Comparison> {
    desk.reports.comparisons_of(desk.series(body)).next_back()
}

/// The body with its main kind of report; the other kinds are shown on its own page.
fn card<'a>(desk: PageContext<'a>, body: &'a ReportingBody) -> BodyCard {
    let desk = desk.about(desk.reports.main_kind(&body.id));
    let latest = newest(desk, &body.id);
    let comparison = newest_comparison(desk, &body.id);
    BodyCard {
        body: desk.body_name(body),
        rail: desk.rail(&body.id, &[]),
        latest: latest.map(|report| desk.link(&desk.report_address(report), report.title.clone())),
        comparison: comparison.map(|one| desk.comparison_link(one)),
        summary: comparison.map(said),
    }
}

/// A body's home; the page's kind stands first, then the others.
pub(crate) fn town<'a>(
    desk: PageContext<'a>,
    body: &'a ReportingBody,
    content: String,
) -> TownView {
    let comparison = newest_comparison(desk, &body.id);
    let open = promise::open(desk, &body.id);
    let reports = lines(desk, body);
    let others = desk.reports.kinds(&body.id).into_iter();
    TownView {
        content,
        kind: desk.kind_name(body),
        rail: desk.rail(&body.id, &[]),
        comparison: comparison.map(|one| desk.comparison_link(one)),
        summary: comparison.map(said),
        headlines: headlines(desk, &body.id),
        open_promise_count: open.len(),
        open_promises: open.into_iter().take(PROMISES).collect(),
        expectation: (reports.len() == 1).then(|| {
            "目前只有一个年度的报告。下一年度报告发布后，这里会列出数字、文字和承诺的变化。"
                .to_owned()
        }),
        reports,
        others: others
            .filter(|kind| *kind != desk.kind)
            .map(|kind| other(desk.about(kind), body))
            .collect(),
    }
}

/// Another kind of report of a body, on its home.
fn other<'a>(desk: PageContext<'a>, body: &'a ReportingBody) -> OtherKind {
    let comparison = newest_comparison(desk, &body.id);
    let page = |shows| desk.link(&desk.address_of(&body.id, shows), page_title::menu(shows));
    OtherKind {
        id: desk.kind.to_owned(),
        name: desk.kind_name(body).unwrap_or_default(),
        rail: desk.rail(&body.id, &[]),
        comparison: comparison.map(|one| desk.comparison_link(one)),
        summary: comparison.map(said),
        reports: lines(desk, body),
        pages: page_title::OF_SERIES.iter().map(page).collect(),
    }
}

/// The reports of the page's kind, newest first.
fn lines(desk: PageContext<'_>, body: &ReportingBody) -> Vec<ReportLine> {
    let own = desk.of(&body.id).rev();
    own.map(|report| line(desk, report)).collect()
}

fn line(desk: PageContext<'_>, report: &Report) -> ReportLine {
    ReportLine {
        year: report.year,
        link: desk.link(&desk.report_address(report), report.title.clone()),
        signed_on: report.signed_on.map(|day| day.to_string()),
        published: report.published.map(|day| day.to_string()),
        status: report_words::status(report.status).to_owned(),
        partial: report.is_partial(),
        corrections: report.corrections.len(),
    }
}

/// The figures of the newest report that changed most visibly come first: those with a change, in text order.
fn headlines(desk: PageContext<'_>, body: &str) -> Vec<HeadlineView> {
    let Some(report) = newest(desk, body) else {
        return Vec::new();
    };
    let mut found: Vec<HeadlineView> = Vec::new();
    for one in report
        .figures
        .iter()
        .filter(|one| !one.zero_claim && one.is_of(report.year))
    {
        let Some(indicator) = desk.reports.indicator(&one.indicator) else {
            continue;
        };
        found.push(HeadlineView {
            link: desk.figure_link(body, indicator),
            value: format!(
                "{}{}",
                figure::report_cell(desk, report, one)
                    .text
                    .unwrap_or_default(),
                indicator.unit
            ),
            change: figure::newest_change(desk, body, indicator),
        });
    }
    found.sort_by_key(|headline| headline.change.is_none());
    found.truncate(HEADLINES);
    found
}
