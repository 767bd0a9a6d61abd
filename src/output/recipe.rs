//! One output path and how its bytes are made. Enter at [`Recipe`].

use super::feeds::Feed;
use super::open_data::OpenDataFile;
use crate::search::SearchFile;
use crate::site::{PageId, SectionId};
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
    Feed(Feed),
    /// `sitemap.xml` or one of its parts.
    Sitemap(SitemapPart),
    /// A search index, or the script that reads it.
    Search(SearchFile),
    /// A file of the open data.
    OpenData(OpenDataFile),
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
pub(crate) type Artifacts = BTreeMap<String, Recipe>;

/// Which sitemap file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SitemapPart {
    /// `sitemap.xml` with all addresses.
    Whole,
    /// `sitemap.xml` that names its parts.
    Index,
    /// `sitemapN.xml`, from 1.
    Number(usize),
}

/// The output path of an address: `/a/b/` gives `a/b/index.html`, `/a/x.html` stays a file.
pub(super) fn file_of(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}
