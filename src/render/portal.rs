//! Pages that no single body has: which template shows them and what it sees. Enter at the methods of [`PageMaker`].

use super::context::data::DataView;
use super::engine::SharedValue;
use super::fill::{PageContext, PageSummary, portal};
use super::page_frame::{Made, plain_about};
use super::page_maker::PageMaker;
use crate::site::GeneratedPage;
use crate::site::address::ShownReport;
use crate::words::page_title;
use std::sync::Arc;

/// A template, the name and value of its own variable, and what the page says of itself.
struct PortalShown {
    template: &'static str,
    name: &'static str,
    value: Arc<SharedValue>,
    about: PageSummary<'static>,
}

impl PageMaker {
    /// The page of the open data; what the files hold and weigh is known where they are made.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_data(self: &Arc<Self>, page: &GeneratedPage, view: &DataView) -> Made {
        let about = PageSummary {
            description: view.about.clone(),
            sample: page.sample,
            ..plain_about("data", page_title::list(&page.shows))
        };
        self.show(
            page,
            PortalShown {
                template: "data.html",
                name: "data",
                value: SharedValue::from_serialize(view),
                about,
            },
        )
    }

    /// A page on which bodies stand side by side.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub(super) fn make_portal(self: &Arc<Self>, page: &GeneratedPage) -> Made {
        let desk = self.desk(&page.path);
        match shown_portal(desk, page) {
            Some(shown) => self.show(page, shown),
            None => self.make_not_found(),
        }
    }

    fn show(self: &Arc<Self>, page: &GeneratedPage, shown: PortalShown) -> Made {
        let desk = self.desk(&page.path);
        let language = &self.inputs().config.default_language;
        let variables = self
            .about(self.common(language, &page.path), desk, shown.about)
            .with(shown.name, shown.value);
        self.fill(shown.template, variables, shown.template)
    }
}

fn about_portal(page: &GeneratedPage, kind: &'static str, title: &str) -> PageSummary<'static> {
    PageSummary {
        description: format!("{title}：各机关并列，按固定次序，不作排名"),
        sample: page.sample,
        ..plain_about(kind, title)
    }
}

fn shown_portal(desk: PageContext<'_>, page: &GeneratedPage) -> Option<PortalShown> {
    let about = |kind, title: &str| about_portal(page, kind, title);
    let list = |shows: ShownReport| vec![desk.link(&shows.of_site(), page_title::list(&shows))];
    let own = page_title::list(&page.shows);
    Some(match &page.shows {
        ShownReport::Years => PortalShown {
            template: "years.html",
            name: "years",
            value: SharedValue::from_serialize(&portal::years(desk)),
            about: about("years", own),
        },
        ShownReport::OneYear(year) => PortalShown {
            template: "year.html",
            name: "year",
            value: SharedValue::from_serialize(&portal::one_year(desk, *year)),
            about: PageSummary {
                above: list(ShownReport::Years),
                ..about("year", &page_title::one_year(*year))
            },
        },
        ShownReport::SharedFigures => PortalShown {
            template: "shared_figures.html",
            name: "figures",
            value: SharedValue::from_serialize(&portal::figures(desk)),
            about: about("shared-figures", own),
        },
        ShownReport::SharedFigure(id) => {
            let view = portal::figure(desk, id)?;
            PortalShown {
                template: "shared_figure.html",
                name: "figure",
                value: SharedValue::from_serialize(&view),
                about: PageSummary {
                    above: list(ShownReport::SharedFigures),
                    ..about("shared-figure", &view.name)
                },
            }
        }
        ShownReport::SharedTopics => PortalShown {
            template: "shared_topics.html",
            name: "topics",
            value: SharedValue::from_serialize(&portal::topics(desk)),
            about: about("shared-topics", own),
        },
        ShownReport::SharedTopic { topic, year } => {
            let view = portal::topic(desk, topic, *year);
            PortalShown {
                template: "shared_topic.html",
                name: "topic",
                value: SharedValue::from_serialize(&view),
                about: PageSummary {
                    above: list(ShownReport::SharedTopics),
                    ..about("shared-topic", &format!("{}（{year}年）", view.name))
                },
            }
        }
        _ => return None,
    })
}
