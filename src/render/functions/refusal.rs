//! What functions say when they refuse: one sentence in both languages, carried through an engine as one string. Enter at [`say`].

use crate::diagnostic::Words;

/// Stands between the two wordings; no text has it.
const BETWEEN: char = '\u{1f}';

/// A refusal in English and Chinese.
pub(super) fn say(en: impl AsRef<str>, zh: impl AsRef<str>) -> String {
    format!("{}{BETWEEN}{}", en.as_ref(), zh.as_ref())
}

/// The same refusal with a word before it, such as the file that it is about.
pub(super) fn about(subject: &str, refusal: &str) -> String {
    let words = split(refusal);
    say(
        format!("{subject}: {}", words.en),
        format!("{subject}：{}", words.zh),
    )
}

/// The two wordings of a refusal; one that was not made by [`say`] is the same in both.
pub(in crate::render) fn split(refusal: &str) -> Words {
    match refusal.split_once(BETWEEN) {
        Some((en, zh)) => Words::new(en, zh),
        None => Words::new(refusal, refusal),
    }
}
