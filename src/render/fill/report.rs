//! Fills a report's page. Enter at [`report`].

use super::{PageContext, figure, promise, table, topic};
use crate::diagnostic::Language;
use crate::render::context::LinkView;
use crate::render::context::report::{
    CitationLine, CorrectionView, DeadlineView, MetaRow, PartView, ReportFigure, ReportView,
    TocEntry,
};
use crate::report::profile::{ReportDeadline as Rule, StatutoryPart};
use crate::report::text::{BlockKind, TextSection};
use crate::report::{Correction, Report, ReportingBody, Status};
use crate::report::{labels, statute};
use crate::site::address::quality_of;
use crate::words::report::{self as report_words, PartState};
use crate::words::{figure as figure_words, page_title, summary};
use jiff::civil::Date;

/// A report; `html` is its text with anchors and marks.
pub(crate) fn report(
    desk: PageContext<'_>,
    body: &ReportingBody,
    report: &Report,
    html: String,
) -> ReportView {
    let comparison = desk
        .reports
        .comparisons
        .iter()
        .find(|one| one.leads_to(report));
    let neighbour = |other: Option<&Report>| {
        other.map(|other| desk.link(&desk.report_address(other), page_title::year(other.year)))
    };
    ReportView {
        draft: report.status == Status::Draft,
        year: report.year,
        title: report.title.clone(),
        signed_by: report.signed_by.clone(),
        signed_on: report.signed_on.map(|day| day.to_string()),
        published: report.published.map(|day| day.to_string()),
        html,
        toc: toc(report),
        parts: parts(desk, report),
        meta: meta(desk, body, report),
        deadline: deadline(desk.profile(report).deadline_for(body.kind), report),
        rail: desk.rail(&body.id, &[report.year]),
        previous: neighbour(desk.of(&body.id).rfind(|other| other.year < report.year)),
        next: neighbour(desk.of(&body.id).find(|other| other.year > report.year)),
        comparison: comparison.map(|one| desk.comparison_link(one)),
        quality: desk.link(&quality_of(&desk.report_address(report)), "检查说明"),
        summary: comparison.map(|one| summary::comparison(Language::Chinese, one)),
        tables: table::of_report(desk, report),
        figures: figures(desk, report),
        promises: promise::of_report(desk, report),
        citations: citations(desk, body, report),
        corrections: report
            .corrections
            .iter()
            .rev()
            .map(|one| correction(desk, report, one))
            .collect(),
        notice: report_words::notice(report.status).map(str::to_owned),
        partial: report.is_partial(),
    }
}

fn toc(report: &Report) -> Vec<TocEntry> {
    let shown = report
        .text
        .sections
        .iter()
        .filter(|section| section.level > 0 && !section.title.is_empty());
    let mut top: Vec<TocEntry> = Vec::new();
    for section in shown {
        let entry = TocEntry {
            href: format!("#{}", section.id),
            title: heading(section),
            level: section.level,
            children: Vec::new(),
        };
        let mut place = &mut top;
        while place.last().is_some_and(|last| last.level < entry.level) {
            place = &mut place
                .last_mut()
                .expect("the loop's condition saw a last entry")
                .children;
        }
        place.push(entry);
    }
    top
}

/// Number and title as one line.
pub(crate) fn heading(section: &TextSection) -> String {
    format!("{}{}", section.number, section.title)
}

/// Each part with its sections; a section that holds more than one part (causes within shortcomings aside) is said to be merged.
pub(super) fn parts(desk: PageContext<'_>, report: &Report) -> Vec<PartView> {
    let profile = desk.profile(report);
    let found: Vec<_> = profile
        .parts
        .iter()
        .map(|part| (part, report.part_sections(&part.id)))
        .collect();
    let shared = |part: &StatutoryPart, section: &TextSection| {
        let others = found
            .iter()
            .filter(|(other, _)| other.id != part.id && other.within.is_none());
        part.within.is_none()
            && others
                .flat_map(|(_, sections)| sections)
                .any(|other| other.id == section.id)
    };
    let view = |(part, sections): &(&StatutoryPart, Vec<&TextSection>)| {
        let merged = sections.iter().any(|section| shared(part, section));
        let state = match (sections.is_empty(), merged) {
            (true, _) => PartState::Missing,
            (false, true) => PartState::Merged,
            (false, false) => PartState::Found,
        };
        let (state, word) = match statute::lack(report, part) {
            Some(missing) => ("lacking", report_words::lack(&missing)),
            None => (state.id(), state.word().to_owned()),
        };
        let link = |section: &&TextSection| LinkView {
            href: format!("#{}", section.id),
            title: heading(section),
        };
        PartView {
            id: part.id.clone(),
            name: part.name.clone(),
            state,
            word,
            sections: sections.iter().map(link).collect(),
        }
    };
    found.iter().map(view).collect()
}

