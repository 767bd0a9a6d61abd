//! Runs of digits, also full-width and in groups, and the forms they may have. Enter at [`runs`].

use std::ops::Range;

/// Digits that stand together, or in groups with one space or hyphen between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DigitRun {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// As ASCII; the last may be `X`.
    pub(super) digits: String,
    /// How many digits each group has.
    groups: Vec<usize>,
    /// Whether an X stands behind 17 digits.
    pub(super) ends_in_x: bool,
    /// Whether a line ends inside of it.
    pub(super) is_broken: bool,
}

impl DigitRun {
    /// Whether its groups may belong to different numbers, as in a row of a table.
    pub(super) fn is_loose(&self) -> bool {
        self.groups.len() > 1 && self.groups.iter().any(|group| *group < 2) || self.groups.len() > 5
    }

    /// One group, or groups of four.
    pub(super) fn is_card_shaped(&self) -> bool {
        let (_, first) = self.groups.split_last().expect("a run has a group");
        first.iter().all(|group| *group == 4)
    }

    /// One group, or 3-4-4, with or without the country's code.
    pub(super) fn is_phone_shaped(&self) -> bool {
        matches!(
            self.groups[..],
            [11 | 13] | [3, 4, 4] | [2, 11] | [2, 3, 4, 4] | [3, 8] | [7, 4]
        )
    }
}

/// The most digits that any of the forms has.
const MOST: usize = 19;

fn digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_u32(u32::from(letter) - 0xff10 + u32::from('0')),
        _ => None,
    }
}

/// Whether nothing but the end of a line, and the indent of the next, stands between two groups.
fn is_break(words: &str) -> bool {
    let rest = words.trim_start_matches('\r');
    rest.strip_prefix('\n')
        .is_some_and(|indent| indent.chars().all(|one| " \u{3000}\t".contains(one)))
}

fn is_between(words: &str) -> bool {
    let mut letters = words.chars();
    let first = letters.next();
    first.is_some_and(|one| " \u{a0}\u{3000}-－‐–.·".contains(one)) && letters.next().is_none()
}

/// All runs: every group alone, and joined with those behind it, longer ones first.
pub(super) fn runs(text: &str) -> Vec<DigitRun> {
    // A number may stand in groups (138 1234 5678), and a table may have several numbers side by side. So every group is
    // tried as the first, and joined with as many behind it as fit into 19 digits, the longest form there is; longer
    // joins come first, because the whole of a number is to be hidden and not a part that is a number too. At most 19
    // joins for each group.
    let groups = groups(text);
    let mut out = Vec::new();
    for first in 0..groups.len() {
        let mut joined = Vec::new();
        let mut digits = String::new();
        let mut sizes: Vec<usize> = Vec::new();
        let mut broken = false;
        for (at, (range, more)) in groups.iter().enumerate().skip(first) {
            let gap = if at > first {
                &text[groups[at - 1].0.end..range.start]
            } else {
                " "
            };
            let breaks = is_break(gap);
            if !(breaks || is_between(gap)) || digits.len() + more.len() > MOST {
                break;
            }
            digits += more;
            match sizes.last_mut().filter(|_| breaks) {
                Some(last) => *last += more.len(),
                None => sizes.push(more.len()),
            }
            broken |= breaks;
            joined.push((
                groups[first].0.start..range.end,
                digits.clone(),
                sizes.clone(),
                broken,
            ));
        }
        for (range, digits, sizes, is_broken) in joined.into_iter().rev() {
            if digits.len() >= 11
                && let Some(run) = close(text, range, digits, sizes)
            {
                out.push(DigitRun { is_broken, ..run });
            }
        }
    }
    out
}

/// The run with its X, unless letters or a decimal point make it part of something else.
fn close(
    text: &str,
    range: Range<usize>,
    mut digits: String,
    groups: Vec<usize>,
) -> Option<DigitRun> {
    let mut end = range.end;
    let mut ends_in_x = false;
    if digits.len() == 17
        && let Some(letter) = text[end..].chars().next()
        && "XxＸｘⅩ×".contains(letter)
    {
        digits.push('X');
        end += letter.len_utf8();
        ends_in_x = true;
    }
    let before = text[..range.start].chars().next_back();
    let mut rest = text[end..].chars();
    let after = rest.next();
    let joins = |one: char| one.is_ascii_alphanumeric() || digit(one).is_some();
    let point = before == Some('.')
        || after == Some('.') && rest.next().is_some_and(|one| digit(one).is_some());
    (!before.is_some_and(joins) && !after.is_some_and(joins) && !point).then_some(DigitRun {
        range: range.start..end,
        digits,
        groups,
        ends_in_x,
        is_broken: false,
    })
}

/// Digits that stand together, with their bytes.
fn groups(text: &str) -> Vec<(Range<usize>, String)> {
    let mut out: Vec<(Range<usize>, String)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let Some(digit) = digit(letter) else {
            continue;
        };
        let end = at + letter.len_utf8();
        match out.last_mut() {
            Some((range, digits)) if range.end == at => {
                range.end = end;
                digits.push(digit);
            }
            _ => out.push((at..end, digit.to_string())),
        }
    }
    out
}

/// 18 digits with a birthday and the right check character (GB 11643, MOD 11-2).
pub(super) fn is_identity(digits: &str) -> bool {
    has_birthday(digits) && digits.chars().nth(17) == Some(check_character(digits))
}

/// The check character of the first 17 digits.
pub(super) fn check_character(digits: &str) -> char {
    // GB 11643: the weights are powers of 2 modulo 11, and the check character is what makes the sum 1 modulo 11; ten is written X.
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    char::from(b"10X98765432"[sum % 11])
}

/// Whether digits 7 to 14 of 18 are a day of the twentieth or the twenty-first century, and the first is no zero.
pub(super) fn has_birthday(digits: &str) -> bool {
    digits.len() == 18
        && !digits.starts_with('0')
        && day(&digits[6..10], &digits[10..12], &digits[12..14])
}

/// 15 digits of the form given until 1999: a province, and a birthday with two digits of the year.
pub(super) fn is_old_identity(digits: &str) -> bool {
    let province: u32 = digits[..2].parse().unwrap_or(0);
    let known = matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82);
    known
        && day(
            &format!("19{}", &digits[6..8]),
            &digits[8..10],
            &digits[10..12],
        )
}

fn day(year: &str, month: &str, day: &str) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<i16>(), month.parse(), day.parse()) else {
        return false;
    };
    (1900..2040).contains(&year) && jiff::civil::Date::new(year, month, day).is_ok()
}

/// Whether the last digit is right (Luhn), and the first one that cards have.
pub(super) fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            if at % 2 == 0 {
                digit
            } else {
                digit * 2 / 10 + digit * 2 % 10
            }
        })
        .sum();
    sum.is_multiple_of(10) && digits.starts_with(['3', '4', '5', '6', '9'])
}

/// 1 and 3 to 9, then nine digits; with or without the country's code.
pub(super) fn is_mobile(digits: &str) -> bool {
    let own = if digits.len() == 13 {
        digits.strip_prefix("86").unwrap_or("")
    } else {
        digits
    };
    own.len() == 11 && own.starts_with('1') && !own[1..].starts_with(['0', '1', '2'])
}
