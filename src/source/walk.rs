//! Walks the folders of a site in parallel. Enter at [`read`].

use super::{
    LARGEST_FILE, LARGEST_TEXT, SiteRoot, Source, Sources, theme_link, too_long, unreadable,
};
use crate::diagnostic::{Diagnostic, Place, Words};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// Folders at the top that a site is made of. Everything else in the root is read only where a template asks for it.
const PARTS: [&str; 6] = ["content", "data", "sass", "static", "templates", "themes"];

/// Folders of a theme that are no part of a site that uses it: its history, its tools, its own pages.
const NOT_OF_A_THEME: [&str; 4] = [".git", "content", "node_modules", "public"];

/// What decides which files are read.
#[derive(Clone, Copy)]
pub(super) struct WantedFiles<'a> {
    /// The root of the site.
    pub(super) root: &'a Path,
    /// Name of the theme in use; others are not read.
    pub(super) theme: Option<&'a str>,
    /// The output folder relative to the root, which is never read.
    pub(super) output: &'a str,
}

/// Reads every file of the folders that a site is made of, but the output folder.
pub(super) fn read(root: &SiteRoot, wanted: WantedFiles<'_>) -> Sources {
    let mut found = WalkedFiles::default();
    let mut walk = WalkDir::new(&root.folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) => {
                let descend = is_source(&entry, wanted) && found.take(&entry, wanted);
                if !descend && entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            }
            Err(error) => found.miss(&error, wanted),
        }
    }
    theme_link::stand_in(&mut found, wanted);
    let read: Vec<Result<Source, Diagnostic>> = found
        .files
        .par_iter()
        .map(|(shown, path)| read_one(shown, path))
        .collect();
    let mut sources = Sources {
        folder: root.folder.clone(),
        folders: found.folders,
        diagnostics: found.diagnostics,
        ..Sources::default()
    };
    for file in read {
        match file {
            Ok(file) => {
                sources.files.insert(Arc::clone(&file.path), file);
            }
            Err(diagnostic) => sources.diagnostics.push(diagnostic),
        }
    }
    sources
        .files
        .insert(Arc::clone(&root.config.path), root.config.clone());
    sources
}

/// What the walk has met so far.
#[derive(Default)]
pub(super) struct WalkedFiles {
    /// Files: path below the root as it is shown, and where they lie.
    pub(super) files: Vec<(String, PathBuf)>,
    /// Folders below the root.
    pub(super) folders: Vec<String>,
    /// What could not be read.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl WalkedFiles {
    /// Notes a file or folder; false where it leads out of the site and must not be followed.
    fn take(&mut self, entry: &DirEntry, wanted: WantedFiles<'_>) -> bool {
        let shown = shown(entry.path(), wanted.root);
        if entry.path_is_symlink() && leads_outside(entry.path(), wanted.root) {
            if !theme_link::follow(self, &shown, entry.path(), wanted) {
                self.diagnostics.push(outside(&shown));
            }
            return false;
        }
        self.note(shown, entry);
        true
    }

    /// Notes a file or folder under the path at which it is shown.
    pub(super) fn note(&mut self, shown: String, entry: &DirEntry) {
        if entry.file_type().is_dir() {
            self.folders.push(shown);
        } else if entry.file_type().is_file() {
            self.files.push((shown, entry.path().to_owned()));
        }
    }

    /// Notes what the walk could not open; a link of `themes/` back to the site's own folder makes that folder the theme.
    fn miss(&mut self, error: &walkdir::Error, wanted: WantedFiles<'_>) {
        let link = error.path().filter(|_| error.loop_ancestor().is_some());
        let is_theme = link
            .is_some_and(|path| theme_link::follow(self, &shown(path, wanted.root), path, wanted));
        // What the walk meets in a folder that it does not read is no loss.
        let is_part = error.path().is_none_or(|path| is_wanted(path, wanted));
        if is_theme || !is_part {
            return;
        }
        self.diagnostics.push(match link {
            Some(path) if leads_outside(path, wanted.root) => outside(&shown(path, wanted.root)),
            _ => cannot_walk(error, wanted.root),
        });
    }
}

