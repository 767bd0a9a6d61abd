//! P01: years that do not agree: title, front matter, headings, first paragraph. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::{Level, Place, Words};
use crate::import::LineRole;
use crate::import::words::leading_year;
use words::{WORDS, WrongYear, YearPart};

mod stale;
mod words;

pub(crate) const RULE: Rule =
    Rule::draft("P01", &["year-mismatch"], include_str!("../years.md"), find);
const NO_YEAR: FindingForm = RULE.warning(
    "year-mismatch",
    "write it in the title",
    "请在标题中写明年度",
);
const OTHER_YEAR: FindingForm = RULE.error(
    "year-mismatch",
    "a year that was left in from an earlier report?",
    "请核对是否沿用了往年文本",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let report = &draft.facts;
    let Some(year) = draft.year() else {
        let words = Words::new("the year reported on was not found", "未找到报告年度");
        return vec![NO_YEAR.at(draft.whole(), words)];
    };
    let mut sure = Vec::new();
    let title = report.title.as_deref().and_then(leading_year);
    if let Some(named) = title.filter(|named| *named != year) {
        sure.push(WrongYear {
            place: title_place(draft),
            named,
            wanted: year,
            part: YearPart::Title,
        });
    }
    sure.extend(headings(draft, year));
    sure.extend(first_paragraphs(draft, year));
    let doubtful = stale::aims(draft, year).into_iter();
    let doubtful = doubtful.chain(stale::plans(draft, year));
    let doubtful = doubtful.chain(stale::counts(draft, year));
    let said =
        |form: FindingForm| move |one: WrongYear| form.at(one.place.clone(), wrong_words(&one));
    let sure = sure.into_iter().map(said(OTHER_YEAR));
    let doubtful = doubtful.map(said(OTHER_YEAR.weighing(Level::Warning)));
    sure.chain(doubtful).collect()
}

fn wrong_words(one: &WrongYear) -> Words {
    let (named, wanted, part) = (one.named, one.wanted, one.part.words());
    Words::new(
        format!("{} speaks of {named}, where {wanted} belongs", part.en),
        format!("{}写{named}年，应为{wanted}年", part.zh),
    )
}

fn headings(draft: &ReportDraft<'_>, year: i32) -> Vec<WrongYear> {
    let mut out = Vec::new();
    for (index, heading) in draft.outline.headings.iter().enumerate() {
        let Some(named) = leading_year(&heading.title).filter(|_| heading.level == 1) else {
            continue;
        };
        let planned = draft.part("plan").contains(&heading.path);
        let only = planned
            && !draft.part("measures").contains(&heading.path)
            && !draft.part("shortcomings").contains(&heading.path);
        let right = if only {
            named == year + 1
        } else {
            named == year || planned && named == year + 1
        };
        if !right && let Some((at, block)) = draft.block_of(index) {
            out.push(WrongYear {
                place: draft.place(at, 0..block.lead),
                named,
                wanted: year,
                part: YearPart::Heading,
            });
        }
    }
    out
}

fn first_paragraphs(draft: &ReportDraft<'_>, year: i32) -> Vec<WrongYear> {
    let opening = draft
        .body()
        .filter(|(_, block)| block.section.is_empty() && block.heading.is_none());
    let mut out = Vec::new();
    for (at, block) in opening.take(stale::OPENING_BLOCKS) {
        let text = block.line.text.as_str();
        let found = [&WORDS.opens, &WORDS.reports].into_iter();
        for found in found.filter_map(|words| words.captures(text)) {
            let (Some(whole), Ok(named)) = (found.name("y"), found["y"].parse()) else {
                continue;
            };
            if named != year {
                let range = whole.start()..whole.end() + WORDS.year_mark.len();
                out.push(WrongYear {
                    place: draft.place(at, range),
                    named,
                    wanted: year,
                    part: YearPart::Opening,
                });
            }
        }
    }
    out
}

/// The line of the title, or the front matter's year.
pub(in crate::check::rules) fn title_place(draft: &ReportDraft<'_>) -> Place {
    let blocks = draft.outline.blocks.iter().enumerate();
    let title = blocks
        .into_iter()
        .find(|(_, block)| block.role == LineRole::Title);
    match title {
        Some((at, block)) => draft.place(at, 0..block.line.text.len()),
        None => {
            let text = draft.facts.title.as_deref().unwrap_or("");
            let source = draft.text.as_deref().unwrap_or("");
            match source.find(text).filter(|_| !text.is_empty()) {
                Some(start) => Place::span(draft.file.as_str(), source, start..start + text.len()),
                None => draft.whole(),
            }
        }
    }
}
