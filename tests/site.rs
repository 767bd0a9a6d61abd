//! What a build gives: pages of a town, the same bytes twice, import as a clerk runs it. Enter anywhere.

use crate::support::{REPORT, SiteTest, files_below};
use regex::Regex;
use std::path::Path;

#[test]
fn a_town_with_one_report_has_its_pages_and_says_what_will_come() {
    let site = SiteTest::town(&[]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    for page in [
        "index.html",
        "a/index.html",
        "a/2020/index.html",
        "a/figures/grids/index.html",
        "a/commitments/index.html",
        "404.html",
    ] {
        assert!(site.published().contains_key(page), "{page}");
    }
    assert!(
        !site.published().keys().any(|path| path.ends_with(".yaml")),
        "data are no assets"
    );
    assert!(
        site.page("a/compare/index.html")
            .contains("下一年度报告发布后")
    );
}

#[test]
fn two_years_have_a_comparison_with_the_change_in_words() {
    let newer = crate::support::REPORT
        .replace("2020", "2021")
        .replace("2021-01", "2022-01")
        .replace("104", "112");
    let site = SiteTest::town(&[
        ("content/a/2021/index.md", &newer),
        (
            "content/a/2021/figures.yaml",
            "- {indicator: grids, value: 112, quote: \"划分为112个网格\"}\n",
        ),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let page = site.page("a/compare/2020-2021/index.html");
    assert!(page.contains("104 → 112个，增加8个（+7.7%）"), "{page}");
}

#[test]
fn two_builds_give_the_same_bytes_and_the_second_rewrites_nothing() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build"]).code, 0);
    let first = site.published();
    let time = std::fs::metadata(site.folder.join("public/index.html"))
        .unwrap()
        .modified()
        .unwrap();
    let ran = site.run(&["build", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&ran.result).unwrap();
    assert_eq!(
        (
            value["schema"].clone(),
            value["written"].clone(),
            value["removed"].clone()
        ),
        (1.into(), 0.into(), 0.into())
    );
    assert_eq!(site.published(), first);
    assert_eq!(
        std::fs::metadata(site.folder.join("public/index.html"))
            .unwrap()
            .modified()
            .unwrap(),
        time
    );
    std::fs::remove_dir_all(site.folder.join("public")).unwrap();
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.published(), first);
}

#[test]
fn an_import_never_replaces_a_file_that_differs_and_keeps_the_old_one() {
    let seed = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/cases/maichen-2020.txt"
    ))
    .unwrap();
    let site = SiteTest::town(&[]);
    site.write("draft.txt", &seed);
    let ran = site.run(&["import", "draft.txt", "--body", "b"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let path = site.folder.join("content/b/2020/index.md");
    let first = std::fs::read_to_string(&path).unwrap();
    assert!(
        first.contains("## 一、主要做法") && first.contains("\\<行政执法证"),
        "{first}"
    );
    std::fs::write(&path, "mine").unwrap();
    let refused = site.run(&["import", "draft.txt", "--body", "b"]);
    assert_eq!(refused.code, 1);
    assert!(refused.said.contains("--replace"), "{}", refused.said);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(
        site.run(&["import", "draft.txt", "--body", "b", "--replace"])
            .code,
        0
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), first);
    assert_eq!(
        std::fs::read_to_string(site.folder.join("content/b/2020/index.md.old")).unwrap(),
        "mine"
    );
}

#[test]
fn a_dry_import_prints_one_json_value_and_writes_nothing() {
    let site = SiteTest::town(&[(
        "x.txt",
        "甲镇2020年法治政府建设年度报告\n\n一、主要做法\n\n全镇划分为104个网格。\n",
    )]);
    let ran = site.run(&["import", "x.txt", "--dry-run", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let value: serde_json::Value = serde_json::from_str(&ran.result).unwrap();
    assert_eq!(
        (value[0]["year"].clone(), value[0]["title"].clone()),
        (2020.into(), "甲镇2020年法治政府建设年度报告".into())
    );
    assert!(!site.folder.join("content/甲镇").exists());
}

#[test]
fn a_stored_anchor_keeps_its_sentence_when_others_come_before_it() {
    let longer = crate::support::REPORT.replace("全镇划分", "今年有新的一句。全镇划分");
    let site = SiteTest::town(&[
        ("content/a/2020/index.md", &longer),
        (
            "content/a/2020/anchors.yaml",
            "- {id: s-1, words: 一、主要举措}\n- {id: p-1-1, words: 全镇划分为104个网格。}\n",
        ),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let page = site.page("a/2020/index.html");
    let kept = page
        .find("id=\"p-1-1\"")
        .or_else(|| page.find("id=p-1-1"))
        .expect("the stored id is used");
    let new = page
        .find("id=\"p-1-2\"")
        .or_else(|| page.find("id=p-1-2"))
        .expect("the new sentence has the next id");
    assert!(new < kept, "the new sentence stands first: {page}");
}

#[test]
fn a_large_file_beside_the_configuration_is_no_part_of_the_site() {
    let site = SiteTest::town(&[]);
    let file = std::fs::File::create(site.folder.join("backup.zip")).unwrap();
    file.set_len(300 << 20).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
}

#[test]
fn a_value_is_as_exact_as_its_quote_says() {
    let year = |year: &str, more: &str| {
        let text = REPORT.replace("2020", year).replace("2021-01", "2026-01");
        text.replace("划分为104个网格", more)
    };
    let figures = |value: &str, quote: &str| {
        format!("- {{indicator: grids, value: {value}, quote: \"{quote}\"}}\n")
    };
    let site = SiteTest::town(&[
        ("content/a/2024/index.md", &year("2024", "受众2600余人次")),
        (
            "content/a/2024/figures.yaml",
            &figures("2600", "受众2600余人次"),
        ),
        ("content/a/2025/index.md", &year("2025", "受众近2300人次")),
        (
            "content/a/2025/figures.yaml",
            &figures("2300", "受众近2300人次"),
        ),
    ]);
    assert_eq!(site.run(&["build"]).code, 0);
    let page = site.page("a/compare/2024-2025/index.html");
    assert!(
        page.contains("2600余 → 近2300个，减少约300个、降低约12%"),
        "{page}"
    );
}

#[test]
fn the_filter_markdown_knows_shortcodes_which_see_the_site_and_no_page() {
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\ntitle = \"T\"\n"),
        (
            "templates/index.html",
            "{{ section.extra.note | markdown | safe }}{{ \"{% box(k=1) %}*b*{% end %}\" | markdown(inline=true) | safe }}",
        ),
        (
            "templates/shortcodes/box.html",
            "<i>{{ k }} {{ body }} {{ config.title }} {{ lang }} {% if page %}page{% endif %}</i>",
        ),
        ("templates/shortcodes/word.md", "**{{ w }}**"),
        (
            "content/_index.md",
            "+++\n[extra]\nnote = \"a {{ word(w='x') }} {{ word(w='y') }}\"\n+++\n",
        ),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(
        site.page("index.html"),
        "<p>a <strong>x</strong> <strong>y</strong></p>\n<i>1 *b* T en </i>"
    );
}

/// Every link of the published pages that leads to no file.
fn dead_links(site: &SiteTest) -> Vec<String> {
    let files = site.published();
    let mut dead = Vec::new();
    for (path, bytes) in &files {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = String::from_utf8_lossy(bytes);
        let pages = path.ends_with(".html").then_some(text);
        for link in pages.iter().flat_map(|text| text.split(" href=\"").skip(1)) {
            let link = link.split(['"', '#']).next().unwrap();
            if link.is_empty() || link.contains(':') || link.starts_with('/') {
                continue;
            }
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in link.split('/') {
                match part {
                    ".." => {
                        parts.pop();
                    }
                    part => parts.push(part),
                }
            }
            if !files.contains_key(&parts.join("/")) {
                dead.push(format!("{path}: {link}"));
            }
        }
    }
    dead
}

#[test]
fn a_report_in_a_folder_of_any_name_is_linked_where_it_is() {
    let site = SiteTest::town(&[]);
    std::fs::rename(
        site.folder.join("content/a/2020"),
        site.folder.join("content/a/y20"),
    )
    .unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(site.published().contains_key("a/y20/report.json"));
    assert!(
        site.page("a/index.html")
            .contains("href=\"y20/index.html\"")
    );
    assert_eq!(dead_links(&site), [""; 0]);
}

#[test]
fn without_the_body_in_addresses_reports_stand_at_their_year_whatever_folder_has_them() {
    let config = "base_url = \"/\"\ntheme = \"gov\"\n[extra.nianbao]\nbody_in_url = false\n";
    for folder in ["content/a/2020", "content/2020"] {
        let site = SiteTest::town(&[("config.toml", config)]);
        std::fs::rename(
            site.folder.join("content/a/2020"),
            site.folder.join("content/moved"),
        )
        .unwrap();
        std::fs::rename(site.folder.join("content/moved"), site.folder.join(folder)).unwrap();
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.said);
        let files = site.published();
        for path in [
            "2020/index.html",
            "2020/report.json",
            "figures/grids/index.html",
        ] {
            assert!(files.contains_key(path), "{folder}: {path}");
        }
        assert!(!files.keys().any(|path| path.starts_with("a/")), "{folder}");
        assert_eq!(dead_links(&site), [""; 0], "{folder}");
    }
}

#[test]
fn fictional_bodies_are_in_no_sitemap_and_no_feed_and_the_others_are() {
    let bodies = "bodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n  b: {name: 丙镇, full_name: 乙县丙镇人民政府, kind: town, sample: true}\n";
    let config = "base_url = \"https://e.gov.cn/\"\ntitle = \"甲\"\ntheme = \"gov\"\ngenerate_feeds = true\n";
    let sample = crate::support::REPORT.replace("body: a", "body: b");
    let site = SiteTest::town(&[
        ("config.toml", config),
        ("content/site.yaml", bodies),
        ("content/elsewhere/2020/index.md", &sample),
        ("content/b/_index.md", "+++\ntitle = \"丙镇\"\n+++\n"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    for file in ["sitemap.xml", "atom.xml"] {
        let text = site.page(file);
        assert!(text.contains("https://e.gov.cn/a/2020/"), "{text}");
        assert!(!text.contains("e.gov.cn/b/"), "{text}");
        assert!(!text.contains("elsewhere"), "{text}");
    }
}

#[test]
fn a_site_of_fictional_bodies_only_has_no_feed_and_links_to_none() {
    let bodies =
        "bodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town, sample: true}\n";
    let config = "base_url = \"/\"\ntheme = \"gov\"\ngenerate_feeds = true\n[extra.nianbao]\nbody_in_url = false\n";
    let site = SiteTest::town(&[("config.toml", config), ("content/site.yaml", bodies)]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(!site.published().contains_key("atom.xml"));
    assert!(!site.page("sitemap.xml").contains("2020"));
    assert_eq!(dead_links(&site), [""; 0]);
}

#[test]
fn a_topic_is_found_by_a_path_with_half_width_marks_as_by_the_full_ones() {
    let report = crate::support::REPORT
        .replace(
            "published: 2021-01-20}",
            "published: 2021-01-20, topics: {\"一、/(一)\": functions}}",
        )
        .replace("全镇划分", "### （一）网格\n\n全镇划分");
    let site = SiteTest::town(&[("content/a/2020/index.md", &report)]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let page = site.page("a/topics/functions/index.html");
    assert!(page.contains("全镇划分为104个网格。"), "{page}");
}

#[test]
fn a_figure_that_names_its_own_year_is_shown_and_a_later_year_is_a_finding() {
    let figure = |year: u16| {
        format!(
            "- {{indicator: grids, value: 104, for_year: {year}, quote: \"划分为104个网格\"}}\n"
        )
    };
    let site = SiteTest::town(&[("content/a/2020/figures.yaml", &figure(2020))]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    for page in ["a/2020/index.html", "a/index.html"] {
        assert!(site.page(page).contains("网格数"), "{page}");
    }
    let site = SiteTest::town(&[("content/a/2020/figures.yaml", &figure(2021))]);
    let said = site.run(&["build"]).said;
    assert!(
        said.contains("figures.yaml:1:44") && said.contains("later than the report's own year"),
        "{said}"
    );
}

#[test]
fn a_promise_that_nobody_has_checked_is_not_said_to_be_unmentioned() {
    let newer = crate::support::REPORT
        .replace("2020", "2021")
        .replace("2021-01", "2022-01");
    let made = "made:\n  - {id: \"2020-1\", topic: disputes, quote: 全镇划分}\n  - {id: \"2020-2\", quote: 为104个网格}\n";
    let site = SiteTest::town(&[
        ("content/a/2021/index.md", &newer),
        ("content/a/2020/commitments.yaml", made),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let pages = [
        "a/compare/2020-2021/index.html",
        "a/commitments/index.html",
        "a/2020/index.html",
    ];
    for page in pages {
        let page = site.page(page);
        assert!(page.contains("尚未核对"), "{page}");
        assert!(!page.contains("outcome-not_mentioned"), "{page}");
    }
    let answers = "answered:\n  - {commitment: \"2020-1\", outcome: done, evidence: 全镇划分}\n";
    site.write("content/a/2021/commitments.yaml", answers.as_bytes());
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    for page in pages {
        let page = site.page(page);
        assert!(
            page.contains("outcome-not_mentioned") && !page.contains("尚未核对"),
            "{page}"
        );
    }
}

#[test]
fn an_import_names_a_body_of_the_site_and_the_year_of_the_text_and_keeps_every_old_file() {
    let text = |number: u32| {
        format!("甲镇2020年法治政府建设年度报告\n\n一、主要举措\n\n全镇划分为{number}个网格。\n")
    };
    let (one, two) = (text(1), text(2));
    let site = SiteTest::town(&[("one.txt", &one), ("two.txt", &two)]);
    for (arguments, said) in [
        (
            &["import", "one.txt", "--body", "../../evil"][..],
            "no body",
        ),
        (
            &["import", "one.txt", "--body", "甲镇"],
            "did you mean `a`?",
        ),
        (
            &["import", "one.txt", "--body", "a", "--year", "2021"],
            "the text is of 2020",
        ),
    ] {
        let ran = site.run(arguments);
        assert_eq!(ran.code, 1, "{}", ran.said);
        assert!(ran.said.contains(said), "{}", ran.said);
    }
    for file in ["one.txt", "two.txt"] {
        let ran = site.run(&["import", file, "--body", "a", "--replace"]);
        assert_eq!(ran.code, 0, "{}", ran.said);
    }
    assert_eq!(site.source("content/a/2020/index.md.old"), REPORT);
    assert!(
        site.source("content/a/2020/index.md.old.2")
            .contains("划分为1个网格")
    );
}

/// Letters, digits and half-width marks: what a text and a page that shows it have in common.
fn bare(words: &str) -> String {
    let is_kept = |letter: &char| letter.is_alphanumeric() || ",;:?!()".contains(*letter);
    words.chars().filter(is_kept).collect()
}

/// Half-width marks beside Han characters in the text of a page, with three letters at both sides, that do not stand so in `sources`.
fn half_width(page: &str, sources: &str) -> Vec<String> {
    let apart = Regex::new(r"(?s)<script\b.*?</script>|<style\b.*?</style>|<[^>]*>").unwrap();
    let mark = Regex::new(r"\p{Han}[,;:?!()]|[,;:?!()]\p{Han}").unwrap();
    let text = apart.replace_all(page, "\n");
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace("&quot;", "\"").replace("&amp;", "&");
    let mut found = Vec::new();
    for line in text.lines() {
        for hit in mark.find_iter(line) {
            let before = line[..hit.start()].chars().rev().take(3).count();
            let start = line[..hit.start()].chars().count() - before;
            let length = before + hit.as_str().chars().count() + 3;
            let words: String = line.chars().skip(start).take(length).collect();
            if !sources.contains(&bare(&words)) {
                found.push(words);
            }
        }
    }
    found
}

#[test]
fn no_page_of_the_included_site_has_half_width_marks_but_those_of_its_reports() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = SiteTest::with(&[]);
    let output = site.folder.join("public");
    let ran = site.run(&[
        "build",
        "--root",
        &root.to_string_lossy(),
        "--output-dir",
        &output.to_string_lossy(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let contents = files_below(&root.join("content"));
    let sources: String = contents
        .iter()
        .map(|path| bare(&std::fs::read_to_string(path).unwrap()))
        .collect();
    let published = site.published();
    let pages = published.iter().filter(|(path, _)| path.ends_with(".html"));
    let mut count = 0;
    for (path, bytes) in pages {
        let found = half_width(std::str::from_utf8(bytes).unwrap(), &sources);
        assert!(found.is_empty(), "{path}: {found:?}");
        count += 1;
    }
    assert!(count > 100, "{count} pages");
}

#[test]
fn a_half_width_mark_of_our_own_is_found_and_that_of_a_report_is_not() {
    let sources = bare("“严格履行规范性文件,切实做到有件必备”");
    let page = "<p title=\"甲,乙\">严格履行规范性文件,切实做到</p><p>15 → 19人,增加4人</p><script>甲,乙</script>";
    assert_eq!(half_width(page, &sources), [" 19人,增加4"]);
}
