//! Where links lead. Enter at [`classify`]; [`external_tag`] writes links that leave the site; [`ids`] finds anchors in HTML.

use super::options::ExternalLinks;
use crate::render::tag::{attribute, href};
use percent_encoding::percent_decode_str;

/// A link's target by its form.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LinkTarget<'a> {
    /// Nothing.
    Empty,
    /// `@/path.md#anchor`: the path percent-decoded, the anchor as written.
    Content {
        path: String,
        anchor: Option<&'a str>,
    },
    /// `#anchor` of the page itself.
    Own(&'a str),
    /// An address with `http:` or `https:`.
    External,
    /// Relative to the page.
    Relative,
    /// Everything else: left as it is.
    Fixed,
}

/// Tells targets apart.
pub(super) fn classify(target: &str) -> LinkTarget<'_> {
    if target.is_empty() {
        return LinkTarget::Empty;
    }
    if let Some(path) = target.strip_prefix("@/") {
        let (path, anchor) = path
            .split_once('#')
            .map_or((path, None), |(path, anchor)| (path, Some(anchor)));
        return LinkTarget::Content {
            path: decode(path),
            anchor,
        };
    }
    if let Some(anchor) = target.strip_prefix('#') {
        return if anchor.is_empty() {
            LinkTarget::Fixed
        } else {
            LinkTarget::Own(anchor)
        };
    }
    if target.starts_with("http://") || target.starts_with("https://") {
        return LinkTarget::External;
    }
    if target.starts_with('/') || target.starts_with("..") || has_scheme(target) {
        return LinkTarget::Fixed;
    }
    LinkTarget::Relative
}

/// Percent-decodes; bytes that are no UTF-8 become U+FFFD.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `scheme:` of RFC 3986.
fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The opening tag of a link that leaves the site; `None` where the options add nothing.
pub(super) fn external_tag(url: &str, title: &str, options: &ExternalLinks) -> Option<String> {
    let rel: Vec<&str> = [
        (options.target_blank, "noopener"),
        (options.no_follow, "nofollow"),
        (options.no_referrer, "noreferrer"),
        (options.external, "external"),
    ]
    .into_iter()
    .filter_map(|(wanted, word)| wanted.then_some(word))
    .collect();
    if rel.is_empty() && options.class.is_none() {
        return None;
    }
    let mut tag = "<a".to_owned();
    if let Some(class) = &options.class {
        attribute(&mut tag, "class", class);
    }
    if !rel.is_empty() {
        attribute(&mut tag, "rel", &rel.join(" "));
    }
    if options.target_blank {
        tag.push_str(" target=\"_blank\"");
    }
    if !title.is_empty() {
        attribute(&mut tag, "title", title);
    }
    tag.push_str(" href=\"");
    href(&mut tag, url);
    tag.push_str("\">");
    Some(tag)
}

/// Values of `id` and `name` attributes anywhere in the HTML.
pub(super) fn ids(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices('=').filter_map(|(at, _)| {
        let before = html[..at].trim_end();
        let name = before
            .rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
            .next()?;
        if !(name.eq_ignore_ascii_case("id") || name.eq_ignore_ascii_case("name"))
            || !before[..before.len() - name.len()].ends_with(char::is_whitespace)
        {
            return None;
        }
        let value = html[at + 1..].trim_start();
        let quote = value.chars().next()?;
        if matches!(quote, '"' | '\'') {
            let inner = &value[1..];
            return inner.find(quote).map(|end| &inner[..end]);
        }
        let end = value
            .find(|letter: char| letter.is_whitespace() || letter == '>')
            .unwrap_or(value.len());
        Some(&value[..end])
    })
}
