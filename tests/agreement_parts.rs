//! One question about a text has one answer: page, check, compare, import, extract and open data agree over all labelled reports.
//!
//! All reports stand in one site, without the `parts:` that import wrote for them, so that every room has to find the parts itself.

use crate::support::SiteTest;
use nianbao::{ImportedReport, ReportKind, domain, index_md, read_import as read};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A labelled report with the id of its body in the site.
struct LabelledReport {
    body: String,
    year: i32,
    imported: ImportedReport,
}

impl LabelledReport {
    /// The parts as compare takes them from a file.
    fn compared_parts(&self) -> BTreeMap<String, Vec<String>> {
        domain(&self.imported).0.parts.into_iter().collect()
    }

    /// The parts as import says them, causes apart, which it only says to be there.
    fn imported_parts(&self) -> BTreeMap<String, Vec<String>> {
        let parts = &self.imported.parts;
        [
            ("measures", &parts.measures),
            ("shortcomings", &parts.shortcomings),
            ("first_responsible", &parts.first_responsible),
            ("plan", &parts.plan),
        ]
        .map(|(id, paths)| (id.to_owned(), paths.clone()))
        .into()
    }
}

/// The site of all labelled reports, built once for all questions.
struct LabelledSite {
    site: SiteTest,
    reports: Vec<LabelledReport>,
    findings: Vec<Value>,
}

static LABELLED: LazyLock<LabelledSite> = LazyLock::new(|| {
    let reports: Vec<LabelledReport> = inputs().iter().filter_map(|path| labelled(path)).collect();
    assert!(reports.len() >= 40, "{} reports", reports.len());
    let site = SiteTest::with(&[("config.toml", "base_url = \"/\"\ntheme = \"gov\"\n")]);
    let mut bodies = "bodies:\n".to_owned();
    for one in &reports {
        let name = one
            .imported
            .body
            .clone()
            .unwrap_or_else(|| "某镇人民政府".to_owned());
        bodies += &format!(
            "  {}: {{name: 某镇, full_name: {name:?}, kind: town}}\n",
            one.body
        );
        let index = undeclared(&index_md(&one.imported, &one.body, one.year));
        let path = format!("content/{}/{}/index.md", one.body, one.year);
        site.write(&path, index.as_bytes());
    }
    site.write("content/site.yaml", bodies.as_bytes());
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let checked = site.run(&["check", "--format", "json"]);
    let findings: Value = serde_json::from_str(&checked.result).unwrap();
    LabelledSite {
        findings: findings["findings"].as_array().unwrap().clone(),
        site,
        reports,
    }
});

/// The texts of all labelled cases, in order.
fn inputs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders = vec![root.join("reports"), root.join("outside")];
    let mut inputs = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.starts_with("input.")
                || name.starts_with("old.")
                || name.starts_with("new.")
            {
                inputs.push(path);
            }
        }
    }
    inputs.sort();
    inputs
}

/// A report that the usual kind of report is; another document is none.
fn labelled(path: &Path) -> Option<LabelledReport> {
    let bytes = std::fs::read(path).unwrap();
    let imported = read(
        &path.to_string_lossy(),
        &bytes,
        ReportKind::default_profile(),
    );
    let number = inputs().iter().position(|one| one == path)?;
    (imported.kind != "other").then(|| LabelledReport {
        body: format!("b{number}"),
        year: imported.year.unwrap_or(2021),
        imported,
    })
}

/// A content file without what it declares of its parts.
fn undeclared(index: &str) -> String {
    let (front, text) = index.split_once("\n---\n").unwrap();
    let mut lines: Vec<&str> = front.lines().collect();
    if let Some(from) = lines.iter().position(|line| *line == "  parts:") {
        let inner = lines[from + 1..]
            .iter()
            .take_while(|line| line.starts_with("    "))
            .count();
        lines.drain(from..=from + inner);
    }
    assert!(!lines.contains(&"  parts:"));
    format!("{}\n---\n{text}", lines.join("\n"))
}

/// Id of each part of the open data, with the ids of its sections, and the path of each section by its id.
fn open_data(site: &SiteTest, report: &LabelledReport) -> BTreeMap<String, Vec<String>> {
    let text = site.page(&format!("{}/{}/report.json", report.body, report.year));
    let data: Value = serde_json::from_str(&text).unwrap();
    let sections = data["sections"].as_array().unwrap();
    let path = |id: &Value| {
        let section = sections.iter().find(|one| one["id"] == *id).unwrap();
        section["path"].as_str().unwrap().to_owned()
    };
    let parts = data["parts"].as_array().unwrap().iter();
    parts
        .map(|part| {
            let held: Vec<String> = part["sections"]
                .as_array()
                .unwrap()
                .iter()
                .map(path)
                .collect();
            assert_eq!(part["found"].as_bool(), Some(!held.is_empty()));
            (part["id"].as_str().unwrap().to_owned(), held)
        })
        .collect()
}

