//! Files beside pages and sections. Enter at [`attach`].

use super::{Documents, REPORT_DATA};
use crate::config::{Config, globs};
use crate::source::Sources;
use globset::GlobSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The globs of `ignored_content`, relative to `content/` or to the whole path.
pub(super) fn ignored(config: &Config) -> GlobSet {
    globs(&config.ignored_content)
}

/// Whether one of the globs covers the path, or a folder that it lies in.
pub(super) fn is_ignored(globs: &GlobSet, path: &str) -> bool {
    let relative = path.strip_prefix("content/").unwrap_or(path);
    let name = relative.rsplit_once('/').map_or(relative, |(_, name)| name);
    let above = relative.match_indices('/').map(|(at, _)| &relative[..at]);
    [path, relative, name]
        .into_iter()
        .chain(above)
        .any(|candidate| globs.is_match(candidate))
}

/// Whether the file or one of its folders is hidden.
pub(super) fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

/// Whether an editor left the file behind.
fn is_leftover(name: &str) -> bool {
    name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".swx", ".swo", ".tmp", ".bak", ".old"]
            .iter()
            .any(|ending| name.ends_with(ending))
        || name == "4913"
        || name == ".DS_Store"
}

/// Whether the file may be an asset: no Markdown, no leftover, with an ending.
fn is_asset(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    !name.ends_with(".md")
        && !is_leftover(name)
        && name
            .rsplit_once('.')
            .is_some_and(|(stem, _)| !stem.is_empty())
}

/// Whether the file is data beside a report.
fn is_data(name: &str) -> bool {
    REPORT_DATA.contains(&name) || name.ends_with(".proposed.yaml")
}

/// Gives every colocated page and every section its files.
pub(super) fn attach(documents: &mut Documents, sources: &Sources, ignored: &GlobSet) {
    let mut by_folder: BTreeMap<&str, Vec<&Arc<str>>> = BTreeMap::new();
    for file in sources.under("content/") {
        if is_asset(&file.path) && !is_ignored(ignored, &file.path) {
            let folder = file.path["content/".len()..]
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            by_folder.entry(folder).or_default().push(&file.path);
        }
    }
    for page in documents
        .pages
        .iter_mut()
        .filter(|page| page.file.is_colocated())
    {
        let folder = page.file.folder.as_str();
        let below = format!("{folder}/");
        let is_report = page.report.is_some();
        page.assets = by_folder
            .range(folder..)
            .take_while(|(name, _)| name.starts_with(folder))
            .filter(|(name, _)| **name == folder || name.starts_with(&below))
            .flat_map(|(_, files)| files.iter().map(|file| Arc::clone(file)))
            .filter(|file| !(is_report && file.rsplit('/').next().is_some_and(is_data)))
            .collect();
        page.assets.sort_by_key(|path| path.to_lowercase());
    }
    for section in &mut documents.sections {
        let files = by_folder.get(section.file.folder.as_str());
        section.assets = files
            .into_iter()
            .flatten()
            .map(|file| Arc::clone(file))
            .collect();
        if section.file.folder.is_empty() {
            section
                .assets
                .retain(|file| !super::SITE_DATA.iter().any(|name| file.ends_with(name)));
        }
        section.assets.sort_by_key(|path| path.to_lowercase());
    }
}
