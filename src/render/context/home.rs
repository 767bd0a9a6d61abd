//! The portal's home (`index.html`, variable `home`) and a body's home (`town.html`, variable `town`).

use super::grid::{GridRow, YearHead};
use super::{BodyName, LinkView, Rail};
use serde::Serialize;

/// `home` in `index.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HomeView {
    /// HTML of `content/_index.md`, safe.
    pub content: String,
    /// Every body with its rail and newest report.
    pub bodies: Vec<BodyCard>,
    /// Completeness grid: the years in the header, oldest first.
    pub years: Vec<YearHead>,
    /// Rows of the grid in the order of bodies.
    pub grid: Vec<GridRow>,
}

/// A body on the portal's home.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BodyCard {
    /// Names and home.
    pub body: BodyName,
    /// Its years.
    pub rail: Rail,
    /// Its newest report.
    pub latest: Option<LinkView>,
    /// Its newest comparison: the link's words name both years.
    pub comparison: Option<LinkView>,
    /// The plain sentence of that comparison.
    pub summary: Option<String>,
}

/// `town` in `town.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TownView {
    /// HTML of the body's `_index.md`, safe.
    pub content: String,
    /// Its years.
    pub rail: Rail,
    /// Newest first.
    pub reports: Vec<ReportLine>,
    /// The newest comparison with its sentence; null while there is one report.
    pub comparison: Option<LinkView>,
    /// The plain sentence of that comparison.
    pub summary: Option<String>,
    /// Up to six headline figures of the newest report.
    pub headlines: Vec<HeadlineView>,
    /// Open promises: id, quote, year of origin, link to the quote.
    pub open_promises: Vec<super::promise::PromiseView>,
    /// Number of open promises, of which `open_promises` shows the first.
    pub open_promise_count: usize,
    /// What will be here with the next report, while there is only one; null later.
    pub expectation: Option<String>,
    /// What the kind of report shown first is called; null where the body has one kind only.
    pub kind: Option<String>,
    /// The other kinds of report that the body has.
    pub others: Vec<OtherKind>,
}

/// A kind of report beside the one that is shown first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OtherKind {
    /// Id of the profile.
    pub id: String,
    /// 政府信息公开工作年度报告
    pub name: String,
    /// Its years.
    pub rail: Rail,
    /// Newest first.
    pub reports: Vec<ReportLine>,
    /// The newest comparison; null while there is one report.
    pub comparison: Option<LinkView>,
    /// The plain sentence of that comparison.
    pub summary: Option<String>,
    /// Its pages: 比较, 数字, 承诺, 主题, 引用文件.
    pub pages: Vec<LinkView>,
}

/// A report in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportLine {
    /// Year.
    pub year: i16,
    /// Link with the title as issued.
    pub link: LinkView,
    /// ISO date, null where unknown.
    pub signed_on: Option<String>,
    /// ISO date, null where unknown.
    pub published: Option<String>,
    /// 已发布, 存档（原文照录）, 草稿.
    pub status: String,
    /// Whether its data end before the year does.
    pub partial: bool,
    /// Number of corrections.
    pub corrections: usize,
}

/// A headline figure.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HeadlineView {
    /// Name of the figure and link to its page.
    pub link: LinkView,
    /// `104个`
    pub value: String,
    /// Change in words, or null where there is nothing to compare with.
    pub change: Option<String>,
}
