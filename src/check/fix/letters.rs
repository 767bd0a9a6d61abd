//! The bytes of a text file and its letters: what is fixed in the one is fixed in the other. Enter at [`FileLetters::of_bytes`].

use super::splice::spliced;
use crate::check::finding::ProposedFix;
use crate::import::encoding_of;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// A file that can be written back byte for byte.
pub(super) struct FileLetters {
    encoding: &'static Encoding,
    /// The letters with the file's own line ends and its byte order mark.
    raw: String,
    /// Where the text that rules see and `raw` drift apart: a byte of the one and the same place in the other.
    drifts: Vec<(usize, usize)>,
}

impl FileLetters {
    /// The letters of a file; `None` where its bytes would not come out as they went in.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<FileLetters> {
        let encoding = encoding_of(bytes);
        let (raw, damaged) = encoding.decode_without_bom_handling(bytes);
        let raw = raw.into_owned();
        if damaged || encoded(encoding, &raw)? != bytes {
            return None;
        }
        let drifts = drifts_of(&raw);
        Some(FileLetters {
            encoding,
            raw,
            drifts,
        })
    }

    /// The text as rules see it: without a byte order mark, every line end a line feed.
    pub(super) fn text(&self) -> String {
        let mut out = String::with_capacity(self.raw.len());
        let mut letters = self.raw.trim_start_matches('\u{feff}').chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\r' if letters.peek() == Some(&'\n') => {}
                _ if is_line_end(letter) => out.push('\n'),
                _ => out.push(letter),
            }
        }
        out
    }

    /// The bytes with fixes of the text; `None` where the encoding does not have a letter of theirs.
    pub(super) fn with(&self, fixes: &[ProposedFix]) -> Option<Vec<u8>> {
        let moved = fixes.iter().map(|fix| ProposedFix {
            start: self.raw_byte(fix.start),
            end: self.raw_byte(fix.end),
            with: fix.with.clone(),
        });
        let moved: Vec<ProposedFix> = moved.collect();
        encoded(self.encoding, &spliced(&self.raw, &moved))
    }

    fn raw_byte(&self, at: usize) -> usize {
        let behind = self.drifts.partition_point(|(text, _)| *text <= at);
        let (text, raw) = self.drifts[behind.saturating_sub(1)];
        raw + (at - text)
    }
}

fn is_line_end(letter: char) -> bool {
    matches!(letter, '\r' | '\u{2028}' | '\u{2029}' | '\u{c}' | '\u{b}')
}

/// Where the text as rules see it and the letters of the file drift apart.
fn drifts_of(raw: &str) -> Vec<(usize, usize)> {
    // The two differ in little: a byte order mark at the start, line ends of two letters, of three bytes. So only the places behind such
    // a letter are kept, each as a pair of bytes, and between two of them both run alike: a byte of the text is found by a binary search
    // among the pairs and one addition. A file without such letters has one pair, one with CRLF as many as lines.
    let start = raw.len() - raw.trim_start_matches('\u{feff}').len();
    let mut out = vec![(0, start)];
    let (mut text, mut letters) = (0, raw[start..].char_indices().peekable());
    while let Some((at, letter)) = letters.next() {
        let behind = start + at + letter.len_utf8();
        match letter {
            '\r' if letters.peek().is_some_and(|(_, next)| *next == '\n') => {
                out.push((text, behind));
            }
            _ if is_line_end(letter) => {
                text += 1;
                out.push((text, behind));
            }
            _ => text += letter.len_utf8(),
        }
    }
    out
}

fn encoded(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, unmappable) = encoding.encode(text);
    (!unmappable).then(|| bytes.into_owned())
}
