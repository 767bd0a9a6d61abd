//! N07: changes in words that can be read in two ways. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordPattern, rule_words};
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::draft(
    "N07",
    &["ambiguous-change"],
    include_str!("changes.md"),
    find,
);
const AMBIGUOUS_CHANGE: FindingForm = RULE.warning(
    "ambiguous-change",
    "write 增加到 for the new value, 增加了 for the change, and one word for `about`",
    "写新值用“增加到”，写变化用“增加了”；概数只用一种说法",
);

rule_words! { "changes.yaml":
    /// 减少2倍
    multiple: WordPattern,
    /// 约30件左右
    about_around: WordPattern,
    /// 近30余批
    about_more: WordPattern,
    /// 由5个增加7个
    from_by: WordPattern,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let forms = [
        (
            &WORDS.multiple,
            Words::new(
                "nothing can become less by its multiple",
                "“减少几倍”不成立，应写减少百分之几或降到几分之几",
            ),
        ),
        (
            &WORDS.about_around,
            Words::new(
                "two words for `about`",
                "概数重复：“约”“近”“超过”与“左右”“以上”不能并用",
            ),
        ),
        (
            &WORDS.about_more,
            Words::new(
                "two words for `about`",
                "概数重复：“约”“近”“超过”与“余”“多”不能并用",
            ),
        ),
        (
            &WORDS.from_by,
            Words::new(
                "`from … by …`: is the last number the change or the new value?",
                "“由……增加……”有歧义：是增加了还是增加到",
            ),
        ),
    ];
    let mut out = Vec::new();
    for (at, block) in draft.body() {
        for (form, words) in &forms {
            let found = form.find_iter(&block.line.text);
            out.extend(found.map(|found| {
                let place = draft.place(at, found.range());
                AMBIGUOUS_CHANGE.at(place, words.clone())
            }));
        }
    }
    out
}
