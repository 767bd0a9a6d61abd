//! Addresses of the pages that come from reports. Enter at [`generate`].

use super::Site;
use super::address::{self, ShownReport};
use crate::config::Config;
use crate::report::{Report, ReportSeries, ReportingBody, Reports};
use std::collections::{BTreeMap, BTreeSet};

/// A page that comes from reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedPage {
    /// The body; null for a page of the whole site.
    pub body: Option<String>,
    /// The kind of reports it is about: the id of a profile; empty for a page of the whole site.
    pub kind: String,
    /// What it shows.
    pub shows: ShownReport,
    /// Address below the base URL.
    pub path: String,
    /// Whole address.
    pub permalink: String,
    /// Whether it shows fictional bodies only; search engines are asked to stay away.
    pub sample: bool,
}

impl GeneratedPage {
    /// What a finding calls the page's source.
    pub fn owner(&self) -> String {
        match &self.body {
            Some(body) => format!("reports of {body} ({})", self.path),
            None => format!("all reports ({})", self.path),
        }
    }
}

/// Marks what is of fictional bodies and, where the configuration asks for it, leaves the body out of addresses.
///
/// A body's own section keeps its address, because the root has that of the home page.
pub(super) fn settle(site: &mut Site, reports: &Reports, config: &Config) {
    let body_of = |folder: &str| {
        let first = folder.split('/').next().unwrap_or(folder);
        reports.body(first)
    };
    let samples: BTreeSet<&str> = reports
        .reports
        .iter()
        .filter(|report| reports.body(&report.body).is_some_and(|body| body.sample))
        .map(|report| report.source.as_str())
        .collect();
    let without_body = |path: &str, language: &str, body: &ReportingBody| {
        let start = address::language_root(language, config);
        let rest = path.strip_prefix(&format!("{start}{}/", body.id))?;
        let is_shorter = !config.nianbao.body_in_url && !rest.is_empty();
        is_shorter.then(|| format!("{start}{rest}"))
    };
    for node in &mut site.pages {
        let body = body_of(node.page.file.section_folder());
        node.is_sample = body.is_some_and(|body| body.sample)
            || samples.contains(node.page.file.relative.as_str());
        let body = body.filter(|_| node.page.path.is_none());
        if let Some(path) = body.and_then(|one| without_body(&node.path, &node.page.language, one))
        {
            node.permalink = config.make_permalink(&path);
            node.path = path;
        }
    }
    for node in &mut site.sections {
        let body = body_of(&node.section.file.folder);
        node.is_sample = body.is_some_and(|body| body.sample);
        let language = &node.section.language;
        if let Some(path) = body.and_then(|one| without_body(&node.path, language, one)) {
            node.permalink = config.make_permalink(&path);
            node.path = path;
        }
    }
}

/// Decides the address of every page that the reports give.
pub(super) fn generate(site: &mut Site, reports: &Reports, config: &Config) {
    let mut all = Vec::new();
    for body in &reports.bodies {
        let has_home = site
            .section_at(&body.id, &config.default_language)
            .is_some();
        let kinds = reports.kinds(&body.id);
        let wants_home = !has_home && config.nianbao.body_in_url;
        if kinds.is_empty() && wants_home {
            site.homeless.insert(body.id.clone());
        }
        let mut pages = SeriesPages {
            body,
            series: ReportSeries::new(&body.id, reports.main_kind(&body.id)),
            config,
            all: &mut all,
        };
        if !kinds.is_empty() && wants_home {
            pages.add(ShownReport::Town);
        }
        for kind in kinds {
            pages.series.kind = kind;
            list_series(site, reports, &mut pages);
        }
    }
    if !all.is_empty() {
        all.extend(of_the_site(reports, config));
    }
    site.generated = all;
    let pages = site.pages.iter().filter(|node| node.page.render);
    let sections = site.sections.iter().filter(|node| node.section.render);
    let mut all = pages
        .map(|node| &node.path)
        .chain(sections.map(|node| &node.path));
    site.method = all
        .any(|path| path == address::METHOD)
        .then_some(address::METHOD);
}

/// The list of pages, to which those of a series are added.
struct SeriesPages<'a> {
    body: &'a ReportingBody,
    series: ReportSeries<'a>,
    config: &'a Config,
    all: &'a mut Vec<GeneratedPage>,
}

