//! Shorter HTML of the same meaning. Enter at [`minify_html`].

/// The minifier calls itself for each element within an element; a page with more levels stays as it is.
const DEEPEST: usize = 256;

/// Elements that hold nothing.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Text, `head` and every closing tag that tools look for stay.
pub(super) fn minify_html(html: String) -> String {
    if depth(&html) > DEEPEST {
        return html;
    }
    let settings = minify_html::Cfg {
        minify_css: true,
        minify_js: false,
        keep_html_and_head_opening_tags: true,
        keep_closing_tags: true,
        ..minify_html::Cfg::new()
    };
    let bytes = minify_html::minify(html.as_bytes(), &settings);
    String::from_utf8(bytes).unwrap_or(html)
}

/// How many elements stand within each other, at most; those that are never closed count on.
fn depth(html: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for rest in html.split('<').skip(1) {
        if rest.starts_with('/') {
            now = now.saturating_sub(1);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
            let name = rest[..end.unwrap_or(rest.len())].to_ascii_lowercase();
            if !VOID.contains(&name.as_str()) {
                now += 1;
                deepest = deepest.max(now);
            }
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_counted_without_elements_that_hold_nothing() {
        assert_eq!(depth("<p>a<br>b</p><p>1 < 2<img src=x></p>"), 1);
        assert_eq!(depth("<div><ul><li>x</li></ul></div>"), 3);
    }

    #[test]
    fn a_page_of_many_levels_is_left_as_it_is_and_others_are_shortened() {
        for levels in [10, 250] {
            let page = format!(
                "{}  x  {}",
                "<div> ".repeat(levels),
                " </div>".repeat(levels)
            );
            assert!(minify_html(page.clone()).len() < page.len(), "{levels}");
        }
        let deep = "<blockquote>\n".repeat(100_000);
        assert_eq!(minify_html(deep.clone()), deep);
    }
}
