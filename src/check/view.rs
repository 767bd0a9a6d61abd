//! A site with its reports and pages, as rules for all of them see it. Enter at [`SiteView`].

use super::web::KeptPages;
use super::whole_site::WholeSite;
use crate::diagnostic::Place;
use crate::report::Report;

/// A long paragraph: what it says, and where. Two that say the same have the same fingerprint.
#[derive(Debug)]
pub(crate) struct LongParagraph {
    /// The fingerprint of its words.
    pub(crate) print: [u8; 32],
    /// Where its first words stand.
    pub(crate) place: Place,
}

/// A report and those of its paragraphs that nobody writes again by chance.
#[derive(Clone, Copy)]
pub(crate) struct ReportParagraphs<'a> {
    /// The report.
    pub(crate) report: &'a Report,
    /// Its long paragraphs.
    pub(crate) paragraphs: &'a [LongParagraph],
}

/// What rules across reports and pages see.
pub(crate) struct SiteView<'a> {
    /// The site.
    pub(crate) whole: &'a WholeSite,
    /// Its reports, by path.
    pub(crate) reports: &'a [ReportParagraphs<'a>],
    /// What is left of the finished files; nothing where they could not be made.
    pub(crate) kept: &'a KeptPages,
}
