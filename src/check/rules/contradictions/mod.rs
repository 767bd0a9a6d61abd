//! N02: figures of one report that contradict each other. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::import::figure::clause;
use crate::report::find::quantity::{NumberScript, TextQuantity};
use regex::Regex;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

mod twice;

pub(crate) const RULE: Rule = Rule {
    code: "N02",
    names: &["cross-figure"],
    page: include_str!("../contradictions.md"),
    run: RuleRun::Draft(find),
};

static MADE: LazyLock<Regex> = LazyLock::new(|| pattern(r"印制|印刷|编印|制作|印发"));
static GIVEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"发放|分发|派发|散发|送出"));
static THING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"宣传单|宣传册|宣传资料|普法资料|法治资料|资料|手册|折页|传单|读本|小册子|宣传品")
});
/// Words of a number that counts a state of the whole body, and its key.
static STATE: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    vec![
        (
            "网格",
            pattern(
                r"(?:划分|共有|设有|全(?:镇|乡|街道|县)|下设)[^，。；]{0,8}?(?:网格)?$|划分(?:为|成)$",
            ),
        ),
        (
            "网格员",
            pattern(r"(?:配备|共有|现有|全(?:镇|乡|街道))[^，。；]{0,6}?网格员$"),
        ),
        (
            "村（社区）",
            pattern(r"(?:全(?:镇|乡|街道)|下辖|辖|所辖)(?:共有?)?$"),
        ),
        (
            "行政村",
            pattern(r"(?:全(?:镇|乡|街道)|下辖|辖|所辖)(?:共有?)?(?:行政村)?$"),
        ),
        (
            "社区",
            pattern(r"(?:全(?:镇|乡|街道)|下辖|辖|所辖)(?:共有?)?(?:社区)?$"),
        ),
        ("调委会", pattern(r"(?:调委会|调解委员会)(?:共|共有)?$")),
    ]
});
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("由|从|原|上年|去年|新增|增设|增至|增加|减少|调整|合并|其中|其余|另|部分|已有|累计|月")
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

/// A number of the text with its place.
struct StatedNumber {
    block: usize,
    range: Range<usize>,
    value: Decimal,
    approx: Option<&'static str>,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut states: BTreeMap<&str, Vec<StatedNumber>> = BTreeMap::new();
    let mut made: Vec<((String, String), StatedNumber)> = Vec::new();
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        let all = draft.quantities(at).iter();
        let all: Vec<&TextQuantity> = all
            .filter(|one| one.script == NumberScript::Digits)
            .collect();
        out.extend(more_done_than_taken(draft, at, text, &all));
        for one in all {
            let span = clause(text, &one.range);
            let (before, words) = (&text[span.start..one.range.start], &text[span.clone()]);
            let stated = StatedNumber {
                block: at,
                range: span.clone(),
                value: one.value,
                approx: one.approx,
            };
            if let Some(key) = state(before, &text[one.range.end..], &one.unit)
                && !CHANGED.is_match(words)
                && one.approx.is_none()
            {
                states.entry(key).or_default().push(stated);
            } else if let Some(thing) = THING.find(before) {
                let named = (thing.as_str().to_owned(), one.unit.clone());
                if GIVEN.is_match(before) {
                    out.extend(more_given_than_made(draft, &made, (&named, &stated)));
                } else if MADE.is_match(before) {
                    made.push((named, stated));
                }
            }
        }
    }
    out.extend(
        states
            .iter()
            .flat_map(|(key, all)| differing(draft, key, all)),
    );
    let told: Vec<_> = out.iter().map(|one| one.diagnostic.place.clone()).collect();
    let more = twice::find(draft).into_iter();
    out.extend(more.filter(|one| !told.contains(&one.diagnostic.place)));
    out
}

fn more_given_than_made(
    draft: &ReportDraft<'_>,
    made: &[((String, String), StatedNumber)],
    (named, given): (&(String, String), &StatedNumber),
) -> Option<Finding> {
    let (_, printed) = made.iter().find(|(known, _)| known == named)?;
    (given.value > printed.value && printed.approx.is_none()).then(|| {
        let words = ("more was given out than was made", "发放数多于印制数");
        say(draft, (given.block, given.range.clone()), words)
    })
}

/// Numbers of one state that are not those given first.
fn differing(draft: &ReportDraft<'_>, key: &str, all: &[StatedNumber]) -> Vec<Finding> {
    let first = all[0].value;
    let others = all
        .iter()
        .filter(|one| one.approx.is_none() && one.value != first);
    others
        .map(|one| {
            let english = format!("{} here and {first} elsewhere", one.value);
            let chinese = format!("{key}数前后不一致：此处{}，另一处{first}", one.value);
            say(draft, (one.block, one.range.clone()), (&english, &chinese))
        })
        .collect()
}

fn state(before: &str, after: &str, unit: &str) -> Option<&'static str> {
    let before = before.trim_end();
    let fits = |key: &str| match key {
        "网格" => {
            unit == "个"
                && (after.starts_with("网格") && !after.starts_with("网格员")
                    || before.ends_with("网格"))
        }
        "行政村" | "社区" => unit == "个" && (after.starts_with(key) || before.ends_with(key)),
        "网格员" => matches!(unit, "人" | "名"),
        "村（社区）" => {
            unit == "个"
                && ["村（社区）", "村(社区)", "村居"]
                    .iter()
                    .any(|word| after.starts_with(word))
        }
        _ => unit == "个",
    };
    STATE
        .iter()
        .find(|(key, words)| fits(key) && words.is_match(before))
        .map(|(key, _)| *key)
}

/// 受理92件，成功化解95件: more was settled than was taken up.
fn more_done_than_taken(
    draft: &ReportDraft<'_>,
    at: usize,
    text: &str,
    all: &[&TextQuantity],
) -> Vec<Finding> {
    let mut out = Vec::new();
    for pair in all.windows(2) {
        let (taken, done) = (&pair[0], &pair[1]);
        let (first, second) = (clause(text, &taken.range), clause(text, &done.range));
        let (before, words) = (
            &text[first.start..taken.range.start],
            &text[second.start..done.range.start],
        );
        let takes = [
            "受理",
            "排查",
            "收到",
            "接到",
            "承办",
            "调解纠纷",
            "调解矛盾纠纷",
            "调解各类纠纷",
        ]
        .iter()
        .any(|word| before.contains(word));
        let settles = [
            "调解成功",
            "成功化解",
            "化解",
            "办结",
            "成功调解",
            "采纳",
            "调处成功",
            "审结",
        ]
        .iter()
        .any(|word| words.ends_with(word));
        let near = text[taken.range.end..done.range.start].chars().count() <= 12;
        let part = before.contains("其中") || before.contains('、');
        if takes
            && settles
            && near
            && !part
            && taken.unit == done.unit
            && done.value > taken.value
            && taken.approx.is_none()
        {
            let words = (
                "more was settled than was taken up",
                "办结（化解）数多于受理数",
            );
            out.push(say(draft, (at, first.start..second.end), words));
        }
    }
    out
}

fn say(
    draft: &ReportDraft<'_>,
    (at, range): (usize, Range<usize>),
    (english, chinese): (&str, &str),
) -> Finding {
    let hint = Words::new("compare both with the source", "请核对两处数据");
    finding(
        Level::Warning,
        ("N02", "cross-figure"),
        draft.place(at, range),
        Words::new(english, chinese),
        hint,
    )
}
