//! Over all labelled reports, whoever is asked what stands in a text gives the same answer. Enter at the tests, one a question.
//!
//! Each report is read by `import`, taken over for `compare`, and built as a page of one site with the figures that import found.

use crate::support::SiteTest;
use nianbao::{
    ComparisonContext, ImportedFigure, ImportedReport, Report, ReportKind, compare, domain,
    index_md, read_import,
};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A labelled report as it is read, and as it is compared.
struct LabelledReport {
    name: String,
    imported: ImportedReport,
    domain: Report,
}

/// All labelled reports of the usual kind.
static LABELLED: LazyLock<Vec<LabelledReport>> = LazyLock::new(|| {
    let kind = ReportKind::default_profile();
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        let imported = read_import(&path.to_string_lossy(), &bytes, kind);
        let domain = domain(&imported).0;
        LabelledReport {
            name: path.display().to_string(),
            imported,
            domain,
        }
    };
    let all: Vec<LabelledReport> = inputs().into_iter().map(read).collect();
    let usual =
        |one: &LabelledReport| one.imported.kind != "other" && one.imported.refusals.is_empty();
    let all: Vec<LabelledReport> = all.into_iter().filter(usual).collect();
    assert!(all.len() >= 60, "{} reports", all.len());
    all
});

/// The inputs of all labelled cases.
fn inputs() -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = |folder: &Path| {
        let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        all.sort();
        all
    };
    let outside = entries(&cases.join("outside")).into_iter();
    let sets = outside
        .filter(|set| set.is_dir())
        .chain([cases.join("reports")]);
    let folders = sets.flat_map(|set| entries(&set.join("import")));
    let is_input = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "input");
    folders
        .flat_map(|folder| entries(&folder))
        .filter(is_input)
        .collect()
}

/// What the built page of each report says as open data.
static BUILT: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let site = SiteTest::with(&[("config.toml", "base_url = \"/\"\ntheme = \"gov\"\n")]);
    let (mut bodies, mut indicators) = ("bodies:\n".to_owned(), String::new());
    for (index, one) in LABELLED.iter().enumerate() {
        let _ = writeln!(
            bodies,
            "  b{index}: {{name: 镇{index}, full_name: 县镇{index}, kind: town}}"
        );
        let folder = format!("content/b{index}/{}", year(one));
        let text = index_md(&one.imported, &format!("b{index}"), year(one));
        site.write(&format!("{folder}/index.md"), text.as_bytes());
        for (name, bytes) in &one.imported.pictures {
            site.write(&format!("{folder}/{name}"), bytes);
        }
        let mut figures = String::new();
        for (at, figure) in quotable(one) {
            let id = format!("b{index}-{at}");
            let _ = writeln!(
                indicators,
                "{id}: {{name: {id}, unit: \"{}\", kind: flow, topic: disputes, definition: 数}}",
                figure.unit
            );
            let approx = figure
                .approx
                .map_or(String::new(), |approx| format!(", approx: {}", approx.id()));
            let _ = writeln!(
                figures,
                "- {{indicator: {id}, value: \"{}\"{approx}, zero_claim: {}, quote: {}}}",
                figure.value,
                figure.zero_claim,
                serde_json::to_string(&figure.quote).unwrap()
            );
        }
        site.write(&format!("{folder}/figures.yaml"), figures.as_bytes());
    }
    site.write("content/site.yaml", bodies.as_bytes());
    site.write("content/indicators.yaml", indicators.as_bytes());
    let ran = site.run(&["build"]);
    assert!(ran.code == 0 && !ran.said.contains("N04"), "{}", ran.said);
    let reports = LABELLED.iter().enumerate();
    let built = reports.map(|(index, one)| {
        let page = site.page(&format!("b{index}/{}/report.json", year(one)));
        serde_json::from_str(&page).unwrap()
    });
    built.collect()
});

fn year(one: &LabelledReport) -> i32 {
    one.imported.year.unwrap_or(2020)
}

/// The figures whose words stand once in the text, so that a data file can quote them without more; with their indices.
fn quotable(one: &LabelledReport) -> impl Iterator<Item = (usize, &ImportedFigure)> {
    let figures = one.imported.figures.iter().enumerate();
    figures.filter(|(_, figure)| one.domain.text.find(&figure.quote, None).len() == 1)
}

#[test]
fn import_and_comparison_state_the_same_figures() {
    for one in LABELLED.iter() {
        let imported = one
            .imported
            .figures
            .iter()
            .filter(|figure| !figure.zero_claim);
        let imported: Vec<_> = imported
            .map(|figure| (figure.value.clone(), figure.approx, figure.quote.clone()))
            .collect();
        let own = one
            .domain
            .figures
            .iter()
            .filter(|figure| figure.is_of(one.domain.year));
        let compared: Vec<_> = own
            .map(|figure| {
                (
                    figure.value.to_string(),
                    figure.approx,
                    figure.quote.clone(),
                )
            })
            .collect();
        assert_eq!(imported, compared, "{}", one.name);
    }
}

#[test]
fn the_site_takes_every_figure_that_import_finds_as_import_reads_it() {
    let mut count = 0;
    for (one, built) in LABELLED.iter().zip(BUILT.iter()) {
        let found: Vec<_> = quotable(one)
            .map(|(_, figure)| {
                let approx = figure.approx.map(|approx| approx.id().to_owned());
                (figure.value.clone(), approx, figure.quote.clone())
            })
            .collect();
        let shown: Vec<_> = built["figures"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|figure| {
                let text = |key: &str| figure[key].as_str().map(str::to_owned);
                let value = figure["value"].to_string().trim_matches('"').to_owned();
                (value, text("approx"), text("quote").unwrap_or_default())
            })
            .collect();
        count += found.len();
        assert_eq!(found, shown, "{}", one.name);
    }
    assert!(count > 1000, "{count} figures");
}

#[test]
fn import_and_comparison_state_the_same_zeros() {
    let mut count = 0;
    for one in LABELLED.iter() {
        let zeros = one
            .imported
            .figures
            .iter()
            .filter(|figure| figure.zero_claim);
        let imported: BTreeSet<&str> = zeros.map(|figure| figure.quote.as_str()).collect();
        let compared = compare(&one.domain, &one.domain, ComparisonContext::default());
        let claims = compared
            .zero_claims
            .iter()
            .filter_map(|claim| claim.old.as_ref());
        let compared: BTreeSet<&str> = claims.map(|claim| claim.quote.as_str()).collect();
        count += imported.len();
        assert_eq!(imported, compared, "{}", one.name);
    }
    assert!(count > 20, "{count} zeros");
}

#[test]
fn import_comparison_and_site_cite_the_same_documents() {
    let mut count = 0;
    for (one, built) in LABELLED.iter().zip(BUILT.iter()) {
        let cited = one
            .imported
            .citations
            .iter()
            .chain(&one.imported.named_laws);
        let imported: BTreeSet<&str> = cited.map(|cited| cited.canonical.as_str()).collect();
        let compared = one.domain.citations.iter();
        let compared: BTreeSet<&str> = compared.map(|cited| cited.canonical.as_str()).collect();
        let shown = built["citations"].as_array().into_iter().flatten();
        let shown: BTreeSet<&str> = shown
            .filter_map(|cited| cited["canonical"].as_str())
            .collect();
        count += imported.len();
        assert_eq!(imported, compared, "{}", one.name);
        assert_eq!(imported, shown, "{}", one.name);
    }
    assert!(count > 80, "{count} citations");
}
