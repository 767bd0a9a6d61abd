//! A thousand generated numbers in running text: all of those that are right are found, and next to none that only look alike.

use super::digits::{check_character, is_luhn};
use super::{PersonalKind, find};

/// A fixed sequence of numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("below ten")))
            .collect()
    }
}

fn identity(dice: &mut Dice) -> String {
    let (year, month, day) = (
        1930 + dice.below(90),
        1 + dice.below(12),
        1 + dice.below(28),
    );
    let area = 11 + dice.below(55);
    let head = format!(
        "{area}{}{year}{month:02}{day:02}{}",
        dice.digits(4),
        dice.digits(3)
    );
    let check = check_character(&head);
    format!("{head}{check}")
}

fn mobile(dice: &mut Dice) -> String {
    format!("1{}{}", 3 + dice.below(7), dice.digits(9))
}

/// A card's number whose last digit is as far from the right one as `off` says.
fn card(dice: &mut Dice, off: u32) -> String {
    let head = format!("62{}", dice.digits(16));
    let fits = |last: &u32| is_luhn(&format!("{head}{last}"));
    let last = (0..10).find(fits).expect("one digit in ten fits");
    format!("{head}{}", (last + off) % 10)
}

/// Text, and what is to be found in it for sure.
fn example(dice: &mut Dice, turn: u64) -> (String, Option<PersonalKind>) {
    let number = match turn % 10 {
        0 => {
            return (
                format!("为林某（{}）等人提供援助，", identity(dice)),
                Some(PersonalKind::Identity),
            );
        }
        1 => {
            return (
                format!("当事人 {} 已签收。", identity(dice).to_lowercase()),
                Some(PersonalKind::Identity),
            );
        }
        2 => {
            return (
                format!("如有疑问请拨打{}咨询。", mobile(dice)),
                Some(PersonalKind::Mobile),
            );
        }
        3 => {
            return (
                format!("王某，{}，住本镇。", mobile(dice)),
                Some(PersonalKind::Mobile),
            );
        }
        4 => {
            return (
                format!("转入其银行卡{}。", card(dice, 0)),
                Some(PersonalKind::Card),
            );
        }
        5 => {
            // A month that there is not.
            let right = identity(dice);
            format!("{}{}{}", &right[..10], 13 + dice.below(80), &right[12..])
        }
        6 => card(dice, 3),
        7 => format!("12{}", dice.digits(9)),
        8 => dice.digits(17) + "0元",
        _ => format!("{}.{}", dice.digits(3), dice.digits(11)),
    };
    (format!("对应的数据为{number}，"), None)
}

#[test]
fn of_a_thousand_numbers_all_are_found_and_hardly_one_too_many() {
    let mut dice = Dice(20_201_216);
    let (mut right, mut missed, mut near, mut wrong) = (0, 0, 0, 0);
    for turn in 0..1000 {
        let (text, wanted) = example(&mut dice, turn);
        let found: Vec<PersonalKind> = find(&text)
            .iter()
            .filter(|one| one.sure)
            .map(|one| one.kind)
            .collect();
        match wanted {
            Some(kind) => {
                right += 1;
                missed += usize::from(found != [kind]);
            }
            None => {
                near += 1;
                wrong += usize::from(!found.is_empty());
            }
        }
    }
    assert_eq!((right, missed), (500, 0));
    assert!(wrong * 1000 <= near * 5, "{wrong} of {near}");
}

#[test]
fn a_wrong_check_character_is_never_sure_without_words() {
    let mut dice = Dice(7);
    for _ in 0..1000 {
        let right = identity(&mut dice);
        let other = if right.ends_with('1') { '2' } else { '1' };
        let found = find(&format!("记录{}{other}，", &right[..17]));
        assert!(found.len() == 1 && !found[0].sure, "{found:?}");
        let found = find(&format!("身份证号{}{other}，", &right[..17]));
        assert!(found.len() == 1 && found[0].sure, "{found:?}");
    }
}

/// A number as people write it: full-width, in groups, over the end of a line.
fn written(number: &str, form: u64) -> String {
    let groups: &[usize] = match number.len() {
        11 => &[3, 4, 4],
        18 => &[6, 8, 4],
        _ => &[4, 4, 4, 4, 3],
    };
    let parts = || {
        let mut at = 0;
        let cut = groups.iter().map(|size| {
            at += size;
            &number[at - size..at]
        });
        cut.collect::<Vec<_>>()
    };
    let wide =
        |digit: char| char::from_u32(u32::from(digit) + 0xfee0).expect("ASCII has a wide form");
    match form {
        0 => number.chars().map(wide).collect(),
        1 => parts().join(" "),
        2 => parts().join("-"),
        3 => parts().join("\u{a0}"),
        4 => format!("{}\n{}", &number[..7], &number[7..]),
        5 => format!("{}\r\n　　{}", &number[..5], &number[5..]),
        _ => number.to_owned(),
    }
}

/// Where a number stands: after its words, in a cell, in an attribute.
fn around(number: &str, words: &str, form: u64, place: u64) -> String {
    match place {
        0 => format!("{words}：{number}。"),
        1 => format!("| 1 | 林某 | {words}{number} | 2021 |"),
        2 => format!("1\t林某\t{words}{number}\t20211"),
        // Attributes and tags hold numbers on one line.
        3 if form < 4 => format!("<a href=\"#a\" data-note=\"{words}{number}\">联系</a>"),
        4 if form < 4 => format!("<td>{words}</td><td>{words}{number}</td><td>12</td>"),
        _ => format!("（{words} {number}）"),
    }
}

#[test]
fn a_thousand_numbers_are_found_however_and_wherever_they_are_written() {
    let mut dice = Dice(2_021);
    let mut missed = Vec::new();
    for turn in 0..1000 {
        let (number, words, kind) = match turn % 3 {
            0 => (identity(&mut dice), "身份证号", PersonalKind::Identity),
            1 => (mobile(&mut dice), "手机", PersonalKind::Mobile),
            _ => (card(&mut dice, 0), "银行卡号", PersonalKind::Card),
        };
        let (form, place) = (dice.below(7), dice.below(6));
        let text = around(&written(&number, form), words, form, place);
        let found: Vec<PersonalKind> = find(&text)
            .iter()
            .filter(|one| one.sure)
            .map(|one| one.kind)
            .collect();
        if found != [kind] {
            missed.push(format!("{text} gives {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn columns_of_figures_are_no_numbers_of_persons() {
    let mut dice = Dice(9);
    let mut wrong = Vec::new();
    for _ in 0..1000 {
        let rows: Vec<String> = (0..4)
            .map(|_| {
                let cells: Vec<String> = (0..4)
                    .map(|_| {
                        let count = usize::try_from(1 + dice.below(5)).expect("small");
                        dice.digits(count)
                    })
                    .collect();
                cells.join([" ", "\t", " | ", ","][usize::try_from(dice.below(4)).expect("small")])
            })
            .collect();
        let text = format!("年度 件数 金额\n{}", rows.join("\n"));
        if !find(&text).is_empty() {
            wrong.push(text);
        }
    }
    // At most five in a thousand.
    assert!(wrong.len() <= 5, "{}\n{}", wrong.len(), wrong.join("\n\n"));
}
