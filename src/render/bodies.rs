//! The body of every page and section, rendered in parallel; links between them checked. Enter at [`render_bodies`].

use super::context::zola::{page_in_shortcodes, section_in_shortcodes};
use super::engine::{SharedValue, TemplateVariables};
use super::functions::{SiteAccess, current_world};
use super::highlight::{CodeHighlighting, HighlightExtras};
use super::inputs::RenderInputs;
use super::links;
use super::markdown::{
    self, AnchorLinks, BodyHost, ExternalLinks, MarkdownInput, MarkdownOptions, RenderedMarkdown,
};
use super::rendered_bodies::RenderedBodies;
use super::shortcode::{ShortcodeCall, ShortcodeKind, ShortcodeTemplates};
use super::site_templates::SiteTemplates;
use crate::config::{Config, HighlightStyle, HighlightTheme, LinkLevel};
use crate::content::BodyText;
use crate::content::path::FilePath;
use crate::diagnostic::{Diagnostic, Level, Words};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Renders everything and checks the links between documents.
pub(crate) fn render_bodies(templates: &Arc<SiteTemplates>) -> (RenderedBodies, Vec<Diagnostic>) {
    let site = &templates.inputs.site;
    let pages: Vec<Arc<RenderedMarkdown>> = (0..site.pages.len())
        .into_par_iter()
        .map(|id| Arc::new(page_body(templates, id)))
        .collect();
    let sections: Vec<Arc<RenderedMarkdown>> = (0..site.sections.len())
        .into_par_iter()
        .map(|id| Arc::new(section_body(templates, id)))
        .collect();
    let mut bodies = RenderedBodies {
        pages,
        sections,
        backlinks: BTreeMap::new(),
    };
    let mut diagnostics: Vec<Diagnostic> = bodies
        .pages
        .iter()
        .chain(&bodies.sections)
        .flat_map(|body| body.diagnostics.clone())
        .collect();
    diagnostics.extend(links::check_anchors(&templates.inputs, &bodies));
    bodies.backlinks = links::collect_backlinks(&templates.inputs.site, &bodies);
    (bodies, diagnostics)
}

fn page_body(templates: &Arc<SiteTemplates>, id: usize) -> RenderedMarkdown {
    let node = &templates.inputs.site.pages[id];
    let direct = node
        .section
        .and_then(|_| own_section(templates, &node.page.file, &node.page.language));
    let anchors = direct.and_then(|id| {
        templates.inputs.site.sections[id]
            .section
            .insert_anchor_links
            .clone()
    });
    let owner = BodyOwner {
        templates,
        language: &node.page.language,
        name: "page",
        front: page_in_shortcodes(&templates.inputs.site, id),
    };
    let options = markdown_options(&templates.inputs, &node.page.language, anchors.as_deref());
    render_body(
        &owner,
        &node.page.body,
        &node.permalink,
        &options,
        BodySummary::Wanted,
    )
}

/// The section in whose folder a page lies.
fn own_section(templates: &SiteTemplates, file: &FilePath, language: &str) -> Option<usize> {
    let name = if language == templates.inputs.config.default_language {
        "_index.md".to_owned()
    } else {
        format!("_index.{language}.md")
    };
    let path = crate::content::path::join(file.section_folder(), &name);
    templates.inputs.site.section_by_file.get(&path).copied()
}

fn section_body(templates: &Arc<SiteTemplates>, id: usize) -> RenderedMarkdown {
    let node = &templates.inputs.site.sections[id];
    let language = &node.section.language;
    let owner = BodyOwner {
        templates,
        language,
        name: "section",
        front: section_in_shortcodes(&templates.inputs.site, id),
    };
    let anchors = node.section.insert_anchor_links.as_deref();
    let options = markdown_options(&templates.inputs, language, anchors);
    render_body(
        &owner,
        &node.section.body,
        &node.permalink,
        &options,
        BodySummary::Unwanted,
    )
}

/// Whether a body may have a summary: pages do, sections do not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BodySummary {
    Wanted,
    Unwanted,
}

fn render_body(
    owner: &BodyOwner<'_>,
    text: &BodyText,
    permalink: &str,
    options: &MarkdownOptions,
    summary: BodySummary,
) -> RenderedMarkdown {
    markdown::render(&MarkdownInput {
        file: &text.file,
        whole: &text.whole,
        body: (text.range.start, text.range.end),
        permalink,
        options,
        host: owner,
        wants_summary: summary == BodySummary::Wanted,
    })
}

