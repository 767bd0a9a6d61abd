//! Pages that show all bodies together, years, figures and topics side by side: their addresses and whom they show. Enter at [`pages`].

use super::address::ShownReport;
use crate::report::{Report, ReportingBody, Reports, Year};
use std::collections::{BTreeMap, BTreeSet};

/// The pages of a site on which several bodies report; none where only one does.
pub(super) fn pages(reports: &Reports) -> Vec<ShownReport> {
    let reporting: BTreeSet<&str> = reports
        .reports
        .iter()
        .map(|report| report.body.as_str())
        .collect();
    if reporting.len() < 2 {
        return Vec::new();
    }
    let mut shown = vec![ShownReport::Years];
    let years: BTreeSet<Year> = reports.reports.iter().map(|report| report.year).collect();
    shown.extend(years.into_iter().map(ShownReport::OneYear));
    let figures = figures(reports);
    if !figures.is_empty() {
        shown.push(ShownReport::SharedFigures);
    }
    shown.extend(figures.into_iter().map(ShownReport::SharedFigure));
    let topics = topics(reports);
    if !topics.is_empty() {
        shown.push(ShownReport::SharedTopics);
    }
    let topics = topics.into_iter();
    shown.extend(topics.map(|(topic, year)| ShownReport::SharedTopic { topic, year }));
    shown
}

/// The figures that two bodies or more report, in the order of the dictionary.
fn figures(reports: &Reports) -> Vec<String> {
    let mut bodies: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for report in &reports.reports {
        for figure in &report.figures {
            let known = bodies.entry(figure.indicator.as_str()).or_default();
            known.insert(report.body.as_str());
        }
    }
    let shared = |id: &str| bodies.get(id).is_some_and(|bodies| bodies.len() > 1);
    let all = reports.indicators.iter().map(|one| &one.id);
    all.filter(|id| shared(id)).cloned().collect()
}

/// Topics and years in which two bodies or more have a report that such a topic belongs to, and one of them writes of it.
fn topics(reports: &Reports) -> Vec<(String, Year)> {
    let mut asked: BTreeMap<(&str, Year), usize> = BTreeMap::new();
    let mut written: BTreeSet<(&str, Year)> = BTreeSet::new();
    for report in &reports.reports {
        for topic in topics_asked(reports, report) {
            *asked.entry((topic, report.year)).or_default() += 1;
        }
        written.extend(report.topic_ids().map(|topic| (topic, report.year)));
    }
    let order = reports.profiles.all().flat_map(|profile| &profile.topics);
    let mut found = Vec::new();
    for topic in order {
        let years = asked
            .iter()
            .filter(|((id, _), count)| *id == topic.id && **count > 1);
        let written = years.filter(|(key, _)| written.contains(*key));
        found.extend(written.map(|((id, year), _)| ((*id).to_owned(), *year)));
    }
    found.dedup();
    found
}

/// The topics of a report's kind.
pub(crate) fn topics_asked<'a>(
    reports: &'a Reports,
    report: &Report,
) -> impl Iterator<Item = &'a str> {
    let profile = reports.profiles.of(report);
    profile.topics.iter().map(|topic| topic.id.as_str())
}

/// The bodies that report, in the order of `site.yaml`.
pub(crate) fn bodies(reports: &Reports) -> Vec<&ReportingBody> {
    having(reports, |_| true)
}

/// The bodies that such a page shows, in the order of `site.yaml`: those that are asked for what it is about.
pub(crate) fn shown<'a>(reports: &'a Reports, shows: &ShownReport) -> Vec<&'a ReportingBody> {
    match shows {
        ShownReport::OneYear(year) => {
            let of_year = reports.reports.iter().filter(|report| report.year == *year);
            of_kinds(reports, of_year)
        }
        ShownReport::SharedFigure(id) => {
            let gives =
                |report: &&Report| report.figures.iter().any(|figure| figure.indicator == *id);
            of_kinds(reports, reports.reports.iter().filter(gives))
        }
        ShownReport::SharedTopic { topic, .. } => having(reports, |report| {
            topics_asked(reports, report).any(|one| one == topic)
        }),
        _ => bodies(reports),
    }
}

fn having(reports: &Reports, asked: impl Fn(&Report) -> bool) -> Vec<&ReportingBody> {
    let is_asked = |body: &&ReportingBody| reports.of(&body.id).any(&asked);
    reports.bodies.iter().filter(is_asked).collect()
}

/// The bodies that report in the kinds that these reports are of.
fn of_kinds<'a>(
    reports: &'a Reports,
    some: impl Iterator<Item = &'a Report>,
) -> Vec<&'a ReportingBody> {
    let kinds: BTreeSet<&str> = some.map(|report| report.profile.as_str()).collect();
    having(reports, |report| kinds.contains(report.profile.as_str()))
}
