//! What is left over: 立案5件，结案4件，另有2件正在办理. Enter at [`left_over`].

use super::{WrongTotal, between, clause_start};
use crate::diagnostic::Level;
use crate::report::find::quantity::TextQuantity;
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// What was done with a part of what was taken up.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[，,、](?:已|目前|当年|年内|现已)?(?:办结|结案|审结|完成|整改|整改完成|整改到位|化解|成功化解|解决|销号|处置|修复|调解成功|成功调解|采纳|答复|解除[\p{Han}]{0,4})$",
    )
});
/// The words before what is left.
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^[，,、；;](?:其余|剩余|余下|尚有|仍有|另有|另外|还有|未办结|未结|正在办理|正在审理|在办)[^，,。；;]{0,4}$",
    )
});
/// The words behind it where those before do not say that it is the rest.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^[^，,。；;]{0,10}(?:正在|尚未|仍在|未完成|在办|办理中|审理中|推进|跟踪|结转|列入)")
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

/// Where what was done and what is left do not make what was taken up; to be confirmed.
pub(super) fn left_over(text: &str, all: &[TextQuantity]) -> Vec<WrongTotal> {
    let mut out = Vec::new();
    for three in all.windows(3) {
        let [total, done, rest] = three else { continue };
        let alike = done.unit == total.unit && rest.unit == total.unit;
        let exact = three.iter().all(|one| one.approx.is_none());
        let words = between(text, done, rest);
        let sure = words.contains(['余', '未', '在', '尚', '仍']);
        if !alike
            || !exact
            || !DONE.is_match(between(text, total, done))
            || !LEFT.is_match(words)
            || !(sure || OPEN.is_match(&text[rest.range.end..]))
        {
            continue;
        }
        let sum: Decimal = done.value + rest.value;
        if sum != total.value {
            out.push(WrongTotal {
                range: clause_start(text, total.range.start)..rest.range.end,
                total: total.value,
                sum,
                level: Level::Warning,
            });
        }
    }
    out
}
