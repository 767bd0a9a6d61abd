//! Pairs of reports whose classes are known because a program made the second out of the first. Enter at the tests.
//!
//! The words are the sample town's. Each seed edits another year: numbers, clauses, places, headings; what was done is the label.

use super::tests::report_of;
use super::{ComparisonContext, SentenceClass, compare};
use crate::report::Spot;
use std::collections::BTreeMap;

const TEXTS: [&str; 4] = [
    include_str!("../../../content/qinghe/2020/index.md"),
    include_str!("../../../content/qinghe/2021/index.md"),
    include_str!("../../../content/qinghe/2022/index.md"),
    include_str!("../../../content/qinghe/2023/index.md"),
];

/// Clauses and sentences that no report of the sample town holds.
const FOREIGN: [&str; 6] = [
    "在古窑遗址周边划定禁烧范围并立牌告知",
    "渔船检验和船员培训证书实行一船一档",
    "苗圃承包款逐户核对后张榜",
    "校车路线上的限高杆全部换成反光材质",
    "茶山林权界桩由三方到场埋设",
    "码头货车过磅记录保存两年备查",
];

/// What a sentence is to become, with its words afterwards.
type Label = (Option<String>, Option<String>, SentenceClass);

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// A heading with its sentences.
type Section = (String, Vec<String>);

/// The headings of a text and the sentences below each; run-in markup is left out.
fn sections(markdown: &str) -> Vec<Section> {
    let body = markdown.splitn(3, "---").nth(2).unwrap().replace("**", "");
    let mut found: Vec<Section> = vec![(String::new(), Vec::new())];
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            found.push((line.to_string(), Vec::new()));
        } else {
            found
                .last_mut()
                .unwrap()
                .1
                .extend(line.split_inclusive('。').map(str::to_string));
        }
    }
    found
}

/// Every paragraph one sentence, so that an edit never joins two.
fn markdown(sections: &[Section]) -> String {
    sections
        .iter()
        .flat_map(|(heading, said)| std::iter::once(heading).chain(said))
        .map(|line| format!("{line}\n\n"))
        .collect()
}

/// Other numbers in the same words.
fn renumbered(sentence: &str, dice: &mut Dice) -> String {
    let mut out = String::new();
    for (at, c) in sentence.char_indices() {
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
        let single = c.is_ascii_digit() && !beside(sentence[..at].chars().next_back());
        out.push(if single && c != '0' {
            char::from(b'1' + (c as u8 - b'1' + 1 + dice.roll(7) as u8) % 9)
        } else {
            c
        });
    }
    out
}

/// The same statement with its last clause replaced, if it is long enough to stay recognisable.
fn reworded(sentence: &str, dice: &mut Dice) -> Option<String> {
    let clauses: Vec<&str> = sentence.trim_end_matches('。').split('，').collect();
    let kept = clauses[..clauses.len() - 1].join("，");
    let foreign = FOREIGN[dice.roll(FOREIGN.len())];
    (kept.chars().count() >= 2 * foreign.chars().count()).then(|| format!("{kept}，{foreign}。"))
}

/// Single digits as Han numerals.
fn spelled(sentence: &str) -> String {
    let chars: Vec<char> = sentence.chars().collect();
    let digit = |at: usize| {
        chars
            .get(at)
            .is_some_and(|c| c.is_ascii_digit() || ".·—".contains(*c))
    };
    let spell = |(at, c): (usize, &char)| {
        let alone =
            c.is_ascii_digit() && *c != '0' && !digit(at + 1) && (at == 0 || !digit(at - 1));
        let counted = chars
            .get(at + 1)
            .is_some_and(|next| "次场件名个份条".contains(*next));
        if alone && counted {
            "零一二三四五六七八九"
                .chars()
                .nth(*c as usize - '0' as usize)
                .unwrap()
        } else {
            *c
        }
    };
    chars.iter().enumerate().map(spell).collect()
}

/// Two neighbours of a list exchanged: 甲、乙 becomes 乙、甲.
fn exchanged(sentence: &str) -> Option<String> {
    let at = sentence.find('、')?;
    let stops = ['，', '、', '。', '：', '；'];
    let from = sentence[..at]
        .rfind(stops)
        .map_or(0, |end| end + '，'.len_utf8());
    let behind = at + '、'.len_utf8();
    let to = behind + sentence[behind..].find(stops)?;
    let (one, other) = (&sentence[from..at], &sentence[behind..to]);
    let short = |words: &str| (2..=6).contains(&words.chars().count());
    (short(one) && short(other) && !sentence.contains(['“', '（']) && one != other)
        .then(|| format!("{}{other}、{one}{}", &sentence[..from], &sentence[to..]))
}

