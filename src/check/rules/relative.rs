//! P04: 今年, 去年 and dates that point to another year than the report's. Enter at [`RULE`].

use super::late::day;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::import::words::find_date;
use crate::report::find::quantity::NumberScript;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "P04",
    names: &["relative-year"],
    page: include_str!("relative.md"),
    run: RuleRun::Draft(find),
};

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("今年(?:以来|来|内|初|底|春|夏|秋|冬)?|本年初").expect("the pattern is constant")
});

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
            for found in RELATIVE.find_iter(text) {
                let words = Words::new(
                    format!("read on {signed}, this is another year than {year}"),
                    format!("按签署日期{signed}理解，“{}”不是{year}年", found.as_str()),
                );
                out.push(say(draft, at, found.range(), words));
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
                out.push(say(draft, at, from + range.start..from + range.end, words));
            }
            from += range.end;
        }
    }
    out
}

/// 2022年，召开会议6次: a sentence that gives the result of the year before, where it looks back on nothing.
fn other_years(draft: &ReportDraft<'_>, year: i32) -> Vec<Finding> {
    const BACK: [&str; 26] = [
        "以来",
        "上年",
        "较",
        "比",
        "同比",
        "增长",
        "下降",
        "获评",
        "获得",
        "评为",
        "荣获",
        "授予",
        "命名",
        "印发",
        "出台",
        "施行",
        "启动",
        "起",
        "至",
        "—",
        "成立",
        "创建",
        "受理的",
        "遗留",
        "历年",
        "结转",
    ];
    let before = format!("{}年", year - 1);
    let own = format!("{year}年");
    let mut out = Vec::new();
    for line in draft.lines() {
        let words = line.words();
        let Some(rest) = words.trim_start().strip_prefix(before.as_str()) else {
            continue;
        };
        let opens = rest.starts_with(['，', ',', '度', '全', '我', '共']);
        let looks_back = BACK.iter().any(|word| rest.contains(word)) || words.contains(&own);
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
            out.push(say(draft, line.at, start..start + before.len(), words));
        }
    }
    out
}

fn say(draft: &ReportDraft<'_>, at: usize, range: std::ops::Range<usize>, words: Words) -> Finding {
    let hint = Words::new("name the year in digits", "请直接写明年份");
    finding(
        Level::Warning,
        ("P04", "relative-year"),
        draft.place(at, range),
        words,
        hint,
    )
}
