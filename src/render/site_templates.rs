//! The site's templates, parsed, with what every rendering shares. Enter at [`SiteTemplates::new`].

use super::engine::{Engine, SharedValue, Template, builtins, is_template_path, resolve};
use super::functions::{DataCache, Registry};
use super::inputs::RenderInputs;
use super::made_once::MadeOnce;
use super::template_hint;
use crate::config::Dialect;
use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Templates with what they are filled from, before anything is rendered. Shortcodes see this and nothing more: no page, no body.
pub struct SiteTemplates {
    /// What is rendered.
    pub inputs: RenderInputs,
    /// The templates.
    pub engine: Arc<Engine>,
    /// `config` by language.
    configs: BTreeMap<String, Arc<SharedValue>>,
    /// Style sheets by path below the output folder.
    pub(super) styles: BTreeMap<String, Arc<[u8]>>,
    /// Data files that templates have asked for.
    pub(super) data: DataCache,
    /// Images that templates have asked for, by path below the output folder.
    pub(super) images: MadeOnce<String, Arc<[u8]>>,
}

impl SiteTemplates {
    /// Parses the templates, unless `earlier` has parsed the same. Those that are not UTF-8 are found and left out.
    ///
    /// # Errors
    /// Every mistake in templates; without templates there is nothing to look at.
    pub fn new(
        inputs: RenderInputs,
        styles: BTreeMap<String, Arc<[u8]>>,
        earlier: Option<&SiteTemplates>,
    ) -> Result<(Arc<SiteTemplates>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let engine = parse_templates(&inputs, earlier)?;
        let found = no_texts(&inputs);
        let language = |code: &str| {
            let value = inputs.config.serialize_for_templates(code, inputs.mode);
            (code.to_owned(), SharedValue::new(value))
        };
        let templates = SiteTemplates {
            configs: inputs.config.language_codes().map(language).collect(),
            data: DataCache::default(),
            images: MadeOnce::default(),
            styles,
            engine,
            inputs,
        };
        Ok((Arc::new(templates), found))
    }

    /// `config` for templates in a language.
    pub fn config_value(&self, language: &str) -> Arc<SharedValue> {
        let default = &self.inputs.config.default_language;
        let found = self
            .configs
            .get(language)
            .or_else(|| self.configs.get(default));
        Arc::clone(found.expect("the default language is always among the languages"))
    }

    /// The images that templates asked for, by path below the output folder.
    pub fn images(&self) -> BTreeMap<String, Arc<[u8]>> {
        self.images.all()
    }

    /// One of these images.
    pub fn image(&self, path: &str) -> Option<Arc<[u8]>> {
        self.images.known(&path.to_owned())
    }

    /// The addresses on the network that `load_data` was asked for while the pages made so far were made.
    pub fn addresses(&self) -> BTreeSet<String> {
        self.data.addresses()
    }
}

/// The templates, parsed; those that `earlier` has parsed are not parsed again.
fn parse_templates(
    inputs: &RenderInputs,
    earlier: Option<&SiteTemplates>,
) -> Result<Arc<Engine>, Vec<Diagnostic>> {
    let (templates, dialect) = (template_sources(inputs), inputs.config.nianbao.dialect);
    let known = earlier.filter(|earlier| {
        earlier.inputs.config.nianbao.dialect == dialect && earlier.engine.is_of(&templates)
    });
    if let Some(earlier) = known {
        return Ok(Arc::clone(&earlier.engine));
    }
    let names = templates.clone();
    let with_hint = |wrong: Vec<Diagnostic>| -> Vec<Diagnostic> {
        wrong
            .into_iter()
            .map(|one| template_hint::of_template(one, &names))
            .collect()
    };
    Engine::new(templates, dialect, &Registry::all())
        .map(Arc::new)
        .map_err(with_hint)
}

/// Templates that are not UTF-8; they stand for nothing.
fn no_texts(inputs: &RenderInputs) -> Vec<Diagnostic> {
    let theme = inputs.config.theme.as_deref();
    let folders = [
        Some("templates/".to_owned()),
        theme.map(|name| format!("themes/{name}/templates/")),
    ];
    let mut found = Vec::new();
    for folder in folders.into_iter().flatten() {
        let files = inputs.sources.under(&folder);
        let templates = files.filter(|file| is_template_path(&file.path));
        found.extend(templates.filter_map(|file| file.text().err().map(|finding| *finding)));
    }
    found
}

/// The site's templates over the theme's over the built-in ones.
fn template_sources(inputs: &RenderInputs) -> Vec<Template> {
    let below = |prefix: &str| -> Vec<Template> {
        let files = inputs.sources.under(prefix);
        files
            .filter_map(|file| {
                Some(Template {
                    name: file.path[prefix.len()..].to_owned(),
                    text: file.text().ok()?.into(),
                    file: file.path.to_string(),
                })
            })
            .collect()
    };
    let site = below("templates/");
    let theme = inputs
        .config
        .theme
        .as_deref()
        .map(|name| (name, below(&format!("themes/{name}/templates/"))));
    let theme = theme.as_ref().map(|(name, list)| (*name, list.as_slice()));
    let mut resolved = resolve(&site, theme, &builtins());
    if inputs.config.nianbao.dialect == Dialect::Tera2 {
        // Components have one name for the whole site, so the theme's own copy is kept only where the site replaces a template.
        let own = |name: &str| {
            site.iter()
                .any(|template| name.ends_with(&format!("/templates/{}", template.name)))
        };
        resolved.retain(|template| !template.name.contains("/templates/") || own(&template.name));
    }
    resolved
}
