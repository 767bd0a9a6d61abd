//! Themes that lie elsewhere than in `themes/`: behind a link, or in the site's own folder. Enter at [`follow`] and [`stand_in`].
//!
//! A repository that holds a theme shows it with a site of its own, which finds the theme by a link to the folder above, or by lying in it.

use super::embedded;
use super::walked::{WalkedFiles, WantedFiles, cannot_walk, leads_outside, outside, shown};
use crate::diagnostic::{Diagnostic, Place, Words};
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// What a site uses of a theme.
const PARTS: [&str; 4] = ["sass", "static", "templates", "theme.toml"];

/// Reads the theme behind the link `themes/THEME`, and says whether it did.
///
/// The link may lead to the site's own folder. Outside of the site it must lead to a folder with a `theme.toml` that holds the site or is
/// of the same repository; nothing else of that folder is read.
pub(super) fn follow(
    found: &mut WalkedFiles,
    link: &str,
    path: &Path,
    wanted: WantedFiles<'_>,
) -> bool {
    let is_theme = wanted
        .theme
        .is_some_and(|theme| link == format!("themes/{theme}"));
    let Ok(real) = path.canonicalize() else {
        return false;
    };
    let may = is_theme
        && (real == wanted.root
            || real.join("theme.toml").is_file() && is_near(&real, wanted.root));
    if may {
        adopt_theme(found, link, &real);
    }
    may
}

/// Takes the site's own folder for a theme that is not in `themes/`, where it says that it is one.
pub(super) fn stand_in(found: &mut WalkedFiles, wanted: WantedFiles<'_>) {
    let Some(theme) = wanted.theme.filter(|theme| !embedded::has(theme)) else {
        return;
    };
    let link = format!("themes/{theme}");
    let is_there = found
        .files
        .iter()
        .any(|(shown, _)| shown.starts_with(&format!("{link}/")));
    if is_there || !wanted.root.join("theme.toml").is_file() {
        return;
    }
    adopt_theme(found, &link, wanted.root);
    found.diagnostics.push(own_folder(theme));
}

/// Whether a folder holds the site or lies in the repository that the site is part of.
fn is_near(folder: &Path, root: &Path) -> bool {
    let repository = root.ancestors().find(|above| above.join(".git").exists());
    root.starts_with(folder) || repository.is_some_and(|above| folder.starts_with(above))
}

/// Notes the parts of the theme in `folder` as if they lay at `link`.
fn adopt_theme(found: &mut WalkedFiles, link: &str, folder: &Path) {
    let is_part = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        (entry.depth() != 1 || PARTS.contains(&&*name)) && name != ".git"
    };
    let mut walk = WalkDir::new(folder)
        .min_depth(1)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_part);
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let is_part = error
                    .path()
                    .is_some_and(|path| lies_in_a_part(path, folder));
                found
                    .diagnostics
                    .extend(is_part.then(|| cannot_walk(&error, folder)));
                continue;
            }
        };
        let shown = format!("{link}/{}", shown(entry.path(), folder));
        if entry.path_is_symlink() && leads_outside(entry.path(), folder) {
            found.diagnostics.push(outside(&shown));
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
        } else {
            found.note(shown, &entry);
        }
    }
}

fn lies_in_a_part(path: &Path, folder: &Path) -> bool {
    let shown = shown(path, folder);
    PARTS.contains(&shown.split('/').next().unwrap_or_default())
}

fn own_folder(theme: &str) -> Diagnostic {
    let words = Words::new(
        format!(
            "there is no folder `themes/{theme}`; this folder has a `theme.toml` and is taken for the theme"
        ),
        format!("没有文件夹 `themes/{theme}`；本文件夹有 `theme.toml`，视为该主题"),
    );
    let hint = Words::new(
        format!("leave `theme` out of the configuration, or put the theme into `themes/{theme}`"),
        format!("请在配置中去掉 `theme`，或把主题放到 `themes/{theme}`"),
    );
    Diagnostic::warning("config", "theme-here", words)
        .at(Place::file("theme.toml"))
        .hint(hint)
}
