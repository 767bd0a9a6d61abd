//! A whole site: every report, judged once, then what only all of them and the finished pages tell. Enter at [`check_site`].

use super::finding::Finding;
use super::judged::Checker;
use super::rule::RuleRun;
use super::rules::{RULES, publication};
use super::run::in_order;
use super::seen::SeenPages;
use super::view::{ReportParagraphs, SiteView};
use super::waiver;
use super::web::{KeptPages, pinpoint};
use super::whole_site::WholeSite;
use crate::report::Report;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes a finished file again, for the findings that are only known when all files are.
pub(crate) type Again<'a> = &'a (dyn Fn(&str) -> Option<Arc<[u8]>> + Sync);

/// Checks a whole site: every report on its own and beside its neighbours, then the pages that were seen.
pub(crate) fn check_site(seen: &SeenPages<'_>, again: Again<'_>) -> Vec<Finding> {
    let (checker, kept) = (seen.checker, seen.kept());
    let judged = checker.all();
    let mut found: Vec<Finding> = Vec::new();
    // The order in which rules are run does not matter: the findings are sorted at the end, and waivers are applied only when all are
    // there, because one may allow what a rule for the whole site finds.
    for (report, one) in &judged {
        found.extend(one.findings.iter().cloned());
        found.extend(
            earlier_day(checker.whole(), report)
                .and_then(|day| publication::changed(report, &one.published, day)),
        );
    }
    let paragraphs = judged.iter().map(|(report, one)| ReportParagraphs {
        report,
        paragraphs: &one.paragraphs,
    });
    let view = SiteView {
        whole: checker.whole(),
        reports: &paragraphs.collect::<Vec<_>>(),
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
    for folder in ["content/", "static/"] {
        across.extend(checker.beside(folder));
    }
    point_out(&mut across, &kept, again);
    found.extend(across);
    let mut trouble = checker.trouble().to_vec();
    trouble.extend(judged.iter().flat_map(|(_, one)| one.trouble.clone()));
    let waivers = judged.iter().flat_map(|(_, one)| &one.waivers);
    let waivers: Vec<waiver::Waiver> = waivers.cloned().collect();
    let more = waiver::apply(&waivers, &mut found);
    found.extend(more);
    found.extend(trouble.into_iter().map(Finding::new));
    in_order(found)
}

/// Gives findings about pages that are gone their columns: those pages, few as a rule, are made once more.
fn point_out(found: &mut [Finding], kept: &KeptPages, again: Again<'_>) {
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
pub(crate) fn allow_online(
    checker: &Checker,
    offline: &[Finding],
    online: &mut [Finding],
) -> Vec<Finding> {
    // What is wrong with a waiver as such is said already.
    let waivers = checker.all().into_iter();
    let waivers: Vec<waiver::Waiver> = waivers
        .flat_map(|(_, one)| one.waivers.iter().cloned())
        .collect();
    in_order(waiver::apply_online(&waivers, offline, online))
}

/// The day of publication in the report's data as they were published before, where the output folder holds them.
fn earlier_day(whole: &WholeSite, report: &Report) -> Option<Date> {
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
