//! The default theme inside the binary. Enter at [`add`].

use super::{Source, Sources};
use include_dir::{Dir, include_dir};
use std::sync::Arc;

static GOV: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/gov");

/// Whether a theme of that name is built in.
pub(super) fn has(name: &str) -> bool {
    name == "gov"
}

/// Adds the built-in theme `name` as if it lay in `themes/`; does nothing for names that are not built in.
pub(super) fn add(name: &str, sources: &mut Sources) {
    if has(name) {
        add_folder(&GOV, sources);
    }
}

fn add_folder(folder: &Dir<'static>, sources: &mut Sources) {
    for file in folder.files() {
        let path = format!(
            "themes/gov/{}",
            file.path().to_string_lossy().replace('\\', "/")
        );
        let source = Source::new(&path, file.contents().to_vec());
        sources.files.insert(Arc::clone(&source.path), source);
    }
    for inner in folder.dirs() {
        add_folder(inner, sources);
    }
}
