//! The domain: bodies, years, texts, figures, commitments, corrections and what changed between years. Enter at [`Reports`].
//!
//! Knows no markup and no file paths: places are carried along as [`crate::diagnostic::Place`] values made by `content`.

pub(crate) mod assemble;
pub(crate) mod body;
pub(crate) mod commitment;
pub(crate) mod compare;
pub(crate) mod correction;
mod data;
pub(crate) mod figure;
pub(crate) mod find;
mod known;
pub(crate) mod labels;
pub(crate) mod letter;
pub(crate) mod licence;
pub(crate) mod profile;
mod series;
mod site_file;
pub(crate) mod statute;
pub(crate) mod table;
pub(crate) mod text;
mod verify;

pub(crate) use body::{BodyKind, ReportingBody};
pub(crate) use commitment::{Commitment, CommitmentAnswer, Outcome, PromiseState};
pub(crate) use compare::Comparison;
pub(crate) use correction::{Correction, CorrectionClass};
pub(crate) use figure::{Exactness, Figure, Indicator, IndicatorKind, SumRule};
pub(crate) use find::citation::CitedDocument;
pub(crate) use licence::Licence;
pub use profile::ReportKind;
pub(crate) use profile::ReportKinds;
pub(crate) use series::ReportSeries;
pub(crate) use table::ReportTable;
pub use text::{ReportText, Spot};

/// A calendar year, the year a report speaks of.
pub(crate) type Year = i16;

/// How far a report is on its way to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// Being written; may be mended.
    Draft,
    /// Issued here; its text is a record.
    #[default]
    Published,
    /// Issued elsewhere; the text as received.
    Archived,
}

impl Status {
    /// The word in front matter and open data.
    pub fn id(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Published => "published",
            Status::Archived => "archived",
        }
    }
}

/// One report of one body for one year, its text with everything that rests on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The file it was read from, below `content`; empty where it is of no site.
    pub source: String,
    /// Id of the body that reports.
    pub body: String,
    /// The year reported on.
    pub year: Year,
    /// The title as issued.
    pub title: String,
    /// Id of the profile: what a report of this kind must have.
    pub profile: String,
    /// Who signed, as printed.
    pub signed_by: Option<String>,
    /// The day of signing.
    pub signed_on: Option<jiff::civil::Date>,
    /// The day of publication, declared once; unknown stays unknown.
    pub published: Option<jiff::civil::Date>,
    /// The day on which it was sent to the body above, where that is told.
    pub filed: Option<jiff::civil::Date>,
    /// Draft, published or archived.
    pub status: Status,
    /// Document number, as printed.
    pub document_number: Option<String>,
    /// The text in sections, blocks and sentences.
    pub text: ReportText,
    /// Statutory part id to the paths of the sections that hold it: as declared, else as found.
    pub parts: Vec<(String, Vec<String>)>,
    /// Where sections that hold both shortcomings and the plan turn to the plan.
    pub plan_turns: Vec<PlanTurn>,
    /// Section path to topic id.
    pub topics: Vec<(String, String)>,
    /// Figures, each with the words it rests on.
    pub figures: Vec<Figure>,
    /// Totals stated beside their parts.
    pub sums: Vec<SumRule>,
    /// What this report promises.
    pub commitments: Vec<Commitment>,
    /// What became of earlier promises.
    pub answers: Vec<CommitmentAnswer>,
    /// The public log of corrections.
    pub corrections: Vec<Correction>,
    /// Documents cited in the text.
    pub citations: Vec<CitedDocument>,
    /// The tables that the profile asks for.
    pub tables: Vec<ReportTable>,
}

/// Where a section that holds both shortcomings and the plan turns to the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTurn {
    /// Path of the section.
    pub within: String,
    /// Its first sentence that looks ahead.
    pub at: Spot,
}

