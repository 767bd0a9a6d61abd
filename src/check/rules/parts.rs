//! S01: parts that a report must have and has not. Enter at [`RULE`]; [`held`] tells where a part is.

use super::{Rule, Run};
use crate::check::draft::Draft;
use crate::check::finding::{Finding, finding};
use crate::diagnostic::{Level, Words};
use crate::report::statute;

pub(crate) const RULE: Rule = Rule {
    code: "S01",
    names: &["missing-part"],
    page: include_str!("parts.md"),
    run: Run::Draft(find),
};

fn find(draft: &Draft<'_>) -> Vec<Finding> {
    let profile = draft.profile();
    let mut out = Vec::new();
    // Parts inside another are the business of S02; what else is to be reported may be nothing.
    for part in profile
        .parts
        .iter()
        .filter(|part| part.within.is_none() && part.id != "other")
    {
        if !held(draft, &part.id).is_empty() || is_mentioned(draft, &part.id) {
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
    declared.unwrap_or_else(|| found(draft, id))
}

/// The headings that hold a part by their words.
fn found(draft: &Draft<'_>, id: &str) -> Vec<String> {
    let profile = draft.profile();
    if let Some(known) = draft.known.filter(|_| !draft.is_default_kind()) {
        let part = profile.parts.iter().find(|part| part.id == id);
        let sections = part.map(|part| statute::sections(known.report, profile, part));
        let paths = sections
            .into_iter()
            .flatten()
            .map(|section| section.path.clone());
        return paths.collect();
    }
    let parts = &draft.study.report.parts;
    match id {
        "measures" => &parts.measures,
        "shortcomings" => &parts.shortcomings,
        "first_responsible" => &parts.first_responsible,
        "plan" => &parts.plan,
        _ => &parts.other,
    }
    .clone()
}

/// The first person responsible may be spoken of in a paragraph without a heading of its own.
pub(super) fn is_mentioned(draft: &Draft<'_>, id: &str) -> bool {
    id == "first_responsible"
        && draft.body().any(|(_, block)| {
            block.line.text.contains("第一责任人职责")
                || block.line.text.contains("法治建设第一责任人")
        })
}
