//! What `nianbao check` cannot check at all. Enter at [`nothing_there`].

use crate::diagnostic::{Diagnostic, Place, Words};
use std::path::Path;

/// A folder that is no site and holds nothing that could be checked was most likely misnamed.
pub(super) fn nothing_there(path: &Path) -> Diagnostic {
    let shown = path.display().to_string();
    let words = Words::new(
        format!("`{shown}` holds no site and no report"),
        format!("`{shown}` 里没有站点，也没有报告文稿"),
    );
    let hint = Words::new(
        "name a site, or a folder with .txt, .html, .docx or .md files",
        "请指定站点，或放有 .txt、.html、.docx、.md 文件的文件夹",
    );
    Diagnostic::error("check", "nothing-there", words)
        .at(Place::file(shown))
        .hint(hint)
}
