//! The index for Fuse: a list of documents. Enter at [`fuse_index`].

use super::documents::SearchDocument;
use super::shown_body;
use crate::config::SearchOptions;
use serde::Serialize;

/// One document, with the fields that the configuration asks for.
#[derive(Serialize)]
struct FuseItem<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

/// The list as JSON, in the order of the documents.
pub(super) fn fuse_index(documents: &[SearchDocument], search: &SearchOptions) -> String {
    let item = |document| fuse_item(document, search);
    let items: Vec<FuseItem<'_>> = documents.iter().map(item).collect();
    serde_json::to_string(&items).expect("strings always become JSON")
}

fn fuse_item<'a>(document: &'a SearchDocument, search: &SearchOptions) -> FuseItem<'a> {
    FuseItem {
        url: &document.url,
        title: search.include_title.then_some(document.title.as_str()),
        description: search
            .include_description
            .then_some(document.description.as_str()),
        date: document.date.as_deref().filter(|_| search.include_date),
        body: search
            .include_content
            .then(|| shown_body(&document.body, search)),
        path: search.include_path.then_some(document.path.as_str()),
    }
}
