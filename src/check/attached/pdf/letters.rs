//! How the fonts of a PDF file spell: from the bytes that a page shows to letters. Enter at [`FontSpelling::of`].
//!
//! A font says by a table of its own (`ToUnicode`) what its codes mean, or by the name of a known encoding (PDF 32000-1:2008, 9.7.5.2,
//! 9.10.2). Where it says neither, the codes are numbers of pictures: nobody can read them without the font, and that is told.

use lopdf::{Dictionary, Document, Encoding, Object};

/// How a font spells.
pub(super) enum FontSpelling<'d> {
    /// As the library reads it.
    Read(Encoding<'d>),
    /// In an encoding of Chinese files.
    Known(&'static encoding_rs::Encoding),
    /// Nobody can tell; each letter has so many bytes.
    Unknown(usize),
}

/// Letters that could not be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LostLetters {
    /// On the page.
    pub(super) all: usize,
    /// Side by side.
    pub(super) longest: usize,
}

/// So many letters side by side are a word; one alone may be the dot of a list.
const WORD: usize = 2;
/// So many letters that each stand alone are text too.
const MANY: usize = 20;

impl LostLetters {
    /// Whether words were lost, and not only ornaments.
    pub(super) fn are_words(self) -> bool {
        self.longest >= WORD || self.all >= MANY
    }

    fn add(&mut self, letters: usize) {
        self.all += letters;
        self.longest = self.longest.max(letters);
    }
}

impl<'d> FontSpelling<'d> {
    /// How a font spells; tables unpack to `most` bytes.
    ///
    /// # Errors
    /// The table unpacks to more.
    pub(super) fn of(
        document: &'d Document,
        font: &'d Dictionary,
        most: usize,
    ) -> Result<FontSpelling<'d>, lopdf::Error> {
        // A table of the font itself says most surely what its codes mean. Without one, a composite font is read by the name of its
        // encoding if that is one of Chinese files, and a simple one by the encoding that the library knows. Codes of any other font are
        // numbers of glyphs, and a guess would make up words: their letters are counted as lost.
        if font
            .get_deref(b"ToUnicode", document)
            .and_then(Object::as_stream)
            .is_ok()
        {
            // The library looks at the table where nothing else names an encoding.
            let mut plain = font.clone();
            plain.remove(b"Encoding");
            let read = plain.get_font_encoding_with_limit(document, most)?;
            if let Encoding::UnicodeMapEncoding(table) = read {
                return Ok(FontSpelling::Read(Encoding::UnicodeMapEncoding(table)));
            }
        }
        let encoding = font.get_deref(b"Encoding", document);
        let name = encoding.and_then(Object::as_name).ok();
        let is_composite = font
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Type0");
        if is_composite {
            let known = name.and_then(known);
            return Ok(known.map_or(FontSpelling::Unknown(2), FontSpelling::Known));
        }
        Ok(match font.get_font_encoding_with_limit(document, most)? {
            Encoding::SimpleEncoding(name) if name != b"WinAnsiEncoding" => {
                known(name).map_or(FontSpelling::Unknown(1), FontSpelling::Known)
            }
            read => FontSpelling::Read(read),
        })
    }

    /// Adds what the bytes say, and counts what they do not.
    pub(super) fn spell(&self, bytes: &[u8], out: &mut String, lost: &mut LostLetters) {
        let words = match self {
            FontSpelling::Read(encoding) => Document::decode_text(encoding, bytes).ok(),
            FontSpelling::Known(encoding) => {
                Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            FontSpelling::Unknown(_) => None,
        };
        let Some(words) = words else {
            let width = if let FontSpelling::Unknown(width) = self {
                *width
            } else {
                1
            };
            lost.add(bytes.len() / width);
            return;
        };
        let runs = words.split(|letter| letter != char::REPLACEMENT_CHARACTER);
        runs.map(|run| run.chars().count())
            .for_each(|letters| lost.add(letters));
        *out += &words;
    }
}

/// The encoding that has this name in PDF files (PDF 32000-1:2008, table 118).
fn known(name: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name
        .strip_suffix("-H")
        .or_else(|| name.strip_suffix("-V"))?;
    Some(match name {
        "GB-EUC" | "GBpc-EUC" | "GBK-EUC" | "GBKp-EUC" => encoding_rs::GBK,
        "GBK2K" => encoding_rs::GB18030,
        "B5pc" | "HKscs-B5" | "ETen-B5" | "ETenms-B5" => encoding_rs::BIG5,
        _ if !name.starts_with("Uni") => return None,
        _ if name.ends_with("-UCS2") || name.ends_with("-UTF16") => encoding_rs::UTF_16BE,
        _ if name.ends_with("-UTF8") => encoding_rs::UTF_8,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::attached::tests::{dictionary, name};

    /// What a font with this encoding says by these bytes, and how many letters are lost.
    fn said(encoding: &str, bytes: &[u8]) -> (String, usize) {
        let font = dictionary(&[
            ("Type", name("Font")),
            ("Subtype", name("Type0")),
            ("Encoding", name(encoding)),
        ]);
        let (document, mut out, mut lost) =
            (Document::new(), String::new(), LostLetters::default());
        let spelling = FontSpelling::of(&document, &font, 1000).expect("no table is too long");
        spelling.spell(bytes, &mut out, &mut lost);
        (out, lost.all)
    }

    #[test]
    fn encodings_of_chinese_files_are_read_in_both_directions_of_writing() {
        let words = "黄海燕，电话13900000017";
        let gbk = encoding_rs::GBK.encode(words).0;
        for encoding in [
            "GBK-EUC-H",
            "GBK-EUC-V",
            "GBKp-EUC-H",
            "GBK2K-V",
            "GB-EUC-H",
        ] {
            assert_eq!(said(encoding, &gbk), (words.to_owned(), 0), "{encoding}");
        }
        let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for encoding in [
            "UniGB-UCS2-H",
            "UniGB-UCS2-V",
            "UniGB-UTF16-H",
            "UniGB-UTF16-V",
        ] {
            assert_eq!(said(encoding, &wide), (words.to_owned(), 0), "{encoding}");
        }
    }

    #[test]
    fn codes_that_no_table_explains_are_counted_and_not_made_up() {
        assert_eq!(
            said("Identity-H", b"\x12\x34\x56\x78\x9a\xbc"),
            (String::new(), 3)
        );
        assert_eq!(said("Founder-Own", b"\x12\x34"), (String::new(), 1));
        assert_eq!(said("GB-EUC-H", b"a\xff\xffb").1, 2);
    }
}
