//! What bad input gets: one clear finding with place and remedy, the others still found, nothing published or lost. Enter at [`blocked`].

use crate::support::{REPORT, SiteTest};
use std::os::unix::fs::PermissionsExt;

/// Builds once well, breaks the site with `files`, builds again: it must block, say each of `words`, and leave what was published.
fn blocked(files: &[(&str, &str)], words: &[&str]) {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build"]).code, 0);
    let before = site.published();
    for (path, text) in files {
        site.write(path, text.as_bytes());
    }
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    for word in words {
        assert!(
            ran.said.contains(word),
            "`{word}` is not said in\n{}",
            ran.said
        );
    }
    assert!(
        ran.said.contains("help: ") || ran.said.contains("╰ help"),
        "no remedy in\n{}",
        ran.said
    );
    assert!(!ran.said.contains("panicked"), "{}", ran.said);
    assert_eq!(site.published(), before, "what was published is lost");
}

#[test]
fn a_folder_without_configuration_could_not_run() {
    let site = SiteTest::with(&[("content/_index.md", "+++\n+++\n")]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.said.contains("config.toml") && ran.said.contains("--root"),
        "{}",
        ran.said
    );
}

#[test]
fn empty_content_is_a_site_without_reports() {
    let site = SiteTest::with(&[("config.toml", "base_url = \"/\"\ntheme = \"gov\"\n")]);
    std::fs::create_dir(site.folder.join("content")).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(site.page("index.html").contains("<h1"));
}

#[test]
fn a_tab_in_yaml_is_named_at_its_line() {
    let file = (
        "content/a/2020/figures.yaml",
        "- indicator: grids\n\tvalue: 104\n",
    );
    blocked(&[file], &["figures.yaml:2:", "tabs"]);
}

#[test]
fn a_key_given_twice_is_named_at_its_line() {
    let text = "- indicator: grids\n  value: 104\n  value: 105\n  quote: 划分为104个网格\n";
    blocked(
        &[("content/a/2020/figures.yaml", text)],
        &["figures.yaml:3:", "second time"],
    );
}

#[test]
fn an_unknown_key_in_data_is_named_with_the_one_that_is_meant() {
    let text = "- {indicator: grids, valeu: 104, quote: \"划分为104个网格\"}\n";
    blocked(
        &[("content/a/2020/figures.yaml", text)],
        &[
            "figures.yaml:1:22",
            "unknown key `valeu`",
            "did you mean `value`?",
        ],
    );
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        text += &format!(
            "a{level}: &a{level} [{}]\n",
            [before.as_str(); 9].join(", ")
        );
    }
    blocked(
        &[("content/indicators.yaml", &text)],
        &["indicators.yaml", "more values than"],
    );
}

#[test]
fn front_matter_that_is_not_closed_is_named_where_it_opens() {
    blocked(
        &[("content/a/2020/index.md", "---\ntitle: x\n\n正文\n")],
        &["index.md:1:1", "not closed"],
    );
}

#[test]
fn a_quote_that_is_not_in_the_text_and_a_value_unlike_its_quote_are_both_found() {
    let text = "- {indicator: grids, value: 105, quote: \"划分为104个网格\"}\n- {indicator: grids, value: 3, quote: \"三个网格\"}\n";
    blocked(
        &[("content/a/2020/figures.yaml", text)],
        &[
            "figures.yaml:1:29",
            "which says 104",
            "figures.yaml:2:",
            "not in the text",
            "2 errors,",
        ],
    );
}

#[test]
fn a_year_given_twice_names_both_files() {
    blocked(
        &[("content/a/2020-again/index.md", REPORT)],
        &[
            "already has a report of this kind for 2020",
            "content/a/2020/index.md",
        ],
    );
}

#[test]
fn a_figure_for_a_year_without_report_is_named() {
    let text = "- {indicator: grids, value: 1, quote: \"x\"}\n";
    blocked(
        &[("content/a/2019/figures.yaml", text)],
        &["content/a/2019/figures.yaml", "no report"],
    );
}

#[test]
fn two_pages_on_one_address_name_each_other() {
    let page = "+++\npath = \"same\"\n+++\n";
    blocked(
        &[("content/one.md", page), ("content/two.md", page)],
        &["content/one.md", "content/two.md", "/same/"],
    );
}

