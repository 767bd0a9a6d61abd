//! The number at the start of a heading or run-in lead: 一、 （一） 1. （1） and their damaged forms. Enter at [`read_mark`].

use crate::report::find::number::whole_number;
use crate::report::letter::is_han;
use regex::Regex;
use std::sync::LazyLock;

/// The number that a paragraph begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeadingNumber {
    /// 1 to 4.
    pub(crate) level: u8,
    /// As written; `None` where it was lost.
    pub(crate) number: Option<String>,
    /// Its value.
    pub(crate) value: Option<u32>,
    /// Bytes from the start of the text to the title.
    pub(crate) end: usize,
    /// What is wrong with it.
    pub(crate) malformed: Option<&'static str>,
}

impl LeadingNumber {
    /// Whether it is whole and of a form that plain paragraphs have: 第一部分 and ① are numbers only where someone marked a heading.
    pub(crate) fn is_common(&self) -> bool {
        let is_circled = |number: &String| number.starts_with(|first| ('①'..='⑳').contains(&first));
        self.malformed.is_none() && !self.number.as_ref().is_some_and(is_circled)
    }
}

const CHINESE: &str = "一二三四五六七八九十百零〇";

static FORMS: LazyLock<Vec<(u8, Regex, Option<&'static str>)>> = LazyLock::new(|| {
    let form = |level: u8, pattern: &str, malformed| {
        (
            level,
            Regex::new(&pattern.replace('C', CHINESE)).expect("the pattern is constant"),
            malformed,
        )
    };
    vec![
        form(1, r"^(?P<n>(?P<v>[C]{1,3})\s*[、．])", None),
        form(1, r"^(?P<n>第(?P<v>[C]{1,3})部分\s*[、：:]?)", None),
        form(2, r"^(?P<n>[(（]\s*(?P<v>[C]{1,3})\s*[)）])、?", None),
        form(4, r"^(?P<n>[(（]\s*(?P<v>\d{1,2})\s*[)）])", None),
        form(4, r"^(?P<n>(?P<v>[①-⑳]))", None),
        form(3, r"^(?P<n>(?P<v>\d{1,2})\s*[.．、])\s*", None),
        form(2, r"^(?P<n>(?P<v>[C]{1,3})[)）])", Some("paren-broken")),
        form(2, r"^(?P<n>[(（](?P<v>[C]{1,3})、?)", Some("paren-broken")),
        form(3, r"^(?P<n>(?P<v>\d{1,2}))", Some("mark-missing")),
    ]
});

/// What counts something rather than heading a paragraph.
const COUNTED: &str = "年月日时分秒个名人件次项条家份期场台起宗篇册张元万亿余多月号级岁周天小位所支只辆户批轮处节幅卷堂块%％度—-–～~至";

/// Reads the number at the start of a paragraph.
pub(crate) fn read_mark(text: &str) -> Option<LeadingNumber> {
    // Most paragraphs begin with a word.
    let first = text.chars().next()?;
    let may_begin = first.is_ascii_digit() || "第（(".contains(first) || CHINESE.contains(first);
    if !may_begin && !('①'..='⑳').contains(&first) {
        return None;
    }
    for (level, form, malformed) in FORMS.iter() {
        let Some(found) = form.captures(text) else {
            continue;
        };
        let whole = found.get(0).map_or(0, |whole| whole.end());
        let next = text[whole..].trim_start().chars().next();
        let fits = match malformed {
            // 2规范村级合同管理: only a Han character that counts nothing can follow.
            Some("mark-missing") => {
                next.is_some_and(|next| is_han(next) && !COUNTED.contains(next))
            }
            _ if *level == 3 => {
                next.is_some_and(|next| !next.is_ascii_digit() && !"%％".contains(next))
            }
            _ => next.is_some(),
        };
        if !fits {
            continue;
        }
        let value = &found["v"];
        let circled = value
            .chars()
            .next()
            .filter(|letter| ('①'..='⑳').contains(letter))
            .map(|letter| u32::from(letter) - u32::from('①') + 1);
        let value = circled.or_else(|| whole_number(value));
        let gap = text[whole..].len() - text[whole..].trim_start().len();
        let number: String = found["n"]
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        return Some(LeadingNumber {
            level: *level,
            number: Some(number),
            value,
            end: whole + gap,
            malformed: *malformed,
        });
    }
    lost(text)
}

/// `（聚焦程序规范，推进依法决策`: the number and its closing bracket are gone.
fn lost(text: &str) -> Option<LeadingNumber> {
    let rest = text.strip_prefix(['(', '（'])?;
    let length = rest.chars().count();
    let heading = !rest.contains([')', '）', '。'])
        && (4..=40).contains(&length)
        && rest
            .chars()
            .all(|letter| is_han(letter) || "，、,“”".contains(letter));
    heading.then(|| LeadingNumber {
        level: 2,
        number: None,
        value: None,
        end: text.len() - rest.len(),
        malformed: Some("number-missing"),
    })
}

/// Whether the character is a Han digit or unit as used in heading numbers.
pub(crate) fn is_han_digit(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

/// A path with its punctuation folded, so that `一、/（七）/2．` and `一、/(七)/2.` are one.
pub(crate) fn fold_path(path: &str) -> String {
    path.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '．' => '.',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_scheme_are_read() {
        let read = |text: &str| {
            read_mark(text).map(|mark| {
                (
                    mark.level,
                    mark.number.unwrap_or_default(),
                    mark.value,
                    mark.malformed,
                )
            })
        };
        assert_eq!(
            read("一、主要做法"),
            Some((1, "一、".into(), Some(1), None))
        );
        assert_eq!(
            read("十二、其他"),
            Some((1, "十二、".into(), Some(12), None))
        );
        assert_eq!(
            read("（三）推进"),
            Some((2, "（三）".into(), Some(3), None))
        );
        assert_eq!(read("(一) 推进"), Some((2, "(一)".into(), Some(1), None)));
        assert_eq!(read("10.深化"), Some((3, "10.".into(), Some(10), None)));
        assert_eq!(read("3、信访"), Some((3, "3、".into(), Some(3), None)));
        assert_eq!(read("（2）查"), Some((4, "（2）".into(), Some(2), None)));
        assert_eq!(read("③查"), Some((4, "③".into(), Some(3), None)));
        assert_eq!(
            read("一）加强"),
            Some((2, "一）".into(), Some(1), Some("paren-broken")))
        );
        assert_eq!(
            read("2规范村级合同管理"),
            Some((3, "2".into(), Some(2), Some("mark-missing")))
        );
        assert_eq!(
            read("（聚焦程序规范，推进依法决策"),
            Some((2, String::new(), None, Some("number-missing")))
        );
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in [
            "2020年",
            "3.0改革",
            "12名干部",
            "12345热线",
            "一是抓学习",
            "1.5万人",
            "（略）",
            "一年来",
            "12.4宪法日",
            "2020.1",
            "十九大精神",
            "（试行）",
        ] {
            assert_eq!(read_mark(text), None, "{text}");
        }
    }
}
