//! A thousand generated numbers in running text: all of those that are right are found, and next to none that only look alike.

use super::digits::{check_character, is_luhn};
use super::{Kind, find};

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
fn example(dice: &mut Dice, turn: u64) -> (String, Option<Kind>) {
    let number = match turn % 10 {
        0 => {
            return (
                format!("为林某（{}）等人提供援助，", identity(dice)),
                Some(Kind::Identity),
            );
        }
        1 => {
            return (
                format!("当事人 {} 已签收。", identity(dice).to_lowercase()),
                Some(Kind::Identity),
            );
        }
        2 => {
            return (
                format!("如有疑问请拨打{}咨询。", mobile(dice)),
                Some(Kind::Mobile),
            );
        }
        3 => {
            return (
                format!("王某，{}，住本镇。", mobile(dice)),
                Some(Kind::Mobile),
            );
        }
        4 => {
            return (format!("转入其银行卡{}。", card(dice, 0)), Some(Kind::Card));
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
        let found: Vec<Kind> = find(&text)
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
