//! The values that rendering is a function of. Enter at [`RenderInputs`].

use super::highlight::HighlightExtras;
use crate::check::Checker;
use crate::config::{BuildMode, Config, Dialect};
use crate::report::Reports;
use crate::site::Site;
use crate::source::Sources;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The values that rendering is a function of.
#[derive(Debug, Clone)]
pub struct RenderInputs {
    /// The configuration.
    pub config: Arc<Config>,
    /// The arrangement.
    pub site: Arc<Site>,
    /// The reports.
    pub reports: Arc<Reports>,
    /// What was read.
    pub sources: Arc<Sources>,
    /// What the command is for.
    pub mode: BuildMode,
    /// The build's day.
    pub today: Date,
    /// Environment variables for `get_env`.
    pub environment: Arc<BTreeMap<String, String>>,
    /// Grammars and colours that the site brings for code.
    pub extras: Arc<HighlightExtras>,
    /// What is checked in reports, and what came of it so far.
    pub checks: Arc<Checker>,
}

impl RenderInputs {
    /// Whether our own theme's dialect is spoken.
    pub fn is_tera2(&self) -> bool {
        self.config.nianbao.dialect == Dialect::Tera2
    }
}
