//! Two years side by side (`comparison.html`, variable `comparison`; `comparisons.html`, variable `comparisons`).

use super::promise::PromiseView;
use super::table::TablesView;
use super::{CellView, FlagWord, LinkView, Rail};
use crate::render::draw::loom::Loom;
use serde::Serialize;

/// `comparison` in `comparison.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparisonView {
    /// The older report.
    pub old: SideView,
    /// The newer report.
    pub new: SideView,
    /// The rail with both years joined.
    pub rail: Rail,
    /// The plain sentence that says it all, and what must be known to read it (partial year, missing year between).
    pub summary: Vec<String>,
    /// Figures.
    pub figures: Vec<ChangeRow>,
    /// The tables that the kind of report asks for, cell by cell; null where there are none.
    pub tables: Option<TablesView>,
    /// The codes used in the table.
    pub legend: Vec<FlagWord>,
    /// Zeros stated in words in either year.
    pub zero_claims: Vec<ZeroClaimView>,
    /// Promises open at the older report, with what the newer one says.
    pub promises: Vec<PromiseView>,
    /// Promises by outcome in fixed order: word and number.
    pub promise_counts: Vec<(String, usize)>,
    /// Said in the older year, silent in the newer.
    pub silent: Vec<SilentView>,
    /// The loom.
    pub loom: Loom,
    /// Sentences by class in fixed order.
    pub counts: Vec<ClassCount>,
    /// The newer text, section by section, each sentence with its class; removed sentences stand where their section is.
    pub sections: Vec<SectionPairs>,
    /// Version of the method and the page that explains it.
    pub method: MethodView,
}

/// How the reports were compared.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MethodView {
    /// Its name and version.
    pub title: String,
    /// The page that explains it, where the site has one.
    pub href: Option<String>,
}

/// One of the two reports.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SideView {
    /// Year.
    pub year: i16,
    /// Title, linked.
    pub link: LinkView,
    /// Whether its data end before the year does.
    pub partial: bool,
}

/// A figure in both years.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangeRow {
    /// Name, linked to its page.
    pub link: LinkView,
    /// Unit.
    pub unit: String,
    /// 期末数, 当年数, 累计数, 比率.
    pub kind: String,
    /// Older value.
    pub old: CellView,
    /// Newer value.
    pub new: CellView,
    /// Change in words.
    pub change: String,
    /// `up down equal none`; for the sign only, never for a judgement.
    pub direction: &'static str,
    /// A note (definition changed: what).
    pub note: Option<String>,
}

/// A zero stated in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ZeroClaimView {
    /// What is zero.
    pub name: String,
    /// The older year's words, linked.
    pub old: Option<LinkView>,
    /// The newer year's words, linked.
    pub new: Option<LinkView>,
}

/// Something that the newer year does not say any more.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SilentView {
    /// `section figure zero-claim mechanism`
    pub what: String,
    /// 章节 数字 零声明 机制
    pub word: String,
    /// The older words, linked.
    pub quote: LinkView,
}

/// How many sentences are of a class.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ClassCount {
    /// `same numbers-only reworded moved new removed`
    pub class: &'static str,
    /// The boxed mark: 同 数 改 移 新 删
    pub mark: &'static str,
    /// 相同 仅数字变化 改写 移动 新增 删去
    pub word: &'static str,
    /// How many.
    pub count: usize,
    /// How many of them are official formulas.
    pub formulas: usize,
}

/// A section of the newer text (or one that only the older has).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SectionPairs {
    /// Anchor on this page.
    pub id: String,
    /// Number and title.
    pub title: String,
    /// 1 to 3.
    pub level: usize,
    /// Whether only the older text has it.
    pub gone: bool,
    /// How many sentences differ.
    pub changed: usize,
    /// Sentences in order.
    pub pairs: Vec<PairView>,
}

/// A sentence of one or both texts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PairView {
    /// Anchor on this page.
    pub id: String,
    /// `same numbers-only reworded moved new removed`
    pub class: &'static str,
    /// 同 数 改 移 新 删
    pub mark: &'static str,
    /// 相同 仅数字变化 改写 移动 新增 删去
    pub word: &'static str,
    /// The older sentence, linked to the older report.
    pub old: Option<LinkView>,
    /// The newer sentence, linked to the newer report.
    pub new: Option<LinkView>,
    /// Word differences, only for numbers-only, reworded and changed moved sentences.
    pub pieces: Vec<PieceView>,
    /// For a moved sentence: the section it came from, in words.
    pub from: Option<String>,
    /// For a removed sentence the newer one that its words went into, for a new one the older that they came out of.
    pub within: Option<LinkView>,
    /// Whether it is an official formula.
    pub formula: bool,
}

/// A run of words inside a changed sentence.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PieceView {
    /// `same insert delete`
    pub op: &'static str,
    /// The words.
    pub text: String,
}

/// `comparisons` in `comparisons.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparisonsView {
    /// The rail.
    pub rail: Rail,
    /// Newest first: link and plain sentence.
    pub pairs: Vec<ComparisonLine>,
    /// What will be here with the next report, while there is one; null later.
    pub expectation: Option<String>,
}

/// One comparison in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparisonLine {
    /// `2023年与2024年`
    pub link: LinkView,
    /// The plain sentence.
    pub summary: String,
    /// Sentences by class.
    pub counts: Vec<ClassCount>,
}
