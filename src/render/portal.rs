//! Pages that no single body has: which template shows them and what it sees. Enter at the methods of [`Stage`].

use super::context::data::DataView;
use super::engine::Shared;
use super::fill::{About, Desk, portal};
use super::pages::{Made, plain_about};
use super::stage::Stage;
use crate::site::Generated;
use crate::site::reports::Shows;
use std::sync::Arc;

/// A template, the name and value of its own variable, and what the page says of itself.
struct Shown {
    template: &'static str,
    name: &'static str,
    value: Arc<Shared>,
    about: About<'static>,
}

impl Stage {
    /// The page of the open data; what the files hold and weigh is known where they are made.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_data(self: &Arc<Self>, page: &Generated, view: &DataView) -> Made {
        let about = About {
            description: view.about.clone(),
            sample: page.sample,
            ..plain_about("data", "开放数据")
        };
        self.show(
            page,
            Shown {
                template: "data.html",
                name: "data",
                value: Shared::from_serialize(view),
                about,
            },
        )
    }

    /// A page on which bodies stand side by side.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub(super) fn make_portal(self: &Arc<Self>, page: &Generated) -> Made {
        let desk = self.desk(&page.path);
        match shown(desk, page) {
            Some(shown) => self.show(page, shown),
            None => self.make_not_found(),
        }
    }

    fn show(self: &Arc<Self>, page: &Generated, shown: Shown) -> Made {
        let desk = self.desk(&page.path);
        let language = &self.inputs.config.default_language;
        let variables = self
            .about(self.common(language, &page.path), desk, shown.about)
            .with(shown.name, shown.value);
        self.fill(shown.template, variables, shown.template)
    }
}

fn shown(desk: Desk<'_>, page: &Generated) -> Option<Shown> {
    let about = |kind, title: &str| About {
        description: format!("{title}：各机关并列，按固定次序，不作排名"),
        sample: page.sample,
        ..plain_about(kind, title)
    };
    Some(match &page.shows {
        Shows::Years => Shown {
            template: "years.html",
            name: "years",
            value: Shared::from_serialize(&portal::years(desk)),
            about: about("years", "各年年报"),
        },
        Shows::OneYear(year) => Shown {
            template: "year.html",
            name: "year",
            value: Shared::from_serialize(&portal::one_year(desk, *year)),
            about: About {
                above: vec![desk.link("/years/", "各年年报")],
                ..about("year", &format!("{year}年年报"))
            },
        },
        Shows::SharedFigures => Shown {
            template: "shared_figures.html",
            name: "figures",
            value: Shared::from_serialize(&portal::figures(desk)),
            about: about("shared-figures", "各机关数字"),
        },
        Shows::SharedFigure(id) => {
            let view = portal::figure(desk, id)?;
            Shown {
                template: "shared_figure.html",
                name: "figure",
                value: Shared::from_serialize(&view),
                about: About {
                    above: vec![desk.link("/figures/", "各机关数字")],
                    ..about("shared-figure", &view.name)
                },
            }
        }
        Shows::SharedTopics => Shown {
            template: "shared_topics.html",
            name: "topics",
            value: Shared::from_serialize(&portal::topics(desk)),
            about: about("shared-topics", "各机关主题"),
        },
        Shows::SharedTopic { topic, year } => {
            let view = portal::topic(desk, topic, *year);
            Shown {
                template: "shared_topic.html",
                name: "topic",
                value: Shared::from_serialize(&view),
                about: About {
                    above: vec![desk.link("/topics/", "各机关主题")],
                    ..about("shared-topic", &format!("{}（{year}年）", view.name))
                },
            }
        }
        _ => return None,
    })
}
