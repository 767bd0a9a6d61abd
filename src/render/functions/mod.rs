//! The functions and filters that templates call, written once for both engines. Enter at [`Registry`]; the site is seen through [`SiteAccess`].

mod address;
mod arguments;
mod clock;
mod content;
mod control;
mod data;
mod files;
mod filter;
mod hash;
mod image;
pub(super) mod refusal;
mod taxonomy;
mod words;

pub(crate) use data::{DataCache, vendor_command, vendored_path};
pub(crate) use hash::sha256_hex;

use crate::config::Config;
use crate::render::engine::shared::SharedValue;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::sync::Arc;

/// Whether a list of pages comes with a section or a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermPages {
    /// With all pages.
    All,
    /// Without them.
    None,
}

/// What functions see of the site. Every method answers from what has been read; none touches the disk.
///
/// A page, section, taxonomy or term must be the same `Arc` whenever it is asked for in one build: the engine borrows a value
/// that it has seen before, and copies one that it has not. Shortcodes are rendered before pages are known and see none of these four.
pub trait SiteAccess: Send + Sync {
    /// The configuration.
    fn config(&self) -> &Config;

    /// A page by its path below `content/`, in the file that the language has of it; `None` means the default language.
    fn page(&self, _path: &str, _lang: Option<&str>) -> Option<Arc<SharedValue>> {
        None
    }

    /// A section by the path of its `_index.md` below `content/`.
    fn section(
        &self,
        _path: &str,
        _lang: Option<&str>,
        _pages: TermPages,
    ) -> Option<Arc<SharedValue>> {
        None
    }

    /// A taxonomy: `kind`, `lang`, `permalink`, `items`.
    fn taxonomy(&self, _kind: &str, _lang: &str) -> Option<Arc<SharedValue>> {
        None
    }

    /// A term by its exact name.
    fn term(
        &self,
        _kind: &str,
        _name: &str,
        _lang: &str,
        _pages: TermPages,
    ) -> Option<Arc<SharedValue>> {
        None
    }

    /// The address of the term whose slug is `slug`.
    fn term_permalink(&self, kind: &str, slug: &str, lang: &str) -> Option<String>;

    /// The address of a content file (`blog/one.md`), in the version of a language where one is asked for.
    fn permalink(&self, path: &str, lang: Option<&str>) -> Option<String>;

    /// The bytes of a source file by its exact path below the root.
    fn read(&self, path: &str) -> Option<Arc<[u8]>>;

    /// The bytes of a file that the build makes (style sheets, search indexes), by its path below the output folder.
    fn produced(&self, _path: &str) -> Option<Arc<[u8]>> {
        None
    }

    /// Renders Markdown for the filter `markdown`.
    ///
    /// # Errors
    /// Links that lead nowhere, shortcodes that fail.
    fn markdown(&self, text: &str) -> Result<String, String>;

    /// The build's date, at midnight.
    fn today(&self) -> jiff::civil::Date;

    /// A variable of the environment, as the command line read it.
    fn environment(&self, name: &str) -> Option<String>;

    /// Takes a processed image that belongs to the output, at its path below the output folder. The same path has the same bytes.
    fn keep_image(&self, path: &str, bytes: Vec<u8>);

    /// The bytes of an image of this path that was taken already.
    fn kept_image(&self, path: &str) -> Option<Arc<[u8]>>;

    /// Data files that were parsed for `load_data`; one cache for each build.
    fn data_cache(&self) -> &DataCache;
}

/// What a function gives back.
#[derive(Debug, Clone)]
pub enum FunctionAnswer {
    /// A value of its own.
    Value(Value),
    /// A value that others hold too.
    Shared(Arc<SharedValue>),
}

impl From<Value> for FunctionAnswer {
    fn from(value: Value) -> FunctionAnswer {
        FunctionAnswer::Value(value)
    }
}

impl From<String> for FunctionAnswer {
    fn from(text: String) -> FunctionAnswer {
        FunctionAnswer::Value(Value::String(text))
    }
}

/// A function of templates. Arguments are always named.
pub trait SiteFunction: Send + Sync {
    /// Calls it.
    ///
    /// # Errors
    /// One sentence that names the argument or the thing that is missing.
    fn call(
        &self,
        world: &dyn SiteAccess,
        args: &Map<String, Value>,
    ) -> Result<FunctionAnswer, String>;

    /// Whether its result is put into HTML without escaping.
    fn is_safe(&self) -> bool {
        false
    }
}

/// A filter of templates.
pub trait SiteFilter: Send + Sync {
    /// Applies it.
    ///
    /// # Errors
    /// One sentence that says what about the value or the arguments is wrong.
    fn apply(
        &self,
        world: &dyn SiteAccess,
        value: &Value,
        args: &Map<String, Value>,
    ) -> Result<Value, String>;

