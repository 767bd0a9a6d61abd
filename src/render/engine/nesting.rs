//! Refuses templates nested so deeply that a parser's stack would not hold them. Enter at [`too_deep`].

use super::Template;
use crate::diagnostic::{Diagnostic, Place, Words};

/// Brackets within brackets, or blocks within blocks, at most.
const DEEPEST: usize = 200;

/// The finding for a template that nests more than any author means.
pub(super) fn too_deep(template: &Template) -> Option<Diagnostic> {
    // Both parsers recurse into brackets and blocks and know no limit, so a template of a thousand brackets would end
    // the program. One pass over the letters is enough to refuse it: inside of tags brackets are counted outside of
    // strings, outside of them only words that open or close a block. What is counted wrongly here (a `raw` block) only
    // makes the limit come sooner.
    let text = &*template.text;
    let (mut brackets, mut blocks) = (0_usize, 0_usize);
    let mut quote = None;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if !inside {
            if c == '{' && text[at + 1..].starts_with(['{', '%']) {
                inside = true;
                brackets = 0;
                blocks = match block_step(&text[at..]) {
                    NestingStep::Opens => blocks + 1,
                    NestingStep::Closes => blocks.saturating_sub(1),
                    NestingStep::Neither => blocks,
                };
            }
            continue;
        }
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[') => brackets += 1,
            (None, ')' | ']') => brackets = brackets.saturating_sub(1),
            (None, '}') => inside = false,
            _ => {}
        }
        if brackets > DEEPEST || blocks > DEEPEST {
            let words = Words::new(
                format!(
                    "template `{}` nests more than {DEEPEST} levels deep",
                    template.name
                ),
                format!("模板 `{}` 嵌套超过 {DEEPEST} 层", template.name),
            );
            let place = Place::span(template.file.clone(), text, at..at + c.len_utf8());
            return Some(Diagnostic::error("template", "template-nesting", words).at(place));
        }
    }
    None
}

enum NestingStep {
    Opens,
    Closes,
    Neither,
}

/// Whether the tag at the start of `text` opens a block, closes one, or does neither.
fn block_step(text: &str) -> NestingStep {
    let Some(rest) = text.strip_prefix("{%") else {
        return NestingStep::Neither;
    };
    let word = rest.trim_start_matches('-').trim_start();
    let is = |name: &str| {
        word.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    if word.starts_with("end") {
        NestingStep::Closes
    } else if ["if", "for", "block", "macro", "filter", "component"]
        .iter()
        .any(|name| is(name))
    {
        NestingStep::Opens
    } else {
        NestingStep::Neither
    }
}