/// The sentence in two, where the first part keeps most of it.
fn split(sentence: &str) -> Option<[String; 2]> {
    let at = sentence.rfind('，')?;
    let (front, back) = (&sentence[..at], &sentence[at + '，'.len_utf8()..]);
    let (long, short) = (front.chars().count(), back.chars().count());
    (long >= 20 && short * 2 <= long && short >= 6).then(|| [format!("{front}。"), back.to_owned()])
}

/// What one sentence becomes in its place: the sentences there, and the labels of all.
fn in_place(sentence: &str, dice: &mut Dice) -> (Vec<String>, Vec<Label>) {
    let old = || Some(sentence.to_owned());
    let one =
        |now: String, class: SentenceClass| (vec![now.clone()], vec![(old(), Some(now), class)]);
    let numbers = renumbered(sentence, dice);
    let han = spelled(sentence);
    match dice.roll(12) {
        0 => (Vec::new(), vec![(old(), None, SentenceClass::Removed)]),
        1..=3 if numbers != sentence => one(numbers, SentenceClass::NumbersOnly),
        4 if han != sentence => one(han, SentenceClass::NumbersOnly),
        5 | 6 => match reworded(sentence, dice) {
            Some(now) => one(now, SentenceClass::Reworded),
            None => one(sentence.to_owned(), SentenceClass::Same),
        },
        7 => match exchanged(sentence) {
            Some(now) => one(now, SentenceClass::Reworded),
            None => one(sentence.to_owned(), SentenceClass::Same),
        },
        8 => match split(sentence) {
            Some([front, back]) => {
                let labels = vec![
                    (old(), Some(front.clone()), SentenceClass::Reworded),
                    (None, Some(back.clone()), SentenceClass::New),
                ];
                (vec![front, back], labels)
            }
            None => one(sentence.to_owned(), SentenceClass::Same),
        },
        _ => one(sentence.to_owned(), SentenceClass::Same),
    }
}

/// A sentence that goes to another section: as it was, with other numbers, or with another last clause.
fn carried(sentence: &str, dice: &mut Dice) -> String {
    match dice.roll(4) {
        0 => renumbered(sentence, dice),
        1 => reworded(sentence, dice).unwrap_or_else(|| sentence.to_owned()),
        _ => sentence.to_owned(),
    }
}

/// Edits a text; returns it with what became of every sentence.
fn edited(before: &[Section], dice: &mut Dice) -> (Vec<Section>, Vec<Label>) {
    let mut after: Vec<Section> = before
        .iter()
        .map(|(heading, _)| (heading.clone(), Vec::new()))
        .collect();
    let mut labels = Vec::new();
    let measures: Vec<usize> = (0..before.len())
        .filter(|at| before[*at].0.starts_with("###"))
        .collect();
    let mut moved = Vec::new();
    for (at, (heading, said)) in before.iter().enumerate() {
        for sentence in said {
            let long = sentence.chars().count() >= 16 && heading.starts_with("###");
            if long && dice.roll(9) == 0 {
                let others: Vec<usize> = measures
                    .iter()
                    .copied()
                    .filter(|other| *other != at)
                    .collect();
                let now = carried(sentence, dice);
                labels.push((
                    Some(sentence.clone()),
                    Some(now.clone()),
                    SentenceClass::Moved,
                ));
                moved.push((others[dice.roll(others.len())], now));
            } else if long {
                let (now, more) = in_place(sentence, dice);
                after[at].1.extend(now);
                labels.extend(more);
            } else {
                after[at].1.push(sentence.clone());
                labels.push((
                    Some(sentence.clone()),
                    Some(sentence.clone()),
                    SentenceClass::Same,
                ));
            }
        }
    }
    for (at, now) in moved {
        let place = dice.roll(after[at].1.len() + 1);
        after[at].1.insert(place, now);
    }
    let fresh = format!("{}。", FOREIGN[dice.roll(FOREIGN.len())]);
    after[measures[dice.roll(measures.len())]]
        .1
        .push(fresh.clone());
    labels.push((None, Some(fresh), SentenceClass::New));
    kept_promise(&mut after, &measures, (&mut labels, dice));
    let renamed = measures[dice.roll(measures.len())];
    after[renamed].0 = "### （一）绷紧安全之弦".to_string();
    reordered(&mut after, &measures, dice);
    (after, labels)
}

