//! N01: parts that do not add up to the total beside them, percentages that do not follow from their figures. Enter at [`RULE`].

use crate::check::draft::Draft;
use crate::check::finding::{Finding, finding};
use crate::check::rules::{Rule, Run};
use crate::diagnostic::{Level, Words};
use crate::import::quantity::{Quantity, Script, quantities};
use crate::report::text::segment::sentences;
use rust_decimal::Decimal;
use std::ops::Range;

mod percentages;

pub(crate) const RULE: Rule = Rule {
    code: "N01",
    names: &["sum-mismatch"],
    page: include_str!("../sums.md"),
    run: Run::Draft(find),
};

/// Stages of one procedure: what was received, accepted and closed are no parts of a total.
const STAGES: [&str; 18] = [
    "受理",
    "审结",
    "办结",
    "化解",
    "立案",
    "结案",
    "整改",
    "采纳",
    "完成",
    "答复",
    "调解成功",
    "成功",
    "移送",
    "处罚",
    "查处",
    "受理案件",
    "反馈",
    "销号",
];

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.body() {
        let text = block.line.text.as_str();
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        for sentence in sentences(text) {
            let words = &text[sentence.clone()];
            let all: Vec<Quantity> = quantities(words)
                .into_iter()
                .filter(|one| one.script == Script::Digits)
                .collect();
            let shift =
                |range: Range<usize>| sentence.start + range.start..sentence.start + range.end;
            for one in of_total(words, &all)
                .into_iter()
                .chain(to_total(words, &all))
            {
                out.push(say(draft, at, shift(one.range.clone()), &one));
            }
            for one in percentages::wrong(words, &all) {
                let message = Words::new(
                    format!("{}% does not follow from the figures beside it", one.given),
                    format!("{}%与前面的数字对不上（应约为{}%）", one.given, one.right),
                );
                let hint = Words::new(
                    "compare with the source and mend one of them",
                    "请核对原始数据后更正",
                );
                let place = draft.place(at, shift(one.range));
                out.push(finding(
                    one.level,
                    ("N01", "sum-mismatch"),
                    place,
                    message,
                    hint,
                ));
            }
        }
    }
    out
}

/// A total with parts that do not make it.
struct Wrong {
    range: Range<usize>,
    total: Decimal,
    sum: Decimal,
    level: Level,
}

fn say(draft: &Draft<'_>, at: usize, range: Range<usize>, wrong: &Wrong) -> Finding {
    let (sum, total) = (wrong.sum, wrong.total);
    let words = Words::new(
        format!("the parts make {sum}, the total says {total}"),
        format!("各项相加为{sum}，与总数{total}不符"),
    );
    let hint = Words::new(
        "compare with the source and mend one of them",
        "请核对原始数据，更正其中的错数",
    );
    finding(
        wrong.level,
        ("N01", "sum-mismatch"),
        draft.place(at, range),
        words,
        hint,
    )
}

/// The words between two quantities.
fn between<'t>(text: &'t str, left: &Quantity, right: &Quantity) -> &'t str {
    &text[left.range.end.min(right.range.start)..right.range.start]
}

/// Whether a quantity goes on with the list that the one before began: only 、 和 及 or the like parts them.
fn is_listed(gap: &str) -> bool {
    gap.starts_with(['、', '和', '及', '与'])
        && !gap.contains(['，', ',', '；', ';', '。', '：', ':'])
}

/// The label of a part: the words before its number, without what joins it.
fn label(gap: &str) -> &str {
    gap.rsplit(['，', ',', '、', '：', ':', '（', '('])
        .next()
        .unwrap_or(gap)
        .trim_start_matches("其中")
        .trim()
}

