//! Search indexes, one for each language that asks for it, and the script that reads them. Enter at [`make`].

mod documents;
mod elasticlunr;
mod fuse;
mod stem;
mod text;
mod words;

use super::ledger::PathClaims;
use super::{Artifacts, OutputPlan, Recipe};
use crate::config::{IndexFormat, LanguageOptions, SearchOptions};
use crate::render::stage::{Maker, Stage};
use std::collections::BTreeMap;

/// The script that searches elasticlunr indexes, ours from the first line to the last; its parts share one function.
const LIBRARY: [&str; 4] = [
    include_str!("library/words.js"),
    include_str!("library/pipelines.js"),
    include_str!("library/stores.js"),
    include_str!("library/index.js"),
];
/// What stands around the parts: a module where modules are known, otherwise `window.elasticlunr`.
const OPENING: &str = "(function (root, make) {
if (typeof module === 'object' && typeof module.exports === 'object') module.exports = make();
else root.elasticlunr = make();
})(typeof self === 'undefined' ? this : self, function () {
'use strict';
";
const CLOSING: &str = "return elasticlunr;
});
";

/// A file of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchFile {
    /// The index of a language.
    Index(String),
    /// `elasticlunr.min.js`.
    Library,
}

/// Lists the index of every language that asks for one, and the script where an index needs it.
pub(super) fn list(plan: OutputPlan<'_>, artifacts: &mut PathClaims) {
    for options in plan
        .config
        .languages
        .iter()
        .filter(|one| one.build_search_index)
    {
        let file = Recipe::Search(SearchFile::Index(options.code.clone()));
        artifacts.insert(name(options), file);
        if is_elasticlunr(options.search.index_format) {
            let file = Recipe::Search(SearchFile::Library);
            artifacts.insert("elasticlunr.min.js".to_owned(), file);
        }
    }
}

/// `search_index.zh.js`.
fn name(options: &LanguageOptions) -> String {
    let ending = if is_script(options.search.index_format) {
        "js"
    } else {
        "json"
    };
    format!("search_index.{}.{ending}", options.code)
}

fn is_elasticlunr(format: IndexFormat) -> bool {
    use IndexFormat::{ElasticlunrJavascript, ElasticlunrJson};
    matches!(format, ElasticlunrJavascript | ElasticlunrJson)
}

fn is_script(format: IndexFormat) -> bool {
    use IndexFormat::{ElasticlunrJavascript, FuseJavascript};
    matches!(format, ElasticlunrJavascript | FuseJavascript)
}

/// Makes the files of the search for templates that ask for their hash.
pub fn early(artifacts: &Artifacts) -> Maker {
    let of_search = artifacts.iter().filter_map(|(path, recipe)| match recipe {
        Recipe::Search(file) => Some((path.clone(), file.clone())),
        _ => None,
    });
    let files: BTreeMap<String, SearchFile> = of_search.collect();
    Box::new(move |stage, path| {
        let file = files.get(path)?;
        Some(make(stage, file).into_bytes().into())
    })
}

/// The text of a file of the search.
pub(super) fn make(stage: &Stage, file: &SearchFile) -> String {
    let SearchFile::Index(code) = file else {
        return library();
    };
    let search = &stage.inputs.config.language(code).search;
    let documents = documents::of_language(stage, code);
    let index = if is_elasticlunr(search.index_format) {
        elasticlunr::index(&documents, code, search)
    } else {
        fuse::index(&documents, search)
    };
    if is_script(search.index_format) {
        format!("window.searchIndex = {index};")
    } else {
        index
    }
}

/// The script without its comments and indents.
fn library() -> String {
    let lines = LIBRARY.iter().flat_map(|part| part.lines()).map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let code = code.replace("STOP WORDS", &words::stop_words().join(" "));
    format!("{OPENING}{code}{CLOSING}")
}

/// The body as an index holds it: cut to the length asked for, and safe to be put into a page, which is what search scripts do.
fn shown_body(body: &str, search: &SearchOptions) -> String {
    let most = search.truncate_content_length.unwrap_or(usize::MAX);
    let kept: String = body.chars().take(most).collect();
    kept.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
