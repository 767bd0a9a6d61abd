//! Numbers as Chinese reports write them. Enter at [`numbers_in`].

use rust_decimal::Decimal;

/// Every number in `text` in order, 万 and 亿 multiplied out: `20余万` is 200000, `十四` is 14, `３.５` is 3.5.
pub fn numbers_in(text: &str) -> Vec<Decimal> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let read = if chars[at].is_ascii_digit() {
            arabic(&chars, at)
        } else {
            chinese(&chars, at)
        };
        match read {
            Some((number, end)) => {
                found.push(number);
                at = end;
            }
            None => {
                at += chars[at..]
                    .iter()
                    .take_while(|c| c.is_ascii_digit())
                    .count()
                    .max(1);
            }
        }
    }
    found
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0))
        }
        '．' => '.',
        '％' => '%',
        other => other,
    }
}

/// Digits with an optional fraction, thousands separators and 余/多 before 万 or 亿.
fn arabic(chars: &[char], start: usize) -> Option<(Decimal, usize)> {
    let mut digits = String::new();
    let mut at = start;
    while let Some(c) = chars.get(at) {
        let next_is_digit = chars.get(at + 1).is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => digits.push(*c),
            '.' if next_is_digit && !digits.contains('.') => digits.push('.'),
            ',' if next_is_digit && is_thousand(chars, at) => {}
            _ => break,
        }
        at += 1;
    }
    let mut number = Decimal::from_str_exact(&digits).ok()?;
    let mut unit = at;
    while matches!(chars.get(unit), Some('余' | '多' | ' ')) {
        unit += 1;
    }
    while let Some(factor) = chars.get(unit).copied().and_then(large_unit) {
        number = number.checked_mul(factor)?;
        unit += 1;
        at = unit;
    }
    Some((number, at))
}

/// Exactly three digits stand behind the comma.
fn is_thousand(chars: &[char], comma: usize) -> bool {
    let digits = chars[comma + 1..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    digits == 3
}

fn large_unit(c: char) -> Option<Decimal> {
    match c {
        '万' => Some(Decimal::from(10_000)),
        '亿' => Some(Decimal::from(100_000_000)),
        _ => None,
    }
}

/// Chinese numerals: 十四, 一百零三, 两, 二〇二〇.
fn chinese(chars: &[char], start: usize) -> Option<(Decimal, usize)> {
    let end = start
        + chars[start..]
            .iter()
            .take_while(|c| digit(**c).is_some() || place(**c).is_some())
            .count();
    let run = &chars[start..end];
    if run.is_empty() {
        return None;
    }
    let number = if run.iter().all(|c| digit(*c).is_some()) {
        run.iter()
            .try_fold(0_i64, |sum, c| sum.checked_mul(10)?.checked_add(digit(*c)?))?
    } else {
        let (mut total, mut pending) = (0_i64, None);
        for c in run {
            match (digit(*c), place(*c)) {
                (Some(value), _) => pending = Some(value),
                (None, Some(factor)) => total += pending.take().unwrap_or(1) * factor,
                (None, None) => {}
            }
        }
        total + pending.unwrap_or(0)
    };
    let mut number = Decimal::from(number);
    let mut at = end;
    while let Some(factor) = chars.get(at).copied().and_then(large_unit) {
        number = number.checked_mul(factor)?;
        at += 1;
    }
    Some((number, at))
}

fn digit(c: char) -> Option<i64> {
    "〇一二三四五六七八九"
        .chars()
        .position(|one| one == c)
        .and_then(|at| i64::try_from(at).ok())
        .or(match c {
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

/// Whether the words state a zero: 无…, 没有…, 未…, 零….
pub fn states_zero(text: &str) -> bool {
    ["无", "没有", "未", "零", "不存在"]
        .iter()
        .any(|word| text.contains(word))
        || numbers_in(text).contains(&Decimal::ZERO)
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
        ] {
            assert_eq!(numbers_in(text), [want.parse().unwrap()], "{text}");
        }
        assert_eq!(
            numbers_in("专职人员15人,兼职4人,总共19人"),
            [15.into(), 4.into(), 19.into()]
        );
        assert_eq!(numbers_in("没有数字"), []);
    }

    #[test]
    fn a_number_too_long_for_a_decimal_is_left_out() {
        assert_eq!(numbers_in(&"9".repeat(60)), []);
    }
}
