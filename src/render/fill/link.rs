//! Relative links that work below any base path and from `file://`. Enter at [`relative`].

/// The link from the page at address `from` to address `to` (both below the base URL, `to` with an optional `#anchor`).
///
/// Folders are named by their `index.html`, because a folder opened from a disk shows no page.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let mut link = String::new();
    push_relative(&mut link, from, &Vec::from_iter(folders(from)), to);
    link
}

/// Writes the link from an address, given with its folders, to another one.
fn push_relative(link: &mut String, from: &str, here: &[&str], to: &str) {
    let target = to.split_once('#').map_or(to, |(target, _)| target);
    let tail = &to[target.len()..];
    if target.is_empty() || (target == from && !tail.is_empty()) {
        link.push_str(tail);
        return;
    }
    let mut there = folders(target);
    let mut common = 0;
    let mut rest = there.clone();
    while common < here.len() && rest.next() == Some(here[common]) {
        common += 1;
        there = rest.clone();
    }
    for _ in common..here.len() {
        link.push_str("../");
    }
    for folder in there {
        link.push_str(folder);
        link.push('/');
    }
    let file = target.rsplit('/').next().unwrap_or("");
    link.push_str(if file.is_empty() { "index.html" } else { file });
    link.push_str(tail);
}

/// The page at address `at` with every link of `a`, `img` and the like that leads into the site made relative.
///
/// What Markdown and templates wrote with the base URL then works below any path and from a disk. `link` and `meta` keep whole addresses,
/// because they are for machines.
pub(crate) fn relative_page(html: &str, base_url: &str, at: &str) -> String {
    let base = base_url.trim_end_matches('/');
    let here = Vec::from_iter(folders(at));
    let mut out = String::with_capacity(html.len());
    let mut written = 0;
    for start in addresses(html) {
        let Some(length) = html[start..].find('"') else {
            break;
        };
        let inner = html[start..start + length]
            .strip_prefix(base)
            .filter(|inner| inner.starts_with('/') && !inner.starts_with("//"));
        if let Some(inner) = inner
            && start >= written
            && !is_for_machines(html, start)
        {
            out.push_str(&html[written..start]);
            push_relative(&mut out, at, &here, inner);
            written = start + length;
        }
    }
    out.push_str(&html[written..]);
    out
}

/// Where the addresses of `href` and `src` in quotation marks begin, in order.
fn addresses(html: &str) -> impl Iterator<Item = usize> + '_ {
    let signs = html.match_indices('=');
    signs.filter_map(|(at, _)| {
        let is_address = html[..at].ends_with(" href") || html[..at].ends_with(" src");
        (is_address && html[at + 1..].starts_with('"')).then_some(at + 2)
    })
}

/// Whether the element that the byte stands in is a `link` or `meta`.
fn is_for_machines(html: &str, at: usize) -> bool {
    let tag = html[..at].rfind('<').map_or("", |start| &html[start..at]);
    tag.starts_with("<link ") || tag.starts_with("<meta ")
}

/// The prefix from the page at `from` to the site's root: empty, `../`, `../../`.
pub(crate) fn root(from: &str) -> String {
    "../".repeat(folders(from).count())
}

/// The folders of an address: those of `/a/b/c.html` are `a` and `b`.
fn folders(address: &str) -> impl Iterator<Item = &str> + Clone {
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.split('/').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_climb_only_as_far_as_they_must() {
        assert_eq!(relative("/a/2020/", "/a/2021/"), "../2021/index.html");
        assert_eq!(
            relative("/a/2020/", "/a/2021/#p-1"),
            "../2021/index.html#p-1"
        );
        assert_eq!(relative("/", "/a/"), "a/index.html");
        assert_eq!(relative("/a/", "/"), "../index.html");
        assert_eq!(relative("/a/", "/a/#x"), "#x");
        assert_eq!(relative("/a/b/", "/atom.xml"), "../../atom.xml");
        assert_eq!(relative("/a/", "/a/"), "index.html");
    }

    #[test]
    fn links_into_the_site_become_relative_and_others_stay() {
        let page = "<link rel=\"canonical\" href=\"/a/\"><a href=\"/b/#x\">b</a><img src=\"/p.png\"><a href=\"https://e.cn/\">e</a><a href=\"//e.cn/\">e</a>";
        let want = "<link rel=\"canonical\" href=\"/a/\"><a href=\"../b/index.html#x\">b</a><img src=\"../p.png\"><a href=\"https://e.cn/\">e</a><a href=\"//e.cn/\">e</a>";
        assert_eq!(relative_page(page, "/", "/a/"), want);
        assert_eq!(
            relative_page(
                "<a href=\"https://x.cn/t/b/\">b</a>",
                "https://x.cn/t",
                "/a/"
            ),
            "<a href=\"../b/index.html\">b</a>"
        );
    }

    #[test]
    fn the_root_is_as_many_folders_up_as_the_page_is_deep() {
        assert_eq!(
            (root("/"), root("/a/"), root("/a/b/")),
            (String::new(), "../".into(), "../../".into())
        );
    }
}
