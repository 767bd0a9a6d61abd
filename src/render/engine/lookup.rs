//! Which text stands behind a template's name: the site's, the theme's, or a built-in one. Enter at [`resolve`].

use super::Template;
use std::collections::BTreeMap;

/// Endings of files that count as templates.
const ENDINGS: [&str; 4] = [".md", ".txt", ".json", ".ics"];

/// Whether a file below `templates/` is a template: `*ml` (HTML, XML …), Markdown, text, JSON, iCalendar.
pub(crate) fn is_template_path(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let markup = name
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending.ends_with("ml"));
    markup || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// All names that templates may use: the site's win over the theme's, those over the built-in ones.
///
/// Every template of the theme is also there as `THEME/templates/NAME`, so that a site's own can extend it.
pub(crate) fn resolve(
    site: &[Template],
    theme: Option<(&str, &[Template])>,
    builtins: &[Template],
) -> Vec<Template> {
    let mut names: BTreeMap<String, Template> = BTreeMap::new();
    for template in builtins {
        names.insert(template.name.clone(), template.clone());
    }
    if let Some((theme, templates)) = theme {
        for template in templates
            .iter()
            .filter(|template| is_template_path(&template.name))
        {
            let full = format!("{theme}/templates/{}", template.name);
            names.insert(
                full.clone(),
                Template {
                    name: full,
                    ..template.clone()
                },
            );
            names.insert(template.name.clone(), template.clone());
        }
    }
    for template in site
        .iter()
        .filter(|template| is_template_path(&template.name))
    {
        names.insert(template.name.clone(), template.clone());
    }
    names.into_values().collect()
}
