//! What pictures say besides what they show: EXIF, XMP, IPTC, comments. Enter at [`read`].

use super::{AUTHOR, AttachedText, UnreadReason, exif, xmp};
use lopdf::{DecompressError, Error};

/// The most bytes that a packed comment is unpacked to.
const COMMENT: usize = 1 << 20;
/// The most bytes that all packed comments of a file are unpacked to.
const COMMENTS: usize = 8 << 20;

/// Bytes that packed comments of a file, and of all pictures in it, may still be unpacked to.
pub(super) struct CommentBudget(usize);

impl Default for CommentBudget {
    fn default() -> CommentBudget {
        CommentBudget(COMMENTS)
    }
}

impl CommentBudget {
    /// Unpacks what zlib packed; the reader of PDF files has the bounded decoder for it.
    fn unpack(&mut self, bytes: &[u8]) -> Result<Vec<u8>, UnreadReason> {
        let most = COMMENT.min(self.0);
        if most == 0 {
            return Err(UnreadReason::TooLarge);
        }
        let mut dictionary = lopdf::Dictionary::new();
        dictionary.set("Filter", "FlateDecode");
        let stream = lopdf::Stream::new(dictionary, bytes.to_vec());
        let read = stream.decompressed_content_with_limit(most);
        // What fails has been unpacked too, nobody says how far.
        self.0 -= read.as_ref().map_or(most, |read| most.min(read.len()));
        read.map_err(|error| match error {
            Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => {
                UnreadReason::TooLarge
            }
            _ => UnreadReason::Damaged,
        })
    }
}

/// Reads a picture by its ending; `None` for what is none.
pub(super) fn read(
    ending: &str,
    bytes: &[u8],
    comments: &mut CommentBudget,
) -> Option<AttachedText> {
    match ending {
        "jpg" | "jpeg" => Some(jpeg(bytes)),
        "png" => Some(png(bytes, comments)),
        "webp" => Some(webp(bytes)),
        "tif" | "tiff" => Some(with_packet(exif::read(bytes), bytes)),
        "gif" | "avif" | "heic" | "heif" => Some(boxed(bytes)),
        "svg" => {
            let text = String::from_utf8_lossy(bytes);
            let mut out = xmp(&text);
            out.text = text.into_owned();
            Some(out)
        }
        _ => None,
    }
}

fn jpeg(bytes: &[u8]) -> AttachedText {
    let mut out = AttachedText::default();
    let mut at = 2;
    // Segments: FF, kind, two bytes of length that count themselves.
    while let Some([0xff, kind, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(*high) << 8 | usize::from(*low);
        if *kind == 0xda || length < 2 {
            break;
        }
        let content = bytes.get(at + 4..at + 2 + length).unwrap_or(&[]);
        match kind {
            0xe1 => match content.strip_prefix(b"Exif\0\0") {
                Some(tiff) => out.join(exif::read(tiff)),
                None => out.join(xmp(&String::from_utf8_lossy(content))),
            },
            0xed => out.join(iptc(content)),
            0xfe => out.text += &String::from_utf8_lossy(content),
            _ => {}
        }
        at += 2 + length;
    }
    out
}

/// A photographer's block: data set 2:80 is who took the picture, 2:120 its caption.
fn iptc(content: &[u8]) -> AttachedText {
    let mut out = AttachedText::default();
    // Data sets are found by their marker wherever it stands and not by walking the block, so that one wrong length does not hide the
    // rest. The same bytes may then be read as part of two captions; what was taken already is not taken again, and the text stays as
    // long as the block.
    let marker = [0x1c, 0x02];
    // Captions that lie over each other are taken once.
    let mut taken = 0;
    for (at, _) in content
        .windows(2)
        .enumerate()
        .filter(|(_, two)| *two == marker)
    {
        let Some([kind, high, low]) = content.get(at + 2..at + 5) else {
            break;
        };
        let length = usize::from(*high) << 8 | usize::from(*low);
        let (start, end) = (at + 5, at + 5 + length);
        let value = content.get(start..end).unwrap_or(&[]);
        match kind {
            80 if !value.is_empty() => out.tell(AUTHOR),
            120 if !value.is_empty() && end > taken => {
                let fresh = &content[start.max(taken)..end];
                out.text += &String::from_utf8_lossy(fresh);
                taken = end;
            }
            _ => {}
        }
    }
    out
}

fn png(bytes: &[u8], comments: &mut CommentBudget) -> AttachedText {
    let mut out = AttachedText::default();
    let mut at = 8;
    // Chunks: length, kind, content, check sum.
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let content = bytes
            .get(at + 8..(at + 8).saturating_add(length))
            .unwrap_or(&[]);
        match &head[4..] {
            b"eXIf" => out.join(exif::read(content)),
            b"tEXt" | b"zTXt" | b"iTXt" => {
                out.join(comment(&head[4..], content, comments));
            }
            b"IEND" => break,
            _ => {}
        }
        at = (at + 12).saturating_add(length);
    }
    out
}

