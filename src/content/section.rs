//! Sections: the front matter of an `_index.md` as values. Enter at [`read`].

use super::BodyText;
use super::front_matter::SplitFile;
use super::page::take_extra;
use super::path::FilePath;
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::tree::fields::Fields;
use std::sync::Arc;

/// By what a section orders its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// By path, so that it never changes from run to run.
    #[default]
    None,
    /// Newest first.
    Date,
    /// Last changed first.
    UpdateDate,
    /// Title, numbers in natural order.
    Title,
    /// Title by code points.
    TitleBytes,
    /// Lightest first.
    Weight,
    /// Slug in natural order.
    Slug,
    /// Address.
    Permalink,
}

/// A section as written.
#[derive(Debug, Clone, Default)]
pub struct ContentSection {
    /// The file's name taken apart.
    pub file: FilePath,
    /// Language code.
    pub language: String,
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Order of its pages.
    pub sort_by: SortBy,
    /// Weight among its siblings.
    pub weight: i64,
    /// Left out with everything below it unless `--drafts`.
    pub draft: bool,
    /// Template.
    pub template: Option<String>,
    /// Pages on one pager.
    pub paginate_by: Option<usize>,
    /// Whether pagers are counted from the oldest page.
    pub paginate_reversed: bool,
    /// Folder of the pagers.
    pub paginate_path: String,
    /// `none left right heading`.
    pub insert_anchor_links: Option<String>,
    /// Whether a file is written.
    pub render: bool,
    /// Where the section leads instead.
    pub redirect_to: Option<String>,
    /// Whether the search index has it and its pages.
    pub in_search_index: bool,
    /// Whether its pages belong to the parent too.
    pub transparent: bool,
    /// Template of its pages.
    pub page_template: Option<String>,
    /// Addresses that lead here.
    pub aliases: Vec<String>,
    /// Whether it has feeds of its own.
    pub generate_feeds: bool,
    /// `[extra]`.
    pub extra: serde_json::Value,
    /// The body in its file.
    pub body: BodyText,
    /// The directory's own files, relative to the root.
    pub assets: Vec<Arc<str>>,
}

impl ContentSection {
    /// A section that no file describes: the root index of a language.
    pub fn unwritten(file: FilePath, language: &str) -> ContentSection {
        ContentSection {
            language: language.to_owned(),
            paginate_path: "page".to_owned(),
            render: true,
            in_search_index: true,
            extra: serde_json::json!({}),
            file,
            ..ContentSection::default()
        }
    }
}

const ORDERS: [(&str, &str, SortBy); 8] = [
    ("none", "none", SortBy::None),
    ("date", "日期", SortBy::Date),
    ("update_date", "更新日期", SortBy::UpdateDate),
    ("title", "标题", SortBy::Title),
    ("title_bytes", "title_bytes", SortBy::TitleBytes),
    ("weight", "weight", SortBy::Weight),
    ("slug", "slug", SortBy::Slug),
    ("permalink", "permalink", SortBy::Permalink),
];

const ANCHORS: [(&str, &str, &str); 4] = [
    ("none", "none", "none"),
    ("left", "left", "left"),
    ("right", "right", "right"),
    ("heading", "heading", "heading"),
];

/// Reads the front matter of a section.
pub(crate) fn read(
    file: FilePath,
    split: &SplitFile,
    body: BodyText,
    default_language: &str,
) -> (ContentSection, Vec<Diagnostic>) {
    let mut fields = Fields::new(&split.front, &split.origin);
    let language = file
        .language
        .clone()
        .unwrap_or_else(|| default_language.to_owned());
    let section = ContentSection {
        title: fields.text(("title", "标题")),
        description: fields.text(("description", "摘要")),
        sort_by: fields
            .choice(("sort_by", "排序"), &ORDERS)
            .unwrap_or_default(),
        weight: fields.whole("weight").unwrap_or(0),
        draft: fields.flag(("draft", "草稿")).unwrap_or(false),
        template: fields.text("template"),
        paginate_by: take_paginate_by(&mut fields),
        paginate_reversed: fields.flag("paginate_reversed").unwrap_or(false),
        paginate_path: fields
            .text("paginate_path")
            .unwrap_or_else(|| "page".to_owned()),
        insert_anchor_links: fields
            .choice("insert_anchor_links", &ANCHORS)
            .map(str::to_owned),
        render: fields.flag("render").unwrap_or(true),
        redirect_to: fields.text("redirect_to"),
        in_search_index: fields.flag("in_search_index").unwrap_or(true),
        transparent: fields.flag("transparent").unwrap_or(false),
        page_template: fields.text("page_template"),
        aliases: fields.texts("aliases"),
        generate_feeds: take_generate_feeds(&mut fields),
        extra: take_extra(&mut fields),
        body,
        ..ContentSection::unwritten(file, &language)
    };
    (section, fields.finish(Level::Warning))
}

fn take_paginate_by(fields: &mut Fields<'_>) -> Option<usize> {
    fields
        .whole("paginate_by")
        .and_then(|count| usize::try_from(count).ok())
        .filter(|count| *count > 0)
}

/// `generate_feeds`, or the older `generate_feed` with a finding that names the newer key.
fn take_generate_feeds(fields: &mut Fields<'_>) -> bool {
    let old = ("generate_feed", "generate_feed");
    if let Some(at) = fields.peek(old) {
        let words = Words::new(
            "`generate_feed` is now called `generate_feeds`",
            "`generate_feed` 现名 `generate_feeds`",
        );
        let place = fields.place(&at);
        fields
            .diagnostics
            .push(Diagnostic::warning("content", "renamed-key", words).at(place));
    }
    let older = fields.flag(old).unwrap_or(false);
    fields.flag("generate_feeds").unwrap_or(older)
}
