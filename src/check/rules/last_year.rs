//! Y01: a figure of last year, quoted now, that differs from the one published then. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::draft(
    "Y01",
    &["last-year-figure-differs"],
    include_str!("last_year.md"),
    find,
);
const LAST_YEAR_FIGURE_DIFFERS: FindingForm = RULE.error(
    "last-year-figure-differs",
    "mend the number, or add an entry to the corrections of that year",
    "请更正数字；确需修订上年数据的，请在该年 `corrections.yaml` 中登记",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for figure in &known.report.figures {
        let Some(year) = figure.for_year.filter(|year| *year != known.report.year) else {
            continue;
        };
        let Some(earlier) = known.world.report_of(known.report.series(), year) else {
            continue;
        };
        let published = earlier
            .figures
            .iter()
            .find(|one| one.indicator == figure.indicator && one.is_of(year));
        let Some(then) = published.filter(|then| then.value != figure.value) else {
            continue;
        };
        // A correction that gives the number quoted now explains the difference.
        let number = figure.value.to_string();
        let corrected = earlier
            .corrections
            .iter()
            .chain(&known.report.corrections)
            .any(|one| one.now.contains(&number) || one.was.contains(&number));
        if corrected || then.corrected.is_some_and(|(was, _)| was == figure.value) {
            continue;
        }
        let (now, was) = (figure.value, then.value);
        let words = Words::new(
            format!("{now} is given for {year}, but the report of {year} says {was}"),
            format!("此处写{year}年为{now}，{year}年报告写的是{was}"),
        );
        let place = quoted(draft, &figure.quote);
        out.push(LAST_YEAR_FIGURE_DIFFERS.at(place, words));
    }
    out
}
