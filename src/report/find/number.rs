//! Numbers as Chinese reports write them. Enter at [`numerals`] and [`numbers_in`].

use crate::report::Exactness;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::sync::LazyLock;

/// A number as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// 千, 万 and 亿 multiplied out.
    pub(crate) value: Decimal,
    /// How exact the words around it say it is.
    pub(crate) approx: Option<Exactness>,
    /// The character right behind it.
    pub(crate) behind: Option<char>,
}

#[derive(Deserialize)]
struct NumberWords {
    zero: ZeroWords,
    approx: Vec<NearWords>,
}

#[derive(Deserialize)]
struct ZeroWords {
    words: Vec<String>,
    never: Vec<String>,
}

#[derive(Deserialize)]
struct NearWords {
    kind: String,
    before: Vec<String>,
    after: Vec<String>,
    never: Vec<String>,
}

static WORDS: LazyLock<NumberWords> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("data/numbers.yaml")).expect("the embedded words are tested")
});

/// Every number in `text` in order: `20余万` is 200000, `2千万` 20000000, `三十五万二千` 352000, `十四` 14, `３.５` 3.5.
pub(crate) fn numerals(text: &str) -> Vec<Numeral> {
    let chars: Vec<char> = text
        .chars()
        .map(of_number)
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at..].starts_with(&['百', '分', '之']) {
            at += 3;
            continue;
        }
        let mut reader = NumeralReader {
            chars: &chars,
            at,
            ..NumeralReader::default()
        };
        if let Some(value) = reader.read() {
            let value = if is_negative(&chars, at, reader.at) {
                -value
            } else {
                value
            };
            let approx = if reader.more {
                Some(Exactness::AtLeast)
            } else {
                approx(&chars, (at, reader.at))
            };
            let behind = chars.get(reader.at).copied();
            found.push(Numeral {
                value,
                approx,
                behind,
            });
        }
        at = reader.at.max(at + 1);
    }
    found
}

/// The values of [`numerals`].
pub(crate) fn numbers_in(text: &str) -> Vec<Decimal> {
    numerals(text).into_iter().map(|one| one.value).collect()
}

/// A full-width mark or digit as its half-width form; every other character is itself.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '！' => '!',
        '？' => '?',
        '．' => '.',
        '～' => '~',
        '％' => '%',
        '０'..='９' => {
            char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0))
        }
        other => other,
    }
}

/// The same with the minus signs that stand before numbers.
fn of_number(c: char) -> char {
    if matches!(c, '－' | '−') {
        '-'
    } else {
        half_width(c)
    }
}

/// Reads one number, its digits in either script.
#[derive(Default)]
struct NumeralReader<'a> {
    chars: &'a [char],
    at: usize,
    /// What stands before 万 and 亿, multiplied out.
    whole: Decimal,
    /// What stands before 千, 百 and 十 since then.
    part: Decimal,
    /// Digits that no unit has followed yet.
    digits: Option<Decimal>,
    /// Whether anything has been read.
    any: bool,
    /// Whether 余, 多 or 几 stands in the number or right behind it.
    more: bool,
}

