//! Pages that no single body has. Enter at the methods of [`Stage`].

use super::context::data::DataView;
use super::engine::Shared;
use super::fill::{About, Desk};
use super::pages::{Made, plain_about};
use super::stage::Stage;
use crate::site::Generated;
use std::sync::Arc;

impl Stage {
    /// The page of the open data; what the files hold and weigh is known where they are made.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_data(self: &Arc<Self>, page: &Generated, view: &DataView) -> Made {
        let desk = self.desk(&page.path);
        let language = &self.inputs.config.default_language;
        let about = About {
            description: view.about.clone(),
            sample: only_samples(desk),
            ..plain_about("data", "开放数据")
        };
        let variables = self
            .about(self.common(language, &page.path), desk, about)
            .with("data", Shared::from_serialize(view));
        self.fill("data.html", variables, "data.html")
    }
}

/// Whether every body that reports is fictional.
fn only_samples(desk: Desk<'_>) -> bool {
    let mut reporting = desk
        .reports
        .bodies
        .iter()
        .filter(|body| desk.reports.of(&body.id).next().is_some());
    reporting.all(|body| body.sample)
}
