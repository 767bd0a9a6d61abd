//! From Markdown to sections, blocks and sentences. Enter at [`read`].

use super::numbering::{LeadingNumber, read_mark};
use super::raw_block::RawBlock;
use super::segment::sentences;
use super::{BlockKind, ReportText, Sentence, TextBlock, TextSection, signature};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads a report's Markdown.
///
/// `##` is level 1, `###` level 2, `####` level 3; a paragraph that begins with `1、` `1.` `（1）`, or with a number in bold, opens a
/// section of its own and is its first block. Markup is dropped; a line break beside a Han character is dropped, another one is a space.
pub fn read(markdown: &str) -> ReportText {
    let mut raw = blocks(markdown);
    signature::mark(&mut raw);
    arrange(raw)
}

/// The blocks of a Markdown text in reading order.
fn blocks(markdown: &str) -> Vec<RawBlock> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut done = Vec::new();
    let mut open: Option<RawBlock> = None;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(tag) => start(&tag, range, &mut open, &mut done),
            Event::End(tag) => end(tag, &mut open, &mut done),
            Event::Text(text) => {
                let block = open
                    .get_or_insert_with(|| RawBlock::new(BlockKind::Paragraph, 0, range.clone()));
                block.source.end = block.source.end.max(range.end);
                block.push(&text);
                note_stars(block, &text, &markdown[..range.start]);
            }
            Event::Code(text) => {
                let block =
                    open.get_or_insert_with(|| RawBlock::new(BlockKind::Paragraph, 0, range));
                block.push(&text);
                let end = block.plain.len();
                block.code.push(end - text.len()..end);
            }
            Event::SoftBreak | Event::HardBreak => {
                open.iter_mut().for_each(|block| block.breaks = true);
            }
            _ => {}
        }
    }
    flush(&mut open, &mut done);
    done
}

fn start(tag: &Tag, range: Range<usize>, open: &mut Option<RawBlock>, done: &mut Vec<RawBlock>) {
    let (kind, heading) = match tag {
        Tag::Heading { level, .. } => (BlockKind::Heading, *level as usize),
        Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_) => {
            (BlockKind::Paragraph, 0)
        }
        Tag::TableCell => (BlockKind::Cell, 0),
        Tag::Strong => {
            open.iter_mut()
                .for_each(|block| block.marks.push((block.plain.len(), 0)));
            return;
        }
        Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_) => return flush(open, done),
        _ => return,
    };
    flush(open, done);
    *open = Some(RawBlock::new(kind, heading, range));
}

fn end(tag: TagEnd, open: &mut Option<RawBlock>, done: &mut Vec<RawBlock>) {
    match tag {
        TagEnd::Heading(_)
        | TagEnd::Paragraph
        | TagEnd::Item
        | TagEnd::CodeBlock
        | TagEnd::TableCell
        | TagEnd::FootnoteDefinition => {
            flush(open, done);
        }
        TagEnd::Strong => open
            .iter_mut()
            .for_each(|block| block.marks.push((block.plain.len(), 0))),
        _ => {}
    }
}

/// Ends the open block; a block without words is none.
fn flush(open: &mut Option<RawBlock>, done: &mut Vec<RawBlock>) {
    if let Some(mut block) = open.take()
        && !block.plain.trim().is_empty()
    {
        block.settle_marks();
        done.push(block);
    }
}

/// Notes every unescaped `*` of a text that was just pushed.
fn note_stars(block: &mut RawBlock, text: &str, before: &str) {
    let from = block.plain.len() - text.len();
    for (at, _) in text
        .match_indices('*')
        .filter(|(at, _)| *at > 0 || !before.ends_with('\\'))
    {
        block.star(from + at);
    }
}

/// A section that is still open, with what is needed to number those below it.
struct OpenSection {
    level: usize,
    numbers: Vec<usize>,
    path: String,
    children: usize,
    seen: BTreeMap<String, usize>,
}

/// Puts blocks into sections and gives everything its id and path.
fn arrange(raw: Vec<RawBlock>) -> ReportText {
    let mut sections = vec![TextSection {
        id: "s-0".to_string(),
        ..TextSection::default()
    }];
    let root = OpenSection {
        level: 0,
        numbers: Vec::new(),
        path: String::new(),
        children: 0,
        seen: BTreeMap::new(),
    };
    let mut stack = vec![root];
    let mut said = 0;
    for block in raw {
        let opening = opening_of(&block);
        let lead = opening.as_ref().map_or(0, |opening| opening.end);
        if let Some(opening) = opening {
            if opening.level == 0 {
                sections[0].title = opening.title;
            } else {
                sections.push(open_section(&mut stack, opening));
                said = 0;
            }
        }
        let section = sections.last_mut().expect("the preamble is always there");
        section.blocks.push(TextBlock {
            lead,
            ..finish(block, &section.id, &mut said)
        });
    }
    ReportText { sections }
}

