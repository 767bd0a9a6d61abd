//! N03: numbers of the text that no figure of the data rests on; a list to go through. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use crate::import::words::{fold, tidy};
use crate::report::find::figure::{StatedFigure, stated_figures};

pub(crate) const RULE: Rule = Rule {
    review: true,
    ..Rule::draft("N03", &["unbound-number"], include_str!("unbound.md"), find)
};
const UNBOUND_NUMBER: FindingForm = RULE.info(
    "unbound-number",
    "add it to `figures.yaml` if it should be compared over the years",
    "需要逐年比较的，请录入 `figures.yaml`",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    // A report without data of its own has nothing to bind to.
    let Some(known) = draft.known.filter(|known| !known.report.figures.is_empty()) else {
        return Vec::new();
    };
    let report = known.report;
    // Quotes are compared without layout. A figure of the data may quote more of the sentence than the finder of numbers does, or less,
    // so either may hold the other. Each number is held against every quote: both are some dozens in a report.
    let quotes: Vec<String> = report
        .figures
        .iter()
        .map(|figure| fold(&figure.quote))
        .chain(report.sums.iter().map(|sum| fold(&sum.quote)))
        .collect();
    let mut out = Vec::new();
    for StatedFigure { figure, spot } in stated_figures(report) {
        let quote = report.text.words(&spot);
        let words = fold(quote);
        if quotes
            .iter()
            .any(|known| known.contains(&words) || words.contains(known.as_str()))
        {
            continue;
        }
        let section = &report.text.sections[spot.section];
        let line = tidy(&section.blocks[spot.block].plain);
        let Some((at, start)) = draft
            .body()
            .filter(|(_, block)| block.section == section.path && block.line.text == line)
            .find_map(|(at, block)| Some((at, block.line.text.find(quote)?)))
        else {
            continue;
        };
        let message = Words::new(
            format!(
                "{}{} rests in no figure of the data",
                figure.value, figure.unit
            ),
            format!("{}{}没有录入数据", figure.value, figure.unit),
        );
        let place = draft.place(at, start..start + quote.len());
        out.push(UNBOUND_NUMBER.at(place, message));
    }
    out
}
