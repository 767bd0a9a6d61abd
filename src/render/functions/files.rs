//! Where functions look for a file: the root, `static/`, `content/`, the output, the theme's `static/`. Enter at [`find_file`].

use super::SiteAccess;
use super::refusal::say;
use std::sync::Arc;

/// A path without `.` and empty parts; one that leaves the project is an error.
pub(super) fn clean(path: &str) -> Result<String, String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err(say(
                        format!("`{path}` is outside the project"),
                        format!("`{path}` 在站点目录之外"),
                    ));
                }
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// A file's path below the root, and its bytes.
pub(super) type FoundFile = (String, Arc<[u8]>);

/// The file that `path` means, with its path below the root.
///
/// # Errors
/// A path that leaves the project.
pub(super) fn find_file(world: &dyn SiteAccess, path: &str) -> Result<Option<FoundFile>, String> {
    let theme = world.config().theme.as_deref();
    if let Some(content) = path.strip_prefix("@/") {
        let full = format!("content/{}", clean(content)?);
        return Ok(world.read(&full).map(|bytes| (full, bytes)));
    }
    let name = clean(path)?;
    // What `resize_image` calls `static_path`; the file is in no folder yet.
    let image = name.strip_prefix("static/").unwrap_or(&name);
    if let Some(bytes) = world.kept_image(image) {
        return Ok(Some((name, bytes)));
    }
    for folder in ["", "static/", "content/"] {
        let full = format!("{folder}{name}");
        if let Some(bytes) = world.read(&full) {
            return Ok(Some((full, bytes)));
        }
    }
    if let Some(bytes) = world.produced(&name) {
        return Ok(Some((
            format!("{}/{name}", world.config().output_dir),
            bytes,
        )));
    }
    if let Some(theme) = theme {
        let full = format!("themes/{theme}/static/{name}");
        return Ok(world.read(&full).map(|bytes| (full, bytes)));
    }
    Ok(None)
}
