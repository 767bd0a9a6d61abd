//! A report (`report.html`, variable `report`).

use super::promise::PromiseView;
use super::table::TablesView;
use super::{CellView, LinkView, Rail};
use serde::Serialize;

/// `report` in `report.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportView {
    /// Whether it is a draft, which search engines are asked to leave alone.
    pub draft: bool,
    /// Year reported on.
    pub year: i16,
    /// Title as issued.
    pub title: String,
    /// The body that signed it, as it stands under the text.
    pub signed_by: Option<String>,
    /// ISO date of signing, null where unknown.
    pub signed_on: Option<String>,
    /// ISO date (`2021-01-08`) or date and time (`2021-01-08 09:30`) of publication, null where unknown.
    pub published: Option<String>,
    /// The text as HTML, safe: headings with `id="s-…"`, sentences `<span id="p-…" class="sentence" data-mark="新|改|数|移" data-mark-text="…">`
    /// (marks only where there is an earlier report), figures `<span class="figure" data-figure="id">`. After a paragraph that holds figures stands
    /// `<div class="notes" data-not-text>` with one `<details class="figure-note"><summary>…</summary>…</details>` each. Nothing else is text.
    pub html: String,
    /// Contents list: sections with own-line headings and run-in leads.
    pub toc: Vec<TocEntry>,
    /// Statutory parts, found or missing.
    pub parts: Vec<PartView>,
    /// The metadata table in the order of the label set; a null value is shown as 未知.
    pub meta: Vec<MetaRow>,
    /// The deadline badge: `state` is `on-time`, `late`, `unknown`.
    pub deadline: DeadlineView,
    /// The rail.
    pub rail: Rail,
    /// The year before among existing reports.
    pub previous: Option<LinkView>,
    /// The year after among existing reports.
    pub next: Option<LinkView>,
    /// Comparison with the year before.
    pub comparison: Option<LinkView>,
    /// Its plain sentence.
    pub summary: Option<String>,
    /// What was checked in it.
    pub quality: LinkView,
    /// The tables that its kind asks for, null where there are none.
    pub tables: Option<TablesView>,
    /// All figures of the report in text order.
    pub figures: Vec<ReportFigure>,
    /// What it promises.
    pub promises: Vec<PromiseView>,
    /// Cited documents with the number of citations.
    pub citations: Vec<CitationLine>,
    /// The correction log, newest first.
    pub corrections: Vec<CorrectionView>,
    /// 草稿 or 存档 notice, null for a published report.
    pub notice: Option<String>,
    /// Whether the data end before the year does.
    pub partial: bool,
}

/// An entry of the contents list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TocEntry {
    /// `#s-1-6`
    pub href: String,
    /// `(六) 依法有效化解社会矛盾纠纷`
    pub title: String,
    /// 1, 2 or 3.
    pub level: usize,
    /// Entries below.
    pub children: Vec<TocEntry>,
}

/// A part that the law asks for.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PartView {
    /// `measures`, `shortcomings`, `causes`, `first_responsible`, `plan`, `other`.
    pub id: String,
    /// 主要举措和成效
    pub name: String,
    /// `found`, `merged` (shares its section with another part) or `missing`.
    pub state: &'static str,
    /// 已载明, 与其他部分合并, 未见.
    pub word: String,
    /// The sections that hold it.
    pub sections: Vec<LinkView>,
}

/// A row of the metadata table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MetaRow {
    /// 成文日期
    pub label: String,
    /// The value, null where unknown.
    pub value: Option<String>,
}

/// Whether it was published in time.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DeadlineView {
    /// `on-time`, `late`, `unknown`.
    pub state: &'static str,
    /// 按期公开, 逾期公开, 公开日期未知.
    pub word: String,
    /// The rule and the day, with its source.
    pub rule: String,
}

/// A figure of the report.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportFigure {
    /// Name and link to the figure's page.
    pub link: LinkView,
    /// Value with unit and flags, linked to its sentence.
    pub cell: CellView,
    /// Unit.
    pub unit: String,
    /// 期末数, 当年数, 累计数, 比率.
    pub kind: String,
    /// Change in words against the nearest earlier year, null where there is none.
    pub change: Option<String>,
}

/// A cited document.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CitationLine {
    /// Name as printed, linked to its page.
    pub link: LinkView,
    /// How often this report cites it.
    pub count: usize,
}

/// An entry of the correction log.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CorrectionView {
    /// Version it made.
    pub version: u32,
    /// ISO date.
    pub on: String,
    /// 更正, 修订, 补充, 隐去.
    pub class: String,
    /// The words before.
    pub was: String,
    /// The words after.
    pub now: String,
    /// The reason.
    pub reason: String,
    /// Who approved it.
    pub approved_by: String,
    /// The sentence, relative to the page, where the new words stand.
    pub href: Option<String>,
}
