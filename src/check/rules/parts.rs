//! S01: parts that a report must have and has not. Enter at [`RULE`]; [`held`] tells where a part is.

use super::{Rule, Run};
use crate::check::draft::Draft;
use crate::check::finding::{Finding, finding};
use crate::diagnostic::{Level, Words};

pub(crate) const RULE: Rule = Rule {
    code: "S01",
    names: &["missing-part"],
    page: include_str!("parts.md"),
    run: Run::Draft(find),
};

/// The parts that every report must have: id and name.
pub(super) const PARTS: [(&str, &str); 4] = [
    ("measures", "主要举措和成效"),
    ("shortcomings", "存在的不足和原因"),
    (
        "first_responsible",
        "党政主要负责人履行推进法治建设第一责任人职责情况",
    ),
    ("plan", "下一年度主要安排"),
];

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (id, name) in PARTS {
        if !held(draft, id).is_empty() || is_mentioned(draft, id) {
            continue;
        }
        let words = Words::new(
            format!("no part `{id}` ({name})"),
            format!("缺少“{name}”部分"),
        );
        let hint = Words::new(
            "the rules on supervision ask for it: add a section of this name",
            "《法治政府建设与责任落实督察工作规定》要求写明，请增加这一部分",
        );
        out.push(finding(
            Level::Error,
            ("S01", "missing-part"),
            draft.whole(),
            words,
            hint,
        ));
    }
    out
}

/// The headings that hold a part: as declared, else as found.
pub(super) fn held(draft: &Draft<'_>, id: &str) -> Vec<String> {
    let declared = draft.known.and_then(|known| {
        let found = known.report.parts.iter().find(|(part, _)| part == id)?;
        Some(found.1.clone())
    });
    let parts = &draft.study.report.parts;
    declared.unwrap_or_else(|| {
        match id {
            "measures" => &parts.measures,
            "shortcomings" => &parts.shortcomings,
            "first_responsible" => &parts.first_responsible,
            "plan" => &parts.plan,
            _ => &parts.other,
        }
        .clone()
    })
}

/// The first person responsible may be spoken of in a paragraph without a heading of its own.
pub(super) fn is_mentioned(draft: &Draft<'_>, id: &str) -> bool {
    id == "first_responsible"
        && draft.body().any(|(_, block)| {
            block.line.text.contains("第一责任人职责")
                || block.line.text.contains("法治建设第一责任人")
        })
}
