//! What every page has: its template filled, the names that all templates see. Enter at [`PageMaker::fill`].

use super::engine::{SharedValue, TemplateVariables};
use super::fill::{PageContext, PageSummary};
use super::functions::SiteAccess;
use super::page_maker::PageMaker;
use super::template_hint;
use crate::diagnostic::{Diagnostic, Place};
use crate::report::ReportKind;
use std::sync::Arc;

/// Rendered text, or what is wrong.
pub(super) type Made = Result<String, Box<Diagnostic>>;

impl PageMaker {
    /// The rendered template; an error that has no place of its own gets `file`'s.
    pub(crate) fn fill(
        self: &Arc<Self>,
        template: &str,
        variables: TemplateVariables,
        file: &str,
    ) -> Made {
        let world = Arc::clone(self) as Arc<dyn SiteAccess>;
        self.templates
            .engine
            .render(template, variables, &world)
            .map_err(|mut error| {
                error.place.get_or_insert_with(|| Place::file(file));
                Box::new(template_hint::of_page(error))
            })
    }

    /// The rendered template; where there is no such template, `place` is where it is asked for.
    pub(crate) fn fill_for(
        self: &Arc<Self>,
        template: &str,
        variables: TemplateVariables,
        place: &Place,
    ) -> Made {
        self.fill(template, variables, &place.file)
            .map_err(|mut error| {
                if error.name == "template-missing"
                    && error.place == Some(Place::file(&*place.file))
                {
                    error.place = Some(place.clone());
                }
                error
            })
    }

    /// What every page sees: `config`, `lang`, `current_path`, `current_url`.
    pub(super) fn common(&self, language: &str, path: &str) -> TemplateVariables {
        TemplateVariables::new()
            .with("config", self.templates.config_value(language))
            .with("lang", SharedValue::new(language.into()))
            .with("current_path", SharedValue::new(path.into()))
            .with(
                "current_url",
                SharedValue::new(self.inputs().config.make_permalink(path).into()),
            )
            .with("zola_version", SharedValue::new("0.22.1".into()))
    }

    /// A desk for the page at an address.
    pub(crate) fn desk<'a>(&'a self, at: &'a str) -> PageContext<'a> {
        PageContext {
            config: &self.inputs().config,
            site: &self.inputs().site,
            reports: &self.inputs().reports,
            at,
            kind: &ReportKind::default_profile().id,
        }
    }

    /// `here` and `site`, where our theme or reports ask for them.
    pub(super) fn about(
        &self,
        variables: TemplateVariables,
        desk: PageContext<'_>,
        about: PageSummary<'_>,
    ) -> TemplateVariables {
        if !self.inputs().is_tera2() && self.inputs().reports.bodies.is_empty() {
            return variables;
        }
        let language = self
            .inputs()
            .config
            .language(&self.inputs().config.default_language);
        let has_feed = language.generate_feeds && self.inputs().site.has_feed(&language.code);
        let feed = has_feed
            .then(|| {
                language
                    .feed_filenames
                    .first()
                    .map(|name| format!("/{name}"))
            })
            .flatten();
        variables
            .with("here", SharedValue::from_serialize(&desk.here(about)))
            .with(
                "site",
                SharedValue::from_serialize(&desk.site_info(feed.as_deref())),
            )
    }
}

/// A page that no body owns.
pub(super) fn plain_about(kind: &'static str, title: &str) -> PageSummary<'static> {
    PageSummary {
        kind,
        title: title.to_owned(),
        description: String::new(),
        body: None,
        above: Vec::new(),
        sample: false,
    }
}
