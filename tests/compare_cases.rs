//! `nianbao compare --format json` on the labelled pairs in `tests/cases/reports/yoy`, with the measures of issue 4. Enter at the tests; the
//! measures are in [`Score`].
//!
//! Text is compared without white space and with half- and full-width punctuation folded.

use crate::support::SiteTest;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const CLASSES: [&str; 6] = [
    "same",
    "numbers-only",
    "reworded",
    "moved",
    "new",
    "removed",
];

/// Wanted, found and right of each thing that is measured.
#[derive(Default)]
struct Score {
    counts: BTreeMap<String, [usize; 3]>,
    misses: Vec<String>,
}

impl Score {
    fn add(&mut self, name: &str, [want, got, hit]: [usize; 3]) {
        let sum = self.counts.entry(name.to_owned()).or_default();
        *sum = [sum[0] + want, sum[1] + got, sum[2] + hit];
    }

    fn share(&mut self, name: &str, right: bool, what: &str) {
        self.add(name, [1, 1, usize::from(right)]);
        if !right {
            self.misses.push(format!("{name}: {what}"));
        }
    }

    /// Counts two multisets.
    fn sets(&mut self, name: &str, want: &[String], got: &[String]) {
        let mut left = got.to_vec();
        let mut hit = 0;
        for key in want {
            if let Some(at) = left.iter().position(|known| known == key) {
                left.swap_remove(at);
                hit += 1;
            }
        }
        self.add(name, [want.len(), got.len(), hit]);
    }

    /// Recall, precision and F1 in ten thousandths.
    fn of(&self, name: &str) -> [f64; 3] {
        let [want, got, hit] = self.counts.get(name).copied().unwrap_or_default();
        let part = |whole: usize| {
            if whole == 0 {
                1.0
            } else {
                hit as f64 / whole as f64
            }
        };
        let (recall, precision) = (part(want), part(got));
        let both = recall + precision;
        let f1 = if both == 0.0 {
            0.0
        } else {
            2.0 * recall * precision / both
        };
        [recall, precision, f1]
    }
}

fn fold(text: &str) -> String {
    let half = |letter| match letter {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '！' => '!',
        '？' => '?',
        '．' => '.',
        '～' => '~',
        '“' | '”' => '"',
        other => other,
    };
    let folded: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(half)
        .collect();
    folded
        .trim_end_matches(['。', '.', ';', ',', ':'])
        .to_owned()
}

fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn rows<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn key(sentence: &Value) -> String {
    format!(
        "{}⇒{}",
        fold(text(sentence, "old")),
        fold(text(sentence, "new"))
    )
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reports/yoy");
    let mut found: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

fn score_all() -> Score {
    let mut score = Score::default();
    let site = SiteTest::with(&[]);
    for folder in folders() {
        let labels = std::fs::read_to_string(folder.join("labels.json")).unwrap();
        let labels: Value = serde_json::from_str(&labels).unwrap();
        for pair in rows(&labels, "pairs") {
            let file = |side: &str| folder.join(format!("{}.md", text(pair, side)));
            let (old, new) = (file("old"), file("new"));
            let sides = [old.to_str().unwrap(), new.to_str().unwrap()];
            let ran = site.run(&["compare", sides[0], sides[1], "--format", "json"]);
            assert_eq!(ran.code, 0, "{}", ran.said);
            let found: Value = serde_json::from_str(&ran.result).expect("one JSON value");
            sentences(&mut score, pair, &found);
            figures(&mut score, pair, &found);
            promises(&mut score, pair, &found);
        }
    }
    score
}

fn sentences(score: &mut Score, pair: &Value, found: &Value) {
    let mut classes: BTreeMap<String, &str> = BTreeMap::new();
    for sentence in rows(found, "sentences") {
        classes
            .entry(key(sentence))
            .or_insert(text(sentence, "class"));
    }
    for sentence in rows(pair, "sentences") {
        let got = classes.get(&key(sentence)).copied();
        let right = got == Some(text(sentence, "class"));
        score.share(
            "sentence classes",
            right,
            &format!("{} got {got:?}", key(sentence)),
        );
    }
    for class in CLASSES {
        let of = |class: &str| -> Vec<String> {
            let own = rows(pair, "sentences")
                .iter()
                .filter(|s| text(s, "class") == class);
            own.map(key).collect()
        };
        let got: Vec<String> = classes
            .iter()
            .filter(|(_, is)| **is == class)
            .map(|(key, _)| key.clone())
            .collect();
        score.sets(class, &of(class), &got);
    }
    for side in ["old", "new"] {
        let all = |value: &Value| -> Vec<String> {
            let given = rows(value, "sentences")
                .iter()
                .filter(|s| s[side].is_string());
            given.map(|s| fold(text(s, side))).collect()
        };
        score.sets("every sentence once", &all(pair), &all(found));
    }
}

fn figures(score: &mut Score, pair: &Value, found: &Value) {
    let both = |value: &Value| -> Vec<Value> {
        let rows = rows(value, "figures").iter();
        rows.filter(|f| f["old"].is_object() && f["new"].is_object())
            .cloned()
            .collect()
    };
    let number = |value: &Value| -> rust_decimal::Decimal {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        text.parse().unwrap()
    };
    let same = |want: &Value, got: &Value| {
        ["old", "new"].iter().all(|side| {
            number(&want[side]["value"]) == number(&got[side]["value"])
                && overlap(text(&want[side], "quote"), text(&got[side], "quote"))
        })
    };
    let (want, mut left) = (both(pair), both(found));
    let got = left.len();
    let mut hit = 0;
    for one in &want {
        if let Some(at) = left.iter().position(|other| same(one, other)) {
            left.swap_remove(at);
            hit += 1;
        }
    }
    score.add("figure pairs", [want.len(), got, hit]);
}

fn promises(score: &mut Score, pair: &Value, found: &Value) {
    for want in rows(pair, "commitments") {
        let quote = text(want, "quote_old");
        let got = rows(found, "commitments")
            .iter()
            .find(|one| overlap(text(one, "quote"), quote));
        score.share("plan items found", got.is_some(), quote);
        if let Some(evidence) = want["evidence_quote_new"].as_str() {
            let first = got.map_or(&[][..], |one| rows(one, "candidates"));
            let right = first
                .iter()
                .take(3)
                .any(|one| overlap(text(one, "quote"), evidence));
            score.share("evidence among first three", right, quote);
        }
        let unclaimed =
            got.is_none_or(|one| matches!(one["outcome"].as_str(), None | Some("not_mentioned")));
        score.share("no outcome claimed", unclaimed, quote);
    }
    for want in rows(pair, "silent") {
        let terms: Vec<String> = rows(want, "terms")
            .iter()
            .map(|term| fold(term.as_str().unwrap()))
            .collect();
        let names = |words: &str| terms.iter().any(|term| fold(words).contains(term.as_str()));
        let silent = rows(found, "silent")
            .iter()
            .any(|one| names(text(one, "quote")));
        let removed = rows(found, "sentences")
            .iter()
            .any(|one| text(one, "class") == "removed" && names(text(one, "old")));
        score.share("silences found", silent || removed, &terms.join(" "));
    }
}

#[test]
#[allow(
    clippy::print_stdout,
    reason = "the table is what the test is read for"
)]
fn comparison_of_the_labelled_reports_reaches_its_figures() {
    let score = score_all();
    let mut table = String::new();
    for name in score.counts.keys() {
        let [recall, precision, f1] = score.of(name);
        table += &format!("{name:28} recall {recall:.4}  precision {precision:.4}  F1 {f1:.4}\n");
    }
    println!("{table}");
    let least = [
        ("sentence classes", 0.93),
        ("numbers-only", 0.95),
        ("removed", 0.90),
        ("new", 0.90),
        ("moved", 0.85),
        ("every sentence once", 1.0),
        ("figure pairs", 0.95),
        ("plan items found", 0.95),
        ("evidence among first three", 0.85),
        ("no outcome claimed", 1.0),
        ("silences found", 0.90),
    ];
    for (name, least) in least {
        let f1 = score.of(name)[2];
        assert!(
            f1 >= least,
            "{name} {f1:.4} < {least}\n{table}\n{}",
            score.misses.join("\n")
        );
    }
}

#[test]
fn two_bodies_of_one_year_stand_side_by_side_without_a_change() {
    let site = SiteTest::with(&[("a.md", &town("甲镇", 15)), ("b.md", &town("丁镇", 19))]);
    let ran = site.run(&["compare", "a.md", "b.md", "--format", "json"]);
    let found: Value = serde_json::from_str(&ran.result).unwrap();
    let row = &found["figures"][0];
    assert_eq!(
        (text(&row["old"], "value"), text(&row["new"], "value")),
        ("15", "19")
    );
    assert!(row["change"].is_null(), "{row}");
    assert_eq!(row["text"], "15人；19人");
    assert!(rows(&found, "silent").is_empty() && rows(&found, "commitments").is_empty());
    let shown = site.run(&["compare", "a.md", "b.md"]).result;
    assert!(
        shown.contains("15人 ∣ 19人") && !shown.contains('→'),
        "{shown}"
    );
}

fn town(name: &str, count: usize) -> String {
    format!(
        "# 乙县{name}人民政府2023年法治政府建设年度报告\n\n## 一、主要举措和成效\n\n镇综合行政执法办现有持证人员{count}人。全年没有发生行政败诉案件。\n\n## 二、2024年工作安排\n\n一是配备记录仪。\n"
    )
}

#[test]
fn reports_of_a_site_are_named_by_body_and_year() {
    let next = crate::support::REPORT
        .replace("2020", "2021")
        .replace("2021-01", "2022-01");
    let site = SiteTest::town(&[
        ("content/a/2021/index.md", &next.replace("104", "110")),
        (
            "content/a/2021/figures.yaml",
            "- {indicator: grids, value: 110, quote: \"划分为110个网格\"}\n",
        ),
    ]);
    let ran = site.run(&["compare", "a/2020", "a/2021", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let found: Value = serde_json::from_str(&ran.result).unwrap();
    assert_eq!(found["figures"][0]["indicator"], "grids");
    assert_eq!(found["figures"][0]["text"], "104 → 110个，增加6个（+5.8%）");
    let wrong = site.run(&["compare", "a/2020", "a/2012"]);
    assert_eq!((wrong.code, wrong.result.as_str()), (2, ""));
    assert!(wrong.said.contains("a/2012"), "{}", wrong.said);
}
