//! Walks the folders of a site in parallel. Enter at [`read`].

use super::walked::{WalkedFiles, WantedFiles, cannot_walk, leads_outside, outside, shown};
use super::{
    LARGEST_FILE, LARGEST_TEXT, SiteRoot, Source, Sources, theme_link, too_long, unreadable,
};
use crate::diagnostic::{Diagnostic, Place, Words};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// Folders at the top that a site is made of. Everything else in the root is read only where a template asks for it.
const PARTS: [&str; 6] = ["content", "data", "sass", "static", "templates", "themes"];

/// Folders of a theme that are no part of a site that uses it: its history, its tools, its own pages.
const NOT_OF_A_THEME: [&str; 4] = [".git", "content", "node_modules", "public"];

/// Reads every file of the folders that a site is made of, but the output folder.
pub(super) fn read(root: &SiteRoot, wanted: WantedFiles<'_>) -> Sources {
    let mut found = WalkedFiles::default();
    // Folders are walked by one thread in the order of their names, which decides the order of findings; the files are
    // then read by all threads, which is where the time goes.
    let mut walk = WalkDir::new(&root.folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) => {
                let descend = is_source(&entry, wanted) && take_entry(&mut found, &entry, wanted);
                if !descend && entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            }
            Err(error) => note_missed(&mut found, &error, wanted),
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

/// Notes a file or folder; false where it leads out of the site and must not be followed.
fn take_entry(found: &mut WalkedFiles, entry: &DirEntry, wanted: WantedFiles<'_>) -> bool {
    let shown = shown(entry.path(), wanted.root);
    if entry.path_is_symlink() && leads_outside(entry.path(), wanted.root) {
        if !theme_link::follow(found, &shown, entry.path(), wanted) {
            found.diagnostics.push(outside(&shown));
        }
        return false;
    }
    found.note(shown, entry);
    true
}

/// Notes what the walk could not open; a link of `themes/` back to the site's own folder makes that folder the theme.
fn note_missed(found: &mut WalkedFiles, error: &walkdir::Error, wanted: WantedFiles<'_>) {
    let link = error.path().filter(|_| error.loop_ancestor().is_some());
    let is_theme =
        link.is_some_and(|path| theme_link::follow(found, &shown(path, wanted.root), path, wanted));
    // What the walk meets in a folder that it does not read is no loss.
    let is_part = error.path().is_none_or(|path| is_wanted(path, wanted));
    if is_theme || !is_part {
        return;
    }
    found.diagnostics.push(match link {
        Some(path) if leads_outside(path, wanted.root) => outside(&shown(path, wanted.root)),
        _ => cannot_walk(error, wanted.root),
    });
}

/// Whether a folder of this name directly below the root never holds sources.
pub(crate) fn is_never_source(name: &str) -> bool {
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