impl SeriesPages<'_> {
    fn add(&mut self, shows: ShownReport) {
        let path = shows.in_series(self.series, self.config);
        self.add_at(shows, path);
    }

    fn add_at(&mut self, shows: ShownReport, path: String) {
        self.all.push(GeneratedPage {
            body: Some(self.body.id.clone()),
            kind: self.series.kind.to_owned(),
            sample: self.body.sample,
            shows,
            permalink: self.config.make_permalink(&path),
            path,
        });
    }
}

/// The pages of a body's reports of one kind, each with its address.
fn list_series(site: &mut Site, reports: &Reports, pages: &mut SeriesPages<'_>) {
    let own: Vec<&Report> = reports.of_series(pages.series).collect();
    pages.add(ShownReport::Comparisons);
    for one in reports.comparisons_of(pages.series) {
        let (old, new) = (one.old_year, one.new_year);
        pages.add(ShownReport::Comparison { old, new });
    }
    pages.add(ShownReport::Figures);
    let figures = own.iter().flat_map(|report| &report.figures);
    let used: BTreeSet<&str> = figures.map(|figure| figure.indicator.as_str()).collect();
    let in_order = reports.indicators.iter().map(|one| one.id.as_str());
    for id in in_order.filter(|id| used.contains(id)) {
        pages.add(ShownReport::Figure(id.to_owned()));
    }
    pages.add(ShownReport::Commitments);
    pages.add(ShownReport::Topics);
    let topics: BTreeSet<&str> = own.iter().flat_map(|report| report.topic_ids()).collect();
    for id in topics {
        pages.add(ShownReport::Topic(id.to_owned()));
    }
    pages.add(ShownReport::Laws);
    let prefix = address::series_prefix(pages.series, pages.config);
    let mut addresses = BTreeMap::new();
    for (law, tail) in law_tails(&own) {
        let path = format!("{prefix}{tail}");
        addresses.insert(law.clone(), path.clone());
        pages.add_at(ShownReport::Law(law), path);
    }
    site.laws.insert(prefix, addresses);
    for report in own {
        let path = address::quality_of(&site.report_address(report, pages.config));
        pages.add_at(ShownReport::Quality(report.year), path);
    }
}

/// The pages that no single body has.
fn of_the_site(reports: &Reports, config: &Config) -> Vec<GeneratedPage> {
    let mut shown = vec![ShownReport::Data];
    // Where addresses have no body, `/figures/` is the only body's own page.
    if config.nianbao.body_in_url {
        shown.extend(super::portal::pages(reports));
    }
    let page = |shows: ShownReport| {
        let path = shows.of_site();
        GeneratedPage {
            body: None,
            kind: String::new(),
            sample: super::portal::shown(reports, &shows)
                .iter()
                .all(|body| body.sample),
            shows,
            permalink: config.make_permalink(&path),
            path,
        }
    };
    shown.into_iter().map(page).collect()
}

/// The cited documents with their addresses below the series, those first that were cited first, so that a later report changes none.
fn law_tails(own: &[&Report]) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    let mut known = BTreeSet::new();
    let mut laws = Vec::new();
    for report in own {
        let cited = report.citations.iter().map(|one| one.canonical.as_str());
        for law in cited.collect::<BTreeSet<&str>>() {
            if known.insert(law) {
                laws.push((law.to_owned(), address::law_tail(law, &mut taken)));
            }
        }
    }
    laws
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Year, text};

    #[test]
    fn names_that_sound_alike_and_names_without_sound_have_addresses_of_their_own() {
        let report = |year: Year, words: &str| {
            let text = text::read(words);
            Report {
                year,
                citations: crate::report::find::citation::citations(&text),
                ..Report::empty(text)
            }
        };
        let first = report(2020, "依据《保密法》办理。\n");
        let second = report(2021, "依据《宝密法》《保密法》《——》《……》办理。\n");
        let found = law_tails(&[&first, &second]);
        let address = |name: &str| {
            let law = found.iter().find(|(law, _)| law == name);
            law.map(|(_, address)| address.as_str())
        };
        assert_eq!(address("保密法"), Some("laws/bao-mi-fa/"));
        assert_eq!(address("宝密法"), Some("laws/bao-mi-fa-2/"));
        let all: BTreeSet<&String> = found.iter().map(|(_, address)| address).collect();
        assert_eq!(all.len(), found.len(), "{found:?}");
        assert!(!all.contains(&"laws//".to_owned()), "{found:?}");
    }
}
