//! Small reports for the tests of comparison, and its scenarios. Enter at [`report_of`].

use super::*;
use crate::report::text::read;
use crate::report::{Commitment, CommitmentAnswer, Figure, Outcome, ReportKind, Spot};
use crate::report::{Indicator, Report, Year};

/// A report with nothing but a text.
pub(crate) fn report_of(year: Year, markdown: &str) -> Report {
    let mut report = Report {
        body: "qinghe".into(),
        year,
        ..Report::empty(read(markdown))
    };
    report.find_parts(ReportKind::default_profile());
    report
}

/// The same for a year that does not matter.
pub(crate) fn report(markdown: &str) -> Report {
    report_of(2021, markdown)
}

/// A figure with nothing but a value and its words.
pub(crate) fn figure(indicator: &str, value: &str, quote: &str) -> Figure {
    Figure {
        indicator: indicator.into(),
        value: value.parse().unwrap(),
        approx: None,
        zero_claim: false,
        as_of: None,
        partial: false,
        for_year: None,
        corrected: None,
        note: None,
        quote: quote.into(),
        spot: Spot::default(),
    }
}

/// An indicator with nothing but an id.
pub(crate) fn indicator(id: &str) -> Indicator {
    Indicator {
        id: id.into(),
        name: id.into(),
        ..Indicator::default()
    }
}

/// A promise quoted from a report.
pub(crate) fn commitment(id: &str, quote: &str, report: &Report) -> Commitment {
    let spot = report.text.find(quote, None)[0].clone();
    Commitment {
        id: id.into(),
        topic: String::new(),
        quote: quote.into(),
        spot,
        measurable: false,
    }
}

/// An answer that rests on a report's first sentence.
pub(crate) fn answer(commitment: &str, outcome: Outcome, report: &Report) -> CommitmentAnswer {
    let line = report.text.lines().next().unwrap();
    CommitmentAnswer {
        commitment: commitment.into(),
        outcome,
        evidence: line.words().into(),
        spot: line.spot(),
        reason: None,
    }
}

/// One line a pair: class, and both sentences.
fn pairs(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (report_of(2021, old), report_of(2022, new));
    let found = compare(&old, &new, ComparisonContext::default());
    let words = |report: &Report, spot: &Option<Spot>| {
        spot.as_ref().map_or("·".to_string(), |s| {
            report.text.words(s).trim().to_string()
        })
    };
    let class = |p: &SentencePair| {
        p.also.map_or(p.class.id().to_string(), |also| {
            format!("{}/{}", p.class.id(), also.id())
        })
    };
    found
        .sentences
        .iter()
        .map(|p| {
            format!(
                "{} {} | {}",
                class(p),
                words(&old, &p.old),
                words(&new, &p.new)
            )
        })
        .collect()
}

#[test]
fn the_six_classes_are_told_apart() {
    let old = "## 一、做法\n\n### （一）执法\n\n执法文书实行一案一卷。全年办理行政处罚案件19件。与派出所建立线索互通机制，避免推来推去。党史学习教育期间组织重温入党誓词。\n\n### （二）调解\n\n法律顾问全年参与起草合同、接待群众，提供服务52次。\n";
    let new = "## 一、做法\n\n### （一）执法\n\n执法文书实行一案一卷。全年办理行政处罚案件23件。与派出所、市场监管所建立线索互通机制，避免推来推去。法律顾问全年参与起草合同、接待群众，提供服务61次。\n\n### （二）调解\n\n针对旱情启动抗旱应急响应。\n";
    assert_eq!(
        pairs(old, new),
        [
            "same 执法文书实行一案一卷。 | 执法文书实行一案一卷。",
            "numbers-only 全年办理行政处罚案件19件。 | 全年办理行政处罚案件23件。",
            "reworded 与派出所建立线索互通机制，避免推来推去。 | 与派出所、市场监管所建立线索互通机制，避免推来推去。",
            "removed 党史学习教育期间组织重温入党誓词。 | ·",
            "moved/numbers-only 法律顾问全年参与起草合同、接待群众，提供服务52次。 | 法律顾问全年参与起草合同、接待群众，提供服务61次。",
            "new · | 针对旱情启动抗旱应急响应。",
        ]
    );
}

