//! Two reports become a comparison; each report with the one before it. Enter at [`compare`] and [`neighbours`].

use super::comparison::{Comparison, METHOD};
use super::sentences::{AlignedTexts, align};
use super::words::load_dictionary;
use super::world::ComparisonContext;
use super::{figures, joined, promises, silent, summary};
use crate::report::{Report, ReportSeries, Reports};
use rayon::prelude::*;

/// Compares each report with the one before it of the same body and kind, in the order of bodies, kinds and years.
///
/// Where there is a pair, the dictionary of words is loaded meanwhile for the pages that show what changed inside sentences.
///
/// The sentences of two reports that `earlier` holds unchanged are taken from there; they depend on nothing else.
pub(crate) fn neighbours(reports: &Reports, earlier: Option<&Reports>) -> Vec<Comparison> {
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
            let aligned = known.unwrap_or_else(|| align(old, new));
            with_sentences(old, new, world, aligned)
        })
        .collect()
}

fn known_sentences(old: &Report, new: &Report, earlier: &Reports) -> Option<AlignedTexts> {
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
    (holds(old) && holds(new)).then(|| AlignedTexts {
        sentences: comparison.sentences.clone(),
        sections: comparison.sections.clone(),
    })
}

/// Compares two reports.
pub fn compare(old: &Report, new: &Report, world: ComparisonContext<'_>) -> Comparison {
    with_sentences(old, new, world, align(old, new))
}

/// Compares two reports whose sentences and sections have their partners already.
pub(super) fn with_sentences(
    old: &Report,
    new: &Report,
    world: ComparisonContext<'_>,
    aligned: AlignedTexts,
) -> Comparison {
    let (mut sentences, sections) = (aligned.sentences, aligned.sections);
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
