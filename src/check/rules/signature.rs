//! S05: the form of signature, date, document number and salutation. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordPattern, rule_words};
use crate::diagnostic::Words;
use crate::import::LineRole;

pub(crate) const RULE: Rule = Rule::draft(
    "S05",
    &["signature-form"],
    include_str!("signature.md"),
    find,
);
const FORM: &str = "the form is that of GB/T 9704—2012, 7.2.5, 7.3.2 and 7.3.5";
const NO_SIGNATURE: FindingForm =
    RULE.warning("signature-form", FORM, "署名写机关全称，下一行写成文日期");
const DATE: FindingForm = RULE.warning(
    "signature-form",
    FORM,
    "用阿拉伯数字，年份四位，月、日不加0",
);
const NUMBER: FindingForm = RULE.warning(
    "signature-form",
    FORM,
    "年份用六角括号〔〕，序号不编虚位、不加“第”字",
);
const COLON: FindingForm = RULE.warning("signature-form", FORM, "请改为“：”");

rule_words! { "signature.yaml":
    /// 2020年12月16日
    date: WordPattern,
    /// 甲府〔2020〕1号
    number: WordPattern,
    /// What stands behind a date on a scan: （印章）.
    seal: String,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let report = &draft.facts;
    let mut out = Vec::new();
    let signed = report.signed.as_ref();
    if signed.is_none_or(|signed| signed.body.is_none() || signed.date.is_none())
        && draft
            .known
            .is_none_or(|known| known.report.signed_on.is_none())
    {
        let words = Words::new(
            "no signature with body and date under the text",
            "文末没有署名和成文日期",
        );
        out.push(NO_SIGNATURE.at(draft.whole(), words));
    }
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        let text: String = block
            .line
            .text
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        let place = || draft.place(at, 0..block.line.text.len());
        match block.role {
            LineRole::Date
                if !WORDS
                    .date
                    .is_match(text.trim_end_matches(|last| WORDS.seal.contains(last))) =>
            {
                let words = Words::new(
                    "the date is not written 2020年12月16日",
                    "成文日期应写作“2020年12月16日”的形式",
                );
                out.push(DATE.at(place(), words));
            }
            LineRole::Number if !WORDS.number.is_match(&text) => {
                let words = Words::new(
                    "the document number is not written 甲府〔2020〕1号",
                    "发文字号应写作“甲府〔2020〕1号”的形式",
                );
                out.push(NUMBER.at(place(), words));
            }
            LineRole::Salutation if text.ends_with(':') => {
                let words = Words::new(
                    "a half-width colon behind the salutation",
                    "主送机关后应为全角冒号",
                );
                out.push(COLON.at(place(), words));
            }
            _ => {}
        }
    }
    out
}
