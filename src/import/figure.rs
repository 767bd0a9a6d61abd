//! The figures of a report: the results that its parts state, but for the plan and a covering letter. Enter at [`figures`].

use super::imported::ImportedFigure;
use super::opening::LineRole;
use super::outline::{OutlineBlock, ReportOutline};
use crate::report::find::figure::{FoundFigure, figures_in};
use crate::report::find::part::{FoundParts, PartSections};
use crate::report::profile::ReadingRules;

/// The figures of a report in reading order: everything but the plan and a covering letter is looked at.
pub(crate) fn figures(
    outline: &ReportOutline,
    parts: &FoundParts,
    profile: &ReadingRules,
) -> Vec<ImportedFigure> {
    let mut out = Vec::new();
    let mut planned = false;
    let held = |id: &str| {
        let held = parts.iter().filter(|(part, _)| part == id);
        PartSections::of(held.flat_map(|(_, paths)| paths))
    };
    let (shortcomings, plans) = (held("shortcomings"), held("plan"));
    for block in outline
        .blocks
        .iter()
        .filter(|block| block.role == LineRole::Body && block.line.cells.is_empty())
    {
        let (short, plan) = (
            shortcomings.holds(&block.section),
            plans.holds(&block.section),
        );
        let text = block.line.text.as_str();
        planned &= plan;
        let mut end = text.len();
        if plan && !short || planned {
            continue;
        }
        if plan {
            // A merged part turns to the plan at a sentence such as 在今后的工作中.
            if let Some(found) = profile.plan_begins.find(text) {
                planned = true;
                end = found.start();
            }
        }
        let found = figures_in(&text[..end]).into_iter();
        let told = found.filter(|figure| !(short && figure.zero_claim));
        out.extend(told.map(|figure| imported(figure, text, block)));
    }
    out
}

fn imported(figure: FoundFigure, text: &str, block: &OutlineBlock) -> ImportedFigure {
    ImportedFigure {
        value: figure.value.to_string(),
        unit: figure.unit.to_owned(),
        approx: figure.approx,
        quote: text[figure.quote].to_owned(),
        indicator: figure.indicator,
        zero_claim: figure.zero_claim,
        line: block.line.number,
        section: block.section.clone(),
        name: figure.name,
        kind: figure.kind,
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;
    use super::super::page::PageLine;
    use super::*;
    use crate::report::ReportKind;

    #[test]
    fn a_plan_states_no_results_and_shortcomings_no_zeros() {
        let text = "一、做法\n举办培训3场。\n二、计划\n一是举办培训12场。\n三、不足\n只举办了1次，没有发生案件。";
        let lines = text.split('\n');
        let lines = lines.map(|line| (LineRole::Body, PageLine::text(1, line)));
        let parts = [("plan", "二、"), ("shortcomings", "三、")];
        let parts = parts.map(|(id, path)| (id.to_owned(), vec![path.to_owned()]));
        let found = figures(
            &outline(lines.collect(), &[]),
            &parts.to_vec(),
            ReportKind::default_profile().reading(),
        );
        let shown = found.iter().map(|one| format!("{}{}", one.value, one.unit));
        assert_eq!(shown.collect::<Vec<_>>(), ["3场", "1次"]);
    }
}
