//! Numbers as Chinese reports write them, and how exact they are. Enter at [`numerals`]; [`whole_number`] reads what is one number.
//!
//! One walk from left to right: a letter that may begin a number is handed to [`NumeralReader`], which takes digits of either
//! script, 十 百 千 万 亿 and 余 多 几 as far as they make one value, so that the text is read once and no place twice.

use crate::report::Exactness;
use crate::report::letter::{digit_value, half_width, is_numeral, myriad_value, place_value};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How a number begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberScript {
    /// 12, 3千
    Digits,
    /// 十二
    Chinese,
}

/// A number as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// 千, 万 and 亿 multiplied out.
    pub(crate) value: Decimal,
    /// How it begins.
    pub(crate) script: NumberScript,
    /// How exact it and the words around it say it is.
    pub(crate) approx: Option<Exactness>,
    /// The character behind it, layout apart.
    pub(crate) behind: Option<char>,
    /// The unit behind it, where it is one that results are counted in.
    pub(crate) unit: Option<&'static str>,
    /// Bytes of the number.
    pub(crate) range: Range<usize>,
    /// Byte behind its unit, or behind the number where it has none.
    pub(crate) end: usize,
}

#[derive(Deserialize)]
struct NumberWords {
    approx: Vec<NearWords>,
    units: Vec<String>,
    chinese_units: Vec<String>,
}

/// Words that say how exact a number is.
#[derive(Deserialize)]
struct NearWords {
    kind: String,
    before: Vec<String>,
    after: Vec<String>,
    never: Vec<String>,
}

/// Units by their first character, the longest first.
type UnitIndex = BTreeMap<char, Vec<&'static str>>;

static WORDS: LazyLock<NumberWords> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("data/numbers.yaml")).expect("the embedded words are tested")
});
static UNITS: LazyLock<[UnitIndex; 2]> =
    LazyLock::new(|| [indexed(&WORDS.units), indexed(&WORDS.chinese_units)]);

fn indexed(units: &'static [String]) -> UnitIndex {
    let mut index = UnitIndex::new();
    for unit in units {
        let first = unit.chars().next().expect("no unit is empty");
        index.entry(first).or_default().push(unit);
    }
    for list in index.values_mut() {
        list.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
    }
    index
}

/// Every number in `text` in order: `20余万` is 200000, `2千万` 20000000, `三十五万二千` 352000, `十四` 14, `３.５` 3.5.
pub(crate) fn numerals(text: &str) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first == '百' && text[at..].starts_with("百分之") {
            at += "百分之".len();
            continue;
        }
        let mut reader = NumeralReader::new(text, at);
        let value = if begins_number(first) {
            reader.read()
        } else {
            None
        };
        if let Some(value) = value {
            found.push(finished(&reader, at, value));
        }
        at = reader.at.max(at + first.len_utf8());
    }
    found
}

/// The values of [`numerals`].
pub(crate) fn numbers_in(text: &str) -> Vec<Decimal> {
    numerals(text).into_iter().map(|one| one.value).collect()
}

/// The value of a text that is one number in whole: 12, 十二, 一千二百四十, 百.
pub(crate) fn whole_number(text: &str) -> Option<u32> {
    let mut reader = NumeralReader::new(text, 0);
    reader.alone = true;
    let value = reader.read()?;
    (reader.at == text.len() && !reader.more)
        .then(|| u32::try_from(value).ok())
        .flatten()
}

