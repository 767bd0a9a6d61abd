//! Pages that no single body has: which template shows them and what it sees. Enter at the methods of [`Stage`].

use super::context::data::DataView;
use super::engine::Shared;
use super::fill::{About, Desk, portal};
use super::pages::{Made, plain_about};
use super::stage::Stage;
use crate::report::Body;
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
        let desk = self.desk(&page.path);
        let about = About {
            description: view.about.clone(),
            sample: all_samples(&portal::bodies(desk)),
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
        match shown(desk, &page.shows) {
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

/// Whether every body on a page is fictional; such a page carries the banner.
fn all_samples(bodies: &[&Body]) -> bool {
    bodies.iter().all(|body| body.sample)
}

fn shown(desk: Desk<'_>, shows: &Shows) -> Option<Shown> {
    let sample_of = |shown: &[&str]| {
        let known = portal::bodies(desk).into_iter();
        let on_page: Vec<&Body> = known
            .filter(|body| shown.contains(&body.id.as_str()))
            .collect();
        all_samples(&on_page)
    };
    let about = |kind, title: &str, sample| About {
        description: format!("{title}：各机关并列，按固定次序，不作排名"),
        sample,
        ..plain_about(kind, title)
    };
    let all = all_samples(&portal::bodies(desk));
    Some(match shows {
        Shows::Years => Shown {
            template: "years.html",
            name: "years",
            value: Shared::from_serialize(&portal::years(desk)),
            about: about("years", "各年年报", all),
        },
        Shows::OneYear(year) => {
            let view = portal::one_year(desk, *year);
            let rows = view.kinds.iter().flat_map(|kind| &kind.rows);
            let ids: Vec<&str> = rows.map(|row| row.body.id.as_str()).collect();
            Shown {
                template: "year.html",
                name: "year",
                about: About {
                    above: vec![desk.link("/years/", "各年年报")],
                    ..about("year", &format!("{year}年年报"), sample_of(&ids))
                },
                value: Shared::from_serialize(&view),
            }
        }
        Shows::SharedFigures => Shown {
            template: "shared_figures.html",
            name: "figures",
            value: Shared::from_serialize(&portal::figures(desk)),
            about: about("shared-figures", "各机关数字", all),
        },
        Shows::SharedFigure(id) => {
            let view = portal::figure(desk, id)?;
            let ids: Vec<&str> = view.rows.iter().map(|row| row.body.id.as_str()).collect();
            Shown {
                template: "shared_figure.html",
                name: "figure",
                about: About {
                    above: vec![desk.link("/figures/", "各机关数字")],
                    ..about("shared-figure", &view.name, sample_of(&ids))
                },
                value: Shared::from_serialize(&view),
            }
        }
        other => return shown_topics(desk, other, about),
    })
}

fn shown_topics(
    desk: Desk<'_>,
    shows: &Shows,
    about: impl Fn(&'static str, &str, bool) -> About<'static>,
) -> Option<Shown> {
    match shows {
        Shows::SharedTopics => Some(Shown {
            template: "shared_topics.html",
            name: "topics",
            value: Shared::from_serialize(&portal::topics(desk)),
            about: about(
                "shared-topics",
                "各机关主题",
                all_samples(&portal::bodies(desk)),
            ),
        }),
        Shows::SharedTopic { topic, year } => {
            let view = portal::topic(desk, topic, *year);
            let sample = view.bodies.iter().all(|one| one.body.sample);
            Some(Shown {
                template: "shared_topic.html",
                name: "topic",
                about: About {
                    above: vec![desk.link("/topics/", "各机关主题")],
                    ..about(
                        "shared-topic",
                        &format!("{}（{year}年）", view.name),
                        sample,
                    )
                },
                value: Shared::from_serialize(&view),
            })
        }
        _ => None,
    }
}
