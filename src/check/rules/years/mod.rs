//! P01: years that do not agree: title, front matter, headings, first paragraph. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Place, Words};
use crate::import::LineRole;
use crate::import::words::leading_year;
use regex::Regex;
use std::sync::LazyLock;

mod stale;

pub(crate) const RULE: Rule = Rule {
    code: "P01",
    names: &["year-mismatch"],
    page: include_str!("../years.md"),
    run: RuleRun::Draft(find),
};

/// A paragraph that speaks of a year as its own: 2023年，… or 现将2023年…情况报告如下.
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<y>20\d\d)年(?:度|以来)?[，,]").expect("the pattern is constant")
});
static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:现将|现就|将)(?:我?[\p{Han}]{0,12}?)(?P<y>20\d\d)年(?:度)?[^，。]{0,30}(?:报告|汇报|总结)如下").expect("the pattern is constant")
});

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let report = &draft.study.report;
    let Some(year) = draft.year() else {
        let words = Words::new("the year reported on was not found", "未找到报告年度");
        let hint = Words::new("write it in the title", "请在标题中写明年度");
        return vec![finding(
            Level::Warning,
            ("P01", "year-mismatch"),
            draft.whole(),
            words,
            hint,
        )];
    };
    let mut out = Vec::new();
    let title = report.title.as_deref().and_then(leading_year);
    if let Some(named) = title.filter(|named| *named != year) {
        let place = title_place(draft);
        out.push(say(place, (named, year), ("the title", "标题")));
    }
    out.extend(headings(draft, year));
    out.extend(first_paragraphs(draft, year));
    out.extend(stale::aims(draft, year));
    out.extend(stale::plans(draft, year));
    out.extend(stale::counts(draft, year));
    out
}

fn headings(draft: &ReportDraft<'_>, year: i32) -> Vec<Finding> {
    let parts = &draft.study.report.parts;
    let mut out = Vec::new();
    for (index, heading) in draft.study.report.headings.iter().enumerate() {
        let Some(named) = leading_year(&heading.title).filter(|_| heading.level == 1) else {
            continue;
        };
        let planned = parts.plan.contains(&heading.path);
        let only = planned
            && !parts.measures.contains(&heading.path)
            && !parts.shortcomings.contains(&heading.path);
        let right = if only {
            named == year + 1
        } else {
            named == year || planned && named == year + 1
        };
        if !right && let Some((at, block)) = draft.block_of(index) {
            let place = draft.place(at, 0..block.lead);
            out.push(say(place, (named, year), ("the heading", "小标题")));
        }
    }
    out
}

fn first_paragraphs(draft: &ReportDraft<'_>, year: i32) -> Vec<Finding> {
    let opening = draft
        .body()
        .filter(|(_, block)| block.section.is_empty() && block.heading.is_none());
    let mut out = Vec::new();
    for (at, block) in opening.take(3) {
        let text = block.line.text.as_str();
        for found in OPENS
            .captures(text)
            .into_iter()
            .chain(REPORTS.captures(text))
        {
            let (Some(whole), Ok(named)) = (found.name("y"), found["y"].parse()) else {
                continue;
            };
            if named != year {
                let place = draft.place(at, whole.start()..whole.end() + '年'.len_utf8());
                out.push(say(
                    place,
                    (named, year),
                    ("the first paragraph", "开头一段"),
                ));
            }
        }
    }
    out
}

fn say(place: Place, years: (i32, i32), who: (&str, &str)) -> Finding {
    say_at(Level::Error, place, years, who)
}

/// A finding of this level about the year that is named and the one that belongs there.
fn say_at(
    level: Level,
    place: Place,
    (named, year): (i32, i32),
    (english, chinese): (&str, &str),
) -> Finding {
    let words = Words::new(
        format!("{english} speaks of {named}, where {year} belongs"),
        format!("{chinese}写{named}年，应为{year}年"),
    );
    let hint = Words::new(
        "a year that was left in from an earlier report?",
        "请核对是否沿用了往年文本",
    );
    finding(level, ("P01", "year-mismatch"), place, words, hint)
}

/// The line of the title, or the front matter's year.
pub(in crate::check::rules) fn title_place(draft: &ReportDraft<'_>) -> Place {
    let blocks = draft.study.outline.blocks.iter().enumerate();
    let title = blocks
        .into_iter()
        .find(|(_, block)| block.role == LineRole::Title);
    match title {
        Some((at, block)) => draft.place(at, 0..block.line.text.len()),
        None => {
            let text = draft.study.report.title.as_deref().unwrap_or("");
            let source = draft.study.text.as_deref().unwrap_or("");
            match source.find(text).filter(|_| !text.is_empty()) {
                Some(start) => Place::span(draft.file.as_str(), source, start..start + text.len()),
                None => draft.whole(),
            }
        }
    }
}
