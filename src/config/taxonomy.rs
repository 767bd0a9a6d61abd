//! Taxonomies: named ways to sort pages into groups. Enter at [`TaxonomyOptions`].

use super::legacy;
use super::slug::SlugMode;
use super::table::{ConfigReader, ConfigTable};
use crate::diagnostic::{Diagnostic, Place, Words};
use serde_json::{Value, json};

/// One way to sort pages into named groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonomyOptions {
    /// The name that front matter writes.
    pub name: String,
    /// The name in addresses.
    pub slug: String,
    /// Pages of a term on one pager; `None` puts all on one page.
    pub paginate_by: Option<usize>,
    /// The folder of the pagers; `None` means `page`.
    pub paginate_path: Option<String>,
    /// Whether its pages are written.
    pub render: bool,
    /// Whether each term has feeds.
    pub feed: bool,
    /// The language that it is of, where an old configuration names one beside it.
    pub language: Option<String>,
}

impl TaxonomyOptions {
    /// The folder of the pagers.
    pub fn pager_path(&self) -> &str {
        self.paginate_path.as_deref().unwrap_or("page")
    }

    /// A taxonomy about which nothing is said.
    pub(super) fn plain(name: &str, slugs: SlugMode) -> TaxonomyOptions {
        TaxonomyOptions {
            slug: slugs.path(name),
            name: name.to_owned(),
            paginate_by: None,
            paginate_path: None,
            render: true,
            feed: false,
            language: None,
        }
    }

    pub(super) fn read(
        mut table: ConfigTable<'_>,
        slugs: SlugMode,
        reader: &mut ConfigReader<'_>,
    ) -> Option<TaxonomyOptions> {
        let Some(name) = table.string("name", reader) else {
            let finding = Diagnostic::error(
                "config",
                "taxonomy-without-name",
                Words::new("a taxonomy needs a `name`", "每个分类都要有 `name`"),
            );
            let hint = Words::new(
                "write `{ name = \"tags\" }`",
                "请写成 `{ name = \"tags\" }`",
            );
            let place = match table.first_span() {
                Some(span) => reader.place(span),
                None => Place::file(reader.file),
            };
            reader.findings.push(finding.at(place).hint(hint));
            return None;
        };
        Some(TaxonomyOptions {
            language: old_language(&mut table, reader),
            paginate_by: table
                .count("paginate_by", reader)
                .filter(|count| *count > 0),
            paginate_path: table.string("paginate_path", reader),
            render: table.switch("render", reader).unwrap_or(true),
            feed: table
                .switch("feed", reader)
                .or_else(|| table.switch("rss", reader))
                .unwrap_or(false),
            ..TaxonomyOptions::plain(&name, slugs)
        })
    }

    pub(super) fn for_templates(&self) -> Value {
        json!({
            "name": self.name,
            "slug": self.slug,
            "paginate_by": self.paginate_by,
            "paginate_path": self.paginate_path,
            "render": self.render,
            "feed": self.feed,
        })
    }
}

/// `lang` of a taxonomy, which old versions read.
fn old_language(table: &mut ConfigTable<'_>, reader: &mut ConfigReader<'_>) -> Option<String> {
    let span = table.span_of("lang")?;
    let code = table.string("lang", reader)?;
    let now = format!("taxonomies` in `[languages.{code}]");
    legacy::warn(span, "taxonomies.lang", &now, reader);
    Some(code)
}
