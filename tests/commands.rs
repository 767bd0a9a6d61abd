//! Commands that begin something: `init`, `new`, `schema`. Enter at [`schema`].

use crate::support::SiteTest;
use serde_json::Value;
use std::path::Path;

#[test]
fn a_new_site_builds_at_once_and_a_second_init_writes_nothing() {
    let site = SiteTest::with(&[]);
    let begun = [
        "init",
        "--body",
        "weibo",
        "--name",
        "苇泊镇",
        "--full-name",
        "柏川县苇泊镇人民政府",
    ];
    let ran = site.run(&begun);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(!ran.said.contains("warning"), "{}", ran.said);
    assert!(site.page("index.html").contains("苇泊镇"));
    site.write("content/site.yaml", b"# mine\n");
    let ran = site.run(&begun);
    assert_eq!(ran.code, 1);
    assert!(ran.said.contains("content/site.yaml"), "{}", ran.said);
    let kept = std::fs::read(site.folder.join("content/site.yaml")).unwrap();
    assert_eq!(kept, b"# mine\n");
}

#[test]
fn an_id_that_cannot_be_an_address_is_refused() {
    let site = SiteTest::with(&[]);
    for id in ["", "a b", "../x", "苇泊", "A"] {
        assert_eq!(site.run(&["init", "--body", id]).code, 2, "{id}");
    }
    assert!(!site.folder.join("config.toml").exists());
}

