//! Small sites in, index files out.

use super::*;
use crate::check::Checker;
use crate::config::{BuildMode, Config};
use crate::render::bodies;
use crate::render::inputs::RenderInputs;
use crate::render::page_maker::PageMaker;
use crate::render::site_templates::SiteTemplates;
use crate::report::Reports;
use crate::site::{self, ArrangeOptions};
use crate::source::{Source, Sources};
use jiff::civil::date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Builds the site and gives its search files by path.
fn searched(config: &str, content: &[(&str, &str)]) -> BTreeMap<String, String> {
    let config = Config::parse(
        "config.toml",
        &format!("base_url = \"https://a.example\"\n{config}"),
    )
    .0;
    let mut sources = Sources::default();
    for (path, text) in content {
        let source = Source::new(&format!("content/{path}"), text.as_bytes().to_vec());
        sources.files.insert(Arc::clone(&source.path), source);
    }
    let (documents, _) = crate::content::read(&sources, &config);
    let reports = Reports::default();
    let wish = ArrangeOptions {
        config: &config,
        drafts: false,
    };
    let (site, _) = site::arrange(&documents, &reports, wish);
    let (config, sources, reports) = (Arc::new(config), Arc::new(sources), Arc::new(reports));
    let checks = Checker::new(
        Arc::clone(&config),
        Arc::clone(&sources),
        Arc::clone(&reports),
        None,
    );
    let inputs = RenderInputs {
        extras: Arc::default(),
        site: Arc::new(site),
        reports,
        sources,
        mode: BuildMode::Build,
        today: date(2026, 1, 31),
        environment: Arc::default(),
        checks: Arc::new(checks),
        config,
    };
    let (templates, _) = SiteTemplates::new(inputs, BTreeMap::new(), None).unwrap();
    let (bodies, _) = bodies::render_bodies(&templates);
    let pages = PageMaker::new(templates, bodies);
    let make = |(path, file)| (path, pages.search_file(&file));
    search_files(&pages.inputs().config)
        .into_iter()
        .map(make)
        .collect()
}

fn page(front: &str, body: &str) -> String {
    format!("+++\n{front}\n+++\n{body}")
}

fn index(files: &BTreeMap<String, String>, path: &str) -> Value {
    let text = files[path].trim_start_matches("window.searchIndex = ");
    serde_json::from_str(text.trim_end_matches(';')).unwrap()
}

fn urls(index: &Value) -> Vec<&str> {
    let items = index.as_array().unwrap().iter();
    items
        .map(|item| item["url"].as_str().unwrap())
        .map(|url| url.strip_prefix("https://a.example").unwrap())
        .collect()
}

const FUSE: &str = "build_search_index = true\n[search]\nindex_format = \"fuse_json\"\n";
const JSON: &str = "build_search_index = true\n[search]\nindex_format = \"elasticlunr_json\"\n";

#[test]
fn a_site_that_asks_for_no_index_has_no_search_files() {
    assert!(searched("", &[("a.md", &page("", "b"))]).is_empty());
}

#[test]
fn the_usual_form_is_a_script_beside_the_library() {
    let files = searched(
        "build_search_index = true",
        &[("_index.md", &page("title = \"T\"", "text"))],
    );
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["elasticlunr.min.js", "search_index.en.js"]);
    assert!(files["search_index.en.js"].starts_with("window.searchIndex = {"));
    assert!(!files["elasticlunr.min.js"].contains("STOP WORDS"));
}

#[test]
fn fuse_needs_no_library() {
    let files = searched(FUSE, &[]);
    assert_eq!(
        files.into_keys().collect::<Vec<_>>(),
        ["search_index.en.json"]
    );
}

#[test]
fn words_stand_letter_by_letter_with_the_root_of_their_count() {
    let files = searched(
        JSON,
        &[("_index.md", &page("title = \"Be open\"", "open, opens. Op"))],
    );
    let index = index(&files, "search_index.en.json");
    let op = &index["index"]["body"]["root"]["o"]["p"];
    assert_eq!(op["docs"]["https://a.example/"]["tf"], json!(1.0));
    let open = &op["e"]["n"];
    assert_eq!(open["df"], json!(1));
    assert_eq!(open["docs"]["https://a.example/"]["tf"], json!(2f64.sqrt()));
    assert_eq!(
        index["documentStore"]["docInfo"]["https://a.example/"],
        json!({"title": 1, "body": 3})
    );
    assert_eq!(
        index["pipeline"],
        json!(["trimmer", "stopWordFilter", "stemmer"])
    );
}

