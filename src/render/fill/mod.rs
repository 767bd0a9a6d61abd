//! Fills what templates see from the reports. Enter at [`PageContext`].

pub(crate) mod comparison;
pub(crate) mod figure;
mod grid;
pub(crate) mod home;
pub(crate) mod link;
pub(crate) mod marks;
pub(crate) mod portal;
pub(crate) mod promise;
pub(crate) mod quality;
pub(crate) mod report;
pub(crate) mod table;
pub(crate) mod topic;

use super::context::{BodyName, FlagWord, HereView, LinkView, MenuItem, Rail, RailStop, SiteInfo};
use crate::config::Config;
use crate::report::{
    Comparison, Indicator, Report, ReportKind, ReportSeries, ReportingBody, Reports, Spot, Year,
};
use crate::site::address::{self, HOME, NOT_FOUND, ShownReport};
use crate::site::{GeneratedPage, Site};
use crate::words::page_title;
use std::collections::{BTreeMap, BTreeSet};

/// What a page is filled from, seen from its own address.
#[derive(Clone, Copy)]
pub(crate) struct PageContext<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The arrangement.
    pub site: &'a Site,
    /// The reports.
    pub reports: &'a Reports,
    /// The page's address below the base URL.
    pub at: &'a str,
    /// The kind of reports that the page is about: the id of a profile.
    pub kind: &'a str,
}

/// What a page says of itself.
pub(crate) struct PageSummary<'a> {
    /// Kind of page, as `here.kind` names it.
    pub kind: &'static str,
    /// Title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// The body whose page it is.
    pub body: Option<&'a ReportingBody>,
    /// Pages between the body's home and this one.
    pub above: Vec<LinkView>,
    /// Whether a page of no single body shows fictional bodies only.
    pub sample: bool,
}

/// The address of the page for addresses that lead nowhere: its links are absolute, because nobody knows where it is shown.
pub(crate) const NOWHERE: &str = "";

impl<'a> PageContext<'a> {
    /// A link from this page to an address below the base URL, with an optional `#anchor`.
    pub(crate) fn to(&self, address: &str) -> String {
        if self.at == NOWHERE {
            format!("{}{}", self.base_path(), address.trim_start_matches('/'))
        } else {
            link::relative(self.at, address)
        }
    }

    /// The path of the base URL with a slash at its end.
    fn base_path(&self) -> String {
        let url = self.config.base_url.trim_end_matches('/');
        let path = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        format!("{path}/")
    }

    /// A link with its words.
    pub(crate) fn link(&self, address: &str, title: impl Into<String>) -> LinkView {
        LinkView {
            href: self.to(address),
            title: title.into(),
        }
    }

    /// The same page as one about another kind of reports.
    pub(crate) fn about(self, kind: &'a str) -> PageContext<'a> {
        PageContext { kind, ..self }
    }

    /// The reports of a body of the page's kind, as a series.
    pub(crate) fn series(&self, body: &'a str) -> ReportSeries<'a> {
        ReportSeries::new(body, self.kind)
    }

    /// The reports of a body of the page's kind, oldest first.
    pub(crate) fn of(
        &self,
        body: &'a str,
    ) -> impl DoubleEndedIterator<Item = &'a Report> + use<'a> {
        self.reports.of_series(self.series(body))
    }

    /// The report of a body of the page's kind for a year.
    pub(crate) fn get(&self, body: &str, year: Year) -> Option<&'a Report> {
        self.reports
            .report_of(ReportSeries::new(body, self.kind), year)
    }

    /// The address of a page of a body's reports of the page's kind.
    pub(crate) fn address_of(&self, body: &str, shows: &ShownReport) -> String {
        shows.in_series(ReportSeries::new(body, self.kind), self.config)
    }

    /// A link to a figure's page of a body.
    pub(crate) fn figure_link(&self, body: &str, indicator: &Indicator) -> LinkView {
        let shows = ShownReport::Figure(indicator.id.clone());
        self.link(&self.address_of(body, &shows), indicator.name.clone())
    }

    /// The address of a body's home.
    pub(crate) fn home(&self, body: &str) -> String {
        address::body_home(body, self.config)
    }

    /// The address of a report.
    pub(crate) fn report_address(&self, report: &Report) -> String {
        self.site.report_address(report, self.config)
    }

    /// The address of an anchor of a report.
    pub(crate) fn anchor_address(&self, report: &Report, anchor: &str) -> String {
        address::anchor_at(&self.report_address(report), anchor)
    }

    /// A link to the words at a spot of a report: its sentence's anchor, or its section's.
    pub(crate) fn spot(&self, report: &Report, spot: &Spot, words: impl Into<String>) -> LinkView {
        let anchor = report.anchor(spot);
        self.link(&self.anchor_address(report, anchor), words)
    }

    /// The profile of a report.
    pub(crate) fn profile(&self, report: &Report) -> &'a ReportKind {
        self.reports.profiles.of(report)
    }

    /// A link to a comparison that names both years.
    pub(crate) fn comparison_link(&self, one: &Comparison) -> LinkView {
        let shows = ShownReport::Comparison {
            old: one.old_year,
            new: one.new_year,
        };
        let address = shows.in_series(one.series(), self.config);
        self.link(&address, page_title::comparison(one.old_year, one.new_year))
    }

    /// What the kind of the page's reports is called, where the body has more than one.
    pub(crate) fn kind_name(&self, body: &ReportingBody) -> Option<String> {
        let several = self.reports.kinds(&body.id).len() > 1;
        let profile = self.reports.profiles.named(self.kind);
        profile
            .filter(|_| several)
            .map(|profile| profile.name.clone())
    }