#[test]
fn a_first_draft_has_the_parts_that_a_report_must_have() {
    let site = SiteTest::with(&[]);
    assert_eq!(site.run(&["init"]).code, 0);
    let ran = site.run(&["new", "2024"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let draft = site.source("content/town/2024/index.md");
    assert!(draft.contains("## 一、上一年度主要举措和成效"), "{draft}");
    assert!(draft.contains("status: draft"), "{draft}");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
}

#[test]
fn a_draft_lists_last_years_sections_figures_and_open_promises() {
    let promises = "made:\n  - {id: 2020-1, topic: disputes, quote: \"全镇划分\"}\n";
    let site = SiteTest::town(&[("content/a/2020/commitments.yaml", promises)]);
    let ran = site.run(&["new", "2021", "--body", "a"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        site.source("content/a/2021/index.md")
            .contains("## 一、主要举措")
    );
    let figures = site.source("content/a/2021/figures.yaml");
    assert!(figures.contains("网格数：2020年为104个"), "{figures}");
    assert!(figures.contains("indicator: grids"), "{figures}");
    assert!(
        site.source("content/a/2021/commitments.yaml")
            .contains("commitment: 2020-1")
    );
    assert_eq!(site.run(&["build"]).code, 0);
    let ran = site.run(&["new", "2021", "--body", "a"]);
    assert_eq!(ran.code, 1);
    assert!(ran.said.contains("content/a/2021/index.md"), "{}", ran.said);
}

#[test]
fn a_settled_promise_is_not_asked_for_again() {
    let site = SiteTest::town(&[
        (
            "content/a/2020/commitments.yaml",
            "made:\n  - {id: 2020-1, quote: \"全镇划分\"}\n  - {id: 2020-2, quote: \"104个\"}\n",
        ),
        (
            "content/a/2021/index.md",
            &crate::support::REPORT
                .replace("2020", "2021")
                .replace("2021-01", "2022-01"),
        ),
        (
            "content/a/2021/commitments.yaml",
            "answered:\n  - {commitment: 2020-1, outcome: done, evidence: \"全镇划分\"}\n  - {commitment: 2020-2, outcome: partly, evidence: \"104个\"}\n",
        ),
    ]);
    assert_eq!(site.run(&["new", "2022", "--body", "a"]).code, 0);
    let asked = site.source("content/a/2022/commitments.yaml");
    assert!(
        !asked.contains("2020-1") && asked.contains("2020-2"),
        "{asked}"
    );
}

/// A schema as the program prints it.
fn schema(name: &str) -> Value {
    let ran = SiteTest::with(&[]).run(&["schema", name]);
    assert_eq!(ran.code, 0, "{name}: {}", ran.said);
    serde_json::from_str(&ran.result).expect("a schema is JSON")
}

/// What a schema has against a value.
fn offences(name: &str, value: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource(name, schema(name)).unwrap();
    let index = compiler.compile(name, &mut schemas).unwrap();
    schemas
        .validate(value, index)
        .err()
        .map(|error| error.to_string())
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the included data are YAML")
}

#[test]
fn every_data_file_of_the_included_site_fits_its_schema() {
    let mut checked = 0;
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for path in crate::support::files_below(&content) {
        let (name, ending) = (
            path.file_stem().unwrap().to_string_lossy(),
            path.extension(),
        );
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        if ending.is_some_and(|ending| ending == "yaml") {
            assert_eq!(offences(&name, &yaml(&text)), None, "{}", path.display());
            checked += 1;
        } else if let Some(front) = text
            .strip_prefix("---\n")
            .and_then(|text| text.split_once("\n---\n"))
        {
            let front = yaml(front.0);
            if let Some(report) = front.get("report") {
                assert_eq!(offences("report", report), None, "{}", path.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 15, "{checked} files were checked");
}

#[test]
fn a_schema_takes_chinese_keys_and_refuses_what_the_program_refuses() {
    let good = "- {指标: grids, 数值: 104, 原文: \"划分为104个网格\", 约数: 余}\n";
    assert_eq!(offences("figures", &yaml(good)), None);
    for bad in [
        "- {indicator: grids, valeu: 104, quote: x}\n",
        "- {indicator: grids, value: many, quote: x}\n",
        "- {indicator: grids, value: 104}\n",
        "- {indicator: grids, value: 104, quote: x, approx: maybe}\n",
        "indicator: grids\n",
    ] {
        assert!(offences("figures", &yaml(bad)).is_some(), "{bad}");
        let site = SiteTest::town(&[("content/a/2020/figures.yaml", bad)]);
        assert_eq!(site.run(&["build"]).code, 1, "{bad}");
    }
}

#[test]
fn the_register_of_links_has_a_schema_that_refuses_what_check_refuses() {
    let good = "- {host: gov.cn, why: 引用文件的原文, approved_by: 县政府办公室, date: 2026-01-05}\n- {网站: example.cn, 理由: 许可, 批准人: 办公室, 日期: 2026-01-05}\n";
    assert_eq!(offences("links", &yaml(good)), None);
    let register = |text: &str| {
        let site = SiteTest::town(&[("content/links.yaml", text)]);
        let ran = site.run(&["check", "--format", "json"]);
        let value: Value = serde_json::from_str(&ran.result).unwrap();
        let all = value["findings"].as_array().unwrap().clone();
        let own = all.iter().filter(|one| one["file"] == "content/links.yaml");
        own.map(|one| one["line"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(register(good), Vec::<u64>::new());
    for bad in [
        "- {host: gov.cn, why: x, approved_by: y}\n",
        "- {host: gov.cn, why: x, approved_by: y, date: 明天}\n",
        "- {host: gov.cn, why: x, approved: y, date: 2026-01-05}\n",
        "host: gov.cn\n",
    ] {
        assert!(offences("links", &yaml(bad)).is_some(), "{bad}");
        assert!(register(bad).contains(&1), "{bad}");
    }
    let site = SiteTest::town(&[("content/links.yaml", good)]);
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(
        !site.published().contains_key("links.yaml"),
        "who approved is not published"
    );
}

#[test]
fn results_for_machines_fit_their_schemas() {
    let site = SiteTest::town(&[]);
    let draft = "---\ntitle: 乙县甲镇人民政府2021年法治政府建设年度报告\nreport: {body: a, year: 2021, status: draft}\n---\n\n## 一、主要举措\n\n划分网格,配备网格员。\n";
    site.write("content/a/2021/index.md", draft.as_bytes());
    for arguments in [
        &["check", "--format", "json"][..],
        &["check", "--fix", "--dry-run", "--format", "json"],
    ] {
        let checked = site.run(arguments);
        let value = serde_json::from_str(&checked.result).unwrap();
        assert_eq!(offences("check", &value), None, "{arguments:?}");
    }
    let built = site.run(&["build", "--format", "json"]);
    let value = serde_json::from_str(&built.result).unwrap();
    assert_eq!(offences("build", &value), None);
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/maichen-2020.txt");
    let imported = site.run(&[
        "import",
        "--dry-run",
        "--format",
        "json",
        &seed.to_string_lossy(),
    ]);
    let value = serde_json::from_str(&imported.result).unwrap();
    assert_eq!(offences("import", &value), None);
    let of = |year: u16| {
        let below = format!("tests/cases/reports/yoy/tangwu/{year}.md");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
        path.to_string_lossy().into_owned()
    };
    let compared = site.run(&["compare", &of(2021), &of(2022), "--format", "json"]);
    let value: Value = serde_json::from_str(&compared.result).unwrap();
    assert_eq!(offences("compare", &value), None);
    let figures = value["figures"].as_array().unwrap();
    assert!(figures.iter().any(|one| one["rate"] == true), "{value}");
}

#[test]
fn an_answer_of_the_network_that_is_stored_is_what_builds_read() {
    let page = "{{ load_data(url=\"https://a.example/x.json\") | get(key=\"k\") }}";
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        ("templates/index.html", page),
        ("downloaded.json", "{\"k\": \"v\"}"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    let remedy = "nianbao vendor https://a.example/x.json";
    assert!(ran.said.contains(remedy), "{}", ran.said);
    let ran = site.run(&["vendor"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.result.starts_with("missing  data/vendored/"),
        "{}",
        ran.result
    );
    assert!(ran.said.contains("templates/index.html:1:"), "{}", ran.said);
    let ran = site.run(&["vendor", "https://a.example/x.json", "downloaded.json"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let ran = site.run(&["vendor"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let path = ran.result.split_whitespace().nth(1).unwrap();
    let origin = std::fs::read(site.folder.join(format!("{path}.origin.json"))).unwrap();
    let origin: Value = serde_json::from_slice(&origin).unwrap();
    assert_eq!(origin["url"], "https://a.example/x.json");
    assert_eq!(origin["bytes"], 10);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(site.page("index.html"), "v");
}

#[cfg(not(feature = "online"))]
#[test]
fn a_program_without_the_client_of_the_network_says_how_to_have_it() {
    let site = SiteTest::with(&[("config.toml", "base_url = \"/\"\n")]);
    for arguments in [
        &["vendor", "http://127.0.0.1:9/x.json"][..],
        &["check", "--online"],
    ] {
        let ran = site.run(arguments);
        assert_ne!(ran.code, 0, "{arguments:?}");
        assert!(ran.said.contains("--features full"), "{}", ran.said);
    }
}
