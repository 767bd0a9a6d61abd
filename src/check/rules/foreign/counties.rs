//! Counties that are not the body's own: one that leads where the own one should, one that is named anywhere. Enter at [`leading`] and [`named`].

use super::{GENERAL, TOGETHER, pattern, say};
use crate::check::draft::ReportDraft;
use crate::check::finding::Finding;
use crate::diagnostic::{Level, Words};
use crate::report::find::quantity::names as quoted;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// 在乙县委、县政府领导下.
static LED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"在(?:中共)?(?P<n>[\p{Han}]{1,4}?[县区旗])[县区旗]?(?:委|委、[^，。]{0,6}政府|政府|人民政府)[^，。；]{0,12}(?:领导|指导|关心|支持)",
    )
});
/// Words before 县, 区 or 旗 that make no name: 各县区, 上级市区.
static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:上|省|市|县|区|全|各|两|本|我|该|属|新|老|城|郊|山|园|库|社|片|辖|高新|经开|开发|自治)|[县市区][县市区]$",
    )
});
/// What a county's name may follow: nothing, a mark, a word that governs it, or the name of what it lies in.
static BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:^|[^\\p{Han}]|[在于到从向由对为给与和及是按据请受被省市州盟])$"));
/// What may follow a county's name: one of its organs, a place in it, a mark. A court may sit for several counties.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:委|县委|区委|人民政府|政府|人大|政协|纪委|监委|[\\p{Han}]{2,6}局|[\\p{Han}]{1,6}(?:镇|乡|街道)|的|境内|辖区|各|$|[，。；：、）”])",
    )
});
/// The longest name has so many letters.
const LONGEST: usize = 16;

/// Another county where the one that leads is named.
pub(super) fn leading(
    draft: &ReportDraft<'_>,
    at: usize,
    text: &str,
    names: &[String],
) -> Vec<Finding> {
    let full: Vec<&String> = names
        .iter()
        .filter(|name| name.contains(['县', '区', '旗']))
        .collect();
    if full.is_empty() {
        return Vec::new();
    }
    let own = |name: &str| full.iter().any(|own| own.contains(name));
    LED.captures_iter(text)
        .filter_map(|found| found.name("n"))
        .filter(|name| !own(name.as_str()) && !NO_NAME.is_match(name.as_str()))
        .filter(|name| !GENERAL.is_match(name.as_str()))
        .map(|name| {
            let words = Words::new(
                "another county leads here",
                "此处的县（区）不是本单位所属的县（区）",
            );
            say(draft, at, (name.range(), Level::Error), words)
        })
        .collect()
}

/// Any county of the country but the own one, as a whole word; to be confirmed.
pub(super) fn named(
    draft: &ReportDraft<'_>,
    at: usize,
    text: &str,
    names: &[String],
) -> Vec<Finding> {
    if !matches!(draft.level(), Some("town" | "street" | "county")) {
        return Vec::new();
    }
    // Few blocks name a county at all.
    let found = counties(draft, text);
    if found.is_empty() {
        return Vec::new();
    }
    let own = places(draft, names);
    let cited = quoted(text);
    let led: Vec<Range<usize>> = LED
        .captures_iter(text)
        .filter_map(|found| Some(found.name("n")?.range()))
        .collect();
    let free = |range: &Range<usize>| {
        let apart = |other: &Range<usize>| other.end <= range.start || range.end <= other.start;
        cited.iter().chain(&led).all(apart)
    };
    found
        .into_iter()
        .filter(|range| {
            let name = &text[range.clone()];
            BEFORE.is_match(&text[..range.start])
                && AFTER.is_match(&text[range.end..])
                && !own
                    .iter()
                    .any(|own| own.contains(name) || name.contains(own.as_str()))
                && free(range)
                && !TOGETHER.is_match(sentence(text, range))
        })
        .map(|range| {
            let name = &text[range.clone()];
            let words = Words::new(
                format!("`{name}` is not the county of this body"),
                format!("“{name}”不是本单位所属的县（市、区）"),
            );
            say(draft, at, (range, Level::Warning), words)
        })
        .collect()
}

/// What the body belongs to, by its names and those that the site gives for it.
fn places(draft: &ReportDraft<'_>, names: &[String]) -> Vec<String> {
    let known = draft.known.iter().flat_map(|known| &known.body.places);
    let all = names.iter().chain(known);
    all.filter(|name| name.chars().count() >= 3)
        .cloned()
        .collect()
}

/// Bytes of the names of counties, the longest at each place.
fn counties(draft: &ReportDraft<'_>, text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices() {
        if !matches!(letter, '县' | '区' | '市' | '旗') {
            continue;
        }
        let end = at + letter.len_utf8();
        if !draft.terms.county_names.may_end(&text[..end]) {
            continue;
        }
        let starts: Vec<usize> = text[..at]
            .char_indices()
            .rev()
            .map(|(start, _)| start)
            .take(LONGEST)
            .collect();
        let known = |start: &&usize| draft.terms.county_names.has(&text[**start..end]);
        if let Some(start) = starts.iter().rev().find(known) {
            out.push(*start..end);
        }
    }
    out
}

/// The sentence around a name.
fn sentence<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let from = text[..range.start].rfind(['。', '；']).unwrap_or(0);
    let to = text[range.end..]
        .find(['。', '；'])
        .map_or(text.len(), |to| range.end + to);
    &text[from..to]
}
