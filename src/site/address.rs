//! Every address that the program decides, by what is shown there. Enter at [`ShownReport`] for pages of reports.
//!
//! A rule of `tests/architecture.rs` lets no other room spell an address.

use crate::config::Config;
use crate::report::{ReportSeries, Year};
use std::collections::BTreeSet;

/// The home of the site.
pub(crate) const HOME: &str = "/";

/// Where the site's open data are described; the files stand below it.
pub(crate) const DATA: &str = "/data/";

/// The page for addresses that lead nowhere.
pub(crate) const NOT_FOUND: &str = "/404.html";

/// Where a site explains how reports are compared.
pub(super) const METHOD: &str = "/about/";

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

impl ShownReport {
    /// What follows the prefix of the body's series, or the root for a page of the whole site.
    ///
    /// A cited document has its part from the names cited before it, so that only [`law_tail`] and [`super::Site::law_address`] know it.
    fn tail(&self) -> String {
        match self {
            ShownReport::Town => String::new(),
            ShownReport::Comparisons => "compare/".to_owned(),
            ShownReport::Comparison { old, new } => format!("compare/{old}-{new}/"),
            ShownReport::Quality(year) => quality_of(&format!("{year}/")),
            ShownReport::Figures | ShownReport::SharedFigures => "figures/".to_owned(),
            ShownReport::Figure(id) | ShownReport::SharedFigure(id) => format!("figures/{id}/"),
            ShownReport::Commitments => "commitments/".to_owned(),
            ShownReport::Topics | ShownReport::SharedTopics => "topics/".to_owned(),
            ShownReport::Topic(id) => format!("topics/{id}/"),
            ShownReport::SharedTopic { topic, year } => format!("topics/{topic}/{year}/"),
            ShownReport::Laws | ShownReport::Law(_) => "laws/".to_owned(),
            ShownReport::Data => DATA.trim_start_matches('/').to_owned(),
            ShownReport::Years => "years/".to_owned(),
            ShownReport::OneYear(year) => format!("years/{year}/"),
        }
    }

    /// The address of a page that the whole site has once.
    pub fn of_site(&self) -> String {
        format!("{HOME}{}", self.tail())
    }

    /// The address of a page of a body's reports of one kind.
    pub fn in_series(&self, series: ReportSeries<'_>, config: &Config) -> String {
        match self {
            ShownReport::Town => body_home(series.body, config),
            _ => format!("{}{}", series_prefix(series, config), self.tail()),
        }
    }
}

/// The root of a language: `/`, or `/CODE/` for another language than the usual one.
pub(crate) fn language_root(language: &str, config: &Config) -> String {
    if language == config.default_language {
        HOME.to_owned()
    } else {
        format!("/{language}/")
    }
}

/// The address of a body's home, with which its other addresses begin: `/maichen/`, or `/` where the body is no part of addresses.
pub(crate) fn body_home(body: &str, config: &Config) -> String {
    if config.nianbao.body_in_url {
        format!("/{body}/")
    } else {
        HOME.to_owned()
    }
}

/// The address prefix of a body's reports of one kind: that of the body for the usual kind, with the id of the kind for others.
///
/// What other kinds a body reports in changes no address.
pub(super) fn series_prefix(series: ReportSeries<'_>, config: &Config) -> String {
    let home = body_home(series.body, config);
    if series.is_usual() {
        home
    } else {
        format!("{home}{}/", series.kind)
    }
}

/// The address of a report whose page is not shown: the one that it would have.
pub(super) fn unshown_report(series: ReportSeries<'_>, year: Year, config: &Config) -> String {
    format!("{}{year}/", series_prefix(series, config))
}

/// The address of what was checked in the report at an address.
pub(crate) fn quality_of(report: &str) -> String {
    format!("{report}quality/")
}

/// The address of the data of the report at an address.
pub(crate) fn report_data(report: &str) -> String {
    format!("{report}report.json")
}

/// The address of a file of the open data.
pub(crate) fn data_file(name: &str) -> String {
    format!("{DATA}{name}")
}

/// The address of an anchor of the page at an address.
pub(crate) fn anchor_at(page: &str, anchor: &str) -> String {
    format!("{page}#{anchor}")
}

/// The address part of a cited document below its series: its name in pinyin, joined by dashes.
///
/// `taken` holds the parts given before it: names that sound alike are told apart by a number, and a name of which nothing can be spelled is
/// a `document`.
pub(super) fn law_tail(canonical: &str, taken: &mut BTreeSet<String>) -> String {
    // Addresses never change: a name cited for the first time in a later year gets what is left, even where it is better known.
    let mut slug = law_slug(canonical);
    if slug.is_empty() {
        "document".clone_into(&mut slug);
    }
    let mut numbered = slug.clone();
    let mut number = 1;
    while !taken.insert(numbered.clone()) {
        number += 1;
        numbered = format!("{slug}-{number}");
    }
    format!("{}{numbered}/", ShownReport::Laws.tail())
}

/// How many pagers `count` pages need; an empty section has one.
pub(crate) fn pager_count(count: usize, by: usize) -> usize {
    count.div_ceil(by).max(1)
}

/// The folder below which the pagers of the page at `path` stand.
pub(crate) fn pager_root(path: &str, folder: &str) -> String {
    match folder.trim_matches('/') {
        "" => path.to_owned(),
        folder => format!("{path}{folder}/"),
    }
}

/// The address of a pager with its number: `/news/page/2/`, or `/news/2/` where the folder is empty.
pub(crate) fn numbered_pager(path: &str, folder: &str, number: usize) -> String {
    format!("{}{number}/", pager_root(path, folder))
}

/// The address at which a pager is shown: the first one is the page itself.
pub(crate) fn shown_pager(path: &str, folder: &str, number: usize) -> String {
    if number == 1 {
        path.to_owned()
    } else {
        numbered_pager(path, folder, number)
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

#[cfg(test)]
mod tests {
    use super::*;

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
