//! Files beside the text: what stands in them, and what they say about who made them. Enter at [`read`].

use std::io::{Cursor, Read as _};

/// What is in a file.
#[derive(Debug, Default)]
pub(crate) struct Attached {
    /// What it says about its making, in English and Chinese.
    pub(crate) about: Vec<(&'static str, &'static str)>,
    /// Its words as far as they can be read.
    pub(crate) text: String,
}

/// The most that one archive is unpacked to.
const BUDGET: u64 = 64 * 1024 * 1024;

const AUTHOR: (&str, &str) = ("an author", "作者");
const EDITOR: (&str, &str) = ("who saved it last", "最后修改人");
const REVISIONS: (&str, &str) = ("revisions or comments", "修订或批注");
const POSITION: (&str, &str) = ("where the picture was taken", "拍摄位置");

/// Reads a file by its ending; `None` for what is no attachment.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Option<Attached> {
    let ending = path.rsplit('.').next()?.to_ascii_lowercase();
    match ending.as_str() {
        "docx" | "xlsx" | "pptx" => Some(office(bytes)),
        "pdf" => Some(pdf(bytes)),
        "jpg" | "jpeg" => Some(jpeg(bytes)),
        "png" => Some(png(bytes)),
        "tif" | "tiff" => Some(Attached {
            about: exif(bytes),
            ..Attached::default()
        }),
        _ => None,
    }
}

fn office(bytes: &[u8]) -> Attached {
    let mut out = Attached::default();
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return out;
    };
    let mut left = BUDGET;
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else {
            continue;
        };
        let Ok(name) = part.name().map(std::borrow::Cow::into_owned) else {
            continue;
        };
        let words = ["word/", "xl/", "ppt/"]
            .iter()
            .any(|folder| name.starts_with(folder));
        if !name.ends_with(".xml") || !words && name != "docProps/core.xml" {
            continue;
        }
        let mut content = Vec::new();
        if part.by_ref().take(left).read_to_end(&mut content).is_err() {
            continue;
        }
        left = left.saturating_sub(content.len() as u64);
        let xml = String::from_utf8_lossy(&content);
        if name == "docProps/core.xml" {
            let has = |tag: &str| element(&xml, tag).is_some_and(|value| !value.trim().is_empty());
            out.about.extend(has("dc:creator").then_some(AUTHOR));
            out.about.extend(has("cp:lastModifiedBy").then_some(EDITOR));
            continue;
        }
        let marked = ["<w:ins ", "<w:del ", "<w:comment "]
            .iter()
            .any(|tag| xml.contains(tag));
        if marked && !out.about.contains(&REVISIONS) {
            out.about.push(REVISIONS);
        }
        out.text += &words_of(&xml);
    }
    out
}

fn element<'x>(xml: &'x str, tag: &str) -> Option<&'x str> {
    let (_, rest) = xml.split_once(&format!("<{tag}"))?;
    let (_, rest) = rest.split_once('>')?;
    Some(rest.split('<').next().unwrap_or(""))
}

/// The words between tags; paragraphs and cells are lines.
fn words_of(xml: &str) -> String {
    let mut out = String::new();
    for piece in xml.split('<') {
        let Some((tag, words)) = piece.split_once('>') else {
            continue;
        };
        if matches!(tag, "/w:p" | "/a:p" | "/c" | "/si" | "/row" | "/w:tc") {
            out.push('\n');
        }
        out += words;
    }
    out.push('\n');
    out
}

/// Words of a PDF file where they are not packed, and its author.
fn pdf(bytes: &[u8]) -> Attached {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let author = text.split("/Author").skip(1).any(|rest| {
        let value = rest.trim_start();
        value.starts_with('(') && !value.starts_with("()")
            || value.starts_with('<') && !value.starts_with("<>")
    });
    let named = author || element(&text, "dc:creator").is_some();
    Attached {
        about: named.then_some(AUTHOR).into_iter().collect(),
        text,
    }
}

fn jpeg(bytes: &[u8]) -> Attached {
    let mut out = Attached::default();
    let mut at = 2;
    // Segments: FF, kind, two bytes of length that count themselves.
    while let Some([0xff, kind, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(*high) << 8 | usize::from(*low);
        if *kind == 0xda || length < 2 {
            break;
        }
        let content = bytes.get(at + 4..at + 2 + length).unwrap_or(&[]);
        if let Some(tiff) = content.strip_prefix(b"Exif\0\0").filter(|_| *kind == 0xe1) {
            out.about.extend(exif(tiff));
        }
        at += 2 + length;
    }
    out
}

fn png(bytes: &[u8]) -> Attached {
    let mut out = Attached::default();
    let mut at = 8;
    // Chunks: length, kind, content, check sum.
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let content = bytes
            .get(at + 8..(at + 8).saturating_add(length))
            .unwrap_or(&[]);
        match &head[4..] {
            b"eXIf" => out.about.extend(exif(content)),
            b"tEXt" | b"iTXt" if content.starts_with(b"Author\0") => out.about.push(AUTHOR),
            b"IEND" => break,
            _ => {}
        }
        at = (at + 12).saturating_add(length);
    }
    out
}

/// What the first directory of a TIFF block names: an artist, a position.
fn exif(tiff: &[u8]) -> Vec<(&'static str, &'static str)> {
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
    let mut out = Vec::new();
    let Some(start) = word(4, 4).filter(|_| big || tiff.starts_with(b"II")) else {
        return out;
    };
    for index in 0..word(start, 2).unwrap_or(0) {
        match word(start + 2 + index * 12, 2) {
            Some(0x013b) => out.push(AUTHOR),
            Some(0x8825) => out.push(POSITION),
            Some(_) => {}
            None => break,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_tells_where_it_was_taken() {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        for tag in [0x013b_u16, 0x8825] {
            tiff.extend(tag.to_le_bytes());
            tiff.extend([0; 10]);
        }
        let length = u16::try_from(tiff.len() + 8).expect("short").to_be_bytes();
        let mut photo = vec![0xff, 0xd8, 0xff, 0xe1, length[0], length[1]];
        photo.extend(b"Exif\0\0");
        photo.extend(tiff);
        photo.extend([0xff, 0xda, 0, 2]);
        assert_eq!(
            read("a.JPG", &photo).expect("a photo").about,
            [AUTHOR, POSITION]
        );
        for end in 0..photo.len() {
            read("a.jpg", &photo[..end]);
            read("a.png", &photo[..end]);
            read("a.tif", &photo[..end]);
            read("a.docx", &photo[..end]);
        }
    }
}
