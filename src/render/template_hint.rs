//! What to do about a mistake in a template. Enter at [`of_template`] and [`of_page`].

use super::engine::Template;
use crate::diagnostic::{Diagnostic, Place, Words};

/// The same finding with a place and a remedy, found while templates were parsed.
pub(super) fn of_template(mut found: Diagnostic, templates: &[Template]) -> Diagnostic {
    if found.place.is_none() {
        let named =
            |template: &&Template| found.message.en.contains(&format!("'{}'", template.name));
        found.place = templates
            .iter()
            .find(named)
            .map(|template| Place::file(template.file.as_str()));
    }
    let circular = found.message.en.contains("ircular");
    if !found.hints.is_empty() {
        return found;
    }
    found.hint(if circular {
        Words::new(
            "let one of these templates go without its `extends` or `include`",
            "请去掉其中一个模板的 `extends` 或 `include`",
        )
    } else {
        mend_line()
    })
}

/// The same finding with a remedy, found while a page was rendered.
pub(super) fn of_page(found: Diagnostic) -> Diagnostic {
    if found.hints.is_empty() {
        found.hint(mend_line())
    } else {
        found
    }
}

fn mend_line() -> Words {
    Words::new(
        "mend this line; without a file of that name in the site\'s `templates/` the theme\'s own is used",
        "请改正这一行；站点 `templates/` 中没有同名文件时使用主题自带的模板",
    )
}
