//! Markdown as Chinese is written: emphasis beside full-width punctuation, line ends without spaces, lengths in characters.
//! Enter at [`widen`] (before parsing), [`clean`] and [`join_lines`] (after it).
//!
//! CommonMark lets `**` open or close only where the neighbours look like words parted by spaces, so `**重点：**正文` stays as typed.
//! The rule that holds for Chinese differs only in what counts as a neighbour, and every difference can be had by putting something
//! that is neither space nor punctuation between the asterisks and the sign beside them. [`widen`] puts it there, with a punctuation
//! character towards the sign so that the sign keeps the neighbour it had; [`clean`] takes both out of whatever the parser made of the
//! text, so code, addresses and HTML come out as they went in.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};
use std::borrow::Cow;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// What is neither space nor punctuation: a noncharacter, which no text contains (a text that does is left as it is).
const MARK: char = '\u{FDD2}';
/// What is put before a run: a punctuation character of Ol Chiki, then the mark.
const BEFORE: &str = "\u{1C7F}\u{FDD2}";
/// What is put after a run.
const AFTER: &str = "\u{FDD2}\u{1C7F}";
/// Characters read in a minute.
const CHARACTERS_PER_MINUTE: usize = 400;

/// Puts marks where asterisks or tildes could not open or close. Returns the text and the positions (in the result) of the marks.
pub(crate) fn widen(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    // One pass over the bytes, in time proportional to the text: every run of asterisks or tildes is looked at once,
    // with one character on each side, and gets at most one mark. A text without such signs, which most are, is given
    // back as it is.
    let mut marks = Vec::new();
    if !text.contains(['*', '~']) || text.contains(MARK) {
        return (Cow::Borrowed(text), marks);
    }
    let bytes = text.as_bytes();
    let mut wide = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'*' | b'~'))
    {
        let mut start = at + found;
        at = start
            + bytes[start..]
                .iter()
                .take_while(|byte| **byte == bytes[start])
                .count();
        // An odd number of backslashes escapes the first sign of the run, and only that one: `\\**` still opens with one
        // asterisk.
        let backslashes = bytes[..start]
            .iter()
            .rev()
            .take_while(|byte| **byte == b'\\')
            .count();
        start += backslashes % 2;
        if start == at {
            continue;
        }
        let Some((position, mark)) = mark_beside(text, start..at) else {
            continue;
        };
        wide.push_str(&text[copied..position]);
        marks.push(wide.len());
        wide.push_str(mark);
        copied = position;
    }
    if marks.is_empty() {
        return (Cow::Borrowed(text), marks);
    }
    wide.push_str(&text[copied..]);
    (Cow::Owned(wide), marks)
}

/// The position in the text that [`widen`] got, for a position in what it returned.
pub(crate) fn narrow(marks: &[usize], at: usize) -> usize {
    // All marks are six bytes long and their positions are sorted, so bisection counts those before `at`. A position
    // within a mark stands for the end of the mark: the parser may begin or end a piece of text there, and the author's
    // text has no byte for it.
    let before = marks.partition_point(|mark| *mark < at);
    let inside = before
        .checked_sub(1)
        .map_or(0, |last| BEFORE.len().saturating_sub(at - marks[last]));
    at + inside - before * BEFORE.len()
}

/// Where which mark gives a run of asterisks or tildes the flank that Chinese needs; `None` where CommonMark already agrees.
///
/// Two tildes may open anywhere, one may not stand within a word, so of tildes only pairs that close need a mark.
fn mark_beside(text: &str, run: Range<usize>) -> Option<(usize, &'static str)> {
    let next = text[run.end..].chars().next()?;
    let previous = last_base(&text[..run.start])?;
    if next.is_whitespace() || previous.is_whitespace() || !(is_cjk(next) || is_cjk(previous)) {
        return None;
    }
    let is_asterisk = text.as_bytes()[run.start] == b'*';
    // CommonMark 6.2: a run opens only if what follows is no punctuation or what precedes it is space or punctuation,
    // and closes by the same rule turned round. Of the four pairs only two differ in Chinese: a letter before and a sign
    // behind could not open (`正文**“重点”`), a sign before and a letter behind could not close (`重点：**正文`). The mark stands
    // on the side of the sign.
    match (is_sign(previous), is_sign(next)) {
        (false, true) if is_asterisk => Some((run.end, AFTER)),
        (true, false) if is_asterisk || run.len() > 1 => Some((run.start, BEFORE)),
        _ => None,
    }
}

