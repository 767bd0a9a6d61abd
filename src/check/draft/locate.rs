//! Where the words of a block stand in the file, markup and layout apart. Enter at [`WordLocator::place`].

use super::lines::{LineMap, excerpt, is_long, masked};
use crate::diagnostic::Place;
use crate::import::words::is_layout;
use crate::import::{OutlineBlock, PageLine, ReportOutline};
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
    /// The file, as shown.
    file: String,
    markup: FileMarkup,
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
    /// Looks for the beginning of every block of a file, in order.
    pub(super) fn of_file(name: &str, text: &str, outline: &ReportOutline) -> WordLocator {
        let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let markup = match ending.as_str() {
            "md" | "markdown" => FileMarkup::Marks,
            "html" | "htm" | "xhtml" | "shtml" => FileMarkup::Tags,
            _ if text.trim_start().starts_with('<') => FileMarkup::Tags,
            _ => FileMarkup::None,
        };
        let lines: Vec<usize> = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        // The line that the HTML parser gives may be one too high.
        let above = if markup == FileMarkup::Tags { 2 } else { 1 };
        let start = |block: &OutlineBlock| {
            let number = block.line.number;
            let line = number.saturating_sub(above);
            (number > 0 && !text.is_empty()).then(|| lines.get(line).copied().unwrap_or(0))
        };
        let starts: Vec<Option<usize>> = outline.blocks.iter().map(start).collect();
        WordLocator::seek(name, markup, text, outline, &starts)
    }

    /// Looks for the beginning of every block of a Markdown file from the byte on at which it was read.
    pub(super) fn of_starts(
        name: &str,
        text: &str,
        outline: &ReportOutline,
        starts: &[usize],
    ) -> WordLocator {
        let starts: Vec<Option<usize>> = starts.iter().copied().map(Some).collect();
        WordLocator::seek(name, FileMarkup::Marks, text, outline, &starts)
    }

    /// Looks for the beginning of every block from its byte on, and behind the block before.
    fn seek(
        file: &str,
        markup: FileMarkup,
        text: &str,
        outline: &ReportOutline,
        from: &[Option<usize>],
    ) -> WordLocator {
        let mut locator = WordLocator {
            file: file.to_owned(),
            markup,
            starts: Vec::new(),
            steps: Vec::new(),
            places: OnceLock::new(),
        };
        let mut last = 0;
        for (block, from) in outline.blocks.iter().zip(from) {
            let words = &block.line.text;
            let start = from.and_then(|from| locator.begin(text, from.max(last), words));
            if let Some(start) = start {
                let walked = locator.walk(text, start, words);
                last = walked.last().map_or(start, |(_, end)| *end);
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
                let rest = &text[at..];
                let Some(found) = rest.chars().next() else {
                    return out;
                };
                // A bracket between tags is always a tag; in Markdown it may be a word.
                let is_word = self.markup != FileMarkup::Tags || found != '<';
                let entity = (self.markup != FileMarkup::None && found == '&')
                    .then(|| entity(rest))
                    .flatten();
                let (letter, length) = entity.unwrap_or((found, found.len_utf8()));
                if letter == wanted && is_word {
                    out.push((at, at + length));
                    at += length;
                    break;
                }
                match self.skipped(rest, letter, length) {
                    Some(length) => at += length,
                    None => return out,
                }
            }
        }
        out
    }

    /// Bytes of what stands in the file and is no word: layout, tags, marks of Markdown and addresses of links. `letter` is what the text
    /// begins with, and takes `length` bytes.
    fn skipped(&self, rest: &str, letter: char, length: usize) -> Option<usize> {
        if is_layout(letter) {
            return Some(length);
        }
        let through = |end: char| rest.find(end).map(|at| at + end.len_utf8());
        match (self.markup, letter) {
            (FileMarkup::Tags, '<') => through('>'),
            (FileMarkup::Marks, ']') if rest.starts_with("](") => through(')'),
            (FileMarkup::Marks, '[') if rest.starts_with("[^") => through(']'),
            // <https://…> shows its address, <br> shows nothing.
            (FileMarkup::Marks, '<') if !rest.starts_with("<http") => through('>'),
            (FileMarkup::Marks, letter) if "*_\\#>|<[]!`~-+".contains(letter) => Some(length),
            _ => None,
        }
    }

    /// Bytes of the file's text for bytes of a block's words.
    pub(super) fn source(
        &self,
        text: &str,
        at: usize,
        words: &str,
        range: Range<usize>,
    ) -> Option<Range<usize>> {
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

    /// The place of bytes of a line's text: in the file where they are found there, else in the words alone. `at` is the line's index.
    pub(super) fn place(
        &self,
        text: Option<&str>,
        at: usize,
        line: &PageLine,
        range: Range<usize>,
    ) -> Place {
        let words = &line.text;
        let quote = if is_long(words) {
            masked(words, range.clone()).trim().to_owned()
        } else {
            words[range.clone()].trim().to_owned()
        };
        let found = text.and_then(|text| self.source(text, at, words, range.clone()));
        if let Some((text, found)) = text.zip(found)
            && (self.markup != FileMarkup::Tags || !text[found.clone()].contains('<'))
        {
            let lines = self.places.get_or_init(|| LineMap::of(text));
            let place = lines.place(&self.file, text, found);
            return Place { quote, ..place };
        }
        Place {
            file: self.file.clone(),
            line: line.number,
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
