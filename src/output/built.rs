//! What a build gives, whoever asked for it: to write, to serve, to check, to build again from. Enter at [`Built`].

use super::hashed_files::HashedFiles;
use super::recipe::Artifacts;
use crate::check::Checker;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::render::page_maker::PageMaker;
use std::sync::Arc;

/// The outcome of a build.
pub struct Built {
    /// The configuration that was built with.
    pub config: Arc<Config>,
    /// What was found, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// The site; `None` where it has no ground to stand on, or its templates do not parse.
    pub site: Option<Arc<BuiltSite>>,
}

/// Every file of a site, each made when it is asked for.
pub struct BuiltSite {
    /// What pages are made from.
    pub pages: Arc<PageMaker>,
    /// Output paths and recipes.
    pub artifacts: Artifacts,
    /// Files that others name by length and hash.
    pub(super) hashed: HashedFiles,
}

impl BuiltSite {
    /// The rules, with what they have found in reports so far.
    pub fn checks(&self) -> &Checker {
        &self.pages.inputs().checks
    }
}
