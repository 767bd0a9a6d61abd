//! Pages become HTML: which template, which variables. Enter at the methods of [`PageMaker`].

use super::context::zola::taxonomy_config;
use super::engine::{SharedValue, TemplateVariables};
use super::fill::PageSummary;
use super::functions::TermPages;
use super::page_frame::{Made, plain_about};
use super::page_maker::PageMaker;
use super::report_page;
use crate::site::address::{pager_count, pager_root, shown_pager};
use crate::site::{PageId, SectionId};
use serde_json::json;
use std::sync::Arc;

impl PageMaker {
    /// A page.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_page(self: &Arc<Self>, id: PageId) -> Made {
        let node = &self.inputs().site.pages[id];
        let page = &node.page;
        let file = format!("content/{}", page.file.relative);
        let desk = self.desk(&node.path);
        let variables = self
            .common(&page.language, &node.path)
            .with("page", self.values.page(id));
        let template = self.page_template(id);
        if let (Some(report), "report.html") = (self.report_of(id), template.as_str()) {
            let variables =
                report_page::report_variables(self, variables, desk, report, &page.body)?;
            return self.fill(&template, variables, &file);
        }
        let about = PageSummary {
            kind: "page",
            title: page.title.clone().unwrap_or_default(),
            description: page.description.clone().unwrap_or_default(),
            body: None,
            above: Vec::new(),
            sample: false,
        };
        self.fill(&template, self.about(variables, desk, about), &file)
    }

    /// Its own template, else `report.html` for a report where the theme has it, else `page_template` of the nearest section above, else `page.html`.
    fn page_template(&self, id: PageId) -> String {
        let node = &self.inputs().site.pages[id];
        if let Some(template) = &node.page.template {
            return template.clone();
        }
        // A page whose report could not be read has its finding already, and is shown as any other.
        if self.templates.engine.has("report.html") && self.report_of(id).is_some() {
            return "report.html".to_owned();
        }
        let sections = &self.inputs().site.sections;
        let above = node
            .ancestors
            .iter()
            .rev()
            .find_map(|id| sections[*id].section.page_template.clone());
        above.unwrap_or_else(|| "page.html".to_owned())
    }

    /// A section, or one of its pagers.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_section(self: &Arc<Self>, id: SectionId, pager: Option<usize>) -> Made {
        let node = &self.inputs().site.sections[id];
        let section = &node.section;
        let file = format!("content/{}", section.file.relative);
        let is_root = section.file.folder.is_empty();
        let path = pager.map_or_else(
            || node.path.clone(),
            |number| shown_pager(&node.path, &section.paginate_path, number),
        );
        let shown = if pager.is_some() {
            TermPages::None
        } else {
            TermPages::All
        };
        let mut variables = self
            .common(&section.language, &path)
            .with("section", self.values.section(id, shown));
        if let (Some(number), Some(by)) = (pager, section.paginate_by) {
            let mut order = node.pages.clone();
            if section.paginate_reversed {
                order.reverse();
            }
            let pager = Pager {
                number,
                by,
                path: &node.path,
                folder: &section.paginate_path,
            };
            variables = variables.with("paginator", self.paginator(&pager, &order));
        }
        let desk = self.desk(&path);
        let town =
            report_page::town_of(self, &section.file.folder).filter(|_| section.template.is_none());
        if let Some(body) = town.filter(|_| self.templates.engine.has("town.html")) {
            let variables = report_page::home_variables(self, variables, desk, body, Some(id));
            return self.fill("town.html", variables, &file);
        }
        let template = section.template.clone().unwrap_or_else(|| {
            if is_root {
                "index.html"
            } else {
                "section.html"
            }
            .to_owned()
        });
        let variables = report_page::section_variables(self, variables, desk, id);
        self.fill(&template, variables, &file)
    }

    /// The list of a taxonomy's terms.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_term_list(self: &Arc<Self>, index: usize) -> Made {
        let taxonomy = &self.inputs().site.taxonomies[index];
        let variables = self
            .common(&taxonomy.language, &taxonomy.path)
            .with("taxonomy", SharedValue::new(taxonomy_config(taxonomy)))
            .with("terms", SharedValue::list(self.values.terms(index)));
        let variables = self.about(
            variables,
            self.desk(&taxonomy.path),
            plain_about("section", &taxonomy.config.name),
        );
        let template = self.taxonomy_template(&taxonomy.config.name, "list");
        let place = self
            .inputs()
            .config
            .place_of("taxonomies", &taxonomy.language);
        self.fill_for(&template, variables, &place)
    }

    /// A term, or one of its pagers.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make_term(self: &Arc<Self>, index: usize, number: usize, pager: Option<usize>) -> Made {
        let taxonomy = &self.inputs().site.taxonomies[index];
        let term = &taxonomy.terms[number];
        let folder = taxonomy.config.pager_path();
        let path = pager.map_or_else(
            || term.path.clone(),
            |number| shown_pager(&term.path, folder, number),
        );
        let mut variables = self
            .common(&taxonomy.language, &path)
            .with("taxonomy", SharedValue::new(taxonomy_config(taxonomy)))
            .with("term", self.values.term(index, number, TermPages::All));
        if let (Some(number), Some(by)) = (pager, taxonomy.config.paginate_by) {
            let pager = Pager {
                number,
                by,
                path: &term.path,
                folder,
            };
            variables = variables.with("paginator", self.paginator(&pager, &term.pages));
        }
        let variables = self.about(
            variables,
            self.desk(&path),
            plain_about("section", &term.name),
        );
        let template = self.taxonomy_template(&taxonomy.config.name, "single");
        let place = self
            .inputs()
            .config
            .place_of("taxonomies", &taxonomy.language);
        self.fill_for(&template, variables, &place)
    }

    fn taxonomy_template(&self, kind: &str, which: &str) -> String {
        let own = format!("{kind}/{which}.html");
        if self.templates.engine.has(&own) {
            own
        } else {
            format!("taxonomy_{which}.html")
        }
    }

    fn paginator(&self, pager: &Pager<'_>, order: &[PageId]) -> Arc<SharedValue> {
        let count = pager_count(order.len(), pager.by);
        let url = |number: usize| {
            self.inputs()
                .config
                .make_permalink(&shown_pager(pager.path, pager.folder, number))
        };
        let base = pager_root(pager.path, pager.folder);
        let pages = order
            .iter()
            .skip((pager.number - 1) * pager.by)
            .take(pager.by)
            .copied()
            .collect::<Vec<_>>();
        let facts = json!({
            "paginate_by": pager.by,
            "base_url": self.inputs().config.make_permalink(&base),
            "number_pagers": count,
            "first": url(1),
            "last": url(count),
            "previous": (pager.number > 1).then(|| url(pager.number - 1)),
            "next": (pager.number < count).then(|| url(pager.number + 1)),
            "pages": [],
            "current_index": pager.number,
            "total_pages": order.len(),
        });
        self.values.with_pages(SharedValue::new(facts), &pages)
    }

    /// The page that leads to `url`.
    ///
    /// # Errors
    /// What is wrong with `internal/alias.html`.
    pub fn make_redirect(self: &Arc<Self>, url: &str) -> Made {
        self.fill(
            "internal/alias.html",
            TemplateVariables::new().with("url", SharedValue::new(url.into())),
            "internal/alias.html",
        )
    }

    /// The page for addresses that lead nowhere.
    ///
    /// # Errors
    /// What is wrong with `404.html`.
    pub fn make_not_found(self: &Arc<Self>) -> Made {
        let language = &self.inputs().config.default_language;
        let variables = TemplateVariables::new()
            .with("config", self.templates.config_value(language))
            .with("lang", SharedValue::new(language.as_str().into()));
        let about = plain_about("404", "找不到页面");
        let variables = self.about(variables, self.desk(super::fill::NOWHERE), about);
        self.fill("404.html", variables, "404.html")
    }
}

struct Pager<'a> {
    number: usize,
    by: usize,
    path: &'a str,
    folder: &'a str,
}
