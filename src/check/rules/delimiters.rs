//! T02: marks behind numbers that differ among siblings, and `1、` where the standard has `1.`. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm, ProposedFix};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use crate::import::{ImportedHeading, OutlineBlock};
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule {
    mechanical: true,
    ..Rule::draft(
        "T02",
        &["mixed-delimiters", "delimiter-form"],
        include_str!("delimiters.md"),
        find,
    )
};
const MIXED_DELIMITERS: FindingForm = RULE.info(
    "mixed-delimiters",
    "write `1.` for every number of the third level",
    "第三级序号统一写作“1.”",
);
const DELIMITER_FORM: FindingForm = RULE.info(
    "delimiter-form",
    "GB/T 9704 writes `1.`",
    "按 GB/T 9704 应写作“1.”",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut first: BTreeMap<&str, char> = BTreeMap::new();
    let mut wide: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, block) in draft.body() {
        let Some(heading) = draft.heading(block).filter(|heading| heading.level == 3) else {
            continue;
        };
        if heading.malformed == Some("mark-missing") {
            let words = Words::new("the mark behind the number is gone", "序号后缺少标点");
            out.push(MIXED_DELIMITERS.at(draft.place(at, 0..block.lead), words));
            continue;
        }
        let Some((mark, range)) = mark(block, heading) else {
            continue;
        };
        let parent = heading
            .path
            .rsplit_once('/')
            .map_or("", |(parent, _)| parent);
        // The first sibling sets the mark for all: which is right nobody can tell from a report that mixes them, but the standard names
        // one, and to that a program may change the others.
        let known = *first.entry(parent).or_insert(mark);
        let odd = known != mark;
        if odd {
            let words = Words::new(
                format!("`{mark}` behind the number, `{known}` behind the first one"),
                format!("序号后用“{mark}”，同级首项用“{known}”"),
            );
            let fix = draft
                .source(at, range.clone())
                .map(|at| ProposedFix::new(at, "."));
            let fix = fix.filter(|_| mark != '.');
            out.push(
                MIXED_DELIMITERS
                    .at(draft.place(at, 0..block.lead), words)
                    .fixed_by(fix),
            );
        }
        if mark == '、' && !odd {
            wide.push((at, range));
        }
    }
    out.extend(form(draft, &wide));
    out
}

/// All `1、` of a report as one finding at the first of them.
fn form(draft: &ReportDraft<'_>, wide: &[(usize, Range<usize>)]) -> Option<Finding> {
    let (at, range) = wide.first()?;
    let count = wide.len();
    let words = Words::new(
        format!("{count} numbers of the third level are written `1、`"),
        format!("第三级序号有{count}处写作“1、”"),
    );
    let fixes = wide
        .iter()
        .filter_map(|(at, range)| Some(ProposedFix::new(draft.source(*at, range.clone())?, ".")));
    let place = draft.place(*at, 0..range.end);
    Some(DELIMITER_FORM.at(place, words).fixed_by(fixes))
}

/// The mark behind the number, and its bytes.
fn mark(block: &OutlineBlock, heading: &ImportedHeading) -> Option<(char, Range<usize>)> {
    heading.number.as_ref()?;
    let text = &block.line.text;
    let (at, mark) = text
        .char_indices()
        .find(|(_, letter)| !letter.is_ascii_digit() && !letter.is_whitespace())?;
    "、.．"
        .contains(mark)
        .then(|| (mark, at..at + mark.len_utf8()))
}
