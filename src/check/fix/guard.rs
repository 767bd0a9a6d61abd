//! Which fixes change a mark and nothing else. Enter at [`kept_fixes`].

use super::splice::{is_markdown, spliced};
use crate::check::brackets::{is_wide, pairs};
use crate::check::finding::ProposedFix;
use crate::check::terms::WordVariant;
use crate::check::word_boundary::{WordBoundary, word_boundary};
use crate::content::front_matter;
use crate::import::words::is_layout;
use crate::report::letter::half_width;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Marks that may come, go or be widened.
const MARKS: &str = ",，:：;；()（）!！?？.．。、<>〈〉《》“”‘’\"'\\";
const NUMERALS: &str = "〇○零一二两三四五六七八九十百千万亿廿卅";

/// The fixes after which text and markup mean what they meant before.
pub(super) fn kept_fixes(
    name: &str,
    text: &str,
    fixes: Vec<ProposedFix>,
    variants: &[WordVariant],
) -> Vec<ProposedFix> {
    // Each fix is first judged alone in its line: the words that carry meaning must come out as they were. Then all fixes of a line
    // together, since two marks may join what one would not. What is left is held against the markup of the whole text.
    let body = body_range(name, text);
    let lines = by_line(text, fixes);
    let mut kept = Vec::new();
    for (line, fixes) in lines {
        let words = &text[line.clone()];
        let before = essence(words, variants);
        let local = |fix: &ProposedFix| {
            ProposedFix::new(fix.start - line.start..fix.end - line.start, &*fix.with)
        };
        let fine = |fix: &ProposedFix| {
            fix.start >= body.start
                && keeps_words(text, fix, variants)
                && essence(&spliced(words, &[local(fix)]), variants) == before
        };
        let fixes: Vec<ProposedFix> = fixes.into_iter().filter(fine).collect();
        let all: Vec<ProposedFix> = fixes.iter().map(local).collect();
        if !fixes.is_empty() && essence(&spliced(words, &all), variants) == before {
            kept.push(fixes);
        }
    }
    let frame = frame(name, text);
    let mut out = Vec::new();
    let text = FramedText {
        name,
        text,
        frame: &frame,
    };
    unharmed(&text, &kept, &mut out);
    out
}

/// Whether no word changes but a listed variant that is a word by itself there.
fn keeps_words(text: &str, fix: &ProposedFix, variants: &[WordVariant]) -> bool {
    let old = &text[fix.start..fix.end];
    let is_mark = |letter: char| is_layout(letter) || MARKS.contains(letter);
    if old.chars().all(is_mark) {
        return true;
    }
    let listed = |one: &WordVariant| one.wrong == old && one.right == fix.with && !one.judged;
    variants.iter().any(listed) && word_boundary(text, &(fix.start..fix.end)) == WordBoundary::Alone
}

/// The fixes without those that would leave a bracket of one width with a partner of the other, or widen one that has none.
pub(super) fn whole_pairs(text: &str, mut fixes: Vec<ProposedFix>) -> Vec<ProposedFix> {
    let is_bracket = |fix: &ProposedFix| matches!(fix.with.as_str(), "（" | "）");
    let mut paired: BTreeMap<usize, usize> = BTreeMap::new();
    for (open, close) in pairs(text) {
        paired.extend([(open, close), (close, open)]);
    }
    let widened: BTreeSet<usize> = fixes
        .iter()
        .filter(|fix| is_bracket(fix))
        .map(|fix| fix.end - 1)
        .collect();
    fixes.retain(|fix| {
        let partner = paired.get(&(fix.end - 1));
        let fits = |at: &usize| is_wide(text, *at) || widened.contains(at);
        !is_bracket(fix) || partner.is_some_and(fits)
    });
    fixes
}

/// Whether all these fixes together leave the markup as it is.
pub(super) fn leaves_frame(name: &str, text: &str, fixes: &[ProposedFix]) -> bool {
    frame(name, &spliced(text, fixes)) == frame(name, text)
}

/// Bytes of the text without front matter.
fn body_range(name: &str, text: &str) -> Range<usize> {
    match front_matter::split(name, text) {
        Ok(split) if is_markdown(name) => split.body,
        _ => 0..text.len(),
    }
}

/// The fixes by the line they stand in.
fn by_line(text: &str, fixes: Vec<ProposedFix>) -> Vec<(Range<usize>, Vec<ProposedFix>)> {
    let mut out: Vec<(Range<usize>, Vec<ProposedFix>)> = Vec::new();
    for fix in fixes {
        match out.last_mut() {
            Some((line, fixes)) if fix.end <= line.end => fixes.push(fix),
            _ => {
                let start = text[..fix.start].rfind('\n').map_or(0, |at| at + 1);
                let end = text[fix.end..].find('\n');
                let end = end.map_or(text.len(), |at| fix.end + at);
                out.push((start..end, vec![fix]));
            }
        }
    }
    out
}

