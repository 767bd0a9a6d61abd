//! Addresses of the pages that come from reports. Enter at [`generate`].

use super::Site;
use crate::config::Config;
use crate::report::{Report, ReportKind, ReportingBody, Reports, Year};
use std::collections::BTreeSet;

/// What a generated page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownReport {
    /// A body's home, where no `_index.md` is it.
    Town,
    /// All comparisons of a body.
    Comparisons,
    /// Two years side by side.
    Comparison {
        /// The older year.
        old: Year,
        /// The newer year.
        new: Year,
    },
    /// What was checked in a report.
    Quality(Year),
    /// All figures of a body.
    Figures,
    /// One figure over the years.
    Figure(String),
    /// The ledger of promises.
    Commitments,
    /// All topics.
    Topics,
    /// One topic over the years.
    Topic(String),
    /// All cited documents.
    Laws,
    /// One cited document, by its canonical name.
    Law(String),
    /// The site's open data.
    Data,
    /// Which body has a report for which year.
    Years,
    /// What each body's report of a year holds.
    OneYear(Year),
    /// The figures that several bodies report.
    SharedFigures,
    /// One of them over bodies and years.
    SharedFigure(String),
    /// The topics that several bodies write of.
    SharedTopics,
    /// One of them in one year, body beside body.
    SharedTopic {
        /// The topic.
        topic: String,
        /// The year.
        year: Year,
    },
}

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

/// Where the site's open data are described; the files stand below it.
pub const DATA: &str = "/data/";

/// The address prefix of a body: `/maichen/`, or `/` where the body is no part of addresses.
pub fn body_prefix(body: &str, config: &Config) -> String {
    if config.nianbao.body_in_url {
        format!("/{body}/")
    } else {
        "/".to_owned()
    }
}

/// The address prefix of a body's reports of one kind: that of the body for the usual kind, with the id of the profile for others.
///
/// What other kinds a body reports in changes no address.
pub fn kind_prefix((body, kind): (&str, &str), config: &Config) -> String {
    let prefix = body_prefix(body, config);
    if kind == ReportKind::default_profile().id {
        prefix
    } else {
        format!("{prefix}{kind}/")
    }
}