/// 案件49件，其中甲22件、乙17件、丙8件: a total and the parts behind it.
fn of_total(text: &str, all: &[Quantity]) -> Vec<Wrong> {
    let mut out = Vec::new();
    for (index, total) in all.iter().enumerate() {
        let Some(first) = all.get(index + 1) else {
            break;
        };
        let gap = between(text, total, first);
        let among = gap
            .trim_start_matches(['，', ',', '（', '(', '：', ':'])
            .starts_with("其中");
        let follows =
            gap.starts_with(['，', ',', '（', '(', '：', ':']) && gap.chars().count() <= 14;
        if !(among || follows) || first.unit != total.unit || total.unit == "%" {
            continue;
        }
        let mut parts = vec![first];
        let mut labels = vec![label(gap)];
        for next in &all[index + 2..] {
            let last = parts[parts.len() - 1];
            let gap = between(text, last, next);
            if next.unit != total.unit || !is_listed(gap) {
                break;
            }
            parts.push(next);
            labels.push(label(gap).trim_start_matches(['和', '及', '与']));
        }
        if parts.len() < 2 {
            continue;
        }
        out.extend(judge(text, total, (&parts, &labels), among));
    }
    out
}

fn judge(
    text: &str,
    total: &Quantity,
    (parts, labels): (&[&Quantity], &[&str]),
    among: bool,
) -> Option<Wrong> {
    let exact = total.approx.is_none() && parts.iter().all(|part| part.approx.is_none());
    let sum: Decimal = parts.iter().map(|part| part.value).sum();
    let staged = labels
        .iter()
        .any(|label| STAGES.contains(label) || label.is_empty() || label.contains('率'));
    if !exact || sum == total.value || staged {
        return None;
    }
    let named = |label: &&str| {
        let bare: String = label.chars().take(2).collect();
        text[..total.range.start].contains(bare.as_str())
    };
    let whole = labels.iter().all(named)
        || labels
            .iter()
            .any(|label| label.starts_with("其他") || label.starts_with("其余"));
    // Parts that make less than the total need not be all of it; those that make more overlap or are wrong.
    if sum < total.value && !whole || !among && !labels.iter().all(named) {
        return None;
    }
    let persons = matches!(total.unit.as_str(), "人" | "名" | "人次");
    let level = if persons && sum > total.value {
        Level::Warning
    } else {
        Level::Error
    };
    let start = text[..total.range.start]
        .rfind(['，', ',', '。', '；', '：', '、'])
        .map_or(0, |at| {
            at + '，'
                .len_utf8()
                .min(text[at..].chars().next().map_or(1, char::len_utf8))
        });
    Some(Wrong {
        range: start..parts[parts.len() - 1].range.end,
        total: total.value,
        sum,
        level,
    })
}

/// 专职9人、兼职4人，总共13人: parts and the total behind them.
fn to_total(text: &str, all: &[Quantity]) -> Vec<Wrong> {
    let mut out = Vec::new();
    for (index, total) in all.iter().enumerate() {
        let clause = text[..total.range.start]
            .rfind(['，', ',', '。', '；', ';'])
            .map_or(0, |at| {
                at + text[at..].chars().next().map_or(1, char::len_utf8)
            });
        let lead = text[clause..total.range.start].trim();
        let sums_up = [
            "总共",
            "合计",
            "总计",
            "共计",
            "共",
            "总数",
            "总数为",
            "合计为",
            "总共有",
            "共有",
        ]
        .contains(&lead);
        if !sums_up || total.approx.is_some() {
            continue;
        }
        let mut parts: Vec<&Quantity> = Vec::new();
        let mut right = total;
        for part in all[..index].iter().rev() {
            let gap = between(text, part, right);
            let near = gap.chars().count() <= 16
                && !gap.contains(['。', '；', ';'])
                && gap.starts_with(['，', ',', '、']);
            if part.unit != total.unit || part.approx.is_some() || !near || gap.contains("其中") {
                break;
            }
            parts.push(part);
            right = part;
        }
        let sum: Decimal = parts.iter().map(|part| part.value).sum();
        let staged = parts.iter().any(|part| {
            STAGES
                .iter()
                .any(|stage| text[..part.range.start].ends_with(stage))
        });
        if parts.len() < 2
            || sum == total.value
            || staged
            || parts[1..].iter().any(|part| part.value == total.value)
        {
            continue;
        }
        let first = parts[parts.len() - 1];
        let start = text[..first.range.start]
            .rfind(['，', ',', '。', '；', '：', '、'])
            .map_or(0, |at| {
                at + text[at..].chars().next().map_or(1, char::len_utf8)
            });
        out.push(Wrong {
            range: start..total.range.end,
            total: total.value,
            sum,
            level: Level::Error,
        });
    }
    out
}