#[test]
fn a_plan_and_its_report_are_two_sentences() {
    let old = "## 一、做法\n\n做了。\n\n## 二、下一步工作安排\n\n推行村级合同先审后签，镇级每季度抽查1次。\n";
    let new = "## 一、做法\n\n推行村级合同先审后签，镇级全年抽查2次。\n";
    let found = pairs(old, new);
    assert!(
        found.contains(&"removed 推行村级合同先审后签，镇级每季度抽查1次。 | ·".to_string()),
        "{found:?}"
    );
    assert!(
        found.contains(&"new · | 推行村级合同先审后签，镇级全年抽查2次。".to_string()),
        "{found:?}"
    );
}

#[test]
fn a_renumbered_heading_moves_nothing() {
    let old = "## 一、做法\n\n### （一）执法规范\n\n执法文书实行一案一卷归档。\n\n### （二）普法宣传\n\n在长廊设置普法灯箱展板。\n";
    let new = "## 一、做法\n\n### （一）普法宣传\n\n在长廊设置普法灯箱展板。\n\n### （二）执法规范\n\n执法文书实行一案一卷归档。\n";
    assert!(pairs(old, new).iter().all(|p| p.starts_with("same")));
}

#[test]
fn signatures_are_pairs_and_marked() {
    let (old, new) = (
        report_of(2021, "好。\n\n青禾镇人民政府\n\n2021年12月9日\n"),
        report_of(2022, "好。\n\n青禾镇人民政府\n\n2022年12月9日\n"),
    );
    let found = compare(&old, &new, ComparisonContext::default());
    let signed: Vec<SentenceClass> = found
        .sentences
        .iter()
        .filter(|p| p.signature)
        .map(|p| p.class)
        .collect();
    assert_eq!(signed, [SentenceClass::Same, SentenceClass::NumbersOnly]);
    assert_eq!(found.summary.sentences, 1);
}

#[test]
fn an_empty_text_has_no_pairs_and_everything_is_new_beside_it() {
    assert!(pairs("", "").is_empty());
    assert_eq!(
        pairs("", "第一句话。第二句话。"),
        ["new · | 第一句话。", "new · | 第二句话。"]
    );
}

#[test]
fn every_sentence_is_in_exactly_one_pair() {
    let old = "甲句重复。甲句重复。乙句一次。\n\n## 一、甲\n\n甲句重复。\n";
    let new = "甲句重复。丙句一次。\n\n## 一、甲\n\n甲句重复。甲句重复。甲句重复。\n";
    let (old, new) = (report_of(2021, old), report_of(2022, new));
    let found = compare(&old, &new, ComparisonContext::default());
    for (report, side) in [(&old, 0), (&new, 1)] {
        let mut spots: Vec<Spot> = found
            .sentences
            .iter()
            .filter_map(|p| {
                if side == 0 {
                    p.old.clone()
                } else {
                    p.new.clone()
                }
            })
            .collect();
        spots.sort_by_key(|s| (s.section, s.block, s.range.start));
        let all: Vec<Spot> = report
            .text
            .lines()
            .filter(|l| l.section.level == 0 || l.block_index > 0)
            .map(|l| l.spot())
            .collect();
        assert_eq!(spots, all);
    }
}

#[test]
fn a_sentence_under_another_run_in_lead_of_its_section_has_not_moved() {
    let old = "## 一、做法\n\n### （一）决策\n\n**1.执行目录。**目录逐项列明承办站所和参与方式。\n";
    let new = "## 一、做法\n\n### （一）决策\n\n**1.落实审查。**审查意见附在议题之后。\n\n**2.公开参与。**目录逐项列明承办站所和参与方式。\n";
    let kept = "same 目录逐项列明承办站所和参与方式。 | 目录逐项列明承办站所和参与方式。";
    assert!(pairs(old, new).contains(&kept.to_string()));
}
