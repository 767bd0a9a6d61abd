//! What import finds in a report: the value that `nianbao import --format json` prints. Enter at [`ImportedReport`].

use crate::report::find::part::FoundParts;
use crate::report::{Exactness, IndicatorKind};
use serde::Serialize;
use std::collections::BTreeMap;

/// One imported report. Unknown is `None` or empty, never a guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportedReport {
    /// Version of this shape.
    pub schema: u32,
    /// The name under which the file was given.
    pub file: String,
    /// The title as one line, where the text or the page's metadata gives one.
    pub title: Option<String>,
    /// The body as the title names it; several are joined by `;`.
    pub body: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// The words that end the title, or `other` for another kind of document.
    pub kind: String,
    /// What the other kind of document is.
    pub other_kind: Option<String>,
    /// `town`, `street`, `county`, `city`, `province` or `dept`.
    pub level: Option<&'static str>,
    /// Whom the report addresses, with its colon.
    pub salutation: Option<String>,
    /// The report's own document number.
    pub doc_number: Option<String>,
    /// The date on which a metadata table says that the text was made.
    pub dated: Option<String>,
    /// The date on which the page says that it was published.
    pub published: Option<String>,
    /// Who signed, and when.
    pub signed: Option<ReportSignature>,
    /// The metadata table, key to value.
    pub meta: BTreeMap<String, String>,
    /// All headings in reading order.
    pub headings: Vec<ImportedHeading>,
    /// All 一是, 二是 … in reading order.
    pub items: Vec<ImportedItem>,
    /// The results of the year that stand in the text as numbers, and the zeros stated in words.
    pub figures: Vec<ImportedFigure>,
    /// The documents cited between 《 and 》, each once.
    pub citations: Vec<ImportedCitation>,
    /// The known laws cited by their names alone, each once.
    pub named_laws: Vec<ImportedCitation>,
    /// Which headings hold which statutory part.
    pub parts: ImportedParts,
    /// Path and topic of every section on measures that has one.
    #[serde(skip)]
    pub topics: Vec<(String, String)>,
    /// The text as Markdown; markup and layout white space apart it is the text.
    pub markdown: String,
    /// What a person should look at.
    pub warnings: Vec<ImportWarning>,
    /// The words of the text as read, without layout and page furniture; the words of `markdown` are the same.
    #[serde(skip)]
    pub words: String,
    /// Why the text must not be taken over before a person has settled it; the same stand among the warnings.
    #[serde(skip)]
    pub refusals: Vec<ImportWarning>,
    /// Pictures that the Markdown names: file name and content.
    #[serde(skip)]
    pub pictures: Vec<(String, Vec<u8>)>,
    /// Id of the profile it was read with.
    #[serde(skip)]
    pub profile: String,
}

/// Who signed a report, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportSignature {
    /// The signing bodies, joined by `;`.
    pub body: Option<String>,
    /// The day of signing as `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// How a heading stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadingStyle {
    /// A line of its own.
    OwnLine,
    /// The first sentence of its paragraph.
    RunIn,
    /// Joined to the sentence behind it without a mark.
    Glued,
    /// In the middle of a flattened line.
    MidLine,
}

/// One heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportedHeading {
    /// 1 for 一、, 2 for （一）, 3 for 1. and 4 for （1）.
    pub level: u8,
    /// The number as written; `None` where it was lost.
    pub number: Option<String>,
    /// The title as written, without its final 。.
    pub title: String,
    /// The numbers from the top; `#2` marks a repeated number and `?` a lost one.
    pub path: String,
    /// How it stands in the text.
    pub style: HeadingStyle,
    /// 1-based line of the file.
    pub line: usize,
    /// `paren-broken`, `mark-missing`, `number-missing`, `duplicate` or `glued` where it is damaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub malformed: Option<&'static str>,
}

/// One 一是, 二是 … item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportedItem {
    /// 一是, 二是 …
    pub kind: String,
    /// Path of the nearest heading before it; empty before the first heading.
    pub parent: String,
    /// The marker and the first words behind it.
    pub lead: String,
    /// 1-based line of the file.
    pub line: usize,
}

/// One number of the text that is a result of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportedFigure {
    /// Decimal string with 万 and 亿 multiplied out.
    pub value: String,
    /// The unit as written, `元` for 万元.
    pub unit: String,
    /// `ge` (余, 多), `gt` (超过, 逾), `lt` (近) or `about` (约).
    pub approx: Option<Exactness>,
    /// The clause around the number.
    pub quote: String,
    /// The indicator, where its words leave no doubt.
    pub indicator: Option<String>,
    /// A zero stated in words.
    pub zero_claim: bool,
    /// 1-based line of the file.
    pub line: usize,
    /// Path of the heading it stands under.
    #[serde(skip)]
    pub section: String,
    /// What is counted, by the words beside the number.
    #[serde(skip)]
    pub name: String,
    /// How such numbers behave over time.
    #[serde(skip)]
    pub kind: IndicatorKind,
}

/// One document cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportedCitation {
    /// The name as printed, without the marks around it.
    pub name: String,
    /// The name in its normal form.
    pub canonical: String,
    /// The document number behind the name, as printed.
    pub doc_number: Option<String>,
    /// 1-based line of the first mention.
    pub line: usize,
}

/// Which headings (paths) hold which statutory part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportedParts {
    /// 主要举措和成效.
    pub measures: Vec<String>,
    /// 存在的不足.
    pub shortcomings: Vec<String>,
    /// `present` where the shortcomings are explained, else `missing`.
    pub causes: &'static str,
    /// 党政主要负责人履行推进法治建设第一责任人职责.
    pub first_responsible: Vec<String>,
    /// 下一年度安排.
    pub plan: Vec<String>,
    /// 其他.
    pub other: Vec<String>,
}

impl ImportedParts {
    /// The parts of the usual kind of report among those that were found.
    pub(crate) fn of(found: &FoundParts) -> ImportedParts {
        let paths = |id: &str| {
            let held = found.iter().find(|(part, _)| part == id);
            held.map_or_else(Vec::new, |(_, paths)| paths.clone())
        };
        ImportedParts {
            measures: paths("measures"),
            shortcomings: paths("shortcomings"),
            causes: if paths("causes").is_empty() {
                "missing"
            } else {
                "present"
            },
            first_responsible: paths("first_responsible"),
            plan: paths("plan"),
            other: paths("other"),
        }
    }
}

/// Something a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportWarning {
    /// Code of the catalogue of checks.
    pub code: &'static str,
    /// Name of the finding within its code.
    pub name: &'static str,
    /// The words; empty where something is absent.
    pub quote: String,
    /// 1-based line of the file, 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong, in English.
    pub message: String,
    /// What is wrong, in Chinese.
    #[serde(skip)]
    pub message_zh: String,
}
