//! Taxonomies and their terms, for each language. Enter at [`collect`].

use super::address::language_root;
use super::{PageId, Site};
use crate::config::{Config, TaxonomyOptions as TaxonomyConfig};
use crate::content::date;
use crate::diagnostic::{Diagnostic, Place, Words, did_you_mean};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A taxonomy of one language.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its configuration.
    pub config: TaxonomyConfig,
    /// Language code.
    pub language: String,
    /// Its name as part of an address.
    pub slug: String,
    /// Address below the base URL.
    pub path: String,
    /// Whole address.
    pub permalink: String,
    /// Terms by slug.
    pub terms: Vec<TaxonomyTerm>,
}

/// A term with its pages.
#[derive(Debug, Clone)]
pub struct TaxonomyTerm {
    /// The name as written.
    pub name: String,
    /// The name as part of an address.
    pub slug: String,
    /// Address below the base URL.
    pub path: String,
    /// Whole address.
    pub permalink: String,
    /// Pages, newest first, those without a date last.
    pub pages: Vec<PageId>,
}

/// Collects all terms; a taxonomy that the configuration does not have is a finding.
pub(super) fn collect(site: &mut Site, config: &Config) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for language in config.language_codes() {
        let configured = &config.language(language).taxonomies;
        let mut found: BTreeMap<&str, BTreeMap<String, (String, Vec<PageId>)>> = BTreeMap::new();
        for (id, node) in site
            .pages
            .iter()
            .enumerate()
            .filter(|(_, node)| node.page.language == language)
        {
            for (kind, terms) in &node.page.taxonomies {
                let Some(taxonomy) = configured.iter().find(|one| one.name == *kind) else {
                    diagnostics.push(unknown(kind, &node.page.file.relative, configured));
                    continue;
                };
                let by_slug = found.entry(&taxonomy.name).or_default();
                for name in terms {
                    file_under(by_slug, config.slugify.taxonomies.path(name), name, id);
                }
            }
        }
        let taxonomies: Vec<Taxonomy> = configured
            .iter()
            .map(|one| {
                let terms = found.remove(one.name.as_str()).unwrap_or_default();
                build(one, terms, site, config, language)
            })
            .collect();
        site.taxonomies.extend(taxonomies);
    }
    diagnostics
}

/// Terms of one slug are one term; of their names the first by code points stays, so that the order of files does not matter.
fn file_under(
    by_slug: &mut BTreeMap<String, (String, Vec<PageId>)>,
    slug: String,
    name: &str,
    page: PageId,
) {
    let (kept, pages) = by_slug
        .entry(slug)
        .or_insert_with(|| (name.to_owned(), Vec::new()));
    if name < kept.as_str() {
        name.clone_into(kept);
    }
    if pages.last() != Some(&page) {
        pages.push(page);
    }
}

fn build(
    one: &TaxonomyConfig,
    terms: BTreeMap<String, (String, Vec<PageId>)>,
    site: &Site,
    config: &Config,
    language: &str,
) -> Taxonomy {
    let prefix = language_root(language, config);
    let root = config
        .taxonomy_root
        .as_deref()
        .map_or_else(String::new, |root| format!("{}/", root.trim_matches('/')));
    let slug = config.slugify.taxonomies.path(&one.name);
    let path = format!("{prefix}{root}{slug}/");
    let terms = terms
        .into_iter()
        .map(|(slug, (name, mut pages))| {
            pages.sort_by_key(|id| {
                let node = &site.pages[*id];
                (
                    Reverse(node.page.date.as_deref().and_then(date::instant)),
                    node.permalink.clone(),
                )
            });
            let path = format!("{path}{slug}/");
            TaxonomyTerm {
                permalink: config.make_permalink(&path),
                path,
                slug,
                name,
                pages,
            }
        })
        .collect();
    Taxonomy {
        permalink: config.make_permalink(&path),
        path,
        slug,
        terms,
        language: language.to_owned(),
        config: one.clone(),
    }
}

fn unknown(kind: &str, file: &str, configured: &[TaxonomyConfig]) -> Diagnostic {
    let file = format!("content/{file}");
    let near = did_you_mean(kind, configured.iter().map(|one| one.name.as_str()));
    let diagnostic = Diagnostic::error(
        "content",
        "unknown-taxonomy",
        Words::new(
            format!("`{file}` uses the taxonomy `{kind}`, which the configuration does not have"),
            format!("`{file}` 使用了配置中没有的分类 `{kind}`"),
        ),
    )
    .at(Place::file(file));
    match near {
        Some(near) => diagnostic.hint(Words::new(
            format!("did you mean `{near}`?"),
            format!("是不是要写 `{near}`？"),
        )),
        None => diagnostic.hint(Words::new(
            format!("add `{{ name = \"{kind}\" }}` to `taxonomies` in the configuration"),
            format!("请在配置的 `taxonomies` 中加上 `{{ name = \"{kind}\" }}`"),
        )),
    }
}
