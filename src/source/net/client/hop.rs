//! From one address to the next, as redirects lead. Enter at [`location`].

use super::super::answer::NetError;
use super::host_name;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use ureq::Body;
use ureq::http::Response;

/// What no address may hold as it is; everything beyond ASCII is written in percent too.
const NOT_IN_ADDRESSES: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// The address as it is sent: without its fragment, Chinese written in percent.
pub(super) fn request_address(url: &str) -> Result<String, NetError> {
    let whole = url.split('#').next().unwrap_or_default().trim();
    let wrong = || NetError::Address(url.to_owned());
    let (scheme, host) = scheme_and_host(whole)?;
    let rest = whole[scheme.len()..].trim_start_matches("://");
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || host.is_empty() {
        return Err(wrong());
    }
    let rest = match rest.strip_prefix(host) {
        Some(behind) => {
            let host = percent_decode_str(host).decode_utf8();
            let host = host.ok().and_then(|host| host_name::ascii(&host));
            host.ok_or_else(wrong)? + behind
        }
        // A number of the newer kind, in brackets.
        None => rest.to_owned(),
    };
    let rest = utf8_percent_encode(&rest, NOT_IN_ADDRESSES);
    Ok(format!("{scheme}://{rest}"))
}

/// Host and port of an address.
pub(super) fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '\\', '#']).next().unwrap_or_default()
}

/// The scheme and the host, without user and port. Addresses that carry a user are refused.
pub(super) fn scheme_and_host(url: &str) -> Result<(&str, &str), NetError> {
    let wrong = || NetError::Address(url.to_owned());
    let (scheme, rest) = url.split_once("://").ok_or_else(wrong)?;
    let authority = rest.split(['/', '?', '\\']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(wrong());
    }
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    Ok((scheme, host))
}

/// Where a response sends the one who asked for `url`; `None` where it is the answer itself.
pub(super) fn location(response: &Response<Body>, url: &str) -> Option<String> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let bytes = response.headers().get("location")?.as_bytes();
    Some(joined_address(url, std::str::from_utf8(bytes).ok()?))
}

/// What `target` means on the page at `base`. Dots in paths are left to the host.
fn joined_address(base: &str, target: &str) -> String {
    let scheme_end = base.find("://").map_or(0, |at| at + 3);
    let path_at = base[scheme_end..].find(['/', '?']);
    let (origin, path) = base.split_at(path_at.map_or(base.len(), |at| scheme_end + at));
    let path = path.split('?').next().unwrap_or_default();
    let has_scheme = target
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.is_empty() && !scheme.contains(['/', '?', '#']));
    if has_scheme {
        target.to_owned()
    } else if target.starts_with("//") {
        let scheme = &base[..scheme_end.saturating_sub(2)];
        format!("{scheme}{target}")
    } else if target.starts_with('/') {
        format!("{origin}{target}")
    } else if target.starts_with('?') {
        format!("{origin}{path}{target}")
    } else {
        let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
        format!("{origin}{folder}{target}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_read_as_browsers_read_it() {
        for (base, target, means) in [
            (
                "https://a.example/b/c?d",
                "https://e.example/",
                "https://e.example/",
            ),
            (
                "https://a.example/b/c?d",
                "//e.example/f",
                "https://e.example/f",
            ),
            ("https://a.example/b/c?d", "/f?g", "https://a.example/f?g"),
            ("https://a.example/b/c?d", "f", "https://a.example/b/f"),
            ("https://a.example/b/c?d", "?e", "https://a.example/b/c?e"),
            ("https://a.example", "f", "https://a.example/f"),
            ("https://a.example?b=/c", "/f", "https://a.example/f"),
            (
                "http://a.example/b",
                "file:///etc/passwd",
                "file:///etc/passwd",
            ),
        ] {
            assert_eq!(joined_address(base, target), means, "{base} {target}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_asked() {
        for wrong in [
            "file:///etc/passwd",
            "ftp://a.example/",
            "a.example/b",
            "https:///b",
            "https://user:word@a.example/",
            "https://a%2fb.example/",
            "",
        ] {
            let refused = request_address(wrong);
            assert!(matches!(refused, Err(NetError::Address(_))), "{wrong}");
        }
        assert_eq!(
            request_address("https://a.example/数据 1.json#x").unwrap(),
            "https://a.example/%E6%95%B0%E6%8D%AE%201.json"
        );
        for (url, sent) in [
            ("HTTP://A.example:80/B", "http://a.example:80/B"),
            ("https://例子.中国/", "https://xn--fsqu00a.xn--fiqs8s/"),
            (
                "https://%E4%BE%8B%E5%AD%90.%E4%B8%AD%E5%9B%BD/",
                "https://xn--fsqu00a.xn--fiqs8s/",
            ),
            ("http://[::1]:80/", "http://[::1]:80/"),
        ] {
            assert_eq!(request_address(url).unwrap(), sent, "{url}");
        }
    }
}
