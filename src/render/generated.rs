//! Pages that come from reports: which template shows them and what it sees. Enter at the methods of [`Stage`].

use super::engine::{SharedValue, TemplateVariables};
use super::fill::{
    PageContext, PageSummary, comparison, figure, home, marks, promise, quality,
    report as report_view, topic,
};
use super::pages::{Made, plain_about};
use super::report_text::{self, FigureMark};
use super::stage::Stage;
use crate::check::FinishedPage;
use crate::diagnostic::Diagnostic;
use crate::report::{Report, ReportingBody, Year};
use crate::site::address::ShownReport;
use crate::site::{PageId, SectionId};
use crate::words::page_title;
use std::sync::Arc;

/// The report that a page is.
pub(super) fn report_of(stage: &Stage, id: PageId) -> Option<&Report> {
    let page = &stage.inputs.site.pages[id].page;
    page.report.as_ref()?;
    let mut reports = stage.inputs.reports.reports.iter();
    reports.find(|report| report.source == page.file.relative)
}

/// The body whose home a section folder is.
pub(super) fn town_of<'a>(stage: &'a Stage, folder: &str) -> Option<&'a ReportingBody> {
    let reports = &stage.inputs.reports;
    reports
        .body(folder)
        .filter(|body| reports.of(&body.id).next().is_some())
}

/// The variables of a report's page.
pub(super) fn report(
    stage: &Arc<Stage>,
    variables: TemplateVariables,
    desk: PageContext<'_>,
    report: &Report,
) -> Result<TemplateVariables, Box<Diagnostic>> {
    let Some(body) = stage.inputs.reports.body(&report.body) else {
        return Ok(variables);
    };
    let desk = desk.about(&report.profile);
    let html = report_html(stage, desk, report)?;
    let about = PageSummary {
        kind: "report",
        title: report.title.clone(),
        description: report_view::description(report),
        body: Some(body),
        above: Vec::new(),
        sample: false,
    };
    let view = report_view::report(desk, body, report, html);
    Ok(stage
        .about(variables, desk, about)
        .with("report", SharedValue::from_serialize(&view)))
}

/// The report's text with anchors, marks and notes.
fn report_html(
    stage: &Arc<Stage>,
    desk: PageContext<'_>,
    report: &Report,
) -> Result<String, Box<Diagnostic>> {
    let Some(node) = stage
        .inputs
        .site
        .pages
        .iter()
        .find(|node| node.path == desk.at)
    else {
        return Ok(String::new());
    };
    let body = &node.page.body;
    let mut figures = Vec::new();
    for (figure, spot, note) in marks::notes(desk, report) {
        let variables = TemplateVariables::new().with("note", SharedValue::from_serialize(&note));
        let note = stage
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
        resolve: &|file| stage.inputs.site.permalink_of(file).map(str::to_owned),
    });
    let (errors, others): (Vec<_>, Vec<_>) = findings.into_iter().partition(Diagnostic::is_error);
    stage.remark(others);
    match errors.into_iter().next() {
        Some(error) => Err(Box::new(error)),
        None => Ok(html),
    }
}

/// The variables of a body's home; `section` is its `_index.md` where it has one.
pub(super) fn town(
    stage: &Stage,
    variables: TemplateVariables,
    desk: PageContext<'_>,
    body: &ReportingBody,
    section: Option<SectionId>,
) -> TemplateVariables {
    let content = content(stage, section);
    let desk = desk.about(desk.reports.main_kind(&body.id));
    let about = PageSummary {
        kind: "town",
        title: body.name.clone(),
        description: format!("{}历年报告、数字、承诺与比较", body.full_name),
        body: Some(body),
        above: Vec::new(),
        sample: false,
    };
    stage.about(variables, desk, about).with(
        "town",
        SharedValue::from_serialize(&home::town(desk, body, content)),
    )
}

/// The variables of any other section; the root also sees the portal.
pub(super) fn section(
    stage: &Stage,
    variables: TemplateVariables,
    desk: PageContext<'_>,
    id: SectionId,
) -> TemplateVariables {
    let section = &stage.inputs.site.sections[id].section;
    let is_root = section.file.folder.is_empty();
    let site_title = stage
        .inputs
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
    let variables = stage.about(variables, desk, about);
    if is_root && (stage.is_tera2() || !stage.inputs.reports.bodies.is_empty()) {
        return variables.with(
            "home",
            SharedValue::from_serialize(&home::home(desk, content(stage, Some(id)))),
        );
    }
    variables
}

fn content(stage: &Stage, section: Option<SectionId>) -> String {
    let body = section.and_then(|id| {
        stage
            .bodies()
            .map(|bodies| bodies.sections[id].html.clone())
    });
    body.unwrap_or_default()
}

/// A template, the name and value of its own variable, and what the page says of itself.
struct GeneratedShown<'a> {
    template: &'static str,
    name: &'static str,
    value: Arc<SharedValue>,
    about: PageSummary<'a>,
}