/// A plan item is done and reported among the measures in the words of the plan: two statements, not one.
fn kept_promise(
    after: &mut [Section],
    measures: &[usize],
    (labels, dice): (&mut Vec<Label>, &mut Dice),
) {
    let plan = after.len() - 1;
    let items: Vec<usize> = (0..after[plan].1.len())
        .filter(|at| after[plan].1[*at].contains("是") && after[plan].1[*at].chars().count() >= 16)
        .collect();
    let Some(at) = items.get(dice.roll(items.len().max(1))) else {
        return;
    };
    let promised = after[plan].1.remove(*at);
    let bare = promised
        .split_once('是')
        .map_or(promised.as_str(), |(_, item)| item);
    let done = format!("已{bare}");
    labels.retain(|label| label.0.as_ref() != Some(&promised));
    labels.push((Some(promised.clone()), None, SentenceClass::Removed));
    labels.push((None, Some(done.clone()), SentenceClass::New));
    after[measures[dice.roll(measures.len())]].1.push(done);
}

/// Exchanges two sections of the measures and numbers all of them anew: nothing moves by that.
fn reordered(after: &mut [Section], measures: &[usize], dice: &mut Dice) {
    let (one, other) = (
        measures[dice.roll(measures.len())],
        measures[dice.roll(measures.len())],
    );
    after.swap(one, other);
    let mut number = 0;
    for at in measures {
        let Some((_, title)) = after[*at].0.split_once('）') else {
            continue;
        };
        number += 1;
        let han = "一二三四五六七八九十"
            .chars()
            .nth((number - 1) % 10)
            .unwrap();
        after[*at].0 = format!("### （{han}）{title}");
    }
}

/// Per class: labelled, found, and both.
fn score(seed: u64) -> BTreeMap<SentenceClass, [usize; 3]> {
    let mut dice = Dice(seed * 7919 + 1);
    let before = sections(TEXTS[usize::try_from(seed).unwrap() % TEXTS.len()]);
    let (after, labels) = edited(&before, &mut dice);
    let (old, new) = (
        report_of(2021, &markdown(&before)),
        report_of(2022, &markdown(&after)),
    );
    let found = compare(&old, &new, ComparisonContext::default());
    let words = |report: &crate::report::Report, spot: &Option<Spot>| {
        spot.as_ref()
            .map(|s| report.text.words(s).trim().to_string())
    };
    let mut left: Vec<Label> = found
        .sentences
        .iter()
        .map(|p| (words(&old, &p.old), words(&new, &p.new), p.class))
        .collect();
    let mut counts: BTreeMap<SentenceClass, [usize; 3]> = BTreeMap::new();
    for (_, _, class) in &left {
        counts.entry(*class).or_default()[1] += 1;
    }
    for label in &labels {
        let count = counts.entry(label.2).or_default();
        count[0] += 1;
        if let Some(at) = left.iter().position(|f| f == label) {
            left.remove(at);
            count[2] += 1;
        }
    }
    counts
}

#[test]
fn the_classes_of_edited_reports_are_found_again() {
    let mut total: BTreeMap<SentenceClass, [usize; 3]> = BTreeMap::new();
    for seed in 0..16 {
        for (class, counts) in score(seed) {
            let sum = total.entry(class).or_default();
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
    let f1 = |class: SentenceClass| {
        let [labelled, found, both] = total[&class].map(|n| n * 100);
        200 * both / (labelled + found)
    };
    let right: usize = total.values().map(|c| c[2]).sum();
    let all: usize = total.values().map(|c| c[0]).sum();
    assert!(
        right * 100 >= all * 97,
        "class accuracy {right} of {all}: {total:?}"
    );
    for (class, least) in [
        (SentenceClass::NumbersOnly, 97),
        (SentenceClass::Moved, 95),
        (SentenceClass::New, 90),
        (SentenceClass::Removed, 95),
        (SentenceClass::Reworded, 90),
    ] {
        assert!(f1(class) >= least, "{}: {total:?}", class.id());
        assert!(
            total[&class][0] >= 40,
            "too few of {}: {total:?}",
            class.id()
        );
    }
}
