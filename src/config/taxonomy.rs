//! Taxonomies: named ways to sort pages into groups. Enter at [`TaxonomyOptions`].

use super::legacy;
use super::slug::SlugMode;
use crate::diagnostic::{Diagnostic, Words};
use crate::tree::fields::Fields;
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

    /// Reads one entry; without a name it is none, which is a finding.
    pub(super) fn read(
        mut table: Fields<'_>,
        slugs: SlugMode,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<TaxonomyOptions> {
        let options = table.text("name").map(|name| TaxonomyOptions {
            language: old_language(&mut table),
            paginate_by: table.count("paginate_by").filter(|count| *count > 0),
            paginate_path: table.text("paginate_path"),
            render: table.flag("render").unwrap_or(true),
            feed: table.flag("feed").or(table.flag("rss")).unwrap_or(false),
            ..TaxonomyOptions::plain(&name, slugs)
        });
        if options.is_none() {
            let words = Words::new("a taxonomy needs a `name`", "每个分类都要有 `name`");
            let hint = Words::new(
                "write `{ name = \"tags\" }`",
                "请写成 `{ name = \"tags\" }`",
            );
            let finding = Diagnostic::error("config", "taxonomy-without-name", words);
            let place = table.first_place().unwrap_or_else(|| table.own_place());
            findings.push(finding.at(place).hint(hint));
        }
        // Themes write keys of their own into this table, which nobody is warned of.
        findings.append(&mut table.diagnostics);
        options
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
fn old_language(table: &mut Fields<'_>) -> Option<String> {
    let (key, _) = table.entry("lang")?;
    let code = table.text("lang")?;
    let now = format!("taxonomies` in `[languages.{code}]");
    let place = table.place(&key.at);
    let warning = legacy::old_key("taxonomies.lang", &now, place);
    table.diagnostics.push(warning);
    Some(code)
}
