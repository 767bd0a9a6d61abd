//! Bytes to text: UTF-8 with and without its mark, UTF-16, GB18030. Enter at [`decode`].

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A text and whether it came through whole.
pub(crate) struct DecodedText {
    /// The text with `\n` line ends and without a byte order mark.
    pub(crate) text: String,
    /// Whether bytes had to be replaced because they mean nothing in the encoding.
    pub(crate) damaged: bool,
}

/// Decodes a file. A byte order mark decides; else valid UTF-8 is UTF-8, many zero bytes are UTF-16, and the rest is guessed
/// among the encodings of Chinese files.
pub(crate) fn decode(bytes: &[u8]) -> DecodedText {
    let (text, _, damaged) = encoding_of(bytes).decode(bytes);
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{c}', '\u{b}'], "\n");
    DecodedText {
        text: text.trim_start_matches('\u{feff}').to_owned(),
        damaged,
    }
}

/// The encoding that a file is in.
pub(crate) fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // Line ends and digits of UTF-16 have a zero byte each; a text in any other encoding has none.
    if bytes.iter().take(4096).any(|byte| *byte == 0) {
        let likely = [UTF_16LE, UTF_16BE]
            .into_iter()
            .max_by_key(|encoding| readable(encoding, bytes));
        return likely.unwrap_or(UTF_16LE);
    }
    if is_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), chardetng::Utf8Detection::Deny);
    // The pages of Chinese towns are in the GB family; whatever else the statistics say is a short or odd sample.
    if guess == encoding_rs::BIG5 {
        guess
    } else {
        GB18030
    }
}

/// Whether a file is in UTF-8, but for a few bytes that something damaged: one bad letter does not make the others another script.
fn is_utf8(bytes: &[u8]) -> bool {
    const GOOD_FOR_EACH_BAD: usize = 20;
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|one| !one.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good / GOOD_FOR_EACH_BAD >= bad
}

/// How many letters of the file's start are ones that a Chinese text is made of.
fn readable(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let head = &bytes[..bytes.len().min(4096)];
    // Of Han characters those that GBK has: wrong bytes give rarer ones as often as not.
    let usual = |letter: &char| matches!(letter, '\n' | ' '..='~' | '\u{3000}'..='\u{301f}' | '\u{4e00}'..='\u{9fa5}' | '\u{ff00}'..='\u{ff5f}' | '“' | '”');
    encoding
        .decode_without_bom_handling(head)
        .0
        .chars()
        .filter(usual)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "青禾镇2021年法治政府建设年度报告\n一、主要做法\n(一)依法履行\n";

    #[test]
    fn the_same_words_come_out_of_every_encoding() {
        let utf16 = |big: bool| -> Vec<u8> {
            WORDS
                .encode_utf16()
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect()
        };
        let marked: Vec<u8> = [0xef, 0xbb, 0xbf]
            .into_iter()
            .chain(WORDS.bytes())
            .collect();
        for bytes in [
            WORDS.as_bytes().to_vec(),
            marked,
            GB18030.encode(WORDS).0.into_owned(),
            utf16(false),
            utf16(true),
        ] {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, WORDS);
            assert!(!decoded.damaged);
        }
    }

    #[test]
    fn line_ends_become_one() {
        assert_eq!(decode(b"a\r\nb\rc\n").text, "a\nb\nc\n");
    }
}
