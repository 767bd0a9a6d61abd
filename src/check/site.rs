//! What rules for a whole site see. Enter at [`View`].

use super::draft::{Draft, Known};
use super::terms::Terms;
use crate::config::Config;
use crate::import::Grammars;
use crate::report::{Report, Reports};
use crate::source::{Source, Sources};
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
pub(super) fn drafts<'a>(
    whole: &Whole<'a>,
    terms: &'a Terms,
    grammars: &Grammars,
) -> Vec<Draft<'a>> {
    let files: Vec<_> = whole
        .sources
        .under("content/")
        .filter(|file| file.path.ends_with(".md"))
        .collect();
    files
        .into_par_iter()
        .filter_map(|file| {
            let mut draft = draft(file, whole.reports, (terms, grammars))?;
            if let Some(known) = &mut draft.known {
                known.earlier = earlier(whole, &file.path, known.report);
            }
            Some(draft)
        })
        .collect()
}

/// The draft of the report in a file, read as its kind is; `None` where the file is no report of the site.
pub(super) fn draft<'a>(
    file: &Source,
    world: &'a Reports,
    (terms, grammars): (&'a Terms, &Grammars),
) -> Option<Draft<'a>> {
    let relative = file.path.strip_prefix("content/")?;
    let report = world.reports.iter().find(|one| one.source == relative)?;
    let body = world.body(&report.body)?;
    let grammar = grammars.of_kind(&report.profile);
    let mut draft = Draft::bare(&file.path, &file.bytes, grammar, terms);
    draft.known = Some(Known {
        report,
        body,
        world,
        earlier: None,
    });
    Some(draft)
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
