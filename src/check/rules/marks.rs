//! L03: 《》 that do not close, document numbers that are damaged. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "L03",
    names: &["unbalanced-title-marks", "damaged-doc-number"],
    page: include_str!("marks.md"),
    run: RuleRun::Draft(find),
};

/// What looks like a document number: an office's short name, a year, a number.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<o>[\p{Han}]{2,14})(?P<y>[〔\[【]\d\d[〕\]】]|[〔\[【（(﹝]?\s*(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*[〕\]】）)﹞]?)\s*第?\s*(?P<n>\d{0,5})\s*号").expect("the pattern is constant")
});
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:〔20\d\d〕|\[20\d\d\]|（20\d\d）|\(20\d\d\)|【20\d\d】|﹝20\d\d﹞)$")
        .expect("the pattern is constant")
});

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.study.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        if let Some(start) = unbalanced(text) {
            let words = Words::new("《 and 》 do not pair", "书名号不成对");
            let hint = Words::new("close or open the mark", "请补上缺少的一半");
            let end = text[start..]
                .char_indices()
                .nth(8)
                .map_or(text.len(), |(end, _)| start + end);
            let place = draft.place(at, start..end);
            out.push(finding(
                Level::Info,
                ("L03", "unbalanced-title-marks"),
                place,
                words,
                hint,
            ));
        }
        for found in NUMBER.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let office = found["o"]
                .chars()
                .last()
                .is_some_and(|last| "发办函字委政府法规令通文司党组公教综".contains(last));
            let year: String = found["y"]
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .collect();
            let bracketed = year.chars().any(|letter| !letter.is_ascii_digit());
            let damaged = !WHOLE.is_match(&year) || found["n"].is_empty();
            if !damaged || !(office || bracketed) || year.is_empty() {
                continue;
            }
            let words = Words::new("the document number is damaged", "文号残缺");
            let hint = Words::new(
                "write it as 甲府〔2020〕1号",
                "请按“甲府〔2020〕1号”的形式写全",
            );
            let place = draft.place(at, whole.range());
            out.push(finding(
                Level::Info,
                ("L03", "damaged-doc-number"),
                place,
                words,
                hint,
            ));
        }
    }
    out
}

/// The byte of a mark without its partner.
fn unbalanced(text: &str) -> Option<usize> {
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