/// What a block that opens a section says of it.
struct SectionOpening {
    /// 0 is the document's title.
    level: usize,
    number: String,
    title: String,
    /// Bytes of the block's words that are the heading.
    end: usize,
}

/// The section that a block opens, if it opens one.
///
/// An own-line heading and a bold lead were marked by someone, so that damaged numbers (`一）`, `2规范`) count there; in a plain
/// paragraph only `1、` `1.` and `（1）` do, as others begin sentences too.
fn opening_of(block: &RawBlock) -> Option<SectionOpening> {
    let plain = block.plain.trim_start();
    let indent = block.plain.len() - plain.len();
    let number = read_mark(plain);
    if block.kind == BlockKind::Heading {
        let level = block.heading.saturating_sub(1);
        return Some(named_opening(plain, number, level, plain.len(), indent));
    }
    let bold = block.bold.saturating_sub(indent);
    let number = number.filter(|number| {
        let is_plain = number.level >= 3 && number.is_common();
        block.kind == BlockKind::Paragraph && (is_plain || bold > 0)
    })?;
    let end = if bold > number.end {
        bold
    } else {
        lead_end(plain, number.end)
    };
    let level = usize::from(number.level);
    Some(named_opening(plain, Some(number), level, end, indent))
}

fn named_opening(
    plain: &str,
    number: Option<LeadingNumber>,
    level: usize,
    end: usize,
    indent: usize,
) -> SectionOpening {
    let from = number.as_ref().map_or(0, |number| number.end).min(end);
    let title =
        plain[from..end].trim_end_matches(['。', '：', '；', ':', ';', ' ', '\u{3000}', '\u{a0}']);
    SectionOpening {
        level,
        number: number.and_then(|number| number.number).unwrap_or_default(),
        title: title.trim().to_owned(),
        end: indent + end,
    }
}

/// Where the title of an unmarked run-in lead ends: at an early colon, else with its first sentence.
fn lead_end(plain: &str, from: usize) -> usize {
    let first = sentences(plain).first().map_or(plain.len(), |r| r.end);
    let colon = plain[from.min(first)..first]
        .char_indices()
        .take(20)
        .find(|(_, c)| matches!(c, '：' | ':'));
    colon.map_or(first, |(at, _)| from + at)
}

fn open_section(stack: &mut Vec<OpenSection>, opening: SectionOpening) -> TextSection {
    let SectionOpening {
        level,
        number,
        title,
        ..
    } = opening;
    while stack.len() > 1 && stack.last().is_some_and(|open| open.level >= level) {
        stack.pop();
    }
    let parent = stack.last_mut().expect("the root stays on the stack");
    parent.children += 1;
    let step = if number.is_empty() { "?" } else { &number };
    let times = parent
        .seen
        .entry(super::numbering::fold_path(step))
        .or_insert(0);
    *times += 1;
    let again = if *times > 1 {
        format!("#{times}")
    } else {
        String::new()
    };
    let slash = if parent.path.is_empty() { "" } else { "/" };
    let path = format!("{}{slash}{step}{again}", parent.path);
    let mut numbers = parent.numbers.clone();
    numbers.push(parent.children);
    let id = numbers
        .iter()
        .fold("s".to_string(), |id, n| format!("{id}-{n}"));
    stack.push(OpenSection {
        level,
        numbers,
        path: path.clone(),
        children: 0,
        seen: BTreeMap::new(),
    });
    TextSection {
        id,
        path,
        level,
        number,
        title,
        blocks: Vec::new(),
    }
}

