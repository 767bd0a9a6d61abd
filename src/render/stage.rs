//! Everything that rendering reads, and the bodies it has rendered. Enter at [`Stage::new`].

use super::bodies::{self, Bodies};
use super::context::zola::{SectionPages, ValueMaker, term};
use super::engine::{Engine, SharedValue, Template, builtins, is_template_path, resolve};
use super::functions::{DataCache, Registry, TermPages};
use super::highlight::HighlightExtras;
use super::markdown::RenderedMarkdown;
use super::remedy;
use super::weighed::HashedFiles;
use crate::check::Checker;
use crate::config::{BuildMode, Config, Dialect};
use crate::diagnostic::Diagnostic;
use crate::report::Reports;
use crate::search::{self, SearchFile, SearchedSite};
use crate::site::{PageId, SectionId, Site};
use crate::source::Sources;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The values that rendering is a function of.
#[derive(Debug, Clone)]
pub struct RenderInputs {
    /// The configuration.
    pub config: Arc<Config>,
    /// The arrangement.
    pub site: Arc<Site>,
    /// The reports.
    pub reports: Arc<Reports>,
    /// What was read.
    pub sources: Arc<Sources>,
    /// What the command is for.
    pub mode: BuildMode,
    /// The build's day.
    pub today: Date,
    /// Environment variables for `get_env`.
    pub environment: Arc<BTreeMap<String, String>>,
    /// Grammars and colours that the site brings for code.
    pub extras: Arc<HighlightExtras>,
    /// What is checked in reports, and what came of it so far.
    pub checks: Arc<Checker>,
}

/// Templates parsed and bodies rendered: pages can be asked for.
pub struct Stage {
    /// What it was made from.
    pub inputs: RenderInputs,
    /// The templates.
    pub engine: Arc<Engine>,
    bodies: OnceLock<Arc<Bodies>>,
    /// Each page with and without its neighbours.
    pages: Vec<[OnceLock<Arc<SharedValue>>; 2]>,
    sections: Vec<[OnceLock<Arc<SharedValue>>; 2]>,
    configs: BTreeMap<String, Arc<SharedValue>>,
    /// Taxonomies (without a term) and terms (with or without pages), each made once: the engine borrows what it has seen.
    terms: Mutex<BTreeMap<TermKey, Arc<SharedValue>>>,
    pub(super) data: DataCache,
    pub(super) images: Mutex<BTreeMap<String, Arc<[u8]>>>,
    remarks: Mutex<Vec<Diagnostic>>,
    pub(super) styles: BTreeMap<String, Arc<[u8]>>,
    /// Files of the search by path, which templates may ask for while pages are made.
    search: BTreeMap<String, SearchFile>,
    /// Those of them that templates have asked for.
    made_early: Mutex<BTreeMap<String, Arc<[u8]>>>,
    /// Files of the output whose length or hash stands in other files.
    pub weighed: HashedFiles,
}

fn shown(bodies: &[Arc<RenderedMarkdown>]) -> Vec<&str> {
    bodies.iter().map(|body| body.html.as_str()).collect()
}

/// A taxonomy, a term of it, and whether the term's pages are there.
type TermKey = (usize, Option<usize>, bool);

impl Stage {
    /// Parses the templates, unless `earlier` has parsed the same, and renders all bodies.
    ///
    /// # Errors
    /// Every mistake in templates; without templates there is nothing to look at.
    pub fn new(
        inputs: RenderInputs,
        styles: BTreeMap<String, Arc<[u8]>>,
        earlier: Option<&Stage>,
    ) -> Result<(Arc<Stage>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let engine = parse(&inputs, earlier)?;
        let language = |code: &str| {
            let value = inputs.config.serialize_for_templates(code, inputs.mode);
            (code.to_owned(), SharedValue::new(value))
        };
        let stage = Arc::new(Stage {
            configs: inputs.config.language_codes().map(language).collect(),
            pages: inputs
                .site
                .pages
                .iter()
                .map(|_| [OnceLock::new(), OnceLock::new()])
                .collect(),
            sections: inputs
                .site
                .sections
                .iter()
                .map(|_| [OnceLock::new(), OnceLock::new()])
                .collect(),
            bodies: OnceLock::new(),
            terms: Mutex::default(),
            data: DataCache::default(),
            images: Mutex::default(),
            remarks: Mutex::default(),
            styles,
            search: search::files(&inputs.config),
            made_early: Mutex::default(),
            weighed: HashedFiles::default(),
            engine,
            inputs,
        });
        let (bodies, mut diagnostics) = bodies::render(&stage);
        diagnostics.extend(no_texts(&stage.inputs));
        let first = stage.bodies.set(Arc::new(bodies)).is_ok();
        assert!(first, "bodies are rendered once, here");
        Ok((stage, diagnostics))
    }

    /// The text of a file of the search; indexes are empty while bodies are being rendered.
    pub fn search_file(&self, file: &SearchFile) -> String {
        let (pages, sections) = self.bodies().map_or_else(Default::default, |bodies| {
            (shown(&bodies.pages), shown(&bodies.sections))
        });
        let searched = SearchedSite {
            config: &self.inputs.config,
            site: &self.inputs.site,
            pages,
            sections,
        };
        search::make(&searched, file)
    }

