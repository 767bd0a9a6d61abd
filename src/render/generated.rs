//! Pages that come from reports: which template shows them and what it sees. Enter at the methods of [`PageMaker`].

use super::engine::SharedValue;
use super::fill::{PageContext, PageSummary, comparison, figure, promise, quality, topic};
use super::page_frame::{Made, plain_about};
use super::page_maker::PageMaker;
use super::report_page::home_variables;
use crate::check::FinishedPage;
use crate::report::{Report, ReportingBody, Year};
use crate::site::address::ShownReport;
use crate::words::page_title;
use std::sync::Arc;

/// A template, the name and value of its own variable, and what the page says of itself.
struct GeneratedShown<'a> {
    template: &'static str,
    name: &'static str,
    value: Arc<SharedValue>,
    about: PageSummary<'a>,
}

impl PageMaker {
    /// A page that comes from reports: index into `Site::generated`.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_generated(self: &Arc<Self>, index: usize) -> Made {
        let page = &self.inputs().site.generated[index];
        let desk = self.desk(&page.path).about(&page.kind);
        let Some(body) = desk.body_of(page) else {
            return self.make_portal(page);
        };
        let language = &self.inputs().config.default_language;
        let variables = self.common(language, &page.path);
        if page.shows == ShownReport::Town {
            let variables = home_variables(self, variables, desk, body, None);
            return self.fill("town.html", variables, "town.html");
        }
        let shown = match page.shows {
            ShownReport::Quality(year) => self.quality(desk, body, year),
            _ => shown_page(desk, body, &page.shows),
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
        let outcome = report.and_then(|report| self.inputs().checks.quality(report, seen));
        let view = report.map(|report| quality::quality(desk, report, outcome));
        let above =
            report.map(|report| desk.link(&desk.report_address(report), page_title::year(year)));
        GeneratedShown {
            template: "quality.html",
            name: "quality",
            value: SharedValue::from_serialize(&view),
            about: PageSummary {
                above: above.into_iter().collect(),
                ..titled_summary(desk, "quality", &page_title::quality(year), body)
            },
        }
    }
}

impl PageMaker {
    /// The page of a report and where it stands; `None` where it cannot be made, which the page itself says.
    fn made_report(self: &Arc<Self>, report: &Report) -> Option<(String, Vec<u8>)> {
        let site = &self.inputs().site;
        let id = *site.page_by_file.get(&report.source)?;
        let page = self.make_page(id).ok()?;
        let at = format!("{}index.html", site.pages[id].path.trim_start_matches('/'));
        Some((at, page.into_bytes()))
    }
}

fn shown_page<'a>(
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
            value: SharedValue::from_serialize(&comparison::comparison(desk, body, *old, *new)),
            about: PageSummary {
                above: list(ShownReport::Comparisons),
                ..titled_summary(
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
                    ..titled_summary(desk, "figure", &view.name, body)
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
                    ..titled_summary(desk, "topic", &view.name, body)
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
                    ..titled_summary(desk, "law", &view.name, body)
                },
                value: SharedValue::from_serialize(&view),
            }
        }
        whole => shown_list(desk, body, whole),
    }
}

/// The pages that list everything of one kind.
fn shown_list<'a>(
    desk: PageContext<'a>,
    body: &'a ReportingBody,
    shows: &ShownReport,
) -> GeneratedShown<'a> {
    let page = |template, name, value, kind| GeneratedShown {
        template,
        name,
        value,
        about: titled_summary(desk, kind, page_title::list(shows), body),
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
fn titled_summary<'a>(
    desk: PageContext<'a>,
    kind: &'static str,
    title: &str,
    body: &'a ReportingBody,
) -> PageSummary<'a> {
    let other = desk
        .kind_name(body)
        .filter(|_| desk.reports.main_kind(&body.id) != desk.kind);
    let title = other.map_or_else(|| title.to_owned(), |name| format!("{title}（{name}）"));
    let description = format!("{}：{title}", body.full_name);
    PageSummary {
        body: Some(body),
        description,
        ..plain_about(kind, &title)
    }
}
