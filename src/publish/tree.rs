//! Writes a whole site: staged beside the target, unchanged files kept as they are, swapped in at once. Enter at [`StagedSite`].

use super::refused;
use crate::diagnostic::Diagnostic;
use crate::output::OutputBytes;
use std::collections::BTreeSet;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use walkdir::WalkDir;

/// What a publication changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct PublishedChanges {
    /// Files that are new or differ.
    pub written: usize,
    /// Files that stayed, bytes and times.
    pub unchanged: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// How the target is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TargetPolicy {
    /// Whether hidden files at the target's top survive.
    pub dotfiles: bool,
}

/// A site on its way to its target.
///
/// Files that differ from the target's are written into a sibling folder as they come, from several threads. [`StagedSite::finish`] adds the
/// unchanged ones by link, so that their times stay, and swaps. Until then, and after a failure, the target is as it was.
#[derive(Debug)]
pub(crate) struct StagedSite {
    target: PathBuf,
    folder: PathBuf,
    /// The target's name in messages.
    shown: String,
    keep: TargetPolicy,
    existing: BTreeSet<String>,
    put: Mutex<PutFiles>,
    refusal: OnceLock<Box<Diagnostic>>,
}

/// The files that were put, by path relative to the target.
#[derive(Debug, Default)]
struct PutFiles {
    written: BTreeSet<String>,
    same: BTreeSet<String>,
}

impl StagedSite {
    /// Looks at what is there and makes an empty sibling folder.
    ///
    /// # Errors
    /// A finding that names the folder that could not be read or written.
    pub(crate) fn begin(target: &Path, keep: TargetPolicy) -> Result<StagedSite, Box<Diagnostic>> {
        let shown = target.file_name().map_or_else(
            || target.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        // A link to the folder that a web server shows stays a link.
        let target = &super::settled(target);
        clear_away(target);
        let folder = hidden_sibling(target, "staged");
        let cleared = remove_path(&folder).and_then(|()| std::fs::create_dir_all(&folder));
        let existing = cleared.and_then(|()| existing_files(target));
        let existing = existing.map_err(|error| Box::new(refused(&shown, &error)))?;
        Ok(StagedSite {
            target: target.to_owned(),
            folder,
            shown,
            keep,
            existing,
            put: Mutex::default(),
            refusal: OnceLock::new(),
        })
    }

    /// Stages one file. After a refusal of the file system nothing more is written, and `finish` gives it.
    pub(crate) fn put(&self, path: &str, bytes: &OutputBytes) {
        if self.refusal.get().is_some() {
            return;
        }
        // Addresses are checked where they are decided; this is the last guard before the disk.
        if !is_inside(path) {
            let error = io::Error::new(
                io::ErrorKind::InvalidInput,
                "the path leads out of the site",
            );
            let _ = self.refusal.set(Box::new(refused(path, &error)));
            return;
        }
        // The length is asked first: files of another length need not be read. Equal ones are read in pieces of one
        // megabyte, so that no file is held a second time.
        let same = self.existing.contains(path) && is_same(&self.target.join(path), bytes);
        if !same && let Err(error) = write_output(&self.folder.join(path), bytes) {
            // The first refusal is the one that is told.
            let _ = self.refusal.set(Box::new(refused(&self.shown, &error)));
            return;
        }
        let mut put = self.put.lock().unwrap_or_else(PoisonError::into_inner);
        let list = if same {
            &mut put.same
        } else {
            &mut put.written
        };
        list.insert(path.to_owned());
    }

    /// Makes the target hold exactly the files that were put. Where nothing differs nothing is touched.
    ///
    /// # Errors
    /// A finding that names the target, if anything could not be written.
    pub(crate) fn finish(mut self) -> Result<PublishedChanges, Box<Diagnostic>> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        let put = std::mem::take(&mut *self.put.lock().unwrap_or_else(PoisonError::into_inner));
        let (kept, gone): (Vec<&String>, Vec<&String>) = self
            .existing
            .iter()
            .filter(|path| !put.written.contains(*path) && !put.same.contains(*path))
            .partition(|path| self.keep.dotfiles && path.starts_with('.'));
        let report = PublishedChanges {
            written: put.written.len(),
            unchanged: put.same.len(),
            removed: gone.len(),
        };
        if report.written == 0 && report.removed == 0 && self.target.is_dir() {
            return Ok(report);
        }
        let mut carried = put.same.iter().chain(kept);
        carried
            .try_for_each(|path| self.carry_over(path))
            .and_then(|()| swap_folders(&self.folder, &self.target))
            .map_err(|error| Box::new(refused(&self.shown, &error)))?;
        Ok(report)
    }

