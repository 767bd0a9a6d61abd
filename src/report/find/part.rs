//! Which sections hold which statutory part. Enter at [`find_parts`].

use crate::report::profile::{ReadingRules, ReportKind, StatutoryPart};
use crate::report::text::{BlockKind, ReportText, TextSection};
use crate::report::{PlanTurn, Report};
use std::collections::{BTreeMap, BTreeSet};

/// Part id to the paths of the sections that hold it.
pub(crate) type FoundParts = Vec<(String, Vec<String>)>;

/// Parts that may stand below another part's heading, where no heading of level 1 names them.
const DEEPER: [&str; 3] = ["first_responsible", "shortcomings", "plan"];

/// Words that look ahead, whatever else a heading says: 下步工作措施.
const AHEAD: [&str; 6] = ["下一步", "下步", "下一阶段", "下阶段", "今后", "明年"];

/// The parts of a text, in the order of its kind; a part that no section holds is left out.
///
/// The headings of level 1 decide, each by its own words; only a part that none of them names is looked for below them, then in a
/// heading that another part claims. Every section is looked at a fixed number of times, so the cost grows with the text.
/// Words and their order of trial were settled on the headings of the labelled reports in `tests/cases`.
pub(crate) fn find_parts(text: &ReportText, year: Option<i32>, kind: &ReportKind) -> FoundParts {
    let rules = kind.reading();
    let mut found: BTreeMap<&str, Vec<&TextSection>> = BTreeMap::new();
    let tops = || text.sections.iter().filter(|section| section.level == 1);
    for section in tops() {
        for part in parts_of_heading(&section.title, year, rules) {
            found.entry(part).or_default().push(section);
        }
    }
    for part in DEEPER
        .into_iter()
        .filter(|part| rules.parts.contains_key(*part))
    {
        if !found.contains_key(part) {
            let below = text
                .sections
                .iter()
                .filter(|one| stands_below(part, one, year, rules));
            let highest = below.min_by_key(|section| section.level);
            found.extend(highest.map(|section| (part, vec![section])));
        }
    }
    // 工作成效及存在问题 is the part on shortcomings; a report without another holds its measures there too.
    if !found.contains_key("measures") {
        let merged: Vec<&TextSection> = tops()
            .filter(|one| rules.says("measures", &one.title))
            .collect();
        if !merged.is_empty() {
            found.insert("measures", merged);
        }
    }
    for part in &kind.parts {
        let within = within(text, part, &found, rules);
        if !within.is_empty() {
            found.insert(&part.id, within);
        }
    }
    let paths = |id: &str| {
        let held = found.get(id)?;
        Some((
            id.to_owned(),
            held.iter().map(|section| section.path.clone()).collect(),
        ))
    };
    kind.part_ids().filter_map(paths).collect()
}

/// The sections at these paths and all below them, to be asked for many blocks.
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

/// The parts that a heading of level 1 names; in the usual kind of report, whatever names none is a measure.
pub(crate) fn parts_of_heading<'k>(
    title: &str,
    year: Option<i32>,
    rules: &'k ReadingRules,
) -> Vec<&'k str> {
    let id = |part: &str| rules.parts.get_key_value(part).map(|(id, _)| id.as_str());
    if rules.says("first_responsible", title) {
        return id("first_responsible").into_iter().collect();
    }
    let ahead = names_next_year(title, year);
    let looks_back = rules.says("measures", title) && !ahead;
    let plans = rules.says("plan", title)
        && (!looks_back || AHEAD.iter().any(|words| title.contains(words)));
    let named = rules
        .parts
        .iter()
        .filter(|(part, words)| match part.as_str() {
            "measures" | "first_responsible" | "other" => false,
            "plan" => ahead || plans,
            _ => words.is_match(title),
        });
    let mut out: Vec<&str> = named.map(|(part, _)| part.as_str()).collect();
    // 存在问题及下一步计划: what was wanting comes before what is planned.
    out.sort_by_key(|part| *part == "plan");
    if out.is_empty() && rules.says("other", title) && !looks_back {
        out.extend(id("other"));
    }
    if out.is_empty() {
        out.extend(id("measures"));
    }
    out
}

/// Whether a title names the year after the one reported on.
fn names_next_year(title: &str, year: Option<i32>) -> bool {
    year.is_some_and(|year| title.replace(' ', "").contains(&format!("{}年", year + 1)))
}

/// Whether a heading below level 1 names a part that no heading of level 1 does.
fn stands_below(
    part: &str,
    section: &TextSection,
    year: Option<i32>,
    rules: &ReadingRules,
) -> bool {
    let title = &section.title;
    if section.level < 2 || !rules.says(part, title) {
        return false;
    }
    match part {
        "first_responsible" => title.contains("责任"),
        "plan" => section.level == 2 && (names_next_year(title, year) || title.contains("下一步")),
        _ => section.level == 2 && title.contains("存在"),
    }
}

/// The sections of another part in which a part is said; its own heading may announce it without saying it.
fn within<'t>(
    text: &'t ReportText,
    part: &StatutoryPart,
    found: &BTreeMap<&str, Vec<&'t TextSection>>,
    rules: &ReadingRules,
) -> Vec<&'t TextSection> {
    let outer = part.within.as_deref().and_then(|outer| found.get(outer));
    let Some((words, outer)) = rules.said.get(&part.id).zip(outer) else {
        return Vec::new();
    };
    let says = |section: &&TextSection| {
        text.sections
            .iter()
            .filter(|one| one.is_within(&section.path))
            .flat_map(|one| one.blocks.iter().map(move |block| (one, block)))
            .any(|(one, block)| {
                let announces =
                    one.path == section.path || outer.iter().any(|held| held.path == one.path);
                let from = if announces { block.lead } else { 0 };
                block.kind != BlockKind::Signature && words.is_match(&block.plain[from..])
            })
    };
    outer.iter().copied().filter(says).collect()
}

