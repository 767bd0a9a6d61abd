//! Paths that no output may have: those that lead out of the output folder, and names that file systems refuse. Enter at [`refuse_paths`].

use super::feeds::FeedOf;
use super::recipe::{Artifacts, Recipe, file_of};
use crate::config::Config;
use crate::content::ContentPage;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::site::Site;
use crate::site::route::{asked_for, routes};
use std::collections::BTreeMap;

/// Bytes that a name of a file or folder may have.
const LONGEST: usize = 255;

/// Takes such paths out; each is a finding at the file that asks for it.
pub(crate) fn refuse_paths(
    config: &Config,
    site: &Site,
    artifacts: &mut Artifacts,
) -> Vec<Diagnostic> {
    let is_bad = |path: &String| path_trouble(path).is_some();
    if !artifacts.keys().any(is_bad) {
        return Vec::new();
    }
    let owners: BTreeMap<String, (String, String)> = routes(site)
        .into_iter()
        .map(|route| (file_of(&route.path), (route.owner, route.path)))
        .collect();
    let mut found = Vec::new();
    artifacts.retain(|path, recipe| {
        let Some(words) = path_trouble(path) else {
            return true;
        };
        let by_address = || {
            let (owner, address) = owners.get(path)?;
            Some(asked_for(site, owner, address))
        };
        let place = asking_place(config, site, recipe).or_else(by_address);
        let hint = Words::new(
            "change its `path`, `slug`, `aliases`, `paginate_path`, `feed_filenames`, `taxonomy_root`, term or file name",
            "请修改其 `path`、`slug`、`aliases`、`paginate_path`、`feed_filenames`、`taxonomy_root`、分类词或文件名",
        );
        let finding = Diagnostic::error("output", "outside", words).hint(hint);
        found.push(finding.at(place.unwrap_or_else(|| config.place_of("output_dir", ""))));
        false
    });
    found
}

/// What is wrong with a path.
fn path_trouble(path: &str) -> Option<Words> {
    let mut names = path.split('/');
    if path.starts_with('/') || names.clone().any(|name| name == "..") {
        return Some(Words::new(
            format!("`{path}` leads out of the output folder, so nothing is written there"),
            format!("`{path}` 指向输出文件夹之外，不予写入"),
        ));
    }
    let long = names.find(|name| name.len() > LONGEST || name.contains('\0'))?;
    let begin: String = long.chars().take(24).collect();
    Some(Words::new(
        format!(
            "the name `{begin}…` has {} bytes; a file name has at most {LONGEST} and no zero byte",
            long.len()
        ),
        format!(
            "名称 `{begin}…` 长 {} 字节；文件名最长 {LONGEST} 字节，且不能有空字节",
            long.len()
        ),
    ))
}

/// Where it is said that there shall be such a file.
fn asking_place(config: &Config, site: &Site, recipe: &Recipe) -> Option<Place> {
    let page = |id: usize| of_page(&site.pages[id].page);
    let section = |id: usize| {
        let section = &site.sections[id].section;
        let words = Some(section.paginate_path.as_str()).filter(|words| words.contains(".."));
        let file = Place::file(format!("content/{}", section.file.relative));
        words.map_or(file, |words| section.body.place_in_front(words))
    };
    match recipe {
        Recipe::Page(id) => Some(page(*id)),
        Recipe::Section(id, _) => Some(section(*id)),
        Recipe::Generated(_) | Recipe::OpenData(_) => Some(Place::file("content/site.yaml")),
        Recipe::TermList(index) => Some(taxonomy_place(config, &site.taxonomies[*index].language)),
        Recipe::Term(taxonomy, ..) if is_root_outside(config) => {
            Some(taxonomy_place(config, &site.taxonomies[*taxonomy].language))
        }
        Recipe::Term(taxonomy, term, _) => {
            let term = &site.taxonomies[*taxonomy].terms[*term];
            term.pages.first().map(|id| page(*id))
        }
        Recipe::Feed(feed) => Some(match feed.of {
            FeedOf::Section(id) if !feed.name.contains("..") => section(id),
            FeedOf::Term(..) if !feed.name.contains("..") => taxonomy_place(config, &feed.language),
            _ => config.place_of("feed_filenames", &feed.language),
        }),
        // The first pager of a section or term leads to it, and is named like the others.
        Recipe::Redirect(to) => {
            let at = |node: &crate::site::SectionNode| {
                node.permalink == *to && node.section.paginate_by.is_some()
            };
            let own = site.sections.iter().position(at).map(section);
            let term = site.taxonomies.iter().find(|one| {
                one.config.paginate_by.is_some()
                    && one.terms.iter().any(|term| term.permalink == *to)
            });
            own.or_else(|| term.map(|one| taxonomy_place(config, &one.language)))
        }
        Recipe::Copy(path) => Some(Place::file(&**path)),
        _ => None,
    }
}

/// Where a page says that it leads out: at its `path`, its `slug` or a term.
fn of_page(page: &ContentPage) -> Place {
    let terms = page.taxonomies.iter().flat_map(|(_, terms)| terms);
    let words = page.path.iter().chain(&page.slug).chain(terms);
    let mut words = words.filter(|words| words.contains("..") || words.len() > LONGEST);
    page.body
        .place_in_front(words.next().map_or("", String::as_str))
}

fn taxonomy_place(config: &Config, language: &str) -> Place {
    let key = if is_root_outside(config) {
        "taxonomy_root"
    } else {
        "taxonomies"
    };
    config.place_of(key, language)
}

fn is_root_outside(config: &Config) -> bool {
    let root = config.taxonomy_root.as_deref();
    root.is_some_and(|root| root.split('/').any(|name| name == ".."))
}
