//! Who writes which output file: later entries win, and what they replace is known. Enter at [`find_collisions`].

use super::output_plan::OutputPlan;
use super::recipe::{Artifacts, Recipe, file_of};
use crate::config::Dialect;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::search::SearchFile;
use crate::site::route;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The list of files while it is made.
#[derive(Debug, Default)]
pub(super) struct PathClaims {
    /// The list so far.
    pub(super) artifacts: Artifacts,
    /// What stood at a path before, in the order in which it was replaced.
    replaced: Vec<(String, Recipe)>,
}

impl PathClaims {
    /// Puts a recipe at a path, over what may be there.
    pub(super) fn insert(&mut self, path: String, recipe: Recipe) {
        match self.artifacts.entry(path) {
            Entry::Vacant(entry) => {
                entry.insert(recipe);
            }
            Entry::Occupied(mut entry) => {
                let before = entry.insert(recipe);
                self.replaced.push((entry.key().clone(), before));
            }
        }
    }
}

/// An owner of a file, in words, with its own file where it has one.
struct FileOwner {
    words: Words,
    file: Option<String>,
}

/// Files with more than one owner, and files where another owner needs a folder.
pub(super) fn find_collisions(plan: OutputPlan<'_>, claims: &PathClaims) -> Vec<Diagnostic> {
    let known = told_by_the_site(plan);
    let shared = claims.replaced.iter().filter_map(|(path, loser)| {
        let winner = &claims.artifacts[path];
        let is_told = known.contains_key(path) || is_meant(plan, path, loser, winner);
        (!is_told).then(|| two_owners(plan, path, loser, winner))
    });
    let mut found: Vec<Diagnostic> = shared.collect();
    // A path needs each of its beginnings as a folder. Paths are few levels deep, so that every beginning is looked up: the whole costs as
    // many look-ups as the paths have slashes.
    for (path, recipe) in &claims.artifacts {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for folder in folders {
            if let Some(file) = claims.artifacts.get(folder) {
                found.push(file_and_folder(plan, folder, file, recipe));
            }
        }
    }
    found
}

/// The files of addresses with several owners, which the site has told already.
fn told_by_the_site(plan: OutputPlan<'_>) -> BTreeMap<String, usize> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for route in route::routes(plan.site) {
        *owners.entry(file_of(&route.path)).or_default() += 1;
    }
    owners.retain(|_, count| *count > 1);
    owners
}

/// Whether the author chose the winner on purpose: the site's static files lie over the theme's and over what is made for want of them.
fn is_meant(plan: OutputPlan<'_>, path: &str, loser: &Recipe, winner: &Recipe) -> bool {
    match (loser, winner) {
        (Recipe::Feed(_), Recipe::Feed(_)) => true,
        (Recipe::Copy(below), Recipe::Copy(above)) => {
            below.starts_with("themes/") && above.starts_with("static/")
        }
        (Recipe::Robots, Recipe::Copy(_)) => true,
        (Recipe::Search(SearchFile::Library), Recipe::Copy(_)) => true,
        // Zola writes its style sheets of code into `static/`, where sites keep them.
        (Recipe::Bytes(_), Recipe::Copy(_)) => {
            let is_old = |(_, file): &(&str, &str)| *file == path;
            path.starts_with("giallo") || plan.config.markdown.old_sheets().iter().any(is_old)
        }
        (before, now) => before == now,
    }
}

/// Whether a page or a file is lost that somebody wrote, and not one that is made beside them.
fn is_loss(plan: OutputPlan<'_>, loser: &Recipe) -> bool {
    let is_ours = plan.config.nianbao.dialect != Dialect::Tera1;
    match loser {
        Recipe::Page(id) => is_ours || plan.site.pages[*id].page.report.is_some(),
        Recipe::Generated(_) | Recipe::OpenData(_) => true,
        Recipe::Section(..) | Recipe::TermList(_) | Recipe::Term(..) | Recipe::Copy(_) => is_ours,
        _ => false,
    }
}

