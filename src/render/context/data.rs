//! The site's open data (`data.html`, variable `data`).

use super::{BodyName, LinkView};
use serde::Serialize;

/// `data` in `data.html`.
#[derive(Debug, Clone, Serialize)]
pub struct DataView {
    /// One sentence.
    pub about: String,
    /// The files that are there once.
    pub downloads: Vec<DownloadView>,
    /// What the sheets hold.
    pub sheets: Vec<SheetView>,
    /// The licence, null where the site declares none.
    pub licence: Option<LicenceView>,
    /// How to cite the data.
    pub citation: String,
    /// Which bodies are fictional, null where none is.
    pub sample: Option<String>,
    /// ISO date of the newest day that a report names.
    pub modified: Option<String>,
    /// One file a report, by body.
    pub reports: Vec<ReportFiles>,
}

/// A file.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    /// File name, linked.
    pub link: LinkView,
    /// What it holds.
    pub what: String,
    /// CSV, XLSX, JSON, JSON-LD.
    pub format: String,
    /// `12.3 KB`
    pub size: String,
}

/// A sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetView {
    /// `observations`
    pub id: String,
    /// In words.
    pub title: String,
    /// One sentence.
    pub about: String,
    /// How many rows it has.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<ColumnView>,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Name for machines.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Type of Table Schema.
    pub kind: String,
    /// What it means.
    pub about: String,
}

/// A licence.
#[derive(Debug, Clone, Serialize)]
pub struct LicenceView {
    /// `CC-BY-4.0`
    pub name: String,
    /// In words.
    pub title: String,
    /// Address of its text.
    pub url: String,
}

/// The files of a body's reports.
#[derive(Debug, Clone, Serialize)]
pub struct ReportFiles {
    /// The body.
    pub body: BodyName,
    /// One link a year, oldest first.
    pub links: Vec<LinkView>,
}
