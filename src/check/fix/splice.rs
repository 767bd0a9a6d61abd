//! Bytes of a text replaced by others, on which the parts of a fix stand. Enter at [`spliced`].

use crate::check::finding::ProposedFix;

/// The text with fixes that are in order and do not meet.
pub(super) fn spliced(text: &str, fixes: &[ProposedFix]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for fix in fixes {
        out += &text[at..fix.start];
        out += &fix.with;
        at = fix.end;
    }
    out + &text[at..]
}

/// Whether a file is Markdown, by its name.
pub(super) fn is_markdown(name: &str) -> bool {
    name.ends_with(".md") || name.ends_with(".markdown")
}
