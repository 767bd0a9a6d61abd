//! What stands on a report's text: what became of each sentence, and a note for each figure. Enter at [`sentences`] and [`notes`].

use super::{PageContext, figure};
use crate::render::context::FlagWord;
use crate::render::report_text::SentenceMark;
use crate::report::compare::SentenceClass;
use crate::report::{Figure, Report, Spot};
use crate::words::{figure as figure_words, sentence as sentence_words};
use serde::Serialize;
use std::collections::BTreeMap;

/// Marks by sentence id, where there is an earlier report to compare with; sentences that stayed have none.
pub(crate) fn sentences(desk: PageContext<'_>, report: &Report) -> BTreeMap<String, SentenceMark> {
    let comparison = desk
        .reports
        .comparisons
        .iter()
        .find(|one| one.leads_to(report));
    let Some(comparison) = comparison else {
        return BTreeMap::new();
    };
    let pairs = comparison
        .sentences
        .iter()
        .filter(|pair| pair.class != SentenceClass::Same && !pair.signature);
    pairs
        .filter_map(|pair| {
            let sentence = report.text.sentence_at(pair.new.as_ref()?)?;
            let words = sentence_words::since(comparison.old_year, pair.class);
            Some((
                sentence.id.clone(),
                SentenceMark {
                    sign: sentence_words::mark(pair.class).to_owned(),
                    words,
                },
            ))
        })
        .collect()
}

/// A figure's note, `note` in `parts/figure_note.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FigureNote {
    /// 网格数
    pub name: String,
    /// `104个`
    pub value: String,
    /// 期末数 …
    pub kind: String,
    /// Codes.
    pub flags: Vec<FlagWord>,
    /// Change in words.
    pub change: Option<String>,
    /// The figure's page.
    pub href: String,
}

/// Each figure of the text with the bytes of its words and its note.
pub(crate) fn notes<'a>(
    desk: PageContext<'a>,
    report: &'a Report,
) -> impl Iterator<Item = (&'a Figure, Spot, FigureNote)> {
    report
        .figures
        .iter()
        .filter(|one| one.is_of(report.year))
        .filter_map(move |one| {
            let indicator = desk.reports.indicator(&one.indicator)?;
            let cell = figure::report_cell(desk, report, one);
            let note = FigureNote {
                name: indicator.name.clone(),
                value: format!("{}{}", cell.text.unwrap_or_default(), indicator.unit),
                kind: figure_words::kind(indicator.kind).to_owned(),
                flags: cell.flags,
                change: figure::change_in(desk, report, indicator),
                href: desk.figure_link(&report.body, indicator).href,
            };
            Some((one, number_spot(report, one), note))
        })
}

/// The bytes of the number inside the quote; the whole quote where the number is said in words.
fn number_spot(report: &Report, one: &Figure) -> Spot {
    let words = report.text.words(&one.spot);
    let digits = one.value.normalize().to_string();
    match words.find(&digits) {
        Some(at) => Spot {
            range: one.spot.range.start + at..one.spot.range.start + at + digits.len(),
            ..one.spot.clone()
        },
        None => one.spot.clone(),
    }
}
