//! P04: 今年, 去年 and dates that point to another year than the report's. Enter at [`RULE`].

use super::late::day;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::moved;
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;
use crate::import::words::find_date;
use crate::report::find::number::NumberScript;

pub(crate) const RULE: Rule =
    Rule::draft("P04", &["relative-year"], include_str!("relative.md"), find);
const RELATIVE_YEAR: FindingForm =
    RULE.warning("relative-year", "name the year in digits", "请直接写明年份");

rule_words! { "relative.yaml":
    /// 今年以来.
    relative: WordPattern,
    /// What stands behind the digits of a year.
    year_mark: char,
    /// What follows a year that opens a result: 2022年，召开会议6次.
    opens: String,
    /// Words of a look back.
    back: WordList,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let (Some(year), Some(signed)) = (draft.year(), draft.signed_on()) else {
        return Vec::new();
    };
    let mut out = other_years(draft, year);
    let later = signed
        .get(..4)
        .and_then(|text| text.parse::<i32>().ok())
        .is_some_and(|written| written > year);
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        if later {
            for found in WORDS.relative.find_iter(text) {
                let words = Words::new(
                    format!("read on {signed}, this is another year than {year}"),
                    format!("按签署日期{signed}理解，“{}”不是{year}年", found.as_str()),
                );
                out.push(RELATIVE_YEAR.at(draft.place(at, found.range()), words));
            }
        }
        let Some(day_signed) = day(&signed) else {
            continue;
        };
        let mut from = 0;
        while let Some((date, range)) = find_date(&text[from..]) {
            if day(&date).is_some_and(|date| date > day_signed) {
                let words = Words::new(
                    format!("{date} is after the day of signing"),
                    format!("{date}晚于签署日期"),
                );
                out.push(RELATIVE_YEAR.at(draft.place(at, moved(&range, from)), words));
            }
            from += range.end;
        }
    }
    out
}

/// 2022年，召开会议6次: a sentence that gives the result of the year before, where it looks back on nothing.
fn other_years(draft: &ReportDraft<'_>, year: i32) -> Vec<Finding> {
    let before = format!("{}{}", year - 1, WORDS.year_mark);
    let own = format!("{year}{}", WORDS.year_mark);
    let mut out = Vec::new();
    for line in draft.lines() {
        let words = line.words();
        let Some(rest) = words.trim_start().strip_prefix(before.as_str()) else {
            continue;
        };
        let opens = rest.starts_with(|first| WORDS.opens.contains(first));
        let looks_back = WORDS.back.stands_in(rest) || words.contains(&own);
        let counts = || {
            let all = draft.quantities(line.at).iter();
            all.filter(|one| line.range.contains(&one.range.start))
                .any(|one| one.script == NumberScript::Digits && one.unit != "%")
        };
        if opens && !looks_back && draft.reports_results(line.block) && counts() {
            let start = line.range.start + words.len() - words.trim_start().len();
            let words = Words::new(
                format!("a result of {}, in the report of {year}", year - 1),
                format!("这里写的是{}年的情况，报告年度是{year}年", year - 1),
            );
            let place = draft.place(line.at, start..start + before.len());
            out.push(RELATIVE_YEAR.at(place, words));
        }
    }
    out
}