/// A text chunk: its key word, a zero, and words, packed or not.
fn comment(kind: &[u8], content: &[u8], comments: &mut CommentBudget) -> AttachedText {
    let mut out = AttachedText::default();
    let Some(end) = content.iter().position(|byte| *byte == 0) else {
        return out;
    };
    let (key, rest) = (&content[..end], &content[end + 1..]);
    let words = match kind {
        b"tEXt" => Ok(rest.to_vec()),
        // One byte for the method.
        b"zTXt" => comments.unpack(rest.get(1..).unwrap_or(&[])),
        // Whether it is packed, the method, a language, a key word in it.
        _ => {
            let mut parts = rest.get(2..).unwrap_or(&[]).splitn(3, |byte| *byte == 0);
            let words = parts.nth(2).unwrap_or(&[]);
            if rest.first() == Some(&1) {
                comments.unpack(words)
            } else {
                Ok(words.to_vec())
            }
        }
    };
    let words = match words {
        Ok(words) => words,
        Err(why) => {
            out.unread = Some(why);
            return out;
        }
    };
    let text = String::from_utf8_lossy(&words);
    match key {
        b"Author" if !text.trim().is_empty() => out.tell(AUTHOR),
        b"XML:com.adobe.xmp" => out.join(xmp(&text)),
        _ => out.text = text.into_owned(),
    }
    out
}

/// Chunks: four letters, four bytes of length, content, padded to an even length.
fn webp(bytes: &[u8]) -> AttachedText {
    let mut out = AttachedText::default();
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let content = bytes
            .get(at + 8..(at + 8).saturating_add(length))
            .unwrap_or(&[]);
        match &head[..4] {
            b"EXIF" => out.join(exif::read(
                content.strip_prefix(b"Exif\0\0").unwrap_or(content),
            )),
            b"XMP " => out.join(xmp(&String::from_utf8_lossy(content))),
            _ => {}
        }
        at = (at + 8).saturating_add(length).saturating_add(length % 2);
    }
    out
}

/// Formats of boxes: what they hold is looked for by how it begins.
fn boxed(bytes: &[u8]) -> AttachedText {
    // AVIF and HEIC lay boxes inside boxes, with lists of where each item lies. To know whether a picture names an artist or a place it
    // is enough to find the block by its first bytes: it may then be read even where the lists are wrong.
    let start = find(bytes, b"Exif\0\0");
    let tiff = start.map_or(&[][..], |at| &bytes[at + 6..]);
    with_packet(exif::read(tiff), bytes)
}

/// Adds what an XMP packet says, wherever it stands in the file.
fn with_packet(mut out: AttachedText, bytes: &[u8]) -> AttachedText {
    if let Some(at) = find(bytes, b"<x:xmpmeta") {
        let end = find(&bytes[at..], b"</x:xmpmeta>").map_or(bytes.len(), |end| at + end);
        out.join(xmp(&String::from_utf8_lossy(&bytes[at..end])));
    }
    out
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|part| part == words)
}
