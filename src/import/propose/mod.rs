//! What the data files beside a report may hold, proposed from its text, each entry with its quote. Enter at [`propose`].
//!
//! Nothing is decided here: an indicator that no earlier figure and no dictionary names stays open, and so does every outcome.

mod entry;
mod known;
mod merge;

pub(crate) use entry::{ProposalTarget, ProposedEntry, read, write};
pub(crate) use merge::{merged, merged_topics};

use super::domain;
use super::imported::{ImportedFigure, ImportedReport};
use crate::report::compare::{ComparisonContext, compare};
use crate::report::find::plan::plan_items;
use crate::report::find::topic::topic_of;
use crate::report::{Report, Reports, Spot};
use known::KnownFigures;
use serde_json::{Value, json};

/// All proposals for a report of a site, without what its data files hold already; figures first, then promises, answers and topics.
///
/// `imported` is the same text as import reads it.
pub(crate) fn propose(
    imported: &ImportedReport,
    report: &Report,
    reports: &Reports,
) -> Vec<ProposedEntry> {
    let mut all = figures(imported, report, reports);
    all.extend(made(report));
    all.extend(answered(report, reports));
    all.extend(topics(imported, report));
    all
}

fn figures(imported: &ImportedReport, report: &Report, reports: &Reports) -> Vec<ProposedEntry> {
    let known = KnownFigures::of(report, reports);
    let (read, _) = domain(imported);
    let partial = read.figures.iter().any(|figure| figure.partial);
    let mut taken: Vec<String> = own_indicators(report);
    let mut out = Vec::new();
    for found in &imported.figures {
        let Some((quote, at, spot)) = quoted(report, &found.quote, &found.section) else {
            continue;
        };
        if has(report, found, &spot) {
            continue;
        }
        let named = known.name(found).filter(|(id, _)| !taken.contains(id));
        taken.extend(named.iter().map(|(id, _)| id.clone()));
        let (indicator, because) = named.unzip();
        let mut fields = vec![
            ("indicator", json!(indicator)),
            ("value", value(&found.value)),
        ];
        fields.extend(found.approx.map(|word| ("approx", json!(word))));
        fields.extend(found.zero_claim.then_some(("zero_claim", json!(true))));
        fields.extend((partial && !found.zero_claim).then_some(("partial", json!(true))));
        fields.push(("quote", json!(quote)));
        fields.extend(at.map(|at| ("at", json!(at))));
        fields.extend(because.map(|words| ("because", json!(words))));
        fields.extend((!found.unit.is_empty()).then(|| ("unit", json!(found.unit))));
        out.push(ProposedEntry::new(
            "f",
            out.len(),
            ProposalTarget::Figures,
            fields,
        ));
    }
    out
}

fn own_indicators(report: &Report) -> Vec<String> {
    let own = report
        .figures
        .iter()
        .filter(|figure| figure.for_year.is_none());
    own.map(|figure| figure.indicator.clone()).collect()
}

/// Whether the data hold a figure of this value at this place.
fn has(report: &Report, found: &ImportedFigure, spot: &Spot) -> bool {
    report.figures.iter().any(|figure| {
        let same = figure.value.normalize().to_string() == found.value;
        let here = (figure.spot.section, figure.spot.block) == (spot.section, spot.block)
            && figure.spot.range.start < spot.range.end
            && spot.range.start < figure.spot.range.end;
        same && here
    })
}

/// A number as YAML holds it exactly: an integer as it is, a decimal as text.
fn value(text: &str) -> Value {
    text.parse::<i64>()
        .map_or_else(|_| json!(text), |number| json!(number))
}

/// Words that stand in the report once, or the section in which they do, with their place; the whole sentence where a clause stands
/// there twice.
fn quoted(report: &Report, words: &str, section: &str) -> Option<(String, Option<String>, Spot)> {
    let text = &report.text;
    let only = |words: &str| {
        let mut all = text.find(words, None);
        if all.len() == 1 {
            return all.pop().map(|spot| (words.to_owned(), None, spot));
        }
        let mut here = text.find(words, Some(section));
        if here.len() != 1 {
            return None;
        }
        let spot = here.pop()?;
        let id = text.sections[spot.section].id.clone();
        Some((words.to_owned(), Some(id), spot))
    };
    only(words).or_else(|| {
        let first = text.find(words, Some(section)).into_iter().next()?;
        only(text.sentence_words(&first))
    })
}

fn made(report: &Report) -> Vec<ProposedEntry> {
    let mut out = Vec::new();
    for item in plan_items(report) {
        let inside = |quote: &str| item.quote.contains(quote) || quote.contains(&item.quote);
        if report.commitments.iter().any(|made| inside(&made.quote)) {
            continue;
        }
        let section = report.text.sections[item.spot.section].path.clone();
        let Some((quote, at, _)) = quoted(report, &item.quote, &section) else {
            continue;
        };
        let mut fields = vec![
            ("topic", json!(topic_of(&quote))),
            ("measurable", json!(item.measurable)),
            ("quote", json!(quote)),
        ];
        fields.extend(at.map(|at| ("at", json!(at))));
        out.push(ProposedEntry::new(
            "c",
            out.len(),
            ProposalTarget::Made,
            fields,
        ));
    }
    out
}

/// The sentence that fits best to each promise that is open; what it says of the outcome is for a person to decide.
fn answered(report: &Report, reports: &Reports) -> Vec<ProposedEntry> {
    let before = reports.siblings(report).rfind(|one| one.year < report.year);
    let Some(before) = before else {
        return Vec::new();
    };
    let world = ComparisonContext {
        indicators: &reports.indicators,
        reports: &reports.reports,
    };
    let mut out = Vec::new();
    for promise in compare(before, report, world).promises {
        let Some(best) = promise
            .candidates
            .first()
            .filter(|_| promise.answer.is_none())
        else {
            continue;
        };
        let section = report.text.sections[best.spot.section].path.clone();
        let Some((evidence, at, _)) = quoted(report, best.quote.trim_end_matches('。'), &section)
        else {
            continue;
        };
        let mut fields = vec![
            ("commitment", json!(promise.commitment.id)),
            ("outcome", Value::Null),
            ("evidence", json!(evidence)),
        ];
        fields.extend(at.map(|at| ("at", json!(at))));
        fields.push(("because", json!(promise.commitment.quote)));
        out.push(ProposedEntry::new(
            "a",
            out.len(),
            ProposalTarget::Answered,
            fields,
        ));
    }
    out
}

fn topics(imported: &ImportedReport, report: &Report) -> Vec<ProposedEntry> {
    let mut out = Vec::new();
    for (path, topic) in &imported.topics {
        let Some(section) = report.text.section_by_path(path) else {
            continue;
        };
        let known = |(known, _): &(String, String)| {
            report
                .text
                .section_by_path(known)
                .is_some_and(|one| one.id == section.id)
        };
        if report.topics.iter().any(known) {
            continue;
        }
        let fields = vec![
            ("section", json!(section.path)),
            ("topic", json!(topic)),
            ("quote", json!(section.title)),
        ];
        out.push(ProposedEntry::new(
            "t",
            out.len(),
            ProposalTarget::Topics,
            fields,
        ));
    }
    out
}

#[cfg(test)]
mod tests;
