//! The open data of a site: every file is there, says whose it is, and gives each figure with its source. Enter anywhere.

use crate::support::SiteTest;
use serde_json::Value;
use std::io::Read as _;

/// A real town and a fictional one, under a licence.
fn two_towns() -> SiteTest {
    let fictional = crate::support::REPORT
        .replace("body: a,", "body: b,")
        .replace("甲镇", "乙镇");
    let site = SiteTest::town(&[
        (
            "content/site.yaml",
            "licence: {name: CC-BY-4.0, title: 署名 4.0 国际, url: \"https://creativecommons.org/licenses/by/4.0/\"}\nbodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n  b: {name: 乙镇, full_name: 乙县乙镇人民政府, kind: town, sample: true}\n",
        ),
        ("content/b/2020/index.md", &fictional),
        (
            "content/b/2020/figures.yaml",
            "- {indicator: grids, value: 104, approx: about, quote: \"划分为104个网格\"}\n",
        ),
        (
            "config.toml",
            "base_url = \"https://x.cn/n\"\ntheme = \"gov\"\ntitle = \"年报\"\n",
        ),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    site
}

fn json(site: &SiteTest, path: &str) -> Value {
    serde_json::from_str(&site.page(path)).unwrap()
}

#[test]
fn every_figure_is_a_row_with_its_quote_and_the_address_of_its_sentence() {
    let site = two_towns();
    let text = site.page("data/observations.csv");
    let mut lines = text.strip_prefix('\u{feff}').unwrap().split("\r\n");
    assert!(lines.next().unwrap().starts_with("body,body_name,sample,"));
    assert_eq!(
        lines.next().unwrap(),
        "a,甲镇,false,fazhi,2020,2020,grids,网格数,disputes,个,stock,104,104,,false,,,,,划分为104个网格,p-1-1,https://x.cn/n/a/2020/#p-1-1"
    );
    let second = lines.next().unwrap();
    assert!(
        second.starts_with("b,乙镇,true,") && second.contains(",about,false,,e,"),
        "{second}"
    );
    assert!(site.page("a/2020/index.html").contains("id=\"p-1-1\""));
}

#[test]
fn every_file_says_its_licence_how_to_cite_it_and_what_is_fictional() {
    let site = two_towns();
    for file in [
        "data/observations.json",
        "data/datapackage.json",
        "data/catalog.jsonld",
        "b/2020/report.json",
    ] {
        let text = site.page(file);
        for words in [
            "https://creativecommons.org/licenses/by/4.0/",
            "https://x.cn/n/",
            "虚构",
        ] {
            assert!(text.contains(words), "{file} lacks {words}");
        }
    }
    let page = site.page("data/index.html");
    assert!(
        page.contains("乙镇是虚构示例") && page.contains("署名 4.0 国际"),
        "{page}"
    );
    assert_eq!(
        json(&site, "a/2020/report.json")["sample_note"],
        Value::Null
    );
}

#[test]
fn a_licence_that_nobody_declared_is_not_assumed() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(
        json(&site, "data/observations.json")["licence"],
        Value::Null
    );
    assert!(
        json(&site, "data/datapackage.json")
            .get("licenses")
            .is_none()
    );
    assert!(site.page("data/index.html").contains("尚未声明使用许可"));
}

#[test]
fn the_package_names_length_and_hash_of_each_file() {
    use sha2::{Digest as _, Sha256};
    let site = two_towns();
    let files = site.published();
    for resource in json(&site, "data/datapackage.json")["resources"]
        .as_array()
        .unwrap()
    {
        let bytes = &files[&format!("data/{}", resource["path"].as_str().unwrap())];
        assert_eq!(resource["bytes"], bytes.len());
        let hash: String = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"));
    }
}

#[test]
fn a_report_file_has_its_sentences_with_anchors_and_what_rests_on_them() {
    let site = two_towns();
    let report = json(&site, "a/2020/report.json");
    assert_eq!(
        report["sections"][1]["sentences"][0]["text"],
        "全镇划分为104个网格。"
    );
    assert_eq!(
        report["sections"][1]["sentences"][0]["url"],
        "https://x.cn/n/a/2020/#p-1-1"
    );
    assert_eq!(report["figures"][0]["value"], "104");
    assert_eq!(report["figures"][0]["year"], 2020);
    assert_eq!(report["parts"][0]["found"], true);
}

#[test]
fn the_workbook_is_the_same_every_time_and_has_words_and_numbers() {
    let site = two_towns();
    let bytes = site.published()["data/observations.xlsx"].clone();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut sheet = String::new();
    archive
        .by_name("xl/worksheets/sheet2.xml")
        .unwrap()
        .read_to_string(&mut sheet)
        .unwrap();
    assert!(
        sheet.contains("<c r=\"L2\"><v>104</v></c>") && sheet.contains("划分为104个网格"),
        "{sheet}"
    );
    std::fs::remove_dir_all(site.folder.join("public")).unwrap();
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.published()["data/observations.xlsx"], bytes);
}

