//! What changed between two reports: figures, sentences, promises, and what fell silent. Enter at [`compare`].

mod contract;
mod figures;
mod formula;
mod joined;
mod likeness;
mod masked;
mod naming;
mod pair;
mod promises;
mod relations;
mod sections;
mod sentences;
mod silent;
mod summary;
mod wording;
mod words;
mod written;

pub use contract::json;
pub use figures::{ChangeDirection, FigureCell, FigureChange, FigureFlag, SeriesRow, series};
pub(crate) use masked::{fold, mask};
pub use naming::{CountedFigure, NamedPair, compare_unnamed};
pub use pair::{SentenceClass, SentencePair};
pub use promises::{OpenPromise, PromiseCandidate};
pub use sections::SectionPair;

pub use silent::{SilenceKind, SilentStatement, ZeroClaim};
pub use summary::{Summary, sentence};
pub use words::{WordChange, WordRun, load_dictionary, pieces};
pub(crate) use words::{is_listed, is_noun, is_word, parted};

use super::{Indicator, Report, ReportSeries, Reports, Year};
use rayon::prelude::*;

/// Version of the method: segmentation, classes and thresholds. A comparison names it, so that results of two versions are never mixed.
pub const METHOD: &str = "1.1";

/// What a comparison needs besides the two reports.
#[derive(Debug, Clone, Copy, Default)]
pub struct ComparisonContext<'a> {
    /// The dictionary of figures.
    pub indicators: &'a [Indicator],
    /// All reports, in any order; those of the same body carry promises and figures over several years.
    pub reports: &'a [Report],
}

/// Whether most of some words is made of official formulas.
pub(crate) fn is_formula_text(words: &str) -> bool {
    formula::is_formula(&masked::MaskedSentence::of(words).masked)
}

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

/// Compares each report with the one before it of the same body and kind, in the order of bodies, kinds and years.
///
/// Where there is a pair, the dictionary of words is loaded meanwhile for the pages that show what changed inside sentences.
///
/// The sentences of two reports that `earlier` holds unchanged are taken from there; they depend on nothing else.
pub fn neighbours(reports: &Reports, earlier: Option<&Reports>) -> Vec<Comparison> {
    let world = ComparisonContext {
        indicators: &reports.indicators,
        reports: &reports.reports,
    };
    let mut pairs = Vec::new();
    for body in &reports.bodies {
        for kind in reports.kinds(&body.id) {
            let own: Vec<&Report> = reports
                .of_series(ReportSeries::new(&body.id, kind))
                .collect();
            pairs.extend(own.windows(2).map(|pair| (pair[0], pair[1])));
        }
    }
    if !pairs.is_empty() {
        std::thread::spawn(load_dictionary);
    }
    pairs
        .par_iter()
        .map(|(old, new)| {
            let known = earlier.and_then(|earlier| known_sentences(old, new, earlier));
            let aligned = known.unwrap_or_else(|| sentences::align(old, new));
            with_sentences((old, new), world, aligned)
        })
        .collect()
}

/// The sentences of both texts in their pairs, and the sections in theirs.
type Aligned = (Vec<SentencePair>, Vec<SectionPair>);

fn known_sentences(old: &Report, new: &Report, earlier: &Reports) -> Option<Aligned> {
    let holds = |report: &Report| {
        earlier
            .reports
            .iter()
            .any(|one| one.source == report.source && one == report)
    };
    let comparison = earlier
        .comparisons
        .iter()
        .find(|one| (one.old_body == old.body && one.old_year == old.year) && one.leads_to(new))?;
    (holds(old) && holds(new)).then(|| (comparison.sentences.clone(), comparison.sections.clone()))
}

/// Compares two reports.
pub fn compare(old: &Report, new: &Report, world: ComparisonContext<'_>) -> Comparison {
    with_sentences((old, new), world, sentences::align(old, new))
}

fn with_sentences(
    (old, new): (&Report, &Report),
    world: ComparisonContext<'_>,
    (mut sentences, sections): Aligned,
) -> Comparison {
    joined::mark(&mut sentences, old, new);
    let figures = figures::changes(old, new, world);
    let promises = promises::promises(old, new, world);
    let zero_claims = silent::zero_claims(old, new);
    // Another body is not silent about what this one says.
    let silent = if old.body == new.body {
        silent::silences(old, new, &sections, &figures)
    } else {
        Vec::new()
    };
    let summary = summary::count(new, &figures, &sentences, &promises);
    Comparison {
        body: new.body.clone(),
        profile: new.profile.clone(),
        old_body: old.body.clone(),
        old_year: old.year,
        new_year: new.year,
        method: METHOD,
        summary,
        figures,
        sentences,
        sections,
        promises,
        silent,
        zero_claims,
    }
}

#[cfg(test)]
pub(crate) mod tests;

#[cfg(test)]
mod constructed;

#[cfg(test)]
mod labelled;