impl Report {
    /// A report that says nothing but `text`.
    pub fn empty(text: ReportText) -> Report {
        Report {
            source: String::new(),
            body: String::new(),
            year: 0,
            title: String::new(),
            profile: String::new(),
            signed_by: None,
            signed_on: None,
            published: None,
            filed: None,
            status: Status::default(),
            document_number: None,
            text,
            parts: Vec::new(),
            plan_turns: Vec::new(),
            topics: Vec::new(),
            figures: Vec::new(),
            sums: Vec::new(),
            commitments: Vec::new(),
            answers: Vec::new(),
            corrections: Vec::new(),
            citations: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// Whether its data end before the year does: it was signed before the year's end, or a figure says so.
    pub fn is_partial(&self) -> bool {
        self.signed_on.is_some_and(|day| day.year() <= self.year)
            || self.figures.iter().any(|figure| figure.partial)
    }

    /// The series that it is one year of.
    pub fn series(&self) -> ReportSeries<'_> {
        ReportSeries::new(&self.body, &self.profile)
    }

    /// The anchor at a spot of its text: the id of the sentence, else of the section.
    pub fn anchor(&self, spot: &Spot) -> &str {
        let sentence = self.text.sentence_at(spot);
        let id = sentence.map(|sentence| sentence.id.as_str());
        id.filter(|id| !id.is_empty())
            .unwrap_or_else(|| self.text.sections[spot.section].id.as_str())
    }

    /// Whether a person has gone through earlier promises: it holds an answer. Until then silence about one is not claimed.
    pub fn is_checked(&self) -> bool {
        !self.answers.is_empty()
    }

    /// The topics of its sections and figures' promises, each once or more.
    pub fn topic_ids(&self) -> impl Iterator<Item = &str> {
        self.topics.iter().map(|(_, topic)| topic.as_str())
    }
}

/// Everything the site reports, in a fixed order: bodies as declared, reports by body and year.
#[derive(Debug, Clone, Default)]
pub struct Reports {
    /// The host's identity as `site.yaml` gives it; each value may be null.
    pub host: serde_json::Value,
    /// Which words the metadata table uses.
    pub labels: String,
    /// Under which terms the data may be used, as `site.yaml` declares them.
    pub licence: Option<Licence>,
    /// The kinds of reports, the site's own among them.
    pub profiles: ReportKinds,
    /// Bodies in the order of `site.yaml`.
    pub bodies: Vec<ReportingBody>,
    /// The dictionary of figures in the order of `indicators.yaml`.
    pub indicators: Vec<Indicator>,
    /// Reports by body (in order), year (oldest first) and kind.
    pub reports: Vec<Report>,
    /// Comparisons of neighbouring years of one body and kind, in the order of bodies, kinds and years.
    pub comparisons: Vec<Comparison>,
}

impl Reports {
    /// The reports of a body of whatever kind, oldest first.
    pub fn of<'a>(&'a self, body: &'a str) -> impl DoubleEndedIterator<Item = &'a Report> {
        self.reports
            .iter()
            .filter(move |report| report.body == body)
    }

    /// The reports of a body of one kind, oldest first.
    pub fn of_series<'a>(
        &'a self,
        series: ReportSeries<'a>,
    ) -> impl DoubleEndedIterator<Item = &'a Report> {
        let reports = self.reports.iter();
        reports.filter(move |report| report.series() == series)
    }

    /// The report of a body and kind for a year.
    pub fn report_of(&self, series: ReportSeries<'_>, year: Year) -> Option<&Report> {
        self.reports
            .iter()
            .find(|report| report.series() == series && report.year == year)
    }

    /// The comparisons of a body's reports of one kind, oldest first.
    pub fn comparisons_of<'a>(
        &'a self,
        series: ReportSeries<'a>,
    ) -> impl DoubleEndedIterator<Item = &'a Comparison> {
        self.comparisons
            .iter()
            .filter(move |one| one.series() == series)
    }

    /// The kinds of which a body has reports, in the order of the profiles.
    pub fn kinds(&self, body: &str) -> Vec<&str> {
        let has = |id: &&str| self.of(body).any(|report| report.profile == *id);
        self.profiles.ids().filter(has).collect()
    }

    /// The kind that stands first where a body is spoken of: the usual one, where it reports in that.
    pub fn main_kind(&self, body: &str) -> &str {
        let usual = || ReportKind::default_profile().id.as_str();
        self.kinds(body).into_iter().next().unwrap_or_else(usual)
    }

    /// What the command line calls a report: `qinghe/2021`, or `qinghe/xxgk/2021` where it is not of the usual kind.
    pub fn name(&self, report: &Report) -> String {
        report.series().name_of_year(report.year)
    }

    /// The reports of a report's body and kind, itself included, oldest first.
    pub fn siblings<'a>(
        &'a self,
        report: &'a Report,
    ) -> impl DoubleEndedIterator<Item = &'a Report> {
        self.of_series(report.series())
    }

    /// The body called `id`.
    pub fn body(&self, id: &str) -> Option<&ReportingBody> {
        self.bodies.iter().find(|body| body.id == id)
    }

    /// The indicator called `id`.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// Puts the reports into their fixed order.
    fn sort(&mut self) {
        let order: Vec<String> = self.bodies.iter().map(|body| body.id.clone()).collect();
        let kinds: Vec<String> = self.profiles.ids().map(str::to_owned).collect();
        self.reports.sort_by_key(|report| {
            let body = order.iter().position(|id| *id == report.body);
            let kind = kinds.iter().position(|id| *id == report.profile);
            (body, report.year, kind)
        });
    }
}