/// Renders Markdown that is no document's body, for the filter `markdown`.
pub(super) fn markdown_fragment(templates: &SiteTemplates, text: &str) -> Result<String, String> {
    let config = &templates.inputs.config;
    let host = PlainHost { templates };
    let options = markdown_options(&templates.inputs, &config.default_language, None);
    let body = markdown::fragment(
        text,
        &MarkdownInput {
            file: "",
            whole: text,
            body: (0, text.len()),
            permalink: &config.make_permalink("/"),
            options: &options,
            host: &host,
            wants_summary: false,
        },
    );
    match body.diagnostics.iter().find(|one| one.is_error()) {
        Some(error) => Err(error.message.en.clone()),
        None => Ok(body.html),
    }
}

/// The Markdown options of a language: Chinese, Japanese and Korean text gets our own step unless the site switches it off.
pub(crate) fn markdown_options(
    inputs: &RenderInputs,
    language: &str,
    anchors: Option<&str>,
) -> MarkdownOptions {
    let config = &inputs.config;
    let markdown = &config.markdown;
    let level = |level: LinkLevel| {
        if level == LinkLevel::Error {
            Level::Error
        } else {
            Level::Warning
        }
    };
    MarkdownOptions {
        emoji: markdown.render_emoji,
        smart_punctuation: markdown.smart_punctuation,
        definition_list: markdown.definition_list,
        github_alerts: markdown.github_alerts,
        bottom_footnotes: markdown.bottom_footnotes,
        lazy_images: markdown.lazy_async_image,
        external_links: ExternalLinks {
            class: markdown.external_links_class.clone(),
            target_blank: markdown.external_links_target_blank,
            no_follow: markdown.external_links_no_follow,
            no_referrer: markdown.external_links_no_referrer,
            external: markdown.external_links_external,
        },
        anchor_links: anchor_links(anchors.unwrap_or(markdown.insert_anchor_links.word())),
        anchors: config.slugify.anchors,
        broken_links: level(config.link_checker.internal_level),
        highlighting: code_highlighting(config, &inputs.extras),
        cjk: config.nianbao.cjk
            && ["zh", "ja", "ko"]
                .iter()
                .any(|code| language.starts_with(code)),
    }
}

/// The colours of code; `None` where the site asks for none.
pub(crate) fn code_highlighting(
    config: &Config,
    extras: &Arc<HighlightExtras>,
) -> Option<CodeHighlighting> {
    config
        .markdown
        .highlighting
        .as_ref()
        .map(|one| CodeHighlighting {
            themes: match &one.theme {
                HighlightTheme::One(name) => vec![name.clone()],
                HighlightTheme::LightDark { light, dark } => vec![light.clone(), dark.clone()],
            },
            classes: one.style == HighlightStyle::Class,
            error_on_missing_language: one.error_on_missing_language,
            extras: Arc::clone(extras),
        })
}

fn anchor_links(word: &str) -> AnchorLinks {
    match word {
        "left" => AnchorLinks::Left,
        "right" => AnchorLinks::Right,
        "heading" => AnchorLinks::Heading,
        _ => AnchorLinks::None,
    }
}

/// The document whose body is rendered, as shortcodes and links see it.
struct BodyOwner<'a> {
    templates: &'a Arc<SiteTemplates>,
    language: &'a str,
    name: &'static str,
    front: Arc<SharedValue>,
}

impl BodyOwner<'_> {
    fn world(&self) -> Arc<dyn SiteAccess> {
        Arc::clone(self.templates) as Arc<dyn SiteAccess>
    }
}

/// What the template of a shortcode makes; `None` where there is none.
fn shortcode_kind(templates: &SiteTemplates, name: &str) -> Option<ShortcodeKind> {
    let html = format!("shortcodes/{name}.html");
    let has_markdown = templates.engine.has(&format!("shortcodes/{name}.md"));
    if has_markdown && (templates.engine.is_builtin(&html) || !templates.engine.has(&html)) {
        Some(ShortcodeKind::Markdown)
    } else {
        templates.engine.has(&html).then_some(ShortcodeKind::Html)
    }
}

