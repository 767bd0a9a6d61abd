//! P03: published too late after the year, or after signing. Enter at [`RULE`].

use super::{Rule, Run};
use crate::check::draft::Draft;
use crate::check::finding::{Finding, finding};
use crate::diagnostic::{Level, Place, Words};
use crate::report::BodyKind;
use jiff::civil::{Date, Weekday};

pub(crate) const RULE: Rule = Rule {
    code: "P03",
    names: &["published-late"],
    page: include_str!("late.md"),
    run: Run::Draft(find),
};

/// Working days within which a document is published once it is formed.
const DAYS: usize = 20;
/// Weekdays of the longest run of public holidays, which count as no working days.
const HOLIDAYS: usize = 6;

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let read = draft.study.report.published.as_deref().and_then(day);
    let published = match draft.known {
        Some(known) => known.report.published,
        None => read,
    };
    let (Some(published), Some(year)) = (published, draft.year()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let profile = draft.profile();
    let kind = draft.known.map_or("", |known| match known.body.kind {
        BodyKind::Town => "town",
        BodyKind::Street => "street",
        BodyKind::County => "county",
        BodyKind::Department => "department",
    });
    let deadline = profile.deadline_of.get(kind).unwrap_or(&profile.deadline);
    let limit = i16::try_from(year + 1)
        .ok()
        .and_then(|year| Date::new(year, deadline.month, deadline.day).ok());
    if limit.is_some_and(|limit| published >= limit) {
        let words = Words::new(
            format!(
                "published on {published}, not before 1 April of {}",
                year + 1
            ),
            format!("{published}发布，未在{}年4月1日之前公开", year + 1),
        );
        out.push(say(place(draft), words));
    }
    let dated = draft.study.report.dated.clone();
    let signed = draft.signed_on().or(dated).as_deref().and_then(day);
    if let Some(signed) = signed.filter(|signed| *signed < published) {
        let days = weekdays(signed, published);
        if days > DAYS + HOLIDAYS {
            let words = Words::new(
                format!("published {days} weekdays after signing"),
                format!("签署后{days}个工作日（未扣除法定节假日）才发布"),
            );
            out.push(say(place(draft), words));
        }
    }
    out
}

fn say(place: Place, words: Words) -> Finding {
    let hint = Words::new(
        "the date stays as it is; write the reason as a waiver",
        "发布日期不能改动；请在 allow 中说明原因",
    );
    finding(
        Level::Warning,
        ("P03", "published-late"),
        place,
        words,
        hint,
    )
}

pub(super) fn place(draft: &Draft<'_>) -> Place {
    draft.key("published")
}

pub(super) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Mondays to Fridays after one day up to another; counted up to two years, which is late enough.
fn weekdays(from: Date, to: Date) -> usize {
    let is_weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    from.series(jiff::Span::new().days(1))
        .skip(1)
        .take(730)
        .take_while(|day| *day <= to)
        .filter(is_weekday)
        .count()
}
