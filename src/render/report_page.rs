//! What the pages of reports, of their bodies and of sections see besides what every page sees. Enter at [`report_variables`].

use super::engine::{SharedValue, TemplateVariables};
use super::fill::{PageContext, PageSummary, home, marks, report as report_view};
use super::page_maker::PageMaker;
use super::report_text::{self, FigureMark};
use crate::content::BodyText;
use crate::diagnostic::Diagnostic;
use crate::report::{Report, ReportingBody};
use crate::site::SectionId;
use std::sync::Arc;

/// The body whose home a section folder is.
pub(super) fn town_of<'a>(maker: &'a PageMaker, folder: &str) -> Option<&'a ReportingBody> {
    let reports = &maker.inputs().reports;
    reports
        .body(folder)
        .filter(|body| reports.of(&body.id).next().is_some())
}

/// The variables of a report's page.
pub(super) fn report_variables(
    maker: &Arc<PageMaker>,
    variables: TemplateVariables,
    desk: PageContext<'_>,
    report: &Report,
    text: &BodyText,
) -> Result<TemplateVariables, Box<Diagnostic>> {
    let Some(body) = maker.inputs().reports.body(&report.body) else {
        return Ok(variables);
    };
    let desk = desk.about(&report.profile);
    let html = report_html(maker, desk, report, text)?;
    let about = PageSummary {
        kind: "report",
        title: report.title.clone(),
        description: report_view::description(report),
        body: Some(body),
        above: Vec::new(),
        sample: false,
    };
    let view = report_view::report(desk, body, report, html);
    Ok(maker
        .about(variables, desk, about)
        .with("report", SharedValue::from_serialize(&view)))
}

/// The report's text with anchors, marks and notes.
fn report_html(
    maker: &Arc<PageMaker>,
    desk: PageContext<'_>,
    report: &Report,
    body: &BodyText,
) -> Result<String, Box<Diagnostic>> {
    let mut figures = Vec::new();
    for (figure, spot, note) in marks::notes(desk, report) {
        let variables = TemplateVariables::new().with("note", SharedValue::from_serialize(&note));
        let note = maker
            .fill("parts/figure_note.html", variables, &body.file)?
            .trim()
            .to_owned();
        figures.push(FigureMark {
            spot,
            indicator: figure.indicator.clone(),
            note,
        });
    }
    let (html, findings) = report_text::render(&report_text::TextInput {
        file: &body.file,
        whole: &body.whole,
        body: (body.range.start, body.range.end),
        text: &report.text,
        marks: &marks::sentences(desk, report),
        figures: &figures,
        resolve: &|file| maker.inputs().site.permalink_of(file).map(str::to_owned),
    });
    let (errors, others): (Vec<_>, Vec<_>) = findings.into_iter().partition(Diagnostic::is_error);
    maker.remark(others);
    match errors.into_iter().next() {
        Some(error) => Err(Box::new(error)),
        None => Ok(html),
    }
}

/// The variables of a body's home; `section` is its `_index.md` where it has one.
pub(super) fn home_variables(
    maker: &PageMaker,
    variables: TemplateVariables,
    desk: PageContext<'_>,
    body: &ReportingBody,
    section: Option<SectionId>,
) -> TemplateVariables {
    let content = section_html(maker, section);
    let desk = desk.about(desk.reports.main_kind(&body.id));
    let about = PageSummary {
        kind: "town",
        title: body.name.clone(),
        description: format!("{}历年报告、数字、承诺与比较", body.full_name),
        body: Some(body),
        above: Vec::new(),
        sample: false,
    };
    maker.about(variables, desk, about).with(
        "town",
        SharedValue::from_serialize(&home::town(desk, body, content)),
    )
}

/// The variables of any other section; the root also sees the portal.
pub(super) fn section_variables(
    maker: &PageMaker,
    variables: TemplateVariables,
    desk: PageContext<'_>,
    id: SectionId,
) -> TemplateVariables {
    let section = &maker.inputs().site.sections[id].section;
    let is_root = section.file.folder.is_empty();
    let site_title = maker
        .inputs()
        .config
        .language(&section.language)
        .title
        .clone();
    let title = section
        .title
        .clone()
        .or(site_title.filter(|_| is_root))
        .unwrap_or_default();
    let about = PageSummary {
        kind: if is_root { "home" } else { "section" },
        description: section.description.clone().unwrap_or(title.clone()),
        title,
        body: None,
        above: Vec::new(),
        sample: false,
    };
    let variables = maker.about(variables, desk, about);
    if is_root && (maker.inputs().is_tera2() || !maker.inputs().reports.bodies.is_empty()) {
        return variables.with(
            "home",
            SharedValue::from_serialize(&home::home(desk, section_html(maker, Some(id)))),
        );
    }
    variables
}

fn section_html(maker: &PageMaker, section: Option<SectionId>) -> String {
    section.map_or_else(String::new, |id| maker.bodies.sections[id].html.clone())
}
