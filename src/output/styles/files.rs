//! What the Sass compiler sees of the disk: the files that were read, and nothing else. Enter at [`StyleFiles`].

use super::bounds::WovenSheet;
use crate::source::Sources;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The files of the site as the compiler asks for them.
#[derive(Debug)]
pub(super) struct StyleFiles<'a> {
    /// What was read.
    pub(super) sources: &'a Sources,
    /// Sheets with bounds woven in, which are read instead.
    pub(super) woven: BTreeMap<String, WovenSheet>,
}

impl grass::Fs for StyleFiles<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        let folder = format!("{}/", shown_path(path));
        self.sources.under(&folder).next().is_some()
    }

    fn is_file(&self, path: &Path) -> bool {
        self.sources.get(&shown_path(path)).is_some()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = shown_path(path);
        if let Some(woven) = self.woven.get(&path) {
            return Ok(woven.text.clone().into_bytes());
        }
        let file = self.sources.get(&path);
        let file = file.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        // A byte order mark is no part of the sheet.
        let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf");
        Ok(bytes.unwrap_or(&file.bytes).to_vec())
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(PathBuf::from(shown_path(path)))
    }
}

fn shown_path(path: &Path) -> String {
    normal(&path.to_string_lossy())
}

/// The path without `.` and `..`; what leads out of the root stays outside and is not found.
pub(super) fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
