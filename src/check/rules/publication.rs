//! P05: the day of publication: missing, before the day of signing, or another than was published before. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::{Level, Place, Words};
use crate::report::{Report, Status};
use jiff::civil::Date;

pub(crate) const RULE: Rule = Rule::draft(
    "P05",
    &["publish-date"],
    include_str!("publication.md"),
    find,
);
const OTHER_DAY: FindingForm = RULE.error(
    "publish-date",
    "the day of publication is declared once; write what was published first",
    "发布日期只能声明一次，请改回首次公开的日期",
);

const MISSING: FindingForm = RULE.error(
    "publish-date",
    "write `published:` as the page that first had it says; never guess it",
    "请按首次公开的网页填写 `published:`，不要推测",
);
const BEFORE_SIGNING: FindingForm = RULE.error(
    "publish-date",
    "one of the two dates is wrong",
    "两个日期必有一个写错，请核对",
);

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
    Some(OTHER_DAY.at(place.clone(), words))
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let report = known.report;
    let place = || draft.key("published");
    let found = match (report.published, report.status) {
        (None, Status::Draft) => None,
        (None, status) => {
            let form = match status {
                Status::Archived => MISSING.weighing(Level::Warning),
                _ => MISSING,
            };
            let words = Words::new("the day of publication is missing", "缺少发布日期");
            Some(form.at(place(), words))
        }
        (Some(published), _) => {
            let signed = report.signed_on.filter(|signed| published < *signed);
            signed.map(|signed| {
                let words = Words::new(
                    format!("published on {published}, before it was signed on {signed}"),
                    format!("发布日期{published}早于签署日期{signed}"),
                );
                BEFORE_SIGNING.at(place(), words)
            })
        }
    };
    found.into_iter().collect()
}
