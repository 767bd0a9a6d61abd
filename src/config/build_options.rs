//! What the command line says over the configuration. Enter at [`BuildOptions`].

use super::{BuildMode, Config};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a build is asked for besides its sources.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// What the command is for; templates see it.
    pub mode: BuildMode,
    /// Another base URL than the configuration's.
    pub base_url: Option<String>,
    /// Another output folder than the configuration's.
    pub output: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether HTML is minified although the configuration does not ask for it.
    pub minify: bool,
    /// The day of the build.
    pub today: Date,
    /// Environment variables for `get_env`.
    pub environment: Arc<BTreeMap<String, String>>,
}

impl Config {
    /// The same with what the command line says over it.
    pub fn with_options(mut self, options: &BuildOptions) -> Config {
        if let Some(url) = &options.base_url {
            self.base_url.clone_from(url);
        }
        if let Some(folder) = &options.output {
            self.output_dir.clone_from(folder);
        }
        // A preview shows what the author writes, at once and readable.
        self.minify_html = (self.minify_html || options.minify) && options.mode != BuildMode::Serve;
        self
    }
}
