//! Bodies side by side: years, figures and topics, in fixed order and without ranking. Enter anywhere.

use crate::support::{REPORT, SiteTest};

/// Two towns of which the second stands first in `site.yaml`; the first has a report of its own year besides.
fn county() -> SiteTest {
    let report = |body: &str, year: &str, text: &str| {
        REPORT
            .replace("body: a,", &format!("body: {body},"))
            .replace("2020", year)
            .replace("year:", "topics: {\"一、\": disputes}, year:")
            .replace("全镇划分为104个网格。", text)
    };
    SiteTest::town(&[
        (
            "content/site.yaml",
            "bodies:\n  b: {name: 丙镇, full_name: 乙县丙镇人民政府, kind: town, sample: true}\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n",
        ),
        (
            "content/a/2020/index.md",
            &report("a", "2020", "全镇划分为104个网格。"),
        ),
        (
            "content/b/2020/index.md",
            &report("b", "2020", "全镇划分为9个网格。"),
        ),
        (
            "content/b/2020/figures.yaml",
            "- {indicator: grids, value: 9, quote: \"划分为9个网格\"}\n",
        ),
        (
            "content/b/2021/index.md",
            &report("b", "2021", "网格工作照常开展。").replace("2021-0", "2022-0"),
        ),
    ])
}

fn built(site: &SiteTest) {
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
}

/// Where each of the words first stands on a page, which must have all of them.
fn order(page: &str, words: &[&str]) -> Vec<usize> {
    words
        .iter()
        .map(|word| {
            page.find(word)
                .unwrap_or_else(|| panic!("no {word} in {page}"))
        })
        .collect()
}

#[test]
fn a_year_shows_what_each_report_holds_and_which_is_missing() {
    let site = county();
    built(&site);
    let page = site.page("years/2021/index.html");
    assert!(
        order(&page, &["丙镇</a>", "甲镇</a>", "无报告"]).is_sorted(),
        "{page}"
    );
    assert!(page.contains("已载明") && page.contains("未见"));
    assert!(page.contains("../../b/2021/index.html#s-1"), "{page}");
    let grid = site.page("years/index.html");
    assert!(grid.contains("2021/index.html") && grid.contains("无报告"));
    assert!(site.page("index.html").contains("years/2021/index.html"));
}

#[test]
fn a_figure_stands_in_the_order_of_the_site_and_not_of_its_size() {
    let site = county();
    built(&site);
    let page = site.page("figures/grids/index.html");
    assert!(
        order(
            &page,
            &["丙镇</a>", ">9<", "未提及", "甲镇</a>", ">104<", "无报告"]
        )
        .is_sorted(),
        "{page}"
    );
    assert!(page.contains("不作排名") && !page.contains("排名第"));
}

#[test]
fn a_topic_shows_each_bodys_own_words_of_one_year() {
    let site = county();
    built(&site);
    let page = site.page("topics/disputes/2020/index.html");
    assert!(
        order(
            &page,
            &[
                "丙镇</a>",
                "全镇划分为9个网格。",
                "甲镇</a></h2>",
                "全镇划分为104个网格。"
            ]
        )
        .is_sorted(),
        "{page}"
    );
    assert!(
        site.page("topics/index.html")
            .contains("disputes/2020/index.html")
    );
    // For 2021 only one body has a report, so nothing stands beside anything.
    assert!(
        !site
            .published()
            .contains_key("topics/disputes/2021/index.html")
    );
}

#[test]
fn a_page_of_fictional_bodies_only_says_so_and_asks_search_engines_to_stay_away() {
    let site = county();
    site.write(
        "content/site.yaml",
        "bodies:\n  b: {name: 丙镇, full_name: 乙县丙镇人民政府, kind: town, sample: true}\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town, sample: true}\n".as_bytes(),
    );
    built(&site);
    for page in [
        "figures/grids/index.html",
        "years/2020/index.html",
        "data/index.html",
    ] {
        let page = site.page(page);
        assert!(
            page.contains("noindex") && page.contains("<strong>虚构示例</strong>"),
            "{page}"
        );
    }
    let map = site.page("sitemap.xml");
    assert!(!map.contains("years/") && !map.contains("data/"), "{map}");
}

#[test]
fn one_body_alone_has_no_pages_side_by_side() {
    let site = SiteTest::town(&[]);
    built(&site);
    let published = site.published();
    let beside = ["years/", "figures/", "topics/"];
    assert!(
        !published
            .keys()
            .any(|path| beside.iter().any(|folder| path.starts_with(folder)))
    );
    assert!(published.contains_key("data/index.html"));
}
