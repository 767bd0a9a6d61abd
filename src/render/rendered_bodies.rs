//! The rendered body of every page and section. Enter at [`RenderedBodies`].

use super::markdown::RenderedMarkdown;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All bodies.
#[derive(Debug, Default)]
pub struct RenderedBodies {
    /// By page.
    pub pages: Vec<Arc<RenderedMarkdown>>,
    /// By section.
    pub sections: Vec<Arc<RenderedMarkdown>>,
    /// For every address, who links to it.
    pub backlinks: BTreeMap<String, Vec<Backlink>>,
}

/// A page or section that links somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlink {
    /// Its address.
    pub permalink: String,
    /// Its title.
    pub title: Option<String>,
}
