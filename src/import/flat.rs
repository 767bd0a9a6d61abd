//! A page whose paragraphs were joined into one line is taken apart at its headings. Enter at [`unflatten`].

use super::page::PageLine;
use crate::report::text::numbering::read_mark;
use regex::Regex;
use std::sync::LazyLock;

/// A line this long is taken for several paragraphs if its numbers run up from 一.
const FLAT: usize = 300;

static PLACES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[一二三四五六七八九十]{1,3}\s*、|[(（]\s*[一二三四五六七八九十]{1,3}\s*[)）]|\d{1,2}\s*[.．、])").expect("the pattern is constant")
});

/// The paragraphs of a line, and whether each was found in the middle of it.
pub(crate) fn unflatten(line: PageLine, names: &[String]) -> Vec<(PageLine, bool)> {
    let cuts = cuts(&line.text);
    let begins = read_mark(&line.text).is_some();
    if cuts.is_empty() {
        return vec![(line, false)];
    }
    let flat = line.text.chars().count() > FLAT || !begins;
    let mut bounds = vec![0];
    bounds.extend(&cuts);
    bounds.push(line.text.len());
    let mut out = Vec::new();
    for pair in bounds.windows(2) {
        let text = &line.text[pair[0]..pair[1]];
        if text.trim().is_empty() {
            continue;
        }
        let flat = pair[0] > 0 || flat && begins;
        for part in heading_and_rest(text, names) {
            out.push((
                PageLine {
                    text: super::words::tidy(part),
                    ..line.clone()
                },
                flat,
            ));
        }
    }
    out
}

/// The places inside a line where a heading begins: consecutive numbers of each scheme behind a mark or a space.
fn cuts(text: &str) -> Vec<usize> {
    let first = read_mark(text);
    let long = text.chars().count() > FLAT;
    if !long && first.is_none() {
        return Vec::new();
    }
    let mut last: [u32; 5] = [0; 5];
    let mut cuts: Vec<(usize, u8)> = Vec::new();
    // What is attached is numbered too.
    let attached = text
        .rfind("附件：")
        .or_else(|| text.rfind("附件:"))
        .filter(|at| !text[*at..].contains("一、"));
    let end = attached.unwrap_or(text.len());
    if let Some(mark) = &first {
        last[usize::from(mark.level)] = mark.value.unwrap_or(0);
    }
    for found in PLACES
        .find_iter(text)
        .filter(|found| (1..end).contains(&found.start()))
    {
        let at = found.start();
        let Some(mark) = read_mark(&text[at..]) else {
            continue;
        };
        let before = text[..at].chars().next_back().unwrap_or('。');
        let level = usize::from(mark.level);
        // A heading follows a sentence or a space; the first of its kind may follow its parent's title without either.
        let parted = "。：:！；;”".contains(before) || before.is_whitespace();
        let nested = mark.value == Some(1)
            && mark.level == 2
            && cuts.last().map_or(
                first.as_ref().is_some_and(|mark| mark.level == 1),
                |(_, level)| *level == 1,
            );
        let next = last[level] + 1;
        let parents = mark.level == 1 || last[1] > 0 || !long;
        if (parted || nested) && parents && mark.value == Some(next) && (mark.level < 3 || long) {
            cuts.push((at, mark.level));
            last[level] = next;
            for deeper in &mut last[level + 1..] {
                *deeper = 0;
            }
        }
    }
    let single = |level: u8| {
        cuts.iter().filter(|cut| cut.1 == level).count() < 2
            && first.as_ref().is_none_or(|mark| mark.level != level)
    };
    if single(1) && single(2) && single(3) {
        return Vec::new();
    }
    cuts.into_iter().map(|cut| cut.0).collect()
}

/// A deeper heading this long or shorter may stand before a space and its text.
const TITLE: std::ops::RangeInclusive<usize> = 4..=30;

/// The byte of the first space that does not belong to a number.
fn space(text: &str) -> Option<usize> {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let mut letters = text.char_indices();
    letters
        .find(|(at, letter)| {
            letter.is_whitespace()
                && !digit(text[..*at].chars().next_back())
                && !digit(text[*at..].trim_start().chars().next())
        })
        .map(|(at, _)| at)
}

