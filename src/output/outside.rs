//! Paths that no output may have: those that lead out of the output folder, and names that file systems refuse. Enter at [`refuse`].

use super::{Artifacts, Recipe, file_of};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::site::Site;
use crate::site::route::routes;
use std::collections::BTreeMap;

/// Bytes that a name of a file or folder may have.
const LONGEST: usize = 255;

/// Takes such paths out; each is a finding at the file that asks for it.
pub fn refuse(site: &Site, artifacts: &mut Artifacts) -> Vec<Diagnostic> {
    let is_bad = |path: &String| trouble(path).is_some();
    if !artifacts.keys().any(is_bad) {
        return Vec::new();
    }
    let owners: BTreeMap<String, String> = routes(site)
        .into_iter()
        .map(|route| (file_of(&route.path), route.owner))
        .collect();
    let mut found = Vec::new();
    artifacts.retain(|path, recipe| {
        let Some(words) = trouble(path) else {
            return true;
        };
        let owner = owner(site, recipe).or_else(|| owners.get(path).cloned());
        let hint = Words::new(
            "change its `path`, `slug`, `aliases`, `paginate_path`, term or file name",
            "请修改其 `path`、`slug`、`aliases`、`paginate_path`、分类词或文件名",
        );
        let finding = Diagnostic::error("output", "outside", words).hint(hint);
        found.push(match owner {
            Some(file) => finding.at(Place::file(file)),
            None => finding,
        });
        false
    });
    found
}

/// What is wrong with a path.
fn trouble(path: &str) -> Option<Words> {
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

/// The file that asks for a page, section or term.
fn owner(site: &Site, recipe: &Recipe) -> Option<String> {
    let page = |id: usize| format!("content/{}", site.pages[id].page.file.relative);
    match recipe {
        Recipe::Page(id) => Some(page(*id)),
        Recipe::Section(id, _) => {
            let file = &site.sections[*id].section.file;
            Some(format!("content/{}", file.relative))
        }
        Recipe::Term(taxonomy, term, _) => {
            let term = &site.taxonomies[*taxonomy].terms[*term];
            term.pages.first().map(|id| page(*id))
        }
        _ => None,
    }
}
