//! Pages, sections, terms and pagers as Zola's templates see them. Enter at [`ValueMaker`].

use crate::content::date;
use crate::render::engine::{LazyFacts, SharedValue, WantedKeys};
use crate::render::markdown::PageHeading;
use crate::render::rendered_bodies::RenderedBodies;
use crate::site::{PageId, PageNode, SectionId, Site, Taxonomy, TaxonomyTerm};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Makes the values; each says what it knows when it is asked.
#[derive(Debug, Clone)]
pub(crate) struct ValueMaker {
    /// The arrangement.
    pub site: Arc<Site>,
    /// The body of every page and section.
    pub bodies: Arc<RenderedBodies>,
}

/// A page without its neighbours.
#[derive(Debug)]
struct PageFacts(ValueMaker, PageId);

/// A section without its pages.
#[derive(Debug)]
struct SectionFacts(ValueMaker, SectionId);

/// What a page says of itself before anything is rendered.
#[derive(Debug)]
struct PageFront(Arc<Site>, PageId);

/// What a section says of itself before anything is rendered.
#[derive(Debug)]
struct SectionFront(Arc<Site>, SectionId);

impl LazyFacts for PageFacts {
    fn entries(&self, wanted: WantedKeys) -> Map<String, Value> {
        self.0.page(self.1, wanted).map
    }
}

impl LazyFacts for SectionFacts {
    fn entries(&self, wanted: WantedKeys) -> Map<String, Value> {
        self.0.section(self.1, wanted).map
    }
}

impl LazyFacts for PageFront {
    fn entries(&self, wanted: WantedKeys) -> Map<String, Value> {
        page_front(&self.0, self.1, wanted).map
    }
}

impl LazyFacts for SectionFront {
    fn entries(&self, wanted: WantedKeys) -> Map<String, Value> {
        section_front(&self.0, self.1, wanted).map
    }
}

/// A page as shortcodes see it.
pub(crate) fn page_in_shortcodes(site: &Arc<Site>, id: PageId) -> Arc<SharedValue> {
    SharedValue::facts(PageFront(Arc::clone(site), id))
}

/// A section as shortcodes see it.
pub(crate) fn section_in_shortcodes(site: &Arc<Site>, id: SectionId) -> Arc<SharedValue> {
    SharedValue::facts(SectionFront(Arc::clone(site), id))
}

impl ValueMaker {
    /// A page without its neighbours: what stands in `lower`, `higher`.
    pub(crate) fn bare_page(&self, id: PageId) -> Arc<SharedValue> {
        SharedValue::facts(PageFacts(self.clone(), id))
    }

    /// A section without its pages.
    pub(crate) fn bare_section(&self, id: SectionId) -> Arc<SharedValue> {
        SharedValue::facts(SectionFacts(self.clone(), id))
    }

    fn page(&self, id: PageId, wanted: WantedKeys) -> LazyEntries {
        let node = &self.site.pages[id];
        let body = &self.bodies.pages[id];
        let mut value = page_front(&self.site, id, wanted);
        value.add("content", || body.html.as_str().into());
        value.add("summary", || text(body.summary.as_deref()));
        value.add("toc", || headings(&body.toc));
        value.add("word_count", || body.word_count.into());
        value.add("reading_time", || body.reading_time.into());
        value.add("ancestors", || self.files(&node.ancestors));
        value.add("translations", || self.page_translations(id));
        value.add("backlinks", || self.backlinks_of(&node.permalink));
        value
    }

    fn section(&self, id: SectionId, wanted: WantedKeys) -> LazyEntries {
        let node = &self.site.sections[id];
        let (section, body) = (&node.section, &self.bodies.sections[id]);
        let mut value = section_front(&self.site, id, wanted);
        value.add("content", || body.html.as_str().into());
        value.add("toc", || headings(&body.toc));
        value.add("word_count", || body.word_count.into());
        value.add("reading_time", || body.reading_time.into());
        value.add("ancestors", || self.files(&node.ancestors));
        value.add("subsections", || self.files(&node.subsections));
        value.add("pages", || Value::Array(Vec::new()));
        value.add("translations", || self.section_translations(id));
        value.add("backlinks", || self.backlinks_of(&node.permalink));
        value.add("generate_feeds", || section.generate_feeds.into());
        value.add("transparent", || section.transparent.into());
        value.add("paginate_by", || json!(section.paginate_by));
        value.add("paginate_reversed", || section.paginate_reversed.into());
        value
    }

    fn files(&self, ids: &[SectionId]) -> Value {
        let file = |id: &SectionId| &self.site.sections[*id].section.file.relative;
        ids.iter().map(|id| file(id).as_str()).collect()
    }

    fn page_translations(&self, id: PageId) -> Value {
        let describe = |id: &PageId| {
            let other = &self.site.pages[*id];
            json!({"lang": other.page.language, "permalink": other.permalink, "title": other.page.title, "path": other.path})
        };
        let versions = &self.site.pages[id].translations;
        versions.iter().map(describe).collect()
    }

    fn section_translations(&self, id: SectionId) -> Value {
        let describe = |id: &SectionId| {
            let other = &self.site.sections[*id];
            json!({"lang": other.section.language, "permalink": other.permalink, "title": other.section.title, "path": other.path})
        };
        let versions = &self.site.sections[id].translations;
        versions.iter().map(describe).collect()
    }

