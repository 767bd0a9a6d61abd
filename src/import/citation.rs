//! The documents that a report cites. Enter at [`citations`]; a name gets its normal form from [`canonical`].

use super::imported::ImportedCitation;
use super::outline::ReportOutline;
pub(crate) use crate::report::find::citation::canonical;
use crate::report::find::citation::cited_names;
use std::collections::BTreeMap;

/// The documents cited, each once, in reading order: those between 《 and 》, then the laws cited by their names alone. A number
/// that stands behind a later mention is taken over.
pub(crate) fn citations(outline: &ReportOutline) -> [Vec<ImportedCitation>; 2] {
    let mut found: [Vec<ImportedCitation>; 2] = Default::default();
    let mut known: BTreeMap<(bool, String), usize> = BTreeMap::new();
    let each = outline.blocks.iter().flat_map(|block| {
        let cited = cited_names(&block.line.text).into_iter();
        cited.map(|one| (block.line.number, one))
    });
    for (line, cited) in each {
        let list = &mut found[usize::from(!cited.marked)];
        let canonical = canonical(cited.name);
        // A scan of all that were found before would take quadratic time.
        let key = (cited.marked, canonical.clone());
        let at = *known.entry(key).or_insert(list.len());
        match list.get_mut(at) {
            Some(first) => first.doc_number = first.doc_number.take().or(cited.document_number),
            None => list.push(ImportedCitation {
                name: cited.name.to_owned(),
                canonical,
                doc_number: cited.document_number,
                line,
            }),
        }
    }
    let [_, bare] = &mut found;
    bare.retain(|law| !known.contains_key(&(true, law.canonical.clone())));
    found
}

#[cfg(test)]
mod tests {
    use super::super::opening::LineRole;
    use super::super::outline::outline;
    use super::super::page::PageLine;
    use super::*;

    fn cited(text: &str) -> Vec<(String, Option<String>)> {
        let lines = vec![(LineRole::Body, PageLine::text(1, text))];
        let [marked, _] = citations(&outline(lines, &[]));
        marked
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
    fn laws_cited_by_their_names_alone_are_found_as_on_the_site() {
        let text = "依据民法典和《行政处罚法》办理，学习行政处罚法，举办民法典宣传月。";
        let lines = vec![(LineRole::Body, PageLine::text(1, text))];
        let [marked, bare] = citations(&outline(lines, &[]));
        let names = |list: Vec<ImportedCitation>| -> Vec<String> {
            list.into_iter().map(|one| one.name).collect()
        };
        assert_eq!(
            (names(marked), names(bare)),
            (vec!["行政处罚法".to_owned()], vec!["民法典".to_owned()])
        );
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
