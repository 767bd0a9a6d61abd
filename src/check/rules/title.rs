//! S04: the form of the title, and whether it names the body that signs. Enter at [`RULE`].

use super::years::title_place;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::rule_words;
use crate::diagnostic::Words;
use crate::import::words::fold;

pub(crate) const RULE: Rule = Rule::draft("S04", &["title-form"], include_str!("title.md"), find);
const TITLE_FORM: FindingForm = RULE.warning("title-form", "", "");

rule_words! { "title.yaml":
    /// What stands behind the digits of the year.
    year_mark: char,
    /// What stands for the name of a body that is not known.
    full_name: String,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let report = &draft.facts;
    let (Some(title), Some(year)) = (report.title.as_deref(), draft.year()) else {
        return Vec::new();
    };
    let signed = match draft.known {
        Some(known) => known.report.signed_by.clone(),
        None => report
            .signed
            .as_ref()
            .and_then(|signed| signed.body.clone()),
    };
    let bare = fold(title);
    let wanted = format!("{year}{}{}", WORDS.year_mark, draft.profile().name);
    let body = bare.strip_suffix(&wanted).map(str::to_owned);
    let words = match (&body, &signed) {
        (None, _) => Words::new(
            format!("the title does not end with `{wanted}`"),
            format!("标题不是“机关全称＋{wanted}”"),
        ),
        (Some(body), Some(signed)) if *body != fold(signed) && !signed.contains(';') => Words::new(
            format!("the title names `{body}`, the signature `{signed}`"),
            format!("标题写“{body}”，落款写“{signed}”"),
        ),
        _ => return Vec::new(),
    };
    let full = signed.unwrap_or_else(|| WORDS.full_name.clone());
    let hint = Words::new(
        format!("the form is `{full}{wanted}`"),
        format!("规范写法：“{full}{wanted}”"),
    );
    vec![TITLE_FORM.hinting(title_place(draft), words, hint)]
}
