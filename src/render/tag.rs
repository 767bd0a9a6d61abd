//! Pieces of HTML tags with what must be escaped in them. Enter at [`attribute`] and [`escape`].

use pulldown_cmark_escape::{escape_href, escape_html};

/// Appends ` name="value"`.
pub(crate) fn attribute(tag: &mut String, name: &str, value: &str) {
    tag.push(' ');
    tag.push_str(name);
    tag.push_str("=\"");
    escape_html(&mut *tag, value).expect("writing to a string cannot fail");
    tag.push('"');
}

/// Appends an address as the value of `href` or `src`.
pub(crate) fn href(tag: &mut String, url: &str) {
    escape_href(&mut *tag, url).expect("writing to a string cannot fail");
}

/// Appends text with `& < > " '` escaped.
pub(crate) fn escape(html: &mut String, text: &str) {
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
