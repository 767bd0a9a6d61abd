//! Which body has a report for which year, on the portal's home and on the page of all years. Enter at [`GridRow`].

use super::BodyName;
use serde::Serialize;

/// One body's row of the completeness grid.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GridRow {
    /// The body.
    pub body: BodyName,
    /// The kind of report; null where the body has one kind only.
    pub kind: Option<String>,
    /// One cell a year.
    pub cells: Vec<GridCell>,
}

/// One year of one body.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GridCell {
    /// The year.
    pub year: i16,
    /// 年报, 部分年度, 无报告.
    pub word: String,
    /// `report`, `partial`, `none`.
    pub state: &'static str,
    /// The report, relative to the page.
    pub href: Option<String>,
}

/// A year in a heading.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct YearHead {
    /// The year.
    pub year: i16,
    /// The page of the year, null where the site has none.
    pub href: Option<String>,
}
