//! Years of an earlier report inside the text: aims at its opening, dates in its plan. Enter at [`aims`] and [`plans`].

use super::words::{WORDS, WrongYear, YearPart};
use crate::check::draft::{DraftSentence, ReportDraft};
use crate::check::spans::moved;
use crate::import::OutlineBlock;
use crate::report::find::part::PartSections;
use crate::report::find::quantity::quoted_names as quoted;
use std::ops::Range;

/// Paragraphs before the first heading that may speak of the year's aims.
pub(super) const OPENING_BLOCKS: usize = 3;

/// Aims of another year in the first paragraphs, and of the year before wherever results are told.
pub(super) fn aims(draft: &ReportDraft<'_>, year: i32) -> Vec<WrongYear> {
    let is_opening = |block: &OutlineBlock| block.section.is_empty() && block.heading.is_none();
    let opening = draft
        .body()
        .filter(|(_, block)| is_opening(block))
        .take(OPENING_BLOCKS);
    let opening = opening.map(|(at, block)| (at, block, &WORDS.aim));
    let inside = draft
        .body()
        .filter(|(_, block)| !is_opening(block) && draft.reports_results(block));
    let inside = inside.map(|(at, block)| (at, block, &WORDS.aim_inside));
    let mut out = Vec::new();
    for (at, block, aim) in opening.chain(inside) {
        let text = block.line.text.as_str();
        let first = is_opening(block);
        for found in aim.captures_iter(text).filter_map(|found| found.name("y")) {
            let cited = quoted(text)
                .iter()
                .any(|name| name.contains(&found.start()));
            let wrong = |named: &i32| *named != year && (first || *named == year - 1);
            let named = year_number(found.as_str()).filter(|named| wrong(named) && !cited);
            out.extend(named.map(|named| WrongYear {
                place: draft.place(at, found.range()),
                named,
                wanted: year,
                part: if first {
                    YearPart::Opening
                } else {
                    YearPart::Sentence
                },
            }));
        }
    }
    out
}

/// Results that are counted up to an earlier year, in sentences that do not name the year reported on.
pub(super) fn counts(draft: &ReportDraft<'_>, year: i32) -> Vec<WrongYear> {
    let own = year.to_string();
    let is_asked = |line: &DraftSentence<'_>| {
        let words = line.words();
        draft.reports_results(line.block)
            && !words.contains(&own)
            && !WORDS.compared.stands_in(words)
    };
    let wrong = |line: DraftSentence<'_>| {
        let found = WORDS.until.captures(line.words())?.name("y")?;
        let named = year_number(found.as_str()).filter(|named| *named < year)?;
        Some(WrongYear {
            place: draft.place(line.at, moved(&found.range(), line.range.start)),
            named,
            wanted: year,
            part: YearPart::Sentence,
        })
    };
    draft.lines().filter(is_asked).filter_map(wrong).collect()
}

/// Dates in a section that holds the plan alone which are not after the year reported on.
pub(super) fn plans(draft: &ReportDraft<'_>, year: i32) -> Vec<WrongYear> {
    let merged = |path: &String| {
        draft.part("measures").contains(path) || draft.part("shortcomings").contains(path)
    };
    let only: Vec<String> = draft
        .part("plan")
        .iter()
        .filter(|path| !merged(path))
        .cloned()
        .collect();
    let none = only.is_empty();
    let only = PartSections::of(&only);
    // What is signed before the year ends may still plan for it.
    let early = draft
        .signed_on()
        .is_some_and(|day| day.starts_with(&year.to_string()));
    if none || early {
        return Vec::new();
    }
    let within = draft.body().filter(|(_, block)| only.holds(&block.section));
    let mut out = Vec::new();
    for (at, block) in within {
        let text = &block.line.text;
        // Headings of level 1 have their own rule.
        let top = draft
            .heading(block)
            .is_some_and(|heading| heading.level == 1);
        let lead = if top { block.lead } else { 0 };
        for range in dates_ahead(text.get(lead..).unwrap_or("")) {
            let range = moved(&range, lead);
            let named = year_number(&text[range.clone()]);
            let cited = quoted(text).iter().any(|name| name.contains(&range.start));
            if let Some(named) = named.filter(|named| *named <= year && !cited) {
                out.push(WrongYear {
                    place: draft.place(at, range),
                    named,
                    wanted: year + 1,
                    part: YearPart::Plan,
                });
            }
        }
    }
    out
}

fn dates_ahead(text: &str) -> Vec<Range<usize>> {
    let found = WORDS.ahead.captures_iter(text);
    found
        .filter_map(|found| {
            let year = found.name("y").or(found.name("z")).or(found.name("w"));
            Some(year?.range())
        })
        .collect()
}

fn year_number(words: &str) -> Option<i32> {
    words.get(..4)?.parse().ok()
}
