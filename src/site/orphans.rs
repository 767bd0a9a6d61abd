//! Pages that no section lists. Enter at [`orphans`].

use super::Site;
use crate::content::path::join;
use crate::diagnostic::{Diagnostic, Place, Words};

/// A note for each page in a folder without `_index.md`. Reports have lists of their own.
pub(crate) fn orphans(site: &Site) -> Vec<Diagnostic> {
    let alone = site
        .pages
        .iter()
        .filter(|node| node.ancestors.is_empty() && node.page.report.is_none());
    alone
        .map(|node| {
            let file = &node.page.file;
            let path = format!("content/{}", file.relative);
            let section = join(file.section_folder(), "_index.md");
            let words = Words::new(
                format!("`{path}` is an orphan: no section lists it, and search does not find it"),
                format!("`{path}` 不属于任何栏目：列表和搜索中都没有它"),
            );
            let hint = Words::new(
                format!("add `content/{section}` if lists shall have it"),
                format!("需要列出的，请加上 `content/{section}`"),
            );
            Diagnostic::info("site", "orphan", words)
                .at(Place::file(path))
                .hint(hint)
        })
        .collect()
}
