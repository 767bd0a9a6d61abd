//! T06: half-width marks among Chinese text, `< >` in titles, layout by spaces. Enter at [`RULE`].

use crate::check::brackets::{is_wide, pairs};
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm, ProposedFix};
use crate::check::rule::Rule;
use crate::diagnostic::{Place, Words};
use crate::report::find::citation::marked;
use crate::report::letter::is_han;
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule {
    mechanical: true,
    ..Rule::draft(
        "T06",
        &[
            "half-width-punctuation",
            "ascii-angle-brackets",
            "layout-spaces",
        ],
        include_str!("widths.md"),
        find,
    )
};
const HALF_WIDTH_PUNCTUATION: FindingForm = RULE.info(
    "half-width-punctuation",
    "write full-width marks",
    "请改为全角标点",
);
const ASCII_ANGLE_BRACKETS: FindingForm = RULE.info(
    "ascii-angle-brackets",
    "the inner title marks are 〈 〉",
    "内层书名号应为〈〉",
);
const LAYOUT_SPACES: FindingForm = RULE.info(
    "layout-spaces",
    "the page sets them; leave the spaces out",
    "位置由网页样式决定，请删去空格",
);

/// Spaces at the start of a line that are alignment, not an indent.
const ALIGNED: usize = 8;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    out.extend(half_width(draft));
    out.extend(angles(draft));
    out.extend(spaces(draft));
    out
}

fn half_width(draft: &ReportDraft<'_>) -> Option<Finding> {
    let mut all: Vec<(usize, HalfWidthMark)> = Vec::new();
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        all.extend(marks(&block.line.text).into_iter().map(|mark| (at, mark)));
    }
    let (at, first) = all.first()?;
    let count = all.len();
    let words = Words::new(
        format!("{count} half-width marks among Chinese text"),
        format!("中文之间有{count}处半角标点"),
    );
    let text = &draft.outline.blocks[*at].line.text;
    let place = draft.place(*at, around(text, &first.range));
    let fixes = all.iter().filter(|(_, mark)| mark.fixable);
    let fixes = fixes.filter_map(|(at, mark)| {
        let source = draft.source(*at, mark.range.clone())?;
        Some(ProposedFix::new(source, mark.wide.to_string()))
    });
    Some(HALF_WIDTH_PUNCTUATION.at(place, words).fixed_by(fixes))
}

/// A half-width mark that belongs to Chinese words.
struct HalfWidthMark {
    range: Range<usize>,
    wide: char,
    /// Whether a program may widen it: a bracket without its partner stays.
    fixable: bool,
}

/// The marks of a block in order. Brackets are judged in pairs: both are widened or none.
fn marks(text: &str) -> Vec<HalfWidthMark> {
    // Each half-width mark is first judged by the letters that touch it. Brackets are then judged as pairs, since a bracket of one width
    // with a partner of the other is worse than two narrow ones: both are widened where one of them stands among Chinese words, and none
    // where they hold Latin words behind a Latin word, as in WTO (World Trade). What is left without a partner is told and not widened.
    let mut seen: BTreeMap<usize, (bool, char)> = BTreeMap::new();
    let mut before = None;
    for (start, letter) in text.char_indices() {
        let after = text[start + letter.len_utf8()..].chars().next();
        if let Some(wide) = wide(letter) {
            let latin = before.is_some_and(|letter: char| letter.is_ascii_alphabetic());
            if among_chinese(before, letter, after) {
                seen.insert(start, (latin, wide));
            } else if letter == '(' {
                seen.insert(start, (latin, ' '));
            }
        }
        if letter != ' ' {
            before = Some(letter);
        }
    }
    let mut out = Vec::new();
    let mut add = |at: usize, wide: char, fixable: bool| {
        let range = at..at + 1;
        out.push(HalfWidthMark {
            range,
            wide,
            fixable,
        });
    };
    for (open, close) in pairs(text) {
        let (first, last) = (seen.remove(&open), seen.remove(&close));
        let widths = (is_wide(text, open), is_wide(text, close));
        let named = first.is_some_and(|(latin, _)| latin) && !text[open..close].chars().any(is_han);
        let among = last.is_some() || first.is_some_and(|(_, wide)| wide != ' ');
        if widths.0 != widths.1 || widths == (false, false) && among && !named {
            for (at, is_wide, wide) in [(open, widths.0, '（'), (close, widths.1, '）')] {
                if !is_wide {
                    add(at, wide, true);
                }
            }
        }
    }
    for (at, (_, wide)) in seen.into_iter().filter(|(_, (_, wide))| *wide != ' ') {
        add(at, wide, !matches!(wide, '（' | '）'));
    }
    out.sort_by_key(|mark| mark.range.start);
    out
}

