//! Which headings hold which statutory part. Enter at [`parts`].

use super::imported::{ImportedHeading, ImportedParts};
use super::opening::LineRole;
use super::outline::ReportOutline;
use crate::report::profile::ReadingRules;
use std::collections::BTreeSet;

/// Finds the parts: by the headings of level 1, and below them where none of level 1 names the part.
pub(crate) fn parts(
    outline: &ReportOutline,
    year: Option<i32>,
    profile: &ReadingRules,
) -> ImportedParts {
    let mut out = ImportedParts {
        causes: "missing",
        ..ImportedParts::default()
    };
    if profile.parts.is_empty() {
        return out;
    }
    for heading in outline.headings.iter().filter(|heading| heading.level == 1) {
        let (parts, path) = (names(&heading.title, year, profile), heading.path.clone());
        for part in parts {
            list(&mut out, part).push(path.clone());
        }
    }
    for part in ["first_responsible", "shortcomings", "plan"] {
        if list(&mut out, part).is_empty() {
            let deeper = outline
                .headings
                .iter()
                .filter(|heading| heading.level > 1 && below(part, heading, year, profile));
            let found: Option<&ImportedHeading> = deeper.min_by_key(|heading| heading.level);
            list(&mut out, part).extend(found.map(|heading| heading.path.clone()));
        }
    }
    if explained(outline, &out, profile) {
        out.causes = "present";
    }
    out
}

/// The sections of a part, to be asked for many blocks.
#[derive(Debug, Clone)]
pub(crate) struct PartSections(BTreeSet<String>);

impl PartSections {
    /// The sections at these paths and all below them.
    pub(crate) fn of<'a>(paths: impl IntoIterator<Item = &'a String>) -> PartSections {
        PartSections(paths.into_iter().cloned().collect())
    }

    /// Whether a section is one of them.
    pub(crate) fn holds(&self, section: &str) -> bool {
        let above = section.match_indices('/').map(|(at, _)| &section[..at]);
        self.0.contains(section) || above.into_iter().any(|path| self.0.contains(path))
    }
}

fn list<'a>(parts: &'a mut ImportedParts, name: &str) -> &'a mut Vec<String> {
    match name {
        "measures" => &mut parts.measures,
        "shortcomings" => &mut parts.shortcomings,
        "first_responsible" => &mut parts.first_responsible,
        "plan" => &mut parts.plan,
        _ => &mut parts.other,
    }
}

/// Words that look ahead, whatever else a heading says: 下步工作措施.
const AHEAD: [&str; 6] = ["下一步", "下步", "下一阶段", "下阶段", "今后", "明年"];

/// The parts that a heading of level 1 names; a topic is a measure.
pub(crate) fn names(title: &str, year: Option<i32>, profile: &ReadingRules) -> Vec<&'static str> {
    if profile.says("first_responsible", title) {
        return vec!["first_responsible"];
    }
    let ahead = next_year(title, year);
    let looks_back = profile.says("measures", title) && !ahead;
    let mut out = Vec::new();
    if profile.says("shortcomings", title) {
        out.push("shortcomings");
    }
    if ahead
        || profile.says("plan", title)
            && (!looks_back || AHEAD.iter().any(|words| title.contains(words)))
    {
        out.push("plan");
    }
    if out.is_empty() && profile.says("other", title) && !looks_back {
        out.push("other");
    }
    // Only the usual kind of report has one part for whatever is no other.
    if out.is_empty() && profile.parts.contains_key("measures") {
        out.push("measures");
    }
    out
}

/// Whether a title names the year after the one reported on.
fn next_year(title: &str, year: Option<i32>) -> bool {
    year.is_some_and(|year| title.replace(' ', "").contains(&format!("{}年", year + 1)))
}

/// Whether a heading below level 1 names a part that no heading of level 1 does.
fn below(part: &str, heading: &ImportedHeading, year: Option<i32>, profile: &ReadingRules) -> bool {
    match part {
        "first_responsible" => profile.says(part, &heading.title) && heading.title.contains("责任"),
        "plan" => {
            heading.level == 2
                && (next_year(&heading.title, year) || heading.title.contains("下一步"))
                && profile.says(part, &heading.title)
        }
        _ => {
            heading.level == 2
                && profile.says(part, &heading.title)
                && heading.title.contains("存在")
        }
    }
}

/// Whether the text of the shortcomings gives reasons.
fn explained(outline: &ReportOutline, parts: &ImportedParts, profile: &ReadingRules) -> bool {
    let within = |section: &str| {
        parts
            .shortcomings
            .iter()
            .any(|path| section == path || section.starts_with(&format!("{path}/")))
    };
    outline
        .blocks
        .iter()
        .filter(|block| block.role == LineRole::Body && within(&block.section))
        .any(|block| {
            let own_heading = block
                .heading
                .is_some_and(|index| parts.shortcomings.contains(&outline.headings[index].path));
            let text = if own_heading {
                &block.line.text[block.lead..]
            } else {
                block.line.text.as_str()
            };
            profile.causes.is_match(text)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportKind;

    #[test]
    fn headings_of_level_one_are_classified() {
        let cases: [(&str, &[&str]); 14] = [
            ("2022年度推进法治政府建设的主要举措和成效", &["measures"]),
            ("主要做法", &["measures"]),
            ("坚持依法行政，规范权力运行", &["measures"]),
            ("2022年重点工作开展情况", &["measures"]),
            ("存在的不足和原因", &["shortcomings"]),
            ("存在问题及下一步工作计划", &["shortcomings", "plan"]),
            (
                "党政主要负责人履行推进法治建设第一责任人职责情况",
                &["first_responsible"],
            ),
            ("党政主要负责人履职情况", &["first_responsible"]),
            ("2023年主要安排", &["plan"]),
            ("下一步工作计划", &["plan"]),
            ("2023 年工作思路", &["plan"]),
            ("2023年法治政府建设重点", &["plan"]),
            ("其他需要报告的事项", &["other"]),
            (
                "存在的问题、原因及2023年工作打算",
                &["shortcomings", "plan"],
            ),
        ];
        for (title, want) in cases {
            assert_eq!(
                names(title, Some(2022), ReportKind::default_profile().reading()),
                want,
                "{title}"
            );
        }
    }
}
