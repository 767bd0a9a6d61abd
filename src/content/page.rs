//! Pages: a content file's front matter as values. Enter at [`read`].

use super::front_matter::SplitFile;
use super::path::{FilePath, date_prefix};
use super::{BodyText, date};
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::tree::fields::{FieldName, Fields};
use crate::tree::{Node, TreeValue};
use std::sync::Arc;

/// A page as written: its place in the tree is decided later, in `site`.
#[derive(Debug, Clone)]
pub struct ContentPage {
    /// The file's name taken apart.
    pub file: FilePath,
    /// Language code.
    pub language: String,
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Date, normalised.
    pub date: Option<String>,
    /// Date of the last change, normalised.
    pub updated: Option<String>,
    /// Left out unless `--drafts`.
    pub draft: bool,
    /// Whether a file is written.
    pub render: bool,
    /// Slug from front matter.
    pub slug: Option<String>,
    /// Slug from the file's name, its date taken off.
    pub file_slug: String,
    /// Whole path from front matter.
    pub path: Option<String>,
    /// Terms by taxonomy, in the order of the file.
    pub taxonomies: Vec<(String, Vec<String>)>,
    /// Weight for sorting.
    pub weight: Option<i64>,
    /// Authors.
    pub authors: Vec<String>,
    /// Addresses that lead here.
    pub aliases: Vec<String>,
    /// Template.
    pub template: Option<String>,
    /// Whether the search index has it.
    pub in_search_index: bool,
    /// `[extra]`.
    pub extra: serde_json::Value,
    /// The `report:` block with its places, where the page is a report.
    pub report: Option<(Node, crate::tree::TreeOrigin)>,
    /// The body in its file.
    pub body: BodyText,
    /// Files beside an `index.md`, relative to the root, sorted without regard to case.
    pub assets: Vec<Arc<str>>,
}

/// Reads the front matter of a page.
pub(crate) fn read(
    file: FilePath,
    split: &SplitFile,
    body: BodyText,
    default_language: &str,
) -> (ContentPage, Vec<Diagnostic>) {
    let mut fields = Fields::new(&split.front, &split.origin);
    let (name_date, file_slug) = from_name(file.named());
    let page = ContentPage {
        language: file
            .language
            .clone()
            .unwrap_or_else(|| default_language.to_owned()),
        title: fields.text(("title", "标题")),
        description: fields.text(("description", "摘要")),
        date: take_date(&mut fields, ("date", "日期").into()).or(name_date),
        updated: take_date(&mut fields, ("updated", "更新日期").into()),
        draft: fields.flag(("draft", "草稿")).unwrap_or(false),
        render: fields.flag("render").unwrap_or(true),
        slug: not_empty(&mut fields, "slug"),
        path: not_empty(&mut fields, "path"),
        taxonomies: take_taxonomies(&mut fields),
        weight: fields.whole("weight"),
        authors: fields.texts(("authors", "作者")),
        aliases: fields.texts("aliases"),
        template: fields.text("template"),
        in_search_index: fields.flag("in_search_index").unwrap_or(true),
        extra: take_extra(&mut fields),
        report: fields
            .node(("report", "报告"))
            .map(|node| (node.clone(), split.origin.clone())),
        body,
        assets: Vec::new(),
        file_slug,
        file,
    };
    (page, fields.finish(Level::Warning))
}

/// `[extra]` as templates see it: an empty table where there is none.
pub(super) fn take_extra(fields: &mut Fields<'_>) -> serde_json::Value {
    fields
        .node("extra")
        .map_or_else(|| serde_json::json!({}), Node::to_json)
}

fn from_name(name: &str) -> (Option<String>, String) {
    match date_prefix(name) {
        Some((date, Some(slug))) => (Some(date), slug),
        Some((date, None)) => (Some(date), name.to_owned()),
        None => (None, name.to_owned()),
    }
}

fn take_date(fields: &mut Fields<'_>, name: FieldName) -> Option<String> {
    let at = fields.peek(name)?;
    let text = fields.text(name)?;
    let normal = date::normalise(&text);
    if normal.is_none() {
        let words = Words::new(
            format!("`{text}` is no date; write 2020-12-16"),
            format!("`{text}` 不是日期，请写成 2020-12-16"),
        );
        fields.complain(&at, "no-date", words);
    }
    normal
}

fn not_empty(fields: &mut Fields<'_>, name: &'static str) -> Option<String> {
    let at = fields.peek(name)?;
    let text = fields.text(name)?;
    if text.is_empty() {
        let words = Words::new(
            format!("`{name}` may not be empty"),
            format!("`{name}` 不能为空"),
        );
        fields.complain(&at, "empty", words);
        return None;
    }
    Some(text)
}

fn take_taxonomies(fields: &mut Fields<'_>) -> Vec<(String, Vec<String>)> {
    let Some(node) = fields.node(("taxonomies", "分类")) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, terms) in node.entries() {
        let mut names = Vec::new();
        // A single term without brackets is a list of one.
        let items = match &terms.value {
            TreeValue::List(_) => terms.items(),
            TreeValue::Null => &[],
            _ => std::slice::from_ref(terms),
        };
        for term in items {
            match &term.value {
                TreeValue::Text(name) if !name.trim().is_empty() => names.push(name.clone()),
                TreeValue::Number(name) => names.push(name.clone()),
                _ => {
                    let words = Words::new(
                        format!("a term of `{}` is blank or no text", key.name),
                        format!("`{}` 的某个分类词为空或不是文本", key.name),
                    );
                    fields.complain(&term.at, "blank-term", words);
                }
            }
        }
        found.push((key.name.clone(), names));
    }
    found
}
