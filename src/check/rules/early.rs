//! P02: signed before the reporting period ended. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::{Place, Words};
use crate::import::LineRole;

pub(crate) const RULE: Rule = Rule::draft(
    "P02",
    &["signed-before-year-end"],
    include_str!("early.md"),
    find,
);
const SIGNED_BEFORE_YEAR_END: FindingForm = RULE.warning(
    "signed-before-year-end",
    "say up to which day the figures count; pages mark them [p]",
    "请写明数据统计至哪一天；网页上这些数字会标注 [p]",
);

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
    vec![SIGNED_BEFORE_YEAR_END.at(date_place(draft), words)]
}

/// The line of the date under the text, else the front matter's signature.
pub(super) fn date_place(draft: &ReportDraft<'_>) -> Place {
    let blocks = &draft.outline.blocks;
    match blocks
        .iter()
        .rposition(|block| block.role == LineRole::Date)
    {
        Some(at) => draft.place(at, 0..blocks[at].line.text.len()),
        None => draft.key("signed"),
    }
}
