//! The elasticlunr index: for every field a tree of words, letter by letter, and the documents. Enter at [`elasticlunr_index`].

use super::documents::SearchDocument;
use super::shown_body;
use super::words::{WordPipeline, search_words};
use crate::config::SearchOptions;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The version of the format that scripts look for.
const VERSION: &str = "0.9.5";

/// A field of the index and the text that a document has in it.
type Field = (&'static str, fn(&SearchDocument) -> &str);

/// A field's words, each with the documents that have it (by number) and how often.
type Words = BTreeMap<String, Vec<(usize, u32)>>;

/// The index as JSON.
pub(super) fn elasticlunr_index(
    documents: &[SearchDocument],
    language: &str,
    search: &SearchOptions,
) -> String {
    let pipeline = WordPipeline::of(language);
    let fields = field_names(search);
    let mut document_info: Vec<Map<String, Value>> = vec![Map::new(); documents.len()];
    let mut trees = String::new();
    for (number, (name, text)) in fields.iter().enumerate() {
        let split: Vec<Vec<String>> = documents
            .par_iter()
            .map(|document| search_words(kept_words(name, text(document), search), pipeline))
            .collect();
        let mut found = Words::new();
        for (id, list) in split.into_iter().enumerate() {
            document_info[id].insert((*name).to_owned(), json!(list.len()));
            for word in list {
                let places = found.entry(word).or_default();
                match places.last_mut() {
                    Some((last, count)) if *last == id => *count += 1,
                    _ => places.push((id, 1)),
                }
            }
        }
        let comma = if number == 0 { "" } else { "," };
        append_word(
            &mut trees,
            &format!("{comma}{}:{{\"root\":", quoted_text(name)),
        );
        let sorted: Vec<Entry<'_>> = found
            .iter()
            .map(|(word, places)| (word.as_str(), places.as_slice()))
            .collect();
        write_node(&mut trees, &sorted, documents);
        trees.push('}');
    }
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    format!(
        "{{\"fields\":{},\"pipeline\":{},\"ref\":\"id\",\"version\":\"{VERSION}\",\"index\":{{{trees}}},\"documentStore\":{},\"lang\":{}}}",
        json!(names),
        json!(pipeline.names()),
        document_store(documents, document_info, search),
        quoted_text(spoken_language(language, pipeline)),
    )
}

fn field_names(search: &SearchOptions) -> Vec<Field> {
    let all: [(bool, Field); 5] = [
        (search.include_title, ("title", |one| &one.title)),
        (
            search.include_description,
            ("description", |one| &one.description),
        ),
        (
            search.include_date,
            ("date", |one| one.date.as_deref().unwrap_or("")),
        ),
        (search.include_path, ("path", |one| &one.path)),
        (search.include_content, ("body", |one| &one.body)),
    ];
    all.into_iter()
        .filter_map(|(wanted, field)| wanted.then_some(field))
        .collect()
}

/// The part of a text that is kept: bodies may have a longest length, in characters.
fn kept_words<'t>(field: &str, text: &'t str, search: &SearchOptions) -> &'t str {
    let most = search.truncate_content_length.filter(|_| field == "body");
    let end = most.and_then(|most| text.char_indices().nth(most));
    end.map_or(text, |(end, _)| &text[..end])
}

/// A word, or what is left of it below a node, and where it occurs.
type Entry<'a> = (&'a str, &'a [(usize, u32)]);

/// Writes the node under which all of `entries` stand; they are sorted and without the letters above the node.
fn write_node(out: &mut String, entries: &[Entry<'_>], documents: &[SearchDocument]) {
    // Words are sorted, so that those below one node stand together: the tree is written straight from the list, by
    // recursion over letters, and is never held. It takes as many steps as all words have letters; a word has at most
    // 64.
    let (own, below) = match entries.first() {
        Some(("", places)) => (*places, &entries[1..]),
        _ => (&[][..], entries),
    };
    out.push_str("{\"docs\":{");
    for (number, (id, count)) in own.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        // As the script has it for documents that are added to it: the square root of how often the word occurs, which
        // is multiplied by the word's rarity when it is looked for.
        let frequency = json!(f64::from(*count).sqrt());
        let url = quoted_text(&documents[*id].url);
        append_word(out, &format!("{comma}{url}:{{\"tf\":{frequency}}}"));
    }
    append_word(out, &format!("}},\"df\":{}", own.len()));
    let first = |entry: &Entry<'_>| entry.0.chars().next();
    for group in below.chunk_by(|a, b| first(a) == first(b)) {
        let Some(letter) = group.first().and_then(first) else {
            continue;
        };
        append_word(
            out,
            &format!(",{}:", quoted_text(letter.encode_utf8(&mut [0; 4]))),
        );
        let inner: Vec<Entry<'_>> = group
            .iter()
            .map(|(word, places)| (&word[letter.len_utf8()..], *places))
            .collect();
        write_node(out, &inner, documents);
    }
    out.push('}');
}

fn append_word(out: &mut String, text: &str) {
    let written = out.write_str(text);
    written.expect("a string takes every text");
}

/// The documents as results show them, and the number of words in each field.
fn document_store(
    documents: &[SearchDocument],
    counts: Vec<Map<String, Value>>,
    search: &SearchOptions,
) -> Value {
    let shown = documents.iter().map(|document| {
        let mut value = Map::new();
        value.insert("id".to_owned(), json!(document.url));
        for (name, text) in field_names(search) {
            let text = text(document);
            let text = match name {
                "body" => json!(shown_body(text, search)),
                _ => json!(text),
            };
            value.insert(name.to_owned(), text);
        }
        (document.url.clone(), Value::Object(value))
    });
    let shown: Map<String, Value> = shown.collect();
    let urls = documents.iter().map(|document| document.url.clone());
    let counts: Map<String, Value> = urls.zip(counts.into_iter().map(Value::Object)).collect();
    json!({ "save": true, "docs": shown, "docInfo": counts, "length": documents.len() })
}

fn spoken_language(language: &str, pipeline: WordPipeline) -> &str {
    match pipeline {
        WordPipeline::English => "English",
        WordPipeline::Chinese => "Chinese",
        WordPipeline::Plain => language,
    }
}

fn quoted_text(text: &str) -> String {
    json!(text).to_string()
}
