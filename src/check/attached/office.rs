//! Files of office programs: packed XML (Word, Excel, PowerPoint, OFD), and their binary forerunners. Enter at [`read`] and [`old`].

use super::{
    AUTHOR, AttachedText, BUDGET, COMPANY, EDITOR, HIDDEN, REVISIONS, UnreadReason, holds, image,
};
use crate::report::letter::is_han;
use rust_decimal::Decimal;
use std::io::{Cursor, Read as _};

/// The most parts that an archive has.
const PARTS: usize = 20_000;

/// Reads an archive of XML parts.
pub(super) fn read(bytes: &[u8]) -> AttachedText {
    let mut out = AttachedText::default();
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        // A file with a password is wrapped in the binary format.
        out.unread = Some(if bytes.starts_with(&COMPOUND) {
            UnreadReason::Encrypted
        } else {
            UnreadReason::Damaged
        });
        return out;
    };
    let mut left = BUDGET;
    let mut comments = image::CommentBudget::default();
    for index in 0..archive.len().min(PARTS) {
        let Ok(mut part) = archive.by_index(index) else {
            out.unread = Some(UnreadReason::Damaged);
            continue;
        };
        let Ok(name) = part.name().map(std::borrow::Cow::into_owned) else {
            continue;
        };
        let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let picture = name.contains("/media/") || name.contains("/Res/");
        if ending != "xml" && !picture || name.starts_with("_rels") {
            continue;
        }
        let mut content = Vec::new();
        if part.by_ref().take(left).read_to_end(&mut content).is_err() {
            out.unread = Some(UnreadReason::Damaged);
            continue;
        }
        left = left.saturating_sub(content.len() as u64);
        if left == 0 {
            out.unread = Some(UnreadReason::TooLarge);
            return out;
        }
        if picture {
            let shown = image::read(&ending, &content, &mut comments).unwrap_or_default();
            out.join(shown);
        } else {
            of_part(&mut out, &name, &String::from_utf8_lossy(&content));
        }
    }
    out
}

fn of_part(out: &mut AttachedText, name: &str, xml: &str) {
    match name {
        "docProps/core.xml" | "OFD.xml" => {
            for (tags, what) in [
                (["dc:creator", "ofd:Author"], AUTHOR),
                (["cp:lastModifiedBy", "ofd:LastModifiedBy"], EDITOR),
            ] {
                if tags.iter().any(|tag| holds(xml, tag)) {
                    out.tell(what);
                }
            }
        }
        "docProps/app.xml" => {
            if holds(xml, "Company") || holds(xml, "Manager") {
                out.tell(COMPANY);
            }
        }
        _ => {
            let has = |tags: &[&str]| tags.iter().any(|tag| xml.contains(tag));
            if has(&["<w:ins ", "<w:del ", "<w:comment ", "<comment ", "<p:cm "]) {
                out.tell(REVISIONS);
            }
            if has(&["<w:vanish/>", "state=\"hidden\"", "state=\"veryHidden\""]) {
                out.tell(HIDDEN);
            }
            let folders = ["word/", "xl/", "ppt/", "Doc_", "docProps/custom"];
            if folders.iter().any(|folder| name.starts_with(folder)) {
                out.text += &words_of(xml);
            }
        }
    }
}

/// The words between tags; paragraphs and cells are lines.
fn words_of(xml: &str) -> String {
    let mut out = String::new();
    let mut inside = "";
    for piece in xml.split('<') {
        let Some((tag, words)) = piece.split_once('>') else {
            continue;
        };
        let ends = [
            "/w:p",
            "/a:p",
            "/c",
            "/si",
            "/row",
            "/w:tc",
            "/ofd:TextObject",
            "/ofd:TextCode",
            "/vt:lpwstr",
        ];
        if ends.contains(&tag) {
            out.push('\n');
        }
        inside = if tag.starts_with('/') { inside } else { tag };
        // A number of eleven digits stands as 1.3900000017E10 in a sheet.
        let scientific = inside == "v" && words.contains(['E', 'e']);
        match Decimal::from_scientific(words) {
            Ok(number) if scientific => out += &number.normalize().to_string(),
            _ => out += &unescape(words),
        }
    }
    out.push('\n');
    out
}

