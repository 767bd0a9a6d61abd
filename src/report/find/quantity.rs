//! A number with its unit as it stands in a clause, whatever it means. Enter at [`quantities`].

use super::citation::marked;
use super::number::chinese_number;
use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberScript {
    /// 12
    Digits,
    /// 十二
    Chinese,
}

/// One number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextQuantity {
    /// 万 and 亿 multiplied out.
    pub(crate) value: Decimal,
    /// The unit as written.
    pub(crate) unit: String,
    /// `ge`, `gt`, `lt` or `about`.
    pub(crate) approx: Option<&'static str>,
    /// Bytes of the number and its unit.
    pub(crate) range: Range<usize>,
    /// How it is written.
    pub(crate) script: NumberScript,
}

#[derive(Deserialize)]
struct QuantityTerms {
    units: Vec<String>,
    chinese_units: Vec<String>,
    approximations: BTreeMap<String, Vec<String>>,
}

struct QuantityRules {
    digits: Regex,
    chinese: Regex,
    before: Vec<(String, &'static str)>,
}

static RULES: LazyLock<QuantityRules> = LazyLock::new(|| {
    let terms: QuantityTerms = serde_yaml::from_str(include_str!("data/figures.yaml"))
        .expect("the embedded terms are tested");
    let alternatives = |mut units: Vec<String>| {
        units.sort_by_key(|unit| std::cmp::Reverse(unit.chars().count()));
        units.join("|")
    };
    let at_least = terms
        .approximations
        .get("ge")
        .map_or(String::new(), |words| words.concat());
    let mut before: Vec<(String, &'static str)> = terms
        .approximations
        .iter()
        .flat_map(|(name, words)| {
            words
                .iter()
                .map(move |word| (word.clone(), approx_name(name)))
        })
        .collect();
    before.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
    let digits = format!(
        r"^(?P<n>\d{{1,3}}(?:[,，]\d{{3}})+|[0-9０-９]+(?:[.．][0-9０-９]+)?)\s*(?P<m>[{at_least}])?\s*(?P<s>万|亿|千|百)?\s*(?P<k>[{at_least}])?\s*(?P<u>{})",
        alternatives(terms.units)
    );
    let chinese = format!(
        r"^(?P<n>[一二两三四五六七八九十百]+)(?P<m>[{at_least}])?(?P<u>{})",
        alternatives(terms.chinese_units)
    );
    let pattern = |text: &str| Regex::new(text).expect("the embedded patterns are tested");
    QuantityRules {
        digits: pattern(&digits),
        chinese: pattern(&chinese),
        before,
    }
});

fn approx_name(name: &str) -> &'static str {
    ["ge", "gt", "lt"]
        .into_iter()
        .find(|known| *known == name)
        .unwrap_or("about")
}

/// The numbers with units of a paragraph, in order. What stands in quotation marks or 《》 is a name, not a number.
pub(crate) fn quantities(text: &str) -> Vec<TextQuantity> {
    let digits = beginnings(
        text,
        &RULES.digits,
        |letter| matches!(letter, '0'..='9' | '０'..='９'),
    );
    let digits = digits.filter_map(|(at, found)| arabic(text, at, &found));
    let chinese = beginnings(text, &RULES.chinese, |letter| {
        matches!(
            letter,
            '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
        )
    });
    let chinese = chinese.filter_map(|(at, found)| spelled(text, at, &found));
    let mut out: Vec<TextQuantity> = digits.chain(chinese).collect();
    if out.is_empty() {
        return out;
    }
    let names = names(text);
    out.retain(|quantity| {
        let range = &quantity.range;
        !names
            .iter()
            .any(|name| name.start < range.end && range.start < name.end)
    });
    out.sort_by_key(|quantity| quantity.range.start);
    out
}

/// What the pattern, which begins with `^`, finds at the letters that it may begin with; none lies inside another. This is a
/// search from left to right that does not look at the words between numbers.
fn beginnings<'t>(
    text: &'t str,
    pattern: &'static Regex,
    begins: fn(char) -> bool,
) -> impl Iterator<Item = (usize, regex::Captures<'t>)> {
    let mut free = 0;
    let starts = text.char_indices().filter(move |(_, one)| begins(*one));
    starts.filter_map(move |(at, _)| {
        let found = (at >= free)
            .then(|| pattern.captures(&text[at..]))
            .flatten()?;
        free = at + found.get(0)?.end();
        Some((at, found))
    })
}