    /// A topic's name.
    pub(crate) fn topic_name(&self, id: &'a str) -> &'a str {
        self.reports.profiles.topic_name(id)
    }

    /// A body's names.
    pub(crate) fn body_name(&self, body: &ReportingBody) -> BodyName {
        BodyName {
            id: body.id.clone(),
            name: body.name.clone(),
            full_name: body.full_name.clone(),
            href: self.to(&self.home(&body.id)),
            sample: body.sample,
        }
    }

    /// `site` on every page.
    pub(crate) fn site_info(&self, feed: Option<&str>) -> SiteInfo {
        SiteInfo {
            title: self
                .config
                .language(&self.config.default_language)
                .title
                .clone()
                .unwrap_or_else(|| "政府年报".to_owned()),
            home: self.to(HOME),
            host: self.reports.host.clone(),
            bodies: self
                .reports
                .bodies
                .iter()
                .filter(|body| !self.site.homeless.contains(&body.id))
                .map(|body| self.body_name(body))
                .collect(),
            feed: feed.map(|path| self.to(path)),
            data: (!self.site.generated.is_empty()).then(|| self.to(address::DATA)),
            generator: format!("nianbao {}", env!("CARGO_PKG_VERSION")),
        }
    }

    /// `here` on every page.
    pub(crate) fn here(&self, about: PageSummary<'_>) -> HereView {
        let home = self
            .config
            .language(&self.config.default_language)
            .title
            .clone()
            .unwrap_or_else(|| "首页".to_owned());
        let mut crumbs = Vec::new();
        if about.kind != "home" {
            crumbs.push(self.link(HOME, home));
        }
        if let Some(body) = about
            .body
            .filter(|_| about.kind != "town" && self.config.nianbao.body_in_url)
        {
            crumbs.push(self.link(&self.home(&body.id), body.name.clone()));
        }
        crumbs.extend(about.above);
        let sample = about.sample || about.body.is_some_and(|body| body.sample);
        HereView {
            kind: about.kind,
            title: about.title,
            description: about.description,
            root: if self.at == NOWHERE {
                self.base_path()
            } else {
                link::root(self.at)
            },
            permalink: self.config.make_permalink(if self.at == NOWHERE {
                NOT_FOUND
            } else {
                self.at
            }),
            noindex: sample,
            sample,
            body: about.body.map(|body| self.body_name(body)),
            crumbs,
            menu: about
                .body
                .map_or_else(|| self.portal_menu(), |body| self.menu(body)),
        }
    }

    fn menu(&self, body: &ReportingBody) -> Vec<MenuItem> {
        let home = self.home(&body.id);
        let item = |shows: &ShownReport| {
            let address = self.address_of(&body.id, shows);
            self.menu_item(&address, page_title::menu(shows), &home)
        };
        std::iter::once(&ShownReport::Town)
            .chain(&page_title::OF_SERIES)
            .map(item)
            .collect()
    }

    /// An entry of a menu; the home is current only where it is the page itself, because all other addresses begin with its own.
    fn menu_item(&self, address: &str, title: &str, home: &str) -> MenuItem {
        MenuItem {
            href: self.to(address),
            title: title.to_owned(),
            current: self.at == address || address != home && self.at.starts_with(address),
        }
    }

    /// The menu of pages that no body has; empty where one body alone reports.
    fn portal_menu(&self) -> Vec<MenuItem> {
        let has = |shows: &ShownReport| {
            let mut pages = self.site.generated.iter().rev();
            pages.any(|page| page.body.is_none() && page.shows == *shows)
        };
        if !has(&ShownReport::Years) {
            return Vec::new();
        }
        let pages = page_title::OF_SITE.iter().filter(|shows| has(shows));
        let item =
            |shows: &ShownReport| self.menu_item(&shows.of_site(), page_title::menu(shows), HOME);
        let home = self.menu_item(HOME, page_title::HOME, HOME);
        std::iter::once(home).chain(pages.map(item)).collect()
    }

    /// The rail of a body, the given years marked; two years are joined.
    pub(crate) fn rail(&self, body: &'a str, current: &[Year]) -> Rail {
        let reports: BTreeMap<Year, &Report> =
            self.of(body).map(|report| (report.year, report)).collect();
        let (Some(first), Some(last)) = (reports.keys().next(), reports.keys().next_back()) else {
            return Rail {
                stops: Vec::new(),
                joined: None,
            };
        };
        let stops = (*first..=*last)
            .map(|year| self.stop(year, reports.get(&year).copied(), current))
            .collect();
        Rail {
            stops,
            joined: match current {
                [old, new] => Some([*old, *new]),
                _ => None,
            },
        }
    }

    fn stop(&self, year: Year, report: Option<&Report>, current: &[Year]) -> RailStop {
        let partial = report.is_some_and(Report::is_partial);
        let corrected = report.is_some_and(|report| !report.corrections.is_empty());
        let (state, word) = match (report, partial) {
            (None, _) => ("none", "无报告"),
            (Some(_), true) => ("partial", "年报（部分年度）"),
            (Some(_), false) => ("report", "年报"),
        };
        let mark = if corrected { "，有更正" } else { "" };
        RailStop {
            year,
            state,
            corrected,
            href: report.map(|report| self.to(&self.report_address(report))),
            current: current.contains(&year),
            label: format!("{year}年：{word}{mark}"),
        }
    }

    /// The words of codes, each once.
    pub(crate) fn legend<'f>(&self, flags: impl Iterator<Item = &'f FlagWord>) -> Vec<FlagWord> {
        flags
            .cloned()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// The body of a generated page.
    pub(crate) fn body_of(&self, page: &GeneratedPage) -> Option<&'a ReportingBody> {
        self.reports.body(page.body.as_deref()?)
    }
}