impl NumeralReader<'_> {
    fn read(&mut self) -> Option<Decimal> {
        while let Some(c) = self.chars.get(self.at).copied() {
            let goes_on = if c.is_ascii_digit() {
                self.digits.is_none() && self.arabic()?
            } else if digit(c).is_some() {
                self.digits.is_none() && self.chinese()
            } else if let Some(factor) = place(c) {
                self.place(factor)?
            } else if let Some(factor) = large(c) {
                self.any && self.large(factor)?
            } else {
                self.any && self.is_more(c)
            };
            if !goes_on {
                break;
            }
            self.any = true;
        }
        let sum = self.whole.checked_add(self.part)?;
        self.any
            .then(|| sum.checked_add(self.digits.unwrap_or_default()))?
    }

    /// ASCII digits with an optional fraction and thousands separators; `None` where they are too many for a decimal.
    fn arabic(&mut self) -> Option<bool> {
        let mut digits = String::new();
        while let Some(c) = self.chars.get(self.at) {
            let next = self.chars.get(self.at + 1);
            let goes_on = next.is_some_and(char::is_ascii_digit);
            match c {
                '0'..='9' => digits.push(*c),
                '.' if goes_on && !digits.contains('.') => digits.push('.'),
                ',' if is_thousand(self.chars, self.at, digits.len()) => {}
                _ => break,
            }
            self.at += 1;
        }
        self.digits = Some(Decimal::from_str_exact(&digits).ok()?);
        Some(true)
    }

    /// A run of Chinese digits: 三, or 二〇二〇 digit by digit. A 零 between units says nothing.
    fn chinese(&mut self) -> bool {
        let run = self.chars[self.at..].iter().map_while(|c| digit(*c));
        let (mut value, mut count) = (Decimal::ZERO, 0);
        for one in run {
            count += 1;
            if count <= 20 {
                value = value * Decimal::TEN + Decimal::from(one);
            }
        }
        self.at += count;
        self.digits = Some(value);
        true
    }

    fn place(&mut self, factor: i64) -> Option<bool> {
        // 百 and 千 alone begin words as often as numbers; 十 is ten, and 百余, 千余 are numbers.
        let behind = self.chars.get(self.at + 1).copied();
        if !self.any
            && factor > 10
            && !behind.is_some_and(|c| matches!(c, '余' | '多') || large(c).is_some())
        {
            return Some(false);
        }
        let times = self.digits.take().unwrap_or(Decimal::ONE);
        let more = times.checked_mul(Decimal::from(factor))?;
        self.part = self.part.checked_add(more)?;
        self.at += 1;
        Some(true)
    }

    fn large(&mut self, factor: i64) -> Option<bool> {
        let times = self
            .part
            .checked_add(self.digits.take().unwrap_or_default())?;
        let factor = Decimal::from(factor);
        if times.is_zero() {
            // 1万亿
            self.whole = self.whole.checked_mul(factor)?;
        } else {
            self.whole = self.whole.checked_add(times.checked_mul(factor)?)?;
        }
        self.part = Decimal::ZERO;
        self.at += 1;
        Some(true)
    }

    /// 余, 多 or 几, which a unit may follow.
    fn is_more(&mut self, c: char) -> bool {
        if !matches!(c, '余' | '多' | '几') || self.more {
            return false;
        }
        self.more = true;
        self.at += 1;
        let next = self.chars.get(self.at).copied();
        next.is_some_and(|c| place(c).is_some() || large(c).is_some())
    }
}

