//! Who may ask: the names of this machine, so that no page of the web reads a draft. Enter at [`HostCheck`].

use axum::http::{HeaderMap, Uri, header};
use std::net::IpAddr;

/// The hosts that a request may name.
///
/// A page of another site can make its own name lead to 127.0.0.1; the browser then sends that name in `Host`.
#[derive(Debug, Clone)]
pub(super) struct HostCheck {
    interface: IpAddr,
    /// The host of `--base-url`, in lower case.
    named: Option<String>,
}

impl HostCheck {
    /// Lets in the names of `interface` and the host of `base_url`.
    pub(super) fn new(interface: IpAddr, base_url: &str) -> HostCheck {
        let authority = base_url
            .split_once("://")
            .map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(rest));
        HostCheck {
            interface,
            named: authority.map(|authority| host_of(authority).to_ascii_lowercase()),
        }
    }

    /// Whether the request names a host of this machine, in `Host` and in the address where it stands there too.
    pub(super) fn admits(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return false;
        };
        let in_header = host.to_str().is_ok_and(|host| self.knows(host_of(host)));
        let in_address = uri
            .authority()
            .is_none_or(|authority| self.knows(host_of(authority.as_str())));
        in_header && in_address
    }

    /// On whose behalf a browser asks. A program that is no browser says nothing, and is taken for the user.
    ///
    /// A page of the web can load a script or a picture from here without being told so by `Origin`, but browsers tell
    /// in `Sec-Fetch-*` (Fetch Metadata, W3C) and in `Referer` that it is not ours. It may only lead the user here.
    pub(super) fn caller(&self, headers: &HeaderMap) -> RequestOrigin {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text("host").unwrap_or_default();
        let is_foreign = matches!(text("sec-fetch-site"), Some("cross-site" | "same-site"))
            || headers.contains_key(header::ORIGIN) && !self.is_own(headers);
        let is_led_here = text("sec-fetch-mode") == Some("navigate")
            && text("sec-fetch-dest") == Some("document");
        if !is_foreign || is_led_here {
            return RequestOrigin::Own;
        }
        // The page was opened as `localhost`, say, and its links name 127.0.0.1.
        let page = text("origin").or(text("referer")).unwrap_or_default();
        let authority = page
            .split_once("://")
            .map_or("", |(_, rest)| rest.split('/').next().unwrap_or(rest));
        let is_same_port = port_of(authority) == port_of(host);
        if is_same_port && self.knows(host_of(authority)) {
            RequestOrigin::OtherName
        } else {
            RequestOrigin::Stranger
        }
    }

    /// Whether the request comes from a page of this very server, or from no page at all.
    pub(super) fn is_own(&self, headers: &HeaderMap) -> bool {
        let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str());
        if let Some(Ok("cross-site" | "same-site")) =
            headers.get("sec-fetch-site").map(|value| value.to_str())
        {
            return false;
        }
        match (text(header::ORIGIN), text(header::HOST)) {
            (None, _) => true,
            (Some(Ok(origin)), Some(Ok(host))) => origin
                .split_once("://")
                .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host)),
            _ => false,
        }
    }

    fn knows(&self, host: &str) -> bool {
        if host.eq_ignore_ascii_case("localhost")
            || self
                .named
                .as_ref()
                .is_some_and(|named| host.eq_ignore_ascii_case(named))
        {
            return true;
        }
        let bare = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        // Nobody can make an address of numbers lead elsewhere, so all are fine where all are listened to.
        bare.parse::<IpAddr>().is_ok_and(|address| {
            address == self.interface
                || self.interface.is_unspecified()
                || [
                    IpAddr::from([127, 0, 0, 1]),
                    std::net::Ipv6Addr::LOCALHOST.into(),
                ]
                .contains(&address)
        })
    }
}

/// On whose behalf a browser asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestOrigin {
    /// The user, or a page of this preview.
    Own,
    /// A page of this preview that was opened under another name of this machine.
    OtherName,
    /// A page of another site.
    Stranger,
}

/// What stands behind the host of `host:port`.
fn port_of(authority: &str) -> &str {
    &authority[host_of(authority).len()..]
}

