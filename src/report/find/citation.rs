//! Documents that a text cites. Enter at [`citations`]; [`cited_names`] is the same for one paragraph.

use super::law;
use crate::report::{ReportText, Spot};
use regex::Regex;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// A document cited in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedDocument {
    /// Name as printed, without the outer marks.
    pub name: String,
    /// Normalised name.
    pub canonical: String,
    /// Whether it stands between 《 and 》.
    pub marked: bool,
    /// Document number as printed behind the name.
    pub document_number: Option<String>,
    /// Where it stands, outer marks included.
    pub spot: Spot,
}

#[derive(Deserialize)]
struct CitationTerms {
    documents: Vec<String>,
    works: Vec<String>,
    before: String,
    after: String,
    bare_before: String,
    bare_after: String,
}

struct CitationRules {
    documents: Vec<String>,
    works: Vec<String>,
    before: Regex,
    after: Regex,
    bare_before: Regex,
    bare_after: Regex,
}

static RULES: LazyLock<CitationRules> = LazyLock::new(|| {
    let terms: CitationTerms = serde_yaml::from_str(include_str!("data/citations.yaml"))
        .expect("the embedded terms are tested");
    let pattern = |text: &str| Regex::new(text).expect("the embedded patterns are tested");
    CitationRules {
        before: pattern(&terms.before),
        after: pattern(&terms.after),
        bare_before: pattern(&terms.bare_before),
        bare_after: pattern(&terms.bare_after),
        documents: terms.documents,
        works: terms.works,
    }
});

/// How many characters around a name without marks say whether it cites.
const AROUND: usize = 8;

/// A document that a paragraph cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CitedName<'a> {
    /// Name as printed, without the outer marks.
    pub(crate) name: &'a str,
    /// Whether it stands between 《 and 》.
    pub(crate) marked: bool,
    /// Document number as printed behind the name.
    pub(crate) document_number: Option<String>,
    /// Its bytes, outer marks included.
    pub(crate) range: Range<usize>,
}

/// Every citation of a text in reading order.
pub fn citations(text: &ReportText) -> Vec<CitedDocument> {
    let mut found = Vec::new();
    for (section, s) in text.sections.iter().enumerate() {
        for (block, b) in s.blocks.iter().enumerate() {
            found.extend(cited_names(&b.plain).into_iter().map(|one| CitedDocument {
                name: one.name.to_owned(),
                canonical: canonical(one.name),
                marked: one.marked,
                document_number: one.document_number,
                spot: Spot {
                    section,
                    block,
                    range: one.range,
                },
            }));
        }
    }
    found
}

/// What a paragraph cites, in reading order: names between 《 and 》, and known laws by their names alone. Books, films and
/// leaflets are none.
pub(crate) fn cited_names(text: &str) -> Vec<CitedName<'_>> {
    let marked = marked(text);
    let documents = marked
        .iter()
        .filter(|mark| is_document(mark.name, &text[..mark.start], &text[mark.end..]));
    let mut found: Vec<CitedName<'_>> = documents
        .map(|mark| CitedName {
            name: mark.name,
            marked: true,
            document_number: printed_number(&text[mark.end..]),
            range: mark.start..mark.end,
        })
        .collect();
    found.extend(bare(text, &marked).into_iter().map(|range| CitedName {
        name: &text[range.clone()],
        marked: false,
        document_number: None,
        range,
    }));
    found.sort_by_key(|one| one.range.start);
    found
}

/// A name between 《 and 》 with the bytes of its marks.
pub(crate) struct MarkedName<'a> {
    /// What stands between the marks.
    pub(crate) name: &'a str,
    /// Byte of the opening mark.
    pub(crate) start: usize,
    /// Byte behind the closing mark.
    pub(crate) end: usize,
}

/// The outermost 《…》 of a text; an unclosed 《 marks nothing.
pub(crate) fn marked(text: &str) -> Vec<MarkedName<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '《' => open.push(at),
            '》' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    found.push(MarkedName {
                        name: &text[start + '《'.len_utf8()..at],
                        start,
                        end: at + '》'.len_utf8(),
                    });
                }
            }
            '。' => open.clear(),
            _ => {}
        }
    }
    found
}

