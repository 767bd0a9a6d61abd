//! D03: marks of secrecy. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordPattern, read_words};
use crate::diagnostic::Words;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    any_text: true,
    ..Rule::draft("D03", &["secrecy-mark"], include_str!("secrecy.md"), find)
};
const SECRECY_MARK: FindingForm = RULE.error("secrecy-mark", "ask whoever issued it; a report that is secret or internal is not published, and a mark left over by mistake is deleted", "请先与制发机关核实：涉密或内部文稿不得上网；确属误留的，删去标志");

/// What can only be a mark: 国家秘密 and 商业秘密 in a sentence are none.
static MARK: LazyLock<WordPattern> = LazyLock::new(|| read_words(include_str!("secrecy.yaml")));

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let blocks = draft.outline.blocks.iter().enumerate();
    blocks
        .flat_map(|(at, block)| {
            MARK.find_iter(&block.line.text)
                .map(move |found| (at, found.range()))
        })
        .map(|(at, range)| {
            let words = Words::new(
                "a mark says that this may not be published",
                "文中有密级或“不得公开”的标志",
            );
            SECRECY_MARK.at(draft.place(at, range), words)
        })
        .collect()
}
