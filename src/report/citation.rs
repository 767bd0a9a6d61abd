//! Documents that a text cites. Enter at [`citations`].

use super::{Spot, Text};

/// A document cited in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Name as printed, without the outer marks.
    pub name: String,
    /// Normalised name.
    pub canonical: String,
    /// Document number as printed behind the name.
    pub document_number: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// Every citation in reading order.
pub fn citations(text: &Text) -> Vec<Citation> {
    let mut found = Vec::new();
    for line in text.lines() {
        let words = &line.block.plain[line.sentence.range.clone()];
        for (start, rest) in words.match_indices('《').map(|(at, _)| (at, &words[at..])) {
            if let Some(length) = rest.find('》') {
                let name = rest['《'.len_utf8()..length].to_owned();
                let at = line.sentence.range.start + start;
                let spot = Spot {
                    range: at..at + length,
                    ..line.spot()
                };
                found.push(Citation {
                    canonical: name.clone(),
                    name,
                    document_number: None,
                    spot,
                });
            }
        }
    }
    found
}
