//! Where a link leads: into the site, to another host, or nowhere that is checked. Enter at [`read`].

use crate::config::Config;
use percent_encoding::percent_decode_str;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AddressTarget {
    /// A path of the site, without its beginning `/`, and an anchor.
    Inside(String, Option<String>),
    /// A host.
    Outside(String),
    /// Mail, telephone, data.
    Other,
}

/// Reads a link on the page `from`.
pub(crate) fn read(config: &Config, from: &str, link: &str) -> AddressTarget {
    let link = link.trim();
    let base = config.base_url.trim_end_matches('/');
    let own = (base.contains("://"))
        .then(|| link.strip_prefix(base))
        .flatten()
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?']));
    if let Some(rest) = own {
        return inside("", if rest.is_empty() { "/" } else { rest });
    }
    if let Some((scheme, rest)) = link.split_once(':')
        && !scheme.is_empty()
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => AddressTarget::Outside(host(rest.trim_start_matches('/'))),
            _ => AddressTarget::Other,
        };
    }
    if let Some(rest) = link.strip_prefix("//") {
        return AddressTarget::Outside(host(rest));
    }
    let path = base.split_once("://").map_or(base, |(_, rest)| {
        rest.find('/').map_or("", |at| &rest[at..])
    });
    match link.strip_prefix(path).filter(|_| link.starts_with('/')) {
        Some(rest) => inside("", rest),
        None => inside(from, link),
    }
}

fn host(rest: &str) -> String {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let name = rest[..end].rsplit('@').next().unwrap_or("");
    name.split(':').next().unwrap_or("").to_ascii_lowercase()
}

fn inside(from: &str, link: &str) -> AddressTarget {
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (link, None),
    };
    let path = path.split('?').next().unwrap_or("");
    let decoded = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let anchor = anchor
        .filter(|anchor| !anchor.is_empty() && *anchor != "top" && !anchor.starts_with(":~:"))
        .map(|anchor| percent_decode_str(anchor).decode_utf8_lossy().into_owned());
    if decoded.is_empty() {
        return AddressTarget::Inside(from.to_owned(), anchor);
    }
    let mut parts: Vec<&str> = if decoded.starts_with('/') {
        Vec::new()
    } else {
        from.split('/').collect()
    };
    parts.pop();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    if decoded.ends_with(['/', '.']) && !path.is_empty() {
        path.push('/');
    }
    AddressTarget::Inside(path, anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_into_the_site_by_its_path_its_page_or_its_base() {
        let (config, _) = Config::parse("config.toml", "base_url = \"https://a.gov.cn/nb\"\n");
        let read = |link| read(&config, "jia/2020/index.html", link);
        let inside = |path: &str, anchor: Option<&str>| {
            AddressTarget::Inside(path.to_owned(), anchor.map(str::to_owned))
        };
        assert_eq!(read("../2021/"), inside("jia/2021/", None));
        assert_eq!(read("#p-1"), inside("jia/2020/index.html", Some("p-1")));
        assert_eq!(read("/nb/style.css"), inside("style.css", None));
        assert_eq!(
            read("https://a.gov.cn/nb/x/?q=1#y"),
            inside("x/", Some("y"))
        );
        assert_eq!(
            read("https://B.cn:80/x"),
            AddressTarget::Outside("b.cn".to_owned())
        );
        assert_eq!(read("mailto:a@b.cn"), AddressTarget::Other);
    }
}
