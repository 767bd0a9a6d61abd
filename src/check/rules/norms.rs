//! N09: rules where results belong, and numbers that are announced and not given. Enter at [`RULE`].

use super::{Rule, Run};
use crate::check::draft::Draft;
use crate::check::finding::{Finding, finding};
use crate::diagnostic::{Level, Words};
use crate::import::figure::clause;
use crate::import::quantity::quantities;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "N09",
    names: &["norm-as-result", "promised-number-absent"],
    page: include_str!("norms.md"),
    run: Run::Draft(find),
};

static NORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:每(?:年度?|半年|个?季度?|个?月|周|两个?月|双月|旬|学期)|每人每年)[^，,。；;第]{0,26}?(?:不少于|不低于|至少|不得少于)?|人均[^，,。；;第]{0,26}?(?:不少于|不低于|至少|不得少于)|(?:不少于|不低于|不得少于))\s*(?:\d+|[一二两三四五六七八九十]+)\s*(?:余|多)?(?:次|场次|场|期|个?学时|课时|小时|天|轮|批次|批|遍|堂|节)",
    )
});
/// The next clause says how often it was done: ，全年累计学习12次.
static DONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[，,](?:全年|本年度?|实际|累计|共计?|已)[^，。；]{0,12}\d"));
/// Headings that announce cases, and the units of cases.
static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:人民调解|调解|行政复议|行政诉讼|行政应诉|复议应诉|行政处罚|执法案件|热线(?:工单)?|依申请公开|法律援助|法治培训|普法活动)(?:工作|办理|开展|工作开展)?情况$",
    )
});
/// 共受理纠纷件，: the number between is gone.
static LOST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:纠纷|案件|工单|资料|活动|信访事项|建议|提案|复议申请|法律意见)(?:共)?(?P<u>件|起|宗|余件|余份|余次|人次|场次|份)[，,。；;]",
    )
});
static YEARLY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"逐年(?:提高|上升|增长|增加|下降|减少|递增|递减|提升)"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = norms(draft);
    out.extend(announced(draft));
    out.extend(lost(draft));
    out
}

fn norms(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        for found in NORM.find_iter(text) {
            let span = clause(text, &found.range());
            let words = &text[span.clone()];
            // A place where it was done so many times is a result.
            if words.contains("已")
                || words.contains("实际")
                || words.contains("共开展")
                || words.contains("累计")
                || DONE.is_match(&text[span.end..])
            {
                continue;
            }
            let message = Words::new(
                "a rule stands where a result belongs",
                "写的是规定频次，不是实际完成情况",
            );
            let hint = Words::new(
                "say how often it was done this year",
                "请写明本年度实际开展的次数",
            );
            let place = draft.place(at, span);
            out.push(finding(
                Level::Info,
                ("N09", "norm-as-result"),
                place,
                message,
                hint,
            ));
        }
    }
    out
}

/// 人民调解情况 without a single case.
fn announced(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (index, heading) in draft.study.outline.headings.iter().enumerate() {
        if !ANNOUNCES.is_match(&heading.title) || heading.level == 1 {
            continue;
        }
        let within = std::slice::from_ref(&heading.path);
        let counted = draft
            .body()
            .filter(|(_, block)| Draft::is_within(&block.section, within))
            .any(|(_, block)| {
                let cases = quantities(&block.line.text).iter().any(|one| {
                    [
                        "件", "起", "宗", "例", "次", "场", "场次", "人次", "期", "%", "份", "批次",
                    ]
                    .contains(&one.unit.as_str())
                });
                let zero = ["没有", "未发生", "为零", "0件", "无行政"]
                    .iter()
                    .any(|word| block.line.text.contains(word));
                cases || zero
            });
        if counted {
            continue;
        }
        if let Some((at, block)) = draft.block_of(index) {
            let title = &heading.title;
            let message = Words::new(
                format!("`{title}` without a number of cases"),
                format!("“{title}”没有一个案件数"),
            );
            out.push(absent(draft, at, 0..block.lead, message));
        }
    }
    out
}

fn lost(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        for found in LOST.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            // The mark behind the unit ends the clause.
            let end = found.name("u").map_or(whole.end(), |unit| unit.end());
            let clause = clause(text, &(whole.start()..end));
            if text[clause.clone()]
                .chars()
                .any(|letter| letter.is_ascii_digit())
            {
                continue;
            }
            let message = Words::new("the number before the unit is gone", "量词前缺少数字");
            out.push(absent(draft, at, whole.range(), message));
        }
        for found in YEARLY.find_iter(text) {
            let clause = clause(text, &found.range());
            let near = &text[clause];
            if near.chars().any(|letter| letter.is_ascii_digit()) {
                continue;
            }
            let message = Words::new(
                "a change from year to year without its numbers",
                "写了“逐年”变化，却没有数据",
            );
            out.push(absent(draft, at, found.range(), message));
        }
    }
    out
}

fn absent(draft: &Draft<'_>, at: usize, range: std::ops::Range<usize>, message: Words) -> Finding {
    let hint = Words::new(
        "give the number, or say that there was none",
        "请写明数量；没有发生的也请写明",
    );
    finding(
        Level::Info,
        ("N09", "promised-number-absent"),
        draft.place(at, range),
        message,
        hint,
    )
}