    /// A file of the search for a page that asks for it, made once.
    pub(super) fn early(&self, path: &str) -> Option<Arc<[u8]>> {
        self.bodies()?;
        let file = self.search.get(path)?;
        let known = || {
            self.made_early
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(bytes) = known().get(path) {
            return Some(Arc::clone(bytes));
        }
        let made = self.search_file(file).into_bytes().into();
        Some(Arc::clone(known().entry(path.to_owned()).or_insert(made)))
    }

    /// The bodies; empty while they are being rendered.
    pub fn bodies(&self) -> Option<&Bodies> {
        self.bodies.get().map(AsRef::as_ref)
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

    /// Whether our own theme's dialect is spoken.
    pub fn is_tera2(&self) -> bool {
        self.inputs.config.nianbao.dialect == Dialect::Tera2
    }

    /// A page as templates see it, made once.
    pub fn page_value(&self, id: PageId) -> Option<Arc<SharedValue>> {
        let views = self.views()?;
        let bare = |id: PageId| {
            let slot = &self.pages[id][0];
            Arc::clone(slot.get_or_init(|| views.bare_page(id)))
        };
        let whole = || {
            let node = &self.inputs.site.pages[id];
            let neighbour = |id: Option<PageId>| id.map_or_else(SharedValue::null, bare);
            let neighbours = vec![
                ("lower", neighbour(node.lower)),
                ("higher", neighbour(node.higher)),
            ];
            SharedValue::over(bare(id), neighbours)
        };
        Some(Arc::clone(self.pages[id][1].get_or_init(whole)))
    }

    /// A section as templates see it, made once with and once without its pages.
    pub fn section_value(&self, id: SectionId, pages: SectionPages) -> Option<Arc<SharedValue>> {
        let views = self.views()?;
        let bare = || {
            let slot = &self.sections[id][0];
            Arc::clone(slot.get_or_init(|| views.bare_section(id)))
        };
        Some(match pages {
            SectionPages::None => bare(),
            SectionPages::All => {
                let list = &self.inputs.site.sections[id].pages;
                let whole = || self.with_pages(bare(), list);
                Arc::clone(self.sections[id][1].get_or_init(whole))
            }
        })
    }

    /// A term with or without its pages, made once.
    pub(super) fn term_value(
        &self,
        taxonomy: usize,
        number: usize,
        pages: TermPages,
    ) -> Option<Arc<SharedValue>> {
        self.views()?;
        let all = pages == TermPages::All;
        Some(self.made_once((taxonomy, Some(number), all), || {
            let node = &self.inputs.site.taxonomies[taxonomy].terms[number];
            let list = if all { node.pages.as_slice() } else { &[] };
            self.with_pages(SharedValue::new(term(node)), list)
        }))
    }

    /// Nothing is locked while `make` runs, so it may ask for other values.
    pub(super) fn made_once(
        &self,
        key: TermKey,
        make: impl FnOnce() -> Arc<SharedValue>,
    ) -> Arc<SharedValue> {
        let known = || self.terms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return Arc::clone(value);
        }
        let made = make();
        Arc::clone(known().entry(key).or_insert(made))
    }

    /// The value with `pages` put into its place as shared parts.
    pub fn with_pages(&self, value: Arc<SharedValue>, list: &[PageId]) -> Arc<SharedValue> {
        let pages = list.iter().filter_map(|id| self.page_value(*id)).collect();
        SharedValue::over(value, vec![("pages", SharedValue::list(pages))])
    }

    /// The makers of values; `None` while bodies are being rendered.
    pub fn views(&self) -> Option<ValueMaker> {
        let bodies = self.bodies.get()?;
        Some(ValueMaker {
            site: Arc::clone(&self.inputs.site),
            bodies: Arc::clone(bodies),
        })
    }

    /// The images that templates asked for, by path below the output folder.
    pub fn images(&self) -> BTreeMap<String, Arc<[u8]>> {
        self.images
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The addresses on the network that `load_data` was asked for while the pages made so far were made.
    pub fn addresses(&self) -> BTreeSet<String> {
        self.data.addresses()
    }

    /// One of these images.
    pub fn image(&self, path: &str) -> Option<Arc<[u8]>> {
        let images = self.images.lock().unwrap_or_else(PoisonError::into_inner);
        images.get(path).map(Arc::clone)
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

/// The templates, parsed; those that `earlier` has parsed are not parsed again.
fn parse(inputs: &RenderInputs, earlier: Option<&Stage>) -> Result<Arc<Engine>, Vec<Diagnostic>> {
    let (templates, dialect) = (templates(inputs), inputs.config.nianbao.dialect);
    let known = earlier.filter(|earlier| {
        earlier.inputs.config.nianbao.dialect == dialect && earlier.engine.is_of(&templates)
    });
    if let Some(earlier) = known {
        return Ok(Arc::clone(&earlier.engine));
    }
    let names = templates.clone();
    let with_remedy = |wrong: Vec<Diagnostic>| -> Vec<Diagnostic> {
        let remedied = wrong.into_iter();
        remedied
            .map(|one| remedy::of_template(one, &names))
            .collect()
    };
    Engine::new(templates, dialect, &Registry::all())
        .map(Arc::new)
        .map_err(with_remedy)
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
fn templates(inputs: &RenderInputs) -> Vec<Template> {
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
