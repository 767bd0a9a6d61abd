//! Pages, sections and terms as the templates of pages see them, each made once. Enter at [`TemplateValues::page`].
//!
//! The engine borrows a value that it has seen before and copies one that it has not, so the same thing is the same `Arc` whenever it is
//! asked for. A page is made of its own facts and of its neighbours' facts without theirs; a section without pages and one with them are
//! two values, of which the second stands over the first.

use super::context::zola::{ValueMaker, taxonomy_config, term};
use super::engine::SharedValue;
use super::functions::TermPages;
use super::made_once::MadeOnce;
use super::rendered_bodies::RenderedBodies;
use crate::site::{PageId, SectionId, Site};
use std::sync::{Arc, OnceLock};

/// A value that is made when it is first asked for.
type ValueSlot = OnceLock<Arc<SharedValue>>;

/// A taxonomy, a term of it, and whether the term's pages are there.
type TermKey = (usize, Option<usize>, bool);

/// What is known of all pages, sections and terms once their bodies are rendered.
#[derive(Debug)]
pub struct TemplateValues {
    maker: ValueMaker,
    /// By page: without its neighbours, with them.
    pages: Vec<[ValueSlot; 2]>,
    /// By section: without its pages, with them.
    sections: Vec<[ValueSlot; 2]>,
    terms: MadeOnce<TermKey, Arc<SharedValue>>,
}

impl TemplateValues {
    /// Nothing is made before it is asked for.
    pub(super) fn new(site: Arc<Site>, bodies: Arc<RenderedBodies>) -> TemplateValues {
        let slots = |count: usize| (0..count).map(|_| Default::default()).collect();
        TemplateValues {
            pages: slots(site.pages.len()),
            sections: slots(site.sections.len()),
            terms: MadeOnce::default(),
            maker: ValueMaker { site, bodies },
        }
    }

    fn bare_page(&self, id: PageId) -> Arc<SharedValue> {
        let [bare, _] = &self.pages[id];
        Arc::clone(bare.get_or_init(|| self.maker.bare_page(id)))
    }

    /// A page.
    pub fn page(&self, id: PageId) -> Arc<SharedValue> {
        let [_, whole] = &self.pages[id];
        let make = || {
            let node = &self.maker.site.pages[id];
            let neighbour =
                |id: Option<PageId>| id.map_or_else(SharedValue::null, |id| self.bare_page(id));
            let neighbours = vec![
                ("lower", neighbour(node.lower)),
                ("higher", neighbour(node.higher)),
            ];
            SharedValue::over(self.bare_page(id), neighbours)
        };
        Arc::clone(whole.get_or_init(make))
    }

    /// A section with or without its pages.
    pub fn section(&self, id: SectionId, pages: TermPages) -> Arc<SharedValue> {
        // The pages of a section name their neighbours but no section, so making one never asks for itself.
        let [bare, whole] = &self.sections[id];
        let bare = || Arc::clone(bare.get_or_init(|| self.maker.bare_section(id)));
        match pages {
            TermPages::None => bare(),
            TermPages::All => {
                let list = &self.maker.site.sections[id].pages;
                Arc::clone(whole.get_or_init(|| self.with_pages(bare(), list)))
            }
        }
    }

    /// A term with or without its pages.
    pub fn term(&self, taxonomy: usize, number: usize, pages: TermPages) -> Arc<SharedValue> {
        let all = pages == TermPages::All;
        self.terms.get(&(taxonomy, Some(number), all), || {
            let node = &self.maker.site.taxonomies[taxonomy].terms[number];
            let list = if all { node.pages.as_slice() } else { &[] };
            self.with_pages(SharedValue::new(term(node)), list)
        })
    }

    /// All terms of a taxonomy with their pages.
    pub fn terms(&self, taxonomy: usize) -> Vec<Arc<SharedValue>> {
        let count = self.maker.site.taxonomies[taxonomy].terms.len();
        (0..count)
            .map(|number| self.term(taxonomy, number, TermPages::All))
            .collect()
    }

    /// A taxonomy: `kind`, `lang`, `permalink`, `items`.
    pub fn taxonomy(&self, index: usize) -> Arc<SharedValue> {
        self.terms.get(&(index, None, true), || {
            let taxonomy = &self.maker.site.taxonomies[index];
            let text = |text: &str| SharedValue::new(text.into());
            SharedValue::map(vec![
                (
                    "kind".to_owned(),
                    SharedValue::new(taxonomy_config(taxonomy)),
                ),
                ("lang".to_owned(), text(&taxonomy.language)),
                ("permalink".to_owned(), text(&taxonomy.permalink)),
                ("items".to_owned(), SharedValue::list(self.terms(index))),
            ])
        })
    }

    /// The value with `pages` put into its place as shared parts.
    pub fn with_pages(&self, value: Arc<SharedValue>, list: &[PageId]) -> Arc<SharedValue> {
        let pages = list.iter().map(|id| self.page(*id)).collect();
        SharedValue::over(value, vec![("pages", SharedValue::list(pages))])
    }
}
