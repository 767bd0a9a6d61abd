//! Fills the grid of bodies and years, for the portal's home and the page of all years. Enter at [`grid_rows`].

use super::PageContext;
use crate::render::context::grid::{GridCell, GridRow, YearHead};
use crate::report::{ReportingBody, Year};
use crate::site::address::ShownReport;
use crate::words::{figure, page_title};

/// The address of the page that shows this, where the site has one.
pub(super) fn page_link(desk: PageContext<'_>, shows: &ShownReport) -> Option<String> {
    let pages = desk.site.generated.iter();
    let found = pages
        .rev()
        .find(|page| page.body.is_none() && page.shows == *shows)?;
    Some(desk.to(&found.path))
}

/// All years from the first report to the last, each with its page where there is one.
pub(super) fn year_heads(desk: PageContext<'_>) -> Vec<YearHead> {
    let years = || desk.reports.reports.iter().map(|report| report.year);
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        return Vec::new();
    };
    let head = |year| YearHead {
        year,
        href: page_link(desk, &ShownReport::OneYear(year)),
    };
    (first..=last).map(head).collect()
}

/// A row for each kind of report that the body has.
pub(super) fn grid_rows(
    desk: PageContext<'_>,
    body: &ReportingBody,
    years: &[Year],
) -> Vec<GridRow> {
    let kinds = desk.reports.kinds(&body.id).into_iter();
    kinds
        .map(|kind| grid_row(desk.about(kind), body, years))
        .collect()
}

fn grid_row(desk: PageContext<'_>, body: &ReportingBody, years: &[Year]) -> GridRow {
    let cell = |year: &Year| {
        let report = desk.get(&body.id, *year);
        let (state, word) = match report {
            None => ("none", figure::NO_REPORT),
            Some(report) if report.is_partial() => ("partial", figure::PART_OF_YEAR),
            Some(_) => ("report", page_title::REPORT),
        };
        GridCell {
            year: *year,
            word: word.to_owned(),
            state,
            href: report.map(|report| desk.to(&desk.report_address(report))),
        }
    };
    GridRow {
        body: desk.body_name(body),
        kind: desk.kind_name(body),
        cells: years.iter().map(cell).collect(),
    }
}
