//! What templates see: plain values that serialise, every link already relative to the page. Enter at [`HereView`].

pub(crate) mod comparison;
pub(crate) mod data;
pub(crate) mod figure;
pub(crate) mod grid;
pub(crate) mod home;
pub(crate) mod portal;
pub(crate) mod promise;
pub(crate) mod quality;
pub(crate) mod report;
pub(crate) mod table;
pub(crate) mod topic;
pub(crate) mod zola;

use serde::Serialize;

/// A link with its words.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct LinkView {
    /// Address relative to the page (`../2021/index.html#s-1`), so that it works below any base path and from `file://`.
    pub href: String,
    /// The words of the link.
    pub title: String,
}

/// The page itself, under the name `here` on every page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HereView {
    /// home, town, report, comparison, comparisons, figures, figure, commitments, topics, topic, laws, law, data, years, year, shared-figures, shared-figure, shared-topics, shared-topic, section, page, 404.
    pub kind: &'static str,
    /// The page's own title.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// Prefix from the page to the site's root: empty, `../`, `../../` …; on 404 the base URL's path.
    pub root: String,
    /// Absolute address of the page.
    pub permalink: String,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Whether the page shows a fictional body (banner 虚构示例).
    pub sample: bool,
    /// The body whose page it is.
    pub body: Option<BodyName>,
    /// From the home page down to the parent of this page.
    pub crumbs: Vec<LinkView>,
    /// The pages of the same body (首页、年报、比较、数字、承诺、主题、引用法规), the current one marked.
    pub menu: Vec<MenuItem>,
}

/// An entry of the menu.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MenuItem {
    /// Address relative to the page.
    pub href: String,
    /// Its words.
    pub title: String,
    /// Whether this page is it or below it.
    pub current: bool,
}

/// The site as a whole, under the name `site` on every page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SiteInfo {
    /// Title of the site.
    pub title: String,
    /// Home page, relative to the page.
    pub home: String,
    /// The host's identity as filled in by the county; each may be null. Keys as in `content/site.yaml`.
    pub host: serde_json::Value,
    /// The bodies that have a page, in fixed order.
    pub bodies: Vec<BodyName>,
    /// Address of the Atom feed relative to the page, if the site has one.
    pub feed: Option<String>,
    /// The page of the open data relative to the page, if the site has reports.
    pub data: Option<String>,
    /// Name and version of the program.
    pub generator: String,
}

/// A body's names and its home.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct BodyName {
    /// Id.
    pub id: String,
    /// 迈陈镇
    pub name: String,
    /// 徐闻县迈陈镇人民政府
    pub full_name: String,
    /// Its home, relative to the page.
    pub href: String,
    /// Whether it is fictional.
    pub sample: bool,
}

/// The rail of years: a dot for each report, a ring for each hole.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Rail {
    /// Years, oldest first, without gaps.
    pub stops: Vec<RailStop>,
    /// The two years that a comparison joins, `[older, newer]`.
    pub joined: Option<[i16; 2]>,
}

/// One year on the rail.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RailStop {
    /// The year.
    pub year: i16,
    /// `report`, `partial` (data end before the year does) or `none` (无报告).
    pub state: &'static str,
    /// Whether the report has been corrected.
    pub corrected: bool,
    /// The report, relative to the page; null for a hole.
    pub href: Option<String>,
    /// Whether it is the page's year (or one of its two years).
    pub current: bool,
    /// 2020年：年报 / 2021年：无报告, for those who do not see the dot.
    pub label: String,
}

/// A bracketed code and its word, `[p]` 部分年度.
#[derive(Debug, Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FlagWord {
    /// `p`
    pub code: String,
    /// 部分年度
    pub word: String,
}

/// A table cell that is never blank: a value as text, or only a code.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CellView {
    /// `15`, `约100`, `0`; null where only a code says why there is none.
    pub text: Option<String>,
    /// Codes beside or instead of the value.
    pub flags: Vec<FlagWord>,
    /// The sentence it comes from, relative to the page.
    pub href: Option<String>,
    /// The words it rests on.
    pub quote: Option<String>,
}
