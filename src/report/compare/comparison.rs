//! What a comparison is made from and what it holds. Enter at [`Comparison`].

use super::figures::FigureChange;
use super::pair::SentencePair;
use super::promises::OpenPromise;
use super::sections::SectionPair;
use super::silent::{SilentStatement, ZeroClaim};
use super::summary::Summary;
use crate::report::{Report, ReportSeries, Year};

/// Version of the method: segmentation, classes and thresholds. A comparison names it, so that results of two versions are never mixed.
pub(crate) const METHOD: &str = "1.1";

/// Everything that changed between two reports: of one body and two years, or of two bodies and one year.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The body of the newer report.
    pub body: String,
    /// The kind of the newer report: the id of its profile.
    pub profile: String,
    /// The body of the older report: the same, unless two bodies stand side by side.
    pub old_body: String,
    /// The older year.
    pub old_year: Year,
    /// The newer year.
    pub new_year: Year,
    /// Version of the method.
    pub method: &'static str,
    /// Counts.
    pub summary: Summary,
    /// One row an indicator of either report, in the order of the dictionary; zero-claims included.
    pub figures: Vec<FigureChange>,
    /// Every sentence of both texts once, in the order of the newer text.
    pub sentences: Vec<SentencePair>,
    /// Every section of both texts once, in the order of the newer text.
    pub sections: Vec<SectionPair>,
    /// Promises open at the older report, those of earlier years first.
    pub promises: Vec<OpenPromise>,
    /// What the older text says and the newer one does not.
    pub silent: Vec<SilentStatement>,
    /// Zeros stated in words in either text.
    pub zero_claims: Vec<ZeroClaim>,
}

impl Comparison {
    /// The series of the newer report.
    pub fn series(&self) -> ReportSeries<'_> {
        ReportSeries::new(&self.body, &self.profile)
    }

    /// Whether it is the one that leads up to a report.
    pub fn leads_to(&self, report: &Report) -> bool {
        self.series() == report.series() && self.new_year == report.year
    }
}