/// What the reader found, with the words around it.
fn finished(reader: &NumeralReader<'_>, start: usize, value: Decimal) -> Numeral {
    let text = reader.text;
    let range = start..reader.at;
    let rest = text[range.end..].trim_start();
    let behind = rest.chars().next();
    let script = match text[start..].chars().next().map(half_width) {
        Some('0'..='9') => NumberScript::Digits,
        _ => NumberScript::Chinese,
    };
    let of_script = &UNITS[usize::from(script == NumberScript::Chinese)];
    let unit = behind
        .and_then(|first| of_script.get(&first))
        .and_then(|units| units.iter().find(|unit| rest.starts_with(**unit)));
    let end = unit.map_or(range.end, |unit| text.len() - rest.len() + unit.len());
    let approx = if reader.more {
        Some(Exactness::AtLeast)
    } else {
        exactness(
            &text[..start],
            &text[end..],
            if unit.is_some() { 0 } else { 2 },
        )
    };
    Numeral {
        value: if is_negative(text, &range) {
            -value
        } else {
            value
        },
        script,
        approx,
        behind: behind.map(half_width),
        unit: unit.map(|unit| if *unit == "％" { "%" } else { *unit }),
        range,
        end,
    }
}

/// Reads one number, its digits in either script.
struct NumeralReader<'t> {
    text: &'t str,
    at: usize,
    /// What stands before 万 and 亿, multiplied out.
    whole: Decimal,
    /// What stands before 千, 百 and 十 since then.
    part: Decimal,
    /// Digits that no unit has followed yet.
    digits: Option<Decimal>,
    /// A tenth of the last 百, 千 or 万 where a single Chinese digit behind it stands for that many: 一千二.
    tenth: Option<i64>,
    /// Whether anything has been read.
    any: bool,
    /// Whether 余, 多 or 几 stands in the number or right behind it.
    more: bool,
    /// Whether the text is the number, so that 百 is a hundred.
    alone: bool,
}

