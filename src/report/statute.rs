//! Which sections hold the parts that the law asks for: as declared, else looked for. Enter at [`sections`].

use super::Report;
use super::profile::{ReportKind, StatutoryPart};
use super::text::TextSection;

/// The sections that hold a part; empty where the report does not have it.
pub fn sections<'a>(
    report: &'a Report,
    profile: &ReportKind,
    part: &StatutoryPart,
) -> Vec<&'a TextSection> {
    let declared = report.parts.iter().find(|(id, _)| *id == part.id);
    if let Some((_, paths)) = declared {
        return paths
            .iter()
            .filter_map(|path| report.text.section_by_path(path))
            .collect();
    }
    match &part.within {
        Some(outer) => {
            let outer = profile
                .parts
                .iter()
                .find(|one| one.id == *outer && one.within.is_none());
            let outer = outer
                .map(|outer| sections(report, profile, outer))
                .unwrap_or_default();
            outer
                .into_iter()
                .filter(|section| says(report, section, &part.words))
                .collect()
        }
        None => {
            let top = report
                .text
                .sections
                .iter()
                .filter(|section| section.level == 1);
            top.filter(|section| {
                part.headings
                    .iter()
                    .any(|word| section.title.contains(word))
            })
            .collect()
        }
    }
}

/// What a part that is there does not say, though it must.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MissingStatement<'a> {
    /// All of these words, one of which it must hold.
    Words(Vec<&'a str>),
    /// These, each of which it must speak of.
    Topics(Vec<&'a str>),
    /// Anything but this word.
    Only(&'a str),
}

/// What a part lacks; null where it is missing as a whole or says all it must.
pub fn lack<'a>(
    report: &Report,
    profile: &ReportKind,
    part: &'a StatutoryPart,
) -> Option<MissingStatement<'a>> {
    let held = sections(report, profile, part);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text;

    fn found(markdown: &str, id: &str) -> Vec<String> {
        let report = Report::empty(text::read(markdown));
        let profile = ReportKind::default_profile();
        let part = profile.parts.iter().find(|part| part.id == id).unwrap();
        sections(&report, profile, part)
            .into_iter()
            .map(|section| section.path.clone())
            .collect()
    }

    #[test]
    fn an_unlisted_part_is_looked_for_by_its_heading() {
        let text = "## 一、主要做法\n\n甲。\n\n## 二、存在问题及下一步工作计划\n\n乙。\n";
        assert_eq!(found(text, "measures"), ["一、"]);
        assert_eq!(found(text, "shortcomings"), ["二、"]);
        assert_eq!(found(text, "plan"), ["二、"]);
        assert!(found(text, "first_responsible").is_empty());
    }

    #[test]
    fn causes_must_be_said_in_the_text_and_not_only_in_the_heading() {
        assert!(found("## 一、存在的不足和原因\n\n还有差距。\n", "causes").is_empty());
        assert_eq!(
            found(
                "## 一、存在的不足和原因\n\n还有差距，主要原因是人手不够。\n",
                "causes"
            ),
            ["一、"]
        );
    }
}