fn unescape(words: &str) -> std::borrow::Cow<'_, str> {
    if words.contains('&') {
        quick_xml::escape::unescape(words).unwrap_or(words.into())
    } else {
        words.into()
    }
}

/// How a compound file of the old formats begins.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// A run of so many letters in the bytes of an old file is text.
const RUN: usize = 4;

/// Words of a file of the old binary formats: runs of letters in UTF-16, which all of them use for Chinese, and of ASCII.
pub(super) fn old(bytes: &[u8]) -> AttachedText {
    let mut out = AttachedText::default();
    if !bytes.starts_with(&COMPOUND) {
        // Many a program writes another format under the old name.
        if bytes.starts_with(b"PK") {
            return read(bytes);
        }
        out.text = String::from_utf8_lossy(bytes).into_owned();
        return out;
    }
    if is_locked(bytes) {
        out.unread = Some(UnreadReason::Encrypted);
        return out;
    }
    let budget = usize::try_from(BUDGET).unwrap_or(usize::MAX);
    let bytes = &bytes[..bytes.len().min(budget)];
    // The old formats are not parsed: their words lie in the bytes as UTF-16, at even or odd places, or as ASCII. So the bytes are read
    // three times and every run of letters is kept. Some of it is no text, which costs a needless look; words in it are not missed, which
    // is what matters here.
    for shift in 0..2 {
        let pairs = bytes.get(shift..).unwrap_or(&[]).chunks_exact(2);
        let letters =
            pairs.map(|pair| char::from_u32(u32::from(pair[0]) | u32::from(pair[1]) << 8));
        runs(letters, &mut out.text);
    }
    runs(
        bytes.iter().map(|byte| Some(char::from(*byte))),
        &mut out.text,
    );
    out
}

/// Whether an old file asks for a password: it wraps a packed file (MS-OFFCRYPTO 2.3), its Word text is marked as encrypted (MS-DOC
/// 2.5.2, `fEncrypted`), or its workbook begins with the record of a password (MS-XLS 2.4.117).
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|part| part == name) {
        return true;
    }
    let number = |part: &[u8], at: usize| {
        let pair = part.get(at..at + 2)?;
        Some(u16::from(pair[0]) | u16::from(pair[1]) << 8)
    };
    // The directory of a compound file is not read: what is looked for are the first bytes of the streams for Word and Excel, and streams
    // begin at multiples of 512 bytes. A picture that happens to begin alike would have to carry the flag at the right place too.
    // Streams begin where sectors of 512 bytes do.
    bytes
        .chunks(512)
        .enumerate()
        .skip(1)
        .any(|(index, sector)| match number(sector, 0) {
            Some(0xa5ec) => number(sector, 10).is_some_and(|flags| flags & 0x0100 != 0),
            Some(0x0809) => {
                let record = index * 512 + 4 + usize::from(number(sector, 2).unwrap_or(0));
                number(bytes, record) == Some(0x002f)
            }
            _ => false,
        })
}

/// Adds each run of letters as a line.
fn runs(letters: impl Iterator<Item = Option<char>>, out: &mut String) {
    let is_text = |letter: &char| {
        is_han(*letter)
            || matches!(letter, ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff5e}')
    };
    let mut run = String::new();
    let mut close = |run: &mut String| {
        if run.chars().count() >= RUN {
            *out += run;
            out.push('\n');
        }
        run.clear();
    };
    for letter in letters {
        match letter.filter(is_text) {
            Some(letter) => run.push(letter),
            None => close(&mut run),
        }
    }
    close(&mut run);
}