/// Known laws that are named without marks, in reading order; a name inside longer words names none.
fn bare(plain: &str, marked: &[MarkedName<'_>]) -> Vec<Range<usize>> {
    let mut taken: Vec<Range<usize>> = marked.iter().map(|mark| mark.start..mark.end).collect();
    let mut found = Vec::new();
    for name in law::bare_names() {
        for (start, _) in plain.match_indices(name) {
            let range = start..start + name.len();
            let is_free = taken
                .iter()
                .all(|other| other.end <= range.start || range.end <= other.start);
            if !is_free {
                continue;
            }
            // A longer name is looked for first, so its parts are not looked at again.
            taken.push(range.clone());
            let before: String = {
                let near: Vec<char> = plain[..start].chars().rev().take(AROUND).collect();
                near.into_iter().rev().collect()
            };
            let before = before.trim_end_matches("中华人民共和国");
            let after: String = plain[range.end..].chars().take(AROUND).collect();
            if RULES.bare_before.is_match(before) && RULES.bare_after.is_match(&after) {
                found.push(range);
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Whether a name between marks is that of a document, by its end and by the words around it.
fn is_document(name: &str, before: &str, after: &str) -> bool {
    let terms = &*RULES;
    let bare = name
        .trim_end_matches(['）', ')'])
        .split(['（', '('])
        .next()
        .unwrap_or("")
        .trim();
    let bare = if bare.is_empty() { name } else { bare };
    let ends = terms
        .documents
        .iter()
        .any(|end| bare.ends_with(end.as_str()) || name.ends_with(end.as_str()));
    ends && !terms.works.iter().any(|work| name.contains(work.as_str()))
        && !terms.before.is_match(before)
        && !terms.after.is_match(after)
}

/// The document number in brackets right behind a name: `（厅字〔2019〕28号）`.
fn printed_number(after: &str) -> Option<String> {
    let inner = after.trim_start().strip_prefix(['（', '('])?;
    let mut depth = 0;
    let end = inner.char_indices().find(|(_, c)| {
        depth += i32::from(matches!(c, '（' | '('));
        depth -= i32::from(matches!(c, '）' | ')'));
        depth < 0
    })?;
    let printed = inner[..end.0].trim();
    let digits = printed.chars().filter(char::is_ascii_digit).count();
    (printed.ends_with('号') && digits > 0 && printed.chars().count() <= 30)
        .then(|| printed.to_string())
}

/// The normal form of a name: inner marks 〈〉, full-width brackets, one dash, a period as （2021—2025年）, no spaces, no
/// 中华人民共和国; other names of a known document become its name.
pub(crate) fn canonical(name: &str) -> String {
    let mut folded = String::new();
    for c in name.chars().filter(|c| !c.is_whitespace()) {
        folded.push(match c {
            '<' | '＜' | '《' => '〈',
            '>' | '＞' | '》' => '〉',
            '(' => '（',
            ')' => '）',
            other => other,
        });
    }
    let period = with_period(&folded);
    let bare = period
        .strip_prefix("中华人民共和国")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&period);
    law::in_full(bare).unwrap_or(bare).to_string()
}

/// A period of years at the end in one spelling: `2021-2025`, `（2021年-2025年）` and `20212025年` become `（2021—2025年）`.
fn with_period(name: &str) -> String {
    let bare = name.trim_end_matches('）').trim_end_matches('年');
    let (front, to) = split_year(bare);
    let joined = front.trim_end_matches(['—', '-', '–', '－', '―', '~', '～', '至', '年']);
    let (front, from) = split_year(joined);
    match (from, to) {
        (Some(from), Some(to)) if from < to => {
            format!("{}（{from}—{to}年）", front.trim_end_matches('（'))
        }
        _ => name.to_string(),
    }
}

/// The text before a year 19xx or 20xx at the end, and the year.
fn split_year(text: &str) -> (&str, Option<u16>) {
    let split = text
        .len()
        .checked_sub(4)
        .filter(|at| text.is_char_boundary(*at));
    let year = split
        .and_then(|at| text[at..].parse::<u16>().ok())
        .filter(|year| (1900..2100).contains(year));
    match (split, year) {
        (Some(at), Some(year)) => (&text[..at], Some(year)),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text::read;

    /// Printed name, normal name and number of each citation.
    fn check(markdown: &str, expect: &[(&str, &str, Option<&str>)]) {
        let text = read(markdown);
        let found = citations(&text);
        let shown: Vec<_> = found
            .iter()
            .map(|c| {
                (
                    c.name.as_str(),
                    c.canonical.as_str(),
                    c.document_number.as_deref(),
                )
            })
            .collect();
        assert_eq!(shown, expect);
        for citation in &found {
            let words = if citation.marked {
                format!("《{}》", citation.name)
            } else {
                citation.name.clone()
            };
            assert_eq!(text.words(&citation.spot), words);
        }
    }

    #[test]
    fn spellings_of_one_document_have_one_normal_name() {
        for name in [
            "法治政府建设实施纲要（2021—2025年）",
            "法治政府建设实施纲要(2021-2025年)",
            "法治政府建设实施纲要（2021 – 2025）",
            "法治政府建设实施纲要(20212025年)",
        ] {
            assert_eq!(canonical(name), "法治政府建设实施纲要（2021—2025年）");
        }
        assert_eq!(canonical("中华人民共和国民法典"), "民法典");
        assert_eq!(
            canonical("中华人民共和国农村土地承包法"),
            canonical("土地承包法")
        );
        assert_eq!(canonical("某镇2021年工作要点"), "某镇2021年工作要点");
    }

    #[test]
    fn inner_marks_in_any_spelling_are_part_of_the_name() {
        check(
            "按《广东省<行政执法证>管理办法》和《关于印发〈要点〉的通知》（柏委法办〔2023〕6号）执行。",
            &[
                (
                    "广东省<行政执法证>管理办法",
                    "广东省〈行政执法证〉管理办法",
                    None,
                ),
                (
                    "关于印发〈要点〉的通知",
                    "关于印发〈要点〉的通知",
                    Some("柏委法办〔2023〕6号"),
                ),
            ],
        );
    }

    #[test]
    fn books_films_and_leaflets_are_no_documents() {
        check(
            "学习《习近平谈治国理政》，观看专题片《法镇》，发放《反诈宣传手册》，落实《信访工作条例》。",
            &[("信访工作条例", "信访工作条例", None)],
        );
    }

    #[test]
    fn official_papers_of_every_kind_are_documents() {
        for name in [
            "政府信息公开工作年度报告格式",
            "关于禁止焚烧秸秆的通告",
            "镇长办公会议纪要",
            "行政执法主体名录",
        ] {
            check(&format!("按照《{name}》办理。"), &[(name, name, None)]);
        }
    }

    #[test]
    fn a_known_law_is_cited_without_marks_and_longer_words_cite_nothing() {
        check(
            "依据民法典和新修订的行政处罚法第三十三条办理，学习行政复议法、治安管理处罚法等。",
            &[
                ("民法典", "民法典", None),
                ("行政处罚法", "行政处罚法", None),
                ("行政复议法", "行政复议法", None),
                ("治安管理处罚法", "治安管理处罚法", None),
            ],
        );
        check(
            "结合民法典宣传月建成民法典主题公园，落实行政复议法实施条例，参观民法典长廊，行政处罚法定职责清晰，《岚江省行政处罚法实施办法》。",
            &[
                ("行政复议法实施条例", "行政复议法实施条例", None),
                ("岚江省行政处罚法实施办法", "岚江省行政处罚法实施办法", None),
            ],
        );
    }

    #[test]
    fn a_period_behind_the_name_is_no_document_number() {
        check(
            "落实《信访工作条例》（以下简称条例）。",
            &[("信访工作条例", "信访工作条例", None)],
        );
    }

    #[test]
    fn an_unclosed_mark_cites_nothing() {
        check(
            "落实《信访工作条例。再学《宪法》。",
            &[("宪法", "宪法", None)],
        );
    }
}
