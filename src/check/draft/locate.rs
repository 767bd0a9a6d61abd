//! Where the words of a block stand in the file, markup and layout apart. Enter at [`WordLocator::place`].

use super::lines::{LineMap, excerpt, is_long, masked};
use crate::diagnostic::Place;
use crate::import::ImportStudy;
use crate::import::words::is_layout;
use std::ops::Range;
use std::sync::OnceLock;

/// How much of a file stands around its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileMarkup {
    /// Words alone.
    None,
    /// Markdown's marks.
    Marks,
    /// Tags and entities.
    Tags,
}

/// Finds the words of blocks in the file.
#[derive(Debug)]
pub(super) struct WordLocator {
    markup: FileMarkup,
    /// Bytes at which the lines of the file begin.
    lines: Vec<usize>,
    /// Byte at which the first word of each block stands.
    starts: Vec<Option<usize>>,
    /// Characters on the way through each block that findings lie in, so that none begins at its first word again.
    steps: Vec<OnceLock<Vec<LocatedStep>>>,
    /// Lines as people count them, once there is a finding.
    places: OnceLock<LineMap>,
}

/// A character of a block, by its byte there and in the file.
#[derive(Debug, Clone, Copy)]
struct LocatedStep {
    words: usize,
    file: usize,
}

/// Characters between two steps.
const STRIDE: usize = 64;

/// How many characters of a block must stand together for its beginning to be known.
const FIRST: usize = 6;
/// How far behind its line a block may begin, in bytes.
const REACH: usize = 4000;

impl WordLocator {
    /// Looks for the beginning of every block, in order.
    pub(super) fn new(name: &str, study: &ImportStudy) -> WordLocator {
        let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let text = study.text.as_deref().unwrap_or("");
        let markup = match ending.as_str() {
            "md" | "markdown" => FileMarkup::Marks,
            "html" | "htm" | "xhtml" | "shtml" => FileMarkup::Tags,
            _ if text.trim_start().starts_with('<') => FileMarkup::Tags,
            _ => FileMarkup::None,
        };
        let lines: Vec<usize> = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let mut locator = WordLocator {
            markup,
            lines,
            starts: Vec::new(),
            steps: Vec::new(),
            places: OnceLock::new(),
        };
        let mut last = 0;
        for block in &study.outline.blocks {
            let number = block.line.number;
            // The line that the HTML parser gives may be one too high.
            let index = number.saturating_sub(if markup == FileMarkup::Tags { 2 } else { 1 });
            let from = locator.lines.get(index).copied().unwrap_or(0).max(last);
            let start = (study.text.is_some() && number > 0)
                .then(|| locator.begin(text, from, &block.line.text))
                .flatten();
            if let Some(start) = start {
                last = locator
                    .walk(text, start, &block.line.text)
                    .last()
                    .map_or(start, |(_, end)| *end);
            }
            locator.starts.push(start);
            locator.steps.push(OnceLock::new());
        }
        locator
    }

    /// The byte at which the words begin.
    fn begin(&self, text: &str, from: usize, words: &str) -> Option<usize> {
        let head: String = words
            .chars()
            .filter(|c| !is_layout(*c))
            .take(FIRST)
            .collect();
        let first = head.chars().next()?;
        let wanted = head.chars().count();
        let limit = text.len().min(from + REACH);
        let mut at = from;
        while at < limit {
            at += text[at..].find(first)?;
            if at >= limit {
                return None;
            }
            if self.walk(text, at, &head).len() == wanted {
                return Some(at);
            }
            at += first.len_utf8();
        }
        None
    }

