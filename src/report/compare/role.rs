//! Which part of a report a sentence belongs to, so that a plan is never taken for its later report. Enter at [`roles`].

use super::masked::fold;
use crate::report::Report;
use crate::report::text::{BlockKind, numbering::fold_path};
use serde::Deserialize;
use std::sync::LazyLock;

/// The part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SectionRole {
    /// Before the first heading.
    Preamble,
    /// 主要举措和成效
    Measures,
    /// 存在的不足和原因
    Shortcomings,
    /// 党政主要负责人履行第一责任人职责情况
    FirstResponsible,
    /// 下一年度安排
    Plan,
    /// 其他需要报告的事项
    Other,
    /// Signature and date.
    Signature,
}

impl SectionRole {
    /// Whether sentences of these parts can be the same sentence; a plan, a shortcoming and a result never can.
    pub(crate) fn can_meet(self, other: SectionRole) -> bool {
        let results = |role| {
            matches!(
                role,
                SectionRole::Measures | SectionRole::FirstResponsible | SectionRole::Other
            )
        };
        self == other || (results(self) && results(other))
    }
}

#[derive(Deserialize)]
struct RoleWords {
    first_responsible: Vec<String>,
    shortcomings: Vec<String>,
    plan: Vec<String>,
    other: Vec<String>,
    plan_begins: Vec<String>,
}

static WORDS: LazyLock<RoleWords> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("../data/roles.yaml")).expect("the embedded words are tested")
});

/// The part of every sentence of a report, in the order of [`crate::report::Text::lines`].
///
/// Declared parts come first; a section below none of them is known by its heading. In a section that is both shortcomings and
/// plan, the plan begins with the first sentence that looks ahead (今后, 下一步).
pub(crate) fn roles(report: &Report) -> Vec<SectionRole> {
    let sections: Vec<Vec<SectionRole>> = (0..report.text.sections.len())
        .map(|at| section_roles(report, at))
        .collect();
    let mut planned = false;
    let mut last = usize::MAX;
    report
        .text
        .lines()
        .map(|line| {
            let here = &sections[line.section_index];
            planned &= line.section_index == last || sections.get(last) == Some(here);
            last = line.section_index;
            if line.block.kind == BlockKind::Signature {
                return SectionRole::Signature;
            }
            if let [SectionRole::Shortcomings, SectionRole::Plan] = here[..] {
                planned |= line.block.kind != BlockKind::Heading && looks_ahead(line.words());
                return if planned {
                    SectionRole::Plan
                } else {
                    SectionRole::Shortcomings
                };
            }
            here[0]
        })
        .collect()
}

/// The parts of a section, in the order shortcomings, plan where it is both. Never empty.
pub(crate) fn section_roles(report: &Report, at: usize) -> Vec<SectionRole> {
    let section = &report.text.sections[at];
    if section.level == 0 {
        return vec![SectionRole::Preamble];
    }
    let path = fold_path(&section.path);
    let mut best = 0;
    let mut roles = Vec::new();
    for (part, paths) in &report.parts {
        for above in paths
            .iter()
            .map(|p| fold_path(p))
            .filter(|above| is_below(&path, above))
        {
            if above.len() > best {
                roles.clear();
                best = above.len();
            }
            if above.len() == best {
                roles.push(by_id(part));
            }
        }
    }
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        by_heading(report, &path)
    } else {
        roles
    }
}

/// Whether a folded path is the other or below it.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn by_id(part: &str) -> SectionRole {
    match part {
        "shortcomings" | "causes" => SectionRole::Shortcomings,
        "first_responsible" => SectionRole::FirstResponsible,
        "plan" => SectionRole::Plan,
        "other" => SectionRole::Other,
        _ => SectionRole::Measures,
    }
}

/// The part by the headings from the top to the section; the first that names one decides.
fn by_heading(report: &Report, path: &str) -> Vec<SectionRole> {
    for section in report
        .text
        .sections
        .iter()
        .filter(|s| s.level > 0 && is_below(path, &fold_path(&s.path)))
    {
        let roles = by_title(&section.title);
        if !roles.is_empty() {
            return roles;
        }
    }
    vec![SectionRole::Measures]
}

fn by_title(title: &str) -> Vec<SectionRole> {
    let says = |words: &[String]| words.iter().any(|word| title.contains(word.as_str()));
    if says(&WORDS.first_responsible) {
        return vec![SectionRole::FirstResponsible];
    }
    let mut roles = Vec::new();
    if says(&WORDS.shortcomings) {
        roles.push(SectionRole::Shortcomings);
    }
    if says(&WORDS.plan) {
        roles.push(SectionRole::Plan);
    }
    if roles.is_empty() && says(&WORDS.other) {
        roles.push(SectionRole::Other);
    }
    roles
}

/// Whether a sentence opens the plan inside a merged section.
fn looks_ahead(words: &str) -> bool {
    let folded = fold(words);
    let year =
        folded.starts_with("20") && folded.chars().nth(4) == Some('年') && folded.contains('将');
    year || WORDS
        .plan_begins
        .iter()
        .any(|cue| folded.starts_with(cue.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn parts_are_known_by_headings_where_they_are_not_declared() {
        let text = report(
            "前言。\n\n## 一、主要做法\n\n做了。\n\n## 二、存在问题及下一步工作计划\n\n有不足。\n\n今后，要改。\n\n一是学习。\n\n## 三、履行第一责任人职责情况\n\n履行。\n\n某镇人民政府\n\n2020年12月16日\n",
        );
        let roles: Vec<SectionRole> = roles(&text).into_iter().collect();
        use SectionRole::*;
        let expect = [
            Preamble,
            Measures,
            Measures,
            Shortcomings,
            Shortcomings,
            Plan,
            Plan,
            FirstResponsible,
            FirstResponsible,
            Signature,
            Signature,
        ];
        assert_eq!(roles, expect);
    }

    #[test]
    fn declared_parts_decide_and_the_longest_path_wins() {
        let mut text = report("## 一、甲\n\n文。\n\n### （七）乙\n\n字。\n");
        text.parts = vec![
            ("measures".into(), vec!["一、".into()]),
            ("first_responsible".into(), vec!["一、/(七)".into()]),
        ];
        assert_eq!(
            roles(&text),
            [
                SectionRole::Measures,
                SectionRole::Measures,
                SectionRole::FirstResponsible,
                SectionRole::FirstResponsible
            ]
        );
    }

    #[test]
    fn a_plan_meets_nothing_but_a_plan() {
        assert!(
            SectionRole::Plan.can_meet(SectionRole::Plan)
                && SectionRole::Measures.can_meet(SectionRole::FirstResponsible)
        );
        assert!(
            !SectionRole::Plan.can_meet(SectionRole::Measures)
                && !SectionRole::Shortcomings.can_meet(SectionRole::Plan)
        );
    }
}
