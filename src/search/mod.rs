//! Search indexes, one for each language that asks for it, and the script that reads them. Enter at [`make_file`].

mod documents;
mod elasticlunr;
mod fuse;
mod stem;
mod text;
mod words;

use crate::config::{Config, IndexFormat, LanguageOptions, SearchOptions};
use crate::site::Site;
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

/// What indexes are made from: the arrangement, and the rendered body of every page and section by its id.
pub(crate) struct SearchedSite<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The arrangement.
    pub site: &'a Site,
    /// HTML of the pages.
    pub pages: Vec<&'a str>,
    /// HTML of the sections.
    pub sections: Vec<&'a str>,
}

/// The files of the search by path: the index of every language that asks for one, and the script where an index needs it.
pub(crate) fn search_files(config: &Config) -> BTreeMap<String, SearchFile> {
    let mut files = BTreeMap::new();
    for options in config.languages.iter().filter(|one| one.build_search_index) {
        files.insert(index_name(options), SearchFile::Index(options.code.clone()));
        if is_elasticlunr(options.search.index_format) {
            files.insert("elasticlunr.min.js".to_owned(), SearchFile::Library);
        }
    }
    files
}

/// `search_index.zh.js`.
fn index_name(options: &LanguageOptions) -> String {
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

/// The text of a file of the search.
pub(crate) fn make_file(searched: &SearchedSite<'_>, file: &SearchFile) -> String {
    let SearchFile::Index(code) = file else {
        return search_script();
    };
    let search = &searched.config.language(code).search;
    let documents = documents::of_language(searched, code);
    let index = if is_elasticlunr(search.index_format) {
        elasticlunr::elasticlunr_index(&documents, code, search)
    } else {
        fuse::fuse_index(&documents, search)
    };
    if is_script(search.index_format) {
        format!("window.searchIndex = {index};")
    } else {
        index
    }
}

/// The script without its comments and indents.
fn search_script() -> String {
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
