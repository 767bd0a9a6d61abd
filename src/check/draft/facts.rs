//! What is known of a report beside the words of its text. Enter at [`DraftFacts`].

use crate::import::{ImportStudy, ImportWarning, ReportSignature};
use crate::report::find::part::FoundParts;

/// What is known of a report beside the words of its text.
#[derive(Debug, Default)]
pub(crate) struct DraftFacts {
    /// The title, where there is one.
    pub(crate) title: Option<String>,
    /// The body as the title names it.
    pub(super) body: Option<String>,
    /// The body that a table around the text names.
    pub(super) issuer: Option<String>,
    /// The year reported on.
    pub(super) year: Option<i32>,
    pub(super) level: Option<&'static str>,
    /// Who signed, and when.
    pub(crate) signed: Option<ReportSignature>,
    /// The day of publication.
    pub(crate) published: Option<String>,
    /// The day on which the text was made or given.
    pub(crate) dated: Option<String>,
    /// Id of the kind of report that it was read as.
    pub(super) kind_id: String,
    /// Whether it is a document of another kind.
    pub(crate) is_other: bool,
    /// Which sections hold which part, where no site says it.
    pub(super) parts: FoundParts,
    /// What reading the file noticed.
    pub(super) notes: Vec<ImportWarning>,
    /// Whether nothing of it could be read.
    pub(super) is_unread: bool,
}

impl DraftFacts {
    /// Of a file on its own, as import found them.
    pub(super) fn of_import(study: &ImportStudy) -> DraftFacts {
        let report = &study.report;
        DraftFacts {
            title: report.title.clone(),
            body: report.body.clone(),
            issuer: report.meta.get("发布机构").cloned(),
            year: report.year,
            level: report.level,
            signed: report.signed.clone(),
            published: report.published.clone(),
            dated: report.dated.clone(),
            kind_id: report.profile.clone(),
            is_other: report.kind == "other",
            parts: study.parts.clone(),
            notes: report.warnings.clone(),
            is_unread: report.words.is_empty(),
        }
    }
}
