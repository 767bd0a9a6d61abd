//! Everything that is published: a list of paths, each with the recipe that makes its bytes. Enter at [`plan_site`].

pub(crate) mod assets;
mod built;
mod bytes;
pub(crate) mod feeds;
mod hashed_files;
mod make;
mod minify;
pub(crate) mod open_data;
mod output_plan;
pub(crate) mod outside;
pub(crate) mod pages;
mod path_claims;
mod recipe;
pub(crate) mod sitemap;
pub(crate) mod styles;

pub(crate) use built::{Built, BuiltSite};
pub(crate) use bytes::OutputBytes;
pub(crate) use output_plan::OutputPlan;
pub(crate) use recipe::Recipe;

use crate::diagnostic::Diagnostic;
use crate::render::page_maker::PageMaker;
use crate::search;
use hashed_files::HashedFiles;
use path_claims::PathClaims;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lists every file of the site; none is made yet. What is lost because two want the same path is a finding, and so is a path that no
/// output may have.
pub(crate) fn plan_site(
    pages: Arc<PageMaker>,
    styles: BTreeMap<String, Arc<[u8]>>,
) -> (Arc<BuiltSite>, Vec<Diagnostic>) {
    let hashed = HashedFiles::default();
    let plan = OutputPlan::of(pages.inputs(), &hashed);
    let claims = claim_paths(plan, styles);
    let mut found = path_claims::find_collisions(plan, &claims);
    let mut artifacts = claims.artifacts;
    found.extend(outside::refuse_paths(
        plan.config,
        plan.site,
        &mut artifacts,
    ));
    let site = BuiltSite {
        pages,
        artifacts,
        hashed,
    };
    (Arc::new(site), found)
}

/// Who wants which path. Later entries of one path win: aliases, then pages, then feeds and the like, then static files.
fn claim_paths(plan: OutputPlan<'_>, styles: BTreeMap<String, Arc<[u8]>>) -> PathClaims {
    let mut claims = PathClaims::default();
    pages::list_redirects(plan, &mut claims);
    pages::list_pages(plan, &mut claims);
    pages::list_taxonomies(plan, &mut claims);
    for feed in feeds::site_feeds(plan) {
        let path = feed.path.trim_start_matches('/').to_owned();
        claims.insert(path, Recipe::Feed(feed));
    }
    sitemap::list_sitemap(plan, &mut claims);
    for (path, file) in search::search_files(plan.config) {
        claims.insert(path, Recipe::Search(file));
    }
    for (path, file) in open_data::list(plan) {
        claims.insert(path, Recipe::OpenData(file));
    }
    claims.insert("404.html".to_owned(), Recipe::NotFound);
    if plan.config.generate_robots_txt {
        claims.insert("robots.txt".to_owned(), Recipe::Robots);
    }
    for (path, bytes) in styles {
        claims.insert(path, Recipe::Bytes(bytes));
    }
    assets::list_assets(plan, &mut claims);
    claims
}