/// The address part of a cited document: its name in pinyin, joined by dashes; empty where nothing in it can be spelled.
fn law_slug(canonical: &str) -> String {
    use pinyin::ToPinyin as _;
    let mut spelled = String::new();
    for (c, sound) in canonical.chars().zip(canonical.to_pinyin()) {
        match sound {
            Some(sound) => {
                spelled.push('-');
                spelled.push_str(sound.plain());
                spelled.push('-');
            }
            None => spelled.push(c),
        }
    }
    crate::config::slug::slugify(&spelled)
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
        let start = if language == config.default_language {
            "/".to_owned()
        } else {
            format!("/{language}/")
        };
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

/// Where a site explains how reports are compared.
const METHOD: &str = "/about/";

/// Decides the address of every page that the reports give.
pub(super) fn generate(site: &mut Site, reports: &Reports, config: &Config) {
    let mut pages = Vec::new();
    for body in &reports.bodies {
        let has_home = site
            .section_at(&body.id, &config.default_language)
            .is_some();
        let kinds = reports.kinds(&body.id);
        let wants_home = !has_home && config.nianbao.body_in_url;
        if kinds.is_empty() && wants_home {
            site.homeless.insert(body.id.clone());
        }
        if !kinds.is_empty() && wants_home {
            let main = reports.main_kind(&body.id);
            let home = (ShownReport::Town, body_prefix(&body.id, config));
            pages.push(generated((body, main), home, config));
        }
        for kind in kinds {
            let own: Vec<&Report> = reports.of_kind((&body.id, kind)).collect();
            let shown = of_kind(site, reports, (body, kind, &own), config);
            pages.extend(
                shown
                    .into_iter()
                    .map(|page| generated((body, kind), page, config)),
            );
        }
    }
    if !pages.is_empty() {
        pages.extend(of_the_site(reports, config));
    }
    site.generated = pages;
    let pages = site.pages.iter().filter(|node| node.page.render);
    let sections = site.sections.iter().filter(|node| node.section.render);
    let mut all = pages
        .map(|node| &node.path)
        .chain(sections.map(|node| &node.path));
    site.method = all.any(|path| path == METHOD).then_some(METHOD);
}

fn generated(
    (body, kind): (&ReportingBody, &str),
    (shows, path): (ShownReport, String),
    config: &Config,
) -> GeneratedPage {
    GeneratedPage {
        body: Some(body.id.clone()),
        kind: kind.to_owned(),
        sample: body.sample,
        shows,
        permalink: config.make_permalink(&path),
        path,
    }
}

/// The pages of a body's reports of one kind, each with its address.
fn of_kind(
    site: &mut Site,
    reports: &Reports,
    (body, kind, own): (&ReportingBody, &str, &[&Report]),
    config: &Config,
) -> Vec<(ShownReport, String)> {
    let prefix = kind_prefix((&body.id, kind), config);
    let mut shown = Vec::new();
    compared(reports, (&body.id, kind), &mut shown);
    counted(reports, own, &mut shown);
    shown.push((ShownReport::Commitments, "commitments/".to_owned()));
    arranged(own, &mut shown);
    let laws = laws(own);
    let addresses = laws
        .iter()
        .map(|(law, rest)| (law.clone(), format!("{prefix}{rest}")));
    site.laws.insert(prefix.clone(), addresses.collect());
    shown.extend(
        laws.into_iter()
            .map(|(law, rest)| (ShownReport::Law(law), rest)),
    );
    let mut pages: Vec<(ShownReport, String)> = shown
        .into_iter()
        .map(|(shows, rest)| (shows, format!("{prefix}{rest}")))
        .collect();
    pages.extend(own.iter().map(|report| {
        let path = format!("{}quality/", site.report_address(report, config));
        (ShownReport::Quality(report.year), path)
    }));
    pages
}

/// The pages that no single body has.
fn of_the_site(reports: &Reports, config: &Config) -> Vec<GeneratedPage> {
    let mut shown = vec![(ShownReport::Data, DATA.to_owned())];
    // Where addresses have no body, `/figures/` is the only body's own page.
    if config.nianbao.body_in_url {
        shown.extend(super::portal::pages(reports));
    }
    let page = |(shows, path): (ShownReport, String)| GeneratedPage {
        body: None,
        kind: String::new(),
        sample: super::portal::shown(reports, &shows)
            .iter()
            .all(|body| body.sample),
        shows,
        permalink: config.make_permalink(&path),
        path,
    };
    shown.into_iter().map(page).collect()
}

/// The comparisons of a body's reports of one kind.
fn compared(reports: &Reports, series: (&str, &str), shown: &mut Vec<(ShownReport, String)>) {
    shown.push((ShownReport::Comparisons, "compare/".to_owned()));
    for one in reports.compared(series) {
        let (old, new) = (one.old_year, one.new_year);
        shown.push((
            ShownReport::Comparison { old, new },
            format!("compare/{old}-{new}/"),
        ));
    }
}

/// The figures that a body's reports use, in the order of the dictionary.
fn counted(reports: &Reports, own: &[&Report], shown: &mut Vec<(ShownReport, String)>) {
    shown.push((ShownReport::Figures, "figures/".to_owned()));
    let figures = own.iter().flat_map(|report| &report.figures);
    let used: BTreeSet<&str> = figures.map(|figure| figure.indicator.as_str()).collect();
    for indicator in reports
        .indicators
        .iter()
        .filter(|one| used.contains(one.id.as_str()))
    {
        let id = &indicator.id;
        shown.push((ShownReport::Figure(id.clone()), format!("figures/{id}/")));
    }
}

/// The topics of a body's reports, and the list of the documents they cite.
fn arranged(own: &[&Report], shown: &mut Vec<(ShownReport, String)>) {
    shown.push((ShownReport::Topics, "topics/".to_owned()));
    let topics: BTreeSet<&str> = own.iter().flat_map(|report| report.topic_ids()).collect();
    shown.extend(
        topics
            .into_iter()
            .map(|id| (ShownReport::Topic(id.to_owned()), format!("topics/{id}/"))),
    );
    shown.push((ShownReport::Laws, "laws/".to_owned()));
}

/// The cited documents with their addresses below the body's, those first that were cited first, so that a later report changes none.
///
/// Names that sound alike are told apart by a number.
fn laws(own: &[&Report]) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    let mut laws = Vec::new();
    let mut known = BTreeSet::new();
    for report in own {
        let cited: BTreeSet<&str> = report
            .citations
            .iter()
            .map(|one| one.canonical.as_str())
            .collect();
        for law in cited {
            if !known.insert(law) {
                continue;
            }
            let mut slug = law_slug(law);
            if slug.is_empty() {
                "document".clone_into(&mut slug);
            }
            let mut numbered = slug.clone();
            let mut number = 1;
            while !taken.insert(numbered.clone()) {
                number += 1;
                numbered = format!("{slug}-{number}");
            }
            laws.push((law.to_owned(), format!("laws/{numbered}/")));
        }
    }
    laws
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text;

    #[test]
    fn names_that_sound_alike_and_names_without_sound_have_addresses_of_their_own() {
        let report = |year: Year, words: &str| {
            let text = text::read(words);
            Report {
                year,
                citations: crate::report::citation::citations(&text),
                ..Report::empty(text)
            }
        };
        let first = report(2020, "依据《保密法》办理。\n");
        let second = report(2021, "依据《宝密法》《保密法》《——》《……》办理。\n");
        let found = laws(&[&first, &second]);
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

    #[test]
    fn a_law_is_addressed_by_its_name_in_pinyin() {
        assert_eq!(
            law_slug("广东省〈行政执法证〉管理办法"),
            "guang-dong-sheng-xing-zheng-zhi-fa-zheng-guan-li-ban-fa"
        );
        assert_eq!(
            law_slug("法治政府建设实施纲要（2021—2025年）"),
            "fa-zhi-zheng-fu-jian-she-shi-shi-gang-yao-2021-2025-nian"
        );
    }
}
