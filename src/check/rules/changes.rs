//! N07: changes in words that can be read in two ways. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule::draft(
    "N07",
    &["ambiguous-change"],
    include_str!("changes.md"),
    find,
);
const AMBIGUOUS_CHANGE: FindingForm = RULE.warning(
    "ambiguous-change",
    [
        "write 增加到 for the new value, 增加了 for the change, and one word for `about`",
        "写新值用“增加到”，写变化用“增加了”；概数只用一种说法",
    ],
);

const N: &str = r"\d+(?:\.\d+)?";

static FORMS: LazyLock<Vec<(Regex, [&str; 2])>> = LazyLock::new(|| {
    let form = |pattern: &str, words| {
        (
            Regex::new(&pattern.replace('N', N)).expect("the pattern is constant"),
            words,
        )
    };
    vec![
        form(
            r"(?:减少|下降|降低|缩短|压缩|精简|减幅达?)(?:了|约|近)?(?:N|[一二两三四五六七八九十]+)倍",
            [
                "nothing can become less by its multiple",
                "“减少几倍”不成立，应写减少百分之几或降到几分之几",
            ],
        ),
        form(
            r"(?:约|近|大约|将近|超过|逾)N(?:万|亿)?(?:余|多)?[\p{Han}％%]{0,3}(?:左右|上下|以上)",
            [
                "two words for `about`",
                "概数重复：“约”“近”“超过”与“左右”“以上”不能并用",
            ],
        ),
        form(
            r"(?:约|近|大约|将近|超过|逾)N(?:余|多)(?:万|亿)?[\p{Han}]{0,2}",
            [
                "two words for `about`",
                "概数重复：“约”“近”“超过”与“余”“多”不能并用",
            ],
        ),
        form(
            r"(?:由|从)(?:[^，。；]{0,8}?)N[\p{Han}％%]{1,3}(?:增加|减少|上升|下降|提高|降低|增长|压减)(?:了)?N[\p{Han}％%]{0,3}",
            [
                "`from … by …`: is the last number the change or the new value?",
                "“由……增加……”有歧义：是增加了还是增加到",
            ],
        ),
    ]
});

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.body() {
        for (form, [english, chinese]) in FORMS.iter() {
            for found in form.find_iter(&block.line.text) {
                let place = draft.place(at, found.range());
                let words = Words::new(*english, *chinese);
                out.push(AMBIGUOUS_CHANGE.at(place, words));
            }
        }
    }
    out
}
