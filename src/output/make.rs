//! The bytes of output paths, one at a time or all in parallel. Enter at [`BuiltSite::make`] and [`BuiltSite::make_each`].

use super::built::BuiltSite;
use super::bytes::OutputBytes;
use super::output_plan::OutputPlan;
use super::recipe::{Recipe, SitemapPart};
use super::{feeds, open_data, sitemap};
use crate::check::SeenPages;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::render::engine::{SharedValue, TemplateVariables};
use crate::render::fill::link::relative_page;
use crate::site::address::ShownReport;
use rayon::prelude::*;
use serde_json::json;
use std::sync::Arc;

impl BuiltSite {
    /// Makes one file; `None` where the site has no such file.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make(&self, path: &str) -> Option<Result<Arc<[u8]>, Box<Diagnostic>>> {
        match self.artifacts.get(path) {
            Some(recipe) => Some(self.make_bytes(path, recipe).map(OutputBytes::shared)),
            None => self.pages.templates.image(path).map(Ok),
        }
    }

    /// Makes all files in parallel and hands each over as soon as it is made, so that they are never held all at once.
    ///
    /// Gives everything that is wrong with templates, once each; such files are not handed over.
    pub fn make_each(&self, take: impl Fn(&str, OutputBytes) + Sync) -> Vec<Diagnostic> {
        let make = |(path, recipe): (&String, &Recipe)| match self.make_bytes(path, recipe) {
            Ok(bytes) => {
                take(path, bytes);
                None
            }
            Err(diagnostic) => Some(*diagnostic),
        };
        // One broken template spoils every page that it fills; sorted and without repeats it is told once.
        let mut wrong: Vec<Diagnostic> = self.artifacts.par_iter().filter_map(make).collect();
        // Which images there are is known once all pages have asked for theirs.
        for (path, bytes) in self.pages.templates.images() {
            take(&path, OutputBytes::Held(bytes));
        }
        wrong.sort();
        wrong.dedup();
        wrong
    }

    /// Makes all files in parallel and lets the rules look at each; none of them is held.
    ///
    /// # Errors
    /// Everything that is wrong with templates, once each.
    pub fn seen_pages(&self) -> Result<SeenPages<'_>, Vec<Diagnostic>> {
        let seen = SeenPages::new(self.checks());
        let wrong = self.make_each(|path, bytes| seen.look(path, &bytes.whole()));
        if wrong.is_empty() {
            Ok(seen)
        } else {
            Err(wrong)
        }
    }

    fn plan(&self) -> OutputPlan<'_> {
        OutputPlan::of(self.pages.inputs(), &self.hashed)
    }

    fn make_bytes(&self, path: &str, recipe: &Recipe) -> Result<OutputBytes, Box<Diagnostic>> {
        let pages = &self.pages;
        let text = match recipe {
            Recipe::Page(id) => pages.make_page(*id)?,
            Recipe::Section(id, pager) => pages.make_section(*id, *pager)?,
            Recipe::Generated(index) => self.generated(*index)?,
            Recipe::TermList(index) => pages.make_term_list(*index)?,
            Recipe::Term(taxonomy, term, pager) => pages.make_term(*taxonomy, *term, *pager)?,
            Recipe::Redirect(url) => pages.make_redirect(url)?,
            Recipe::Feed(one) => return feeds::make_feed(pages, one),
            Recipe::Sitemap(part) => self.sitemap(*part)?,
            Recipe::Search(file) => pages.search_file(file),
            Recipe::Robots => {
                let language = &pages.inputs().config.default_language;
                let config = pages.templates.config_value(language);
                let variables = TemplateVariables::new().with("config", config);
                pages.fill("robots.txt", variables, "robots.txt")?
            }
            Recipe::NotFound => pages.make_not_found()?,
            Recipe::Copy(source) => {
                let file = pages.inputs().sources.get(source);
                let file = file.ok_or_else(|| Box::new(not_read(source)))?;
                return Ok(OutputBytes::Held(Arc::clone(&file.bytes)));
            }
            Recipe::Bytes(bytes) => return Ok(OutputBytes::Held(Arc::clone(bytes))),
            Recipe::OpenData(file) => {
                return Ok(OutputBytes::Held(open_data::made(self.plan(), *file)));
            }
        };
        let is_page = path.ends_with(".html");
        // The page for unknown addresses is shown anywhere, so its links stay whole.
        let text = if pages.inputs().is_tera2() && is_page && *recipe != Recipe::NotFound {
            let at = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            relative_page(&text, &pages.inputs().config.base_url, &at)
        } else {
            text
        };
        let text = if pages.inputs().config.minify_html && is_page {
            super::minify::minify_html(text)
        } else {
            text
        };
        Ok(OutputBytes::Text(text))
    }

    /// A page that comes from reports; the one of the open data also says what its files weigh.
    fn generated(&self, index: usize) -> Result<String, Box<Diagnostic>> {
        let page = &self.pages.inputs().site.generated[index];
        if page.shows == ShownReport::Data {
            let view = open_data::view(self.plan(), self.pages.desk(&page.path));
            return self.pages.make_data(page, &view);
        }
        self.pages.make_generated(index)
    }

    fn sitemap(&self, part: SitemapPart) -> Result<String, Box<Diagnostic>> {
        let inputs = self.pages.inputs();
        let entries = sitemap::sitemap_entries(self.plan(), &self.artifacts);
        if part == SitemapPart::Index {
            let names = (1..=sitemap::part_count(&entries)).map(|number| {
                inputs
                    .config
                    .make_permalink(&format!("sitemap{number}.xml"))
            });
            let variables =
                TemplateVariables::new().with("sitemaps", SharedValue::new(names.collect()));
            return self.pages.fill(
                "split_sitemap_index.xml",
                variables,
                "split_sitemap_index.xml",
            );
        }
        let shown = sitemap::part_entries(entries, part);
        let list = shown.iter().map(|entry| json!({"permalink": entry.permalink, "updated": entry.updated, "extra": entry.extra}));
        let variables = TemplateVariables::new().with("entries", SharedValue::new(list.collect()));
        self.pages.fill("sitemap.xml", variables, "sitemap.xml")
    }
}

fn not_read(source: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{source}` was not read"),
        format!("`{source}` 未能读取"),
    );
    Diagnostic::error("output", "not-read", words).at(Place::file(source))
}