/// A heading below level 1 that had a line of its own stands before a space, and no sentence ends in it.
fn deeper_and_rest(text: &str, from: usize) -> Vec<&str> {
    let rest = text[from..].trim_start();
    let start = text.len() - rest.len();
    match space(rest).filter(|at| {
        TITLE.contains(&rest[..*at].chars().count())
            && !rest[..*at].contains(['。', '；', '：', ':', ';', '！'])
    }) {
        Some(at) => vec![&text[..start + at], &text[start + at..]],
        None => vec![text],
    }
}

/// A heading of level 1 in the middle of a line ends at a space, at 一是, or where a sentence about the body begins.
fn heading_and_rest<'a>(text: &'a str, names: &[String]) -> Vec<&'a str> {
    let text = text.trim();
    let Some(mark) = read_mark(text) else {
        return vec![text];
    };
    if mark.level > 1 {
        return deeper_and_rest(text, mark.end);
    }
    let rest = &text[mark.end..];
    let stops = [
        space(rest),
        rest.find("一是"),
        rest.find('。').map(|at| at + '。'.len_utf8()),
    ];
    let named = names.iter().filter_map(|name| {
        rest.find(name.as_str()).filter(|at| {
            rest[..*at].chars().count() >= 4
                && rest[..*at].ends_with(['况', '效', '法', '施', '题', '因', '作'])
        })
    });
    let Some(stop) = stops.into_iter().flatten().chain(named).min() else {
        return vec![text];
    };
    let (head, tail) = text.split_at(mark.end + stop);
    // 一、抓学习，促提升。正文: a title that is a whole sentence stays with its paragraph.
    if tail.trim().is_empty() || rest[..stop].ends_with('。') {
        vec![text]
    } else {
        vec![head, tail]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        unflatten(PageLine::text(1, text), &["云堤街道".to_owned()])
            .into_iter()
            .map(|(line, _)| line.text)
            .collect()
    }

    #[test]
    fn a_flattened_page_is_taken_apart() {
        let filler = "街道开展工作".repeat(60);
        let text = format!(
            "情况报告如下： 一、主要举措和成效 （一）强化领导，落实责任。{filler}。 （二）规范执法。{filler}。 二、存在的不足 一是力量不足。 三、明年安排 （一）抓学。（二）抓用。"
        );
        let found = parts(&text);
        let heads: Vec<&str> = found
            .iter()
            .map(|part| part.split('。').next().unwrap())
            .collect();
        assert_eq!(
            heads,
            [
                "情况报告如下：",
                "一、主要举措和成效",
                "（一）强化领导，落实责任",
                "（二）规范执法",
                "二、存在的不足",
                "一是力量不足",
                "三、明年安排",
                "（一）抓学",
                "（二）抓用"
            ]
        );
    }

    #[test]
    fn a_deeper_heading_that_had_its_own_line_ends_at_the_space() {
        let filler = "开展工作，".repeat(70);
        let text = format!(
            "一、主要举措 （一）规范重大行政决策 聘请法律顾问2名，{filler}。 （二）抓2 类人员 全年{filler}。 附件：1.清单 2.统计表"
        );
        let found = parts(&text);
        let heads: Vec<String> = found
            .iter()
            .map(|part| part.chars().take(11).collect())
            .collect();
        assert_eq!(
            heads,
            [
                "一、主要举措",
                "（一）规范重大行政决策",
                "聘请法律顾问2名，开展",
                "（二）抓2 类人员",
                "全年开展工作，开展工作"
            ]
        );
        assert!(found[4].ends_with("附件：1.清单 2.统计表"), "{found:?}");
    }

    #[test]
    fn a_paragraph_is_left_alone() {
        for text in [
            "（一）抓学。认真学习。",
            "依据（一）和（二）办理。",
            &format!("要落实（一）学习。{}", "开展工作。".repeat(80)),
        ] {
            assert_eq!(parts(text), [text.to_owned()]);
        }
    }
}
