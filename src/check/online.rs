//! What other hosts say of the links to them: which addresses are asked, and what an answer means. Enter at [`addresses`] and [`judge`].
//!
//! Nothing here asks anybody; the command line does, and only on request.

use super::finding::{Finding, FindingForm};
use super::rules::external;
use super::seen::SeenPages;
use crate::config::{LinkChecker, LinkLevel, globs};
use crate::diagnostic::{Level, Place, Words};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

const UNANSWERED: FindingForm = external::RULE.warning(
    "external-link",
    "open it in a browser; correct the address, or take the link away",
    "请在浏览器中打开核对；改正地址，或去掉这个链接",
);

/// A link to another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutwardLink {
    /// The address as written.
    pub url: String,
    /// Where it stands.
    pub place: Place,
}

impl OutwardLink {
    /// The address without its anchor.
    pub(crate) fn page(&self) -> &str {
        self.url.split('#').next().unwrap_or(&self.url)
    }

    /// The host, without its port.
    pub(crate) fn host(&self) -> &str {
        let rest = self.url.split_once("//").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#', ':']).next().unwrap_or(rest)
    }

    /// The anchor that the page must have; none where it is a script's own or where the configuration says so.
    pub(crate) fn anchor<'a>(&'a self, checker: &LinkChecker) -> Option<&'a str> {
        let (_, anchor) = self.url.split_once('#')?;
        let skips = &checker.skip_anchor_prefixes;
        let is_skipped = skips
            .iter()
            .any(|start| self.url.starts_with(start.as_str()));
        let is_own = anchor.is_empty() || anchor == "top" || anchor.starts_with([':', '!', '/']);
        (!is_skipped && !is_own).then_some(anchor)
    }
}

/// What came of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Response {
    /// The page is there, and the anchor where one was asked for.
    Fine,
    /// The page is there, the anchor is not.
    NoAnchor,
    /// The host answered with this status.
    Status(u16),
    /// There is no such host.
    NoHost,
    /// The host is this machine, or one of a network of its own.
    Private,
    /// There was no answer; why, in English and Chinese.
    Silent(String, String),
}

/// Every address of another host once, by address: those of texts at their place in the source, then those that only templates write.
pub(crate) fn addresses(seen: &SeenPages<'_>, texts: Vec<OutwardLink>) -> Vec<OutwardLink> {
    let checker = &seen.checker.whole().config.link_checker;
    let ignored = globs(&checker.ignored_files);
    let mut out: BTreeMap<String, OutwardLink> = BTreeMap::new();
    let mut silent: Vec<String> = Vec::new();
    for one in texts {
        let key = key(&one.url);
        if !key.starts_with("http://") && !key.starts_with("https://") {
            continue;
        }
        let below = one.place.file.strip_prefix("content/");
        if ignored.is_match(below.unwrap_or(&one.place.file)) {
            silent.push(key);
        } else {
            out.entry(key).or_insert(one);
        }
    }
    for (path, facts) in &seen.kept().pages {
        for (written, line) in &facts.outward {
            let url = match written.strip_prefix("//") {
                Some(rest) => format!("https://{rest}"),
                None => written.to_string(),
            };
            let key = key(&url);
            if !silent.contains(&key) && !out.contains_key(&key) {
                let place = Place {
                    line: *line,
                    quote: url.clone(),
                    ..Place::file(path.as_str())
                };
                out.insert(key, OutwardLink { url, place });
            }
        }
    }
    let skips = &checker.skip_prefixes;
    let all = out.into_values();
    all.filter(|one| {
        !skips
            .iter()
            .any(|start| one.url.starts_with(start.as_str()))
    })
    .collect()
}

/// What two ways of writing one address have in common: scheme and host in small letters, nothing in percent.
fn key(url: &str) -> String {
    let whole = percent_decode_str(url.trim()).decode_utf8_lossy();
    let start = whole.find("://").map_or(0, |at| at + 3);
    let end = whole[start..].find(['/', '?', '#']);
    let (host, rest) = whole.split_at(end.map_or(whole.len(), |end| start + end));
    host.to_lowercase() + rest
}

