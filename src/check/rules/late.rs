//! P03: published or sent to the body above too late. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::terms::HolidayYear;
use crate::diagnostic::Words;
use crate::report::BodyKind;
use crate::report::profile::ReportDeadline;
use jiff::civil::{Date, Weekday};

pub(crate) const RULE: Rule = Rule::draft(
    "P03",
    &["published-late", "filed-late"],
    include_str!("late.md"),
    find,
);
const FILED_LATE: FindingForm = RULE.warning("filed-late", "", "");
const PUBLISHED_LATE: FindingForm = RULE.warning(
    "published-late",
    "the date stays as it is; write the reason as a waiver",
    "发布日期不能改动；请在 allow 中说明原因",
);

/// Working days within which a document is published once it is formed.
const DAYS: usize = 20;
/// Weekdays of the longest run of public holidays, for years whose holidays are not known.
const HOLIDAYS: usize = 6;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = published(draft);
    out.extend(filed(draft));
    out
}

/// Sent to the body above on or after the day by which that is due.
fn filed(draft: &ReportDraft<'_>) -> Option<Finding> {
    let filed = draft.known?.report.filed?;
    let filing = draft.profile().filing.as_ref()?;
    let limit = day_of(filing, draft.year()?).filter(|limit| filed >= *limit)?;
    let words = Words::new(
        format!("sent to the body above on {filed}, not before {limit}"),
        format!("{filed}上报，未在{limit}之前报送上一级"),
    );
    let (rule, source) = (&filing.words, &filing.source);
    let hint = Words::new(
        "the date stays as it is; write the reason as a waiver",
        format!("{source}：{rule}；日期不能改动，请在 allow 中说明原因"),
    );
    Some(FILED_LATE.hinting(draft.key("filed"), words, hint))
}

/// The day of a deadline in the year after the one reported on.
fn day_of(deadline: &ReportDeadline, year: i32) -> Option<Date> {
    let next = i16::try_from(year + 1).ok()?;
    Date::new(next, deadline.month, deadline.day).ok()
}

fn published(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let read = draft.facts.published.as_deref().and_then(day);
    let published = match draft.known {
        Some(known) => known.report.published,
        None => read,
    };
    let (Some(published), Some(year)) = (published, draft.year()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let profile = draft.profile();
    // A law may set another day for each kind of body; where it does not, the deadline of the profile counts for all.
    let kind = draft.known.map_or("", |known| match known.body.kind {
        BodyKind::Town => "town",
        BodyKind::Street => "street",
        BodyKind::County => "county",
        BodyKind::Department => "department",
    });
    let deadline = profile.deadline_of.get(kind).unwrap_or(&profile.deadline);
    if let Some(limit) = day_of(deadline, year).filter(|limit| published >= *limit) {
        let words = Words::new(
            format!("published on {published}, not before {limit}"),
            format!("{published}发布，未在{limit}之前公开"),
        );
        out.push(PUBLISHED_LATE.at(draft.key("published"), words));
    }
    let dated = draft.facts.dated.clone();
    let signed = draft.signed_on().or(dated).as_deref().and_then(day);
    if let Some(signed) = signed.filter(|signed| *signed < published) {
        let words = after_signing(&draft.terms.holidays, signed, published);
        out.extend(words.map(|words| PUBLISHED_LATE.at(draft.key("published"), words)));
    }
    out
}

/// What there is to say where publication took more than twenty working days.
fn after_signing(holidays: &[HolidayYear], signed: Date, published: Date) -> Option<Words> {
    // The holidays of a year are set by the State Council year by year and cannot be computed. For years that are not in the table every weekday counts,
    // less the longest run of holidays, so that nobody is told of a delay that was a holiday.
    let years = signed.year()..=published.year();
    let is_known = |year: i16| holidays.iter().any(|one| one.year == year.to_string());
    let days = working_days(holidays, signed, published);
    if years.into_iter().all(is_known) {
        let words = || {
            Words::new(
                format!("published {days} working days after signing; {DAYS} are allowed"),
                format!("签署后第{days}个工作日才发布，应在{DAYS}个工作日内"),
            )
        };
        return (days > DAYS).then(words);
    }
    let words = || {
        Words::new(
            format!("published {days} weekdays after signing (public holidays are not known)"),
            format!("签署后{days}个工作日才发布（该年法定节假日未知，未扣除）"),
        )
    };
    (days > DAYS + HOLIDAYS).then(words)
}

pub(super) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Working days after one day up to another; counted up to two years, which is late enough.
fn working_days(holidays: &[HolidayYear], from: Date, to: Date) -> usize {
    // Days are counted one by one from the day behind the first, since each may be a holiday, a worked weekend or neither. Two years are
    // at most 730 steps, and later than that is late in any case.
    let is_worked = |day: &Date| {
        let weekday = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let year = day.year().to_string();
        let other = holidays
            .iter()
            .any(|one| one.year == year && one.turns(*day));
        weekday != other
    };
    from.series(jiff::Span::new().days(1))
        .skip(1)
        .take(730)
        .take_while(|day| *day <= to)
        .filter(is_worked)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::terms::RuleTerms;

    fn words(from: Date, to: Date) -> Option<String> {
        after_signing(&RuleTerms::embedded().holidays, from, to).map(|words| words.zh)
    }

    #[test]
    fn twenty_working_days_leave_out_holidays_and_count_worked_weekends() {
        use jiff::civil::date;
        // From 2021-01-29: 4 days, 02-05 to 02-10 with the worked Sunday, the festival until 02-17, then from 02-18 with Saturday 02-20.
        assert_eq!(words(date(2021, 1, 29), date(2021, 3, 3)), None);
        assert_eq!(
            words(date(2021, 1, 29), date(2021, 3, 4)),
            Some("签署后第21个工作日才发布，应在20个工作日内".to_owned())
        );
        // Before the tables begin there is an allowance, and the words say so.
        assert_eq!(words(date(2014, 1, 10), date(2014, 2, 14)), None);
        let late = words(date(2014, 1, 10), date(2014, 3, 14)).unwrap_or_default();
        assert!(late.contains("法定节假日未知"), "{late}");
    }
}
