//! The site's data for machines and spreadsheets: every figure with its source, described and licensed. Enter at [`list`].

mod address;
mod catalog;
mod csv_file;
mod dataset;
mod json_file;
mod package;
mod page;
mod report_file;
mod reporting;
mod sheet;
mod terms;
mod workbook;

pub(crate) use page::view;

use super::output_plan::OutputPlan;
use crate::site::address::{data_file, report_data};
use dataset::SheetName;
use std::sync::Arc;

/// One file of the open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenDataFile {
    /// A sheet as CSV.
    Csv(SheetName),
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

/// The files by output path, where the site has reports at all.
pub(super) fn list(plan: OutputPlan<'_>) -> Vec<(String, OpenDataFile)> {
    if plan.reports.reports.is_empty() {
        return Vec::new();
    }
    let reports = (0..plan.reports.reports.len()).map(OpenDataFile::Report);
    let files = shared(plan).into_iter().chain(reports);
    files.map(|file| (path(plan, file), file)).collect()
}

/// The files that are there once, in the order in which pages and descriptions name them.
fn shared(plan: OutputPlan<'_>) -> Vec<OpenDataFile> {
    let sheets = dataset::names(plan).into_iter().map(OpenDataFile::Csv);
    let mut files = vec![OpenDataFile::Workbook];
    files.extend(sheets);
    files.extend([
        OpenDataFile::Json,
        OpenDataFile::Package,
        OpenDataFile::Catalog,
    ]);
    files
}

/// The address of a file.
fn address(plan: OutputPlan<'_>, file: OpenDataFile) -> String {
    match file {
        OpenDataFile::Csv(name) => data_file(&format!("{}.csv", name.id())),
        OpenDataFile::Json => data_file("observations.json"),
        OpenDataFile::Workbook => data_file("observations.xlsx"),
        OpenDataFile::Package => data_file("datapackage.json"),
        OpenDataFile::Catalog => data_file("catalog.jsonld"),
        OpenDataFile::Report(index) => {
            let report = &plan.reports.reports[index];
            report_data(&plan.site.report_address(report, plan.config))
        }
    }
}

/// The output path of a file.
fn path(plan: OutputPlan<'_>, file: OpenDataFile) -> String {
    address(plan, file).trim_start_matches('/').to_owned()
}

/// The bytes of a file. Those that descriptions and pages weigh are made once.
pub(crate) fn made(plan: OutputPlan<'_>, file: OpenDataFile) -> Arc<[u8]> {
    if matches!(file, OpenDataFile::Report(_)) {
        return make(plan, file).into();
    }
    let key = path(plan, file);
    plan.hashed.get(&key, || make(plan, file))
}

fn make(plan: OutputPlan<'_>, file: OpenDataFile) -> Vec<u8> {
    match file {
        OpenDataFile::Csv(name) => csv_file::bytes(&dataset::sheet(plan, name)),
        OpenDataFile::Json => json_file::bytes(plan),
        OpenDataFile::Workbook => workbook::bytes(plan),
        OpenDataFile::Package => package::bytes(plan),
        OpenDataFile::Catalog => catalog::bytes(plan),
        OpenDataFile::Report(index) => report_file::bytes(plan, &plan.reports.reports[index]),
    }
}

/// A JSON value as a file: indented, so that versions can be compared line by line.
fn json_bytes(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a JSON value always serialises");
    bytes.push(b'\n');
    bytes
}
