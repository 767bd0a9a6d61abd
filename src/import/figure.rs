//! The figures of a report with their lines in the file; a covering letter states none. Enter at [`figures`].

use super::imported::ImportedFigure;
use super::opening::LineRole;
use super::outline::{OutlineBlock, ReportOutline};
use crate::report::Report;
use crate::report::find::figure::{StatedFigure, stated_figures};

/// The figures of a report in reading order. `starts` are the bytes of its Markdown at which the blocks of the outline begin.
pub(crate) fn figures(
    report: &Report,
    outline: &ReportOutline,
    starts: &[usize],
) -> Vec<ImportedFigure> {
    let block_of = |stated: &StatedFigure| {
        let section = &report.text.sections[stated.spot.section];
        let source = section.blocks[stated.spot.block].source.start;
        let at = starts.partition_point(|start| *start <= source);
        outline.blocks.get(at.checked_sub(1)?)
    };
    let stated = stated_figures(report).into_iter();
    let own = stated.filter_map(|stated| {
        let block = block_of(&stated).filter(|block| block.role == LineRole::Body)?;
        Some(imported(stated, report, block))
    });
    own.collect()
}

fn imported(stated: StatedFigure, report: &Report, block: &OutlineBlock) -> ImportedFigure {
    let StatedFigure { figure, spot } = stated;
    ImportedFigure {
        value: figure.value.to_string(),
        unit: figure.unit.to_owned(),
        approx: figure.approx,
        quote: report.text.words(&spot).to_owned(),
        indicator: figure.indicator,
        zero_claim: figure.zero_claim,
        line: block.line.number,
        section: report.text.sections[spot.section].path.clone(),
        name: figure.name,
        kind: figure.kind,
    }
}

#[cfg(test)]
mod tests {
    use crate::report::ReportKind;

    #[test]
    fn a_plan_states_no_results_and_shortcomings_no_zeros() {
        let text = "某镇2021年法治政府建设年度报告\n一、主要做法\n举办培训3场。\n二、存在的不足\n只举办了1次，没有发生案件。\n三、2022年工作计划\n一是举办培训12场。\n";
        let report = crate::import::read("a.txt", text.as_bytes(), ReportKind::default_profile());
        let figures = report.figures.iter();
        let shown = figures.map(|one| (format!("{}{}", one.value, one.unit), one.line));
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [("3场".to_owned(), 3), ("1次".to_owned(), 5)]
        );
    }
}
