//! Files of the root that are read when a template asks for them, once each. Enter at [`FetchedFiles::get`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// What was asked for, by path below the root, with the bytes that were there.
#[derive(Debug, Default)]
pub struct FetchedFiles(Mutex<BTreeMap<String, Option<Arc<[u8]>>>>);

impl FetchedFiles {
    /// The bytes at `path` below `root`, as they were when they were asked for first.
    pub(super) fn get(&self, root: &Path, path: &str) -> Option<Arc<[u8]>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = known.get(path) {
            return bytes.clone();
        }
        let bytes = read(root, path);
        known.insert(path.to_owned(), bytes.clone());
        bytes
    }

    /// Whether any of these files is another one now, has come or has gone.
    pub fn has_changed(&self, root: &Path) -> bool {
        let known = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        known.iter().any(|(path, bytes)| read(root, path) != *bytes)
    }
}

fn read(root: &Path, path: &str) -> Option<Arc<[u8]>> {
    let real = root.join(path).canonicalize().ok()?;
    let is_inside = real.starts_with(root) && real.is_file();
    is_inside
        .then(|| std::fs::read(real).ok())
        .flatten()
        .map(Arc::from)
}