/// Whether a shortcode is one of those that came with older versions of Zola.
fn is_older(templates: &SiteTemplates, name: &str) -> bool {
    let html = format!("shortcodes/{name}.html");
    templates.engine.is_builtin(&html)
        && shortcode_kind(templates, name) == Some(ShortcodeKind::Html)
}

/// Renders a use of a shortcode; `more` are the names that it sees besides its arguments and cannot be told otherwise.
fn use_of(
    templates: &SiteTemplates,
    world: &Arc<dyn SiteAccess>,
    call: &ShortcodeCall,
    language: &str,
    more: Option<(&'static str, Arc<SharedValue>)>,
) -> Result<String, Box<Diagnostic>> {
    let ending = match shortcode_kind(templates, &call.name) {
        Some(ShortcodeKind::Html) => "html",
        _ => "md",
    };
    let mut variables =
        TemplateVariables::new().with_entries(Value::Object(call.arguments.clone()));
    if let Some(body) = &call.body {
        variables = variables.with("body", SharedValue::new(body.clone().into()));
    }
    variables = variables
        .with("nth", SharedValue::new(call.nth.into()))
        .with("config", templates.config_value(language))
        .with("lang", SharedValue::new(language.into()));
    if let Some((name, value)) = more {
        variables = variables.with(name, value);
    }
    let template = format!("shortcodes/{}.{ending}", call.name);
    templates
        .engine
        .render(&template, variables, world)
        .map_err(Box::new)
}

impl ShortcodeTemplates for BodyOwner<'_> {
    fn kind(&self, name: &str) -> Option<ShortcodeKind> {
        shortcode_kind(self.templates, name)
    }

    fn is_older(&self, name: &str) -> bool {
        is_older(self.templates, name)
    }

    fn render(&self, call: &ShortcodeCall) -> Result<String, Box<Diagnostic>> {
        let front = (self.name, Arc::clone(&self.front));
        use_of(
            self.templates,
            &self.world(),
            call,
            self.language,
            Some(front),
        )
    }
}

impl BodyHost for BodyOwner<'_> {
    fn resolve(&self, path: &str) -> Option<String> {
        self.templates
            .inputs
            .site
            .permalink_of(path)
            .map(str::to_owned)
    }

    fn anchor_link(&self, id: &str, level: u32) -> Result<String, Box<Diagnostic>> {
        let variables = TemplateVariables::new()
            .with("id", SharedValue::new(id.into()))
            .with("level", SharedValue::new(level.into()))
            .with("lang", SharedValue::new(self.language.into()));
        self.templates
            .engine
            .render("anchor-link.html", variables, &self.world())
            .map_err(Box::new)
    }

    fn summary_cutoff(&self, summary: &str) -> Result<String, Box<Diagnostic>> {
        let variables = TemplateVariables::new()
            .with("summary", SharedValue::new(summary.into()))
            .with("lang", SharedValue::new(self.language.into()));
        self.templates
            .engine
            .render("summary-cutoff.html", variables, &self.world())
            .map_err(Box::new)
    }
}

/// What the filter `markdown` sees: links, and shortcodes that know the site but no page.
struct PlainHost<'a> {
    templates: &'a SiteTemplates,
}

impl ShortcodeTemplates for PlainHost<'_> {
    fn kind(&self, name: &str) -> Option<ShortcodeKind> {
        shortcode_kind(self.templates, name)
    }

    fn is_older(&self, name: &str) -> bool {
        is_older(self.templates, name)
    }

    fn render(&self, call: &ShortcodeCall) -> Result<String, Box<Diagnostic>> {
        let world = current_world().ok_or_else(|| {
            let words = Words::new(
                format!("no shortcode `{}` here", call.name),
                format!("这里没有短代码 `{}`", call.name),
            );
            Box::new(Diagnostic::error("template", "no-shortcode", words))
        })?;
        let language = &self.templates.inputs.config.default_language;
        use_of(self.templates, &world, call, language, None)
    }
}

impl BodyHost for PlainHost<'_> {
    fn resolve(&self, path: &str) -> Option<String> {
        self.templates
            .inputs
            .site
            .permalink_of(path)
            .map(str::to_owned)
    }

    fn anchor_link(&self, id: &str, _: u32) -> Result<String, Box<Diagnostic>> {
        Ok(format!("<a href=\"#{id}\"></a>"))
    }

    fn summary_cutoff(&self, _: &str) -> Result<String, Box<Diagnostic>> {
        Ok(String::new())
    }
}
