//! The words of a PDF file and what it says about its making. Enter at [`read`].
//!
//! The file may come from anywhere, so all work is bounded: bytes of the file, packed streams in it, pages, bytes that each stream and all
//! of them unpack to, letters that are kept. A panic of the library is a finding, not the end of the program.

mod letters;
mod words;

use super::{AUTHOR, AttachedText, UnreadReason, xmp};
use lopdf::{Document, LoadOptions, Object};
use std::panic::{AssertUnwindSafe, catch_unwind};
use words::{PageWords, ReadingBounds};

/// Bytes of a file that is read.
const FILE: usize = 128 * 1024 * 1024;
/// Packed streams of objects; each unpacks to [`STREAM`] bytes at most.
const PACKED: usize = 1000;
/// Bytes that one stream unpacks to while the file is opened.
const STREAM: usize = 2 * 1024 * 1024;
/// Pages that are read.
const PAGES: usize = 2000;

/// Reads a PDF file; never panics, and ends for every file.
pub(super) fn read(bytes: &[u8]) -> AttachedText {
    if bytes.len() > FILE || packed(bytes) > PACKED {
        return raw(bytes, UnreadReason::TooLarge);
    }
    // Files of strangers break every reader now and then. A panic is caught here so that one attachment does not end the check of a site;
    // the file is then told to be damaged and unread, and its plain bytes are looked at.
    // The document is made inside and nothing of it is seen outside.
    let read = catch_unwind(AssertUnwindSafe(|| of_document(bytes)));
    match read {
        Ok(Ok(found)) => found,
        Ok(Err(why)) => raw(bytes, why),
        Err(_) => raw(bytes, UnreadReason::Damaged),
    }
}

/// How many packed streams of objects the file has.
fn packed(bytes: &[u8]) -> usize {
    bytes.windows(7).filter(|words| words == b"/ObjStm").count()
}

/// What can be told of a file that does not open: its bytes as text, as far as they are not packed.
fn raw(bytes: &[u8], why: UnreadReason) -> AttachedText {
    let most = bytes.len().min(FILE);
    let text = if why == UnreadReason::Encrypted {
        String::new()
    } else {
        String::from_utf8_lossy(&bytes[..most]).into_owned()
    };
    let named = text.split("/Author").skip(1).any(|rest| {
        let value = rest.trim_start();
        value.starts_with('(') && !value.starts_with("()")
            || value.starts_with('<') && !value.starts_with("<>")
    });
    AttachedText {
        about: named.then_some(AUTHOR).into_iter().collect(),
        text,
        unread: Some(why),
    }
}

fn of_document(bytes: &[u8]) -> Result<AttachedText, UnreadReason> {
    let options = LoadOptions::with_max_decompressed_size(STREAM);
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => UnreadReason::Encrypted,
            _ => UnreadReason::Damaged,
        })?;
    let mut out = about(&document);
    let pages: Vec<_> = document.page_iter().take(PAGES + 1).collect();
    if pages.is_empty() {
        // Without the password nothing of the file is there.
        let locked = document.trailer.has(b"Encrypt");
        return Err(if locked {
            UnreadReason::Encrypted
        } else {
            UnreadReason::Damaged
        });
    }
    let mut bounds = ReadingBounds::default();
    let (mut drawn, mut unread) = (false, Vec::new());
    for (number, page) in (1..).zip(pages.iter().take(PAGES)) {
        let mut words = PageWords::new(&document, &mut bounds);
        words.page(*page);
        drawn |= words.drawn;
        if words.lost.are_words() {
            unread.push(number);
        }
        out.text += &words.text;
        out.text.push('\n');
        notes(&document, *page, &mut out);
    }
    let empty = out.text.trim().is_empty();
    out.unread = match () {
        () if bounds.is_spent() || pages.len() > PAGES => Some(UnreadReason::TooLarge),
        () if bounds.is_damaged() => Some(UnreadReason::Damaged),
        () if !unread.is_empty() => Some(UnreadReason::Letters {
            first: unread[0],
            pages: unread.len(),
        }),
        () if empty && drawn => Some(UnreadReason::Scanned),
        () => None,
    };
    Ok(out)
}

/// The author in the file's information and in its XMP packet.
fn about(document: &Document) -> AttachedText {
    let mut out = AttachedText::default();
    let information = document.trailer.get_deref(b"Info", document);
    if let Ok(information) = information.and_then(Object::as_dict) {
        let author = information.get_deref(b"Author", document);
        if author.is_ok_and(|author| !string(author).trim().is_empty()) {
            out.tell(AUTHOR);
        }
        for key in [&b"Title"[..], b"Subject", b"Keywords"] {
            if let Ok(value) = information.get_deref(key, document) {
                out.text += &string(value);
                out.text.push('\n');
            }
        }
    }
    let packet = document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"Metadata", document))
        .and_then(Object::as_stream)
        .and_then(|stream| stream.get_plain_content_with_limit(STREAM));
    if let Ok(packet) = packet {
        out.join(xmp(&String::from_utf8_lossy(&packet)));
    }
    out
}

/// Words of notes and of filled-in fields.
fn notes(document: &Document, page: lopdf::ObjectId, out: &mut AttachedText) {
    for note in document.get_page_annotations(page).unwrap_or_default() {
        for key in [&b"Contents"[..], b"V"] {
            if let Ok(value) = note.get_deref(key, document) {
                out.text += &string(value);
                out.text.push('\n');
            }
        }
    }
}

fn string(value: &Object) -> String {
    lopdf::decode_text_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
