//! What a newcomer meets: a new site, its first check, mistakes at the command line in both languages. Enter at the tests.

use crate::support::{REPORT, Ran, SiteTest};
use serde_json::Value;

/// Runs the program under a Chinese locale.
fn in_chinese(site: &SiteTest, arguments: &[&str]) -> Ran {
    site.run_with(
        &[("LC_ALL", "zh_CN.UTF-8"), ("NO_COLOR", "1")],
        "",
        arguments,
    )
}

/// Two years of a town, with more files.
fn two_years(more: &[(&str, &str)]) -> SiteTest {
    let site = SiteTest::town(more);
    let next = REPORT.replace("2021", "2022").replace("2020", "2021");
    site.write("content/a/2021/index.md", next.as_bytes());
    site
}

#[test]
fn a_new_site_passes_its_own_check_before_and_after_its_first_draft() {
    let site = SiteTest::with(&[]);
    assert_eq!(site.run(&["init"]).code, 0);
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(!ran.said.contains("W03"), "{}", ran.said);
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(!site.page("404.html").contains("href=\"/town/\""));

    assert_eq!(site.run(&["new", "2024"]).code, 0);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(site.page("404.html").contains("href=\"/town/\""));
    assert!(site.page("index.html").contains("href=\"town/index.html\""));
}

