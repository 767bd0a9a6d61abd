//! Years of an earlier report inside the text: aims at its opening, dates in its plan. Enter at [`aims`] and [`plans`].

use super::say_at;
use crate::check::draft::ReportDraft;
use crate::check::finding::Finding;
use crate::diagnostic::Level;
use crate::import::{OutlineBlock, PartSections};
use crate::report::find::quantity::names as quoted;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// 围绕2022年法治建设目标任务: what the year's work was about.
static AIM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:围绕|对照|按照|完成|落实|聚焦|紧扣|锚定)(?:了)?(?P<y>20\d\d年)度?[\p{Han}]{0,10}(?:目标|任务|工作要点|工作部署)",
    )
});
/// 在2024年底前, 力争2024年: what is still to be done.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<y>20\d\d年)(?:度|\d{1,2}月)?(?:底|末|年底)?(?:之?前|以前)|(?:力争|确保|计划|争取)(?:在|于|到)?(?P<z>20\d\d年)|(?:^|[。；])(?P<w>20\d\d年)[，,](?:我[镇乡县区市局办]|街道|镇|乡)?(?:将|要|继续|重点|计划|拟)",
    )
});

/// 截至2022年12月底: up to when a result is counted.
static UNTIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"截[至止](?:到)?(?P<y>20\d\d年)(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

/// 围绕2022年法治建设要点: the same inside the text, in words that no look back has.
static AIM_INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:围绕|完成|聚焦|紧扣|锚定)(?:了)?(?P<y>20\d\d年)度?[\p{Han}]{0,10}(?:目标|任务|要点|部署)",
    )
});

/// Aims of another year in the first paragraphs, and of the year before wherever results are told.
pub(super) fn aims(draft: &ReportDraft<'_>, year: i32) -> Vec<Finding> {
    let is_opening = |block: &OutlineBlock| block.section.is_empty() && block.heading.is_none();
    let opening = draft.body().filter(|(_, block)| is_opening(block)).take(3);
    let opening = opening.map(|(at, block)| (at, block, &*AIM));
    let inside = draft
        .body()
        .filter(|(_, block)| !is_opening(block) && draft.reports_results(block));
    let inside = inside.map(|(at, block)| (at, block, &*AIM_INSIDE));
    let mut out = Vec::new();
    for (at, block, aim) in opening.chain(inside) {
        let text = block.line.text.as_str();
        let first = is_opening(block);
        for found in aim.captures_iter(text).filter_map(|found| found.name("y")) {
            let named = number(found.as_str());
            let cited = quoted(text)
                .iter()
                .any(|name| name.contains(&found.start()));
            let wrong = |named: &i32| *named != year && (first || *named == year - 1);
            if let Some(named) = named.filter(|named| wrong(named) && !cited) {
                let place = draft.place(at, found.range());
                let what = if first {
                    ("the first paragraph", "开头一段")
                } else {
                    ("this sentence", "此处")
                };
                out.push(say_at(Level::Warning, place, (named, year), what));
            }
        }
    }
    out
}

/// Results that are counted up to an earlier year, in sentences that do not name the year reported on.
pub(super) fn counts(draft: &ReportDraft<'_>, year: i32) -> Vec<Finding> {
    let mut out = Vec::new();
    for line in draft.lines() {
        if !draft.reports_results(line.block) || line.words().contains(&year.to_string()) {
            continue;
        }
        let Some(found) = UNTIL
            .captures(line.words())
            .and_then(|found| found.name("y"))
        else {
            continue;
        };
        let compared = ["较", "比", "以来", "增至", "历年", "遗留"]
            .iter()
            .any(|word| line.words().contains(word));
        if let Some(named) = number(found.as_str()).filter(|named| *named < year && !compared) {
            let start = line.range.start;
            let place = draft.place(line.at, start + found.start()..start + found.end());
            out.push(say_at(
                Level::Warning,
                place,
                (named, year),
                ("this sentence", "此处"),
            ));
        }
    }
    out
}

/// Dates in a section that holds the plan alone which are not after the year reported on.
pub(super) fn plans(draft: &ReportDraft<'_>, year: i32) -> Vec<Finding> {
    let parts = &draft.study.report.parts;
    let merged = |path: &String| parts.measures.contains(path) || parts.shortcomings.contains(path);
    let only: Vec<String> = parts
        .plan
        .iter()
        .filter(|path| !merged(path))
        .cloned()
        .collect();
    let none = only.is_empty();
    let only = PartSections::of(&only);
    // What is signed before the year ends may still plan for it.
    let early = draft
        .signed_on()
        .is_some_and(|day| day.starts_with(&year.to_string()));
    if none || early {
        return Vec::new();
    }
    let within = draft.body().filter(|(_, block)| only.holds(&block.section));
    let mut out = Vec::new();
    for (at, block) in within {
        let text = &block.line.text;
        // Headings of level 1 have their own rule.
        let top = draft
            .heading(block)
            .is_some_and(|heading| heading.level == 1);
        let lead = if top { block.lead } else { 0 };
        for range in dates(text.get(lead..).unwrap_or("")) {
            let range = lead + range.start..lead + range.end;
            let named = number(&text[range.clone()]);
            let cited = quoted(text).iter().any(|name| name.contains(&range.start));
            if let Some(named) = named.filter(|named| *named <= year && !cited) {
                let place = draft.place(at, range);
                let years = (named, year + 1);
                out.push(say_at(
                    Level::Warning,
                    place,
                    years,
                    ("the plan", "工作安排"),
                ));
            }
        }
    }
    out
}

fn dates(text: &str) -> Vec<Range<usize>> {
    let found = AHEAD.captures_iter(text);
    found
        .filter_map(|found| {
            let year = found.name("y").or(found.name("z")).or(found.name("w"));
            Some(year?.range())
        })
        .collect()
}

fn number(words: &str) -> Option<i32> {
    words.get(..4)?.parse().ok()
}
