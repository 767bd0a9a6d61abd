//! Round brackets and their partners, of either width. Enter at [`pairs`].

/// The bytes of each opening bracket and of the one that closes it. An empty line closes none and forgets all.
pub(crate) fn pairs(text: &str) -> Vec<(usize, usize)> {
    let (mut open, mut out, mut last) = (Vec::new(), Vec::new(), ' ');
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '（' => open.push(at),
            ')' | '）' => out.extend(open.pop().map(|start| (start, at))),
            '\n' if last == '\n' => open.clear(),
            _ => {}
        }
        last = letter;
    }
    out
}

/// Whether a bracket at this byte is full-width.
pub(crate) fn is_wide(text: &str, at: usize) -> bool {
    text[at..].starts_with(['（', '）'])
}
