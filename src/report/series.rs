//! The reports of one body and one kind, which follow each other over the years. Enter at [`ReportSeries`].

use super::ReportKind;

/// A body and a kind of report: neighbours, comparisons, figures and promises are of one series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportSeries<'a> {
    /// Id of the body.
    pub body: &'a str,
    /// Id of the kind.
    pub kind: &'a str,
}

impl<'a> ReportSeries<'a> {
    /// The series of a body and a kind, by their ids.
    pub fn new(body: &'a str, kind: &'a str) -> ReportSeries<'a> {
        ReportSeries { body, kind }
    }

    /// Whether its kind is the usual one, which addresses and folders leave out.
    pub fn is_usual(self) -> bool {
        self.kind == ReportKind::default_profile().id
    }

    /// What the command line and folders call its report of a year: `qinghe/2021`, or `qinghe/xxgk/2021` where it is not of the usual kind.
    pub fn name_of_year(self, year: impl std::fmt::Display) -> String {
        let (body, kind) = (self.body, self.kind);
        if self.is_usual() {
            format!("{body}/{year}")
        } else {
            format!("{body}/{kind}/{year}")
        }
    }
}