fn two_owners(plan: OutputPlan<'_>, path: &str, loser: &Recipe, winner: &Recipe) -> Diagnostic {
    let (lost, won) = (file_owner(plan, loser), file_owner(plan, winner));
    let words = Words::new(
        format!(
            "the file `{path}` has two owners: {} and {}",
            lost.words.en, won.words.en
        ),
        format!(
            "文件 `{path}` 有两个来源：{}和{}",
            lost.words.zh, won.words.zh
        ),
    );
    let hint = Words::new(
        format!(
            "rename one of them; as it is, {} would be lost",
            lost.words.en
        ),
        format!("请给其中一个改名；否则{}就会丢失", lost.words.zh),
    );
    let mut one = if is_loss(plan, loser) {
        Diagnostic::error("site", "path-collision", words)
    } else {
        Diagnostic::warning("site", "path-collision", words)
    };
    if let Some(file) = won.file.or(lost.file) {
        one = one.at(Place::file(file));
    }
    one.hint(hint)
}

fn file_and_folder(plan: OutputPlan<'_>, path: &str, file: &Recipe, below: &Recipe) -> Diagnostic {
    let (file, below) = (file_owner(plan, file), file_owner(plan, below));
    let words = Words::new(
        format!(
            "`{path}` would be a file of {} and a folder of {}",
            file.words.en, below.words.en
        ),
        format!(
            "`{path}` 既是{}的文件，又是{}的文件夹",
            file.words.zh, below.words.zh
        ),
    );
    let hint = Words::new(
        "rename one of the two: another `slug`, `path`, alias or file name",
        "请给其中一个改名：另设 `slug`、`path`、别名或文件名",
    );
    let one = Diagnostic::error("site", "path-collision", words).hint(hint);
    match below.file.or(file.file) {
        Some(file) => one.at(Place::file(file)),
        None => one,
    }
}

fn file_owner(plan: OutputPlan<'_>, recipe: &Recipe) -> FileOwner {
    let made = |english: String, chinese: String| FileOwner {
        words: Words::new(english, chinese),
        file: None,
    };
    let from = |file: String| FileOwner {
        words: Words::new(format!("`{file}`"), format!("`{file}`")),
        file: Some(file),
    };
    let site = plan.site;
    match recipe {
        Recipe::Page(id) => from(format!("content/{}", site.pages[*id].page.file.relative)),
        Recipe::Section(id, _) => from(format!(
            "content/{}",
            site.sections[*id].section.file.relative
        )),
        Recipe::Copy(path) => from(path.to_string()),
        Recipe::Generated(id) => {
            let page = &site.generated[*id];
            made(page.owner(), format!("由报告生成的页面 `{}`", page.path))
        }
        Recipe::TermList(id) | Recipe::Term(id, ..) => {
            let name = &site.taxonomies[*id].config.name;
            made(format!("the taxonomy `{name}`"), format!("分类 `{name}`"))
        }
        Recipe::Redirect(to) => made(
            format!("the page that leads to `{to}`"),
            format!("通往 `{to}` 的跳转页"),
        ),
        Recipe::Feed(feed) => made(
            format!("the feed `{}`", feed.path),
            format!("订阅源 `{}`", feed.path),
        ),
        Recipe::Sitemap(_) => made("the sitemap".to_owned(), "站点地图".to_owned()),
        Recipe::Search(_) => made("the search".to_owned(), "搜索文件".to_owned()),
        Recipe::OpenData(_) => made("the open data".to_owned(), "开放数据".to_owned()),
        Recipe::Robots => made("`robots.txt`".to_owned(), "`robots.txt`".to_owned()),
        Recipe::NotFound => made(
            "the page for addresses that lead nowhere".to_owned(),
            "网址不存在时的页面".to_owned(),
        ),
        Recipe::Bytes(_) => made("a style sheet".to_owned(), "样式表".to_owned()),
    }
}
