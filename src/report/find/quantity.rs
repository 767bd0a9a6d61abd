//! Numbers with their units, whatever they mean. Enter at [`quantities`].

use super::citation::marked;
use super::number::{NumberScript, Numeral, numerals};
use crate::report::Exactness;
use regex::Regex;
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;

/// One number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextQuantity {
    /// 万 and 亿 multiplied out.
    pub(crate) value: Decimal,
    /// The unit as written, ％ as %.
    pub(crate) unit: &'static str,
    /// How exact it is.
    pub(crate) approx: Option<Exactness>,
    /// Bytes of the number and its unit.
    pub(crate) range: Range<usize>,
    /// How it is written.
    pub(crate) script: NumberScript,
}

/// The numbers with units of a paragraph, in order. What stands in quotation marks or 《》 is a name, not a number.
pub(crate) fn quantities(text: &str) -> Vec<TextQuantity> {
    let counted = |one: Numeral| {
        let unit = one.unit.filter(|_| !is_joined(text, &one))?;
        Some(TextQuantity {
            value: one.value.normalize(),
            unit,
            approx: one.approx,
            range: one.range.start..one.end,
            script: one.script,
        })
    };
    let mut found: Vec<TextQuantity> = numerals(text).into_iter().filter_map(counted).collect();
    if found.is_empty() {
        return found;
    }
    let names = quoted_names(text);
    found.retain(|one| {
        let range = &one.range;
        !names
            .iter()
            .any(|name| name.start < range.end && range.start < name.end)
    });
    found
}

/// Whether digits are a part of a date, a range, an ordinal, a slogan or a document number, by the character before them.
fn is_joined(text: &str, one: &Numeral) -> bool {
    let before = text[..one.range.start].chars().next_back();
    one.script == NumberScript::Digits
        && before.is_some_and(|before| {
            before.is_ascii_alphanumeric() || "第-—–~～·+＋×*/.．〔[【".contains(before)
        })
}

/// Bytes of what stands in “…”, "…", 「…」 and 《…》.
pub(crate) fn quoted_names(text: &str) -> Vec<Range<usize>> {
    static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("“[^“”]{1,40}”|‘[^‘’]{1,40}’|「[^「」]{1,40}」|\"[^\"。]{1,30}\"")
            .expect("the pattern is constant")
    });
    let mut found: Vec<Range<usize>> = QUOTED.find_iter(text).map(|one| one.range()).collect();
    found.extend(marked(text).into_iter().map(|mark| mark.start..mark.end));
    found
}

/// The clause around a number: up to the nearest comma, colon or sentence mark on either side.
pub(crate) fn clause(text: &str, range: &Range<usize>) -> Range<usize> {
    let stops = |letter: char| {
        matches!(
            letter,
            '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '!' | '？' | '?' | '\n'
        )
    };
    let start = text[..range.start]
        .char_indices()
        .rev()
        .find(|(at, letter)| stops(*letter) && !between_digits(text, *at))
        .map_or(0, |(at, letter)| at + letter.len_utf8());
    let end = text[range.end..]
        .char_indices()
        .find(|(at, letter)| stops(*letter) && !between_digits(text, range.end + at))
        .map_or(text.len(), |(at, _)| range.end + at);
    start..end
}

/// The comma of 1,200 ends no clause.
fn between_digits(text: &str, at: usize) -> bool {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    digit(text[..at].chars().next_back())
        && digit(text[at..].chars().nth(1))
        && text[at..].starts_with([',', '，'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, Option<Exactness>)> {
        quantities(text)
            .into_iter()
            .filter(|found| found.script == NumberScript::Digits)
            .map(|found| (found.value.to_string(), found.unit.to_owned(), found.approx))
            .collect()
    }

    #[test]
    fn numbers_are_multiplied_out_and_their_vagueness_is_kept() {
        use Exactness::{About, AtLeast, LessThan, MoreThan};
        let cases = [
            ("车辆 1.8 万余辆", "18000", "辆", Some(AtLeast)),
            ("发放20余万份", "200000", "份", Some(AtLeast)),
            ("人员近 6 万人", "60000", "人", Some(LessThan)),
            ("播放约9.5万次", "95000", "次", Some(About)),
            ("投入8000多万元", "80000000", "元", Some(AtLeast)),
            ("罚款4.35万元", "43500", "元", None),
            ("检查2.6万余户次", "26000", "户次", Some(AtLeast)),
            ("观众超过5000人次", "5000", "人次", Some(MoreThan)),
            ("合格率达98.7％", "98.7", "%", None),
            ("发放1,200份", "1200", "份", None),
            ("电话预约12人", "12", "人", None),
            ("满意率在98%以上", "98", "%", Some(AtLeast)),
            ("投入2千万元", "20000000", "元", None),
            ("受众1万2500人次", "12500", "人次", None),
        ];
        for (text, value, unit, approx) in cases {
            assert_eq!(
                read(text),
                [(value.to_owned(), unit.to_owned(), approx)],
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_written_in_chinese_are_read_with_all_their_units() {
        let spelled = |text: &str| {
            let found = quantities(text).into_iter();
            let found = found.filter(|one| one.script == NumberScript::Chinese);
            found.map(|one| one.value.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            spelled("受理一千二百四十件，调解三万人次"),
            ["1240", "30000"]
        );
        assert_eq!(spelled("三四个村，十三五期间"), Vec::<String>::new());
    }

    #[test]
    fn names_dates_and_ordinals_are_no_quantities() {
        for text in [
            "2020年",
            "第16次会议",
            "“3+3”模式12345热线",
            "麦府〔2024〕3号",
            "“企业开办便利化3.0”",
            "2021—2025年",
            "《20条措施》",
            "3-5人",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