    fn backlinks_of(&self, permalink: &str) -> Value {
        let links = self.bodies.backlinks.get(permalink);
        links
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|link| json!({"permalink": link.permalink, "title": link.title}))
            .collect()
    }
}

/// A term; `pages` is empty until it is put in as shared parts.
pub(crate) fn term(term: &TaxonomyTerm) -> Value {
    json!({"name": term.name, "slug": term.slug, "path": term.path, "permalink": term.permalink,
           "pages": [], "page_count": term.pages.len()})
}

/// Entries of a value, of which only those that are wanted are made.
struct LazyEntries {
    map: Map<String, Value>,
    wanted: WantedKeys,
}

impl LazyEntries {
    fn wanted(wanted: WantedKeys) -> LazyEntries {
        LazyEntries {
            map: Map::with_capacity(32),
            wanted,
        }
    }

    fn add(&mut self, key: &str, make: impl FnOnce() -> Value) {
        if self.wanted.has(key) {
            self.map.insert(key.to_owned(), make());
        }
    }
}

fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

fn texts(texts: &[String]) -> Value {
    texts.iter().map(String::as_str).collect()
}

/// The contents list.
fn headings(list: &[PageHeading]) -> Value {
    let one = |heading: &PageHeading| {
        let mut value = Map::with_capacity(5);
        value.insert("level".to_owned(), heading.level.into());
        value.insert("id".to_owned(), heading.id.as_str().into());
        value.insert("permalink".to_owned(), heading.permalink.as_str().into());
        value.insert("title".to_owned(), heading.title.as_str().into());
        value.insert("children".to_owned(), headings(&heading.children));
        Value::Object(value)
    };
    list.iter().map(one).collect()
}

/// A taxonomy's configuration as templates see it.
pub(crate) fn taxonomy_config(taxonomy: &Taxonomy) -> Value {
    let config = &taxonomy.config;
    json!({"name": config.name, "slug": taxonomy.slug, "paginate_by": config.paginate_by,
           "paginate_path": config.paginate_path, "render": config.render, "feed": config.feed})
}

/// What a page says of itself before anything is rendered.
fn page_front(site: &Site, id: PageId, wanted: WantedKeys) -> LazyEntries {
    let node = &site.pages[id];
    let page = &node.page;
    let day = page.date.as_deref().and_then(date::day);
    let mut value = LazyEntries::wanted(wanted);
    value.add("relative_path", || page.file.relative.as_str().into());
    value.add("colocated_path", || match page.file.is_colocated() {
        true => format!("{}/", page.file.folder).into(),
        false => Value::Null,
    });
    value.add("permalink", || node.permalink.as_str().into());
    value.add("slug", || node.slug.as_str().into());
    value.add("title", || text(page.title.as_deref()));
    value.add("description", || text(page.description.as_deref()));
    value.add("updated", || text(page.updated.as_deref()));
    value.add("date", || text(page.date.as_deref()));
    value.add("year", || json!(day.map(jiff::civil::Date::year)));
    value.add("month", || json!(day.map(jiff::civil::Date::month)));
    value.add("day", || json!(day.map(jiff::civil::Date::day)));
    value.add("taxonomies", || {
        let kinds = page.taxonomies.iter();
        kinds
            .map(|(kind, terms)| (kind.clone(), texts(terms)))
            .collect()
    });
    value.add("authors", || texts(&page.authors));
    value.add("extra", || page.extra.clone());
    value.add("path", || node.path.as_str().into());
    value.add("components", || components(&node.path));
    value.add("assets", || {
        let place = place_of_assets(node);
        let assets = page.assets.iter();
        assets
            .map(|asset| asset_url(&place, &page.file.folder, asset))
            .collect()
    });
    value.add("draft", || page.draft.into());
    value.add("lang", || page.language.as_str().into());
    value
}

/// Zola's templates see the files of a page with a `path` of its own under the page's folder, not under that path.
fn place_of_assets(node: &PageNode) -> String {
    match node.page.path {
        Some(_) => format!("/{}/", node.page.file.folder),
        None => node.path.clone(),
    }
}

/// What a section says of itself before anything is rendered.
fn section_front(site: &Site, id: SectionId, wanted: WantedKeys) -> LazyEntries {
    let node = &site.sections[id];
    let section = &node.section;
    let mut value = LazyEntries::wanted(wanted);
    value.add("relative_path", || section.file.relative.as_str().into());
    // Zola has the key and never a value.
    value.add("colocated_path", || Value::Null);
    value.add("permalink", || node.permalink.as_str().into());
    value.add("draft", || section.draft.into());
    value.add("title", || text(section.title.as_deref()));
    value.add("description", || text(section.description.as_deref()));
    value.add("extra", || section.extra.clone());
    value.add("path", || node.path.as_str().into());
    value.add("components", || components(&node.path));
    value.add("lang", || section.language.as_str().into());
    value.add("assets", || {
        let assets = section.assets.iter();
        assets
            .map(|asset| asset_url(&node.path, &section.file.folder, asset))
            .collect()
    });
    value
}

fn components(path: &str) -> Value {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// The address of an asset beside a document at `path` in `folder`.
pub(crate) fn asset_url(path: &str, folder: &str, asset: &str) -> String {
    let relative = asset.strip_prefix("content/").unwrap_or(asset);
    let below = relative
        .strip_prefix(folder)
        .unwrap_or(relative)
        .trim_start_matches('/');
    format!("{path}{below}")
}
