//! What the last build leaves to the next: whatever is made from things that have not changed. Enter at [`LastBuild`].
//!
//! Nothing here decides by file name or time. A stage takes from the last build only what was made from equal values:
//! the parsed templates where all templates are equal, the pairs of sentences where both reports are, what the rules found in a report
//! where its file, the reports of its body and what all reports share are.

use crate::check::Checker;
use crate::output::{Built, BuiltSite};
use crate::render::site_templates::SiteTemplates;
use crate::report::Reports;
use std::sync::Arc;

/// The last build that came as far as its pages.
#[derive(Default)]
pub struct LastBuild(Option<Arc<BuiltSite>>);

impl LastBuild {
    /// Keeps this build instead of the one before; a build that did not come so far leaves that one.
    pub fn keep(&mut self, built: &Built) {
        if let Some(site) = &built.site {
            self.0 = Some(Arc::clone(site));
        }
    }

    /// Its templates.
    pub fn templates(&self) -> Option<&SiteTemplates> {
        self.0.as_ref().map(|site| &*site.pages.templates)
    }

    /// Its reports and comparisons.
    pub fn reports(&self) -> Option<&Reports> {
        self.templates().map(|templates| &*templates.inputs.reports)
    }

    /// Its rules, with what they found.
    pub fn checks(&self) -> Option<&Checker> {
        self.0.as_ref().map(|site| site.checks())
    }
}
