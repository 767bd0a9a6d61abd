//! `nianbao extract`: what it writes beside a report, what a person takes over, and what stays untouched.

use crate::support::SiteTest;

const TEXT: &str = "---
title: 乙县甲镇人民政府2021年法治政府建设年度报告
date: 2022-01-10
report:
  body: a
  year: 2021
  status: published
  published: 2022-01-20
---

## 一、主要举措和成效

### （一）化解矛盾纠纷

全镇划分为110个网格。共受理矛盾纠纷214件。

## 二、2022年工作安排

一是配备执法记录仪2台。
";

fn site() -> SiteTest {
    SiteTest::town(&[("content/a/2021/index.md", TEXT)])
}

fn file(site: &SiteTest, name: &str) -> String {
    std::fs::read_to_string(site.folder.join("content/a/2021").join(name)).unwrap_or_default()
}

#[test]
fn proposals_wait_beside_the_report_and_the_site_does_not_read_them() {
    let site = site();
    let ran = site.run(&["extract", "a/2021"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let figures = file(&site, "figures.proposed.yaml");
    assert!(
        figures.contains("- {id: f1, indicator: grids, value: 110, quote: \"全镇划分为110个网格\""),
        "last year's figure names it: {figures}"
    );
    assert!(
        figures.contains("- {id: f2, indicator: null, value: 214"),
        "{figures}"
    );
    assert!(file(&site, "commitments.proposed.yaml").contains("配备执法记录仪2台"));
    assert!(file(&site, "topics.proposed.yaml").contains("topic: disputes"));
    let built = site.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.said);
    assert!(
        !site
            .published()
            .keys()
            .any(|path| path.contains("proposed"))
    );
}

#[test]
fn accepting_adds_what_was_chosen_and_the_site_builds() {
    let site = site();
    site.run(&["extract", "a/2021"]);
    let open = site.run(&["extract", "a/2021", "--accept", "f2"]);
    assert_eq!(open.code, 1, "what is open needs a person: {}", open.said);
    assert_eq!(file(&site, "figures.yaml"), "");
    let ran = site.run(&["extract", "a/2021", "--accept", "f1,c1", "--accept", "t1"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(
        file(&site, "figures.yaml"),
        "- {indicator: grids, value: 110, quote: \"全镇划分为110个网格\"}\n"
    );
    assert!(file(&site, "commitments.yaml").contains("id: 2021-1, "));
    assert!(file(&site, "index.md").contains("    \"一、/（一）\": disputes\n"));
    assert!(
        !file(&site, "figures.proposed.yaml").contains("f1"),
        "what was taken waits no more"
    );
    let built = site.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.said);
}

#[test]
fn what_a_person_wrote_is_never_overwritten() {
    let site = site();
    site.run(&["extract", "a/2021"]);
    let edited = file(&site, "figures.proposed.yaml").replace("null", "disputes");
    site.write("content/a/2021/figures.proposed.yaml", edited.as_bytes());
    let again = site.run(&["extract", "a/2021"]);
    assert_eq!(again.code, 1, "{}", again.said);
    assert_eq!(file(&site, "figures.proposed.yaml"), edited);
    let invented = edited.replace("共受理矛盾纠纷214件", "共受理矛盾纠纷999件");
    site.write("content/a/2021/figures.proposed.yaml", invented.as_bytes());
    let ran = site.run(&["extract", "a/2021", "--accept", "all"]);
    assert_eq!(
        ran.code, 1,
        "words that are not in the text are refused: {}",
        ran.said
    );
    assert_eq!(file(&site, "figures.yaml"), "");
}
