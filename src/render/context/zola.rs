//! Pages, sections, terms and pagers as Zola's templates see them. Enter at [`Views`].

use crate::content::date;
use crate::render::markdown::Body;
use crate::site::{PageId, PageNode, SectionId, Site, Taxonomy, Term};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes the values; each is made when it is asked for.
pub struct Views<'a> {
    /// The arrangement.
    pub site: &'a Site,
    /// The body of every page.
    pub pages: &'a [Arc<Body>],
    /// The body of every section.
    pub sections: &'a [Arc<Body>],
    /// For every address, who links to it: pages first, in order.
    pub backlinks: &'a BTreeMap<String, Vec<Backlink>>,
}

/// A page or section that links somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlink {
    /// Its address.
    pub permalink: String,
    /// Its title.
    pub title: Option<String>,
}

impl Views<'_> {
    /// A page with its neighbours.
    pub fn page(&self, id: PageId) -> Value {
        let mut value = self.bare_page(id);
        let node = &self.site.pages[id];
        let neighbour =
            |id: Option<PageId>| id.map_or(Value::Null, |id| Value::Object(self.bare_page(id)));
        value.insert("lower".into(), neighbour(node.lower));
        value.insert("higher".into(), neighbour(node.higher));
        Value::Object(value)
    }

    /// A page without its neighbours: what stands in `lower`, `higher` and in feeds.
    pub fn bare_page(&self, id: PageId) -> Map<String, Value> {
        let node = &self.site.pages[id];
        let body = &self.pages[id];
        let mut value = page_front(self.site, id);
        value.insert("content".into(), body.html.clone().into());
        value.insert("summary".into(), json!(body.summary));
        value.insert("toc".into(), json!(body.toc));
        value.insert("word_count".into(), body.word_count.into());
        value.insert("reading_time".into(), body.reading_time.into());
        let ancestors = node
            .ancestors
            .iter()
            .map(|id| self.site.sections[*id].section.file.relative.clone());
        value.insert("ancestors".into(), ancestors.collect());
        value.insert("translations".into(), self.page_translations(id));
        value.insert("backlinks".into(), self.backlinks_of(&node.permalink));
        value
    }

    /// A section; `pages` is empty until it is put in as shared parts.
    pub fn section(&self, id: SectionId) -> Map<String, Value> {
        let node = &self.site.sections[id];
        let (section, body) = (&node.section, &self.sections[id]);
        let mut value = section_front(self.site, id);
        value.insert("content".into(), body.html.clone().into());
        value.insert("toc".into(), json!(body.toc));
        value.insert("word_count".into(), body.word_count.into());
        value.insert("reading_time".into(), body.reading_time.into());
        let names = |ids: &[SectionId]| -> Value {
            ids.iter()
                .map(|id| self.site.sections[*id].section.file.relative.clone())
                .collect()
        };
        value.insert("ancestors".into(), names(&node.ancestors));
        value.insert("subsections".into(), names(&node.subsections));
        value.insert("pages".into(), Value::Array(Vec::new()));
        let translations = node.translations.iter().map(|id| {
            let other = &self.site.sections[*id];
            json!({"lang": other.section.language, "permalink": other.permalink, "title": other.section.title, "path": other.path})
        });
        value.insert("translations".into(), translations.collect());
        value.insert("backlinks".into(), self.backlinks_of(&node.permalink));
        value.insert("generate_feeds".into(), section.generate_feeds.into());
        value.insert("transparent".into(), section.transparent.into());
        value.insert("paginate_by".into(), json!(section.paginate_by));
        value.insert("paginate_reversed".into(), section.paginate_reversed.into());
        value
    }

    /// A term; `pages` is empty until it is put in as shared parts.
    pub fn term(&self, term: &Term) -> Map<String, Value> {
        into_map(
            json!({"name": term.name, "slug": term.slug, "path": term.path, "permalink": term.permalink,
                        "pages": [], "page_count": term.pages.len()}),
        )
    }

    fn page_translations(&self, id: PageId) -> Value {
        let describe = |id: &PageId| {
            let other = &self.site.pages[*id];
            json!({"lang": other.page.language, "permalink": other.permalink, "title": other.page.title, "path": other.path})
        };
        self.site.pages[id]
            .translations
            .iter()
            .map(describe)
            .collect()
    }

    fn backlinks_of(&self, permalink: &str) -> Value {
        let links = self.backlinks.get(permalink).map_or(&[][..], Vec::as_slice);
        links
            .iter()
            .map(|link| json!({"permalink": link.permalink, "title": link.title}))
            .collect()
    }
}

