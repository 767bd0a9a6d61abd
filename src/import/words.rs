//! Small facts about Chinese text that every step of import needs: folding, layout space, dates. Enter at [`fold`].

use crate::report::find::number::whole_number;
use crate::report::letter::half_width;
use regex::Regex;
use std::sync::LazyLock;

/// The words alone: white space gone and full-width punctuation made half-width, so that copies of one text compare equal.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .filter(|letter| !is_layout(*letter))
        .map(half_width)
        .collect()
}

/// White space and the invisible letters that pages leave between words.
pub(crate) fn is_layout(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{7f}' | '\0'..='\u{1f}')
}

/// Drops leading and trailing layout space and makes every inner run one space.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if is_layout(letter) {
            gap |= letter.is_whitespace();
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(letter);
    }
    out
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<y>20\d\d)\s*[年\-./]\s*(?P<m>\d{1,2})\s*[月\-./]\s*(?P<d>\d{1,2})\s*日?|(?P<cy>二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})\s*年\s*(?P<cm>[一二三四五六七八九十]{1,2})\s*月\s*(?P<cd>[一二三四五六七八九十]{1,3})\s*日",
    )
    .expect("the pattern is constant")
});

/// The first date of a text as `YYYY-MM-DD`, with the bytes it stands at.
pub(crate) fn find_date(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    DATE.captures_iter(text).find_map(|found| {
        let number = |name: &str| {
            found
                .name(name)
                .and_then(|part| part.as_str().parse::<u32>().ok())
        };
        let spelled = |name: &str| {
            found
                .name(name)
                .and_then(|part| whole_number(part.as_str()))
        };
        let year = number("y").or_else(|| {
            found
                .name("cy")
                .and_then(|part| chinese_year(part.as_str()))
        })?;
        let month = number("m").or_else(|| spelled("cm"))?;
        let day = number("d").or_else(|| spelled("cd"))?;
        let date = jiff::civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()?;
        Some((date.to_string(), found.get(0)?.range()))
    })
}

/// The date of a line that holds nothing else.
pub(crate) fn only_date(text: &str) -> Option<String> {
    let (date, range) = find_date(text)?;
    let rest: String = [&text[..range.start], &text[range.end..]].concat();
    rest.chars()
        .all(|letter| is_layout(letter) || "()（）。印章盖".contains(letter))
        .then_some(date)
}

/// The year of 二〇二〇 and its spellings.
pub(crate) fn chinese_year(text: &str) -> Option<u32> {
    whole_number(&text.replace(['○', '零', 'O', 'o', '0'], "〇"))
}

/// The first year of the twenty-first century that a text names with 年.
pub(crate) fn leading_year(text: &str) -> Option<i32> {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?P<y>20\d\d)\s*年").expect("the pattern is constant"));
    YEAR.captures(text)
        .and_then(|found| found["y"].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_their_forms() {
        for text in [
            "2023年1月10日",
            "2023 年 1 月 10 日",
            "2023-01-10 09:12",
            "二〇二三年一月十日",
            "二○二三年一月十日",
        ] {
            assert_eq!(find_date(text).unwrap().0, "2023-01-10", "{text}");
        }
        assert_eq!(
            only_date("　　2023年1月10日"),
            Some("2023-01-10".to_owned())
        );
        assert_eq!(only_date("2023年1月10日在会上"), None);
        assert!(find_date("2023年13月40日").is_none());
    }

    #[test]
    fn layout_space_goes_and_words_stay() {
        assert_eq!(
            tidy("\u{a0}\u{a0}\u{3000}2021 年　 1 月\u{200b}\t"),
            "2021 年 1 月"
        );
        assert_eq!(fold(" 一， 二：（三）"), "一,二:(三)");
    }
}