/// A text with its markup as it was.
struct FramedText<'t> {
    name: &'t str,
    text: &'t str,
    frame: &'t str,
}

/// Lines whose fix leaves the markup as it is; halves are tried where a whole does not, and of one line its fixes alone.
fn unharmed(of: &FramedText<'_>, lines: &[Vec<ProposedFix>], out: &mut Vec<ProposedFix>) {
    // Whether the markup stays can only be told by parsing the whole text again. All lines are tried at once, which is nearly always
    // enough; where they do not hold, halves are, so that one bad line among n costs about log n parses and not n.
    let is_fine = |fixes: &[ProposedFix]| frame(of.name, &spliced(of.text, fixes)) == of.frame;
    match lines {
        [] => {}
        _ if is_fine(&lines.concat()) => out.extend(lines.concat()),
        [line] => {
            let alone = line
                .iter()
                .filter(|fix| is_fine(std::slice::from_ref(*fix)));
            let alone: Vec<ProposedFix> = alone.cloned().collect();
            if is_fine(&alone) {
                out.extend(alone);
            }
        }
        _ => {
            let (first, second) = lines.split_at(lines.len() / 2);
            unharmed(of, first, out);
            unharmed(of, second, out);
        }
    }
}

/// Everything of a text but its words: what Markdown or tags make of it, calls of shortcodes, code, and addresses.
fn frame(name: &str, text: &str) -> String {
    if !is_markdown(name) {
        let is_page = text.trim_start().starts_with('<');
        let tags = if is_page {
            between(text, "<", ">") + &code_words(text)
        } else {
            String::new()
        };
        return tags + &web_addresses(text);
    }
    let text = &text[body_range(name, text)];
    let mut out = between(text, "{{", "}}") + &between(text, "{%", "%}");
    out += &(code_words(text) + &web_addresses(text));
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut in_code = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        if in_code || !matches!(event, Event::Text(_) | Event::SoftBreak) {
            out += &format!("{event:?}\n");
        }
    }
    out
}

/// What stands in elements whose text is shown or run as it is.
fn code_words(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::new();
    for name in ["pre", "code", "kbd", "samp", "script", "style", "textarea"] {
        if lower.contains(&format!("<{name}")) {
            out += &between(&lower, &format!("<{name}"), &format!("</{name}>"));
        }
    }
    out
}

/// What follows each `://`, up to a space or a mark that no address has; a bracket ends it that was not opened in it.
fn web_addresses(text: &str) -> String {
    let mut out = String::new();
    for (at, _) in text.match_indices("://") {
        let mut open = 0;
        let ends = |letter: char| {
            open += i32::from(letter == '(') - i32::from(letter == ')');
            open < 0
                || letter.is_whitespace()
                || "<>\"`|]，。；：、（）！？《》“”‘’".contains(letter)
        };
        let rest = &text[at..];
        out += &rest[..rest.find(ends).unwrap_or(rest.len())];
        out.push('\n');
    }
    out
}

/// All that stands between two marks, the marks included.
fn between(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let end = rest[start..].find(close);
        let end = end.map_or(rest.len(), |at| start + at + close.len());
        out += &rest[start..end];
        out.push('\n');
        rest = &rest[end..];
    }
    out
}

/// The words of a text that carry its meaning: no marks, no space, every listed variant in its usual spelling. What stands between two
/// numerals carries meaning too, and so do the letters of a title.
pub(super) fn essence(text: &str, variants: &[WordVariant]) -> String {
    // Meaning is in the letters and in the numbers. Between two digits also a mark counts, because 1,200 and 12.00 are other numbers than
    // 1200; a line end parts two numbers whatever stands there.
    let words = usual_spelling(text, variants);
    let mut out = String::with_capacity(words.len());
    let mut between = String::new();
    for letter in words.chars() {
        if is_layout(letter) || MARKS.contains(letter) {
            between.push(letter);
            continue;
        }
        let last = out.chars().next_back().unwrap_or(' ');
        if between.contains('\n') {
            // Numbers of two lines are two numbers.
        } else if is_digit(last) && is_digit(letter) {
            out += &between;
        } else if is_numeral(last) && is_numeral(letter) {
            out.extend(
                between
                    .chars()
                    .filter(|one| !is_layout(*one))
                    .map(half_width),
            );
        }
        between.clear();
        out.push(letter);
    }
    out
}

fn is_digit(letter: char) -> bool {
    letter.is_numeric() && !NUMERALS.contains(letter)
}

fn is_numeral(letter: char) -> bool {
    letter.is_numeric() || NUMERALS.contains(letter)
}

/// Listed variants in their usual spelling, outside of titles.
fn usual_spelling(text: &str, variants: &[WordVariant]) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(['《', '》']) {
        let mut piece = piece.to_owned();
        if !piece.ends_with('》') {
            for variant in variants {
                if piece.contains(&variant.wrong) {
                    piece = piece.replace(&variant.wrong, &variant.right);
                }
            }
        }
        out += &piece;
    }
    out
}