#[test]
fn a_body_without_reports_is_linked_where_its_section_is_a_page() {
    let site = SiteTest::town(&[
        (
            "content/site.yaml",
            "bodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n  b: {name: 丙镇, full_name: 乙县丙镇人民政府, kind: town}\n  c: {name: 丁镇, full_name: 乙县丁镇人民政府, kind: town}\n",
        ),
        ("content/b/_index.md", "+++\ntitle = \"丙镇\"\n+++\n"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let page = site.page("404.html");
    assert!(page.contains("href=\"/a/\"") && page.contains("href=\"/b/\""));
    assert!(!page.contains("href=\"/c/\""), "{page}");
}

#[test]
fn the_method_is_linked_where_the_site_explains_it() {
    let path = "a/compare/2020-2021/index.html";
    let site = two_years(&[]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let page = site.page(path);
    assert!(page.contains("怎样对齐、怎样分类：方法说明（第"), "{page}");
    assert!(!page.contains("about/index.html"));

    site.write("content/about.md", b"+++\ntitle = \"about\"\n+++\n");
    assert_eq!(site.run(&["build"]).code, 0);
    let linked = "怎样对齐、怎样分类：<a href=\"../../../about/index.html\">方法说明（第";
    assert!(site.page(path).contains(linked));
}

#[test]
fn a_broken_link_of_the_text_is_told_once_and_one_in_html_still_is() {
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        ("templates/index.html", "x"),
        ("templates/page.html", "{{ page.content | safe }}"),
        (
            "content/p.md",
            "+++\n+++\n\n[a](@/no.md)\n\n<a href=\"@/gone.md\">b</a>\n",
        ),
    ]);
    let ran = site.run(&["check", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let value: Value = serde_json::from_str(&ran.result).unwrap();
    let about = |link: &str| -> Vec<String> {
        let all = value["findings"].as_array().unwrap().iter();
        all.filter(|one| one["message"].as_str().unwrap().contains(link))
            .map(|one| one["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(about("`@/no.md`"), ["markdown"], "{}", ran.result);
    assert_eq!(about("`@/gone.md`"), ["W03"], "{}", ran.result);
}

#[test]
fn a_file_that_is_not_there_is_called_missing_in_both_languages() {
    let site = SiteTest::with(&[]);
    std::fs::create_dir(site.folder.join("d.docx")).unwrap();
    for command in [
        &["check", "no.txt"][..],
        &["import", "no.txt", "--body", "a"],
    ] {
        let ran = site.run(command);
        assert!(
            ran.said.contains("there is no file `no.txt`"),
            "{}",
            ran.said
        );
        let ran = in_chinese(&site, command);
        assert!(ran.said.contains("没有文件 `no.txt`"), "{}", ran.said);
        assert!(ran.said.contains("请核对文件名"), "{}", ran.said);
        assert!(!ran.said.contains("os error"), "{}", ran.said);
        assert!(!ran.said.contains("权限"), "{}", ran.said);
    }
    let ran = in_chinese(&site, &["import", "d.docx", "--to", "x"]);
    assert!(!ran.said.contains("os error"), "{}", ran.said);
}

#[test]
fn a_report_that_extract_does_not_find_is_its_own_error() {
    let site = SiteTest::town(&[]);
    let ran = site.run(&["extract", "a/2019"]);
    assert_eq!(ran.code, 2);
    assert!(ran.said.contains("error[extract]"), "{}", ran.said);
    let ran = site.run(&["compare", "a/2019", "a/2020"]);
    assert!(ran.said.contains("error[compare]"), "{}", ran.said);
}

#[test]
fn refused_values_say_in_chinese_what_is_taken() {
    let site = SiteTest::town(&[]);
    for (command, wanted) in [
        (&["new", "99999"][..], "应在 1949 到 2200 之间"),
        (
            &["import", "x", "--year", "99999"],
            "应在 1949 到 2200 之间",
        ),
        (&["serve", "-p", "99999"], "应在 0 到 65535 之间"),
        (&["serve", "-p", "x"], "应是整数"),
        (&["serve", "-i", "x"], "应是 IP 地址"),
        (&["build", "--today", "x"], "应写成 2026-01-31 的样子"),
        (&["check", "--online-days", "9999"], "应在 0 到 365 之间"),
        (&["init", "--body", "A"], "只能用 a-z 0-9 -"),
    ] {
        let ran = in_chinese(&site, command);
        assert_eq!(ran.code, 2, "{command:?}");
        assert!(ran.said.contains(wanted), "{command:?}: {}", ran.said);
    }
}

#[test]
fn the_chinese_help_has_no_english_placeholders() {
    let site = SiteTest::with(&[]);
    let ran = in_chinese(&site, &["--help"]);
    assert!(
        ran.result.contains("用法：nianbao [选项] <命令>"),
        "{}",
        ran.result
    );
    let ran = in_chinese(&site, &["import", "--help"]);
    assert!(
        ran.result.contains("用法：nianbao import [选项] <FILE>..."),
        "{}",
        ran.result
    );
    let ran = in_chinese(&site, &["build", "--no-such"]);
    assert!(
        ran.said.contains("用法：nianbao build [选项]"),
        "{}",
        ran.said
    );
    assert!(site.run(&["--help"]).result.contains("[OPTIONS] <COMMAND>"));
}

#[test]
fn a_rules_page_speaks_one_language_or_says_which_it_speaks() {
    let site = SiteTest::with(&[]);
    let english = site.run(&["explain", "W03"]).result;
    assert!(english.contains("> A link, an anchor"), "{english}");
    assert!(english.contains("What follows is in Chinese"), "{english}");
    let chinese = in_chinese(&site, &["explain", "W03"]).result;
    assert!(chinese.starts_with("# W03"), "{chinese}");
    assert!(
        !chinese.contains("A link") && chinese.contains("## 查什么"),
        "{chinese}"
    );
}

#[test]
fn what_the_footer_lacks_is_named_by_its_keys_in_english() {
    let site = SiteTest::town(&[]);
    let ran = site.run(&["check", "--format", "json"]);
    let value: Value = serde_json::from_str(&ran.result).unwrap();
    let findings = value["findings"].as_array().unwrap();
    let footer = findings.iter().find(|one| one["code"] == "W02").unwrap();
    let message = footer["message"].as_str().unwrap();
    assert!(message.ends_with("sponsor, contact, site_id_code, icp, police, badge, error_report"));
    let ran = in_chinese(&site, &["check"]);
    assert!(ran.said.contains("主办单位 sponsor、"), "{}", ran.said);
}

#[test]
fn one_silence_is_one_thing() {
    let site = two_years(&[]);
    let report = site.source("content/a/2020/index.md");
    let more = report + "\n建立食品安全巡查制度。\n";
    site.write("content/a/2020/index.md", more.as_bytes());
    let figures = "- {indicator: grids, value: 104, quote: \"划分为104个网格\"}\n";
    site.write("content/a/2020/figures.yaml", figures.as_bytes());
    let ran = site.run(&["check"]);
    assert!(
        ran.said.contains("1 thing that the report of 2020"),
        "{}",
        ran.said
    );
}

#[test]
fn importing_for_a_body_that_is_not_declared_says_so() {
    let site = SiteTest::town(&[(
        "f.md",
        "乙县甲镇人民政府2019年法治政府建设年度报告\n\n一、主要举措\n\n划分为104个网格。\n\n二、存在的不足\n\n无。\n",
    )]);
    let ran = site.run(&["import", "f.md", "--body", "nobody"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        ran.said
            .contains("`nobody` is no body of `content/site.yaml` yet"),
        "{}",
        ran.said
    );
    assert!(ran.said.contains("import for one of: a"), "{}", ran.said);
    let ran = site.run(&["import", "f.md", "--body", "a"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(!ran.said.contains("is no body"), "{}", ran.said);
}

#[test]
fn a_waiver_at_the_top_of_the_front_matter_is_shown_its_place() {
    let waived = "report: {body: a, year: 2020";
    let site = SiteTest::town(&[(
        "content/a/2020/index.md",
        &REPORT.replace(
            waived,
            "allow:\n  - {code: Y05, reason: 已办结}\nreport: {body: a, year: 2020",
        ),
    )]);
    let ran = site.run(&["check"]);
    assert!(
        ran.said.contains("`allow` stands below `report:`"),
        "{}",
        ran.said
    );
}

#[test]
fn completion_offers_no_hidden_option() {
    let site = SiteTest::town(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = site.run(&["completion", shell]).result;
        assert!(script.contains("online-days"), "{shell}");
        assert!(!script.contains("online-private"), "{shell}");
    }
    let ran = site.run(&["check", "--online-private"]);
    assert_ne!(ran.code, 2, "{}", ran.said);
}

#[test]
fn a_draft_that_is_there_is_named_behind_a_colon() {
    let site = SiteTest::town(&[]);
    let ran = in_chinese(&site, &["new", "2020"]);
    assert!(
        ran.said
            .contains("已存在：乙县甲镇人民政府2020年法治政府建设年度报告"),
        "{}",
        ran.said
    );
}