/// The last character that is no variation selector.
fn last_base(text: &str) -> Option<char> {
    text.chars()
        .rev()
        .find(|letter| !matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'))
}

/// Punctuation and symbols, by what they are not.
fn is_sign(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_punctuation();
    }
    !(letter.is_alphanumeric()
        || letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{3099}' | '\u{309A}')
        || matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'))
}

/// Characters of Chinese, Japanese and Korean, their punctuation and full-width forms; emoji are not among them.
fn is_cjk(letter: char) -> bool {
    if letter < '\u{1100}' {
        return false;
    }
    match letter {
        '\u{2329}' | '\u{232A}' => true,
        '\u{2300}'..='\u{2BFF}' | '\u{1F000}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1FAFF}' => false,
        '\u{FF61}'..='\u{FFDC}' | '\u{FFE8}'..='\u{FFEE}' => true,
        _ => letter.width() == Some(2),
    }
}

/// Whether a line may end or begin with the character without a space: Han, kana, their punctuation and full-width forms.
fn is_unspaced(letter: char) -> bool {
    is_cjk(letter)
        && !matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{FFA0}'..='\u{FFDC}')
}

/// Signs that are full-width in Chinese and narrow elsewhere.
fn is_ambiguous(letter: char) -> bool {
    matches!(letter, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether two lines that meet with these characters are joined without a space.
pub(crate) fn joins(last: char, first: char) -> bool {
    (is_unspaced(last) && (is_unspaced(first) || is_ambiguous(first)))
        || (is_ambiguous(last) && is_unspaced(first))
}

/// Takes the marks out of an event.
pub(crate) fn clean(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(without_marks(text)),
        Event::Code(text) => Event::Code(without_marks(text)),
        Event::Html(text) => Event::Html(without_marks(text)),
        Event::InlineHtml(text) => Event::InlineHtml(without_marks(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(without_marks(name)),
        Event::Start(tag) => Event::Start(clean_tag(tag)),
        other => other,
    }
}

fn clean_tag(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: without_marks(dest_url),
            title: without_marks(title),
            id: without_marks(id),
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: without_marks(dest_url),
            title: without_marks(title),
            id: without_marks(id),
        },
        Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } => Tag::Heading {
            level,
            id: id.map(without_marks),
            classes: classes.into_iter().map(without_marks).collect(),
            attrs: attrs
                .into_iter()
                .map(|(key, value)| (without_marks(key), value.map(without_marks)))
                .collect(),
        },
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(without_marks(info)))
        }
        Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(without_marks(name)),
        other => other,
    }
}

fn without_marks(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(MARK) {
        text.replace(BEFORE, "").replace(AFTER, "").into()
    } else {
        text
    }
}

/// Takes out the line breaks that stand between characters written without spaces.
pub(crate) fn join_lines(events: &mut Vec<(Event<'_>, Range<usize>)>) {
    let mut last = None;
    let mut dropped = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::SoftBreak => {
                let first = first_character(&events[index + 1..]);
                if last
                    .zip(first)
                    .is_some_and(|(last, first)| joins(last, first))
                {
                    dropped.push(index);
                }
                last = None;
            }
            Event::Text(text) | Event::Code(text) => last = text.chars().next_back().or(last),
            Event::Start(tag) if is_inline(tag) => {}
            Event::End(end) if is_inline_end(end) => {}
            _ => last = None,
        }
    }
    // What is to go was noted by its index, in rising order, because each decision looks ahead to the next text; one
    // more pass takes it out. A list of n events costs 2n steps and what the look ahead passes over, which is no more
    // than the tags in between.
    let mut dropped = dropped.into_iter().peekable();
    let mut index = 0;
    events.retain(|_| {
        let keep = dropped.next_if_eq(&index).is_none();
        index += 1;
        keep
    });
}

