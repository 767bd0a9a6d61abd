//! The documents that a report cites. Enter at [`citations`]; a name gets its normal form from [`canonical`].

use super::imported::ImportedCitation;
use super::outline::ReportOutline;
use super::words::fold;
pub use crate::report::citation::canonical;
use crate::report::citation::is_document;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*[（(]\s*(?P<n>[\p{Han}]{1,14}[〔\[【（(﹝]?\s*20\d\d[^，。；）)]{0,12}[）)]?[^，。；（(）)]{0,8}号|[\p{Han}]{0,14}(?:令)?第?\d{1,4}号)\s*[）)]",
    )
    .expect("the pattern is constant")
});

/// A name between 《 and 》 with the bytes of its marks.
pub(crate) struct MarkedName<'a> {
    /// What stands between the marks.
    pub(crate) name: &'a str,
    /// Byte of the opening mark.
    pub(crate) start: usize,
    /// Byte behind the closing mark.
    pub(crate) end: usize,
}

/// The outermost 《…》 of a text.
pub(crate) fn marked(text: &str) -> Vec<MarkedName<'_>> {
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push(MarkedName {
                        name: &text[start + '《'.len_utf8()..at],
                        start,
                        end: at + '》'.len_utf8(),
                    });
                }
            }
            _ => {}
        }
    }
    out
}

/// The documents cited, each once, in reading order.
pub(crate) fn citations(outline: &ReportOutline) -> Vec<ImportedCitation> {
    let mut seen = BTreeSet::new();
    let mut out: Vec<ImportedCitation> = Vec::new();
    for block in &outline.blocks {
        let text = block.line.text.as_str();
        for mark in marked(text)
            .into_iter()
            .filter(|mark| is_document(mark.name, &text[..mark.start], &text[mark.end..]))
        {
            let number = NUMBER
                .captures(&text[mark.end..])
                .map(|found| found["n"].trim().to_owned());
            if seen.insert(key(mark.name)) {
                out.push(ImportedCitation {
                    name: mark.name.to_owned(),
                    canonical: canonical(mark.name),
                    doc_number: number,
                    line: block.line.number,
                });
            } else if let (Some(number), Some(known)) = (
                number,
                out.iter_mut()
                    .find(|known| key(&known.name) == key(mark.name)),
            ) {
                known.doc_number.get_or_insert(number);
            }
        }
    }
    out
}

fn key(name: &str) -> String {
    fold(name).replace('<', "〈").replace('>', "〉")
}

#[cfg(test)]
mod tests {
    use super::super::opening::LineRole;
    use super::super::outline::outline;
    use super::super::page::PageLine;
    use super::*;

    fn cited(text: &str) -> Vec<(String, Option<String>)> {
        let lines = vec![(LineRole::Body, PageLine::text(1, text))];
        citations(&outline(lines, &[]))
            .into_iter()
            .map(|cited| (cited.name, cited.doc_number))
            .collect()
    }

    #[test]
    fn documents_are_cited_and_works_are_not() {
        let text = "按照《信访工作条例》《关于印发<要点>的通知》（柏委法办〔2023〕6号）和《广东省<行政执法证>管理办法》，学习《习近平谈治国理政》，放映《山里的判官》等影片，发放《反诈宣传手册》，再学《信访工作条例》。";
        let names: Vec<_> = cited(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "信访工作条例",
                "关于印发<要点>的通知",
                "广东省<行政执法证>管理办法"
            ]
        );
        assert_eq!(cited(text)[1].1.as_deref(), Some("柏委法办〔2023〕6号"));
    }

    #[test]
    fn numbers_are_taken_as_printed_even_when_damaged() {
        assert_eq!(
            cited("《任务分工的通知》（柏委法办20257号）要求")[0]
                .1
                .as_deref(),
            Some("柏委法办20257号")
        );
        assert_eq!(cited("《示范法》（2022版）要求")[0].1, None);
    }

    #[test]
    fn nine_spellings_of_one_name_are_one() {
        for name in [
            "法治政府建设实施纲要（2021—2025年）",
            "法治政府建设实施纲要(2021-2025)",
            "法治政府建设实施纲要（2021–2025 年）",
            "法治政府建设实施纲要2021年-2025年",
        ] {
            assert_eq!(canonical(name), "法治政府建设实施纲要（2021—2025年）");
        }
        assert_eq!(canonical("中华人民共和国民法典"), canonical("民法典"));
    }
}