/// The rows of the metadata table under the labels of the site's province. What is not known stays null.
fn meta(desk: PageContext<'_>, body: &ReportingBody, report: &Report) -> Vec<MetaRow> {
    let rows = labels::of(&desk.reports.labels);
    let value = |field: &str| match field {
        "issuer" => Some(
            report
                .signed_by
                .clone()
                .unwrap_or_else(|| body.full_name.clone()),
        ),
        "formed_on" => report.signed_on.map(|day| day.to_string()),
        "title" => Some(report.title.clone()),
        "document_number" => report.document_number.clone(),
        "published" => report.published.map(|day| day.to_string()),
        "status" => Some(report_words::status(report.status).to_owned()),
        _ => None,
    };
    rows.iter()
        .map(|label| MetaRow {
            label: label.word.clone(),
            value: value(&label.field),
        })
        .collect()
}

/// Whether the report was public before the profile's day of the following year.
pub(super) fn deadline(rule: &Rule, report: &Report) -> DeadlineView {
    let due = Date::new(report.year + 1, rule.month, rule.day).ok();
    let (state, word) = match (report.published, due) {
        (Some(published), Some(due)) if published < due => ("on-time", "按期公开"),
        (Some(_), Some(_)) => ("late", "逾期公开"),
        _ => ("unknown", "公开日期未知"),
    };
    DeadlineView {
        state,
        word: word.to_owned(),
        rule: format!("{}（{}）", rule.words, rule.source),
    }
}

fn figures(desk: PageContext<'_>, report: &Report) -> Vec<ReportFigure> {
    let own = report.figures.iter().filter(|one| one.is_of(report.year));
    own.filter_map(|one| {
        let indicator = desk.reports.indicator(&one.indicator)?;
        Some(ReportFigure {
            link: desk.figure_link(&report.body, indicator),
            cell: figure::report_cell(desk, report, one),
            unit: indicator.unit.clone(),
            kind: figure_words::kind(indicator.kind).to_owned(),
            change: figure::change_in(desk, report, indicator),
        })
    })
    .collect()
}

fn citations(desk: PageContext<'_>, body: &ReportingBody, report: &Report) -> Vec<CitationLine> {
    let mut lines: Vec<CitationLine> = Vec::new();
    for one in &report.citations {
        let link = desk.link(
            &topic::law_address(desk, body, &one.canonical),
            if one.marked {
                format!("《{}》", one.name)
            } else {
                one.name.clone()
            },
        );
        match lines.iter_mut().find(|line| line.link.href == link.href) {
            Some(line) => line.count += 1,
            None => lines.push(CitationLine { link, count: 1 }),
        }
    }
    lines
}

fn correction(desk: PageContext<'_>, report: &Report, one: &Correction) -> CorrectionView {
    let spot = report.text.find(&one.now, None).into_iter().next();
    CorrectionView {
        version: one.version,
        on: one.on.to_string(),
        class: report_words::correction(one.class).to_owned(),
        was: one.was.clone(),
        now: one.now.clone(),
        reason: one.reason.clone(),
        approved_by: one.approved_by.clone(),
        href: spot.map(|spot| desk.spot(report, &spot, "").href),
    }
}

/// The plain words of a block, for descriptions.
pub(crate) fn description(report: &Report) -> String {
    let blocks = report
        .text
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    let first = blocks
        .into_iter()
        .find(|block| block.kind == BlockKind::Paragraph && !block.plain.trim().is_empty());
    first.map_or_else(String::new, |block| {
        block.plain.trim().chars().take(100).collect()
    })
}