/// Whether a section or term carries its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionPages {
    /// All of them.
    All,
    /// None: it is paginated, or only its own facts were asked for.
    None,
}

/// A taxonomy's configuration as templates see it.
pub fn taxonomy_config(taxonomy: &Taxonomy) -> Value {
    let config = &taxonomy.config;
    json!({"name": config.name, "slug": taxonomy.slug, "paginate_by": config.paginate_by,
           "paginate_path": config.paginate_path, "render": config.render, "feed": config.feed})
}

/// What a page says of itself before anything is rendered; what shortcodes see.
pub fn page_front(site: &Site, id: PageId) -> Map<String, Value> {
    let node = &site.pages[id];
    let page = &node.page;
    let day = page.date.as_deref().and_then(date::day);
    let taxonomies: Map<String, Value> = page
        .taxonomies
        .iter()
        .map(|(kind, terms)| (kind.clone(), json!(terms)))
        .collect();
    let colocated = page
        .file
        .is_colocated()
        .then(|| format!("{}/", page.file.folder));
    let assets = page
        .assets
        .iter()
        .map(|asset| asset_url(&place_of_assets(node), &page.file.folder, asset));
    let value = json!({
        "relative_path": page.file.relative,
        "colocated_path": colocated,
        "permalink": node.permalink,
        "slug": node.slug,
        "title": page.title,
        "description": page.description,
        "updated": page.updated,
        "date": page.date,
        "year": day.map(jiff::civil::Date::year),
        "month": day.map(jiff::civil::Date::month),
        "day": day.map(jiff::civil::Date::day),
        "taxonomies": taxonomies,
        "authors": page.authors,
        "extra": page.extra,
        "path": node.path,
        "components": components(&node.path),
        "assets": assets.collect::<Vec<_>>(),
        "draft": page.draft,
        "lang": page.language,
    });
    into_map(value)
}

/// Zola's templates see the files of a page with a `path` of its own under the page's folder, not under that path.
fn place_of_assets(node: &PageNode) -> String {
    match node.page.path {
        Some(_) => format!("/{}/", node.page.file.folder),
        None => node.path.clone(),
    }
}

/// What a section says of itself before anything is rendered.
pub fn section_front(site: &Site, id: SectionId) -> Map<String, Value> {
    let node = &site.sections[id];
    let section = &node.section;
    let folder = &section.file.folder;
    let assets = section
        .assets
        .iter()
        .map(|asset| asset_url(&node.path, folder, asset));
    let value = json!({
        "relative_path": section.file.relative,
        // Zola has the key and never a value.
        "colocated_path": null,
        "permalink": node.permalink,
        "draft": section.draft,
        "title": section.title,
        "description": section.description,
        "extra": section.extra,
        "path": node.path,
        "components": components(&node.path),
        "lang": section.language,
        "assets": assets.collect::<Vec<_>>(),
    });
    into_map(value)
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn components(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// The address of an asset beside a document at `path` in `folder`.
pub fn asset_url(path: &str, folder: &str, asset: &str) -> String {
    let relative = asset.strip_prefix("content/").unwrap_or(asset);
    let below = relative
        .strip_prefix(folder)
        .unwrap_or(relative)
        .trim_start_matches('/');
    format!("{path}{below}")
}
