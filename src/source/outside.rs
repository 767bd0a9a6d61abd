//! Files that the command line names, wherever they lie. Enter at [`read`] and [`reports`].

use super::{SiteRoot, unreadable};
use crate::diagnostic::Diagnostic;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The bytes of a file, or of the standard input for `-`.
///
/// # Errors
/// A finding that names the file and what the system said.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    } else {
        read_regular(path)
    };
    read.map_err(|error| Box::new(unreadable(&path.to_string_lossy(), &error)))
}

/// The most bytes of a file that is read; no report and no attachment of one has so many.
const LARGEST: u64 = 256 << 20;

/// A file as such: a pipe or a device would be waited for, or never end.
fn read_regular(path: &Path) -> std::io::Result<Vec<u8>> {
    let known = std::fs::metadata(path)?;
    if !known.is_file() && !known.is_dir() {
        return Err(std::io::Error::other("this is no regular file"));
    }
    if known.len() > LARGEST {
        return Err(std::io::Error::from(std::io::ErrorKind::FileTooLarge));
    }
    std::fs::read(path)
}

/// What a path on the command line is part of.
pub(crate) enum PathOwner {
    /// It is the folder of a site.
    Site(SiteRoot),
    /// It is a report of a site, or a folder below its `content`; with its path in the site.
    Report(SiteRoot, String),
    /// It is a file or folder of its own.
    Nowhere,
}

/// What a path is part of. A file that lies in a site, but not below its `content`, stands alone.
pub(crate) fn belongs(path: &Path) -> PathOwner {
    let Ok(real) = path.canonicalize() else {
        return PathOwner::Nowhere;
    };
    let folder = if real.is_dir() {
        real.as_path()
    } else {
        real.parent().unwrap_or(&real)
    };
    let Ok(root) = SiteRoot::find(folder, None) else {
        return PathOwner::Nowhere;
    };
    if real == root.folder {
        return PathOwner::Site(root);
    }
    let inside = real
        .strip_prefix(&root.folder)
        .map(|inside| inside.to_string_lossy().replace('\\', "/"))
        .unwrap_or_default();
    let inside = inside.strip_suffix("/index.md").unwrap_or(&inside);
    if inside.starts_with("content/") || inside == "content" {
        PathOwner::Report(root, inside.to_owned())
    } else {
        PathOwner::Nowhere
    }
}

/// The names of what a folder holds, sorted; none where it cannot be read.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The files of a folder that can be imported, at any depth and by path; a path that is no folder is itself.
pub(crate) fn reports(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let known = |path: &Path| {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        ending
            .is_some_and(|ending| matches!(ending.as_str(), "txt" | "html" | "htm" | "docx" | "md"))
    };
    walkdir::WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file() && known(entry.path()))
        .map(walkdir::DirEntry::into_path)
        .collect()
}
