//! What pages of reports are called, in menus and above themselves. Enter at [`menu`] and [`list`].

use crate::report::Year;
use crate::site::address::ShownReport;

/// The lists of a body's reports of one kind, in the order of menus.
pub(crate) const OF_SERIES: [ShownReport; 5] = [
    ShownReport::Comparisons,
    ShownReport::Figures,
    ShownReport::Commitments,
    ShownReport::Topics,
    ShownReport::Laws,
];

/// The lists of the whole site, in the order of its menu.
pub(crate) const OF_SITE: [ShownReport; 4] = [
    ShownReport::Years,
    ShownReport::SharedFigures,
    ShownReport::SharedTopics,
    ShownReport::Data,
];

/// The site's home and a body's.
pub(crate) const HOME: &str = "首页";

/// What was checked in a report.
pub(crate) const QUALITY: &str = "检查说明";

/// The short name of what a page belongs to, as menus have it.
pub(crate) fn menu(shows: &ShownReport) -> &'static str {
    match shows {
        ShownReport::Town => HOME,
        ShownReport::Comparisons | ShownReport::Comparison { .. } => "比较",
        ShownReport::Quality(_) => QUALITY,
        ShownReport::Figures | ShownReport::Figure(_) => "数字",
        ShownReport::SharedFigures | ShownReport::SharedFigure(_) => "数字",
        ShownReport::Commitments => "承诺",
        ShownReport::Topics | ShownReport::Topic(_) => "主题",
        ShownReport::SharedTopics | ShownReport::SharedTopic { .. } => "主题",
        ShownReport::Laws | ShownReport::Law(_) => "引用文件",
        ShownReport::Data => "数据",
        ShownReport::Years | ShownReport::OneYear(_) => "年份",
    }
}

/// The title of a list; where it has none of its own, the name that menus have.
pub(crate) fn list(shows: &ShownReport) -> &'static str {
    match shows {
        ShownReport::Comparisons => "历年比较",
        ShownReport::Figures => "历年数字",
        ShownReport::Commitments => "承诺台账",
        ShownReport::Data => "开放数据",
        ShownReport::Years => "各年年报",
        ShownReport::SharedFigures => "各机关数字",
        ShownReport::SharedTopics => "各机关主题",
        other => menu(other),
    }
}

/// The title of a comparison of two years.
pub(crate) fn comparison(old: Year, new: Year) -> String {
    format!("{new}年与{old}年比较")
}

/// The title of the page that says what was checked in a report.
pub(crate) fn quality(year: Year) -> String {
    format!("{year}年报告的{QUALITY}")
}

/// The title of the page of all bodies' reports of a year.
pub(crate) fn one_year(year: Year) -> String {
    format!("{year}年年报")
}

/// A report, where its body and year stand beside it.
pub(crate) const REPORT: &str = "年报";

/// A year, as links and heads of columns have it.
pub(crate) fn year(year: Year) -> String {
    format!("{year}年")
}
