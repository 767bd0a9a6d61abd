//! D01: numbers of persons. Enter at [`RULE`].

use crate::check::draft::{LineMap, ReportDraft};
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::{Level, Place, Words};
use crate::personal::masking::hide;
use crate::personal::{PersonalNumber, find as numbers, label};
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule {
    any_text: true,
    ..Rule::draft(
        "D01",
        &["personal-data"],
        include_str!("personal_data.md"),
        find,
    )
};
const PERSONAL_DATA: FindingForm = RULE.error(
    "personal-data",
    "delete it, or publish an office's number instead; a report needs no number of a person",
    "请删去，或改为办公电话；年度报告不需要写出个人号码",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        for datum in numbers(text) {
            seen.insert(digits(&text[datum.range.clone()]));
            out.push(number_found(
                draft.place(at, shown(text, &datum)),
                text,
                &datum,
            ));
        }
    }
    // Front matter, comments, attributes of tags and what was left out as furniture.
    if let Some(text) = draft.text.as_deref() {
        out.extend(in_file(&draft.file, text, &mut seen));
    }
    out
}

/// The numbers of a file that are not among those already seen.
pub(crate) fn in_file(file: &str, text: &str, seen: &mut BTreeSet<String>) -> Vec<Finding> {
    let mut out = Vec::new();
    let lines = LazyCell::new(|| LineMap::of(text));
    for datum in numbers(text) {
        if seen.insert(digits(&text[datum.range.clone()])) {
            out.push(number_found(
                lines.place(file, text, shown(text, &datum)),
                text,
                &datum,
            ));
        }
    }
    out
}

/// The words before a number and its first digits, which tell where it stands and not whose it is.
fn shown(text: &str, datum: &PersonalNumber) -> Range<usize> {
    const FIRST: usize = 3;
    // A finding must show where it stands and not whose number it is. The words before the number and its first three digits tell the
    // place to whoever has the file, and nothing to anybody else.
    let start = label(text, datum.range.start).map_or(datum.range.start, |label| label.start);
    let digits = text[datum.range.clone()].char_indices();
    let mut digits = digits.filter(|(_, letter)| letter.is_alphanumeric());
    let end = digits
        .nth(FIRST)
        .map_or(datum.range.end, |(at, _)| datum.range.start + at);
    start..end
}

fn digits(words: &str) -> String {
    words
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// The finding about one number, which it shows hidden.
fn number_found(place: Place, text: &str, datum: &PersonalNumber) -> Finding {
    let (english, chinese) = datum.kind.name();
    let hidden = hide(&text[datum.range.clone()]);
    if datum.sure {
        let words = Words::new(
            format!("{english} is published: {hidden}"),
            format!("公开了{chinese}：{hidden}"),
        );
        PERSONAL_DATA.at(place, words)
    } else {
        let words = Words::new(
            format!("this may be {english}: {hidden}"),
            format!("可能是{chinese}：{hidden}"),
        );
        PERSONAL_DATA.weighing(Level::Warning).at(place, words)
    }
}