    /// Takes a file of the target over as it is.
    fn carry_over(&self, path: &str) -> io::Result<()> {
        let (from, to) = (self.target.join(path), self.folder.join(path));
        make_folder_of(&to)?;
        if std::fs::hard_link(&from, &to).is_ok() {
            return Ok(());
        }
        std::fs::copy(&from, &to).map(|_| ())
    }
}

impl Drop for StagedSite {
    fn drop(&mut self) {
        // After the swap there is nothing left of it.
        let _ = remove_path(&self.folder);
    }
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

fn is_inside(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// Whether a plain file of these bytes lies at `path`.
fn is_same(path: &Path, bytes: &OutputBytes) -> bool {
    let size = std::fs::symlink_metadata(path).map(|meta| (meta.is_file(), meta.len()));
    matches!(size, Ok((true, length)) if length == bytes.length())
        && is_content(path, bytes).unwrap_or(false)
}

fn is_content(path: &Path, bytes: &OutputBytes) -> io::Result<bool> {
    let mut file = std::fs::File::open(path)?;
    let mut there = Vec::new();
    for piece in bytes.pieces().flat_map(|piece| piece.chunks(1 << 20)) {
        there.resize(piece.len(), 0);
        file.read_exact(&mut there)?;
        if there != piece {
            return Ok(false);
        }
    }
    Ok(true)
}

fn write_output(path: &Path, bytes: &OutputBytes) -> io::Result<()> {
    make_folder_of(path)?;
    let mut file = std::fs::File::create(path)?;
    bytes.pieces().try_for_each(|piece| file.write_all(piece))
}

/// Mostly the folder above is there already, so one call to the system is enough.
fn make_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => std::fs::create_dir_all(folder),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// A hidden folder beside the target that this run alone uses.
fn hidden_sibling(target: &Path, word: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{word}-{}", std::process::id()))
}

/// Removes what runs that were killed have left beside the target, and brings a target back that one of them had set aside.
fn clear_away(target: &Path) {
    let (Some(above), Some(name)) = (target.parent(), target.file_name()) else {
        return;
    };
    let name = name.to_string_lossy();
    let entries = std::fs::read_dir(above).into_iter().flatten().flatten();
    for entry in entries {
        let found = entry.file_name().to_string_lossy().into_owned();
        let rest = found.strip_prefix(&format!(".{name}."));
        let Some((word, run)) = rest.and_then(|rest| rest.rsplit_once('-')) else {
            continue;
        };
        if !matches!(word, "staged" | "replaced") || is_running(run) {
            continue;
        }
        let lost = word == "replaced" && std::fs::symlink_metadata(target).is_err();
        if !(lost && std::fs::rename(entry.path(), target).is_ok()) {
            let _ = remove_path(&entry.path());
        }
    }
}

/// Whether a run of this number goes on; where the system does not say, it may.
fn is_running(run: &str) -> bool {
    let Ok(number) = run.parse::<u32>() else {
        return true;
    };
    number == std::process::id()
        || !Path::new("/proc/self").exists()
        || Path::new("/proc").join(run).exists()
}

fn remove_path(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => std::fs::remove_dir_all(path),
        Ok(_) => std::fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Puts the stage in the target's place; the old target is set aside first and removed last, or brought back.
fn swap_folders(stage: &Path, target: &Path) -> io::Result<()> {
    if std::fs::symlink_metadata(target).is_err() {
        return std::fs::rename(stage, target);
    }
    // A rename does not replace a folder that holds files, so that two renames are needed. Between them the target is
    // not there, for as long as one call to the system takes; a run that is killed right then leaves the old
    // site under its hidden name, and the next run brings it back (`clear_away`).
    let aside = hidden_sibling(target, "replaced");
    remove_path(&aside)?;
    std::fs::rename(target, &aside)?;
    if let Err(error) = std::fs::rename(stage, target) {
        std::fs::rename(&aside, target)?;
        return Err(error);
    }
    // The new site is up. What cannot be removed now lies hidden beside it until a later run can.
    let _ = remove_path(&aside);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(
        target: &Path,
        files: &[(&str, &str)],
        keep: TargetPolicy,
    ) -> Result<PublishedChanges, Box<Diagnostic>> {
        let staging = StagedSite::begin(target, keep)?;
        for (path, text) in files {
            staging.put(path, &OutputBytes::Text((*text).to_owned()));
        }
        staging.finish()
    }

    fn place(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("nianbao-publish-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    const PLAIN: TargetPolicy = TargetPolicy { dotfiles: false };

    #[test]
    fn a_second_publication_of_the_same_files_touches_nothing() {
        let folder = place("same");
        let target = folder.join("public");
        let site = [("index.html", "a"), ("b/index.html", "b")];
        publish(&target, &site, PLAIN).unwrap();
        let before = std::fs::metadata(target.join("index.html"))
            .unwrap()
            .modified()
            .unwrap();
        let report = publish(&target, &site, PLAIN).unwrap();
        assert_eq!(
            report,
            PublishedChanges {
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
        publish(&target, &[("a", "1"), ("b", "2")], PLAIN).unwrap();
        let before = std::fs::metadata(target.join("a"))
            .unwrap()
            .modified()
            .unwrap();
        let report = publish(&target, &[("a", "1"), ("c", "3")], PLAIN).unwrap();
        assert_eq!(
            report,
            PublishedChanges {
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
        publish(&target, &[("a", "1")], PLAIN).unwrap();
        let clash = [("a", "1"), ("b", "2"), ("b/c", "3")];
        let refusal = publish(&target, &clash, PLAIN).unwrap_err();
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
        publish(&target, &[("a", "1")], TargetPolicy { dotfiles: true }).unwrap();
        assert!(target.join(".git/HEAD").exists());
        publish(&target, &[("a", "1")], PLAIN).unwrap();
        assert!(!target.join(".git").exists());
    }

    #[test]
    fn what_is_put_and_not_finished_leaves_nothing_behind() {
        let folder = place("left");
        let target = folder.join("public");
        publish(&target, &[("a", "1")], PLAIN).unwrap();
        let staging = StagedSite::begin(&target, PLAIN).unwrap();
        staging.put("a", &OutputBytes::Text("2".to_owned()));
        drop(staging);
        assert_eq!(std::fs::read_to_string(target.join("a")).unwrap(), "1");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_differs_in_its_last_piece_is_written() {
        let folder = place("pieces");
        let target = folder.join("public");
        let pieces = |last: &str| OutputBytes::Pieces(vec!["a".repeat(3 << 20), last.to_owned()]);
        for (last, written) in [("1", 1), ("1", 0), ("2", 1)] {
            let staging = StagedSite::begin(&target, PLAIN).unwrap();
            staging.put("x", &pieces(last));
            assert_eq!(staging.finish().unwrap().written, written, "{last}");
        }
    }

    #[test]
    fn a_link_to_the_target_stays_a_link() {
        let folder = place("link");
        let real = folder.join("served");
        std::fs::create_dir_all(&real).unwrap();
        std::os::unix::fs::symlink(&real, folder.join("public")).unwrap();
        publish(&folder.join("public"), &[("index.html", "a")], PLAIN).unwrap();
        assert!(folder.join("public").is_symlink());
        assert_eq!(
            std::fs::read_to_string(real.join("index.html")).unwrap(),
            "a"
        );
    }

    #[test]
    fn a_target_that_a_killed_run_had_set_aside_comes_back() {
        let folder = place("killed");
        let target = folder.join("public");
        // No run has a number that large.
        let aside = folder.join(".public.replaced-4000000000");
        std::fs::create_dir_all(&aside).unwrap();
        std::fs::write(aside.join("index.html"), "old").unwrap();
        std::fs::create_dir_all(folder.join(".public.staged-4000000000/x")).unwrap();
        let staging = StagedSite::begin(&target, PLAIN).unwrap();
        assert_eq!(
            std::fs::read_to_string(target.join("index.html")).unwrap(),
            "old"
        );
        drop(staging);
        let left: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn a_path_out_of_the_target_is_refused() {
        let folder = place("outside");
        let target = folder.join("public");
        for path in ["../evil.html", "/evil.html", "a/../../evil.html"] {
            assert!(publish(&target, &[(path, "x")], PLAIN).is_err(), "{path}");
        }
        assert!(!folder.join("evil.html").exists() && !target.exists());
    }
}
