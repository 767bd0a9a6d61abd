//! What a TIFF block (EXIF) names: an artist, a position. Enter at [`read`].

use super::{AUTHOR, AttachedText, POSITION};

/// The most entries that a directory has; a longer one is no directory.
const ENTRIES: usize = 1000;

/// What the first directory of a block names.
pub(super) fn read(tiff: &[u8]) -> AttachedText {
    let big = tiff.starts_with(b"MM");
    let word = |at: usize, count: usize| -> Option<usize> {
        let bytes = tiff.get(at..at.checked_add(count)?)?;
        let join = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if big {
            bytes.iter().fold(0, join)
        } else {
            bytes.iter().rev().fold(0, join)
        })
    };
    let mut out = AttachedText::default();
    let Some(start) = word(4, 4).filter(|_| big || tiff.starts_with(b"II")) else {
        return out;
    };
    let count = word(start, 2).unwrap_or(0).min(ENTRIES);
    for index in 0..count {
        match start.checked_add(2 + index * 12).and_then(|at| word(at, 2)) {
            // Artist, and the author as Windows writes it.
            Some(0x013b | 0x9c9d) => out.tell(AUTHOR),
            Some(0x8825) => out.tell(POSITION),
            Some(_) => {}
            None => break,
        }
    }
    out
}