/// The mark with a few words before and behind it.
fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start]
        .char_indices()
        .rev()
        .nth(5)
        .map_or(0, |(at, _)| at);
    let end = text[range.end..]
        .char_indices()
        .nth(6)
        .map_or(text.len(), |(at, _)| range.end + at);
    start..end
}

fn wide(letter: char) -> Option<char> {
    let pairs = [
        (',', '，'),
        (':', '：'),
        (';', '；'),
        ('(', '（'),
        (')', '）'),
        ('!', '！'),
        ('?', '？'),
    ];
    pairs
        .iter()
        .find(|(half, _)| *half == letter)
        .map(|(_, wide)| *wide)
}

/// Whether a mark belongs to Chinese words: it touches one of them, and it is no part of a time, a number or Latin words.
fn among_chinese(before: Option<char>, mark: char, after: Option<char>) -> bool {
    // Half-width marks are right in Latin words, times and numbers. A mark is Chinese where a Han letter or a full-width mark touches it.
    // Numbers and Latin words may stand inside of brackets of a Chinese sentence, so a bracket that opens is judged first by the letter
    // before it, and one that closes behind a digit by the letter behind it.
    let chinese = |letter: Option<char>| {
        letter.is_some_and(|letter| is_han(letter) || "“”‘’《》〈〉、。（）％".contains(letter))
    };
    let latin = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    match mark {
        '(' => chinese(before) || chinese(after) && !latin(before),
        ')' => {
            let digit = before.is_some_and(|letter| letter.is_ascii_digit());
            chinese(before) || digit && chinese(after)
        }
        _ if latin(before) && latin(after) => false,
        _ => {
            chinese(before)
                || chinese(after) && !before.is_some_and(|letter| letter.is_ascii_alphabetic())
        }
    }
}

fn angles(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        for mark in marked(text) {
            let inner = mark.start + '《'.len_utf8();
            let (Some(open), Some(close)) = (mark.name.find('<'), mark.name.rfind('>')) else {
                continue;
            };
            if close < open {
                continue;
            }
            let range = inner + open..inner + close + 1;
            let words = Words::new("ASCII `< >` inside 《》", "书名号内使用了半角 `< >`");
            let one = |range: Range<usize>, with: &str| {
                Some(ProposedFix::new(draft.source(at, range)?, with))
            };
            let fixes = [
                one(range.start..range.start + 1, "〈"),
                one(range.end - 1..range.end, "〉"),
            ];
            let place = draft.place(at, range.clone());
            let found = ASCII_ANGLE_BRACKETS.at(place, words);
            out.push(found.fixed_by(fixes.into_iter().flatten()));
        }
    }
    out
}

/// Lines that were moved to the right with spaces; one finding at the first.
fn spaces(draft: &ReportDraft<'_>) -> Option<Finding> {
    let text = draft.text.as_deref()?;
    if text.trim_start().starts_with('<') {
        return None;
    }
    let aligned = |line: &str| {
        let space: usize = line
            .chars()
            .take_while(|letter| letter.is_whitespace())
            .map(|letter| if letter == '\u{3000}' { 2 } else { 1 })
            .sum();
        space >= ALIGNED && !line.trim().is_empty()
    };
    // The text is read as it lies in the file, since import takes layout away. A full-width space is as wide as two others. An indent of
    // two characters is usual; from eight columns on a line was moved to the middle or to the right.
    let mut at = 0;
    let mut first = None;
    let mut fixes = Vec::new();
    for line in text.split_inclusive('\n') {
        if aligned(line) && line.chars().any(is_han) {
            let start = at + line.len() - line.trim_start().len();
            fixes.push(ProposedFix::new(at..start, ""));
            first.get_or_insert(start..at + line.trim_end().len());
        }
        at += line.len();
    }
    let count = fixes.len();
    let place = Place::span(draft.file.as_str(), text, first?);
    let words = Words::new(
        format!("{count} lines are moved with runs of spaces"),
        format!("有{count}行用连续空格排版"),
    );
    let found = LAYOUT_SPACES.at(place, words);
    Some(found.fixed_by(fixes))
}