/// The first character that a reader sees, unless something other than text comes first.
fn first_character(events: &[(Event<'_>, Range<usize>)]) -> Option<char> {
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) if text.is_empty() => {}
            Event::Text(text) | Event::Code(text) => return text.chars().next(),
            Event::Start(tag) if is_inline(tag) => {}
            Event::End(end) if is_inline_end(end) => {}
            _ => return None,
        }
    }
    None
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }
    )
}

fn is_inline_end(end: &pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
    )
}

/// The length of a text in characters as Chinese counts it: each Han or kana character one, each run of other letters or digits one.
/// Punctuation is not counted.
pub(crate) fn length(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for letter in text.chars() {
        // Most letters are of this one block, and asking all tables about each takes longer than reading the text.
        if matches!(letter, '\u{4E00}'..='\u{9FFF}') {
            count += 1;
            in_word = false;
            continue;
        }
        let alphanumeric = letter.is_alphanumeric();
        if alphanumeric && is_unspaced(letter) {
            count += 1;
            in_word = false;
        } else {
            count += usize::from(alphanumeric && !in_word);
            in_word = alphanumeric || (in_word && matches!(letter, '.' | ',' | '\'' | '’' | '_'));
        }
    }
    count
}

/// Minutes to read that many characters, rounded up.
pub(crate) fn minutes(length: usize) -> usize {
    length.div_ceil(CHARACTERS_PER_MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Options, Parser, html};

    fn rendered(text: &str) -> String {
        let (wide, _) = widen(text);
        let syntax = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
        let mut events: Vec<_> = Parser::new_ext(&wide, syntax)
            .into_offset_iter()
            .map(|(event, range)| (clean(event), range))
            .collect();
        join_lines(&mut events);
        let mut out = String::new();
        html::push_html(&mut out, events.into_iter().map(|(event, _)| event));
        out
    }

    fn reference(text: &str) -> String {
        let mut options = comrak::Options::default();
        options.extension.cjk_friendly_emphasis = true;
        options.extension.strikethrough = true;
        options.extension.table = true;
        options.render.r#unsafe = true;
        comrak::markdown_to_html(text, &options).replace("&quot;", "\"")
    }

    #[test]
    fn emphasis_beside_full_width_punctuation_is_emphasis() {
        for (text, html) in [
            ("**“重点”**工作", "<p><strong>“重点”</strong>工作</p>\n"),
            ("**重点：**正文", "<p><strong>重点：</strong>正文</p>\n"),
            (
                "**法治政府（2020年）**建设",
                "<p><strong>法治政府（2020年）</strong>建设</p>\n",
            ),
            (
                "推进**《条例》**落实",
                "<p>推进<strong>《条例》</strong>落实</p>\n",
            ),
            ("*（一）*正文", "<p><em>（一）</em>正文</p>\n"),
            (
                "共**104个**、**（十）**次",
                "<p>共<strong>104个</strong>、<strong>（十）</strong>次</p>\n",
            ),
        ] {
            assert_eq!(rendered(text), html);
        }
    }

    #[test]
    fn emphasis_agrees_with_the_reference_for_all_neighbours() {
        let before = ["", "工作", "a", "，", "。 ", "(", "（", "한", "😀"];
        let opening = ["", "“", "（", "(", "《", "～"];
        let closing = ["", "”", "）", ")", "：", "!", "％"];
        let after = ["", "工作", "b", "，", " 后", "）", "한", "😀"];
        let mut compared = 0;
        for delimiter in ["*", "**", "***", "_", "__"] {
            for (left, open) in before
                .iter()
                .flat_map(|left| opening.iter().map(move |open| (left, open)))
            {
                for (close, right) in closing
                    .iter()
                    .flat_map(|close| after.iter().map(move |right| (close, right)))
                {
                    let text = format!("{left}{delimiter}{open}重点{close}{delimiter}{right}");
                    assert_eq!(rendered(&text), reference(&text), "{text}");
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 5 * 9 * 6 * 7 * 8);
    }

    #[test]
    fn emphasis_agrees_with_the_reference_in_every_surrounding() {
        for text in [
            "前**“重`**点**`”**后",
            "`**“重点”**工作` **“重点”**工作",
            "\\**“重点”**工作",
            "甲\\*\\*乙，**重点：**正文",
            "**重点：\\*\\***正文 **重点\\：\\\\**正文",
            "甲\\***“乙”**丙",
            "**“重点\\**”**工作",
            "[**“重点”**工作](/a**（b）**c) 与 [链**“接”**着][注]\n\n[注]: /x**（y）**z '题**“目”**下'",
            "![图**“片”**中](/p**“q”**r.png)",
            "**“外*（内）*层”**末",
            "***“两样”*都**有",
            "**甲**（乙）**丙**",
            "**“甲”****“乙”**丙",
            "甲*“乙”**丙*丁",
            "~~“删”~~除 **~~“删”~~**除",
            "**_“重点”_**工作 工作**_“重点”_**",
            "工作**~~（删）~~**除",
            "工作*“重点”*，工作***（重）点***",
            "a**“b”**c a**（b）**c",
            "* “列表”项\n* **“重点”**项\n",
            "***\n\n**“段”**落\n",
            "    **“代码”**不变\n",
            "```\n**“代码”**不变\n```\n",
            "<div title=\"**“a”**b\">**“c”**d</div>\n",
            "行内<b title=\"**“a”**b\">**“粗”**的</b>",
            "| 甲 | 乙 |\n|---|---|\n| **“重点”**工作 | **重点：**正文 |\n",
            "# **“标题”**中\n",
            "> **“引用”**中\n",
            "葛\u{E0100}**（）**字",
            "**重点：**\n正文",
            "<https://例.example/**（a）**b>",
        ] {
            let expected = reference(text).replace("文\n", "文").replace('\n', "");
            assert_eq!(rendered(text).replace('\n', ""), expected, "{text}");
        }
    }

    #[test]
    fn lines_join_without_a_space_only_where_chinese_has_none() {
        for (text, html) in [
            ("第一行\n第二行", "<p>第一行第二行</p>\n"),
            ("第一行，\n第二行", "<p>第一行，第二行</p>\n"),
            ("第一行\n“第二行”", "<p>第一行“第二行”</p>\n"),
            (
                "**粗**\n[链接](/x)",
                "<p><strong>粗</strong><a href=\"/x\">链接</a></p>\n",
            ),
            ("共\n101人", "<p>共\n101人</p>\n"),
            ("rule of\nlaw", "<p>rule of\nlaw</p>\n"),
            ("한국\n사람", "<p>한국\n사람</p>\n"),
            ("行  \n下一行", "<p>行<br />\n下一行</p>\n"),
            (
                "甲\n![图](/p.png)",
                "<p>甲\n<img src=\"/p.png\" alt=\"图\" /></p>\n",
            ),
        ] {
            assert_eq!(rendered(text), html);
        }
    }

    #[test]
    fn positions_lead_back_to_the_text_without_marks() {
        let text = "**“一”**二**“三”**四";
        let (wide, marks) = widen(text);
        assert_eq!(marks.len(), 3);
        assert_eq!(narrow(&marks, marks[1] + 3), narrow(&marks, marks[1]));
        let four = wide.find('四').unwrap();
        assert_eq!(&text[narrow(&marks, four)..], "四");
        assert_eq!(narrow(&marks, 0), 0);
    }

    #[test]
    fn a_text_without_asterisks_is_not_copied() {
        assert!(matches!(widen("没有强调“的”文字"), (Cow::Borrowed(_), _)));
        assert!(matches!(widen("**重点**工作"), (Cow::Borrowed(_), _)));
    }

    #[test]
    fn length_counts_characters_and_latin_words() {
        for (text, count) in [
            ("全镇划分为104个网格。", 9),
            ("WTO 规则", 3),
            ("3.14%", 1),
            ("**粗**体", 2),
            ("", 0),
            ("カタカナ", 4),
        ] {
            assert_eq!(length(text), count, "{text}");
        }
        assert_eq!((minutes(0), minutes(400), minutes(401)), (0, 1, 2));
    }
}
