//! P05: the day of publication: missing, or before the day of signing. Enter at [`RULE`].

use super::{Rule, Run};
use crate::check::draft::Draft;
use crate::check::finding::{Finding, finding};
use crate::diagnostic::{Level, Words};
use crate::report::Status;

pub(crate) const RULE: Rule = Rule {
    code: "P05",
    names: &["publish-date"],
    page: include_str!("publication.md"),
    run: Run::Draft(find),
};

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let report = known.report;
    match (report.published, report.status) {
        (None, Status::Draft) => Vec::new(),
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
            vec![finding(
                level,
                ("P05", "publish-date"),
                draft.key("published"),
                words,
                hint,
            )]
        }
        (Some(published), _) => {
            let Some(signed) = report.signed_on.filter(|signed| published < *signed) else {
                return Vec::new();
            };
            let words = Words::new(
                format!("published on {published}, before it was signed on {signed}"),
                format!("发布日期{published}早于签署日期{signed}"),
            );
            let hint = Words::new(
                "one of the two dates is wrong",
                "两个日期必有一个写错，请核对",
            );
            vec![finding(
                Level::Error,
                ("P05", "publish-date"),
                draft.key("published"),
                words,
                hint,
            )]
        }
    }
}
