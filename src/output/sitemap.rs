//! The sitemap: every page that is written, and nothing else. Enter at [`sitemap_entries`].

use super::output_plan::OutputPlan;
use super::path_claims::PathClaims;
use super::recipe::{Artifacts, Recipe, SitemapPart};
use crate::config::{Dialect, ExcludePagers};
use serde_json::Value;

/// Most addresses in one sitemap file.
const MOST: usize = 30_000;

/// An address in the sitemap.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SitemapEntry {
    /// Whole address.
    pub permalink: String,
    /// Last change.
    pub updated: Option<String>,
    /// `[extra]` of the page.
    pub extra: Value,
}

/// Lists `sitemap.xml` and its parts.
pub(super) fn list_sitemap(plan: OutputPlan<'_>, artifacts: &mut PathClaims) {
    if !plan.config.generate_sitemap {
        return;
    }
    let parts = sitemap_entries(plan, &artifacts.artifacts)
        .len()
        .div_ceil(MOST);
    if parts <= 1 {
        artifacts.insert(
            "sitemap.xml".to_owned(),
            Recipe::Sitemap(SitemapPart::Whole),
        );
        return;
    }
    artifacts.insert(
        "sitemap.xml".to_owned(),
        Recipe::Sitemap(SitemapPart::Index),
    );
    for number in 1..=parts {
        artifacts.insert(
            format!("sitemap{number}.xml"),
            Recipe::Sitemap(SitemapPart::Number(number)),
        );
    }
}

/// The addresses of one part.
pub(crate) fn part_entries(entries: Vec<SitemapEntry>, part: SitemapPart) -> Vec<SitemapEntry> {
    match part {
        SitemapPart::Whole | SitemapPart::Index => entries,
        SitemapPart::Number(number) => entries
            .into_iter()
            .skip((number - 1) * MOST)
            .take(MOST)
            .collect(),
    }
}

/// How many parts there are.
pub(crate) fn part_count(entries: &[SitemapEntry]) -> usize {
    entries.len().div_ceil(MOST)
}

/// Every page that is written, by address. Pages of fictional bodies ask search engines to stay away, so they are left out.
pub(crate) fn sitemap_entries(plan: OutputPlan<'_>, artifacts: &Artifacts) -> Vec<SitemapEntry> {
    let site = plan.site;
    let pagers = plan.config.exclude_paginated_pages_in_sitemap == ExcludePagers::None;
    let mut found: Vec<SitemapEntry> = artifacts
        .iter()
        .filter_map(|(path, recipe)| {
            let plain = |extra: &Value| (None, extra.clone());
            let (updated, extra) = match recipe {
                Recipe::Page(id) => {
                    let page = &site.pages[*id].page;
                    (
                        page.updated.clone().or_else(|| page.date.clone()),
                        page.extra.clone(),
                    )
                }
                Recipe::Section(_, Some(number)) | Recipe::Term(_, _, Some(number))
                    if *number > 1 && !pagers =>
                {
                    return None;
                }
                Recipe::Section(id, _) => plain(&site.sections[*id].section.extra),
                Recipe::Generated(_) | Recipe::TermList(_) | Recipe::Term(..) => {
                    plain(&Value::Null)
                }
                _ => return None,
            };
            let address = path.strip_suffix("index.html").unwrap_or(path);
            (!is_sample(plan, recipe)).then(|| SitemapEntry {
                permalink: plan.config.make_permalink(address),
                updated,
                extra,
            })
        })
        .collect();
    if pagers && plan.config.nianbao.dialect == Dialect::Tera1 {
        found.extend(first_pagers(plan, artifacts));
    }
    found.sort_by(|a, b| a.permalink.cmp(&b.permalink));
    found
}

/// Whether what is shown is fictional.
fn is_sample(plan: OutputPlan<'_>, recipe: &Recipe) -> bool {
    match recipe {
        Recipe::Page(id) => plan.site.pages[*id].is_sample,
        Recipe::Section(id, _) => plan.site.sections[*id].is_sample,
        Recipe::Generated(id) => plan.site.generated[*id].sample,
        _ => false,
    }
}

/// The redirects at `page/1/`, which Zola lists among the pagers wherever there is a second one.
fn first_pagers<'a>(
    plan: OutputPlan<'a>,
    artifacts: &'a Artifacts,
) -> impl Iterator<Item = SitemapEntry> + 'a {
    artifacts.iter().filter_map(move |(path, recipe)| {
        let (Recipe::Section(_, Some(2)) | Recipe::Term(_, _, Some(2))) = recipe else {
            return None;
        };
        let address = format!("{}1/", path.strip_suffix("2/index.html")?);
        Some(SitemapEntry {
            permalink: plan.config.make_permalink(&address),
            updated: None,
            extra: Value::Null,
        })
    })
}
