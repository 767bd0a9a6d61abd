//! Waivers: what a person allows, and why. Enter at [`waivers_of`], [`apply`] and [`apply_online`].
//!
//! ```yaml
//! allow:
//!   - {code: D02, quote: 詹业辰, reason: 本人同意公开}
//! ```

use super::draft::ReportDraft;
use super::finding::Finding;
use super::rules::{by_code, external};
use crate::diagnostic::{Diagnostic, Level, Place, Words};
use crate::import::words::fold;
use crate::tree::TreeValue;
use crate::tree::fields::Fields;

/// One entry of `allow:`.
#[derive(Debug, Clone)]
pub(crate) struct Waiver {
    file: String,
    code: String,
    quote: String,
    reason: String,
    place: Place,
}

/// The waivers of a report; what is wrong with them goes to `trouble`.
pub(crate) fn waivers_of(draft: &ReportDraft<'_>, trouble: &mut Vec<Diagnostic>) -> Vec<Waiver> {
    let Some(front) = &draft.front else {
        return Vec::new();
    };
    let list = front.node.get("allow").or_else(|| front.node.get("豁免"));
    let mut out = Vec::new();
    if let Some(list) =
        list.filter(|list| !matches!(list.value, TreeValue::List(_) | TreeValue::Null))
    {
        let words = Words::new(
            "`allow` is no list: nothing is allowed by it",
            "`allow` 应是列表，现在的写法不起作用",
        );
        let hint = Words::new(
            "write `allow:` and below it `- {code: …, quote: …, reason: …}`",
            "请写成 `allow:`，下面每行一条 `- {code: …, quote: …, reason: …}`",
        );
        let one = Diagnostic::error("allow", "waiver-list", words);
        trouble.push(one.at(front.origin.place(&list.at)).hint(hint));
    }
    for node in list.map_or(&[][..], |list| list.items()) {
        let mut fields = Fields::new(node, &front.origin);
        let code = fields.required(("code", "编号"));
        let quote = fields.text(("quote", "原文"));
        let reason = fields.required(("reason", "理由"));
        trouble.extend(fields.finish(Level::Error));
        if let (Some(code), Some(reason)) = (code, reason) {
            out.push(Waiver {
                file: draft.file.clone(),
                code,
                quote: quote.unwrap_or_default(),
                reason,
                place: front.origin.place(&node.at),
            });
        }
    }
    out
}

/// Marks what the waivers allow; gives back the findings about waivers that allow nothing, or what may not be allowed.
pub(crate) fn apply(waivers: &[Waiver], findings: &mut [Finding]) -> Vec<Finding> {
    let mut out = Vec::new();
    for waiver in waivers {
        let mut matched = 0;
        let mut errors = 0;
        for finding in findings.iter_mut().filter(|one| covers(waiver, one)) {
            matched += 1;
            if finding.diagnostic.is_error() {
                errors += 1;
            } else if !waiver.reason.trim().is_empty() {
                finding.allowed = Some(waiver.reason.clone());
            }
        }
        if waiver.reason.trim().is_empty() {
            out.push(complain(
                waiver,
                "waiver-without-reason",
                Words::new("a waiver needs its reason", "豁免必须写明理由"),
            ));
        } else if matched == 0 && !is_known(&waiver.code) {
            let words = Words::new(
                "no rule has this code",
                "没有这个编号的检查，请核对豁免的编号",
            );
            out.push(complain(waiver, "waiver-unknown-code", words));
        } else if matched == 0 && !is_for_online(waiver) {
            out.push(unused(waiver));
        } else if errors > 0 {
            let words = Words::new(
                "an error cannot be allowed: it has to be mended",
                "“必须改”的问题不能豁免，只能改正",
            );
            out.push(complain(waiver, "waiver-on-error", words));
        }
    }
    out
}

/// The same for what other hosts said; a waiver for such findings is unused only where neither they nor the others need it.
pub(crate) fn apply_online(
    waivers: &[Waiver],
    offline: &[Finding],
    online: &mut [Finding],
) -> Vec<Finding> {
    let mut out = Vec::new();
    for waiver in waivers {
        let is_covered = |all: &[Finding]| all.iter().any(|one| covers(waiver, one));
        if is_covered(online) {
            out.extend(apply(std::slice::from_ref(waiver), online));
        } else if is_for_online(waiver) && !is_covered(offline) {
            out.push(unused(waiver));
        }
    }
    out
}

/// Whether a rule has the code or the name; those of a build, which are no codes, are not listed.
fn is_known(code: &str) -> bool {
    let mut letters = code.chars();
    let shaped = letters.next().is_some_and(|one| one.is_ascii_uppercase())
        && code.len() == 3
        && letters.all(|one| one.is_ascii_digit());
    !shaped || by_code(code).is_some()
}

/// Whether it speaks of links, of which only other hosts can tell.
fn is_for_online(waiver: &Waiver) -> bool {
    external::RULE.answers_to(&waiver.code)
}

fn unused(waiver: &Waiver) -> Finding {
    let words = Words::new(
        "this waiver allows nothing: nothing is found there (any more)",
        "这条豁免没有对应的问题（或问题已不存在）",
    );
    complain(waiver, "waiver-unused", words)
}

fn covers(waiver: &Waiver, finding: &Finding) -> bool {
    let one = &finding.diagnostic;
    if finding.file() != waiver.file || (waiver.code != one.code && waiver.code != one.name) {
        return false;
    }
    // A waiver quotes what its author saw, which may be more or less than what the rule quotes now, so either may hold the other. Without
    // a quote it covers all findings of its code in the file.
    let (wanted, quote) = (fold(&waiver.quote), fold(finding.quote()));
    // What is silent now stands nowhere: its words are in the message.
    if quote.is_empty() && !wanted.is_empty() {
        return fold(&one.message.zh).contains(&wanted);
    }
    wanted.is_empty() || quote.contains(&wanted) || !quote.is_empty() && wanted.contains(&quote)
}

fn complain(waiver: &Waiver, name: &'static str, words: Words) -> Finding {
    let one = Diagnostic::warning("allow", name, words);
    let hint = Words::new(
        "write `- {code: …, quote: …, reason: …}` with the code and words of a finding, or remove the entry",
        "请按 `- {code: …, quote: …, reason: …}` 填写所豁免问题的编号、原文和理由，或删去这一条",
    );
    Finding::new(one.at(waiver.place.clone()).hint(hint))
}
