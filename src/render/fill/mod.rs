//! Fills what templates see from the reports. Enter at [`PageContext`].

pub mod comparison;
pub mod figure;
pub mod home;
pub mod link;
pub mod marks;
pub mod portal;
pub mod promise;
pub mod quality;
pub mod report;
pub mod table;
pub mod topic;

use super::context::{BodyName, FlagWord, HereView, LinkView, MenuItem, Rail, RailStop, SiteInfo};
use crate::config::Config;
use crate::report::{Report, ReportKind, ReportingBody, Reports, Spot, Year};
use crate::site::reports::{DATA, body_prefix, kind_prefix};
use crate::site::{GeneratedPage, Site};
use std::collections::{BTreeMap, BTreeSet};

/// What a page is filled from, seen from its own address.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
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
pub struct PageSummary<'a> {
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
pub const NOWHERE: &str = "";

impl<'a> PageContext<'a> {
    /// A link from this page to an address below the base URL, with an optional `#anchor`.
    pub fn to(&self, address: &str) -> String {
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
    pub fn link(&self, address: &str, title: impl Into<String>) -> LinkView {
        LinkView {
            href: self.to(address),
            title: title.into(),
        }
    }

    /// The same page as one about another kind of reports.
    pub fn about(self, kind: &'a str) -> PageContext<'a> {
        PageContext { kind, ..self }
    }

    /// The reports of a body of the page's kind, oldest first.
    pub fn of(&self, body: &'a str) -> impl DoubleEndedIterator<Item = &'a Report> + use<'a> {
        self.reports.of_kind((body, self.kind))
    }

    /// The report of a body of the page's kind for a year.
    pub fn get(&self, body: &str, year: Year) -> Option<&'a Report> {
        self.reports.get((body, self.kind), year)
    }

    /// The address of a page of a body's reports of the page's kind: `/maichen/` and what follows.
    pub fn address(&self, body: &str, rest: &str) -> String {
        format!("{}{rest}", kind_prefix((body, self.kind), self.config))
    }

    /// The address of a body's home.
    pub fn home(&self, body: &str) -> String {
        body_prefix(body, self.config)
    }

    /// The address of a report.
    pub fn report_address(&self, report: &Report) -> String {
        self.site.report_address(report, self.config)
    }

    /// A link to the words at a spot of a report: its sentence's anchor, or its section's.
    pub fn spot(&self, report: &Report, spot: &Spot, words: impl Into<String>) -> LinkView {
        let sentence = report
            .text
            .sentence_at(spot)
            .map(|sentence| sentence.id.as_str())
            .filter(|id| !id.is_empty());
        let anchor = sentence.unwrap_or_else(|| report.text.sections[spot.section].id.as_str());
        self.link(&format!("{}#{anchor}", self.report_address(report)), words)
    }

    /// The profile of a report.
    pub fn profile(&self, report: &Report) -> &'a ReportKind {
        self.reports.profiles.of(report)
    }

    /// A topic's name.
    pub fn topic_name(&self, id: &'a str) -> &'a str {
        self.reports.profiles.topic_name(id)
    }

    /// A body's names.
    pub fn body_name(&self, body: &ReportingBody) -> BodyName {
        BodyName {
            id: body.id.clone(),
            name: body.name.clone(),
            full_name: body.full_name.clone(),
            href: self.to(&self.home(&body.id)),
            sample: body.sample,
        }
    }

    /// `site` on every page.
    pub fn site_info(&self, feed: Option<&str>) -> SiteInfo {
        SiteInfo {
            title: self
                .config
                .language(&self.config.default_language)
                .title
                .clone()
                .unwrap_or_else(|| "政府年报".to_owned()),
            home: self.to("/"),
            host: self.reports.host.clone(),
            bodies: self
                .reports
                .bodies
                .iter()
                .filter(|body| !self.site.homeless.contains(&body.id))
                .map(|body| self.body_name(body))
                .collect(),
            feed: feed.map(|path| self.to(path)),
            data: (!self.site.generated.is_empty()).then(|| self.to(DATA)),
            generator: format!("nianbao {}", env!("CARGO_PKG_VERSION")),
        }
    }

    /// `here` on every page.
    pub fn here(&self, about: PageSummary<'_>) -> HereView {
        let home = self
            .config
            .language(&self.config.default_language)
            .title
            .clone()
            .unwrap_or_else(|| "首页".to_owned());
        let mut crumbs = Vec::new();
        if about.kind != "home" {
            crumbs.push(self.link("/", home));
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
                "/404.html"
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
        let entries = [
            ("", "首页"),
            ("compare/", "比较"),
            ("figures/", "数字"),
            ("commitments/", "承诺"),
            ("topics/", "主题"),
            ("laws/", "引用文件"),
        ];
        let item = |(rest, title): (&str, &str)| {
            let address = if rest.is_empty() {
                self.home(&body.id)
            } else {
                self.address(&body.id, rest)
            };
            let current = if rest.is_empty() {
                self.at == address
            } else {
                self.at.starts_with(&address)
            };
            MenuItem {
                href: self.to(&address),
                title: title.to_owned(),
                current,
            }
        };
        entries.into_iter().map(item).collect()
    }

    /// The menu of pages that no body has; empty where one body alone reports.
    fn portal_menu(&self) -> Vec<MenuItem> {
        let has = |address: &str| {
            let pages = self.site.generated.iter();
            pages
                .rev()
                .any(|page| page.body.is_none() && page.path == address)
        };
        if !has("/years/") {
            return Vec::new();
        }
        let entries = [
            ("/", "首页"),
            ("/years/", "年份"),
            ("/figures/", "数字"),
            ("/topics/", "主题"),
            (DATA, "数据"),
        ];
        let shown = entries
            .into_iter()
            .filter(|(address, _)| *address == "/" || has(address));
        let item = |(address, title): (&str, &str)| MenuItem {
            href: self.to(address),
            title: title.to_owned(),
            current: if address == "/" {
                self.at == "/"
            } else {
                self.at.starts_with(address)
            },
        };
        shown.map(item).collect()
    }

    /// The rail of a body, the given years marked; two years are joined.
    pub fn rail(&self, body: &'a str, current: &[Year]) -> Rail {
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
    pub fn legend<'f>(&self, flags: impl Iterator<Item = &'f FlagWord>) -> Vec<FlagWord> {
        flags
            .cloned()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// The body of a generated page.
    pub fn body_of(&self, page: &GeneratedPage) -> Option<&'a ReportingBody> {
        self.reports.body(page.body.as_deref()?)
    }
}