/// Whether a folder of this name directly below the root never holds sources.
pub fn is_never_source(name: &str) -> bool {
    !PARTS.contains(&name)
}

/// The folders that a site is made of. Files beside the configuration are read when a template loads them ([`Sources::fetch`]).
fn is_source(entry: &DirEntry, wanted: WantedFiles<'_>) -> bool {
    let at_top = entry.depth() == 1;
    (!at_top || entry.file_type().is_dir()) && is_wanted(entry.path(), wanted)
}

/// Whether a path below the root is in a folder that is read.
fn is_wanted(path: &Path, wanted: WantedFiles<'_>) -> bool {
    let shown = shown(path, wanted.root);
    let names: Vec<&str> = shown.split('/').collect();
    let of_theme = match names.as_slice() {
        ["themes", theme, rest @ ..] => {
            wanted.theme == Some(*theme)
                && rest
                    .first()
                    .is_none_or(|name| !NOT_OF_A_THEME.contains(name))
        }
        _ => true,
    };
    !is_never_source(names[0])
        && of_theme
        && names.last() != Some(&".git")
        && shown != wanted.output
}

pub(super) fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

pub(super) fn leads_outside(path: &Path, root: &Path) -> bool {
    path.canonicalize()
        .map_or(true, |real| !real.starts_with(root))
}

fn read_one(shown: &str, path: &Path) -> Result<Source, Diagnostic> {
    let size = path
        .metadata()
        .map_err(|error| unreadable(shown, &error))?
        .len();
    if size > LARGEST_TEXT && shown.starts_with("content/") && shown.ends_with(".md") {
        return Err(too_long(shown, size));
    }
    if size > LARGEST_FILE {
        return Err(too_large(shown, size));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(shown, &error))?;
    Ok(Source::new(shown, bytes))
}

fn too_large(shown: &str, size: u64) -> Diagnostic {
    let (mega, limit) = (size >> 20, LARGEST_FILE >> 20);
    Diagnostic::error(
        "source",
        "too-large",
        Words::new(
            format!("`{shown}` has {mega} MB; at most {limit} MB are read"),
            format!("`{shown}` 有 {mega} MB，最多读取 {limit} MB"),
        ),
    )
    .at(Place::file(shown))
    .hint(Words::new(
        "make it smaller or publish it elsewhere",
        "请缩小文件，或放到别处发布",
    ))
}

pub(super) fn outside(shown: &str) -> Diagnostic {
    Diagnostic::error(
        "source",
        "symlink-outside",
        Words::new(
            format!("`{shown}` is a link that leads out of the site, so it is not read"),
            format!("`{shown}` 是指向站点之外的链接，未读取"),
        ),
    )
    .at(Place::file(shown))
    .hint(Words::new(
        "copy the file into the site",
        "请把文件复制到站点内",
    ))
}

fn dangling(shown: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{shown}` is a link to a file that is not there"),
        format!("`{shown}` 是链接，但所指的文件不存在"),
    );
    let hint = Words::new(
        "put the file there (an empty submodule is filled by `git submodule update --init`), or remove the link",
        "请补上该文件（空的子模块用 `git submodule update --init` 补齐），或删除该链接",
    );
    Diagnostic::error("source", "symlink-dangling", words)
        .at(Place::file(shown))
        .hint(hint)
}

pub(super) fn cannot_walk(error: &walkdir::Error, root: &Path) -> Diagnostic {
    let path = error
        .path()
        .map_or_else(String::new, |path| shown(path, root));
    if error.loop_ancestor().is_some() {
        return Diagnostic::error(
            "source",
            "symlink-loop",
            Words::new(
                format!("`{path}` is a link that leads back into itself"),
                format!("`{path}` 是指回自身的链接"),
            ),
        )
        .at(Place::file(path))
        .hint(Words::new("remove the link", "请删除该链接"));
    }
    if error.path().is_some_and(|path| path.is_symlink()) {
        return dangling(&path);
    }
    match error.io_error() {
        Some(error) => unreadable(&path, error),
        None => unreadable(&path, &std::io::Error::other(error.to_string())),
    }
}