#[test]
fn a_site_without_reports_has_no_data() {
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        ("templates/index.html", "x"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        !site
            .published()
            .keys()
            .any(|path| path.starts_with("data/"))
    );
}

#[test]
fn tables_are_on_the_page_compared_and_in_the_open_data() {
    let report = |year: i16| {
        format!(
            "---\ntitle: 乙县甲镇人民政府{year}年政府信息公开工作年度报告\ndate: {0}-01-10\nreport: {{body: a, year: {year}, profile: xxgk, status: published, published: {0}-01-20}}\n---\n\n## 一、总体情况\n\n甲。\n",
            year + 1
        )
    };
    let review = |sum: u8| {
        format!(
            "review:\n  行政复议: [1, 0, 0, 0, {sum}]\n  direct: [0, 0, 0, 0, 0]\n  after: [0, 0, 0, 0, 0]\n"
        )
    };
    let site = SiteTest::town(&[
        ("content/a/2020/figures.yaml", ""),
        ("content/a/2020/index.md", &report(2020)),
        ("content/a/2020/tables.yaml", &review(1)),
        ("content/a/2021/index.md", &report(2021)),
        ("content/a/2021/tables.yaml", &review(2)),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        ran.said.contains("content/a/2021/tables.yaml:2:22") && ran.said.contains("N01"),
        "{}",
        ran.said
    );
    let page = site.page("a/2021/index.html");
    assert!(
        page.contains("“行政复议”行：2 与 1 不等") && page.contains("id=\"table-review\""),
        "{page}"
    );
    assert!(
        page.contains("<th scope=\"rowgroup\" colspan=\"6\">行政诉讼</th>"),
        "{page}"
    );
    assert!(
        site.page("a/xxgk/compare/2020-2021/index.html")
            .contains("1 → 2")
    );
    let cells = site.page("data/cells.csv");
    assert!(cells.contains("a,甲镇,false,xxgk,2021,review,政府信息公开行政复议、行政诉讼情况,review,行政复议,sum,总计,件,2,../a/2021/index.html#table-review"), "{cells}");
    assert_eq!(json(&site, "a/2021/report.json")["cells"][4]["value"], "2");
}

#[test]
fn without_a_host_addresses_lead_from_the_file_to_the_page_and_no_citation_has_one() {
    for (body_in_url, page) in [
        ("true", "../a/2020/index.html"),
        ("false", "../2020/index.html"),
    ] {
        let config = format!(
            "base_url = \"/\"\ntheme = \"gov\"\n[extra.nianbao]\nbody_in_url = {body_in_url}\n"
        );
        let site = SiteTest::town(&[("config.toml", &config)]);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.said);
        let observations = json(&site, "data/observations.json");
        let url = observations["observations"][0]["url"].as_str().unwrap();
        assert_eq!(url, format!("{page}#p-1-1"));
        assert!(site.folder.join("public/data").join(page).is_file());
        let catalog = json(&site, "data/catalog.jsonld");
        assert_eq!(catalog["@id"], "index.html");
        let files = catalog["dcat:dataset"][0]["dcat:distribution"]
            .as_array()
            .unwrap();
        for file in files {
            let name = file["dcat:downloadURL"]["@id"].as_str().unwrap();
            let bytes = std::fs::read(site.folder.join("public/data").join(name)).unwrap();
            assert_eq!(file["dcat:byteSize"], bytes.len());
        }
        assert!(files.len() > 4);
        let own = page
            .trim_start_matches("../")
            .replace("index.html", "report.json");
        let report = json(&site, &own);
        assert_eq!(report["url"], "index.html");
        assert_eq!(report["figures"][0]["url"], "#p-1-1");
        for citation in [&report["citation"], &observations["citation"]] {
            assert!(!citation.as_str().unwrap().contains(".html"), "{citation}");
        }
    }
}