/// What an answer means. A page that is certainly gone weighs what `[link_checker]` says; a host that was busy or refused is to be confirmed.
pub(crate) fn judge(
    link: &OutwardLink,
    heard: &Response,
    checker: &LinkChecker,
) -> Option<Finding> {
    let url = &link.url;
    let gone = match checker.external_level {
        LinkLevel::Error => Level::Error,
        LinkLevel::Warn => Level::Warning,
    };
    let (level, words) = match heard {
        Response::Fine => return None,
        Response::NoAnchor => (
            Level::Warning,
            Words::new(
                format!("the page behind `{url}` has no such anchor"),
                format!("{url} 的页面中没有这个锚点"),
            ),
        ),
        Response::Status(status @ (404 | 410)) => (
            gone,
            Words::new(
                format!("`{url}` leads to no page: the host answers {status}"),
                format!("{url} 打不开：对方返回 {status}"),
            ),
        ),
        // A machine without a network cannot tell.
        Response::NoHost => (
            Level::Warning,
            Words::new(
                format!("`{url}` could not be asked: no host of that name was found"),
                format!("{url} 未能核对：找不到这个网站（也可能是本机没有联网）"),
            ),
        ),
        Response::Status(status) => (
            Level::Warning,
            Words::new(
                format!("`{url}` could not be confirmed: the host answers {status}"),
                format!("{url} 未能确认：对方返回 {status}"),
            ),
        ),
        Response::Private => (
            Level::Warning,
            Words::new(
                format!("`{url}` leads into a network of its own, where readers cannot go"),
                format!("{url} 是本机或内部网络的地址，公众打不开"),
            ),
        ),
        Response::Silent(english, chinese) => (
            Level::Warning,
            Words::new(
                format!("`{url}` could not be confirmed: {english}"),
                format!("{url} 未能确认：{chinese}"),
            ),
        ),
    };
    Some(UNANSWERED.weighing(level).at(link.place.clone(), words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;
    use crate::config::Config;
    use std::sync::Arc;

    fn link(url: &str, file: &str) -> OutwardLink {
        OutwardLink {
            url: url.to_owned(),
            place: Place::file(file),
        }
    }

    #[test]
    fn each_address_is_asked_once_and_those_the_configuration_names_never() {
        let text = "base_url = \"https://own.cn\"\n[link_checker]\nskip_prefixes = [\"https://skip.cn/\"]\nignored_files = [\"old/*.md\"]\n";
        let (config, _) = Config::parse("config.toml", text);
        let page = "<main><a href=\"https://a.cn/1\">一</a><a href=\"//b.cn/2\">二</a><a href=\"https://own.cn/x\">三</a><a href=\"https://skip.cn/y\">四</a><a href=\"https://old.cn/z\">五</a><a href=\"mailto:a@b.cn\">六</a><a href=\"https://%E4%BE%8B.cn/%E4%B8%80\">七</a></main>";
        let (config, sources) = (Arc::new(config), Arc::default());
        let rules = Checker::new(config, sources, Arc::default(), None);
        let seen = SeenPages::new(&rules);
        seen.look("index.html", page.as_bytes());
        let texts = vec![
            link("https://a.cn/1", "content/a.md"),
            link("https://a.cn/1", "content/b.md"),
            link("https://old.cn/z", "content/old/x.md"),
            link("HTTPS://例.cn/一", "content/a.md"),
        ];
        let found = addresses(&seen, texts);
        let shown: Vec<String> = found
            .iter()
            .map(|one| format!("{} {}", one.url, one.place.file))
            .collect();
        assert_eq!(
            shown,
            [
                "https://a.cn/1 content/a.md",
                "https://b.cn/2 index.html",
                "HTTPS://例.cn/一 content/a.md"
            ]
        );
    }

    #[test]
    fn only_what_is_certainly_gone_is_an_error() {
        let (config, _) = Config::parse("config.toml", "base_url = \"/\"\n");
        let level = |heard: Response, checker: &LinkChecker| {
            judge(&link("https://a.cn/#x", "a.md"), &heard, checker).map(|one| one.diagnostic.level)
        };
        let checker = &config.link_checker;
        let quiet = LinkChecker {
            external_level: LinkLevel::Warn,
            ..checker.clone()
        };
        assert_eq!(level(Response::Fine, checker), None);
        for heard in [Response::Status(404), Response::Status(410)] {
            assert_eq!(level(heard.clone(), checker), Some(Level::Error));
            assert_eq!(level(heard, &quiet), Some(Level::Warning));
        }
        let silent = Response::Silent("x".to_owned(), "x".to_owned());
        for heard in [
            Response::NoHost,
            Response::Status(503),
            Response::Status(403),
            Response::Private,
            Response::NoAnchor,
            silent,
        ] {
            assert_eq!(level(heard, checker), Some(Level::Warning));
        }
    }

    #[test]
    fn anchors_of_scripts_and_those_that_are_skipped_are_not_looked_for() {
        let checker = LinkChecker {
            skip_anchor_prefixes: vec!["https://s.cn/".to_owned()],
            ..LinkChecker::default()
        };
        let anchor = |url: &str| link(url, "a.md").anchor(&checker).map(str::to_owned);
        assert_eq!(anchor("https://a.cn/x#y"), Some("y".to_owned()));
        for url in [
            "https://a.cn/",
            "https://a.cn/#",
            "https://a.cn/#/route",
            "https://a.cn/#:~:text=a",
            "https://s.cn/x#y",
        ] {
            assert_eq!(anchor(url), None, "{url}");
        }
        assert_eq!(link("https://a.cn:80/x", "a").host(), "a.cn");
    }
}