impl Stage {
    /// A page that comes from reports: index into `Site::generated`.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_generated(self: &Arc<Self>, index: usize) -> Made {
        let page = &self.inputs.site.generated[index];
        let desk = self.desk(&page.path).about(&page.kind);
        let Some(body) = desk.body_of(page) else {
            return self.make_portal(page);
        };
        let language = &self.inputs.config.default_language;
        let variables = self.common(language, &page.path);
        if page.shows == ShownReport::Town {
            let variables = town(self, variables, desk, body, None);
            return self.fill("town.html", variables, "town.html");
        }
        let shown = match page.shows {
            ShownReport::Quality(year) => self.quality(desk, body, year),
            _ => shown(desk, body, &page.shows),
        };
        let variables = self
            .about(variables, desk, shown.about)
            .with(shown.name, shown.value);
        self.fill(shown.template, variables, shown.template)
    }

    /// What was checked in a report; the rules run when the page is asked for.
    fn quality<'a>(
        self: &'a Arc<Self>,
        desk: PageContext<'a>,
        body: &'a ReportingBody,
        year: Year,
    ) -> GeneratedShown<'a> {
        let report = desk.get(&body.id, year);
        let made = report.and_then(|report| self.made_report(report));
        let seen = made.as_ref().map(|(at, bytes)| FinishedPage { at, bytes });
        let outcome = report.and_then(|report| self.inputs.checks.quality(report, seen));
        let view = report.map(|report| quality::quality(desk, report, outcome));
        let above =
            report.map(|report| desk.link(&desk.report_address(report), page_title::year(year)));
        GeneratedShown {
            template: "quality.html",
            name: "quality",
            value: SharedValue::from_serialize(&view),
            about: PageSummary {
                above: above.into_iter().collect(),
                ..titled(desk, "quality", &page_title::quality(year), body)
            },
        }
    }
}

impl Stage {
    /// The page of a report and where it stands; `None` where it cannot be made, which the page itself says.
    fn made_report(self: &Arc<Self>, report: &Report) -> Option<(String, Vec<u8>)> {
        let site = &self.inputs.site;
        let id = *site.page_by_file.get(&report.source)?;
        let page = self.make_page(id).ok()?;
        let at = format!("{}index.html", site.pages[id].path.trim_start_matches('/'));
        Some((at, page.into_bytes()))
    }
}

fn shown<'a>(
    desk: PageContext<'a>,
    body: &'a ReportingBody,
    shows: &ShownReport,
) -> GeneratedShown<'a> {
    let list = |shows: ShownReport| {
        let address = desk.address_of(&body.id, &shows);
        vec![desk.link(&address, page_title::list(&shows))]
    };
    match shows {
        ShownReport::Comparison { old, new } => GeneratedShown {
            template: "comparison.html",
            name: "comparison",
            value: SharedValue::from_serialize(&comparison::comparison(desk, body, (*old, *new))),
            about: PageSummary {
                above: list(ShownReport::Comparisons),
                ..titled(
                    desk,
                    "comparison",
                    &page_title::comparison(*old, *new),
                    body,
                )
            },
        },
        ShownReport::Figure(id) => {
            let view = figure::figure(desk, body, id);
            GeneratedShown {
                template: "figure.html",
                name: "figure",
                about: PageSummary {
                    above: list(ShownReport::Figures),
                    ..titled(desk, "figure", &view.name, body)
                },
                value: SharedValue::from_serialize(&view),
            }
        }
        ShownReport::Topic(id) => {
            let view = topic::topic(desk, body, id);
            GeneratedShown {
                template: "topic.html",
                name: "topic",
                about: PageSummary {
                    above: list(ShownReport::Topics),
                    ..titled(desk, "topic", &view.name, body)
                },
                value: SharedValue::from_serialize(&view),
            }
        }
        ShownReport::Law(name) => {
            let view = topic::law(desk, body, name);
            GeneratedShown {
                template: "law.html",
                name: "law",
                about: PageSummary {
                    above: list(ShownReport::Laws),
                    ..titled(desk, "law", &view.name, body)
                },
                value: SharedValue::from_serialize(&view),
            }
        }
        whole => overview(desk, body, whole),
    }
}

/// The pages that list everything of one kind.
fn overview<'a>(
    desk: PageContext<'a>,
    body: &'a ReportingBody,
    shows: &ShownReport,
) -> GeneratedShown<'a> {
    let page = |template, name, value, kind| GeneratedShown {
        template,
        name,
        value,
        about: titled(desk, kind, page_title::list(shows), body),
    };
    match shows {
        ShownReport::Comparisons => {
            let value = SharedValue::from_serialize(&comparison::comparisons(desk, body));
            page("comparisons.html", "comparisons", value, "comparisons")
        }
        ShownReport::Figures => {
            let value = SharedValue::from_serialize(&figure::figures(desk, body));
            page("figures.html", "figures", value, "figures")
        }
        ShownReport::Commitments => {
            let value = SharedValue::from_serialize(&promise::ledger(desk, body));
            page("commitments.html", "ledger", value, "commitments")
        }
        ShownReport::Laws => {
            let value = SharedValue::from_serialize(&topic::laws(desk, body));
            page("laws.html", "laws", value, "laws")
        }
        _ => {
            let value = SharedValue::from_serialize(&topic::topics(desk, body));
            page("topics.html", "topics", value, "topics")
        }
    }
}

/// A page of a body; where it is not about the body's main kind of report, its title says of which.
fn titled<'a>(
    desk: PageContext<'a>,
    kind: &'static str,
    title: &str,
    body: &'a ReportingBody,
) -> PageSummary<'a> {
    let other =
        home::kind_name(desk, body).filter(|_| desk.reports.main_kind(&body.id) != desk.kind);
    let title = other.map_or_else(|| title.to_owned(), |name| format!("{title}（{name}）"));
    let description = format!("{}：{title}", body.full_name);
    PageSummary {
        body: Some(body),
        description,
        ..plain_about(kind, &title)
    }
}
