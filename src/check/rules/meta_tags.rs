//! W01: the tags that every page of a government site has. Enter at [`RULE`].

use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::view::SiteView;
use crate::check::web::{PageFault, WebPage};
use crate::check::whole_site::WholeSite;
use crate::diagnostic::Words;
use crate::personal::pattern;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule::pages(
    "W01",
    &["meta-tags"],
    include_str!("meta_tags.md"),
    find,
    identity,
);
const NOT_FILLED_IN: FindingForm = RULE.warning("meta-tags", "ask the county's site for the values and write them into `host` of content/site.yaml; invent none", "请向承载的上级政府网站索取，填入 content/site.yaml 的 host；不要编造");
const WRONG_FORM: FindingForm = RULE.error(
    "meta-tags",
    "site_id_code: ten digits, or bm and eight; site_domain: the name alone, without http://",
    "网站标识码为10位数字（部门为bm加8位）；域名不带 http://",
);

const WRONG_TAG: FindingForm = RULE.error(
    "meta-tags",
    "see parts/meta.html of the theme: it writes the tags of 国办发〔2017〕47号",
    "参照主题的 parts/meta.html，按国办发〔2017〕47号附件写全网页标签",
);
/// Tags of the site and where their values come from.
const SITE: [(&str, &str); 3] = [
    ("SiteName", "site_name"),
    ("SiteDomain", "site_domain"),
    ("SiteIDCode", "site_id_code"),
];
const COLUMN: [&str; 4] = [
    "ColumnName",
    "ColumnDescription",
    "ColumnKeywords",
    "ColumnType",
];
/// `PubDate` is not among them: whether a report has its day is what P05 asks.
const ARTICLE: [&str; 2] = ["ArticleTitle", "ContentSource"];

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d$")
});
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\d{10}|bm\d{8}|N\d{9})$"));
static DOMAIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{Han}\w-]+(?:\.[\p{Han}\w-]+)+$"));

fn find(whole: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let mut faults = Vec::new();
    if !whole.reports.bodies.is_empty() && page.path != "404.html" {
        of_page(whole, page, &mut faults);
    }
    faults
}

/// What the host has not filled in is one finding; what it filled in has its form.
fn identity(view: &SiteView<'_>) -> Vec<Finding> {
    if view.whole.reports.bodies.is_empty() || view.kept.sizes.is_empty() {
        return Vec::new();
    }
    let missing: Vec<&str> = SITE
        .iter()
        .map(|(_, key)| *key)
        .filter(|key| view.whole.host_value(key).is_none())
        .collect();
    let mut out = Vec::new();
    if !missing.is_empty() {
        let list = missing.join(", ");
        let words = Words::new(
            format!("the identity of the host is not filled in: {list}"),
            format!("承载网站的标识尚未填写：{list}"),
        );
        let place = view.whole.host_place("host");
        out.push(NOT_FILLED_IN.at(place, words));
    }
    for (key, form) in [("site_id_code", &CODE), ("site_domain", &DOMAIN)] {
        if view
            .whole
            .host_value(key)
            .is_some_and(|value| !form.is_match(value))
        {
            let words = Words::new(
                format!("`{key}` has not the form of such a value"),
                format!("{key} 的格式不对"),
            );
            let place = view.whole.host_place(key);
            out.push(WRONG_FORM.at(place, words));
        }
    }
    out
}

fn of_page(whole: &WholeSite, page: &WebPage, faults: &mut Vec<PageFault>) {
    let tag = |name: &str| {
        page.tags().find(|tag| {
            tag.name == "meta"
                && tag
                    .get("name")
                    .is_some_and(|one| one.eq_ignore_ascii_case(name))
        })
    };
    let value = |name: &str| tag(name).map(|tag| tag.get("content").unwrap_or("").trim());
    let missing = || Words::new("is missing", "缺失");
    let mut wrong = |name: &str, lack: Words| {
        let words = Words::new(
            format!("the tag {name} {}", lack.en),
            format!("网页标签 {name} {}", lack.zh),
        );
        faults.push(PageFault::new(
            &WRONG_TAG,
            page.place(tag(name), name),
            words,
        ));
    };
    for (name, key) in SITE {
        let Some(wanted) = whole.host_value(key) else {
            continue;
        };
        match value(name) {
            None => wrong(name, missing()),
            Some(found) if found != wanted => {
                wrong(
                    name,
                    Words::new(
                        "differs from content/site.yaml",
                        "与 content/site.yaml 不一致",
                    ),
                );
            }
            Some(_) => {}
        }
    }
    // Which tags a page must have depends on what it is: the home page has none of a column, and those of an article stand only where a
    // report is shown.
    let article = tag("ArticleTitle").is_some() || is_report(page);
    let home = page.path == "index.html";
    let column = COLUMN.iter().filter(|_| !home);
    let names = column.chain(ARTICLE.iter().filter(|_| article)).copied();
    for name in names {
        match value(name) {
            None => wrong(name, missing()),
            Some("" | "null" | "undefined" | "None") => wrong(name, Words::new("is empty", "为空")),
            Some(_) => {}
        }
    }
    if value("PubDate").is_some_and(|time| !TIME.is_match(time)) {
        wrong(
            "PubDate",
            Words::new("is not YYYY-MM-DD HH:MM", "不是 YYYY-MM-DD HH:MM 格式"),
        );
    }
}

fn is_report(page: &WebPage) -> bool {
    page.tags().any(|tag| {
        tag.name == "body"
            && tag
                .get("class")
                .is_some_and(|one| one.contains("kind-report"))
    })
}
