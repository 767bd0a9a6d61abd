//! Counties that are not the body's own: one that leads where the own one should, one that is named anywhere. Enter at [`leading`] and [`named`].

use super::words::{ForeignName, WORDS};
use crate::check::draft::ReportDraft;
use crate::check::spans::{is_apart, sentence_around};
use crate::diagnostic::{Level, Words};
use crate::report::find::quantity::quoted_names as quoted;
use std::ops::Range;

/// The longest name has so many letters.
const LONGEST: usize = 16;

/// Another county where the one that leads is named.
pub(super) fn leading(text: &str, names: &[String]) -> Vec<ForeignName> {
    let is_full = |name: &&String| name.contains(|letter| WORDS.county_own.contains(letter));
    let full: Vec<&String> = names.iter().filter(is_full).collect();
    if full.is_empty() {
        return Vec::new();
    }
    let own = |name: &str| full.iter().any(|own| own.contains(name));
    let found = WORDS.led.captures_iter(text);
    found
        .filter_map(|found| found.name("n"))
        .filter(|name| !own(name.as_str()) && !WORDS.no_name.is_match(name.as_str()))
        .filter(|name| !WORDS.general.is_match(name.as_str()))
        .map(|name| ForeignName {
            range: name.range(),
            level: Level::Error,
            words: Words::new(
                "another county leads here",
                "此处的县（区）不是本单位所属的县（区）",
            ),
        })
        .collect()
}

/// Any county of the country but the own one, as a whole word; to be confirmed.
pub(super) fn named(draft: &ReportDraft<'_>, text: &str, names: &[String]) -> Vec<ForeignName> {
    // Of 2,600 names most texts have none: each 县, 区, 市 or 旗 is looked at once, and only where the last three letters end a name are
    // longer and longer words looked up, so that a report costs as much as it has such letters, not as there are counties.
    if !matches!(draft.level(), Some("town" | "street" | "county")) {
        return Vec::new();
    }
    let found = county_names(draft, text);
    if found.is_empty() {
        return Vec::new();
    }
    let own = own_places(draft, names);
    let cited = quoted(text);
    let led = WORDS.led.captures_iter(text);
    let led: Vec<Range<usize>> = led
        .filter_map(|found| Some(found.name("n")?.range()))
        .collect();
    let is_foreign = |range: &Range<usize>| {
        let name = &text[range.clone()];
        let mut known = cited.iter().chain(&led);
        let is_own = |own: &String| own.contains(name) || name.contains(own.as_str());
        WORDS.before.is_match(&text[..range.start])
            && WORDS.after.is_match(&text[range.end..])
            && !own.iter().any(is_own)
            && known.all(|other| is_apart(other, range))
            && !WORDS.together.is_match(sentence_around(text, range))
    };
    let found = found.into_iter().filter(is_foreign);
    found
        .map(|range| {
            let name = &text[range.clone()];
            let words = Words::new(
                format!("`{name}` is not the county of this body"),
                format!("“{name}”不是本单位所属的县（市、区）"),
            );
            ForeignName {
                range,
                level: Level::Warning,
                words,
            }
        })
        .collect()
}

/// What the body belongs to, by its names and those that the site gives for it.
fn own_places(draft: &ReportDraft<'_>, names: &[String]) -> Vec<String> {
    let known = draft.known.iter().flat_map(|known| &known.body.places);
    let all = names.iter().chain(known);
    all.filter(|name| name.chars().count() >= 3)
        .cloned()
        .collect()
}

/// Bytes of the names of counties, the longest at each place.
fn county_names(draft: &ReportDraft<'_>, text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if !WORDS.county_ends.contains(letter) || !draft.terms.county_names.may_end(&text[..end]) {
            continue;
        }
        let starts = text[..at].char_indices().rev().map(|(start, _)| start);
        let starts: Vec<usize> = starts.take(LONGEST).collect();
        let known = |start: &&usize| draft.terms.county_names.has(&text[**start..end]);
        if let Some(start) = starts.iter().rev().find(known) {
            out.push(*start..end);
        }
    }
    out
}
