//! A site as it was read, for rules that look beyond one report. Enter at [`WholeSite`].

use super::web::link_register::{self, LinkRegister};
use crate::config::Config;
use crate::diagnostic::Place;
use crate::report::Reports;
use crate::source::Sources;
use std::sync::{Arc, OnceLock};

/// A site as it was read.
#[derive(Debug)]
pub(crate) struct WholeSite {
    /// The configuration.
    pub(crate) config: Arc<Config>,
    /// Every file that was read.
    pub(crate) sources: Arc<Sources>,
    /// Bodies, reports and comparisons.
    pub(crate) reports: Arc<Reports>,
    register: OnceLock<LinkRegister>,
}

impl WholeSite {
    /// The site that these values are.
    pub(crate) fn new(
        config: Arc<Config>,
        sources: Arc<Sources>,
        reports: Arc<Reports>,
    ) -> WholeSite {
        WholeSite {
            config,
            sources,
            reports,
            register: OnceLock::new(),
        }
    }

    /// The register of links, read once.
    pub(crate) fn link_register(&self) -> &LinkRegister {
        let read = || link_register::read(&self.sources);
        self.register.get_or_init(read)
    }

    /// A value of the host's identity; `None` where it is not filled in.
    pub(crate) fn host_value(&self, key: &str) -> Option<&str> {
        let value = self.reports.host.get(key)?.as_str()?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// The line of `content/site.yaml` on which a key stands.
    pub(crate) fn host_place(&self, key: &str) -> Place {
        let file = "content/site.yaml";
        let text = self.sources.get(file).and_then(|file| file.text().ok());
        let at = text.and_then(|text| Some((text, text.find(&format!("{key}:"))?)));
        at.map_or_else(
            || Place::file(file),
            |(text, at)| Place::span(file, text, at..at + key.len()),
        )
    }
}
