//! Files that the command line names, wherever they lie. Enter at [`read`] and [`reports`].

use super::unreadable;
use crate::diagnostic::Diagnostic;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The bytes of a file, or of the standard input for `-`.
///
/// # Errors
/// A finding that names the file and what the system said.
pub fn read(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| Box::new(unreadable(&path.to_string_lossy(), &error)))
}

/// The files of a folder that can be imported, at any depth and by path; a path that is no folder is itself.
pub fn reports(path: &Path) -> Vec<PathBuf> {
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
