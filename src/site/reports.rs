//! Addresses of the pages that come from reports. Enter at [`generate`].

use super::Site;
use crate::config::Config;
use crate::report::{Report, Reports, Year};
use std::collections::BTreeSet;

/// What a generated page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
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
pub struct Generated {
    /// The body; null for a page of the whole site.
    pub body: Option<String>,
    /// What it shows.
    pub shows: Shows,
    /// Address below the base URL.
    pub path: String,
    /// Whole address.
    pub permalink: String,
    /// Whether it shows fictional bodies only; search engines are asked to stay away.
    pub sample: bool,
}

impl Generated {
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

/// The address part of a cited document: its name in pinyin, joined by dashes.
pub fn law_slug(canonical: &str) -> String {
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

/// Decides the address of every page that the reports give.
pub fn generate(reports: &Reports, site: &Site, config: &Config) -> Vec<Generated> {
    let mut pages = Vec::new();
    for body in &reports.bodies {
        let own: Vec<&Report> = reports.of(&body.id).collect();
        if own.is_empty() {
            continue;
        }
        let prefix = body_prefix(&body.id, config);
        let has_home = site
            .section_at(&body.id, &config.default_language)
            .is_some();
        let mut shown = Vec::new();
        if !has_home && config.nianbao.body_in_url {
            shown.push((Shows::Town, String::new()));
        }
        compared(reports, &body.id, &mut shown);
        counted(reports, &own, &mut shown);
        shown.push((Shows::Commitments, "commitments/".to_owned()));
        arranged(&own, &mut shown);
        pages.extend(shown.into_iter().map(|(shows, rest)| {
            let path = format!("{prefix}{rest}");
            let permalink = config.make_permalink(&path);
            Generated {
                body: Some(body.id.clone()),
                sample: body.sample,
                shows,
                path,
                permalink,
            }
        }));
    }
    if !pages.is_empty() {
        pages.extend(of_the_site(reports, config));
    }
    pages
}

/// The pages that no single body has.
fn of_the_site(reports: &Reports, config: &Config) -> Vec<Generated> {
    let mut shown = vec![(Shows::Data, DATA.to_owned())];
    // Where addresses have no body, `/figures/` is the only body's own page.
    if config.nianbao.body_in_url {
        shown.extend(super::portal::pages(reports));
    }
    let page = |(shows, path): (Shows, String)| Generated {
        body: None,
        sample: super::portal::shown(reports, &shows)
            .iter()
            .all(|body| body.sample),
        shows,
        permalink: config.make_permalink(&path),
        path,
    };
    shown.into_iter().map(page).collect()
}

/// The comparisons of a body.
fn compared(reports: &Reports, body: &str, shown: &mut Vec<(Shows, String)>) {
    shown.push((Shows::Comparisons, "compare/".to_owned()));
    for one in reports.comparisons.iter().filter(|one| one.body == body) {
        let (old, new) = (one.old_year, one.new_year);
        shown.push((
            Shows::Comparison { old, new },
            format!("compare/{old}-{new}/"),
        ));
    }
}

/// The figures that a body's reports use, in the order of the dictionary.
fn counted(reports: &Reports, own: &[&Report], shown: &mut Vec<(Shows, String)>) {
    shown.push((Shows::Figures, "figures/".to_owned()));
    let figures = own.iter().flat_map(|report| &report.figures);
    let used: BTreeSet<&str> = figures.map(|figure| figure.indicator.as_str()).collect();
    for indicator in reports
        .indicators
        .iter()
        .filter(|one| used.contains(one.id.as_str()))
    {
        let id = &indicator.id;
        shown.push((Shows::Figure(id.clone()), format!("figures/{id}/")));
    }
}

/// The topics of a body's reports and the documents they cite.
fn arranged(own: &[&Report], shown: &mut Vec<(Shows, String)>) {
    shown.push((Shows::Topics, "topics/".to_owned()));
    let topics: BTreeSet<&str> = own.iter().flat_map(|report| report.topic_ids()).collect();
    shown.extend(
        topics
            .into_iter()
            .map(|id| (Shows::Topic(id.to_owned()), format!("topics/{id}/"))),
    );
    shown.push((Shows::Laws, "laws/".to_owned()));
    let citations = own.iter().flat_map(|report| &report.citations);
    let laws: BTreeSet<&str> = citations.map(|one| one.canonical.as_str()).collect();
    let mut slugs = BTreeSet::new();
    for law in laws {
        let slug = law_slug(law);
        if slugs.insert(slug.clone()) {
            shown.push((Shows::Law(law.to_owned()), format!("laws/{slug}/")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::law_slug;

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
