//! Where a site is published to, as the disk sees it. Enter at [`settled`].

use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// The path without `..` and without links: what exists of it is asked of the disk, the rest follows as written.
pub(crate) fn settled(path: &Path) -> PathBuf {
    let plain = without_dots(path);
    let existing = plain.ancestors().find_map(|above| {
        let real = above.canonicalize().ok()?;
        Some((real, plain.strip_prefix(above).ok()?.to_owned()))
    });
    match existing {
        Some((real, rest)) if rest.as_os_str().is_empty() => real,
        Some((real, rest)) => real.join(rest),
        None => plain,
    }
}

/// `..` behind a folder that exists is taken as the disk takes it: through links.
fn without_dots(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if let Ok(real) = out.canonicalize() {
                    out = real;
                }
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a page lies below the folder that the new site does not have.
pub(crate) fn would_lose_a_page(folder: &Path, is_kept: impl Fn(&str) -> bool) -> bool {
    let mut files = WalkDir::new(folder).into_iter().flatten();
    files.any(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        path.ends_with(".html") && !is_kept(&path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_dots_are_followed() {
        let folder = std::env::temp_dir().join(format!("nianbao-settled-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("site/content")).unwrap();
        let folder = folder.canonicalize().unwrap();
        let content = folder.join("site/content");
        assert_eq!(settled(&folder.join("site/x/../content")), content);
        assert_eq!(settled(&folder.join("site/../site/content/")), content);
        assert_eq!(
            settled(&folder.join("site/new/deep")),
            folder.join("site/new/deep")
        );
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&content, folder.join("link")).unwrap();
            assert_eq!(settled(&folder.join("link")), content);
            assert_eq!(
                settled(&folder.join("link/../other")),
                folder.join("site/other")
            );
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
