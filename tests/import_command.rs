//! `nianbao import` on the command line: what it writes, what it refuses, and that nothing is overwritten. Enter at the tests.

use crate::support::SiteTest;

fn text(year: u16) -> String {
    format!(
        "乙县甲镇人民政府{year}年法治政府建设年度报告\n\n{}\n\n一、主要举措\n\n全镇划分为104个网格。共受理纠纷214件。\n\n二、存在的不足\n\n力量不足，原因是编制少。\n\n乙县甲镇人民政府\n{}年1月12日\n",
        "镇党委认真学习贯彻法治思想，召开会议研究部署年度重点任务，推动各项工作落地见效。"
            .repeat(5),
        year + 1
    )
}

fn read(site: &SiteTest, path: &str) -> String {
    std::fs::read_to_string(site.folder.join(path)).unwrap_or_default()
}

#[test]
fn ids_are_stored_beside_the_text_and_kept_when_it_is_imported_anew() {
    let site = SiteTest::town(&[("r.txt", &text(2021))]);
    let ran = site.run(&["import", "r.txt", "--body", "a"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let first = read(&site, "content/a/2021/anchors.yaml");
    let id = |yaml: &str| {
        let line = yaml
            .lines()
            .find(|line| line.contains("共受理纠纷214件。"))
            .unwrap()
            .to_owned();
        line.split(", words").next().unwrap().to_owned()
    };
    let more = text(2021).replace("全镇划分", "新设调解室1个。全镇划分");
    site.write("r.txt", more.as_bytes());
    let refused = site.run(&["import", "r.txt", "--body", "a"]);
    assert_eq!(refused.code, 1, "{}", refused.said);
    assert!(!read(&site, "content/a/2021/index.md").contains("新设调解室"));
    let replaced = site.run(&["import", "r.txt", "--body", "a", "--replace"]);
    assert_eq!(replaced.code, 0, "{}", replaced.said);
    assert!(!read(&site, "content/a/2021/index.md.old").contains("新设调解室"));
    assert_eq!(id(&first), id(&read(&site, "content/a/2021/anchors.yaml")));
    let built = site.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.said);
}

#[test]
fn a_year_that_has_not_begun_is_refused_and_nothing_is_written() {
    let site = SiteTest::town(&[("r.txt", &text(2099))]);
    let ran = site.run(&["import", "r.txt", "--body", "a"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(
        ran.said.contains("2099") && ran.said.contains("--year"),
        "{}",
        ran.said
    );
    assert!(!site.folder.join("content/a/2099").exists());
}

#[test]
fn a_text_that_is_called_word_is_refused_in_one_sentence() {
    let site = SiteTest::town(&[("r.docx", "乙县甲镇人民政府2021年法治政府建设年度报告\n")]);
    for more in [&["--body", "a"][..], &["--dry-run"]] {
        let ran = site.run(&[&["import", "r.docx"], more].concat());
        let times = ran.said.matches("no Word file").count();
        assert_eq!(times, 1, "{}", ran.said);
        assert!(!ran.said.contains("words before"), "{}", ran.said);
        assert!(!ran.said.contains("0 figures"), "{}", ran.said);
    }
}

#[test]
fn the_kind_of_report_is_chosen_by_its_profile() {
    let open = "乙县甲镇人民政府2021年政府信息公开工作年度报告\n\n一、总体情况\n\n全年主动公开政府信息208条。镇政府通过政府网站、公示栏和村务公开栏公开财政预算、民生项目、低保评定、危房改造等情况，及时回应群众关切。\n\n二、存在的主要问题及改进情况\n\n公开栏更新不够及时，下一年明确专人负责并每月检查一次，对没有按时更新的站所由党政办提醒并限期补正。\n";
    let site = SiteTest::town(&[("r.txt", open)]);
    let wrong = site.run(&["import", "r.txt", "--body", "a"]);
    assert_eq!(wrong.code, 1, "{}", wrong.said);
    assert!(
        wrong.said.contains("政府信息公开工作年度报告"),
        "{}",
        wrong.said
    );
    let ran = site.run(&[
        "import",
        "r.txt",
        "--body",
        "a",
        "--to",
        "open",
        "--profile",
        "xxgk",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(read(&site, "open/index.md").contains("profile: xxgk"));
    let unknown = site.run(&["import", "r.txt", "--profile", "budget"]);
    assert_eq!(unknown.code, 2, "{}", unknown.said);
    assert!(unknown.said.contains("fazhi, xxgk"), "{}", unknown.said);
}
