//! The templates that every site has until it brings its own; written for both engines. Enter at [`builtins`].

use super::Template;
use std::sync::Arc;

const TEXTS: [(&str, &str); 16] = [
    ("404.html", include_str!("builtin/404.html")),
    ("anchor-link.html", include_str!("builtin/anchor-link.html")),
    ("atom.xml", include_str!("builtin/atom.xml")),
    ("index.html", include_str!("builtin/index.html")),
    (
        "internal/alias.html",
        include_str!("builtin/internal/alias.html"),
    ),
    ("page.html", include_str!("builtin/page.html")),
    ("robots.txt", include_str!("builtin/robots.txt")),
    ("rss.xml", include_str!("builtin/rss.xml")),
    ("section.html", include_str!("builtin/section.html")),
    (
        "shortcodes/gist.html",
        include_str!("builtin/shortcodes/gist.html"),
    ),
    (
        "shortcodes/streamable.html",
        include_str!("builtin/shortcodes/streamable.html"),
    ),
    (
        "shortcodes/vimeo.html",
        include_str!("builtin/shortcodes/vimeo.html"),
    ),
    (
        "shortcodes/youtube.html",
        include_str!("builtin/shortcodes/youtube.html"),
    ),
    ("sitemap.xml", include_str!("builtin/sitemap.xml")),
    (
        "split_sitemap_index.xml",
        include_str!("builtin/split_sitemap_index.xml"),
    ),
    (
        "summary-cutoff.html",
        include_str!("builtin/summary-cutoff.html"),
    ),
];

/// All built-in templates, each also as `__zola_builtins/NAME`.
pub(crate) fn builtins() -> Vec<Template> {
    let mut templates = Vec::new();
    for (name, text) in TEXTS {
        let text: Arc<str> = Arc::from(text);
        let file = format!("<built-in {name}>");
        for name in [name.to_owned(), format!("__zola_builtins/{name}")] {
            templates.push(Template {
                name,
                text: text.clone(),
                file: file.clone(),
            });
        }
    }
    templates
}
