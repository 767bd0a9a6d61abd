//! Parts and the total behind them: 专职9人、兼职4人，总共13人. Enter at [`to_total`].

use super::total::{IsSure, WORDS, WrongTotal, words_between};
use crate::check::spans::clause_start;
use crate::report::find::quantity::TextQuantity;
use rust_decimal::Decimal;

/// 专职9人、兼职4人，总共13人: parts and the total behind them.
pub(super) fn to_total(text: &str, all: &[TextQuantity]) -> Vec<WrongTotal> {
    let mut out = Vec::new();
    for (index, total) in all.iter().enumerate() {
        let lead = text[clause_start(text, total.range.start)..total.range.start].trim();
        // 共审核72件: a verb may stand between.
        let did = WORDS.all_did.is_match(lead);
        if !WORDS.totals.lists(lead) && !did || total.approx.is_some() {
            continue;
        }
        let parts = parts_before(text, &all[..index], total);
        let sum: Decimal = parts.iter().map(|part| part.value).sum();
        let staged = |part: &&TextQuantity| WORDS.stages.ends(&text[..part.range.start]);
        // A part that is itself the total is a total of what stands before it.
        let nested = parts.iter().skip(1).any(|part| part.value == total.value);
        if parts.len() < 2 || sum == total.value || parts.iter().any(staged) || nested {
            continue;
        }
        out.push(WrongTotal {
            range: clause_start(text, parts[parts.len() - 1].range.start)..total.range.end,
            total: total.value,
            sum,
            level: IsSure(!did).into(),
        });
    }
    out
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
        let gap = words_between(text, part, right);
        let near = gap.chars().count() <= 16
            && !gap.contains(['。', '；', ';'])
            && gap.starts_with(['，', ',', '、']);
        if part.unit != total.unit
            || part.approx.is_some()
            || !near
            || gap.contains(&WORDS.led_by[0])
        {
            break;
        }
        parts.push(part);
        right = part;
    }
    parts
}
