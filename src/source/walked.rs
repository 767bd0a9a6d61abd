//! What a walk through folders is asked for and what it has met. Enter at [`WalkedFiles`].

use super::unreadable;
use crate::diagnostic::{Diagnostic, Place, Words};
use std::path::{Path, PathBuf};
use walkdir::DirEntry;

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
    /// Notes a file or folder under the path at which it is shown.
    pub(super) fn note(&mut self, shown: String, entry: &DirEntry) {
        if entry.file_type().is_dir() {
            self.folders.push(shown);
        } else if entry.file_type().is_file() {
            self.files.push((shown, entry.path().to_owned()));
        }
    }
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

fn dangling_link(shown: &str) -> Diagnostic {
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
        return dangling_link(&path);
    }
    match error.io_error() {
        Some(error) => unreadable(&path, error),
        None => unreadable(&path, &std::io::Error::other(error.to_string())),
    }
}