    /// The bytes of each character of `words` (layout left out) from `start` on; ends where the file says something else.
    fn walk(&self, text: &str, start: usize, words: &str) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut at = start;
        for wanted in words.chars().filter(|c| !is_layout(*c)) {
            loop {
                let Some(found) = text[at..].chars().next() else {
                    return out;
                };
                let rest = &text[at..];
                let entity = (self.markup == FileMarkup::Tags && found == '&')
                    .then(|| entity(rest))
                    .flatten();
                if let Some((letter, length)) = entity {
                    if letter == wanted {
                        out.push((at, at + length));
                        at += length;
                        break;
                    }
                    if is_layout(letter) {
                        at += length;
                        continue;
                    }
                    return out;
                }
                if self.markup == FileMarkup::Tags && found == '<' {
                    match rest.find('>') {
                        Some(end) => at += end + 1,
                        None => return out,
                    }
                } else if found == wanted {
                    out.push((at, at + found.len_utf8()));
                    at += found.len_utf8();
                    break;
                } else if is_layout(found)
                    || self.markup == FileMarkup::Marks && "*_\\#>|".contains(found)
                {
                    at += found.len_utf8();
                } else {
                    return out;
                }
            }
        }
        out
    }

    /// Bytes of the file's text for bytes of a block's text.
    pub(super) fn source(
        &self,
        study: &ImportStudy,
        at: usize,
        range: Range<usize>,
    ) -> Option<Range<usize>> {
        let (text, words) = (
            study.text.as_deref()?,
            &study.outline.blocks.get(at)?.line.text,
        );
        let start = self.starts.get(at).copied().flatten()?;
        let steps = self.steps[at].get_or_init(|| self.stepped(text, start, words));
        let before = steps.partition_point(|step| step.words <= range.start);
        let from = steps[before.checked_sub(1)?];
        let count = |to: usize| {
            let part = &words[from.words..to];
            part.chars().filter(|c| !is_layout(*c)).count()
        };
        let first = count(range.start);
        let end = count(range.end).max(first + 1);
        let to = range.end.max(next(words, range.start));
        let map = self.walk(text, from.file, &words[from.words..to]);
        let (from, to) = (map.get(first)?.0, map.get(end - 1)?.1);
        Some(from..to)
    }

    /// Steps through a block as far as the file says the same.
    fn stepped(&self, text: &str, start: usize, words: &str) -> Vec<LocatedStep> {
        let letters = words.char_indices().filter(|(_, c)| !is_layout(*c));
        let walked = self.walk(text, start, words);
        let all = letters.zip(walked).step_by(STRIDE);
        let mut steps: Vec<LocatedStep> = all
            .map(|((words, _), (file, _))| LocatedStep { words, file })
            .collect();
        // Layout before the first word belongs to it.
        match steps.first_mut() {
            Some(first) => first.words = 0,
            None => steps.push(LocatedStep {
                words: 0,
                file: start,
            }),
        }
        steps
    }

    /// The place of bytes of a block's text: in the file where they are found there, else in the words alone.
    pub(super) fn place(
        &self,
        study: &ImportStudy,
        file: &str,
        at: usize,
        range: Range<usize>,
    ) -> Place {
        let Some(block) = study.outline.blocks.get(at) else {
            return Place::file(file);
        };
        let words = &block.line.text;
        let quote = if is_long(words) {
            masked(words, range.clone()).trim().to_owned()
        } else {
            words[range.clone()].trim().to_owned()
        };
        if let (Some(text), Some(found)) = (&study.text, self.source(study, at, range.clone()))
            && (self.markup != FileMarkup::Tags || !text[found.clone()].contains('<'))
        {
            let lines = self.places.get_or_init(|| LineMap::of(text));
            let place = lines.place(file, text, found);
            return Place { quote, ..place };
        }
        Place {
            file: file.to_owned(),
            line: block.line.number,
            column: words[..range.start].chars().count() + 1,
            quote,
            excerpt: excerpt(words),
        }
    }
}

fn next(words: &str, at: usize) -> usize {
    words[at..].chars().next().map_or(at, |c| at + c.len_utf8())
}

/// The letter of an entity and the bytes it takes.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = match name {
        "nbsp" => '\u{a0}',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "ldquo" => '“',
        "rdquo" => '”',
        "mdash" => '—',
        "ensp" | "emsp" | "thinsp" => ' ',
        "middot" => '·',
        _ => {
            let code = name.strip_prefix('#')?;
            let value = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(value)?
        }
    };
    Some((letter, end + 1))
}
