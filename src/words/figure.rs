//! Words beside figures: kinds, and what must be known to read a value. Enter at [`flag`].

use super::language::either;
use crate::diagnostic::Language;
use crate::report::IndicatorKind;
use crate::report::compare::FigureFlag;

/// What a letter in brackets means.
pub(crate) fn flag(language: Language, flag: FigureFlag) -> &'static str {
    match flag {
        FigureFlag::NotGiven => either(language, "未公布", "not given"),
        FigureFlag::NoReport => either(language, NO_REPORT, "no report"),
        FigureFlag::Silent => either(language, "未提及", "silent in one of the two"),
        FigureFlag::Break => either(language, "口径变化", "definition changed"),
        FigureFlag::Partial => either(language, PART_OF_YEAR, "part of a year"),
        FigureFlag::Corrected => either(language, "已更正", "corrected"),
        FigureFlag::Approximate => either(language, "约数", "approximate"),
    }
}

/// A year without a report.
pub(crate) const NO_REPORT: &str = "无报告";

/// A year whose report ends early.
pub(crate) const PART_OF_YEAR: &str = "部分年度";

/// 期末数, 当年数, 累计数, 比率.
pub(crate) fn kind(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Stock => "期末数",
        IndicatorKind::Flow => "当年数",
        IndicatorKind::Cumulative => "累计数",
        IndicatorKind::Rate => "比率",
    }
}

/// What a kind means, in one sentence.
pub(crate) fn kind_note(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Stock => "期末数是期末这一天的状态，可与上年期末数比较。",
        IndicatorKind::Flow => "当年数是这一年内发生的数量，只与整年的当年数比较。",
        IndicatorKind::Cumulative => "累计数从开始统计时算起，与上年的差是本年新增。",
        IndicatorKind::Rate => "比率之间的变化以百分点表示。",
    }
}
