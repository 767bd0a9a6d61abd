//! Who owns which address. Enter at [`routes`].

use super::Site;
use crate::diagnostic::{Diagnostic, Place, Words};
use std::collections::BTreeMap;

/// An address and who asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    /// Address below the base URL.
    pub path: String,
    /// The file that owns it, relative to the root, or what the program made it from.
    pub owner: String,
}

/// The address that an alias asks for: `/x.html` stays a file, everything else is a folder.
pub(crate) fn alias_path(alias: &str) -> String {
    let alias = alias.trim_start_matches('/').trim_end_matches('/');
    if alias.ends_with(".html") || alias.is_empty() {
        format!("/{alias}")
    } else {
        format!("/{alias}/")
    }
}

/// Every address of the site with its owner, in the order of owners.
pub(crate) fn routes(site: &Site) -> Vec<Route> {
    let mut routes = Vec::new();
    let mut own = |path: &str, owner: &str, aliases: &[String]| {
        routes.push(Route {
            path: path.to_owned(),
            owner: owner.to_owned(),
        });
        routes.extend(aliases.iter().map(|alias| Route {
            path: alias_path(alias),
            owner: owner.to_owned(),
        }));
    };
    for node in &site.sections {
        let owner = format!("content/{}", node.section.file.relative);
        own(&node.path, &owner, &node.section.aliases);
    }
    for node in site.pages.iter().filter(|node| !node.unsortable) {
        own(
            &node.path,
            &format!("content/{}", node.page.file.relative),
            &node.page.aliases,
        );
    }
    for page in &site.generated {
        own(&page.path, &page.owner(), &[]);
    }
    routes
}

/// Two owners of one address are a finding that names both.
pub(super) fn collisions(site: &Site) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for route in routes(site) {
        let known = owners.entry(route.path).or_default();
        // An alias that is its page's own address leads where it should.
        if !known.contains(&route.owner) {
            known.push(route.owner);
        }
    }
    owners
        .into_iter()
        .filter(|(_, owners)| owners.len() > 1)
        .map(|(path, owners)| {
            let place = asked_for(site, &owners[owners.len() - 1], &path);
            collision(&path, &owners).at(place)
        })
        .collect()
}

/// Where the file asks for the address: at its alias, its `path` or its `slug`; elsewhere its name does.
pub(crate) fn asked_for(site: &Site, owner: &str, path: &str) -> Place {
    let file = owner.strip_prefix("content/").unwrap_or(owner);
    let alias = |aliases: &[String]| aliases.iter().find(|one| alias_path(one) == path).cloned();
    if let Some(id) = site.page_by_file.get(file) {
        let page = &site.pages[*id].page;
        let words = alias(&page.aliases)
            .or_else(|| page.path.clone())
            .or_else(|| page.slug.clone());
        return page.body.place_in_front(&words.unwrap_or_default());
    }
    match site.section_by_file.get(file) {
        Some(id) => {
            let section = &site.sections[*id].section;
            let words = alias(&section.aliases).unwrap_or_default();
            section.body.place_in_front(&words)
        }
        None => Place::file(owner),
    }
}

fn collision(path: &str, owners: &[String]) -> Diagnostic {
    let all = owners
        .iter()
        .map(|owner| format!("`{owner}`"))
        .collect::<Vec<_>>()
        .join(", ");
    Diagnostic::error(
        "site",
        "path-collision",
        Words::new(
            format!("the address `{path}` has more than one owner: {all}"),
            format!("地址 `{path}` 有多个来源：{all}"),
        ),
    )
    .hint(Words::new(
        "give one of them another `slug` or `path`, or take the alias away",
        "请给其中一个另设 `slug` 或 `path`，或去掉别名",
    ))
}

#[cfg(test)]
mod tests {
    use super::alias_path;

    #[test]
    fn an_alias_is_a_folder_unless_it_names_a_file() {
        assert_eq!(alias_path("old"), "/old/");
        assert_eq!(alias_path("/a/b/"), "/a/b/");
        assert_eq!(alias_path("x/y.html"), "/x/y.html");
    }
}
