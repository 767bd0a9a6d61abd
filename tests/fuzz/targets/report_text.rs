//! A report's Markdown, read, shown and compared: a zero byte parts last year's text from this year's. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::{
    BlockKind, ComparisonContext, Report, ReportText, Spot, TextInput, anchors_of_text, citations, compare, keep_anchors,
    read_text, render_report_text,
};
use std::collections::BTreeMap;

fuzz_target!(|bytes: &[u8]| {
    let Ok(both) = std::str::from_utf8(bytes) else {
        return;
    };
    let (old, new) = both.split_once('\0').unwrap_or(("", both));
    let (before, mut now) = (read_text(old), read_text(new));
    whole(&now);
    show(new, &now);
    let _ = citations(&now);
    keep_anchors(&mut now, &anchors_of_text(&before));
    let (before, now) = (Report::empty(before), Report::empty(now));
    let compared = compare(&before, &now, ComparisonContext::default());
    once(&before, compared.sentences.iter().filter_map(|pair| pair.old.as_ref()));
    once(&now, compared.sentences.iter().filter_map(|pair| pair.new.as_ref()));
});

/// Every sentence with words stands once on its side; headings are compared apart.
fn once<'a>(report: &Report, compared: impl Iterator<Item = &'a Spot>) {
    let place = |spot: &Spot| (spot.section, spot.block, spot.range.start);
    let mut seen: Vec<_> = compared.map(place).collect();
    seen.sort_unstable();
    let count = seen.len();
    seen.dedup();
    assert_eq!(seen.len(), count, "a sentence is compared twice");
    for line in report.text.lines().filter(|line| line.block.kind != BlockKind::Heading) {
        let says = line.words().chars().any(char::is_alphanumeric);
        assert!(!says || seen.binary_search(&place(&line.spot())).is_ok(), "a sentence is lost");
    }
}

/// The sentences of a block are the block.
fn whole(text: &ReportText) {
    for block in text.sections.iter().flat_map(|section| &section.blocks) {
        let mut at = 0;
        for sentence in &block.sentences {
            assert_eq!(sentence.range.start, at);
            at = sentence.range.end;
        }
        assert!(block.sentences.is_empty() || at == block.plain.len());
    }
}

fn show(markdown: &str, text: &ReportText) {
    let _ = render_report_text(&TextInput {
        file: "content/a/2020/index.md",
        whole: markdown,
        body: (0, markdown.len()),
        text,
        marks: &BTreeMap::new(),
        figures: &[],
        resolve: &|_| None,
    });
}
