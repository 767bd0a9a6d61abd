//! The bytes of one output path. Enter at [`make`].

use super::sitemap::{self, SitemapPart};
use super::{Artifacts, OutputBytes, OutputPlan, Recipe, feeds, open_data};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::render::engine::{SharedValue, TemplateVariables};
use crate::render::fill::link::relative_page;
use crate::render::stage::Stage;
use crate::site::address::ShownReport;
use serde_json::json;
use std::sync::Arc;

/// Makes the bytes of `path` by its recipe, in one piece.
///
/// # Errors
/// What is wrong with the template.
pub fn make(
    stage: &Arc<Stage>,
    artifacts: &Artifacts,
    path: &str,
    recipe: &Recipe,
) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    make_bytes(stage, artifacts, path, recipe).map(OutputBytes::shared)
}

/// Makes the bytes of `path` by its recipe.
///
/// # Errors
/// What is wrong with the template.
pub fn make_bytes(
    stage: &Arc<Stage>,
    artifacts: &Artifacts,
    path: &str,
    recipe: &Recipe,
) -> Result<OutputBytes, Box<Diagnostic>> {
    let text = match recipe {
        Recipe::Page(id) => stage.make_page(*id)?,
        Recipe::Section(id, pager) => stage.make_section(*id, *pager)?,
        Recipe::Generated(index) => generated(stage, *index)?,
        Recipe::TermList(index) => stage.make_term_list(*index)?,
        Recipe::Term(taxonomy, term, pager) => stage.make_term(*taxonomy, *term, *pager)?,
        Recipe::Redirect(url) => stage.make_redirect(url)?,
        Recipe::Feed(one) => return feeds::make(stage, one),
        Recipe::Sitemap(part) => sitemap(stage, artifacts, *part)?,
        Recipe::Search(file) => stage.search_file(file),
        Recipe::Robots => {
            let language = &stage.inputs.config.default_language;
            let config = stage.config_value(language);
            let variables = TemplateVariables::new().with("config", config);
            stage.fill("robots.txt", variables, "robots.txt")?
        }
        Recipe::NotFound => stage.make_not_found()?,
        Recipe::Copy(source) => {
            let file = stage.inputs.sources.get(source);
            let file = file.ok_or_else(|| Box::new(gone(source)))?;
            return Ok(OutputBytes::Held(Arc::clone(&file.bytes)));
        }
        Recipe::Bytes(bytes) => return Ok(OutputBytes::Held(Arc::clone(bytes))),
        Recipe::OpenData(file) => {
            return Ok(OutputBytes::Held(open_data::made(plan(stage), *file)));
        }
    };
    let is_page = path.ends_with(".html");
    // The page for unknown addresses is shown anywhere, so its links stay whole.
    let text = if stage.is_tera2() && is_page && *recipe != Recipe::NotFound {
        let at = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        relative_page(&text, &stage.inputs.config.base_url, &at)
    } else {
        text
    };
    let text = if stage.inputs.config.minify_html && is_page {
        super::minify::minify(text)
    } else {
        text
    };
    Ok(OutputBytes::Text(text))
}

/// A page that comes from reports; the one of the open data also says what its files weigh.
fn generated(stage: &Arc<Stage>, index: usize) -> Result<String, Box<Diagnostic>> {
    let page = &stage.inputs.site.generated[index];
    if page.shows == ShownReport::Data {
        let view = open_data::view(plan(stage), stage.desk(&page.path));
        return stage.make_data(page, &view);
    }
    stage.make_generated(index)
}

fn plan(stage: &Stage) -> OutputPlan<'_> {
    let inputs = &stage.inputs;
    OutputPlan {
        config: &inputs.config,
        site: &inputs.site,
        reports: &inputs.reports,
        sources: &inputs.sources,
        weighed: &stage.weighed,
    }
}

fn gone(source: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{source}` was not read"),
        format!("`{source}` 未能读取"),
    );
    Diagnostic::error("output", "not-read", words).at(Place::file(source))
}

fn sitemap(
    stage: &Arc<Stage>,
    artifacts: &Artifacts,
    part: SitemapPart,
) -> Result<String, Box<Diagnostic>> {
    let inputs = &stage.inputs;
    let entries = sitemap::entries(plan(stage), artifacts);
    if part == SitemapPart::Index {
        let names = (1..=sitemap::part_count(&entries)).map(|number| {
            inputs
                .config
                .make_permalink(&format!("sitemap{number}.xml"))
        });
        let variables =
            TemplateVariables::new().with("sitemaps", SharedValue::new(names.collect()));
        return stage.fill(
            "split_sitemap_index.xml",
            variables,
            "split_sitemap_index.xml",
        );
    }
    let shown = sitemap::part(entries, part);
    let list = shown.iter().map(|entry| json!({"permalink": entry.permalink, "updated": entry.updated, "extra": entry.extra}));
    let variables = TemplateVariables::new().with("entries", SharedValue::new(list.collect()));
    stage.fill("sitemap.xml", variables, "sitemap.xml")
}