#[test]
fn an_indicator_whose_id_leads_out_of_the_site_is_refused() {
    let indicators = "grids: {name: 网格数, unit: 个}\n../../../evil: {name: 甲, unit: 个}\n";
    let figures = "- {indicator: ../../../evil, value: 104, quote: \"划分为104个网格\"}\n";
    blocked(
        &[
            ("content/indicators.yaml", indicators),
            ("content/a/2020/figures.yaml", figures),
        ],
        &[
            "a/figures/../../../evil/index.html",
            "leads out of the output folder",
        ],
    );
}

#[test]
fn values_unlike_their_quotes_in_exactness_kind_or_number_are_refused() {
    let text = REPORT.replace(
        "全镇划分为104个网格",
        "全镇划分为104个网格。受众2600余人次，于2020年4月面向未成年人宣传5次",
    );
    let figures = "- {indicator: grids, value: 2600, quote: \"受众2600余人次\"}
- {indicator: grids, value: 4, quote: \"2020年4月\"}
- {indicator: other, value: 0, zero_claim: true, quote: \"未成年人宣传5次\"}
- {indicator: third, value: 70000000000000000000000000000, quote: \"宣传5次\"}
";
    let indicators =
        "grids: {name: 甲, unit: 个}\nother: {name: 乙, unit: 次}\nthird: {name: 丙, unit: 万次}\n";
    blocked(
        &[
            ("content/a/2020/index.md", &text),
            ("content/a/2020/figures.yaml", figures),
            ("content/indicators.yaml", indicators),
        ],
        &[
            "figures.yaml:2:",
            "figures.yaml:3:",
            "figures.yaml:4:",
            "below 10^15",
            "two values",
            "the unit `万次`",
        ],
    );
}

#[test]
fn ids_and_versions_out_of_order_are_refused() {
    let promises = "made:
  - {id: 2019-1, quote: \"全镇划分\"}
  - {id: 2020-1, quote: \"全镇划分\"}
  - {id: 2020-1, quote: \"104个\"}
";
    let corrections =
        "- {version: 3, on: 2021-03-02, class: 更正, was: a, now: b, reason: c, approved_by: d}
- {version: 4, on: 2021-03-01, class: 更正, was: a, now: b, reason: c, approved_by: d}
";
    blocked(
        &[
            ("content/a/2020/commitments.yaml", promises),
            ("content/a/2020/corrections.yaml", corrections),
        ],
        &[
            "not one of 2020",
            "`2020-1` is given twice",
            "version 3 stands where version 2",
            "the entry of 2021-03-01",
        ],
    );
}

#[test]
fn a_template_that_does_not_parse_is_named_at_its_line() {
    let text = "<p>\n{% if %}</p>";
    blocked(
        &[("templates/town.html", text)],
        &["templates/town.html:2:"],
    );
}

#[test]
fn an_undefined_variable_is_named_with_its_template() {
    blocked(
        &[("templates/town.html", "<p>{{ town.nothing.here }}</p>")],
        &["town.html", "nothing"],
    );
}

#[test]
fn templates_that_extend_each_other_end_with_a_finding() {
    let files = [
        ("templates/town.html", "{% extends \"x.html\" %}"),
        ("templates/x.html", "{% extends \"town.html\" %}"),
    ];
    blocked(&files, &["town.html"]);
}

#[test]
fn a_template_that_includes_itself_ends_with_a_finding() {
    blocked(
        &[("templates/town.html", "{% include \"town.html\" %}")],
        &["town.html"],
    );
}

#[test]
fn texts_in_gb18030_and_utf_16_are_named_with_their_encoding() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build"]).code, 0);
    let before = site.published();
    site.write("content/a/2021/index.md", &[0xb7, 0xa8, 0xd6, 0xce, b'\n']);
    site.write(
        "content/a/2022/index.md",
        &[0xff, 0xfe, 0xd5, 0x6c, 0xbb, 0x6c],
    );
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    for word in [
        "2021/index.md",
        "GB18030",
        "2022/index.md",
        "UTF-16",
        "nianbao import",
        "2 errors,",
    ] {
        assert!(
            ran.said.contains(word),
            "`{word}` is not said in\n{}",
            ran.said
        );
    }
    assert_eq!(site.published(), before);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_not_followed() {
    let site = SiteTest::town(&[]);
    std::os::unix::fs::symlink("/etc", site.folder.join("content/etc")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", site.folder.join("static-host")).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.said.contains("content/etc") && ran.said.contains("leads out of the site"),
        "{}",
        ran.said
    );
    assert!(site.published().is_empty());
}

#[cfg(unix)]
fn set_mode(site: &SiteTest, path: &str, mode: u32) {
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(site.folder.join(path), permissions).unwrap();
}

#[test]
fn a_file_that_may_not_be_read_is_named_and_the_last_site_stays() {
    let site = SiteTest::town(&[("content/other.md", "+++\n+++\n")]);
    assert_eq!(site.run_bound(&["build"]).code, 0);
    let before = site.published();
    set_mode(&site, "content/a/2020/figures.yaml", 0o000);
    site.write("content/other.md", b"+++\ntitle = \n+++\n");
    let ran = site.run_bound(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    for words in ["content/a/2020/figures.yaml", "content/other.md:2:", "help"] {
        assert!(ran.said.contains(words), "{words}: {}", ran.said);
    }
    assert_eq!(site.published(), before);
}

#[test]
fn an_output_folder_that_may_not_be_written_is_named_and_stays() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run_bound(&["build"]).code, 0);
    let before = site.published();
    site.write("content/new.md", b"+++\ntitle = \"x\"\n+++\n");
    set_mode(&site, "public", 0o555);
    set_mode(&site, ".", 0o555);
    let ran = site.run_bound(&["build"]);
    set_mode(&site, ".", 0o755);
    set_mode(&site, "public", 0o755);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(ran.said.contains("public"), "{}", ran.said);
    assert!(ran.said.contains("help"), "{}", ran.said);
    assert_eq!(site.published(), before);
}

#[test]
fn a_disk_that_is_full_leaves_the_last_site_and_no_remains() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build"]).code, 0);
    let before = site.published();
    site.write("static/large.css", &[b' '; 64 * 1024]);
    let ran = site.run_on_a_full_disk(40, "build");
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(ran.said.contains("help"), "{}", ran.said);
    assert!(!ran.said.contains("panicked"), "{}", ran.said);
    assert_eq!(site.published(), before);
    let left: Vec<_> = std::fs::read_dir(&site.folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| {
            !["config.toml", "content", "public", "static"]
                .iter()
                .any(|one| name == one)
        })
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(site.run(&["build"]).code, 0);
}

#[test]
fn a_file_in_the_place_of_the_output_folder_is_refused_and_kept() {
    let site = SiteTest::town(&[]);
    site.write("blocked", b"a file, not a folder");
    let ran = site.run(&["build", "-o", "blocked/public"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(ran.said.contains("cannot write"), "{}", ran.said);
    assert_eq!(
        std::fs::read(site.folder.join("blocked")).unwrap(),
        b"a file, not a folder"
    );
}

#[test]
fn the_output_folder_may_not_be_the_sources() {
    let site = SiteTest::town(&[]);
    let ran = site.run(&["build", "-o", "content", "--force"]);
    assert_eq!(ran.code, 1);
    assert!(ran.said.contains("own sources"), "{}", ran.said);
    assert!(site.folder.join("content/site.yaml").exists());
}

#[test]
fn no_detour_leads_the_output_over_the_sources() {
    let site = SiteTest::town(&[
        ("x/keep.txt", ""),
        ("data/keep.json", "{}"),
        ("f.txt", "mine"),
    ]);
    std::os::unix::fs::symlink(&site.folder, site.folder.join("x/link")).unwrap();
    let name = site
        .folder
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let around = format!("../{name}");
    for target in [
        "x/../content",
        "./content/",
        "x/link/content",
        "data",
        "..",
        &around,
        "f.txt",
        ".",
    ] {
        let ran = site.run(&["build", "-o", target, "--force"]);
        assert_eq!(ran.code, 1, "{target}: {}", ran.said);
        assert!(ran.said.contains("help"), "{target}: {}", ran.said);
        assert!(
            site.source("content/a/2020/index.md").contains("104"),
            "{target}"
        );
        assert_eq!(site.source("f.txt"), "mine");
        assert_eq!(site.source("data/keep.json"), "{}");
    }
}

#[test]
fn a_site_whose_content_is_gone_is_not_published_as_an_empty_one() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build"]).code, 0);
    let before = site.published();
    std::fs::rename(site.folder.join("content"), site.folder.join("elsewhere")).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(
        ran.said.contains("there is no folder `content`"),
        "{}",
        ran.said
    );
    assert_eq!(site.published(), before);
    assert_eq!(site.run(&["build", "--force"]).code, 0);
}

#[test]
fn data_in_a_file_of_nearly_the_right_name_are_not_lost() {
    blocked(
        &[
            ("content/a/2020/figures.yml", "[]\n"),
            ("content/a/2020/commitment.yaml", "{}\n"),
        ],
        &[
            "`figures.yml` is not read",
            "rename it to `commitments.yaml`",
        ],
    );
}

/// How many findings a run told.
fn errors(said: &str) -> usize {
    said.matches("error[").count()
}

#[test]
fn a_missing_theme_an_unread_configuration_or_an_unknown_body_is_one_error() {
    for (path, text) in [
        ("config.toml", "base_url = \"/\"\ntheme = \"govt\"\n"),
        ("config.toml", "base_url = \"/\n"),
        (
            "content/a/2020/index.md",
            &*REPORT.replace("body: a", "body: b"),
        ),
    ] {
        let site = SiteTest::town(&[]);
        assert_eq!(site.run(&["build"]).code, 0);
        site.write(path, text.as_bytes());
        if path.ends_with(".md") {
            std::fs::remove_file(site.folder.join("content/a/2020/figures.yaml")).unwrap();
        }
        let ran = site.run(&["build"]);
        assert_eq!((ran.code, errors(&ran.said)), (1, 1), "{}", ran.said);
    }
}

#[test]
fn a_failed_build_prints_one_json_value_too() {
    let site = SiteTest::town(&[(
        "content/a/2020/figures.yaml",
        "- {indicator: grids, value: 1, quote: x}\n",
    )]);
    let ran = site.run(&["build", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let value: serde_json::Value = serde_json::from_str(&ran.result).unwrap();
    assert_eq!(value["written"], 0);
}

#[test]
fn an_unquoted_comma_and_a_full_width_colon_are_named() {
    let text = "- {indicator: grids, value: 104, quote: 全镇划分为104个网格,共有若干}\n- {indicator：grids: x}\n";
    blocked(
        &[("content/a/2020/figures.yaml", text)],
        &["half-width comma ends a value", "half-width colon"],
    );
}

#[test]
fn a_draft_is_neither_shown_nor_compared_unless_asked_for() {
    let later = REPORT.replace("2020", "2021").replace("2021-01", "2022-01");
    let draft = later.replace("date:", "draft: true\ndate:");
    let site = SiteTest::town(&[("content/a/2021/index.md", &draft)]);
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(!site.published().keys().any(|path| path.contains("2021")));
    assert_eq!(site.run(&["build", "--drafts"]).code, 0);
    assert!(
        site.published()
            .contains_key("a/compare/2020-2021/index.html")
    );
    site.write(
        "content/a/2021/index.md",
        later
            .replace("status: published", "status: draft")
            .as_bytes(),
    );
    let ran = site.run(&["build"]);
    assert!(ran.said.contains("is a draft"), "{}", ran.said);
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
    assert!(site.page("a/2021/index.html").contains("noindex"));
}

#[test]
fn an_unknown_key_in_front_matter_is_a_warning_that_strict_turns_into_a_refusal() {
    let site = SiteTest::town(&[("content/p.md", "+++\ntitel = \"x\"\n+++\n")]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        ran.said.contains("content/p.md:2:1") && ran.said.contains("did you mean `title`?"),
        "{}",
        ran.said
    );
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
}

#[test]
fn bad_arguments_could_not_run() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build", "--nonsense"]).code, 2);
    assert_eq!(site.run(&["nonsense"]).code, 2);
    assert_eq!(site.run(&["--help"]).code, 0);
}

#[test]
fn every_finding_is_also_said_in_chinese() {
    let site = SiteTest::town(&[(
        "content/a/2020/figures.yaml",
        "- {indicator: grids, value: 105, quote: \"划分为104个网格\"}\n",
    )]);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .arg("build")
        .current_dir(&site.folder)
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("错误[N04]") && said.contains("与引用的原文不符") && said.contains("办法"),
        "{said}"
    );
}

#[test]
fn addresses_that_lead_out_of_the_output_folder_are_refused_each_at_its_file() {
    let site = SiteTest::with(&[
        (
            "s/config.toml",
            "base_url = \"/\"\ntaxonomies = [{name = \"tags\"}]\n[slugify]\npaths = \"off\"\ntaxonomies = \"off\"\n",
        ),
        ("s/templates/taxonomy_list.html", ""),
        ("s/templates/taxonomy_single.html", ""),
        (
            "s/content/a.md",
            "+++\npath = \"../../out1\"\n[taxonomies]\ntags = [\"../../../out2\"]\n+++\n",
        ),
        (
            "s/content/b.md",
            "+++\nslug = \"../../out3\"\naliases = [\"../../out4\", \"../../out5.html\"]\n+++\n",
        ),
        (
            "s/content/_index.md",
            "+++\npaginate_by = 1\npaginate_path = \"../../out6\"\n+++\n",
        ),
        (
            "s/content/c.md",
            &format!("+++\nslug = \"{}\"\n+++\n", "长".repeat(100)),
        ),
    ]);
    let ran = site.run(&["-r", "s", "build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    for (number, file) in ["a", "a", "b", "b", "b", "_index"].iter().enumerate() {
        let words = format!("out{}", number + 1);
        assert!(ran.said.contains(&words), "{words}:\n{}", ran.said);
        assert!(
            ran.said.contains(&format!("s/content/{file}.md"))
                || ran.said.contains(&format!("content/{file}.md"))
        );
    }
    assert!(ran.said.contains("300 bytes"), "{}", ran.said);
    let there: Vec<_> = std::fs::read_dir(&site.folder).unwrap().collect();
    assert_eq!(there.len(), 1, "nothing but the site's own folder");
}

#[test]
fn an_alias_over_a_real_page_names_both_files() {
    let pages = [
        ("content/one.md", "+++\n+++\n"),
        ("content/two.md", "+++\naliases = [\"one\"]\n+++\n"),
    ];
    let words = [
        "content/one.md",
        "content/two.md:2:13",
        "/one/",
        "take the alias away",
    ];
    blocked(&pages, &words);
}

#[test]
fn a_theme_that_is_not_there_is_named_with_its_folder() {
    blocked(
        &[("config.toml", "base_url = \"/\"\ntheme = \"none\"\n")],
        &["`themes/none`"],
    );
}

#[test]
fn a_shortcode_that_is_left_open_is_named_where_it_opens() {
    let page = "+++\n+++\nfine\n\n{% box() %}\nnever closed\n";
    blocked(
        &[
            ("templates/shortcodes/box.html", "{{ body }}"),
            ("content/p.md", page),
        ],
        &["content/p.md:5:1"],
    );
}

#[test]
fn a_macro_that_never_ends_ends_with_a_finding() {
    let text = "{% import \"m.html\" as m %}{{ m::again(x=1) }}";
    let endless = "{% macro again(x) %}{{ self::again(x=x) }}{% endmacro again %}";
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        ("templates/m.html", endless),
        ("templates/index.html", text),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(
        ran.said.contains("levels deep") && ran.said.contains("help: "),
        "{}",
        ran.said
    );
    assert!(!site.folder.join("public").exists());
}

#[test]
fn a_picture_that_claims_to_be_huge_is_refused_at_the_call() {
    // A PNG whose header promises 30,000 by 30,000 pixels.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0".to_vec();
    png.extend([0x5d, 0xd6, 0x8b, 0x57]);
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        (
            "templates/index.html",
            "{{ resize_image(path=\"big.png\", width=10, height=10) | get(key=\"url\") }}",
        ),
    ]);
    site.write("static/big.png", &png);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(
        ran.said.contains("big.png") && ran.said.contains("templates/index.html"),
        "{}",
        ran.said
    );
}

#[test]
fn style_sheets_that_never_end_are_findings() {
    let config = ("config.toml", "base_url = \"/\"\ncompile_sass = true\n");
    let itself = "@import \"a\";";
    let endless = "@function f($x) { @return f($x + 1); }\na { b: f(1); }";
    for (text, words) in [(itself, "being loaded already"), (endless, "no end")] {
        let site = SiteTest::with(&[config, ("sass/a.scss", text)]);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{}", ran.said);
        assert!(
            ran.said.contains(words) && ran.said.contains("sass/a.scss:1"),
            "{}",
            ran.said
        );
        assert!(ran.said.contains("help: "), "{}", ran.said);
    }
}

#[test]
fn shortcodes_that_render_themselves_through_markdown_end_with_a_finding() {
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        (
            "templates/shortcodes/again.html",
            "{{ \"{{ again() }}\" | markdown | safe }}",
        ),
        ("content/p.md", "+++\n+++\n\n{{ again() }}\n"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(ran.said.contains("levels deep"), "{}", ran.said);
}

#[test]
fn a_file_that_would_replace_a_page_is_named_with_it() {
    let page = "<p>old</p>";
    blocked(
        &[("static/a/2020/index.html", page)],
        &[
            "`a/2020/index.html` has two owners",
            "`content/a/2020/index.md` and `static/a/2020/index.html`",
        ],
    );
    blocked(
        &[("content/a/2020/index.html", page)],
        &["`content/a/2020/index.md` and `content/a/2020/index.html`"],
    );
    blocked(
        &[(
            "content/x.md",
            "+++\ntitle = \"x\"\npath = \"404.html\"\n+++\n",
        )],
        &[
            "`404.html` would be a file of",
            "a folder of `content/x.md`",
        ],
    );
    let config = "base_url = \"/\"\ntheme = \"gov\"\ntaxonomies = [{name = \"tags\"}]\n";
    let tagged = "+++\ntitle = \"x\"\npath = \"tags\"\n[taxonomies]\ntags = [\"y\"]\n+++\n";
    let templates = "<p>{{ taxonomy.name }}</p>";
    blocked(
        &[
            ("config.toml", config),
            ("content/x.md", tagged),
            ("templates/tags/list.html", templates),
            ("templates/tags/single.html", templates),
        ],
        &["`content/x.md` and the taxonomy `tags`"],
    );
}

#[test]
fn in_the_dialect_of_zola_a_static_file_may_replace_a_page_and_never_a_report() {
    let config = "base_url = \"/\"\n[extra.nianbao]\ndialect = \"tera1\"\n";
    let site = SiteTest::with(&[
        ("config.toml", config),
        ("content/x.md", "+++\ntitle = \"x\"\n+++\n"),
        ("static/x/index.html", "<p>static</p>"),
        ("static/robots.txt", "User-agent: *\n"),
        ("templates/page.html", "page"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(ran.said.contains("1 warning"), "{}", ran.said);
    assert_eq!(site.page("x/index.html"), "<p>static</p>");
}

#[test]
fn an_answer_to_nothing_is_named_at_its_line_in_a_folder_of_any_name() {
    let answers =
        "answered:\n  - commitment: \"2019-9\"\n    outcome: done\n    evidence: 划分为104个网格\n";
    let later = REPORT.replace("2020", "2021");
    blocked(
        &[
            ("content/a/y21/index.md", &later),
            ("content/a/y21/commitments.yaml", answers),
        ],
        &["content/a/y21/commitments.yaml:2:17", "`2019-9`"],
    );
}

#[test]
fn names_that_nothing_has_are_warnings_with_the_name_that_is_meant() {
    let front = "parts: {measure: [一、], plan: 九、, shortcomings: 一、}, topics: {一、: function}}\n# 九、\n---";
    let site = SiteTest::town(&[
        (
            "content/a/2020/index.md",
            &REPORT.replace(
                "published: 2021-01-20}\n---",
                &format!("published: 2021-01-20, {front}"),
            ),
        ),
        (
            "content/a/2020/commitments.yaml",
            "made:\n  - {id: \"2020-1\", topic: xyzzy, quote: 全镇}\n",
        ),
        (
            "content/site.yaml",
            "labels: nowhere\nbodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n",
        ),
        (
            "content/indicators.yaml",
            "grids: {name: 网格数, unit: 个, kind: stock, topic: dispute, definition: 网格, related: {part_of: grid}}\n",
        ),
    ]);
    let ran = site.run(&["build", "--strict"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    for words in [
        "index.md:4:81",
        "no part `measure`",
        "did you mean `measures`?",
        "no section `九、`",
        "no topic `function`",
        "no topic `xyzzy`",
        "no topic `dispute`",
        "did you mean `disputes`?",
        "no indicator `grid`",
        "no set of labels `nowhere`",
        "there are: guangdong",
    ] {
        assert!(ran.said.contains(words), "{words}:\n{}", ran.said);
    }
    let line = ran.said.lines().find(|line| line.contains("index.md:5"));
    assert_eq!(line, None, "the words in the comment are not meant");
    assert!(
        !ran.said.contains("no section `一、`"),
        "one text is a list of one: {}",
        ran.said
    );
}

#[test]
fn an_anchor_given_twice_or_of_no_kind_is_named() {
    let text = "- {id: s-1, words: 一、主要举措}\n- {id: s-1, words: 甲}\n- {id: x-1, words: 乙}\n";
    blocked(
        &[("content/a/2020/anchors.yaml", text)],
        &["anchors.yaml:2:8", "anchors.yaml:3:8", "`x-1` is no anchor"],
    );
}
