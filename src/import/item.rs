//! The runs of 一是, 二是 … in the lines of a file. Enter at [`items`].

use super::imported::ImportedItem;
use super::opening::LineRole;
use super::outline::ReportOutline;
use crate::report::find::item::{item_marker, item_starts};

/// The items of a report in reading order.
pub(crate) fn items(outline: &ReportOutline) -> Vec<ImportedItem> {
    let mut out = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    for block in outline
        .blocks
        .iter()
        .filter(|block| matches!(block.role, LineRole::Body | LineRole::Cover))
    {
        if block
            .heading
            .is_some_and(|index| outline.headings[index].level < 3)
        {
            open.clear();
        }
        for (at, value) in item_starts(&block.line.text, &mut open) {
            let text = &block.line.text[at..];
            let end = text
                .find(['，', ',', '。', '；', ';', '：', ':', '、', '？', '！'])
                .unwrap_or(text.len());
            let marker = item_marker(text);
            debug_assert!(value > 0, "markers count from one");
            out.push(ImportedItem {
                kind: marker.to_owned(),
                parent: block.section.clone(),
                lead: text[..end].to_owned(),
                line: block.line.number,
            });
        }
    }
    out
}