/// The host of `host:port` or `[::1]:port`.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(interface: &str, host: &str) -> bool {
        let host_check = HostCheck::new(interface.parse().unwrap(), "http://127.0.0.1:1111/");
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        host_check.admits(&Uri::from_static("/"), &headers)
    }

    #[test]
    fn only_names_of_this_machine_come_in() {
        for host in [
            "localhost:1111",
            "LOCALHOST",
            "127.0.0.1:1111",
            "[::1]:1111",
            "127.0.0.1",
        ] {
            assert!(admits("127.0.0.1", host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:1111",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.0.9:1111",
            "",
            "localhost:x",
        ] {
            assert!(!admits("127.0.0.1", host), "{host}");
        }
    }

    #[test]
    fn an_address_that_is_listened_on_comes_in_and_every_number_where_all_are() {
        assert!(admits("192.168.0.9", "192.168.0.9:1111"));
        assert!(!admits("192.168.0.9", "192.168.0.10:1111"));
        assert!(admits("0.0.0.0", "10.1.2.3:1111"));
        assert!(!admits("0.0.0.0", "evil.example"));
    }

    #[test]
    fn no_host_two_hosts_or_another_host_in_the_address_stay_outside() {
        let host_check = HostCheck::new([127, 0, 0, 1].into(), "/");
        let mut headers = HeaderMap::new();
        assert!(!host_check.admits(&Uri::from_static("/"), &headers));
        headers.append(header::HOST, "localhost".parse().unwrap());
        assert!(!host_check.admits(&Uri::from_static("http://evil.example/"), &headers));
        headers.append(header::HOST, "localhost".parse().unwrap());
        assert!(!host_check.admits(&Uri::from_static("/"), &headers));
    }

    #[test]
    fn another_site_may_lead_the_user_here_and_load_nothing() {
        let host_check = HostCheck::new([127, 0, 0, 1].into(), "/");
        let caller = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "127.0.0.1:1111".parse().unwrap());
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            host_check.caller(&headers)
        };
        const CROSS: (&str, &str) = ("sec-fetch-site", "cross-site");
        let led = |dest| {
            [
                CROSS,
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", dest),
            ]
        };
        assert_eq!(caller(&[]), RequestOrigin::Own);
        assert_eq!(
            caller(&[("sec-fetch-site", "same-origin")]),
            RequestOrigin::Own
        );
        assert_eq!(caller(&[("sec-fetch-site", "none")]), RequestOrigin::Own);
        assert_eq!(caller(&led("document")), RequestOrigin::Own);
        assert_eq!(caller(&led("iframe")), RequestOrigin::Stranger);
        assert_eq!(caller(&[CROSS]), RequestOrigin::Stranger);
        assert_eq!(
            caller(&[("sec-fetch-site", "same-site")]),
            RequestOrigin::Stranger
        );
        assert_eq!(caller(&[("origin", "null")]), RequestOrigin::Stranger);
        for (page, wanted) in [
            ("http://localhost:1111/", RequestOrigin::OtherName),
            ("http://localhost:8080/", RequestOrigin::Stranger),
            ("http://town.example:1111/", RequestOrigin::Stranger),
            (
                "http://localhost:1111.town.example/",
                RequestOrigin::Stranger,
            ),
        ] {
            assert_eq!(caller(&[CROSS, ("referer", page)]), wanted, "{page}");
        }
    }

    #[test]
    fn a_page_of_another_origin_does_not_listen() {
        let host_check = HostCheck::new([127, 0, 0, 1].into(), "/");
        let own = |origin: Option<&str>, site: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "127.0.0.1:1111".parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            if let Some(site) = site {
                headers.insert("sec-fetch-site", site.parse().unwrap());
            }
            host_check.is_own(&headers)
        };
        assert!(own(None, None));
        assert!(own(None, Some("same-origin")));
        assert!(own(Some("http://127.0.0.1:1111"), None));
        assert!(!own(Some("http://127.0.0.1:8080"), None));
        assert!(!own(Some("http://evil.example"), None));
        assert!(!own(Some("null"), None));
        assert!(!own(None, Some("cross-site")));
    }
}
