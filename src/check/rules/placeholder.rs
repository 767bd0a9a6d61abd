//! T05: slots that were never filled. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::draft(
    "T05",
    &["placeholder"],
    include_str!("placeholder.md"),
    find,
);
const PLACEHOLDER: FindingForm = RULE.error(
    "placeholder",
    "fill it in, or remove the sentence",
    "请填写实际内容，或删去这句话",
);

rule_words! { "placeholder.yaml":
    slot: WordPattern,
    /// What stands between 【 and 】 where nothing was filled in.
    empty: WordList,
    /// With what it begins there.
    open: WordList,
    /// Letters behind ×× that make it a place, a date or a number, and no name that was hidden.
    no_name: String,
    /// Surnames, behind which a letter may be hidden.
    surnames: String,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        for found in WORDS.slot.find_iter(text) {
            if is_masked(text, found.start(), found.end()) || is_emphasis(draft, at, &found) {
                continue;
            }
            let words = Words::new("a slot that was never filled", "占位符未填写");
            let place = draft.place(at, found.range());
            out.push(PLACEHOLDER.at(place, words));
        }
    }
    out
}

/// Stars that hide part of a number or a name are no slot: 138****1234, 李**.
fn is_masked(text: &str, start: usize, end: usize) -> bool {
    // The same marks hide names and numbers on purpose: 138****1234, 李**, 张××. What stands around tells: digits or letters on one side
    // are a hidden number, a surname before one or two marks is a hidden name, unless a word for a place, a date or a unit follows
    // (张××村). Where neither is so, nobody filled the slot.
    let found = &text[start..end];
    let (before, after) = (
        text[..start].chars().next_back(),
        text[end..].chars().next(),
    );
    if found.starts_with('【') {
        let inner = found.trim_matches(['【', '】']).trim();
        return !WORDS.empty.lists(inner) && !WORDS.open.begins(inner);
    }
    if found.starts_with(['*', '＊']) {
        let near =
            |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        return near(before) || near(after) || before.is_some_and(is_surname);
    }
    // A word of Latin letters is no slot.
    let latin = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphabetic());
    if found.starts_with(['X', 'x']) && (latin(before) || latin(after)) {
        return true;
    }
    let marks = found
        .chars()
        .take_while(|letter| "XxＸ×".contains(*letter))
        .count();
    let next = found.chars().nth(marks).or(after);
    // 张×× is a name that was hidden, 张××村 is none.
    let hides = (1..=2).contains(&marks) && before.is_some_and(is_surname);
    let place = next.is_some_and(|letter| WORDS.no_name.contains(letter));
    hides && !place
        || found.starts_with('×') && before.is_some_and(|letter| letter.is_ascii_digit())
}

fn is_surname(letter: char) -> bool {
    WORDS.surnames.contains(letter)
}

/// In Markdown a star that is not escaped is a mark, not a word.
fn is_emphasis(draft: &ReportDraft<'_>, at: usize, found: &regex::Match<'_>) -> bool {
    let (Some(text), true) = (&draft.text, draft.file.ends_with(".md")) else {
        return false;
    };
    let source = draft.source(at, found.range());
    found.as_str().starts_with('*')
        && source.is_some_and(|range| {
            !text[..range.start].ends_with('\\') && !text[range.start..].starts_with('\\')
        })
}
