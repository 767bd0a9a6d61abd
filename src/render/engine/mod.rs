//! One interface over both template engines: Tera 1 for the Zola 0.22 dialect, Tera 2 for our theme. Enter at [`Engine`].

mod bridge;
mod builtin;
mod first;
mod graph;
mod guard;
mod lookup;
mod mentions;
mod nesting;
mod newer;
mod place;
mod second;
mod share;
pub(in crate::render) mod shared;
mod trouble;
mod visit;

pub(crate) use builtin::builtins;
pub(crate) use lookup::{is_template_path, resolve};
pub(crate) use shared::{LazyFacts, SharedValue, TemplateVariables, WantedKeys};

pub(crate) use crate::config::Dialect;
use crate::diagnostic::Diagnostic;
use crate::render::functions::{Registry, SiteAccess, with_world};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Stack that rendering may need: templates may call themselves some hundred levels deep.
pub(crate) const STACK_BYTES: usize = 128 << 20;

/// Renderings within one another, at most: the filter `markdown` uses shortcodes, which may use the filter again.
const DEEPEST: usize = 12;

thread_local! {
    /// Renderings that this thread is in.
    static LEVEL: Cell<usize> = const { Cell::new(0) };
}

/// The text of a template, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The name that `extends`, `include` and front matter write: `page.html`.
    pub name: String,
    /// Its text.
    pub text: Arc<str>,
    /// Its file relative to the root, or a name in angle brackets for a built-in one.
    pub file: String,
}

/// The sources of an engine's templates by name.
type Sources = BTreeMap<String, Template>;

/// All templates of a site, parsed.
pub struct Engine {
    sources: Sources,
    inner: EngineKind,
    recursive: bool,
}

enum EngineKind {
    First(Box<first::FirstEngine>),
    Second(Box<second::SecondEngine>),
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("templates", &self.sources.keys())
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Parses all templates.
    ///
    /// # Errors
    /// Every syntax error, missing parent and endless inheritance, each at its place.
    pub fn new(
        templates: Vec<Template>,
        dialect: Dialect,
        functions: &Registry,
    ) -> Result<Engine, Vec<Diagnostic>> {
        let sources: Sources = templates
            .into_iter()
            .map(|template| (template.name.clone(), template))
            .collect();
        let findings: Vec<Diagnostic> = sources.values().filter_map(nesting::too_deep).collect();
        if findings.is_empty() {
            on_deep_stack(|| Engine::parse(sources, dialect, functions))
        } else {
            Err(findings)
        }
    }

    fn parse(
        sources: Sources,
        dialect: Dialect,
        functions: &Registry,
    ) -> Result<Engine, Vec<Diagnostic>> {
        let (inner, recursive) = match dialect {
            Dialect::Tera1 => {
                let (first, recursive) = first::FirstEngine::new(&sources, functions)?;
                (EngineKind::First(Box::new(first)), recursive)
            }
            Dialect::Tera2 => (
                EngineKind::Second(Box::new(second::SecondEngine::new(&sources, functions)?)),
                false,
            ),
        };
        Ok(Engine {
            sources,
            inner,
            recursive,
        })
    }

    /// Whether the engine was made from these very templates.
    pub fn is_of(&self, templates: &[Template]) -> bool {
        // As in `new`, the last template of a name counts.
        let wanted: BTreeMap<&str, &Template> = templates
            .iter()
            .map(|template| (template.name.as_str(), template))
            .collect();
        let same =
            |(name, template): (&&str, &&Template)| self.sources.get(*name) == Some(*template);
        wanted.len() == self.sources.len() && wanted.iter().all(same)
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// Whether the template of this name is the program's own.
    pub fn is_builtin(&self, name: &str) -> bool {
        let source = self.sources.get(name);
        source.is_some_and(|template| template.file.starts_with("<built-in "))
    }

    /// Renders the template `name`. Functions that the template calls see `world`.
    ///
    /// # Errors
    /// What is wrong, with the template, the line where it can be known, and the chain of calls.
    pub fn render(
        &self,
        name: &str,
        variables: TemplateVariables,
        world: &Arc<dyn SiteAccess>,
    ) -> Result<String, Diagnostic> {
        if !self.has(name) {
            return Err(trouble::missing(
                name,
                self.sources.keys().map(String::as_str),
            ));
        }
        let level = LEVEL.get();
        if level >= DEEPEST {
            return Err(trouble::too_deep(self.sources.get(name), DEEPEST));
        }
        let run = || {
            // A thread of its own begins to count where this one stands.
            LEVEL.set(level + 1);
            let made = with_world(world, || match &self.inner {
                EngineKind::First(first) => first.render(name, variables, &self.sources),
                EngineKind::Second(second) => second.render(name, variables, &self.sources),
            });
            LEVEL.set(level);
            made
        };
        if self.recursive {
            on_deep_stack(run)
        } else {
            run()
        }
    }
}

/// Runs `work` where a template that calls itself has room to do so.
fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work);
        let handle = thread.expect("the system has room for one more thread");
        handle.join().expect("rendering catches its own panics")
    })
}

#[cfg(test)]
mod tests;
