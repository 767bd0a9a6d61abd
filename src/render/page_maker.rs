//! What every page is made from: templates and rendered bodies. Enter at [`PageMaker::new`].

use super::inputs::RenderInputs;
use super::made_once::MadeOnce;
use super::markdown::RenderedMarkdown;
use super::rendered_bodies::RenderedBodies;
use super::site_templates::SiteTemplates;
use super::template_values::TemplateValues;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::search::{self, SearchFile, SearchedSite};
use crate::site::PageId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Templates parsed and bodies rendered: every page can be made, in any order, from these values alone.
pub struct PageMaker {
    /// The templates, with what they share.
    pub templates: Arc<SiteTemplates>,
    /// The bodies.
    pub bodies: Arc<RenderedBodies>,
    /// Pages, sections and terms as templates see them.
    pub values: TemplateValues,
    /// By page, the report that it is: index into `Reports::reports`.
    reports: Vec<Option<usize>>,
    /// Files of the search by path, which templates may ask for while pages are made.
    search: BTreeMap<String, SearchFile>,
    /// Those of them that templates have asked for.
    search_bytes: MadeOnce<String, Arc<[u8]>>,
    /// What was found while pages were made and does not stop them.
    remarks: Mutex<Vec<Diagnostic>>,
}

impl PageMaker {
    /// No page is made before it is asked for.
    pub fn new(templates: Arc<SiteTemplates>, bodies: RenderedBodies) -> Arc<PageMaker> {
        let bodies = Arc::new(bodies);
        let inputs = &templates.inputs;
        Arc::new(PageMaker {
            values: TemplateValues::new(Arc::clone(&inputs.site), Arc::clone(&bodies)),
            reports: reports_of_pages(inputs),
            search: search::search_files(&inputs.config),
            search_bytes: MadeOnce::default(),
            remarks: Mutex::default(),
            bodies,
            templates,
        })
    }

    /// What is rendered.
    pub fn inputs(&self) -> &RenderInputs {
        &self.templates.inputs
    }

    /// The report that a page is; `None` for other pages, and for one whose report could not be read.
    pub(super) fn report_of(&self, id: PageId) -> Option<&Report> {
        Some(&self.inputs().reports.reports[self.reports[id]?])
    }

    /// The text of a file of the search.
    pub fn search_file(&self, file: &SearchFile) -> String {
        let inputs = self.inputs();
        let searched = SearchedSite {
            config: &inputs.config,
            site: &inputs.site,
            pages: html_of(&self.bodies.pages),
            sections: html_of(&self.bodies.sections),
        };
        search::make_file(&searched, file)
    }

    /// A file of the search for a page that asks for it.
    pub(super) fn asked_search_file(&self, path: &str) -> Option<Arc<[u8]>> {
        let file = self.search.get(path)?;
        let make = || self.search_file(file).into_bytes().into();
        Some(self.search_bytes.get(&path.to_owned(), make))
    }

    /// Keeps what was found while a page was made and does not stop it.
    pub(super) fn remark(&self, found: impl IntoIterator<Item = Diagnostic>) {
        let mut remarks = self.remarks.lock().unwrap_or_else(PoisonError::into_inner);
        remarks.extend(found);
    }

    /// What was found in the pages made so far, in order, each once.
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let remarks = self.remarks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = remarks.clone();
        all.sort();
        all.dedup();
        all
    }
}

fn html_of(bodies: &[Arc<RenderedMarkdown>]) -> Vec<&str> {
    bodies.iter().map(|body| body.html.as_str()).collect()
}

fn reports_of_pages(inputs: &RenderInputs) -> Vec<Option<usize>> {
    let all = inputs.reports.reports.iter().enumerate();
    let mut by_file: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, report) in all {
        // Of two reports from one file the first is shown.
        by_file.entry(&report.source).or_insert(index);
    }
    let of_page = |page: &crate::content::ContentPage| {
        page.report.as_ref()?;
        by_file.get(page.file.relative.as_str()).copied()
    };
    let pages = inputs.site.pages.iter();
    pages.map(|node| of_page(&node.page)).collect()
}
