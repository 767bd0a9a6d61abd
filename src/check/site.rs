//! What rules for a whole site see. Enter at [`View`].

use super::draft::{Draft, Known};
use super::terms::Terms;
use crate::config::Config;
use crate::import::Profile;
use crate::report::{Report, Reports};
use crate::source::Sources;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A site as it was read and made.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Every file that was read.
    pub sources: &'a Sources,
    /// Bodies, reports and comparisons.
    pub reports: &'a Reports,
    /// Every file of the finished site by its path; empty where pages were not made.
    pub files: &'a BTreeMap<String, Arc<[u8]>>,
}

/// A site with its reports, as rules see it.
#[allow(dead_code, reason = "rules for pages read what rules for texts do not")]
pub(crate) struct View<'a> {
    /// The site.
    pub(crate) whole: &'a Whole<'a>,
    /// Its reports.
    pub(crate) drafts: &'a [Draft<'a>],
    /// The terms, the site's own over those of the program.
    pub(crate) terms: &'a Terms,
    /// The finished pages.
    pub(crate) web: super::web::Pages,
}

impl View<'_> {
    /// The finished pages that were made here, by path.
    pub(crate) fn pages(&self) -> &[super::web::WebPage] {
        self.web.of(self.whole)
    }
}

/// The reports of a site, by path.
pub(super) fn drafts<'a>(whole: &Whole<'a>, terms: &'a Terms) -> Vec<Draft<'a>> {
    let files: Vec<_> = whole
        .sources
        .under("content/")
        .filter(|file| file.path.ends_with(".md"))
        .collect();
    files
        .into_par_iter()
        .filter_map(|file| {
            let head = file.text().ok()?;
            // Reading a page that is no report would be for nothing.
            if !head.contains("report:") && !head.contains("报告:") {
                return None;
            }
            let mut draft = Draft::bare(&file.path, &file.bytes, Profile::fazhi(), terms);
            let known = known(&draft, whole.reports)?;
            draft.known = Some(Known {
                earlier: earlier(whole, &file.path, known.report),
                ..known
            });
            Some(draft)
        })
        .collect()
}

/// What the site knows of the report in a file.
pub(super) fn known<'a>(draft: &Draft<'_>, world: &'a Reports) -> Option<Known<'a>> {
    let node = &draft.front.as_ref()?.node;
    let text = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| node.get(name))?;
        match found.to_json() {
            serde_json::Value::String(text) => Some(text),
            other => Some(other.to_string()),
        }
    };
    let body = world.body(&text(["body", "单位"])?)?;
    let year = text(["year", "年份"])?.parse().ok()?;
    let report = world.get(&body.id, year)?;
    Some(Known {
        report,
        body,
        world,
        earlier: None,
    })
}

/// The day of publication in the report's data as they were published before, where the output folder holds them.
fn earlier(whole: &Whole<'_>, path: &str, report: &Report) -> Option<Date> {
    let folder = path.strip_prefix("content/")?.strip_suffix("index.md")?;
    let output = &whole.config.output_dir;
    let bytes = whole
        .sources
        .fetch(&format!("{output}/{folder}report.json"))?;
    let data: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    let same = data["body"]["id"] == report.body.as_str()
        && data["year"] == report.year
        && data["status"] != "draft";
    data["published"].as_str().filter(|_| same)?.parse().ok()
}
