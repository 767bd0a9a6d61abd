//! What is proposed for a small report, and what merging leaves as it was.

use super::*;
use crate::import::read as import;
use crate::report::ReportKind;
use crate::report::text::read as read_text;

const TEXT: &str = "## 一、主要举措和成效\n\n### （一）规范行政执法\n\n2021年，按照《行政处罚法》第五条，落实“1310”部署，每年学法不少于4次。共受理矛盾纠纷214件。开展第16次检查。全年没有发生行政败诉案件。\n\n## 二、2022年工作安排\n\n一是配备记录仪2台。二是提升能力。\n";

fn report(year: i16, text: &str) -> Report {
    let mut report = Report {
        body: "a".into(),
        year,
        ..Report::empty(read_text(text))
    };
    report.find_parts(ReportKind::default_profile());
    report
}

fn proposed(report: Report, others: Vec<Report>) -> Vec<ProposedEntry> {
    let front = format!(
        "---\ntitle: 某镇{}年法治政府建设年度报告\n---\n\n",
        report.year
    );
    let imported = import(
        "index.md",
        format!("{front}{TEXT}").as_bytes(),
        ReportKind::default_profile(),
    );
    let mut all = others;
    all.push(report.clone());
    let reports = Reports {
        reports: all,
        ..Reports::default()
    };
    propose(&imported, &report, &reports)
}

fn shown(entries: &[ProposedEntry]) -> Vec<String> {
    entries.iter().map(|entry| entry.line(&[])).collect()
}

#[test]
fn results_promises_and_topics_are_proposed_and_no_other_number() {
    let found = proposed(report(2021, TEXT), Vec::new());
    assert_eq!(
        shown(&found),
        [
            "- {id: f1, indicator: null, value: 214, quote: \"共受理矛盾纠纷214件\", unit: \"件\"}",
            "- {id: f2, indicator: null, value: 0, zero_claim: true, quote: \"没有发生行政败诉案件\", unit: \"件\"}",
            "- {id: c1, topic: null, measurable: true, quote: \"配备记录仪2台\"}",
            "- {id: c2, topic: leadership, measurable: false, quote: \"提升能力\"}",
            "- {id: t1, section: \"一、/（一）\", topic: enforcement, quote: \"规范行政执法\"}",
        ]
    );
}

#[test]
fn a_number_takes_the_name_that_a_person_gave_to_its_like() {
    let mut before = report(2020, "共受理矛盾纠纷186件。\n");
    before.figures = vec![crate::report::Figure {
        quote: "共受理矛盾纠纷186件".into(),
        ..crate::report::compare::tests::figure("disputes", "186", "共受理矛盾纠纷186件")
    }];
    let found = proposed(report(2021, TEXT), vec![before]);
    assert_eq!(found[0].get("indicator"), "disputes");
    assert_eq!(found[0].get("because"), "2020: 共受理矛盾纠纷186件");
    assert!(!found[0].is_open() && found[1].is_open());
}

#[test]
fn what_the_data_hold_is_not_proposed_again() {
    let mut own = report(2021, TEXT);
    let spot = own.text.find("受理矛盾纠纷214件", None)[0].clone();
    own.figures = vec![crate::report::Figure {
        spot,
        ..crate::report::compare::tests::figure("disputes", "214", "受理矛盾纠纷214件")
    }];
    own.topics = vec![("一、/(一)".into(), "enforcement".into())];
    let found = proposed(own, Vec::new());
    let ids: Vec<&str> = found.iter().map(|entry| entry.quote()).collect();
    assert_eq!(ids, ["没有发生行政败诉案件", "配备记录仪2台", "提升能力"]);
}

#[test]
fn proposals_are_read_as_they_were_written() {
    let found = proposed(report(2021, TEXT), Vec::new());
    for target in ProposalTarget::ALL {
        let file = target.proposed();
        let own: Vec<ProposedEntry> = found
            .iter()
            .filter(|entry| entry.target.proposed() == file)
            .cloned()
            .collect();
        assert_eq!(read(&write(&found, file, "a/2021"), file), Ok(own));
    }
}

#[test]
fn accepted_entries_are_added_and_no_line_of_a_person_changes() {
    let found = proposed(report(2021, TEXT), Vec::new());
    let made: Vec<ProposedEntry> = found
        .iter()
        .filter(|entry| entry.target == ProposalTarget::Made)
        .cloned()
        .collect();
    let before = "# 说明\nmade:\n  - {id: 2021-3, quote: \"甲\"}   # 注\n\n# 回应\nanswered:\n  - {commitment: 2020-1, outcome: done, evidence: \"乙\"}\n";
    assert_eq!(
        merged(before, &made, 2021).unwrap(),
        "# 说明\nmade:\n  - {id: 2021-3, quote: \"甲\"}   # 注\n  - {id: 2021-4, measurable: true, quote: \"配备记录仪2台\"}\n  - {id: 2021-5, topic: leadership, measurable: false, quote: \"提升能力\"}\n\n# 回应\nanswered:\n  - {commitment: 2020-1, outcome: done, evidence: \"乙\"}\n"
    );
    assert_eq!(merged("made: []\n", &made, 2021), None);
    assert_eq!(
        merged("", &made[..1], 2021).unwrap(),
        "made:\n  - {id: 2021-1, measurable: true, quote: \"配备记录仪2台\"}\n"
    );
    let mut figures = vec![found[0].clone()];
    figures[0].set("indicator", "disputes");
    assert_eq!(
        merged("- {indicator: a, value: 1, quote: \"甲\"}", &figures, 2021).unwrap(),
        "- {indicator: a, value: 1, quote: \"甲\"}\n- {indicator: disputes, value: 214, quote: \"共受理矛盾纠纷214件\"}\n"
    );
}

#[test]
fn topics_go_into_the_front_matter() {
    let found = proposed(report(2021, TEXT), Vec::new());
    let with =
        "---\ntitle: 甲\nreport:\n  body: a\n  topics:\n    \"一、\": functions\n---\n\n文\n";
    assert_eq!(
        merged_topics(with, &found).unwrap(),
        "---\ntitle: 甲\nreport:\n  body: a\n  topics:\n    \"一、\": functions\n    \"一、/（一）\": enforcement\n---\n\n文\n"
    );
    let without = "---\nreport:\n  body: a\ntitle: 甲\n---\n\n文\n";
    assert_eq!(
        merged_topics(without, &found).unwrap(),
        "---\nreport:\n  body: a\n  topics:\n    \"一、/（一）\": enforcement\ntitle: 甲\n---\n\n文\n"
    );
    assert_eq!(merged_topics("---\nreport: {body: a}\n---\n", &found), None);
}

#[test]
fn words_that_stand_twice_are_quoted_with_their_section_or_with_their_sentence() {
    let text = "## 一、做法\n\n### （一）甲\n\n开展检查3次。\n\n### （二）乙\n\n开展检查3次。\n\n### （三）丙\n\n春季开展培训，参加20人。秋季开展培训，参加20人。\n";
    let report = report(2021, text);
    let (quote, at, _) = quoted(&report, "开展检查3次", "一、/（二）").unwrap();
    assert_eq!(
        (quote.as_str(), at.as_deref()),
        ("开展检查3次", Some("s-1-2"))
    );
    let (quote, at, _) = quoted(&report, "参加20人", "一、/（三）").unwrap();
    assert_eq!((quote.as_str(), at), ("春季开展培训，参加20人。", None));
}
