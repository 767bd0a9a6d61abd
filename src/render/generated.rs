//! Pages that come from reports: which template shows them and what it sees. Enter at the methods of [`Stage`].

use super::engine::{Shared, Variables};
use super::fill::{
    About, Desk, comparison, figure, home, marks, promise, report as report_view, topic,
};
use super::pages::{Made, plain_about};
use super::report_text::{self, FigureMark};
use super::stage::Stage;
use crate::diagnostic::Diagnostic;
use crate::report::{Body, Report, Year};
use crate::site::reports::Shows;
use crate::site::{PageId, SectionId};
use std::sync::Arc;

/// The report that a page is.
pub(super) fn report_of(stage: &Stage, id: PageId) -> Option<&Report> {
    let page = &stage.inputs.site.pages[id].page;
    let (node, _) = page.report.as_ref()?;
    let text = |key: &str, chinese: &str| {
        node.get(key)
            .or_else(|| node.get(chinese))
            .map(|node| node.to_json())
    };
    let body = text("body", "单位")?;
    let year = text("year", "年份")?
        .as_i64()
        .and_then(|year| Year::try_from(year).ok())?;
    stage.inputs.reports.get(body.as_str()?, year)
}

/// The body whose home a section folder is.
pub(super) fn town_of<'a>(stage: &'a Stage, folder: &str) -> Option<&'a Body> {
    let reports = &stage.inputs.reports;
    reports
        .body(folder)
        .filter(|body| reports.of(&body.id).next().is_some())
}

/// The variables of a report's page.
pub(super) fn report(
    stage: &Arc<Stage>,
    variables: Variables,
    desk: Desk<'_>,
    report: &Report,
) -> Result<Variables, Box<Diagnostic>> {
    let Some(body) = stage.inputs.reports.body(&report.body) else {
        return Ok(variables);
    };
    let html = report_html(stage, desk, report)?;
    let about = About {
        kind: "report",
        title: report.title.clone(),
        description: report_view::description(report),
        body: Some(body),
        above: Vec::new(),
    };
    let view = report_view::report(desk, body, report, html);
    Ok(stage
        .about(variables, desk, about)
        .with("report", Shared::from_serialize(&view)))
}

/// The report's text with anchors, marks and notes.
fn report_html(
    stage: &Arc<Stage>,
    desk: Desk<'_>,
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
        let variables = Variables::new().with("note", Shared::from_serialize(&note));
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
    let (html, findings) = report_text::render(&report_text::Input {
        file: &body.file,
        whole: &body.whole,
        body: (body.range.start, body.range.end),
        text: &report.text,
        marks: &marks::sentences(desk, report),
        figures: &figures,
        resolve: &|file| stage.inputs.site.permalink_of(file).map(str::to_owned),
    });
    match findings.into_iter().find(Diagnostic::is_error) {
        Some(error) => Err(Box::new(error)),
        None => Ok(html),
    }
}

/// The variables of a body's home; `section` is its `_index.md` where it has one.
pub(super) fn town(
    stage: &Stage,
    variables: Variables,
    desk: Desk<'_>,
    body: &Body,
    section: Option<SectionId>,
) -> Variables {
    let content = content(stage, section);
    let about = About {
        kind: "town",
        title: body.name.clone(),
        description: format!("{}历年报告、数字、承诺与比较", body.full_name),
        body: Some(body),
        above: Vec::new(),
    };
    stage.about(variables, desk, about).with(
        "town",
        Shared::from_serialize(&home::town(desk, body, content)),
    )
}

/// The variables of any other section; the root also sees the portal.
pub(super) fn section(
    stage: &Stage,
    variables: Variables,
    desk: Desk<'_>,
    id: SectionId,
) -> Variables {
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
    let about = About {
        kind: if is_root { "home" } else { "section" },
        title,
        description: section.description.clone().unwrap_or_default(),
        body: None,
        above: Vec::new(),
    };
    let variables = stage.about(variables, desk, about);
    if is_root && (stage.is_tera2() || !stage.inputs.reports.bodies.is_empty()) {
        return variables.with(
            "home",
            Shared::from_serialize(&home::home(desk, content(stage, Some(id)))),
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

impl Stage {
    /// A page that comes from reports: index into `Site::generated`.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_generated(self: &Arc<Self>, index: usize) -> Made {
        let page = &self.inputs.site.generated[index];
        let desk = self.desk(&page.path);
        let Some(body) = desk.body_of(page) else {
            return self.make_not_found();
        };
        let language = &self.inputs.config.default_language;
        let variables = self.common(language, &page.path);
        let (template, name, value, about) = match &page.shows {
            Shows::Town => {
                return self.fill(
                    "town.html",
                    town(self, variables, desk, body, None),
                    "town.html",
                );
            }
            Shows::Comparisons => {
                let view = Shared::from_serialize(&comparison::comparisons(desk, body));
                (
                    "comparisons.html",
                    "comparisons",
                    view,
                    titled("comparisons", "历年比较", body),
                )
            }
            Shows::Comparison { old, new } => {
                let view =
                    Shared::from_serialize(&comparison::comparison(desk, body, (*old, *new)));
                let above = vec![desk.link(&desk.address(&body.id, "compare/"), "历年比较")];
                let title = format!("{new}年与{old}年比较");
                (
                    "comparison.html",
                    "comparison",
                    view,
                    About {
                        above,
                        ..titled("comparison", &title, body)
                    },
                )
            }
            Shows::Figures => {
                let view = Shared::from_serialize(&figure::figures(desk, body));
                (
                    "figures.html",
                    "figures",
                    view,
                    titled("figures", "历年数字", body),
                )
            }
            Shows::Figure(id) => {
                let view = figure::figure(desk, body, id);
                let above = vec![desk.link(&desk.address(&body.id, "figures/"), "历年数字")];
                let about = About {
                    above,
                    ..titled("figure", &view.name.clone(), body)
                };
                (
                    "figure.html",
                    "figure",
                    Shared::from_serialize(&view),
                    about,
                )
            }
            Shows::Commitments => {
                let view = Shared::from_serialize(&promise::ledger(desk, body));
                (
                    "commitments.html",
                    "ledger",
                    view,
                    titled("commitments", "承诺台账", body),
                )
            }
            Shows::Topics => {
                let view = Shared::from_serialize(&topic::topics(desk, body));
                (
                    "topics.html",
                    "topics",
                    view,
                    titled("topics", "主题", body),
                )
            }
            Shows::Topic(id) => {
                let view = topic::topic(desk, body, id);
                let above = vec![desk.link(&desk.address(&body.id, "topics/"), "主题")];
                let about = About {
                    above,
                    ..titled("topic", &view.name.clone(), body)
                };
                ("topic.html", "topic", Shared::from_serialize(&view), about)
            }
            Shows::Laws => {
                let view = Shared::from_serialize(&topic::laws(desk, body));
                ("laws.html", "laws", view, titled("laws", "引用文件", body))
            }
            Shows::Law(name) => {
                let view = topic::law(desk, body, name);
                let above = vec![desk.link(&desk.address(&body.id, "laws/"), "引用文件")];
                let about = About {
                    above,
                    ..titled("law", &view.name.clone(), body)
                };
                ("law.html", "law", Shared::from_serialize(&view), about)
            }
        };
        self.fill(
            template,
            self.about(variables, desk, about).with(name, value),
            template,
        )
    }
}

fn titled<'a>(kind: &'static str, title: &str, body: &'a Body) -> About<'a> {
    let description = format!("{}：{title}", body.full_name);
    About {
        body: Some(body),
        description,
        ..plain_about(kind, title)
    }
}
