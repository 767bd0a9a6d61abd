//! Pairs of reports whose classes are known because a program made the second out of the first. Enter at the tests.
//!
//! The words are the sample town's. Each seed edits another year: numbers, clauses, places, headings; what was done is the label.

use super::tests::report_of;
use super::{Class, World, compare};
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
type Label = (Option<String>, Option<String>, Class);

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
            let numbers = renumbered(sentence, dice);
            let (class, now) = match (dice.roll(10), long) {
                (0, true) => (Class::Removed, None),
                (1, true) => {
                    let others: Vec<usize> = measures
                        .iter()
                        .copied()
                        .filter(|other| *other != at)
                        .collect();
                    let now = if dice.roll(2) == 0 {
                        numbers
                    } else {
                        sentence.clone()
                    };
                    moved.push((others[dice.roll(others.len())], now.clone()));
                    labels.push((Some(sentence.clone()), Some(now), Class::Moved));
                    continue;
                }
                (2..=4, true) if numbers != *sentence => (Class::NumbersOnly, Some(numbers)),
                (5..=6, true) => match reworded(sentence, dice) {
                    Some(now) => (Class::Reworded, Some(now)),
                    None => (Class::Same, Some(sentence.clone())),
                },
                _ => (Class::Same, Some(sentence.clone())),
            };
            after[at].1.extend(now.clone());
            labels.push((Some(sentence.clone()), now, class));
        }
    }
    for (at, now) in moved {
        after[at].1.push(now);
    }
    let fresh = format!("{}。", FOREIGN[dice.roll(FOREIGN.len())]);
    after[measures[dice.roll(measures.len())]]
        .1
        .push(fresh.clone());
    labels.push((None, Some(fresh), Class::New));
    let renamed = measures[dice.roll(measures.len())];
    after[renamed].0 = "### （一）绷紧安全之弦".to_string();
    (after, labels)
}

/// Per class: labelled, found, and both.
fn score(seed: u64) -> BTreeMap<Class, [usize; 3]> {
    let mut dice = Dice(seed * 7919 + 1);
    let before = sections(TEXTS[usize::try_from(seed).unwrap() % TEXTS.len()]);
    let (after, labels) = edited(&before, &mut dice);
    let (old, new) = (
        report_of(2021, &markdown(&before)),
        report_of(2022, &markdown(&after)),
    );
    let found = compare(&old, &new, World::default());
    let words = |report: &crate::report::Report, spot: &Option<Spot>| {
        spot.as_ref()
            .map(|s| report.text.words(s).trim().to_string())
    };
    let mut left: Vec<Label> = found
        .sentences
        .iter()
        .map(|p| (words(&old, &p.old), words(&new, &p.new), p.class))
        .collect();
    let mut counts: BTreeMap<Class, [usize; 3]> = BTreeMap::new();
    for (_, _, class) in &left {
        counts.entry(*class).or_default()[1] += 1;
    }
    for label in labels {
        let count = counts.entry(label.2).or_default();
        count[0] += 1;
        if let Some(at) = left.iter().position(|f| *f == label) {
            left.remove(at);
            count[2] += 1;
        }
    }
    counts
}

#[test]
fn the_classes_of_edited_reports_are_found_again() {
    let mut total: BTreeMap<Class, [usize; 3]> = BTreeMap::new();
    for seed in 0..12 {
        for (class, counts) in score(seed) {
            let sum = total.entry(class).or_default();
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
    let f1 = |class: Class| {
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
        (Class::NumbersOnly, 97),
        (Class::Moved, 95),
        (Class::New, 90),
        (Class::Removed, 95),
        (Class::Reworded, 90),
    ] {
        assert!(f1(class) >= least, "{}: {total:?}", class.id());
        assert!(
            total[&class][0] >= 10,
            "too few of {}: {total:?}",
            class.id()
        );
    }
}
