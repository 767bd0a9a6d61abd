//! What the index of a language holds: its sections and their pages, each once. Enter at [`of_language`].

use super::SearchedSite;
use super::text::{self, BlockSpacing};
use crate::config::Dialect;
use crate::site::{PageNode, Site};
use rayon::prelude::*;

/// A page or section as it can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchDocument {
    /// Whole address.
    pub(super) url: String,
    /// Title, empty where it has none.
    pub(super) title: String,
    /// Description, empty where it has none.
    pub(super) description: String,
    /// Date, for pages that have one.
    pub(super) date: Option<String>,
    /// Address below the base URL.
    pub(super) path: String,
    /// The body as plain text.
    pub(super) body: String,
}

/// All documents of a language, by address.
pub(super) fn of_language(searched: &SearchedSite<'_>, language: &str) -> Vec<SearchDocument> {
    let site = searched.site;
    // Zola has no index of these languages that could be the same.
    let is_cjk = ["zh", "ja", "ko"]
        .iter()
        .any(|code| language.starts_with(code));
    let blocks = if searched.config.nianbao.dialect == Dialect::Tera2 || is_cjk {
        BlockSpacing::Apart
    } else {
        BlockSpacing::AsWritten
    };
    let sections = site
        .sections
        .par_iter()
        .enumerate()
        .filter_map(|(id, node)| {
            let section = &node.section;
            let wanted = section.language == language
                && section.in_search_index
                && section.render
                && section.redirect_to.is_none();
            wanted.then(|| SearchDocument {
                url: node.permalink.clone(),
                title: section.title.clone().unwrap_or_default(),
                description: section.description.clone().unwrap_or_default(),
                date: None,
                path: node.path.clone(),
                body: text::plain_text(searched.sections[id], blocks),
            })
        });
    let pages = site.pages.par_iter().enumerate().filter_map(|(id, node)| {
        let page = &node.page;
        let wanted = page.language == language && is_wanted(site, node);
        wanted.then(|| SearchDocument {
            url: node.permalink.clone(),
            title: page.title.clone().unwrap_or_default(),
            description: page.description.clone().unwrap_or_default(),
            date: page.date.clone(),
            path: node.path.clone(),
            body: text::plain_text(searched.pages[id], blocks),
        })
    });
    let mut found: Vec<SearchDocument> = sections.chain(pages).collect();
    found.sort_by(|a, b| a.url.cmp(&b.url));
    found
}

/// Pages that are written and that a section has; the section in whose folder a page lies decides for it, so a page of a
/// transparent section is found once.
fn is_wanted(site: &Site, node: &PageNode) -> bool {
    let section = node.ancestors.last();
    let shown = section.is_some_and(|id| site.sections[*id].section.in_search_index);
    shown && node.page.in_search_index && node.page.render && !node.unsortable
}
