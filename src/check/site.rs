//! A whole site: every report, judged once, then what only all of them and the finished pages tell. Enter at [`check`].

use super::finding::Finding;
use super::finish;
use super::judged::{Checker, ReportFindings};
use super::rule::RuleRun;
use super::rules::{RULES, publication};
use super::waiver;
use super::web::{KeptPages, SeenPages, pinpoint};
use crate::config::Config;
use crate::report::{Report, Reports};
use crate::source::Sources;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A site as it was read.
#[derive(Clone, Copy)]
pub(crate) struct WholeSite<'a> {
    /// The configuration.
    pub(crate) config: &'a Config,
    /// Every file that was read.
    pub(crate) sources: &'a Sources,
    /// Bodies, reports and comparisons.
    pub(crate) reports: &'a Reports,
}

/// A site with its reports and pages, as rules for all of them see it.
pub(crate) struct SiteView<'a> {
    /// The site.
    pub(crate) whole: WholeSite<'a>,
    /// Its rules, which know what is in the files beside the texts.
    pub(crate) rules: &'a Checker,
    /// Its reports with what was found in each, by path.
    pub(crate) judged: &'a [(&'a Report, &'a ReportFindings)],
    /// What is left of the finished files; nothing where they could not be made.
    pub(crate) kept: &'a KeptPages,
}

/// Makes a finished file again, for the findings that are only known when all files are.
pub type Again<'a> = &'a (dyn Fn(&str) -> Option<Arc<[u8]>> + Sync);

/// Checks a whole site: every report on its own and beside its neighbours, then the pages that were seen.
pub fn check(seen: &SeenPages<'_>, again: Again<'_>) -> Vec<Finding> {
    let (rules, kept) = (seen.rules, seen.kept());
    let judged = rules.all();
    let mut found: Vec<Finding> = Vec::new();
    for (report, one) in &judged {
        found.extend(one.findings.iter().cloned());
        found.extend(
            earlier(rules.whole(), report)
                .and_then(|day| publication::changed(report, &one.published, day)),
        );
    }
    let view = SiteView {
        whole: rules.whole(),
        rules,
        judged: &judged,
        kept: &kept,
    };
    let mut across: Vec<Finding> = RULES
        .par_iter()
        .flat_map_iter(|rule| match rule.run {
            RuleRun::Site(run) => run(&view),
            RuleRun::Page(_, run) => {
                let mut found = run(&view);
                found.extend(kept.gathered.findings(rule.code));
                found
            }
            _ => Vec::new(),
        })
        .collect();
    point(&mut across, &kept, again);
    found.extend(across);
    let mut trouble = rules.trouble().to_vec();
    trouble.extend(judged.iter().flat_map(|(_, one)| one.trouble.clone()));
    let waivers = judged.iter().flat_map(|(_, one)| &one.waivers);
    let waivers: Vec<waiver::Waiver> = waivers.cloned().collect();
    let more = waiver::apply(&waivers, &mut found);
    found.extend(more);
    found.extend(trouble.into_iter().map(Finding::new));
    finish(found)
}

/// Gives findings about pages that are gone their columns: those pages, few as a rule, are made once more.
fn point(found: &mut [Finding], kept: &KeptPages, again: Again<'_>) {
    let mut pages: BTreeMap<String, Vec<&mut Finding>> = BTreeMap::new();
    for one in found {
        let place = one.diagnostic.place.as_ref();
        let open = place.filter(|place| place.line > 0 && place.column == 0);
        if let Some(file) = open.map(|place| place.file.clone())
            && kept.pages.contains_key(&file)
        {
            pages.entry(file).or_default().push(one);
        }
    }
    pages.into_par_iter().for_each(|(path, findings)| {
        let bytes = again(&path);
        let Some(text) = bytes.as_deref().and_then(|one| str::from_utf8(one).ok()) else {
            return;
        };
        for place in findings
            .into_iter()
            .filter_map(|one| one.diagnostic.place.as_mut())
        {
            pinpoint(place, text);
        }
    });
}

/// Lets waivers allow what other hosts said of links; gives back the findings about waivers that neither this nor `offline` needs.
pub fn allow_online(rules: &Checker, offline: &[Finding], online: &mut [Finding]) -> Vec<Finding> {
    // What is wrong with a waiver as such is said already.
    let waivers = rules.all().into_iter();
    let waivers: Vec<waiver::Waiver> = waivers
        .flat_map(|(_, one)| one.waivers.iter().cloned())
        .collect();
    finish(waiver::apply_online(&waivers, offline, online))
}

/// The day of publication in the report's data as they were published before, where the output folder holds them.
fn earlier(whole: WholeSite<'_>, report: &Report) -> Option<Date> {
    let folder = report.source.strip_suffix("index.md")?;
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
