//! Walks the folders of a site in parallel. Enter at [`read`].

use super::{LARGEST_FILE, Root, Source, Sources, unreadable};
use crate::diagnostic::{Diagnostic, Place, Words};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// Folders at the top that a site is made of. Everything else in the root is read only where a template asks for it.
const PARTS: [&str; 6] = ["content", "data", "sass", "static", "templates", "themes"];

/// Reads every file of the folders that a site is made of, but the output folder.
pub(super) fn read(root: &Root, output: &str) -> Sources {
    let mut found = Found::default();
    let mut walk = WalkDir::new(&root.folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) => {
                let descend =
                    is_source(&entry, &root.folder, output) && found.take(&entry, &root.folder);
                if !descend && entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            }
            Err(error) => found.diagnostics.push(cannot_walk(&error, &root.folder)),
        }
    }
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

#[derive(Default)]
struct Found {
    files: Vec<(String, PathBuf)>,
    folders: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Found {
    /// Notes a file or folder; false where it leads out of the site and must not be followed.
    fn take(&mut self, entry: &DirEntry, root: &Path) -> bool {
        let shown = shown(entry.path(), root);
        if entry.path_is_symlink() && leads_outside(entry.path(), root) {
            self.diagnostics.push(outside(&shown));
            return false;
        }
        if entry.file_type().is_dir() {
            self.folders.push(shown);
        } else if entry.file_type().is_file() {
            self.files.push((shown, entry.path().to_owned()));
        }
        true
    }
}

/// Whether a folder of this name directly below the root never holds sources.
pub fn is_never_source(name: &str) -> bool {
    !PARTS.contains(&name)
}

/// The folders that a site is made of. Files beside the configuration are read when a template loads them ([`Sources::fetch`]).
fn is_source(entry: &DirEntry, root: &Path, output: &str) -> bool {
    let at_top = entry.depth() == 1;
    let is_part =
        entry.file_type().is_dir() && !is_never_source(&entry.file_name().to_string_lossy());
    (!at_top || is_part) && shown(entry.path(), root) != output
}

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

fn leads_outside(path: &Path, root: &Path) -> bool {
    path.canonicalize()
        .map_or(true, |real| !real.starts_with(root))
}

fn read_one(shown: &str, path: &Path) -> Result<Source, Diagnostic> {
    let size = path
        .metadata()
        .map_err(|error| unreadable(shown, &error))?
        .len();
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

fn outside(shown: &str) -> Diagnostic {
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

fn cannot_walk(error: &walkdir::Error, root: &Path) -> Diagnostic {
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
    let reason = error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::error(
        "source",
        "unreadable",
        Words::new(
            format!("cannot read `{path}`: {reason}"),
            format!("无法读取 `{path}`：{reason}"),
        ),
    )
    .at(Place::file(path))
    .hint(Words::new("check the permissions", "请检查读取权限"))
}
