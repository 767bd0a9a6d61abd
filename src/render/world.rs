//! The site as functions of templates see it: one way for shortcodes, one for pages. Enter at the methods of [`SiteAccess`].

use super::bodies;
use super::engine::SharedValue;
use super::functions::{DataCache, SiteAccess, TermPages};
use super::inputs::RenderInputs;
use super::page_maker::PageMaker;
use super::site_templates::SiteTemplates;
use crate::config::Config;
use jiff::civil::Date;
use std::sync::Arc;

impl RenderInputs {
    fn taxonomy_index(&self, kind: &str, lang: &str) -> Option<usize> {
        let taxonomies = &self.site.taxonomies;
        taxonomies
            .iter()
            .position(|one| one.config.name == kind && one.language == lang)
    }

    /// The file that `path` names in a language: `a/b.md` is `a/b.zh.md` in `zh`.
    fn localised_path(&self, path: &str, lang: Option<&str>) -> String {
        match lang.filter(|lang| *lang != self.config.default_language) {
            Some(lang) => match path.strip_suffix(".md") {
                Some(stem) if !stem.ends_with(&format!(".{lang}")) => format!("{stem}.{lang}.md"),
                _ => path.to_owned(),
            },
            None => path.to_owned(),
        }
    }
}

/// What a shortcode sees: everything that was read, no page and no search index, because bodies become pages only after it.
impl SiteAccess for SiteTemplates {
    fn config(&self) -> &Config {
        &self.inputs.config
    }

    fn term_permalink(&self, kind: &str, slug: &str, lang: &str) -> Option<String> {
        let index = self.inputs.taxonomy_index(kind, lang)?;
        let mut terms = self.inputs.site.taxonomies[index].terms.iter();
        let term = terms.find(|term| term.slug == slug)?;
        Some(term.permalink.clone())
    }

    fn permalink(&self, path: &str, lang: Option<&str>) -> Option<String> {
        let path = self.inputs.localised_path(path, lang);
        self.inputs.site.permalink_of(&path).map(str::to_owned)
    }

    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.inputs.sources.fetch(path)
    }

    fn produced(&self, path: &str) -> Option<Arc<[u8]>> {
        self.styles.get(path).cloned()
    }

    fn markdown(&self, text: &str) -> Result<String, String> {
        bodies::markdown_fragment(self, text)
    }

    fn today(&self) -> Date {
        self.inputs.today
    }

    fn environment(&self, name: &str) -> Option<String> {
        self.inputs.environment.get(name).cloned()
    }

    fn keep_image(&self, path: &str, bytes: Vec<u8>) {
        self.images.get(&path.to_owned(), || bytes.into());
    }

    fn kept_image(&self, path: &str) -> Option<Arc<[u8]>> {
        self.image(path)
    }

    fn data_cache(&self) -> &DataCache {
        &self.data
    }
}

/// What a page sees: the same, and every page, section, taxonomy and term.
impl SiteAccess for PageMaker {
    fn page(&self, path: &str, lang: Option<&str>) -> Option<Arc<SharedValue>> {
        let path = self.inputs().localised_path(path, lang);
        let id = self.inputs().site.page_by_file.get(&path)?;
        Some(self.values.page(*id))
    }

    fn section(
        &self,
        path: &str,
        lang: Option<&str>,
        pages: TermPages,
    ) -> Option<Arc<SharedValue>> {
        let path = self.inputs().localised_path(path, lang);
        let id = self.inputs().site.section_by_file.get(&path)?;
        Some(self.values.section(*id, pages))
    }

    fn taxonomy(&self, kind: &str, lang: &str) -> Option<Arc<SharedValue>> {
        let index = self.inputs().taxonomy_index(kind, lang)?;
        Some(self.values.taxonomy(index))
    }

    fn term(
        &self,
        kind: &str,
        name: &str,
        lang: &str,
        pages: TermPages,
    ) -> Option<Arc<SharedValue>> {
        let index = self.inputs().taxonomy_index(kind, lang)?;
        let terms = &self.inputs().site.taxonomies[index].terms;
        let number = terms.iter().position(|term| term.name == name)?;
        Some(self.values.term(index, number, pages))
    }

    fn produced(&self, path: &str) -> Option<Arc<[u8]>> {
        let style = self.templates.produced(path);
        style.or_else(|| self.asked_search_file(path))
    }

    fn config(&self) -> &Config {
        self.templates.config()
    }

    fn term_permalink(&self, kind: &str, slug: &str, lang: &str) -> Option<String> {
        self.templates.term_permalink(kind, slug, lang)
    }

    fn permalink(&self, path: &str, lang: Option<&str>) -> Option<String> {
        self.templates.permalink(path, lang)
    }

    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.templates.read(path)
    }

    fn markdown(&self, text: &str) -> Result<String, String> {
        self.templates.markdown(text)
    }

    fn today(&self) -> Date {
        self.templates.today()
    }

    fn environment(&self, name: &str) -> Option<String> {
        self.templates.environment(name)
    }

    fn keep_image(&self, path: &str, bytes: Vec<u8>) {
        self.templates.keep_image(path, bytes);
    }

    fn kept_image(&self, path: &str) -> Option<Arc<[u8]>> {
        self.templates.kept_image(path)
    }

    fn data_cache(&self) -> &DataCache {
        self.templates.data_cache()
    }
}
