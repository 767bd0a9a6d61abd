//! Y07: how much of the text is that of last year. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};

pub(crate) const RULE: Rule = Rule {
    code: "Y07",
    names: &["carried-over-share"],
    page: include_str!("carried.md"),
    run: RuleRun::Draft(find),
};

/// Per cent of sentences from which it is worth saying.
const MUCH: usize = 50;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(comparison) = draft.known.and_then(|known| known.comparison) else {
        return Vec::new();
    };
    let (share, carried) = (
        comparison.summary.carried_percent(),
        comparison.summary.carried,
    );
    if share < MUCH {
        return Vec::new();
    }
    let year = comparison.old_year;
    let words = Words::new(
        format!(
            "{share}% of the sentences ({carried}) are those of {year}, official formulas apart"
        ),
        format!("除固定表述外，{share}%的句子（{carried}句）与{year}年相同"),
    );
    let hint = Words::new("say what was done this year", "请写出本年度的实际工作");
    vec![finding(
        Level::Info,
        ("Y07", "carried-over-share"),
        draft.whole(),
        words,
        hint,
    )]
}
