//! Writes a whole site: staged beside the target, unchanged files kept as they are, swapped in at once. Enter at [`publish_tree`].

use super::refused;
use crate::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// What a publication changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or differ.
    pub written: usize,
    /// Files that stayed, bytes and times.
    pub unchanged: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// How the target is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Whether hidden files at the target's top survive.
    pub dotfiles: bool,
}

/// Makes `target` hold exactly `files` (by path relative to it).
///
/// Where nothing differs nothing is touched. Otherwise a sibling folder is filled (unchanged files are moved by link, so that their times stay)
/// and swapped with the target; a failure leaves the target as it was.
///
/// # Errors
/// A finding that names the path that could not be written.
pub fn publish_tree(
    target: &Path,
    files: &BTreeMap<String, Arc<[u8]>>,
    keep: Keep,
) -> Result<Report, Box<Diagnostic>> {
    let shown = target.file_name().map_or_else(
        || target.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let refuse = |error: io::Error| Box::new(refused(&shown, &error));
    let existing = existing_files(target).map_err(refuse)?;
    let kept: Vec<&String> = existing
        .iter()
        .filter(|path| keep.dotfiles && path.starts_with('.') && !files.contains_key(*path))
        .collect();
    let removed = existing
        .iter()
        .filter(|path| !files.contains_key(*path))
        .count()
        - kept.len();
    let same: BTreeSet<&String> = files
        .par_iter()
        .filter(|(path, bytes)| existing.contains(*path) && is_same(&target.join(path), bytes))
        .map(|(path, _)| path)
        .collect();
    let report = Report {
        written: files.len() - same.len(),
        unchanged: same.len(),
        removed,
    };
    if report.written == 0 && report.removed == 0 && target.is_dir() {
        return Ok(report);
    }
    let stage = sibling(target, "staged");
    remove(&stage).map_err(refuse)?;
    let filled = fill(&stage, target, files, &same).and_then(|()| carry(&stage, target, &kept));
    if let Err(error) = filled.and_then(|()| swap(&stage, target)) {
        let _ = remove(&stage);
        return Err(refuse(error));
    }
    Ok(report)
}

fn existing_files(target: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    if !target.exists() {
        return Ok(found);
    }
    for entry in WalkDir::new(target) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let path = entry.path().strip_prefix(target).unwrap_or(entry.path());
            found.insert(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(found)
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let size = std::fs::symlink_metadata(path).map(|meta| (meta.is_file(), meta.len()));
    matches!(size, Ok((true, length)) if length == bytes.len() as u64)
        && std::fs::read(path).is_ok_and(|existing| existing == bytes)
}

fn sibling(target: &Path, word: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{word}"))
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => std::fs::remove_dir_all(path),
        Ok(_) => std::fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn fill(
    stage: &Path,
    target: &Path,
    files: &BTreeMap<String, Arc<[u8]>>,
    same: &BTreeSet<&String>,
) -> io::Result<()> {
    let folders: BTreeSet<&str> = files
        .keys()
        .filter_map(|path| path.rsplit_once('/'))
        .map(|(folder, _)| folder)
        .collect();
    std::fs::create_dir_all(stage)?;
    for folder in folders {
        std::fs::create_dir_all(stage.join(folder))?;
    }
    files.par_iter().try_for_each(|(path, bytes)| {
        let to = stage.join(path);
        let linked = same.contains(path) && std::fs::hard_link(target.join(path), &to).is_ok();
        if linked {
            Ok(())
        } else {
            std::fs::write(&to, bytes)
        }
    })
}

fn carry(stage: &Path, target: &Path, kept: &[&String]) -> io::Result<()> {
    for path in kept {
        let to = stage.join(path);
        std::fs::create_dir_all(to.parent().unwrap_or(stage))?;
        if std::fs::hard_link(target.join(path), &to).is_err() {
            std::fs::copy(target.join(path), &to)?;
        }
    }
    Ok(())
}

/// Puts the stage in the target's place; the old target is set aside first and removed last, or brought back.
fn swap(stage: &Path, target: &Path) -> io::Result<()> {
    if std::fs::symlink_metadata(target).is_err() {
        return std::fs::rename(stage, target);
    }
    let aside = sibling(target, "replaced");
    remove(&aside)?;
    std::fs::rename(target, &aside)?;
    if let Err(error) = std::fs::rename(stage, target) {
        std::fs::rename(&aside, target)?;
        return Err(error);
    }
    remove(&aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> BTreeMap<String, Arc<[u8]>> {
        pairs
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes())))
            .collect()
    }

    fn place(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("nianbao-publish-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    const PLAIN: Keep = Keep { dotfiles: false };

    #[test]
    fn a_second_publication_of_the_same_files_touches_nothing() {
        let folder = place("same");
        let target = folder.join("public");
        let site = files(&[("index.html", "a"), ("b/index.html", "b")]);
        publish_tree(&target, &site, PLAIN).unwrap();
        let before = std::fs::metadata(target.join("index.html"))
            .unwrap()
            .modified()
            .unwrap();
        let report = publish_tree(&target, &site, PLAIN).unwrap();
        assert_eq!(
            report,
            Report {
                written: 0,
                unchanged: 2,
                removed: 0
            }
        );
        assert_eq!(
            std::fs::metadata(target.join("index.html"))
                .unwrap()
                .modified()
                .unwrap(),
            before
        );
    }

    #[test]
    fn files_that_are_gone_are_removed_and_unchanged_ones_keep_their_times() {
        let folder = place("gone");
        let target = folder.join("public");
        publish_tree(&target, &files(&[("a", "1"), ("b", "2")]), PLAIN).unwrap();
        let before = std::fs::metadata(target.join("a"))
            .unwrap()
            .modified()
            .unwrap();
        let report = publish_tree(&target, &files(&[("a", "1"), ("c", "3")]), PLAIN).unwrap();
        assert_eq!(
            report,
            Report {
                written: 1,
                unchanged: 1,
                removed: 1
            }
        );
        assert!(!target.join("b").exists());
        assert_eq!(
            std::fs::metadata(target.join("a"))
                .unwrap()
                .modified()
                .unwrap(),
            before
        );
        assert_eq!(
            std::fs::read_dir(&folder).unwrap().count(),
            1,
            "no staging folder stays behind"
        );
    }

    #[test]
    fn a_failed_publication_leaves_the_target_as_it_was() {
        let folder = place("failed");
        let target = folder.join("public");
        publish_tree(&target, &files(&[("a", "1")]), PLAIN).unwrap();
        let clash = files(&[("a", "1"), ("b", "2"), ("b/c", "3")]);
        let refusal = publish_tree(&target, &clash, PLAIN).unwrap_err();
        assert_eq!(refusal.name, "cannot-write");
        assert_eq!(std::fs::read_to_string(target.join("a")).unwrap(), "1");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn hidden_files_survive_where_asked_for() {
        let folder = place("dots");
        let target = folder.join("public");
        std::fs::create_dir_all(target.join(".git")).unwrap();
        std::fs::write(target.join(".git/HEAD"), "x").unwrap();
        publish_tree(&target, &files(&[("a", "1")]), Keep { dotfiles: true }).unwrap();
        assert!(target.join(".git/HEAD").exists());
        publish_tree(&target, &files(&[("a", "1")]), PLAIN).unwrap();
        assert!(!target.join(".git").exists());
    }
}