impl Report {
    /// Looks for the parts that are not declared, and for where a part that is two turns to the plan.
    pub(crate) fn find_parts(&mut self, kind: &ReportKind) {
        let year = Some(i32::from(self.year)).filter(|year| *year > 0);
        let known: BTreeSet<String> = self.parts.iter().map(|(id, _)| id.clone()).collect();
        let declared: BTreeSet<String> = self
            .parts
            .iter()
            .flat_map(|(_, paths)| paths)
            .filter_map(|path| Some(self.text.section_by_path(path)?.path.clone()))
            .collect();
        for (id, mut paths) in find_parts(&self.text, year, kind) {
            // What a person calls another part is no measure for want of a better name.
            if id == "measures" {
                paths.retain(|path| !declared.contains(path));
            }
            if !known.contains(&id) && !paths.is_empty() {
                self.parts.push((id, paths));
            }
        }
        self.plan_turns = plan_turns(self, kind.reading());
    }

    /// The sections that hold a part; empty where the report does not have it.
    pub fn part_sections(&self, part: &str) -> Vec<&TextSection> {
        let held = self.parts.iter().find(|(id, _)| id == part);
        let paths = held.map_or(&[][..], |(_, paths)| paths);
        paths
            .iter()
            .filter_map(|path| self.text.section_by_path(path))
            .collect()
    }
}

/// Where a section that holds both shortcomings and the plan turns to the plan: at the first sentence of each such section that looks
/// ahead (今后, 下一步, 2022年，将). From there on to the section's end everything is planned.
fn plan_turns(report: &Report, rules: &ReadingRules) -> Vec<PlanTurn> {
    let short = report.part_sections("shortcomings");
    let plan = report.part_sections("plan");
    let merged = short
        .iter()
        .filter(|one| plan.iter().any(|other| other.path == one.path));
    let turn = |section: &TextSection| {
        report
            .text
            .lines()
            .filter(|line| line.section.is_within(&section.path))
            .filter(|line| line.block.kind != BlockKind::Heading)
            .find(|line| rules.plan_begins.is_match(line.words()))
            .map(|line| PlanTurn {
                within: section.path.clone(),
                at: line.spot(),
            })
    };
    merged.filter_map(|section| turn(section)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text::read;

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
                parts_of_heading(title, Some(2022), ReportKind::default_profile().reading()),
                want,
                "{title}"
            );
        }
    }

    fn found(markdown: &str, id: &str) -> Vec<String> {
        let parts = find_parts(&read(markdown), Some(2021), ReportKind::default_profile());
        let held = parts.into_iter().find(|(part, _)| part == id);
        held.map_or_else(Vec::new, |(_, paths)| paths)
    }

    #[test]
    fn an_unlisted_part_is_looked_for_by_its_heading() {
        let text = "## 一、主要做法\n\n甲。\n\n## 二、存在问题及下一步工作计划\n\n乙。\n";
        assert_eq!(found(text, "measures"), ["一、"]);
        assert_eq!(found(text, "shortcomings"), ["二、"]);
        assert_eq!(found(text, "plan"), ["二、"]);
        assert!(found(text, "first_responsible").is_empty());
    }

    #[test]
    fn a_heading_with_the_next_year_is_the_plan_whatever_it_calls_it() {
        let text = "## 一、依法履职\n\n甲。\n\n## 三、2022年工作思路\n\n乙。\n";
        assert_eq!(found(text, "measures"), ["一、"]);
        assert_eq!(found(text, "plan"), ["三、"]);
    }

    #[test]
    fn measures_and_shortcomings_under_one_heading_are_both_there() {
        let text = "## 一、工作成效及存在的不足\n\n甲。\n\n## 二、下一步打算\n\n乙。\n";
        assert_eq!(found(text, "measures"), ["一、"]);
        assert_eq!(found(text, "shortcomings"), ["一、"]);
        let apart = format!(
            "## 一、主要做法\n\n丙。\n\n{}",
            text.replace("一、", "三、")
        );
        assert_eq!(found(&apart, "measures"), ["一、"]);
    }

    #[test]
    fn a_part_below_another_is_found_where_no_top_heading_names_it() {
        let text = "## 一、主要做法\n\n### （一）履行第一责任人职责\n\n甲。\n\n### （二）存在的问题\n\n乙。\n";
        assert_eq!(found(text, "first_responsible"), ["一、/（一）"]);
        assert_eq!(found(text, "shortcomings"), ["一、/（二）"]);
    }

    #[test]
    fn causes_must_be_said_in_the_text_and_not_only_in_the_heading() {
        let said = "## 一、存在的不足和原因\n\n还有差距，主要原因是人手不够。\n";
        assert!(found("## 一、存在的不足和原因\n\n还有差距。\n", "causes").is_empty());
        assert_eq!(found(said, "causes"), ["一、"]);
    }

    #[test]
    fn what_is_declared_stands_and_only_the_rest_is_looked_for() {
        let text = read("## 一、甲\n\n文。\n\n## 二、2022年工作思路\n\n字。\n");
        let mut report = Report {
            year: 2021,
            parts: vec![("first_responsible".to_owned(), vec!["一、".to_owned()])],
            ..Report::empty(text)
        };
        report.find_parts(ReportKind::default_profile());
        assert_eq!(report.part_sections("first_responsible").len(), 1);
        assert_eq!(report.part_sections("plan")[0].path, "二、");
        assert!(report.part_sections("measures").is_empty());
    }
}
