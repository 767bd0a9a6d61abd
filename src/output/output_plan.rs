//! What the list of files is made from. Enter at [`OutputPlan`].

use super::hashed_files::HashedFiles;
use crate::config::Config;
use crate::render::inputs::RenderInputs;
use crate::report::Reports;
use crate::site::Site;
use crate::source::Sources;

/// What the plan is made from.
#[derive(Clone, Copy)]
pub(crate) struct OutputPlan<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The arrangement.
    pub site: &'a Site,
    /// The reports.
    pub reports: &'a Reports,
    /// What was read.
    pub sources: &'a Sources,
    /// Files that others name by length and hash, each made once.
    pub hashed: &'a HashedFiles,
}

impl<'a> OutputPlan<'a> {
    /// The same values that pages are made from.
    pub(super) fn of(inputs: &'a RenderInputs, hashed: &'a HashedFiles) -> OutputPlan<'a> {
        OutputPlan {
            config: &inputs.config,
            site: &inputs.site,
            reports: &inputs.reports,
            sources: &inputs.sources,
            hashed,
        }
    }
}