    /// Whether its result is put into HTML without escaping.
    fn is_safe(&self) -> bool {
        false
    }
}

type CallPointer = fn(&dyn SiteAccess, &Map<String, Value>) -> Result<FunctionAnswer, String>;
type FilterPointer = fn(&dyn SiteAccess, &Value, &Map<String, Value>) -> Result<Value, String>;

/// A function written as one Rust function.
struct PlainFunction(CallPointer);

impl SiteFunction for PlainFunction {
    fn call(
        &self,
        world: &dyn SiteAccess,
        args: &Map<String, Value>,
    ) -> Result<FunctionAnswer, String> {
        (self.0)(world, args)
    }
}

/// The same, with a result that is HTML already.
struct PlainSafe(CallPointer);

impl SiteFunction for PlainSafe {
    fn call(
        &self,
        world: &dyn SiteAccess,
        args: &Map<String, Value>,
    ) -> Result<FunctionAnswer, String> {
        (self.0)(world, args)
    }

    fn is_safe(&self) -> bool {
        true
    }
}

struct PlainFilter(FilterPointer);

impl SiteFilter for PlainFilter {
    fn apply(
        &self,
        world: &dyn SiteAccess,
        value: &Value,
        args: &Map<String, Value>,
    ) -> Result<Value, String> {
        (self.0)(world, value, args)
    }
}

/// Functions and filters by name.
#[derive(Clone)]
pub struct Registry {
    functions: Vec<(&'static str, Arc<dyn SiteFunction>)>,
    filters: Vec<(&'static str, Arc<dyn SiteFilter>)>,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.functions.iter().map(|(name, _)| *name);
        f.debug_list()
            .entries(names.chain(self.filters.iter().map(|(name, _)| *name)))
            .finish()
    }
}

impl Registry {
    /// Everything that templates of pages may call.
    pub fn all() -> Registry {
        let plain: [(&'static str, CallPointer); 15] = [
            ("get_page", content::get_page),
            ("get_section", content::get_section),
            ("get_taxonomy", taxonomy::get_taxonomy),
            ("get_taxonomy_term", taxonomy::get_taxonomy_term),
            ("get_hash", hash::get_hash),
            // The name that Zola used until 0.16, which themes still call.
            ("get_file_hash", hash::get_hash),
            ("get_image_metadata", image::get_image_metadata),
            ("resize_image", image::resize_image),
            ("load_data", data::load_data),
            ("trans", words::trans),
            ("now", clock::now),
            ("get_env", control::get_env),
            ("get_random", control::get_random),
            ("range", control::range),
            ("throw", control::throw),
        ];
        let safe: [(&'static str, CallPointer); 2] = [
            ("get_url", address::get_url),
            ("get_taxonomy_url", taxonomy::get_taxonomy_url),
        ];
        let filters: [(&'static str, FilterPointer); 5] = [
            ("markdown", filter::markdown),
            ("base64_encode", filter::base64_encode),
            ("base64_decode", filter::base64_decode),
            ("regex_replace", filter::regex_replace),
            ("num_format", filter::num_format),
        ];
        let mut registry = Registry {
            functions: Vec::new(),
            filters: Vec::new(),
        };
        for (name, pointer) in plain {
            registry
                .functions
                .push((name, Arc::new(PlainFunction(pointer))));
        }
        for (name, pointer) in safe {
            registry
                .functions
                .push((name, Arc::new(PlainSafe(pointer))));
        }
        for (name, pointer) in filters {
            registry
                .filters
                .push((name, Arc::new(PlainFilter(pointer))));
        }
        registry
    }

    /// The functions by name.
    pub fn functions(&self) -> &[(&'static str, Arc<dyn SiteFunction>)] {
        &self.functions
    }

    /// The filters by name.
    pub fn filters(&self) -> &[(&'static str, Arc<dyn SiteFilter>)] {
        &self.filters
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Arc<dyn SiteAccess>>> = const { RefCell::new(None) };
}

/// Runs `work` with `world` as the site that functions on this thread see.
pub(crate) fn with_world<T>(world: &Arc<dyn SiteAccess>, work: impl FnOnce() -> T) -> T {
    let before = CURRENT.with(|current| current.replace(Some(world.clone())));
    if before.is_none() {
        control::reset();
    }
    let result = work();
    CURRENT.with(|current| current.replace(before));
    result
}

/// The site that functions on this thread see.
pub(super) fn current_world() -> Option<Arc<dyn SiteAccess>> {
    CURRENT.with(|current| current.borrow().clone())
}

#[cfg(test)]
pub(crate) mod tests;
