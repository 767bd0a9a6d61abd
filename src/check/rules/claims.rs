//! N08: claims of quality without a figure or a source. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::{bytes_ahead, bytes_back, moved};
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::draft(
    "N08",
    &["unsupported-claim"],
    include_str!("claims.md"),
    find,
);
const UNSUPPORTED_CLAIM: FindingForm = RULE.warning(
    "unsupported-claim",
    "give the figure and where it comes from, or leave the claim out",
    "请写出数据及出处，或删去这一结论",
);

rule_words! { "claims.yaml":
    /// A claim of quality: 群众满意度较高.
    claim: WordPattern,
    /// Words of a source beside it.
    sources: WordList,
}

/// Characters on each side of a claim in which its figure or its source may stand.
const NEAR: usize = 20;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for line in draft
        .lines()
        .filter(|line| draft.reports_results(line.block))
    {
        let words = line.words();
        for found in WORDS.claim.find_iter(words) {
            // A number near by is the figure; a named survey is the source.
            let from = bytes_back(words, found.start(), NEAR);
            let around = &words[from..bytes_ahead(words, found.end(), NEAR)];
            let counted = around.bytes().any(|byte| byte.is_ascii_digit());
            if counted || WORDS.sources.stands_in(around) {
                continue;
            }
            let message = Words::new(
                "a claim without a figure or a source",
                "定性结论没有数字或来源支撑",
            );
            let range = moved(&found.range(), line.range.start);
            let place = draft.place(line.at, range);
            out.push(UNSUPPORTED_CLAIM.at(place, message));
        }
    }
    out
}
