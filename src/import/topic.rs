//! Which task of the outline a section reports on. Enter at [`topics`].

use super::imported::ImportedReport;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct TopicTerms {
    topics: Vec<(String, String)>,
}

static TOPICS: LazyLock<Vec<(String, Regex)>> = LazyLock::new(|| {
    let terms: TopicTerms = serde_yaml::from_str(include_str!("terms/topics.yaml"))
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
pub fn topic(title: &str) -> Option<&'static str> {
    let first = title.split(['，', ',']).next().unwrap_or(title);
    [first, title].into_iter().find_map(|words| {
        TOPICS
            .iter()
            .find(|(_, pattern)| pattern.is_match(words))
            .map(|(id, _)| id.as_str())
    })
}

/// Section path and topic of every section on measures that has one, in reading order.
pub(crate) fn topics(report: &ImportedReport) -> Vec<(String, String)> {
    let measures = &report.parts.measures;
    let several = measures.len() > 2;
    let wanted = |level: u8, path: &str| {
        let top = path.split('/').next().unwrap_or("");
        measures.iter().any(|measure| measure == top) && (level == 2 || level == 1 && several)
    };
    report
        .headings
        .iter()
        .filter(|heading| wanted(heading.level, &heading.path))
        .filter_map(|heading| Some((heading.path.clone(), topic(&heading.title)?.to_owned())))
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
            assert_eq!(topic(title), Some(want), "{title}");
        }
        assert_eq!(topic("其他"), None);
    }
}
