//! The site as functions of templates see it. Enter at the methods of [`SiteAccess`].

use super::bodies;
use super::context::zola::{SectionPages, taxonomy_config};
use super::engine::SharedValue;
use super::functions::{DataCache, SiteAccess, TermPages};
use super::stage::Stage;
use crate::config::Config;
use jiff::civil::Date;
use std::sync::{Arc, PoisonError};

impl Stage {
    fn taxonomy_index(&self, kind: &str, lang: &str) -> Option<usize> {
        let taxonomies = &self.inputs.site.taxonomies;
        taxonomies
            .iter()
            .position(|one| one.config.name == kind && one.language == lang)
    }

    /// The file that `path` names in a language: `a/b.md` is `a/b.zh.md` in `zh`.
    fn localised(&self, path: &str, lang: Option<&str>) -> String {
        match lang.filter(|lang| *lang != self.inputs.config.default_language) {
            Some(lang) => match path.strip_suffix(".md") {
                Some(stem) if !stem.ends_with(&format!(".{lang}")) => format!("{stem}.{lang}.md"),
                _ => path.to_owned(),
            },
            None => path.to_owned(),
        }
    }
}

impl SiteAccess for Stage {
    fn config(&self) -> &Config {
        &self.inputs.config
    }

    fn page(&self, path: &str, lang: Option<&str>) -> Option<Arc<SharedValue>> {
        let id = *self
            .inputs
            .site
            .page_by_file
            .get(&self.localised(path, lang))?;
        self.page_value(id)
    }

    fn section(
        &self,
        path: &str,
        lang: Option<&str>,
        pages: TermPages,
    ) -> Option<Arc<SharedValue>> {
        let id = *self
            .inputs
            .site
            .section_by_file
            .get(&self.localised(path, lang))?;
        let pages = match pages {
            TermPages::None => SectionPages::None,
            TermPages::All => SectionPages::All,
        };
        self.section_value(id, pages)
    }

    fn taxonomy(&self, kind: &str, lang: &str) -> Option<Arc<SharedValue>> {
        self.views()?;
        let index = self.taxonomy_index(kind, lang)?;
        let taxonomy = &self.inputs.site.taxonomies[index];
        let items = || {
            (0..taxonomy.terms.len())
                .filter_map(|term| self.term_value(index, term, TermPages::All))
        };
        let whole = || {
            SharedValue::map(vec![
                (
                    "kind".to_owned(),
                    SharedValue::new(taxonomy_config(taxonomy)),
                ),
                (
                    "lang".to_owned(),
                    SharedValue::new(taxonomy.language.clone().into()),
                ),
                (
                    "permalink".to_owned(),
                    SharedValue::new(taxonomy.permalink.clone().into()),
                ),
                ("items".to_owned(), SharedValue::list(items().collect())),
            ])
        };
        Some(self.made_once((index, None, true), whole))
    }

    fn term(
        &self,
        kind: &str,
        name: &str,
        lang: &str,
        pages: TermPages,
    ) -> Option<Arc<SharedValue>> {
        let index = self.taxonomy_index(kind, lang)?;
        let terms = &self.inputs.site.taxonomies[index].terms;
        let term = terms.iter().position(|term| term.name == name)?;
        self.term_value(index, term, pages)
    }

    fn term_permalink(&self, kind: &str, slug: &str, lang: &str) -> Option<String> {
        let taxonomy = &self.inputs.site.taxonomies[self.taxonomy_index(kind, lang)?];
        taxonomy
            .terms
            .iter()
            .find(|term| term.slug == slug)
            .map(|term| term.permalink.clone())
    }

    fn permalink(&self, path: &str, lang: Option<&str>) -> Option<String> {
        self.inputs
            .site
            .permalink_of(&self.localised(path, lang))
            .map(str::to_owned)
    }

    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.inputs.sources.fetch(path)
    }

    fn produced(&self, path: &str) -> Option<Arc<[u8]>> {
        let style = self.styles.get(path).cloned();
        style.or_else(|| self.early(path))
    }

    fn markdown(&self, text: &str) -> Result<String, String> {
        bodies::fragment(self, text)
    }

    fn today(&self) -> Date {
        self.inputs.today
    }

    fn environment(&self, name: &str) -> Option<String> {
        self.inputs.environment.get(name).cloned()
    }

    fn keep_image(&self, path: &str, bytes: Vec<u8>) {
        self.images
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), bytes.into());
    }

    fn has_image(&self, path: &str) -> bool {
        self.images
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(path)
    }

    fn kept_image(&self, path: &str) -> Option<Arc<[u8]>> {
        let images = self.images.lock().unwrap_or_else(PoisonError::into_inner);
        images.get(path).cloned()
    }

    fn data_cache(&self) -> &DataCache {
        &self.data
    }
}
