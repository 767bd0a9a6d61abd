//! A saved page as lines: the element that holds the text, and the facts around it. Enter at [`page`].

use super::blocks::{BlockCollector, PageBlock};
use super::furniture::is_furniture;
use super::page::{PageLine, PagePlace, ReadFile};
use super::words::only_date;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use std::collections::BTreeMap;

/// Reads a page. Its text is what stands in the smallest element that holds nine tenths of its sentences; before it only
/// facts are looked for, and what comes after is left out, but for a signature.
pub(crate) fn page(text: &str) -> ReadFile {
    let blocks = BlockCollector::default();
    let tokenizer = Tokenizer::new(blocks, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let read = tokenizer.sink.finish();
    let (first, last) = text_range(&read.blocks);
    let mut page = ReadFile {
        titles: read.titles,
        published: read.published,
        ..ReadFile::default()
    };
    for (index, block) in read.blocks.into_iter().enumerate() {
        if index > last {
            break;
        }
        let framed = index < first || block.furniture;
        let mut line = if block.cells.is_empty() {
            PageLine::text(block.line, &block.text)
        } else {
            PageLine::row(block.line, block.cells)
        };
        line.place = if framed {
            PagePlace::Frame
        } else {
            PagePlace::Text
        };
        if !line.text.is_empty() {
            page.lines.push(line);
        }
    }
    page
}

/// The first and last block of the text.
fn text_range(blocks: &[PageBlock]) -> (usize, usize) {
    let sentence = |block: &PageBlock| {
        if !block.furniture && block.text.contains(['。', '，', ',']) {
            block.text.chars().count()
        } else {
            0
        }
    };
    let total: usize = blocks.iter().map(sentence).sum();
    let mut weights: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for block in blocks {
        for (depth, id) in block.inside.iter().enumerate() {
            let weight = weights.entry(*id).or_default();
            *weight = (weight.0 + sentence(block), depth);
        }
    }
    let holder = weights
        .iter()
        .filter(|(_, (weight, _))| total > 0 && weight * 10 >= total * 9)
        .max_by_key(|(_, (_, depth))| *depth)
        .map(|(id, _)| *id);
    let Some(holder) = holder else {
        return (0, blocks.len().saturating_sub(1));
    };
    let inside = |block: &PageBlock| block.inside.contains(&holder);
    let first = blocks.iter().position(inside).unwrap_or(0);
    let last = blocks
        .iter()
        .rposition(inside)
        .unwrap_or(blocks.len().saturating_sub(1));
    // Some pages put the signature behind the element.
    let signed = (last + 1..(last + 5).min(blocks.len()))
        .find(|index| only_date(&blocks[*index].text).is_some());
    let short = |index: usize| {
        blocks[last + 1..=index]
            .iter()
            .all(|block| block.text.chars().count() < 40 && !is_furniture(&block.text))
    };
    (first, signed.filter(|index| short(*index)).unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<(PagePlace, String)> {
        page(html)
            .lines
            .into_iter()
            .map(|line| (line.place, line.text))
            .collect()
    }

    #[test]
    fn the_text_is_found_among_the_furniture() {
        let html = "<html><head><title>甲镇2020年法治政府建设年度报告_县政府</title><script>var a='。。。。';</script></head><body>\
            <div class='nav'><a href='/'>首页</a></div><div class=main><p>　　2020年，我镇做了工作。\n现报告如下：</p><p><b>一、主要\n做法</b></p>\
            <p>开展<span>3</span>次，&lt;证&gt;齐全。</p></div><p>甲镇人民政府</p><p>2021年1月2日</p><div class=foot>版权所有，甲镇。</div></body></html>";
        let found = texts(html);
        let text: Vec<&str> = found
            .iter()
            .filter(|(place, _)| *place == PagePlace::Text)
            .map(|(_, text)| text.as_str())
            .collect();
        assert_eq!(
            text,
            [
                "2020年，我镇做了工作。现报告如下：",
                "一、主要做法",
                "开展3次，<证>齐全。",
                "甲镇人民政府",
                "2021年1月2日"
            ]
        );
        assert_eq!(page(html).titles, ["甲镇2020年法治政府建设年度报告_县政府"]);
    }

    #[test]
    fn a_table_of_figures_is_rows_and_a_layout_table_is_paragraphs() {
        let figures = texts(
            "<div><p>情况如下，见表。</p><table><tr><th>项</th><th>数</th></tr><tr><td>案件</td><td>3</td></tr></table></div>",
        );
        assert_eq!(figures[1].1, "项 | 数");
        let layout =
            texts("<table><tr><td><p>第一段，很长。</p><p>第二段，也长。</p></td></tr></table>");
        assert_eq!(
            layout.into_iter().map(|(_, text)| text).collect::<Vec<_>>(),
            ["第一段，很长。", "第二段，也长。"]
        );
    }

    #[test]
    fn lines_are_those_of_the_file() {
        assert_eq!(
            page("<body>\n<p>第一。</p>\n<p>第二。</p>").lines[1].number,
            3
        );
    }
}
