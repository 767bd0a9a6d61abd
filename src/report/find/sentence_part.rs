//! Which part of a report a sentence belongs to, so that a plan is never taken for its later report. Enter at [`roles`].

use crate::report::Report;
use crate::report::text::{BlockKind, SentenceContext, numbering::fold_path};

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

/// The part of every sentence of a report, in the order of [`crate::report::ReportText::lines`].
///
/// The innermost section that holds a part decides; what stands in none is a measure. In a section that is both shortcomings and
/// plan, the plan begins where the report was found to turn to it.
pub(crate) fn roles(report: &Report) -> Vec<SectionRole> {
    let sections: Vec<Vec<SectionRole>> = (0..report.text.sections.len())
        .map(|at| section_roles(report, at))
        .collect();
    let role = |line: SentenceContext<'_>| match sections[line.section_index][..] {
        _ if line.block.kind == BlockKind::Signature => SectionRole::Signature,
        [SectionRole::Shortcomings, SectionRole::Plan] if is_planned(report, line) => {
            SectionRole::Plan
        }
        _ => sections[line.section_index][0],
    };
    report.text.lines().map(role).collect()
}

/// Whether a sentence of a merged section stands behind the one that turns to the plan.
fn is_planned(report: &Report, line: SentenceContext<'_>) -> bool {
    let place = (
        line.section_index,
        line.block_index,
        line.sentence.range.start,
    );
    report.plan_turns.iter().any(|turn| {
        let from = (turn.at.section, turn.at.block, turn.at.range.start);
        from <= place && line.section.is_within(&turn.within)
    })
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
                roles.push(role_of_part(part));
            }
        }
    }
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        roles.push(SectionRole::Measures);
    }
    roles
}

/// Whether a folded path is the other or below it.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn role_of_part(part: &str) -> SectionRole {
    match part {
        "shortcomings" | "causes" | "problems" => SectionRole::Shortcomings,
        "first_responsible" => SectionRole::FirstResponsible,
        "plan" => SectionRole::Plan,
        "other" => SectionRole::Other,
        _ => SectionRole::Measures,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::compare::tests::report;

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