#[test]
fn a_page_without_a_date_keeps_its_body_where_dates_are_included() {
    let files = searched(
        &format!("{JSON}include_date = true\n"),
        &[
            ("_index.md", &page("", "")),
            ("a.md", &page("title = \"A\"", "kept")),
            (
                "b.md",
                &page("title = \"B\"\ndate = 2020-01-02", "kept too"),
            ),
        ],
    );
    let store = &index(&files, "search_index.en.json")["documentStore"]["docs"];
    assert_eq!(store["https://a.example/a/"]["body"], json!("kept"));
    assert_eq!(store["https://a.example/a/"]["date"], json!(""));
    assert_eq!(store["https://a.example/b/"]["date"], json!("2020-01-02"));
}

#[test]
fn what_is_hidden_orphaned_or_leads_elsewhere_is_not_found() {
    let files = searched(
        FUSE,
        &[
            ("_index.md", &page("", "")),
            ("hidden.md", &page("in_search_index = false", "")),
            ("unwritten.md", &page("render = false", "")),
            ("closed/_index.md", &page("in_search_index = false", "")),
            ("closed/p.md", &page("", "")),
            ("closed/open/_index.md", &page("", "")),
            ("moved/_index.md", &page("redirect_to = \"closed\"", "")),
            ("no-section/orphan/index.md", &page("", "")),
        ],
    );
    assert_eq!(
        urls(&index(&files, "search_index.en.json")),
        ["/", "/closed/open/"]
    );
}

#[test]
fn pages_of_transparent_sections_are_found_once() {
    let files = searched(
        FUSE,
        &[
            ("_index.md", &page("", "")),
            ("s/_index.md", &page("transparent = true", "")),
            ("s/p.md", &page("", "")),
        ],
    );
    assert_eq!(
        urls(&index(&files, "search_index.en.json")),
        ["/", "/s/", "/s/p/"]
    );
}

#[test]
fn bodies_are_cut_by_characters_and_safe_to_show() {
    let files = searched(
        &format!("{FUSE}truncate_content_length = 4\n"),
        &[("_index.md", &page("", "甲`<乙`丙丁"))],
    );
    let index = index(&files, "search_index.en.json");
    assert_eq!(index[0]["body"], json!("甲&lt;乙丙"));
}

#[test]
fn a_language_may_choose_other_fields_than_the_default_language() {
    let files = searched(
        "build_search_index = true\n[search]\ninclude_description = true\ninclude_path = true\n[languages.fr]\nbuild_search_index = true\n[languages.fr.search]\nindex_format = \"elasticlunr_json\"\ninclude_content = false\n",
        &[("_index.fr.md", &page("title = \"Été\"", "texte"))],
    );
    let french = index(&files, "search_index.fr.json");
    assert_eq!(french["fields"], json!(["title"]));
    assert_eq!(french["pipeline"], json!(["trimmer"]));
    let english = index(&files, "search_index.en.js");
    assert_eq!(
        english["fields"],
        json!(["title", "description", "path", "body"])
    );
}

#[test]
fn every_code_of_chinese_has_an_index_of_pairs() {
    for code in ["zh", "zh-CN", "zh-Hans", "zh-TW"] {
        let files = searched(
            &format!("default_language = \"{code}\"\n{JSON}"),
            &[("_index.md", &page("title = \"依法行政\"", ""))],
        );
        let index = index(&files, &format!("search_index.{code}.json"));
        assert_eq!(
            index["pipeline"],
            json!(["trimmer-zh", "stopWordFilter-zh", "stemmer-zh"])
        );
        assert_eq!(index["index"]["title"]["root"]["行"]["政"]["df"], json!(1));
    }
}

#[test]
fn a_word_of_many_thousand_letters_does_not_stop_the_build() {
    let long = "x".repeat(50_000);
    let files = searched(JSON, &[("_index.md", &page("", &long))]);
    assert!(files["search_index.en.json"].len() < 60_000);
}
