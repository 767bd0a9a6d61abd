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
}

/// A page that comes from reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The body.
    pub body: String,
    /// What it shows.
    pub shows: Shows,
    /// Address below the base URL.
    pub path: String,
    /// Whole address.
    pub permalink: String,
}

impl Generated {
    /// What a finding calls the page's source.
    pub fn owner(&self) -> String {
        format!("reports of {} ({})", self.body, self.path)
    }
}

/// The address prefix of a body: `/maichen/`, or `/` where the body is no part of addresses.
pub fn body_prefix(body: &str, config: &Config) -> String {
    if config.nianbao.body_in_url {
        format!("/{body}/")
    } else {
        "/".to_owned()
    }
}

/// The address part of a cited document.
pub fn law_slug(canonical: &str) -> String {
    crate::config::slug::slugify(canonical)
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
        let mut add = |shows: Shows, rest: &str| {
            let path = format!("{prefix}{rest}");
            let permalink = config.make_permalink(&path);
            pages.push(Generated {
                body: body.id.clone(),
                shows,
                path,
                permalink,
            });
        };
        if site
            .section_at(&body.id, &config.default_language)
            .is_none()
            && config.nianbao.body_in_url
        {
            add(Shows::Town, "");
        }
        add(Shows::Comparisons, "compare/");
        for one in reports.comparisons.iter().filter(|one| one.body == body.id) {
            add(
                Shows::Comparison {
                    old: one.old_year,
                    new: one.new_year,
                },
                &format!("compare/{}-{}/", one.old_year, one.new_year),
            );
        }
        add(Shows::Figures, "figures/");
        let used: BTreeSet<&str> = own
            .iter()
            .flat_map(|report| &report.figures)
            .map(|figure| figure.indicator.as_str())
            .collect();
        for indicator in reports
            .indicators
            .iter()
            .filter(|indicator| used.contains(indicator.id.as_str()))
        {
            add(
                Shows::Figure(indicator.id.clone()),
                &format!("figures/{}/", indicator.id),
            );
        }
        add(Shows::Commitments, "commitments/");
        add(Shows::Topics, "topics/");
        let topics: BTreeSet<&str> = own.iter().flat_map(|report| report.topic_ids()).collect();
        for topic in topics {
            add(Shows::Topic(topic.to_owned()), &format!("topics/{topic}/"));
        }
        add(Shows::Laws, "laws/");
        let laws: BTreeSet<&str> = own
            .iter()
            .flat_map(|report| &report.citations)
            .map(|one| one.canonical.as_str())
            .collect();
        let mut slugs = BTreeSet::new();
        for law in laws.into_iter().filter(|law| slugs.insert(law_slug(law))) {
            add(
                Shows::Law(law.to_owned()),
                &format!("laws/{}/", law_slug(law)),
            );
        }
    }
    pages
}
