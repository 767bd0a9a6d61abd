//! Pairs of reports that a person wrote and labelled sentence by sentence, with joined and parted sentences. Enter at the tests.

use super::tests::report_of;
use super::{ComparisonContext, SentenceClass, compare};
use crate::report::{Report, Spot};
use std::collections::BTreeMap;

const PAIRS: [&str; 3] = [
    include_str!("../../../tests/cases/constructed/river.txt"),
    include_str!("../../../tests/cases/constructed/bridge.txt"),
    include_str!("../../../tests/cases/constructed/joined.txt"),
];

/// The sections of both years in their order.
const SECTIONS: [(&str, &str); 10] = [
    ("intro", ""),
    ("A1", "## 一、主要举措和成效\n\n### （一）依法履行职责\n\n"),
    ("A2", "### （二）规范决策和文件管理\n\n"),
    ("A3", "### （三）严格公正文明执法\n\n"),
    ("B1", "### （四）化解矛盾纠纷\n\n"),
    ("B2", "### （五）法治宣传教育\n\n"),
    ("B3", "### （六）监督制约权力\n\n"),
    (
        "C",
        "## 二、党政主要负责人履行推进法治建设第一责任人职责情况\n\n",
    ),
    ("D", "## 三、存在的不足和原因\n\n"),
    ("E", "## 四、下一年度主要安排\n\n"),
];

/// One labelled sentence: class, and both sides with their sections.
struct Label<'a> {
    class: SentenceClass,
    sides: [(&'a str, &'a str); 2],
}

fn labels(text: &str) -> Vec<Label<'_>> {
    let class = |word: &str| match word {
        "same" => SentenceClass::Same,
        "numbers" => SentenceClass::NumbersOnly,
        "reworded" => SentenceClass::Reworded,
        "moved" => SentenceClass::Moved,
        "new" => SentenceClass::New,
        "removed" => SentenceClass::Removed,
        other => panic!("no class `{other}`"),
    };
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            Label {
                class: class(cells[0]),
                sides: [(cells[1], cells[3]), (cells[2], cells[4])],
            }
        })
        .collect()
}

/// The text of one year, four sentences a paragraph.
fn markdown(labels: &[Label<'_>], side: usize) -> String {
    let mut out = String::new();
    for (id, heading) in SECTIONS {
        out += heading;
        let said: Vec<&str> = labels
            .iter()
            .map(|label| label.sides[side])
            .filter(|(section, words)| *section == id && !words.is_empty())
            .map(|(_, words)| words)
            .collect();
        for paragraph in said.chunks(4) {
            out += &paragraph.concat();
            out += "\n\n";
        }
    }
    out
}

/// Per class: labelled, found, and both.
fn score(text: &str, total: &mut BTreeMap<SentenceClass, [usize; 3]>) -> Vec<String> {
    let labels = labels(text);
    let old = report_of(2022, &markdown(&labels, 0));
    let new = report_of(2023, &markdown(&labels, 1));
    let found = compare(&old, &new, ComparisonContext::default());
    let words = |report: &Report, spot: &Option<Spot>| {
        let spot = spot.as_ref();
        spot.map_or_else(String::new, |spot| {
            report.text.words(spot).trim().to_owned()
        })
    };
    let got: Vec<(SentenceClass, String, String)> = found
        .sentences
        .iter()
        .map(|pair| (pair.class, words(&old, &pair.old), words(&new, &pair.new)))
        .collect();
    // Every sentence of both texts stands on its side once.
    for side in 0..2 {
        let mut written: Vec<&str> = labels.iter().map(|label| label.sides[side].1).collect();
        let mut shown: Vec<&str> = got
            .iter()
            .map(|one| {
                if side == 0 {
                    one.1.as_str()
                } else {
                    one.2.as_str()
                }
            })
            .collect();
        for list in [&mut written, &mut shown] {
            list.retain(|words| !words.is_empty());
            list.sort_unstable();
        }
        assert_eq!(written, shown);
    }
    for (class, ..) in &got {
        total.entry(*class).or_default()[1] += 1;
    }
    let mut misses = Vec::new();
    for label in &labels {
        let [(_, before), (_, after)] = label.sides;
        let count = total.entry(label.class).or_default();
        count[0] += 1;
        if got
            .iter()
            .any(|one| one.0 == label.class && one.1 == before && one.2 == after)
        {
            count[2] += 1;
        } else {
            misses.push(format!("{} {before} => {after}", label.class.id()));
        }
    }
    misses
}

#[test]
fn the_classes_that_a_person_gave_are_found() {
    let mut total: BTreeMap<SentenceClass, [usize; 3]> = BTreeMap::new();
    let mut misses = Vec::new();
    for pair in PAIRS {
        misses.extend(score(pair, &mut total));
    }
    let f1 = |class: SentenceClass| {
        let [labelled, found, both] = total[&class].map(|n| n * 100);
        200 * both / (labelled + found)
    };
    let right: usize = total.values().map(|count| count[2]).sum();
    let all: usize = total.values().map(|count| count[0]).sum();
    assert!(right * 100 >= all * 93, "{right} of {all}: {misses:#?}");
    for (class, least) in [
        (SentenceClass::NumbersOnly, 95),
        (SentenceClass::Moved, 85),
        (SentenceClass::New, 90),
        (SentenceClass::Removed, 90),
        (SentenceClass::Reworded, 85),
    ] {
        assert!(f1(class) >= least, "{}: {total:?} {misses:#?}", class.id());
        assert!(total[&class][0] >= 10, "too few of {}", class.id());
    }
}

/// What was promised and the words of the next report that tell of it.
const PROMISES: &str = include_str!("../../../tests/cases/constructed/promises.txt");

#[test]
fn the_sentence_that_tells_is_among_the_first_three_and_no_outcome_is_claimed() {
    let (mut hits, mut all, mut misses) = (0, 0, Vec::new());
    for set in PROMISES.split("\n\n") {
        let pairs: Vec<(&str, &str)> = set
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('|'))
            .collect();
        let plan: String = pairs
            .iter()
            .zip("一二三四五六七八九十".chars())
            .map(|((promised, _), number)| format!("{number}是{promised}。\n\n"))
            .collect();
        let mut old = report_of(
            2022,
            &format!("## 一、做法\n\n开会四次。\n\n## 二、下一年安排\n\n{plan}"),
        );
        old.commitments = pairs
            .iter()
            .enumerate()
            .map(|(at, (promised, _))| {
                super::tests::commitment(&format!("2022-{at}"), promised, &old)
            })
            .collect();
        // The next report tells them in another order, with other work between.
        let told: String = pairs
            .iter()
            .rev()
            .enumerate()
            .map(|(at, (_, told))| format!("{told}。接待来访{}批次。\n\n", at + 12))
            .collect();
        let new = report_of(
            2023,
            &format!(
                "## 一、做法\n\n{told}## 二、存在的不足\n\n执法文书质量不高。\n\n## 三、下一年安排\n\n抓好学习。\n"
            ),
        );
        let found = compare(&old, &new, ComparisonContext::default());
        assert!(found.promises.iter().all(|one| one.outcome().is_none()));
        for (promise, (promised, told)) in found.promises.iter().zip(&pairs) {
            all += 1;
            let is_there = promise
                .candidates
                .iter()
                .take(3)
                .any(|one| one.quote.contains(told));
            hits += usize::from(is_there);
            if !is_there {
                misses.push(*promised);
            }
        }
    }
    assert!(all >= 20, "{all} promises");
    assert!(hits * 100 >= all * 85, "{hits} of {all}: {misses:#?}");
}