/// Bytes of what stands in “…”, "…", 「…」 and 《…》.
pub(crate) fn names(text: &str) -> Vec<Range<usize>> {
    static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("“[^“”]{1,40}”|‘[^‘’]{1,40}’|「[^「」]{1,40}」|\"[^\"。]{1,30}\"")
            .expect("the pattern is constant")
    });
    let mut out: Vec<Range<usize>> = QUOTED.find_iter(text).map(|found| found.range()).collect();
    out.extend(marked(text).into_iter().map(|mark| mark.start..mark.end));
    out
}

fn arabic(text: &str, at: usize, found: &regex::Captures<'_>) -> Option<TextQuantity> {
    let number = found.name("n")?;
    let before = text[..at].chars().next_back();
    // A part of a date, a range, an ordinal, a slogan or a document number is no quantity.
    if before.is_some_and(|before| {
        before.is_ascii_alphanumeric() || "第-—–~～·+＋×*/.．〔[【".contains(before)
    }) {
        return None;
    }
    let digits: String = number
        .as_str()
        .chars()
        .filter(|letter| !",，".contains(*letter))
        .map(ascii)
        .collect();
    let mut value: Decimal = digits.parse().ok()?;
    let scale = match found.name("s").map(|scale| scale.as_str()) {
        Some("百") => 100,
        Some("千") => 1_000,
        Some("万") => 10_000,
        Some("亿") => 100_000_000,
        _ => 1,
    };
    value = value.checked_mul(Decimal::from(scale))?.normalize();
    let unit = found["u"].replace('％', "%");
    let whole = at..at + found.get(0)?.end();
    let more = found.name("m").or(found.name("k")).is_some();
    let approx = if more {
        Some("ge")
    } else {
        approx_before(text, whole.start).or_else(|| approx_after(text, whole.end))
    };
    Some(TextQuantity {
        value,
        unit,
        approx,
        range: whole,
        script: NumberScript::Digits,
    })
}

fn spelled(text: &str, at: usize, found: &regex::Captures<'_>) -> Option<TextQuantity> {
    let value = Decimal::from(chinese_number(&found["n"])?);
    let whole = at..at + found.get(0)?.end();
    let approx = if found.name("m").is_some() {
        Some("ge")
    } else {
        approx_before(text, whole.start)
    };
    Some(TextQuantity {
        value,
        unit: found["u"].to_owned(),
        approx,
        range: whole,
        script: NumberScript::Chinese,
    })
}

fn ascii(letter: char) -> char {
    match letter {
        '０'..='９' => {
            char::from_u32(u32::from(letter) - 0xff10 + u32::from('0')).unwrap_or(letter)
        }
        '．' => '.',
        other => other,
    }
}

fn approx_before(text: &str, at: usize) -> Option<&'static str> {
    let head = text[..at].trim_end();
    RULES
        .before
        .iter()
        .find(|(word, _)| head.ends_with(word.as_str()))
        .filter(|(word, name)| *name != "ge" && !other_word(head, word))
        .map(|(_, name)| *name)
}

/// 附近, 最近, 节约, 预约 end with the letters but mean something else.
fn other_word(head: &str, word: &str) -> bool {
    let before = head[..head.len() - word.len()].chars().next_back();
    match word {
        "近" => before.is_some_and(|before| "附最邻临靠".contains(before)),
        "约" => before.is_some_and(|before| "节预签合契条公民规".contains(before)),
        "超" => before.is_some_and(|before| "商高反".contains(before)),
        _ => false,
    }
}

fn approx_after(text: &str, at: usize) -> Option<&'static str> {
    let tail = text[at..].trim_start();
    if tail.starts_with("左右") {
        return Some("about");
    }
    tail.starts_with("以上").then_some("ge")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, Option<&'static str>)> {
        quantities(text)
            .into_iter()
            .filter(|found| found.script == NumberScript::Digits)
            .map(|found| (found.value.to_string(), found.unit, found.approx))
            .collect()
    }

    #[test]
    fn numbers_are_multiplied_out_and_their_vagueness_is_kept() {
        let cases = [
            ("车辆 1.8 万余辆", "18000", "辆", Some("ge")),
            ("发放20余万份", "200000", "份", Some("ge")),
            ("人员近 6 万人", "60000", "人", Some("lt")),
            ("播放约9.5万次", "95000", "次", Some("about")),
            ("投入8000多万元", "80000000", "元", Some("ge")),
            ("罚款4.35万元", "43500", "元", None),
            ("检查2.6万余户次", "26000", "户次", Some("ge")),
            ("观众超过5000人次", "5000", "人次", Some("gt")),
            ("合格率达98.7％", "98.7", "%", None),
            ("发放1,200份", "1200", "份", None),
            ("电话预约12人", "12", "人", None),
            ("满意率在98%以上", "98", "%", Some("ge")),
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