impl<'t> NumeralReader<'t> {
    fn new(text: &'t str, at: usize) -> NumeralReader<'t> {
        NumeralReader {
            text,
            at,
            whole: Decimal::ZERO,
            part: Decimal::ZERO,
            digits: None,
            tenth: None,
            any: false,
            more: false,
            alone: false,
        }
    }

    /// The value; `None` where what begins like a number is none, or is too long for a decimal.
    fn read(&mut self) -> Option<Decimal> {
        while let Some((gap, c)) = self.next_letter() {
            let goes_on = if gap > 0 && digit_value(c).is_some() {
                // 12 件 is one number and its unit; 12 34 are two numbers.
                false
            } else if c.is_ascii_digit() {
                self.digits.is_none() && self.arabic_run()?
            } else if digit_value(c).is_some() {
                self.digits.is_none() && self.chinese_run()?
            } else if let Some(factor) = place_value(c) {
                self.take_place(gap, factor)?
            } else if let Some(factor) = myriad_value(c) {
                self.any && self.take_myriad(gap, factor)?
            } else {
                self.any && self.take_more(gap, c)
            };
            if !goes_on {
                break;
            }
            self.any = true;
        }
        let digits = self.digits.unwrap_or_default();
        let last = match self.tenth.filter(|_| !self.more) {
            Some(tenth) => digits.checked_mul(Decimal::from(tenth))?,
            None => digits,
        };
        let sum = self.whole.checked_add(self.part)?;
        self.any.then(|| sum.checked_add(last))?
    }

    /// The next letter in its half-width form, with the bytes of the layout before it.
    fn next_letter(&self) -> Option<(usize, char)> {
        let rest = &self.text[self.at..];
        let words = rest.trim_start();
        let first = words.chars().next()?;
        let gap = rest.len() - words.len();
        (gap == 0 || self.any).then(|| (gap, half_width(first)))
    }

    /// Goes behind the layout and the letter that it ends at.
    fn step_over(&mut self, gap: usize) {
        let letter = self.text[self.at + gap..].chars().next();
        self.at += gap + letter.map_or(0, char::len_utf8);
    }

    /// ASCII digits with an optional fraction and thousands separators; `None` where they are too many for a decimal.
    fn arabic_run(&mut self) -> Option<bool> {
        let mut digits = String::new();
        let (mut point, mut grouped) = (false, false);
        while let Some(c) = self.text[self.at..].chars().next() {
            let behind = &self.text[self.at + c.len_utf8()..];
            let goes_on = behind.chars().next().map(half_width);
            match half_width(c) {
                c @ '0'..='9' => digits.push(c),
                '.' if goes_on.is_some_and(|c| c.is_ascii_digit()) && !point => {
                    point = true;
                    digits.push('.');
                }
                // One to three digits stand before the first comma and exactly three behind each.
                ',' if !point && (grouped || digits.len() <= 3) && has_three_digits(behind) => {
                    grouped = true;
                }
                _ => break,
            }
            self.at += c.len_utf8();
        }
        self.tenth = None;
        self.digits = Some(Decimal::from_str_exact(&digits).ok()?);
        Some(true)
    }

    /// A run of Chinese digits: 三, or 二〇二〇 digit by digit; a 零 between units says nothing. `None` where they are no number: 三四个 are
    /// three or four, 十三五 is a plan.
    fn chinese_run(&mut self) -> Option<bool> {
        let mut value = Decimal::ZERO;
        let (mut count, mut zeros) = (0, 0);
        for c in self.text[self.at..].chars() {
            let Some(one) = digit_value(c).or((c == '○' && count > 0).then_some(0)) else {
                break;
            };
            count += 1;
            zeros += usize::from(one == 0);
            if count <= 20 {
                value = value * Decimal::TEN + Decimal::from(one);
            }
            self.at += c.len_utf8();
        }
        if (2..=3).contains(&count) && zeros == 0 {
            while let Some(c) = self.text[self.at..]
                .chars()
                .next()
                .filter(|c| is_numeral(*c))
            {
                self.at += c.len_utf8();
            }
            return None;
        }
        if count > 1 {
            self.tenth = None;
        }
        self.digits = Some(value);
        Some(true)
    }

    fn take_place(&mut self, gap: usize, factor: i64) -> Option<bool> {
        let mut behind = self.text[self.at + gap..].chars().skip(1);
        let next = behind.next();
        // 2百分点 is two of something.
        if factor == 100 && next == Some('分') {
            return Some(false);
        }
        // 百 and 千 alone begin words as often as numbers; 十 is ten, and 百余, 千余 are numbers.
        let counts = next.is_some_and(|c| matches!(c, '余' | '多') || myriad_value(c).is_some());
        if !self.any && !self.alone && matches!(factor, 100 | 1000) && !counts {
            return Some(false);
        }
        // 廿 and 卅 are two and three tens in one letter.
        let times = match self.digits.take() {
            Some(_) if matches!(factor, 20 | 30) => return None,
            Some(times) => times,
            None => Decimal::ONE,
        };
        let more = times.checked_mul(Decimal::from(factor))?;
        self.part = self.part.checked_add(more)?;
        self.tenth = (factor >= 100).then_some(factor / 10);
        self.step_over(gap);
        Some(true)
    }

    fn take_myriad(&mut self, gap: usize, factor: i64) -> Option<bool> {
        let times = self
            .part
            .checked_add(self.digits.take().unwrap_or_default())?;
        self.tenth = Some(factor / 10);
        let factor = Decimal::from(factor);
        if times.is_zero() {
            // 1万亿
            self.whole = self.whole.checked_mul(factor)?;
        } else {
            self.whole = self.whole.checked_add(times.checked_mul(factor)?)?;
        }
        self.part = Decimal::ZERO;
        self.step_over(gap);
        Some(true)
    }

    /// 余, 多 or 几, which a unit may follow.
    fn take_more(&mut self, gap: usize, c: char) -> bool {
        if !matches!(c, '余' | '多' | '几') || self.more {
            return false;
        }
        self.more = true;
        self.step_over(gap);
        let next = self.next_letter();
        next.is_some_and(|(_, c)| place_value(c).is_some() || myriad_value(c).is_some())
    }
}

/// Whether exactly three digits follow.
fn has_three_digits(text: &str) -> bool {
    let digits = text.chars().map(half_width);
    digits.take_while(char::is_ascii_digit).take(4).count() == 3
}

/// A minus is a sign only before a percentage: elsewhere it joins, as in 3月-5月.
fn is_negative(text: &str, range: &Range<usize>) -> bool {
    let mut before = text[..range.start].chars().rev();
    let signed = before.next().is_some_and(|c| matches!(c, '-' | '－' | '−'));
    let joined = before
        .next()
        .is_some_and(|c| half_width(c).is_ascii_digit());
    signed && !joined && text[range.end..].trim_start().starts_with(['%', '％'])
}

/// How exact the words around a number say it is. Behind a unit that is not known (20天左右) up to `passed`
/// characters are passed over.
fn exactness(before: &str, after: &str, passed: usize) -> Option<Exactness> {
    let before = before.trim_end();
    let tails = (0..=passed).filter_map(|count| {
        let at = after.char_indices().nth(count)?.0;
        Some(after[at..].trim_start())
    });
    let tails: Vec<&str> = tails.collect();
    WORDS.approx.iter().find_map(|near| {
        let ends = |list: &[String]| list.iter().any(|word| before.ends_with(word.as_str()));
        let stands = ends(&near.before) && !ends(&near.never);
        let follows = |word: &String| tails.iter().any(|tail| tail.starts_with(word.as_str()));
        (stands || near.after.iter().any(follows)).then(|| Exactness::named(&near.kind))?
    })
}

/// Whether a number may begin with the letter.
fn begins_number(c: char) -> bool {
    half_width(c).is_ascii_digit() || digit_value(c).is_some() || place_value(c).is_some()
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
            ("１，２３４件", "1234"),
            ("下降-2.3%", "-2.3"),
            ("百分之三十五", "35"),
            ("百余人", "100"),
            ("1.2万亿元", "1200000000000"),
            ("一千零五人", "1005"),
            ("二〇二〇年", "2020"),
            ("两万三千", "23000"),
            ("12 万人", "120000"),
            ("一千二百四十件", "1240"),
            ("三千二百五十八人次", "3258"),
            ("1万2500人", "12500"),
            ("一千二", "1200"),
            ("两万三", "23000"),
            ("一百五十六", "156"),
            ("廿三件", "23"),
            ("2百分点", "2"),
            ("１２，３４５份", "12345"),
        ] {
            assert_eq!(numbers_in(text), [want.parse().unwrap()], "{text}");
        }
        assert_eq!(
            numbers_in("专职人员15人,兼职4人,总共19人"),
            [15.into(), 4.into(), 19.into()]
        );
        assert_eq!(numbers_in("没有数字"), []);
        assert_eq!(numbers_in("三四个村，十三五规划，一二三产业"), []);
        assert_eq!(numbers_in("2021 12 件"), [2021.into(), 12.into()]);
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
            ("满意率在98%以上", Some(Exactness::AtLeast)),
            ("不超过5个", None),
            ("20天左右", Some(Exactness::About)),
            ("2人负责左右岸巡查", None),
            ("130次", None),
        ] {
            assert_eq!(numerals(text)[0].approx, want, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_one_number_is_read_in_whole() {
        let read = |text| whole_number(text);
        assert_eq!(
            [
                read("十"),
                read("十二"),
                read("二十"),
                read("两"),
                read("一百零五"),
                read("一千二百四十"),
                read("百"),
                read("廿三"),
                read("二○二三"),
                read("１２")
            ],
            [
                Some(10),
                Some(12),
                Some(20),
                Some(2),
                Some(105),
                Some(1240),
                Some(100),
                Some(23),
                Some(2023),
                Some(12)
            ]
        );
        assert_eq!(
            [
                read(""),
                read("一二"),
                read("年"),
                read("十余"),
                read("十三五")
            ],
            [None; 5]
        );
    }
}
