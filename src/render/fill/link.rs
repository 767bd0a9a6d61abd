//! Relative links that work below any base path and from `file://`. Enter at [`relative`].

/// The link from the page at address `from` to address `to` (both below the base URL, `to` with an optional `#anchor`).
///
/// Folders are named by their `index.html`, because a folder opened from a disk shows no page.
pub fn relative(from: &str, to: &str) -> String {
    let (target, anchor) = to
        .split_once('#')
        .map_or((to, None), |(target, anchor)| (target, Some(anchor)));
    let tail = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
    if target.is_empty() || (target == from && anchor.is_some()) {
        return tail;
    }
    let here: Vec<&str> = folders(from);
    let there: Vec<&str> = folders(target);
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let mut link = "../".repeat(here.len() - shared);
    for folder in &there[shared..] {
        link += folder;
        link.push('/');
    }
    let file = target.rsplit('/').next().unwrap_or("");
    link += if file.is_empty() { "index.html" } else { file };
    link + &tail
}

/// The prefix from the page at `from` to the site's root: empty, `../`, `../../`.
pub fn root(from: &str) -> String {
    "../".repeat(folders(from).len())
}

/// The folders of an address: those of `/a/b/c.html` are `a` and `b`.
fn folders(address: &str) -> Vec<&str> {
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.split('/').filter(|part| !part.is_empty()).collect()
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
    fn the_root_is_as_many_folders_up_as_the_page_is_deep() {
        assert_eq!(
            (root("/"), root("/a/"), root("/a/b/")),
            (String::new(), "../".into(), "../../".into())
        );
    }
}