/// One to three digits stand before the comma and exactly three behind it.
fn is_thousand(chars: &[char], comma: usize, before: usize) -> bool {
    let digits = chars[comma + 1..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    digits == 3 && before > 0
}

/// A minus is a sign only before a percentage: elsewhere it joins, as in 3月-5月.
fn is_negative(chars: &[char], start: usize, end: usize) -> bool {
    let signed = start > 0 && chars[start - 1] == '-';
    let joined = start > 1 && chars[start - 2].is_ascii_digit();
    signed && !joined && chars.get(end) == Some(&'%')
}

/// How exact the words around a number say it is.
fn approx(chars: &[char], (start, end): (usize, usize)) -> Option<Exactness> {
    let before: String = chars[start.saturating_sub(4)..start].iter().collect();
    let before = before.trim_end_matches(['有', '为', '达', '到']);
    let after: String = chars[end..].iter().take(4).collect();
    WORDS.approx.iter().find_map(|near| {
        let never = near
            .never
            .iter()
            .any(|word| before.ends_with(word.as_str()));
        let stands = near
            .before
            .iter()
            .any(|word| before.ends_with(word.as_str()));
        let follows = near.after.iter().any(|word| after.contains(word.as_str()));
        ((stands && !never) || follows).then(|| kind(&near.kind))
    })
}

fn kind(name: &str) -> Exactness {
    match name {
        "ge" => Exactness::AtLeast,
        "gt" => Exactness::MoreThan,
        "lt" => Exactness::LessThan,
        _ => Exactness::About,
    }
}

fn large(c: char) -> Option<i64> {
    match c {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

fn digit(c: char) -> Option<i64> {
    let at = "〇一二三四五六七八九".chars().position(|one| one == c);
    at.and_then(|at| i64::try_from(at).ok()).or(match c {
        '零' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

fn place(c: char) -> Option<i64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// Whether the words state a zero: 无…, 没有…, 未发生…, 零…; 未成年人 and 无人机 do not.
pub(crate) fn states_zero(text: &str) -> bool {
    let mut rest = text.to_owned();
    for word in &WORDS.zero.never {
        rest = rest.replace(word.as_str(), "\u{1}");
    }
    let said = |word: &String| rest.contains(word.as_str());
    WORDS.zero.words.iter().any(said) || numbers_in(&rest).contains(&Decimal::ZERO)
}

/// The value of a Chinese number below one thousand, such as 十二 or 二百零五.
pub(crate) fn chinese_number(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut digit = None;
    for letter in text.chars() {
        let unit = match letter {
            '十' => 10,
            '百' => 100,
            _ => {
                let value = "零一二三四五六七八九"
                    .chars()
                    .position(|known| known == letter);
                let value = value.or(match letter {
                    '〇' | '○' => Some(0),
                    '两' => Some(2),
                    _ => None,
                })?;
                if digit.is_some_and(|before| before != 0) {
                    return None;
                }
                digit = u32::try_from(value).ok();
                continue;
            }
        };
        total += digit.take().unwrap_or(1) * unit;
    }
    (!text.is_empty()).then_some(total + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_number_is_read() {
        for (text, want) in [
            ("全镇划分为104个网格", "104"),
            ("罚没20余万元", "200000"),
            ("1.5万人次", "15000"),
            ("1,234件", "1234"),
            ("１０４个", "104"),
            ("共十四个", "14"),
            ("一百零三件", "103"),
            ("两次", "2"),
            ("达到97.10%", "97.10"),
            ("三万人", "30000"),
            ("三十五万二千人", "352000"),
            ("十余万份", "100000"),
            ("3千余人", "3000"),
            ("2千万元", "20000000"),
            ("1万2500人", "12500"),
            ("１，２３４件", "1234"),
            ("下降-2.3%", "-2.3"),
            ("百分之三十五", "35"),
            ("百余人", "100"),
            ("1.2万亿元", "1200000000000"),
            ("一千零五人", "1005"),
            ("二〇二〇年", "2020"),
            ("两万三千", "23000"),
            ("12 万人", "120000"),
        ] {
            assert_eq!(numbers_in(text), [want.parse().unwrap()], "{text}");
        }
        assert_eq!(
            numbers_in("专职人员15人,兼职4人,总共19人"),
            [15.into(), 4.into(), 19.into()]
        );
        assert_eq!(numbers_in("没有数字"), []);
        assert_eq!(numbers_in("3月-5月"), [3.into(), 5.into()]);
        assert_eq!(numbers_in("2人，3人，百姓千家万户"), [2.into(), 3.into()]);
    }

    #[test]
    fn a_number_too_long_for_a_decimal_is_left_out() {
        assert_eq!(numbers_in(&"9".repeat(60)), []);
    }

    #[test]
    fn the_words_around_a_number_say_how_exact_it_is() {
        for (text, want) in [
            ("2600余人次", Some(Exactness::AtLeast)),
            ("20多万份", Some(Exactness::AtLeast)),
            ("近2800份", Some(Exactness::LessThan)),
            ("约有170次", Some(Exactness::About)),
            ("170次左右", Some(Exactness::About)),
            ("超过300人", Some(Exactness::MoreThan)),
            ("节约20万元", None),
            ("附近12户", None),
            ("130次", None),
        ] {
            assert_eq!(numerals(text)[0].approx, want, "{text}");
        }
    }

    #[test]
    fn a_zero_is_stated_by_its_words_only() {
        for text in [
            "没有发生案件",
            "未发生安全事故",
            "无重大事件",
            "零上访",
            "败诉0件",
        ] {
            assert!(states_zero(text), "{text}");
        }
        for text in [
            "未成年人宣传5次",
            "无人机巡查3次",
            "零星问题2个",
            "面向未来",
            "办理10件",
        ] {
            assert!(!states_zero(text), "{text}");
        }
    }

    #[test]
    fn chinese_numbers_are_read() {
        let read = |text| chinese_number(text);
        assert_eq!(
            [
                read("十"),
                read("十二"),
                read("二十"),
                read("两"),
                read("一百零五")
            ],
            [Some(10), Some(12), Some(20), Some(2), Some(105)]
        );
        assert_eq!([read(""), read("一二"), read("年")], [None, None, None]);
    }
}
