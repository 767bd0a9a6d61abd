//! What a document is: its year, the words that end its title, or another kind of document. Enter at [`other_kind`].

use super::imported::ReportSignature;
use super::opening::{LineRole, ReportOpening, is_body_line};
use super::outline::ReportOutline;
use super::words::leading_year;
use crate::report::profile::ReadingRules;

/// The year reported on: the title's, else that of the first paragraphs, else that of the headings, else the year before the signature.
pub(super) fn year(
    opening: &ReportOpening,
    outline: &ReportOutline,
    profile: &ReadingRules,
    signed: Option<&ReportSignature>,
) -> Option<i32> {
    if let Some(year) = opening.title.as_ref().and_then(|title| title.year) {
        return Some(year);
    }
    let first: String = outline
        .blocks
        .iter()
        .filter(|block| block.section.is_empty() && block.role == LineRole::Body)
        .map(|block| block.line.text.as_str())
        .collect();
    let said = profile
        .untitled_year
        .captures(&first)
        .and_then(|found| found["year"].parse().ok());
    let opens = leading_year(&first);
    let heads = || {
        outline
            .headings
            .iter()
            .filter(|heading| heading.level == 1)
            .find_map(|heading| leading_year(&heading.title))
    };
    let signature = || {
        let date = signed.and_then(|signed| signed.date.clone())?;
        let (year, month) = (
            date.get(..4)?.parse::<i32>().ok()?,
            date.get(5..7)?.parse::<i32>().ok()?,
        );
        Some(if month < 9 { year - 1 } else { year })
    };
    said.or(opens)
        .or_else(|| opening.other_title.as_deref().and_then(leading_year))
        .or_else(heads)
        .or_else(signature)
}

/// The words that end the title; where there is none, those the first paragraph announces.
pub(super) fn kind(opening: &ReportOpening, outline: &ReportOutline) -> String {
    if let Some(title) = &opening.title {
        return title.kind.clone();
    }
    let first: String = outline
        .blocks
        .iter()
        .filter(|block| block.section.is_empty())
        .map(|block| block.line.text.as_str())
        .collect();
    if first.contains("计划") && first.contains("总结") {
        return "工作总结及工作计划".to_owned();
    }
    let known = [
        "工作情况报告",
        "情况报告",
        "工作总结",
        "总结",
        "工作报告",
        "情况汇报",
        "报告",
    ];
    known
        .into_iter()
        .find(|kind| first.contains(&format!("{kind}如下")))
        .unwrap_or("报告")
        .to_owned()
}

/// What another kind of document it is; `None` for a report of the profile.
pub(super) fn other_kind(
    opening: &ReportOpening,
    titles: &[String],
    outline: &ReportOutline,
    profile: &ReadingRules,
) -> Option<String> {
    if opening.title.is_some() {
        return None;
    }
    let own = opening.other_title.as_ref();
    if let Some(title) = own.filter(|title| entitles(title, profile))
        && let Some(name) = neighbour(title, profile)
    {
        return Some(name);
    }
    let named = own
        .into_iter()
        .chain(titles)
        .find_map(|title| neighbour(title, profile));
    let first = || outline.blocks.iter().take(12);
    let speaks = first().any(|block| profile.subject.is_match(&block.line.text));
    let announced = first().any(|block| block.line.text.contains("如下"));
    let tops = || outline.headings.iter().filter(|heading| heading.level == 1);
    let formal = tops().count() >= 2;
    let admits = tops().any(|heading| profile.says("shortcomings", &heading.title));
    match named {
        Some(name) if !(formal && speaks && announced && admits) => Some(name),
        _ if speaks && formal => None,
        named => named.or_else(|| Some("unknown".to_owned())),
    }
}

/// The neighbouring kind whose words a title holds.
fn neighbour(title: &str, profile: &ReadingRules) -> Option<String> {
    let title = title.trim();
    let found = profile
        .neighbours
        .iter()
        .find(|(_, words)| words.is_match(title));
    found.map(|(name, _)| name.clone())
}

/// Whether a line entitles the document: it names a year, a body or a subject of its own, unlike a column of the site (通知公告).
fn entitles(title: &str, profile: &ReadingRules) -> bool {
    let body = title.split(['召', '举']).next().unwrap_or("");
    ["20", "关于", "《", "政府工作报告", "述"]
        .iter()
        .any(|word| title.contains(word))
        || is_body_line(body, profile)
}
