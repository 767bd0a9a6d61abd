//! Figures of a body (`figures.html`, variable `figures`; `figure.html`, variable `figure`).

use super::{CellView, FlagWord, LinkView, Rail};
use crate::render::draw::chart::Chart;
use serde::Serialize;

/// `figures` in `figures.html`: one table of all figures and years.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FiguresView {
    /// The rail.
    pub rail: Rail,
    /// Years, oldest first.
    pub years: Vec<i16>,
    /// Figures by topic.
    pub groups: Vec<FigureGroup>,
    /// The codes used in the table.
    pub legend: Vec<FlagWord>,
}

/// The figures of one topic.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FigureGroup {
    /// Topic's name.
    pub topic: String,
    /// Its figures.
    pub rows: Vec<FigureRow>,
}

/// One figure over all years.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FigureRow {
    /// Name, linked to its page.
    pub link: LinkView,
    /// Unit.
    pub unit: String,
    /// 期末数, 当年数, 累计数, 比率.
    pub kind: String,
    /// One cell a year.
    pub cells: Vec<CellView>,
    /// The newest change in words.
    pub change: Option<String>,
}

/// `figure` in `figure.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FigureView {
    /// The rail.
    pub rail: Rail,
    /// 网格数
    pub name: String,
    /// 个
    pub unit: String,
    /// 期末数, 当年数, 累计数, 比率.
    pub kind: String,
    /// What that kind means, one sentence.
    pub kind_note: String,
    /// Topic, linked.
    pub topic: LinkView,
    /// What is counted.
    pub definition: String,
    /// One row a year, oldest first.
    pub rows: Vec<YearRow>,
    /// The codes used.
    pub legend: Vec<FlagWord>,
    /// Changes of definition: year and what changed.
    pub breaks: Vec<(i16, String)>,
    /// From three comparable points on.
    pub chart: Option<Chart>,
    /// Figures it is a part of, made of, or a rate of: words and link.
    pub related: Vec<LinkView>,
}

/// One year of a figure.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct YearRow {
    /// Year.
    pub year: i16,
    /// Value.
    pub cell: CellView,
    /// Change in words against the nearest earlier year, null in the first.
    pub change: Option<String>,
    /// A note.
    pub note: Option<String>,
}
