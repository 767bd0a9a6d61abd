//! P05: the day of publication: missing, before the day of signing, or another than was published before. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Place, Words};
use crate::report::{Report, Status};
use jiff::civil::Date;

pub(crate) const RULE: Rule = Rule {
    code: "P05",
    names: &["publish-date"],
    page: include_str!("publication.md"),
    run: RuleRun::Draft(find),
};

const ID: (&str, &str) = ("P05", "publish-date");

/// Another day than was published before. What was published is no source of the site: the pages of a build, those of quality among them,
/// must not depend on it, so only the check of a whole site asks.
pub(crate) fn changed(report: &Report, place: &Place, earlier: Date) -> Option<Finding> {
    if Some(earlier) == report.published {
        return None;
    }
    let now = report
        .published
        .map_or_else(|| "null".to_owned(), |day| day.to_string());
    let words = Words::new(
        format!("published on {earlier} before, now {now}"),
        format!("此前公开的发布日期是{earlier}，现在写{now}"),
    );
    let hint = Words::new(
        "the day of publication is declared once; write what was published first",
        "发布日期只能声明一次，请改回首次公开的日期",
    );
    Some(finding(Level::Error, ID, place.clone(), words, hint))
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let report = known.report;
    let mut out = Vec::new();
    let mut say = |level, words, hint| {
        let place = draft.key("published");
        out.push(finding(level, ID, place, words, hint));
    };
    match (report.published, report.status) {
        (None, Status::Draft) => {}
        (None, status) => {
            let level = if status == Status::Archived {
                Level::Warning
            } else {
                Level::Error
            };
            let words = Words::new("the day of publication is missing", "缺少发布日期");
            let hint = Words::new(
                "write `published:` as the page that first had it says; never guess it",
                "请按首次公开的网页填写 `published:`，不要推测",
            );
            say(level, words, hint);
        }
        (Some(published), _) => {
            if let Some(signed) = report.signed_on.filter(|signed| published < *signed) {
                let words = Words::new(
                    format!("published on {published}, before it was signed on {signed}"),
                    format!("发布日期{published}早于签署日期{signed}"),
                );
                let hint = Words::new(
                    "one of the two dates is wrong",
                    "两个日期必有一个写错，请核对",
                );
                say(Level::Error, words, hint);
            }
        }
    }
    out
}
