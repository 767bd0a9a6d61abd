//! L03: 《》 that do not close, document numbers that are damaged. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::bytes_ahead;
use crate::check::word_file::{WordPattern, rule_words};
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::draft(
    "L03",
    &["unbalanced-title-marks", "damaged-doc-number"],
    include_str!("marks.md"),
    find,
);
const UNBALANCED_TITLE_MARKS: FindingForm = RULE.info(
    "unbalanced-title-marks",
    "close or open the mark",
    "请补上缺少的一半",
);
const DAMAGED_DOC_NUMBER: FindingForm = RULE.info(
    "damaged-doc-number",
    "write it as 甲府〔2020〕1号",
    "请按“甲府〔2020〕1号”的形式写全",
);

rule_words! { "marks.yaml":
    /// What looks like a document number: an office's short name, a year, a number.
    number: WordPattern,
    /// Its year where that is whole.
    whole: WordPattern,
    /// Last letters of the short names of offices.
    offices: String,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        if let Some(start) = unbalanced_mark(text) {
            let words = Words::new("《 and 》 do not pair", "书名号不成对");
            let place = draft.place(at, start..bytes_ahead(text, start, 8));
            out.push(UNBALANCED_TITLE_MARKS.at(place, words));
        }
        for found in WORDS.number.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            // What looks like a number is only told where it is damaged, and where it is surely one: an office stands before it or its
            // year is in brackets. Years in plain sentences (2020年第3号) so stay.
            let office = found["o"].ends_with(|last| WORDS.offices.contains(last));
            let year: String = found["y"]
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .collect();
            let bracketed = year.chars().any(|letter| !letter.is_ascii_digit());
            let damaged = !WORDS.whole.is_match(&year) || found["n"].is_empty();
            if !damaged || !(office || bracketed) || year.is_empty() {
                continue;
            }
            let words = Words::new("the document number is damaged", "文号残缺");
            let place = draft.place(at, whole.range());
            out.push(DAMAGED_DOC_NUMBER.at(place, words));
        }
    }
    out
}

/// The byte of a mark without its partner.
fn unbalanced_mark(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '《' => open.push(at),
            '》' if open.pop().is_none() => return Some(at),
            _ => {}
        }
    }
    open.pop()
}