/// Cuts a block into sentences and gives them their ids; `said` is the number of sentences in the section so far.
fn finish(raw: RawBlock, section: &str, said: &mut usize) -> TextBlock {
    let sentences = match raw.kind {
        BlockKind::Heading | BlockKind::Signature => vec![Sentence {
            id: String::new(),
            range: 0..raw.plain.len(),
        }],
        BlockKind::Paragraph | BlockKind::Cell => sentences(&raw.plain)
            .into_iter()
            .map(|range| {
                *said += 1;
                Sentence {
                    id: format!("p{}-{said}", &section[1..]),
                    range,
                }
            })
            .collect(),
    };
    TextBlock {
        kind: raw.kind,
        lead: 0,
        plain: raw.plain,
        code: raw.code,
        source: raw.source,
        sentences,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a section: id, level, path, title; below it one line a block: first letter of its kind, sentences with ids.
    fn show(markdown: &str) -> String {
        let mut out = String::new();
        for section in read(markdown).sections {
            out += &format!(
                "{} {} {} {}\n",
                section.id, section.level, section.path, section.title
            );
            for block in &section.blocks {
                let words: Vec<String> = block
                    .sentences
                    .iter()
                    .map(|s| format!("{}={}", s.id, &block.plain[s.range.clone()]))
                    .collect();
                out += &format!("  {:.1} {}\n", format!("{:?}", block.kind), words.join("|"));
            }
        }
        out
    }

    #[test]
    fn headings_and_run_in_leads_open_sections() {
        let text = "# 题目\n\n前言。现报告如下：\n\n## 一、做法\n\n### (六)化解\n\n**1、调解。**共13个；好。\n\n3、信访工作。二是\n续写。\n\n其他段。\n\n#### 2.责任\n\n文\n\n## 二、问题\n\n一是不足。\n";
        assert_eq!(
            show(text),
            "s-0 0  题目\n  H =题目\n  P p-0-1=前言。|p-0-2=现报告如下：\n\
             s-1 1 一、 做法\n  H =一、做法\n\
             s-1-1 2 一、/(六) 化解\n  H =(六)化解\n\
             s-1-1-1 3 一、/(六)/1、 调解\n  P p-1-1-1-1=1、调解。|p-1-1-1-2=共13个；|p-1-1-1-3=好。\n\
             s-1-1-2 3 一、/(六)/3、 信访工作\n  P p-1-1-2-1=3、信访工作。|p-1-1-2-2=二是续写。\n  P p-1-1-2-3=其他段。\n\
             s-1-1-3 3 一、/(六)/2. 责任\n  H =2.责任\n  P p-1-1-3-1=文\n\
             s-2 1 二、 问题\n  H =二、问题\n  P p-2-1=一是不足。\n"
        );
    }

    #[test]
    fn bold_beside_full_width_marks_is_no_part_of_the_text() {
        assert_eq!(
            show("**（一）标题。**正文**重点。**完"),
            "s-0 0  \ns-1 2 （一） 标题\n  P p-1-1=（一）标题。|p-1-2=正文重点。|p-1-3=完\n"
        );
        assert_eq!(
            show("a\\*\\*b。\\*\\*c"),
            "s-0 0  \n  P p-0-1=a**b。|p-0-2=**c\n"
        );
    }

    #[test]
    fn a_repeated_number_is_counted_in_the_path() {
        let text = read("## 一、甲\n\n## 一、乙\n\n## 丙\n");
        let paths: Vec<&str> = text.sections.iter().map(|s| s.path.as_str()).collect();
        assert_eq!(paths, ["", "一、", "一、#2", "?"]);
    }

    #[test]
    fn signature_and_date_at_the_end_are_no_sentences_of_the_text() {
        let text = "## 一、做法\n\n好。\n\n青禾镇人民政府\n\n2021年1月5日\n";
        assert_eq!(
            show(text),
            "s-0 0  \ns-1 1 一、 做法\n  H =一、做法\n  P p-1-1=好。\n  S =青禾镇人民政府\n  S =2021年1月5日\n"
        );
    }

    #[test]
    fn breaks_between_latin_words_are_spaces() {
        assert_eq!(
            show("rule of\nlaw 法治\nlaw"),
            "s-0 0  \n  P p-0-1=rule of law 法治law\n"
        );
    }

    #[test]
    fn angle_brackets_tables_and_lists_are_text() {
        let text = "《广东省<行政执法证>管理办法》。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n- 第一条\n- 第二条\n";
        assert_eq!(
            show(text),
            "s-0 0  \n  P p-0-1=《广东省<行政执法证>管理办法》。\n  C p-0-2=甲\n  C p-0-3=乙\n  C p-0-4=1\n  C p-0-5=2\n  P p-0-6=第一条\n  P p-0-7=第二条\n"
        );
    }

    #[test]
    fn the_source_of_a_block_is_where_it_stands_in_the_markdown() {
        let markdown = "## 一、做法\n\n**1、甲。**乙\n";
        let text = read(markdown);
        assert_eq!(
            &markdown[text.sections[2].blocks[0].source.clone()].trim_end(),
            &"**1、甲。**乙"
        );
    }

    #[test]
    fn an_empty_text_has_an_empty_preamble() {
        assert_eq!(show(""), "s-0 0  \n");
    }
}
