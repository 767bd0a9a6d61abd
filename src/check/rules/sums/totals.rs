//! Parts and the total behind them: 专职9人、兼职4人，总共13人. Enter at [`to_total`].

use super::{STAGES, WrongTotal, between, clause_start};
use crate::diagnostic::Level;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;

/// 专职9人、兼职4人，总共13人: parts and the total behind them.
pub(super) fn to_total(text: &str, all: &[TextQuantity]) -> Vec<WrongTotal> {
    const TOTALS: [&str; 10] = [
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
    ];
    let mut out = Vec::new();
    for (index, total) in all.iter().enumerate() {
        let lead = text[clause_start(text, total.range.start)..total.range.start].trim();
        // 共审核72件: a verb may stand between.
        let verb = lead.strip_prefix('共').filter(|rest| is_verb(rest));
        if !TOTALS.contains(&lead) && verb.is_none() || total.approx.is_some() {
            continue;
        }
        let parts = parts_before(text, &all[..index], total);
        let sum: Decimal = parts.iter().map(|part| part.value).sum();
        let staged = |part: &&TextQuantity| {
            STAGES
                .iter()
                .any(|stage| text[..part.range.start].ends_with(stage))
        };
        // A part that is itself the total is a total of what stands before it.
        let nested = parts.iter().skip(1).any(|part| part.value == total.value);
        if parts.len() < 2 || sum == total.value || parts.iter().any(staged) || nested {
            continue;
        }
        out.push(WrongTotal {
            range: clause_start(text, parts[parts.len() - 1].range.start)..total.range.end,
            total: total.value,
            sum,
            level: if verb.is_some() {
                Level::Warning
            } else {
                Level::Error
            },
        });
    }
    out
}

/// Two characters that say what was done with all of the parts.
fn is_verb(words: &str) -> bool {
    const VERBS: [&str; 12] = [
        "审核", "审查", "召开", "开展", "举办", "办理", "制定", "清理", "检查", "排查", "发放",
        "配备",
    ];
    VERBS.contains(&words)
}

/// The parts that stand right before a total, nearest first.
fn parts_before<'q>(
    text: &str,
    all: &'q [TextQuantity],
    total: &'q TextQuantity,
) -> Vec<&'q TextQuantity> {
    let mut parts = Vec::new();
    let mut right = total;
    for part in all.iter().rev() {
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
    parts
}
