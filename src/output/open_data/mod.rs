//! The site's data for machines and spreadsheets: every figure with its source, described and licensed. Enter at [`list`].

mod catalog;
mod csv_file;
mod dataset;
mod json_file;
mod package;
mod page;
mod report_file;
mod sheet;
mod terms;
mod workbook;

pub use page::view;

use super::ledger::Ledger;
use super::{Plan, Recipe};
use crate::site::reports::DATA;
use dataset::Name;
use std::sync::Arc;

/// One file of the open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// A sheet as CSV.
    Csv(Name),
    /// All observations as JSON.
    Json,
    /// All sheets as one workbook.
    Workbook,
    /// The description after Frictionless Data Package.
    Package,
    /// The description after DCAT, in JSON-LD.
    Catalog,
    /// One report with its sentences: index into `Reports::reports`.
    Report(usize),
}

/// Lists the files, where the site has reports at all.
pub(super) fn list(plan: Plan<'_>, artifacts: &mut Ledger) {
    if plan.reports.reports.is_empty() {
        return;
    }
    for file in shared(plan) {
        artifacts.insert(path(plan, file), Recipe::OpenData(file));
    }
    for index in 0..plan.reports.reports.len() {
        let file = File::Report(index);
        artifacts.insert(path(plan, file), Recipe::OpenData(file));
    }
}

/// The files that are there once, in the order in which pages and descriptions name them.
fn shared(plan: Plan<'_>) -> Vec<File> {
    let sheets = dataset::names(plan).into_iter().map(File::Csv);
    let mut files = vec![File::Workbook];
    files.extend(sheets);
    files.extend([File::Json, File::Package, File::Catalog]);
    files
}

/// The output path of a file.
fn path(plan: Plan<'_>, file: File) -> String {
    let below = |name: &str| format!("{}{name}", DATA.trim_start_matches('/'));
    match file {
        File::Csv(name) => below(&format!("{}.csv", name.id())),
        File::Json => below("observations.json"),
        File::Workbook => below("observations.xlsx"),
        File::Package => below("datapackage.json"),
        File::Catalog => below("catalog.jsonld"),
        File::Report(index) => {
            let report = &plan.reports.reports[index];
            let page = plan.site.report_address(report, plan.config);
            format!("{}report.json", page.trim_start_matches('/'))
        }
    }
}

/// The bytes of a file. Those that descriptions and pages weigh are made once.
pub fn made(plan: Plan<'_>, file: File) -> Arc<[u8]> {
    if matches!(file, File::Report(_)) {
        return make(plan, file).into();
    }
    let key = path(plan, file);
    plan.weighed.get(&key, || make(plan, file))
}

fn make(plan: Plan<'_>, file: File) -> Vec<u8> {
    match file {
        File::Csv(name) => csv_file::bytes(&dataset::sheet(plan, name)),
        File::Json => json_file::bytes(plan),
        File::Workbook => workbook::bytes(plan),
        File::Package => package::bytes(plan),
        File::Catalog => catalog::bytes(plan),
        File::Report(index) => report_file::bytes(plan, &plan.reports.reports[index]),
    }
}

/// A JSON value as a file: indented, so that versions can be compared line by line.
fn json_bytes(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a JSON value always serialises");
    bytes.push(b'\n');
    bytes
}
