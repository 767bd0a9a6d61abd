//! P02: signed before the reporting period ended. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Place, Words};
use crate::import::LineRole;

pub(crate) const RULE: Rule = Rule {
    code: "P02",
    names: &["signed-before-year-end"],
    page: include_str!("early.md"),
    run: RuleRun::Draft(find),
};

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let (Some(year), Some(date)) = (draft.year(), draft.signed_on()) else {
        return Vec::new();
    };
    if *date >= *format!("{year}-12-31") {
        return Vec::new();
    }
    let words = Words::new(
        format!("signed on {date}, before the year ended"),
        format!("{date}签署，早于报告年度结束"),
    );
    let hint = Words::new(
        "say up to which day the figures count; pages mark them [p]",
        "请写明数据统计至哪一天；网页上这些数字会标注 [p]",
    );
    vec![finding(
        Level::Warning,
        ("P02", "signed-before-year-end"),
        date_place(draft),
        words,
        hint,
    )]
}

/// The line of the date under the text, else the front matter's signature.
pub(super) fn date_place(draft: &ReportDraft<'_>) -> Place {
    let blocks = &draft.study.outline.blocks;
    match blocks
        .iter()
        .rposition(|block| block.role == LineRole::Date)
    {
        Some(at) => draft.place(at, 0..blocks[at].line.text.len()),
        None => draft.key("signed"),
    }
}
