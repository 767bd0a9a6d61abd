//! Sass becomes CSS at the same path. Enter at [`compile`].

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::render::{bodies, highlight};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Compiles `sass/` of the theme and, where the configuration asks for it, of the site; by path below the output folder.
pub fn compile(
    _sources: &Sources,
    _config: &Config,
) -> (BTreeMap<String, Arc<[u8]>>, Vec<Diagnostic>) {
    (BTreeMap::new(), Vec::new())
}

/// The style sheets of coloured code, where it has classes; by path below the output folder.
pub fn of_code(config: &Config) -> BTreeMap<String, Arc<[u8]>> {
    let sheets = bodies::highlighting(config).map(|colours| highlight::stylesheets(&colours));
    sheets
        .into_iter()
        .flatten()
        .map(|(name, css)| (name.to_owned(), css.into_bytes().into()))
        .collect()
}
