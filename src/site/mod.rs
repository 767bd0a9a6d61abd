//! Documents arranged: sections, orders, siblings, taxonomies, and every URL, decided here once. Enter at [`arrange`].

pub(crate) mod address;
mod orphans;
pub(crate) mod portal;
pub(crate) mod reports;
pub(crate) mod route;
mod sort;
pub(crate) mod taxonomy;
mod tree;

use crate::config::Config;
use crate::content::{ContentPage, ContentSection, Documents};
use crate::diagnostic::Diagnostic;
use crate::report::{Report, ReportSeries, Reports};
use address::ShownReport;
pub(crate) use orphans::orphans;
pub(crate) use reports::GeneratedPage;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub(crate) use taxonomy::{Taxonomy, TaxonomyTerm};

/// Index into [`Site::pages`].
pub(crate) type PageId = usize;
/// Index into [`Site::sections`].
pub(crate) type SectionId = usize;

/// A page in its place.
#[derive(Debug, Clone)]
pub struct PageNode {
    /// The document.
    pub page: Arc<ContentPage>,
    /// Its slug.
    pub slug: String,
    /// Its address below the base URL, `/maichen/2020/`.
    pub path: String,
    /// Its whole address.
    pub permalink: String,
    /// Sections from the root down to the page's own; empty for a page that no section has.
    pub ancestors: Vec<SectionId>,
    /// The section that sorts it.
    pub section: Option<SectionId>,
    /// The page before it in its section's order.
    pub lower: Option<PageId>,
    /// The page after it in its section's order.
    pub higher: Option<PageId>,
    /// All versions of the page, itself included, in the order of languages.
    pub translations: Vec<PageId>,
    /// Whether its section could not sort it, so that it is neither listed nor written.
    pub unsortable: bool,
    /// Whether it is of a fictional body.
    pub is_sample: bool,
}

/// A section in its place.
#[derive(Debug, Clone)]
pub struct SectionNode {
    /// The document.
    pub section: Arc<ContentSection>,
    /// Its address below the base URL.
    pub path: String,
    /// Its whole address.
    pub permalink: String,
    /// Sections from the root down to the parent.
    pub ancestors: Vec<SectionId>,
    /// Its pages in order, with those of transparent sections below it.
    pub pages: Vec<PageId>,
    /// The sections directly below, by weight, then by path.
    pub subsections: Vec<SectionId>,
    /// All versions of the section, itself included.
    pub translations: Vec<SectionId>,
    /// Whether it is of a fictional body.
    pub is_sample: bool,
}

/// Everything arranged.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Pages in the order of their files.
    pub pages: Vec<PageNode>,
    /// Sections in the order of their files; the root of each language always exists.
    pub sections: Vec<SectionNode>,
    /// Taxonomies by language and in the order of the configuration.
    pub taxonomies: Vec<Taxonomy>,
    /// The pages that come from reports: comparisons, figures, promises, topics, laws.
    pub generated: Vec<GeneratedPage>,
    /// Ids of the bodies that have no page yet, because they neither report nor have a section.
    pub homeless: BTreeSet<String>,
    /// The address of the page that explains the method of comparisons, where the site has one.
    pub method: Option<&'static str>,
    /// Addresses of the pages of cited documents: by the address prefix of a body's reports of one kind, by canonical name.
    pub laws: BTreeMap<String, BTreeMap<String, String>>,
    /// Pages by file, relative to `content/`.
    pub page_by_file: BTreeMap<String, PageId>,
    /// Sections by file, relative to `content/`.
    pub section_by_file: BTreeMap<String, SectionId>,
}

/// What decides the arrangement besides the documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ArrangeOptions<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Whether drafts are shown.
    pub drafts: bool,
}

/// Arranges everything and decides every URL; two owners of one URL are a finding.
pub(crate) fn arrange(
    documents: &Documents,
    reports: &Reports,
    wish: ArrangeOptions<'_>,
) -> (Site, Vec<Diagnostic>) {
    let mut site = Site::default();
    tree::plant(&mut site, documents, wish);
    reports::settle(&mut site, reports, wish.config);
    tree::connect(&mut site);
    let mut diagnostics = sort::sort(&mut site);
    if wish.config.is_multilingual() {
        tree::translate(&mut site, wish.config);
    }
    diagnostics.extend(taxonomy::collect(&mut site, wish.config));
    reports::generate(&mut site, reports, wish.config);
    diagnostics.extend(route::collisions(&site));
    (site, diagnostics)
}

impl PageNode {
    /// Whether feeds have it, where it is dated.
    pub fn is_in_feeds(&self) -> bool {
        self.page.render && !self.unsortable && !self.is_sample
    }
}

impl Site {
    /// The address of a report's page below the base URL; where its page is not shown, the one it would have.
    pub fn report_address(&self, report: &Report, config: &Config) -> String {
        match self.page_by_file.get(&report.source) {
            Some(id) => self.pages[*id].path.clone(),
            None => address::unshown_report(report.series(), report.year, config),
        }
    }

    /// The address of a cited document's page in a series, or of the list of documents where it has none.
    pub fn law_address(
        &self,
        series: ReportSeries<'_>,
        canonical: &str,
        config: &Config,
    ) -> String {
        let laws = self.laws.get(&address::series_prefix(series, config));
        let known = laws.and_then(|laws| laws.get(canonical)).cloned();
        known.unwrap_or_else(|| ShownReport::Laws.in_series(series, config))
    }

    /// Whether a language has dated pages for its feed.
    pub fn has_feed(&self, language: &str) -> bool {
        self.pages.iter().any(|node| {
            node.page.language == language && node.page.date.is_some() && node.is_in_feeds()
        })
    }

    /// The root section of a language.
    pub fn root(&self, language: &str) -> Option<&SectionNode> {
        self.sections
            .iter()
            .find(|node| node.section.file.folder.is_empty() && node.section.language == language)
    }

    /// The section of `folder` in `language`.
    pub fn section_at(&self, folder: &str, language: &str) -> Option<SectionId> {
        self.sections.iter().position(|node| {
            node.section.file.folder == folder && node.section.language == language
        })
    }

    /// The address of a content file, relative to `content/`.
    pub fn permalink_of(&self, file: &str) -> Option<&str> {
        let page = self
            .page_by_file
            .get(file)
            .map(|id| self.pages[*id].permalink.as_str());
        page.or_else(|| {
            self.section_by_file
                .get(file)
                .map(|id| self.sections[*id].permalink.as_str())
        })
    }
}
