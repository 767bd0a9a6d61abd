//! S01: parts that a report must have and has not. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordPattern, rule_words};
use crate::diagnostic::Words;
use crate::report::statute::{self, MissingStatement};
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::draft(
    "S01",
    &["missing-part", "part-silent"],
    include_str!("parts.md"),
    find,
);
const MISSING_PART: FindingForm = RULE.error("missing-part", "", "");
const PART_SILENT: FindingForm = RULE.warning("part-silent", "", "");

rule_words! { "parts.yaml":
    /// Sentences that speak of shortcomings without a heading of their own: 虽然……，但还存在……不足.
    short: WordPattern,
    /// Paragraphs and sentences that look ahead: 下一步，将…….
    ahead: WordPattern,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let profile = draft.profile();
    let mut out = Vec::new();
    // Parts inside another are the business of S02; what else is to be reported may be nothing.
    for part in profile
        .parts
        .iter()
        .filter(|part| part.within.is_none() && part.id != "other")
    {
        if !draft.part(&part.id).is_empty() || mention(draft, &part.id).is_some() {
            continue;
        }
        let (id, name, source) = (&part.id, &part.name, &profile.source);
        let words = Words::new(
            format!("no part `{id}` ({name})"),
            format!("缺少“{name}”部分"),
        );
        let hint = Words::new(
            format!("{source} asks for it: add a section of this name"),
            format!("{source}要求写明，请增加这一部分"),
        );
        out.push(MISSING_PART.hinting(draft.whole(), words, hint));
    }
    if let Some(known) = draft.known {
        let lacking = profile.parts.iter().filter_map(|part| {
            let lack = statute::lack(known.report, part)?;
            Some(silent(draft, &part.name, &lack))
        });
        out.extend(lacking);
    }
    out
}

/// A part that is there and does not say what it must.
fn silent(draft: &ReportDraft<'_>, name: &str, lack: &MissingStatement<'_>) -> Finding {
    let (words, hint) = match lack {
        MissingStatement::Words(words) => {
            let words = words.join("或");
            (
                Words::new(
                    format!("the part “{name}” does not speak of {words}"),
                    format!("“{name}”没有写明{words}"),
                ),
                Words::new(
                    "say how it was, also where there was none",
                    "请写明情况；没有发生的也要写明",
                ),
            )
        }
        MissingStatement::Topics(topics) => {
            let topics = topics.join("、");
            (
                Words::new(
                    format!("the part “{name}” does not speak of {topics}"),
                    format!("“{name}”没有写到{topics}"),
                ),
                Words::new(
                    "the format of the report asks for each of them",
                    "报告格式要求逐项写到，请补充",
                ),
            )
        }
        MissingStatement::Only(only) => (
            Words::new(
                format!("the part “{name}” says nothing but “{only}”"),
                format!("“{name}”只写了“{only}”"),
            ),
            Words::new("name what there is", "请写明具体情况"),
        ),
    };
    PART_SILENT.hinting(draft.whole(), words, hint)
}

/// Whether a part is spoken of in passing, without a heading of its own; the byte and block of the words.
pub(super) fn mention(draft: &ReportDraft<'_>, id: &str) -> Option<(usize, Range<usize>)> {
    let find = |text: &str| match id {
        "first_responsible" => ["第一责任人职责", "法治建设第一责任人"]
            .iter()
            .find_map(|words| text.find(words).map(|at| at..at + words.len())),
        "shortcomings" => WORDS.short.find(text).map(|found| found.range()),
        "plan" => WORDS.ahead.find(text).map(|found| found.range()),
        _ => None,
    };
    draft
        .body()
        .find_map(|(at, block)| Some((at, find(&block.line.text)?)))
}
