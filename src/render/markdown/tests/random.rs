//! Texts put together by chance: nothing breaks, no mark of ours comes through. Enter at [`texts`].

use super::*;

/// Pseudo-random texts from pieces that mean something to the parser.
fn texts(pieces: &'static [&'static str], count: u64) -> impl Iterator<Item = String> {
    (0..count).map(move |seed| {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let length = next() % 24;
        (0..length).map(|_| pieces[next() % pieces.len()]).collect()
    })
}

const PIECES: [&str; 40] = [
    "**",
    "*",
    "_",
    "~~",
    "`",
    "“",
    "”",
    "（",
    "）",
    "：",
    "。",
    "重点",
    "a",
    " ",
    "\n",
    "\n\n",
    "\\",
    "[",
    "](/x)",
    "](@/no.md#a)",
    "![",
    "# ",
    "- ",
    "1. ",
    "> ",
    "| a | b |\n|---|---|\n| c",
    "```\n",
    "<!-- more -->",
    "<b>",
    "&amp;",
    "[^1]",
    "\n[^1]: 注\n",
    "{{ x(v=1) }}",
    "{% x() %}",
    "{% end %}",
    "{{ m() }}",
    ":smile:",
    "    ",
    "---\n",
    "https://b.example",
];

#[test]
fn no_text_breaks_the_renderer_or_lets_a_mark_through() {
    for text in texts(&PIECES, 4000) {
        let change = |options: &mut MarkdownOptions| {
            options.cjk = true;
            options.emoji = true;
            options.bottom_footnotes = true;
            options.lazy_images = text.len() % 2 == 0;
            options.smart_punctuation = text.len() % 3 == 0;
            options.anchor_links = AnchorLinks::Heading;
        };
        let body = body(&text, change);
        let marks = ['\u{FDD0}', '\u{FDD2}', '\u{1C7F}'];
        assert!(!body.html.contains(marks), "{text:?} gives {:?}", body.html);
        assert!(
            !body.summary.unwrap_or_default().contains(marks),
            "{text:?}"
        );
        for heading in &body.toc {
            assert!(
                !heading.title.contains(marks) && !heading.id.contains(marks),
                "{text:?}"
            );
        }
        for link in &body.internal_links {
            assert!(link.range.end <= text.len() + 8, "{text:?}");
        }
    }
}

#[test]
fn a_thousand_doubles_take_no_thousand_times_as_long() {
    let headings = body(&"# 同题\n".repeat(20_000), |_| ());
    assert_eq!(headings.toc.last().unwrap().id, "tong-ti-19999");
    let notes: String = (0..20_000)
        .map(|number| format!("[^{number}]\n\n[^{number}]: 注\n\n"))
        .collect();
    let notes = body(&notes, |options| options.bottom_footnotes = true);
    assert!(notes.html.contains("<a href=\"#fn-19999\">20000</a>"));
}
