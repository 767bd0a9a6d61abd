//! Everything that is published: a list of paths, each with the recipe that makes its bytes. Enter at [`plan`].

pub mod assets;
mod bytes;
pub mod feeds;
mod ledger;
pub mod make;
mod minify;
pub mod open_data;
pub mod outside;
pub mod pages;
pub mod sitemap;
pub mod styles;

pub use bytes::OutputBytes;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::render::weighed::HashedFiles;
use crate::report::Reports;
use crate::search::{self, SearchFile};
use crate::site::{PageId, SectionId, Site};
use crate::source::Sources;
use ledger::PathClaims;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What makes the bytes of one output path. Nothing is made before somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipe {
    /// A page.
    Page(PageId),
    /// A section, or its pager (from 1) where it is paginated.
    Section(SectionId, Option<usize>),
    /// A page that comes from reports: index into `Site::generated`.
    Generated(usize),
    /// The list of a taxonomy: index into `Site::taxonomies`.
    TermList(usize),
    /// A term of a taxonomy, or its pager (from 1).
    Term(usize, usize, Option<usize>),
    /// A page that leads to an address.
    Redirect(String),
    /// A feed.
    Feed(feeds::Feed),
    /// `sitemap.xml` or one of its parts.
    Sitemap(sitemap::SitemapPart),
    /// A search index, or the script that reads it.
    Search(SearchFile),
    /// A file of the open data.
    OpenData(open_data::OpenDataFile),
    /// `robots.txt`.
    Robots,
    /// `404.html`.
    NotFound,
    /// A file as it was read: its path relative to the root.
    Copy(Arc<str>),
    /// Bytes that are already made.
    Bytes(Arc<[u8]>),
}

/// One output path, relative to the output folder, and its recipe.
pub type Artifacts = BTreeMap<String, Recipe>;

/// What the plan is made from.
#[derive(Clone, Copy)]
pub struct OutputPlan<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The arrangement.
    pub site: &'a Site,
    /// The reports.
    pub reports: &'a Reports,
    /// What was read.
    pub sources: &'a Sources,
    /// Files that others name by length and hash, each made once.
    pub weighed: &'a HashedFiles,
}

/// Lists every output. Later entries of one path win: aliases, then pages, then feeds and the like, then static files;
/// what is lost so is a finding.
pub fn plan(
    plan: OutputPlan<'_>,
    styles: BTreeMap<String, Arc<[u8]>>,
) -> (Artifacts, Vec<Diagnostic>) {
    let mut artifacts = PathClaims::default();
    pages::redirects(plan, &mut artifacts);
    pages::list(plan, &mut artifacts);
    pages::taxonomies(plan, &mut artifacts);
    feeds::list(plan, &mut artifacts);
    sitemap::list(plan, &mut artifacts);
    for (path, file) in search::files(plan.config) {
        artifacts.insert(path, Recipe::Search(file));
    }
    open_data::list(plan, &mut artifacts);
    artifacts.insert("404.html".to_owned(), Recipe::NotFound);
    if plan.config.generate_robots_txt {
        artifacts.insert("robots.txt".to_owned(), Recipe::Robots);
    }
    for (path, bytes) in styles {
        artifacts.insert(path, Recipe::Bytes(bytes));
    }
    assets::list(plan, &mut artifacts);
    let found = ledger::collisions(plan, &artifacts);
    (artifacts.artifacts, found)
}

/// The output path of an address: `/a/b/` gives `a/b/index.html`, `/a/x.html` stays a file.
pub fn file_of(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}
