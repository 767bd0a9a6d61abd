//! One quantity that the report gives twice, with two values. Enter at [`find`].

use super::say;
use crate::check::draft::ReportDraft;
use crate::check::finding::Finding;
use crate::import::PartSections;
use crate::import::figure::clause;
use crate::report::find::quantity::{NumberScript, TextQuantity};
use regex::Regex;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before a number that say nothing of what is counted.
static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "全年|本年度?|今年|当年|年内|一年来|共计|累计|总计|先后|已经|全(?:镇|乡|县|区|街道)|我(?:镇|乡|县|区|局|街道)|各类|各种|共|已|了|的|虽|现|仅|只|有|为|达到?|[\\s，、]",
    )
});
/// Words of a part, a change or another time, whose number is another one.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "其中|其余|另|由|从|原|上年|去年|较|比|同比|增至|减少|每|至|月|季度|第|分别|各|平均|剩余",
    )
});
/// What a report counts once: the key, the words before the number, the words behind its unit.
static COUNTED: LazyLock<Vec<(&str, Regex, Regex)>> = LazyLock::new(|| {
    let any = "";
    [
        ("法律顾问", "^(?:聘请|聘任|配备)?(?:专职|常年)?法律顾问$", any),
        ("持证人员", "^(?:其中|执法队)?[^新]{0,10}(?:持证(?:人员|执法人员|的|在岗人员)?|(?:持有|取得|持)(?:行政)?执法证(?:件)?(?:的|人员)?)$", any),
        ("新增持证人员", "(?:新增|新取得|新获得|新考取|新获)(?:行政)?(?:执法)?(?:证|持证)?(?:执法)?(?:人员|证|持证人员)$", any),
        ("新增持证人员", "(?:新增|新取得|新获得|新考取).{0,4}(?:执法|持证).{0,6}$", any),
        ("规范性文件备案", "(?:报|向).{0,8}备案$|规范性文件(?:报送)?备案$", any),
        ("制定规范性文件", "(?:制定|制发|出台|印发)(?:行政)?规范性文件$", any),
        ("热线工单", "(?:12345|热线).{0,10}(?:工单|转办件|诉求|热线|事项)$|(?:受理|办理|接听|承办|转办)$", "^(?:热线|12345|工单)"),
        ("热线工单", "(?:12345|热线).{0,6}(?:工单|转办件|诉求|热线)$", any),
        ("复议受理", "受理(?:行政)?复议(?:案件|申请)?$|复议.{0,12}受理$", any),
        ("复议受理", "受理$", "^(?:行政)?复议"),
    ]
    .map(|(key, before, after)| (key, pattern(before), pattern(after)))
    .into()
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

/// A number with its place.
struct GivenNumber {
    at: usize,
    range: Range<usize>,
    value: Decimal,
}

/// What is given twice with two values; to be confirmed.
pub(super) fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut known: BTreeMap<(String, String), GivenNumber> = BTreeMap::new();
    let mut out = Vec::new();
    let parts = &draft.study.report.parts;
    // What the head of the body did is counted apart.
    let apart = PartSections::of(parts.plan.iter().chain(&parts.first_responsible));
    for (at, block) in draft.body() {
        if apart.holds(&block.section) {
            continue;
        }
        let text = block.line.text.as_str();
        for one in draft.quantities(at) {
            let Some(key) = key(text, one) else { continue };
            let (range, value) = (clause(text, &one.range), one.value);
            let unit = match one.unit.as_str() {
                "名" => "人",
                "场次" => "场",
                other => other,
            };
            match known.get(&(key.clone(), unit.to_owned())) {
                Some(first) if first.value != value && (first.at, &first.range) != (at, &range) => {
                    let english = format!("{value} here and {} elsewhere", first.value);
                    let chinese = format!("同一数量前后不一致：此处{value}，另一处{}", first.value);
                    out.push(say(draft, (at, range), (&english, &chinese)));
                }
                Some(_) => {}
                None => {
                    known.insert((key, unit.to_owned()), GivenNumber { at, range, value });
                }
            }
        }
    }
    out
}

/// What a number counts, where the words around it say so fully.
fn key(text: &str, one: &TextQuantity) -> Option<String> {
    const LEAST: usize = 6;
    if one.approx.is_some() || one.script != NumberScript::Digits || one.unit == "%" {
        return None;
    }
    let span = clause(text, &one.range);
    let (before, after) = (&text[span.start..one.range.start], &text[one.range.end..]);
    let bare = EMPTY.replace_all(before, "").into_owned();
    let counted = COUNTED.iter().find(|(_, first, behind)| {
        (first.is_match(&bare) || first.is_match(before)) && behind.is_match(after)
    });
    // 复议 may be named in the clause before: 行政复议收案312件，受理287件.
    let context = || {
        let from = text[..span.start].rfind('。').unwrap_or(0);
        let led = &text[from..span.start];
        (bare == "受理" && led.contains("行政复议") && !led.contains("诉讼")).then_some("复议受理")
    };
    if let Some(name) = counted.map(|(name, ..)| *name).or_else(context) {
        return Some(name.to_owned());
    }
    // 开展法治宣传活动 and 举办法治宣传活动 are one.
    let done = ["开展", "举办", "组织", "召开", "举行"];
    let thing = done.iter().find_map(|verb| bare.strip_prefix(verb));
    let thing = thing.unwrap_or(bare.as_str());
    let whole = thing.chars().count() >= LEAST && !OTHER.is_match(&bare);
    whole.then(|| thing.to_owned())
}
