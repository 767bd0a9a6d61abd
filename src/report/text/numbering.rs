//! Numbers in front of headings and run-in leads: `一、` `（一）` `1、` `（1）`. Enter at [`number_of`].

/// A heading number as it stands at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingNumber {
    /// The number with its marks, as printed.
    pub printed: String,
    /// 1 for `一、`, 2 for `（一）`, 3 for `1、` and `1.`, 4 for `（1）`.
    pub level: usize,
    /// Bytes that the number takes, white space before the title included.
    pub length: usize,
}

/// Whether the character is a Han digit or unit as used in heading numbers.
pub fn is_han_digit(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

/// The heading number that a line begins with, if it begins with one.
///
/// `1.5` and `12.4` are not numbers of headings, and neither is a year.
pub fn number_of(line: &str) -> Option<HeadingNumber> {
    let first = line.chars().next()?;
    let (digits_at, bracketed) = if matches!(first, '（' | '(') {
        (first.len_utf8(), true)
    } else {
        (0, false)
    };
    let rest = &line[digits_at..];
    let han = run(rest, is_han_digit);
    let arabic = run(rest, |c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let (digits, is_han) = if han > 0 {
        (han, true)
    } else {
        (arabic, false)
    };
    if digits == 0 || rest[..digits].chars().count() > if is_han { 3 } else { 2 } {
        return None;
    }
    let mark = rest[digits..].chars().next()?;
    let fits = match (bracketed, is_han) {
        (true, _) => matches!(mark, '）' | ')'),
        (false, true) => matches!(mark, '、'),
        (false, false) => matches!(mark, '、' | '.' | '．'),
    };
    let printed = digits_at + digits + mark.len_utf8();
    let after = &line[printed..];
    if !fits || (!bracketed && !is_han && after.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let level = match (bracketed, is_han) {
        (false, true) => 1,
        (true, true) => 2,
        (false, false) => 3,
        (true, false) => 4,
    };
    let length = line.len() - after.trim_start().len();
    Some(HeadingNumber {
        printed: line[..printed].to_string(),
        level,
        length,
    })
}

/// Bytes of the run of characters at the start that the test accepts.
fn run(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.chars()
        .take_while(|c| accept(*c))
        .map(char::len_utf8)
        .sum()
}

/// A path with its punctuation folded, so that `一、/（七）/2．` and `一、/(七)/2.` are one.
pub fn fold_path(path: &str) -> String {
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

    fn check(line: &str, expect: Option<(&str, usize)>) {
        let found = number_of(line);
        assert_eq!(
            found.as_ref().map(|n| (n.printed.as_str(), n.level)),
            expect,
            "{line}"
        );
    }

    #[test]
    fn the_four_schemes_are_recognised_in_both_widths() {
        check("一、主要做法", Some(("一、", 1)));
        check("（十一）执法", Some(("（十一）", 2)));
        check("(六) 化解", Some(("(六)", 2)));
        check("3、信访", Some(("3、", 3)));
        check("2.第一责任人", Some(("2.", 3)));
        check("2．第一责任人", Some(("2．", 3)));
        check("（1）学法", Some(("（1）", 4)));
    }

    #[test]
    fn decimals_years_and_words_are_not_numbers() {
        check("1.5万元", None);
        check("12.4宪法日", None);
        check("2020年", None);
        check("2020.1", None);
        check("一是坚持", None);
        check("十九大精神", None);
        check("（试行）", None);
    }
}
