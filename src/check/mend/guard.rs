//! Which mendings change a mark and nothing else. Enter at [`keep`].

use super::{apply, is_markdown};
use crate::check::finding::Fix;
use crate::check::terms::Variant;
use crate::content::front_matter;
use crate::import::words::is_layout;
use crate::report::number::half_width;
use pulldown_cmark::{Event, Options, Parser};
use std::ops::Range;

/// Marks that may come, go or be widened.
const MARKS: &str = ",，:：;；()（）!！?？.．。、<>〈〉《》“”‘’\"'\\";
const NUMERALS: &str = "〇○零一二两三四五六七八九十百千万亿廿卅";

/// The mendings after which text and markup mean what they meant before.
pub(super) fn keep(name: &str, text: &str, fixes: Vec<Fix>, variants: &[Variant]) -> Vec<Fix> {
    let body = body(name, text);
    let lines = by_line(text, fixes);
    let mut kept = Vec::new();
    for (line, fixes) in lines {
        let words = &text[line.clone()];
        let before = essence(words, variants);
        let local = |fix: &Fix| Fix::new(fix.start - line.start..fix.end - line.start, &*fix.with);
        let fine = |fix: &Fix| {
            fix.start >= body.start && essence(&apply(words, &[local(fix)]), variants) == before
        };
        let fixes: Vec<Fix> = fixes.into_iter().filter(fine).collect();
        let all: Vec<Fix> = fixes.iter().map(local).collect();
        if !fixes.is_empty() && essence(&apply(words, &all), variants) == before {
            kept.push(fixes);
        }
    }
    let frame = frame(name, text);
    let mut out = Vec::new();
    unharmed(name, (text, &frame), &kept, &mut out);
    out
}

/// Bytes of the text without front matter.
fn body(name: &str, text: &str) -> Range<usize> {
    match front_matter::split(name, text) {
        Ok(split) if is_markdown(name) => split.body,
        _ => 0..text.len(),
    }
}

/// The mendings by the line they stand in.
fn by_line(text: &str, fixes: Vec<Fix>) -> Vec<(Range<usize>, Vec<Fix>)> {
    let mut out: Vec<(Range<usize>, Vec<Fix>)> = Vec::new();
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

/// Lines whose mending leaves the markup as it is; halves are tried where a whole does not, and of one line its mendings alone.
fn unharmed(name: &str, (text, before): (&str, &str), lines: &[Vec<Fix>], out: &mut Vec<Fix>) {
    let is_fine = |fixes: &[Fix]| frame(name, &apply(text, fixes)) == before;
    match lines {
        [] => {}
        _ if is_fine(&lines.concat()) => out.extend(lines.concat()),
        [line] => {
            let alone = line
                .iter()
                .filter(|fix| is_fine(std::slice::from_ref(*fix)));
            let alone: Vec<Fix> = alone.cloned().collect();
            if is_fine(&alone) {
                out.extend(alone);
            }
        }
        _ => {
            let (first, second) = lines.split_at(lines.len() / 2);
            unharmed(name, (text, before), first, out);
            unharmed(name, (text, before), second, out);
        }
    }
}

/// Everything of a text but its words: what Markdown or tags make of it, and calls of shortcodes.
fn frame(name: &str, text: &str) -> String {
    if !is_markdown(name) {
        let is_page = text.trim_start().starts_with('<');
        return if is_page {
            between(text, "<", ">")
        } else {
            String::new()
        };
    }
    let text = &text[body(name, text)];
    let mut out = between(text, "{{", "}}") + &between(text, "{%", "%}");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for event in Parser::new_ext(text, options) {
        if !matches!(event, Event::Text(_) | Event::SoftBreak) {
            out += &format!("{event:?}\n");
        }
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
pub(super) fn essence(text: &str, variants: &[Variant]) -> String {
    let words = usual(text, variants);
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
fn usual(text: &str, variants: &[Variant]) -> String {
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