/// The names of parts that the page says are not there.
fn denied_on_page(site: &SiteTest, report: &LabelledReport) -> BTreeSet<String> {
    let page = site.page(&format!("{}/{}/index.html", report.body, report.year));
    let list = page.split_once("<ul class=\"parts\">").unwrap().1;
    let list = list.split_once("</ul>").unwrap().0;
    let missing = list
        .split("<li class=\"")
        .skip(1)
        .filter(|part| part.starts_with("part-missing"));
    let name = |part: &str| {
        let words = part.split_once("</span><span>").unwrap().1;
        words.split('<').next().unwrap().trim().to_owned()
    };
    missing.map(name).collect()
}

#[test]
fn every_room_says_the_same_of_every_part() {
    let all = &*LABELLED;
    let kind = ReportKind::default_profile();
    let mut differences = Vec::new();
    let mut differ = |what: String| differences.push(what);
    for report in &all.reports {
        let file = format!("content/{}/{}/index.md", report.body, report.year);
        let data = open_data(&all.site, report);
        let compared = report.compared_parts();
        let denied = denied_on_page(&all.site, report);
        let said = |words: &str, code: &str| {
            all.findings.iter().any(|one| {
                one["file"] == *file
                    && one["code"] == *code
                    && one["message"].as_str().unwrap().contains(words)
            })
        };
        for part in &kind.parts {
            let held = data.get(&part.id).cloned().unwrap_or_default();
            let shown = report.imported.file.as_str();
            if compared.get(&part.id).cloned().unwrap_or_default() != held {
                differ(format!(
                    "{shown}: compare, {}: {compared:?} {held:?}",
                    part.id
                ));
            }
            if report
                .imported_parts()
                .get(&part.id)
                .is_some_and(|paths| *paths != held)
            {
                differ(format!("{shown}: import, {}: {held:?}", part.id));
            }
            if denied.contains(&part.name) != held.is_empty() {
                differ(format!("{shown}: page, {}: {held:?}", part.id));
            }
            // A part that is spoken of in passing is told to be no part of its own; one that is not there at all, to be missing.
            let is_missing = said(&format!("no part `{}`", part.id), "S01")
                || held.is_empty() && said(&part.name, "S02");
            if part.within.is_none() && is_missing != held.is_empty() {
                differ(format!("{shown}: check, {}: {held:?}", part.id));
            }
        }
        let causes = if data["causes"].is_empty() {
            "missing"
        } else {
            "present"
        };
        if report.imported.parts.causes != causes {
            differ(format!("{}: causes, {causes}", report.imported.file));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn what_is_proposed_as_a_promise_is_what_compare_takes_for_the_plan() {
    let all = &*LABELLED;
    let mut promised = 0;
    for report in all.reports.iter().step_by(5) {
        let name = format!("{}/{}", report.body, report.year);
        let ran = all.site.run(&["extract", &name, "--format", "json"]);
        let proposed: Value = serde_json::from_str(&ran.result).unwrap();
        let made = proposed["made"].as_array().unwrap();
        let compared = domain(&report.imported).0.commitments;
        promised += compared.len();
        // A quote that stands in the text more than once is proposed with its sentence, or not at all.
        for one in made {
            let quote = one["quote"].as_str().unwrap();
            let is_taken = compared.iter().any(|item| quote.contains(&item.quote));
            assert!(is_taken, "{}: {quote}", report.imported.file);
        }
        assert!(made.len() <= compared.len(), "{}", report.imported.file);
    }
    assert!(promised > 20, "{promised} items");
}

#[test]
fn a_plan_under_the_next_year_is_denied_nowhere() {
    let text = "---\ntitle: 乙县甲镇人民政府2021年法治政府建设年度报告\nreport:\n  body: a\n  year: 2021\n---\n\n## 一、依法履行职能\n\n受理纠纷236件。\n\n## 二、存在的不足\n\n主要原因是人手不够。\n\n## 三、2022年工作思路\n\n一是配备无人机1架。\n";
    let site = SiteTest::town(&[("content/a/2021/index.md", text)]);
    assert_eq!(site.run(&["build"]).code, 0);
    let report = LabelledReport {
        body: "a".to_owned(),
        year: 2021,
        imported: read("index.md", text.as_bytes(), ReportKind::default_profile()),
    };
    let data = open_data(&site, &report);
    assert_eq!(data["plan"], ["三、"]);
    assert_eq!(data["measures"], ["一、"]);
    let denied: Vec<String> = denied_on_page(&site, &report).into_iter().collect();
    assert_eq!(denied, ["党政主要负责人履行推进法治建设第一责任人职责情况"]);
    let begun = site.run(&["new", "2022", "--body", "a"]);
    assert_eq!(begun.code, 0, "{}", begun.said);
    let next = std::fs::read_to_string(site.folder.join("content/a/2022/index.md")).unwrap();
    assert!(next.contains("    plan: [\"三、\"]\n"), "{next}");
}
