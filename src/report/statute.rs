//! What a part that is there does not say, though it must. Enter at [`lack`].

use super::Report;
use super::profile::StatutoryPart;
use super::text::TextSection;

/// What a part that is there does not say, though it must.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MissingStatement<'a> {
    /// All of these words, one of which it must hold.
    Words(Vec<&'a str>),
    /// These, each of which it must speak of.
    Topics(Vec<&'a str>),
    /// Anything but this word.
    Only(&'a str),
}

/// What a part lacks; null where it is missing as a whole or says all it must.
pub(crate) fn lack<'a>(report: &Report, part: &'a StatutoryPart) -> Option<MissingStatement<'a>> {
    let held = report.part_sections(&part.id);
    if held.is_empty() {
        return None;
    }
    let is_due = part.must_say_from.is_none_or(|from| from <= report.year);
    let says = held
        .iter()
        .any(|section| says(report, section, &part.must_say));
    if is_due && !part.must_say.is_empty() && !says {
        return Some(MissingStatement::Words(
            part.must_say.iter().map(String::as_str).collect(),
        ));
    }
    let words: String = held.iter().map(|section| words(report, section)).collect();
    let titles: String = titles(report, &held);
    let is_silent =
        |word: &&String| !words.contains(word.as_str()) && !titles.contains(word.as_str());
    let silent: Vec<&str> = part
        .must_cover
        .iter()
        .filter(is_silent)
        .map(String::as_str)
        .collect();
    if is_due && !silent.is_empty() {
        return Some(MissingStatement::Topics(silent));
    }
    let bare: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    let only = part.not_only.iter().find(|word| **word == bare);
    only.map(|word| MissingStatement::Only(word))
}

/// The headings of sections and of those below them.
fn titles(report: &Report, held: &[&TextSection]) -> String {
    let below = |section: &&TextSection| {
        held.iter()
            .any(|one| section.path.starts_with(&format!("{}/", one.path)))
    };
    let all = report.text.sections.iter().filter(below);
    all.map(|section| format!("{}\n", section.title)).collect()
}

/// The text of a section and of those below it, without headings.
fn words(report: &Report, section: &TextSection) -> String {
    let below = format!("{}/", section.path);
    let all = report.text.sections.iter();
    let own = all.filter(|other| other.path == section.path || other.path.starts_with(&below));
    own.flat_map(|section| &section.blocks)
        .filter(|block| block.kind != super::text::BlockKind::Heading)
        .map(|block| block.plain.as_str())
        .collect()
}

/// Whether the section or one below it has one of the words.
fn says(report: &Report, section: &TextSection, words: &[String]) -> bool {
    let below = |other: &&TextSection| {
        other.path == section.path || other.path.starts_with(&format!("{}/", section.path))
    };
    let blocks = report
        .text
        .sections
        .iter()
        .filter(below)
        .flat_map(|section| &section.blocks);
    // The heading of a part may name the causes without giving any.
    let text = blocks.filter(|block| block.kind != super::text::BlockKind::Heading);
    text.into_iter()
        .any(|block| words.iter().any(|word| block.plain.contains(word)))
}
