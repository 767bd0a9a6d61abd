//! Which task of the outline a section reports on. Enter at [`find_topics`].

use crate::report::text::{ReportText, TextSection};
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct TopicTerms {
    topics: Vec<(String, String)>,
}

static TOPICS: LazyLock<Vec<(String, Regex)>> = LazyLock::new(|| {
    let terms: TopicTerms = serde_yaml::from_str(include_str!("data/topics.yaml"))
        .expect("the embedded terms are tested");
    terms
        .topics
        .into_iter()
        .map(|(id, words)| {
            (
                id,
                Regex::new(&words).expect("the embedded patterns are tested"),
            )
        })
        .collect()
});

/// The topic of a heading: its first clause decides, the whole of it where the first says nothing.
pub(crate) fn topic_of(title: &str) -> Option<&'static str> {
    let first = title.split(['，', ',']).next().unwrap_or(title);
    [first, title].into_iter().find_map(|words| {
        TOPICS
            .iter()
            .find(|(_, pattern)| pattern.is_match(words))
            .map(|(id, _)| id.as_str())
    })
}

/// Section path and topic of every section on measures that has one, in reading order.
///
/// Topics stand on level 2; where more than two sections of level 1 are measures, these are the topics themselves. More than two: one
/// part 主要做法 beside one 工作成效 is common, three are tasks. The bound was settled on the labelled reports in `tests/cases`.
pub(crate) fn find_topics(text: &ReportText, measures: &[String]) -> Vec<(String, String)> {
    let several = measures.len() > 2;
    let wanted = |section: &&TextSection| {
        let top = section.path.split('/').next().unwrap_or("");
        measures.iter().any(|measure| measure == top)
            && (section.level == 2 || section.level == 1 && several)
    };
    text.sections
        .iter()
        .filter(wanted)
        .filter_map(|section| Some((section.path.clone(), topic_of(&section.title)?.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_tasks_of_the_outline_are_known_by_their_headings() {
        let cases = [
            ("依法履行政府职能", "functions"),
            ("完善依法行政制度体系", "rulemaking"),
            ("推进行政决策科学化、民主化、法治化", "decision"),
            ("坚持严格规范公正文明执法", "enforcement"),
            ("强化对行政权力的制约和监督", "oversight"),
            ("依法有效化解社会矛盾纠纷", "disputes"),
            ("加强普法宣传", "publicity"),
            ("组织保障和落实机制方面", "leadership"),
        ];
        for (title, want) in cases {
            assert_eq!(topic_of(title), Some(want), "{title}");
        }
        assert_eq!(topic_of("其他"), None);
    }
}
