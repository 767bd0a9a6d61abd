//! Bodies side by side, in fixed order: years (`years.html`, `year.html`), figures (`shared_figures.html`, `shared_figure.html`),
//! topics (`shared_topics.html`, `shared_topic.html`).

use super::grid::{GridRow, YearHead};
use super::topic::TopicSection;
use super::{BodyName, CellView, FlagWord, LinkView};
use serde::Serialize;

/// `years` in `years.html`: which body has a report for which year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct YearsView {
    /// Oldest first.
    pub years: Vec<YearHead>,
    /// Rows in the order of bodies.
    pub grid: Vec<GridRow>,
}

/// `year` in `year.html`: what each body's report of a year holds.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OneYearView {
    /// The year.
    pub year: i16,
    /// The years before and after that have reports.
    pub previous: Option<LinkView>,
    /// The same, after.
    pub next: Option<LinkView>,
    /// One table for each kind of report.
    pub kinds: Vec<KindView>,
}

/// The reports of one kind.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct KindView {
    /// Id.
    pub id: String,
    /// 法治政府建设年度报告
    pub name: String,
    /// The parts that the law asks for.
    pub parts: Vec<String>,
    /// Rows in the order of bodies.
    pub rows: Vec<CompletenessRow>,
}

/// One body's report.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CompletenessRow {
    /// The body.
    pub body: BodyName,
    /// The report, null where there is none.
    pub report: Option<LinkView>,
    /// ISO date, null where unknown.
    pub signed_on: Option<String>,
    /// ISO date, null where unknown.
    pub published: Option<String>,
    /// 按期公开, 逾期公开, 公开日期未知.
    pub deadline: String,
    /// One cell a part: 已载明, 与其他部分合并, 未见, linked to its first section.
    pub parts: Vec<PartCell>,
    /// Sentences of the text.
    pub sentences: usize,
    /// Figures that quote the text.
    pub figures: usize,
    /// Promises made.
    pub promises: usize,
}

/// A part in a cell.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PartCell {
    /// 已载明, 与其他部分合并, 未见.
    pub word: String,
    /// Its first section.
    pub href: Option<String>,
}

/// `figures` in `shared_figures.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedFiguresView {
    /// Figures by topic, in the order of the dictionary.
    pub groups: Vec<SharedGroup>,
}

/// The figures of one topic.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedGroup {
    /// Topic's name.
    pub topic: String,
    /// Its figures.
    pub lines: Vec<SharedLine>,
}

/// A figure in the list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedLine {
    /// Name, linked.
    pub link: LinkView,
    /// Unit.
    pub unit: String,
    /// 期末数, 当年数, 累计数, 比率.
    pub kind: String,
    /// How many bodies report it.
    pub bodies: usize,
}

/// `figure` in `shared_figure.html`: one figure, bodies down, years across.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedFigureView {
    /// 网格数
    pub name: String,
    /// 个
    pub unit: String,
    /// 期末数, 当年数, 累计数, 比率.
    pub kind: String,
    /// What is counted.
    pub definition: String,
    /// Years, oldest first.
    pub years: Vec<i16>,
    /// Rows in the order of bodies.
    pub rows: Vec<SharedRow>,
    /// The codes used.
    pub legend: Vec<FlagWord>,
    /// Changes of definition: year and what changed.
    pub breaks: Vec<(i16, String)>,
}

/// One body's row.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedRow {
    /// The body.
    pub body: BodyName,
    /// The kind of report; null where the body has one kind only.
    pub kind: Option<String>,
    /// Its own page of the figure, null where it never reports it.
    pub href: Option<String>,
    /// One cell a year.
    pub cells: Vec<CellView>,
}

/// `topics` in `shared_topics.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedTopicsView {
    /// Topics in the order of the outline.
    pub topics: Vec<SharedTopicLine>,
}

/// A topic in the list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedTopicLine {
    /// Name.
    pub name: String,
    /// Its years, newest first.
    pub years: Vec<LinkView>,
}

/// `topic` in `shared_topic.html`: what each body wrote of a topic in a year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedTopicView {
    /// 行政执法
    pub name: String,
    /// The year.
    pub year: i16,
    /// Other years of the topic, oldest first.
    pub years: Vec<LinkView>,
    /// The bodies that are asked to write of it, in fixed order.
    pub bodies: Vec<TopicBody>,
    /// Its figures in that year.
    pub figures: Vec<SharedValues>,
    /// The codes used.
    pub legend: Vec<FlagWord>,
}

/// One body's words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TopicBody {
    /// The body.
    pub body: BodyName,
    /// The kind of report; null where the body has one kind only.
    pub kind: Option<String>,
    /// Its report, null where it has none for the year.
    pub report: Option<LinkView>,
    /// What it wrote; empty where it did not.
    pub sections: Vec<TopicSection>,
}

/// A figure of several bodies in one year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SharedValues {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// One cell a body, in the order of `bodies`.
    pub cells: Vec<CellView>,
}
