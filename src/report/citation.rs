//! Documents that a text cites. Enter at [`citations`].

use super::{Spot, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A document cited in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Name as printed, without the outer marks.
    pub name: String,
    /// Normalised name.
    pub canonical: String,
    /// Document number as printed behind the name.
    pub document_number: Option<String>,
    /// Where it stands, the outer marks included.
    pub spot: Spot,
}

#[derive(Deserialize)]
struct Law {
    name: String,
    also: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    laws: Vec<Law>,
    works: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("data/laws.yaml")).expect("the embedded names are tested")
});

/// Short and other names to the normal one.
static SHORT: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let pairs = NAMES.laws.iter().flat_map(|law| {
        law.also
            .iter()
            .map(|short| (short.as_str(), law.name.as_str()))
    });
    pairs.collect()
});

/// How many characters before 《 and behind 》 say what stands between.
const AROUND: usize = 8;

/// Every citation in reading order. Books, films and leaflets are none.
pub fn citations(text: &Text) -> Vec<Citation> {
    let mut found = Vec::new();
    for (section, s) in text.sections.iter().enumerate() {
        for (block, b) in s.blocks.iter().enumerate() {
            for (start, end) in marked(&b.plain) {
                let name = &b.plain[start + '《'.len_utf8()..end - '》'.len_utf8()];
                if name.trim().is_empty() || is_work(name, &b.plain[..start], &b.plain[end..]) {
                    continue;
                }
                found.push(Citation {
                    name: name.to_string(),
                    canonical: canonical(name),
                    document_number: number(&b.plain[end..]),
                    spot: Spot {
                        section,
                        block,
                        range: start..end,
                    },
                });
            }
        }
    }
    found
}

/// Bytes of each outermost 《…》, marks included; an unclosed 《 marks nothing.
fn marked(plain: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in plain.char_indices() {
        match c {
            '《' => open.push(at),
            '》' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    found.push((start, at + c.len_utf8()));
                }
            }
            '。' => open.clear(),
            _ => {}
        }
    }
    found
}

/// Whether a name is that of a book, a film or a leaflet, by itself or by the words around it.
fn is_work(name: &str, before: &str, after: &str) -> bool {
    let clause = before
        .rsplit(['，', '。', '；', '》', ',', ';'])
        .next()
        .unwrap_or_default();
    let skip = clause.chars().count().saturating_sub(AROUND);
    let near: String = clause.chars().skip(skip).collect();
    let behind: String = after.chars().take(AROUND).collect();
    NAMES.works.iter().any(|word| name.contains(word.as_str()))
        || NAMES.before.iter().any(|word| near.contains(word.as_str()))
        || NAMES
            .after
            .iter()
            .any(|word| behind.starts_with(word.as_str()))
}

/// The document number in brackets right behind a name: `（厅字〔2019〕28号）`.
fn number(after: &str) -> Option<String> {
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
pub fn canonical(name: &str) -> String {
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
    SHORT
        .get(bare)
        .map_or_else(|| bare.to_string(), |name| (*name).to_string())
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
    use super::super::text::read;
    use super::*;

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
            assert_eq!(text.words(&citation.spot), format!("《{}》", citation.name));
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
