//! Changes of the site's files, gathered until it is quiet. Enter at [`FileWatch::start`], then [`FileWatch::next`].

use crate::diagnostic::{Diagnostic, Words};
use crate::source::is_never_source;
use notify::{EventKind, PollWatcher, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// A rebuild waits no longer than this, however busily files are written.
const LONGEST: Duration = Duration::from_secs(1);
/// How often a network drive is looked at.
const POLL: Duration = Duration::from_millis(500);

/// What is watched, and how.
#[derive(Debug, Clone)]
pub(crate) struct WatchOptions {
    /// The root of the site.
    pub folder: PathBuf,
    /// The output folder, which is never looked at.
    pub output: PathBuf,
    /// More files and folders (`--extra-watch-path`).
    pub more: Vec<PathBuf>,
    /// Where not empty: the files and folders that alone count, whatever else lies in the folder.
    pub only: Vec<PathBuf>,
    /// How long it must be quiet before a rebuild.
    pub quiet: Duration,
    /// Whether files are looked at again and again, for drives that tell nothing.
    pub polls: bool,
}

enum WatchBackend {
    Told(Debouncer<RecommendedWatcher, NoCache>),
    Polled(Debouncer<PollWatcher, NoCache>),
}

/// The running watch.
pub(super) struct FileWatch {
    watching: WatchOptions,
    backend: WatchBackend,
    events: Receiver<Vec<DebouncedEvent>>,
    /// Folders directly below the root that are watched with everything in them.
    folders: BTreeSet<PathBuf>,
}

impl FileWatch {
    /// Begins to watch.
    ///
    /// # Errors
    /// The system refuses, for example because too many files are watched already.
    pub(super) fn start(mut watching: WatchOptions) -> Result<FileWatch, Box<Diagnostic>> {
        // Events name files by their whole path.
        for path in watching.more.iter_mut().chain(&mut watching.only) {
            if let Ok(whole) = path.canonicalize() {
                *path = whole;
            }
        }
        let (sender, events) = channel();
        let backend = WatchBackend::new(&watching, sender).map_err(|error| cannot_watch(&error))?;
        let mut watch = FileWatch {
            watching,
            backend,
            events,
            folders: BTreeSet::new(),
        };
        for (folder, mode) in watch.tops() {
            watch
                .backend
                .watch(&folder, mode)
                .map_err(|error| cannot_watch(&error))?;
        }
        for path in watch.watching.more.clone() {
            watch
                .backend
                .watch(&path, RecursiveMode::Recursive)
                .map_err(|error| cannot_watch(&error))?;
        }
        watch.follow_folders(&BTreeSet::new());
        Ok(watch)
    }

    /// The folders that are watched from the beginning. A file that is saved is another one under the same name, so its folder is watched.
    fn tops(&self) -> BTreeMap<PathBuf, RecursiveMode> {
        let alone = |path: &PathBuf| match path.parent() {
            Some(folder) if !path.is_dir() => (folder.to_owned(), RecursiveMode::NonRecursive),
            _ => (path.clone(), RecursiveMode::Recursive),
        };
        if self.watching.only.is_empty() {
            let folder = self.watching.folder.clone();
            BTreeMap::from([(folder, RecursiveMode::NonRecursive)])
        } else {
            self.watching.only.iter().map(alone).collect()
        }
    }

    /// Waits for changes of sources, and then until it has been quiet; `None` when watching has ended.
    pub(super) fn next(&mut self) -> Option<BTreeSet<PathBuf>> {
        loop {
            let mut changed = BTreeSet::new();
            let first = self.events.recv().ok()?;
            self.take(first, &mut changed);
            let begun = Instant::now();
            // The debouncer has waited for a quarter of the time already.
            let quiet = self.watching.quiet * 3 / 4;
            while begun.elapsed() < LONGEST {
                match self.events.recv_timeout(quiet) {
                    Ok(more) => self.take(more, &mut changed),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            self.follow_folders(&changed);
            changed.retain(|path| self.is_source(path));
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }

    fn take(&self, events: Vec<DebouncedEvent>, changed: &mut BTreeSet<PathBuf>) {
        for event in events {
            if matches!(event.kind, EventKind::Access(_)) {
                continue;
            }
            if event.need_rescan() || event.paths.is_empty() {
                // The system lost events: anything may have changed.
                changed.insert(self.watching.folder.join("content"));
            }
            changed.extend(event.event.paths);
        }
    }

    fn is_source(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_leftover(&name) {
            return false;
        }
        if !self.watching.only.is_empty() {
            return self.watching.only.iter().any(|one| path.starts_with(one));
        }
        if path.starts_with(&self.watching.output) {
            return false;
        }
        if self.watching.more.iter().any(|more| path.starts_with(more)) {
            return true;
        }
        let Ok(below) = path.strip_prefix(&self.watching.folder) else {
            return true;
        };
        let mut parts = below.components();
        let Some(top) = parts.next() else {
            return false;
        };
        let top = top.as_os_str().to_string_lossy();
        // A file directly in the root may be the configuration or data that a template loads; the build knows whether it is.
        let is_file_at_top = parts.next().is_none() && !path.is_dir() && !top.starts_with('.');
        is_file_at_top || !is_never_source(&top)
    }

    /// Watches folders that have come and forgets those that have gone. A folder that was replaced is another one under the same name.
    fn follow_folders(&mut self, changed: &BTreeSet<PathBuf>) {
        if !self.watching.only.is_empty() {
            return;
        }
        let present = self.folders_below_root();
        let stale: Vec<PathBuf> = self
            .folders
            .iter()
            .filter(|folder| !present.contains(*folder) || changed.contains(*folder))
            .cloned()
            .collect();
        for folder in stale {
            self.backend.unwatch(&folder);
            self.folders.remove(&folder);
        }
        for folder in present {
            // A folder that goes between looking and watching is noticed by the next change.
            if !self.folders.contains(&folder)
                && self
                    .backend
                    .watch(&folder, RecursiveMode::Recursive)
                    .is_ok()
            {
                self.folders.insert(folder);
            }
        }
    }

    fn folders_below_root(&self) -> BTreeSet<PathBuf> {
        let Ok(entries) = self.watching.folder.read_dir() else {
            return BTreeSet::new();
        };
        entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_dir() && self.is_source(path))
            .collect()
    }
}

impl WatchBackend {
    fn new(
        watching: &WatchOptions,
        sender: Sender<Vec<DebouncedEvent>>,
    ) -> notify::Result<WatchBackend> {
        let hand_on = move |result: DebounceEventResult| {
            // Errors name files that went while they were looked at; the rebuild reads everything anyway.
            let events = result.unwrap_or_else(|_| Vec::new());
            let _ = sender.send(events);
        };
        let (first, tick) = (
            watching.quiet / 4,
            (watching.quiet / 8).max(Duration::from_millis(2)),
        );
        let config = notify::Config::default();
        Ok(if watching.polls {
            let config = config.with_poll_interval(POLL).with_compare_contents(true);
            WatchBackend::Polled(new_debouncer_opt(
                first,
                Some(tick),
                hand_on,
                NoCache,
                config,
            )?)
        } else {
            WatchBackend::Told(new_debouncer_opt(
                first,
                Some(tick),
                hand_on,
                NoCache,
                config,
            )?)
        })
    }

    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        match self {
            WatchBackend::Told(debouncer) => debouncer.watch(path, mode),
            WatchBackend::Polled(debouncer) => debouncer.watch(path, mode),
        }
    }

    /// Stops watching; a folder that is gone is not watched any more in any case.
    fn unwatch(&mut self, path: &Path) {
        let _ = match self {
            WatchBackend::Told(debouncer) => debouncer.unwatch(path),
            WatchBackend::Polled(debouncer) => debouncer.unwatch(path),
        };
    }
}

/// Whether a file is one that editors and offices leave beside the one that is edited.
fn is_leftover(name: &str) -> bool {
    let is_swap = name.starts_with('.') && (name.contains(".sw") || name.contains(".nianbao-"));
    name.ends_with('~')
        || name.ends_with(".tmp")
        || name.ends_with(".bak")
        || name.ends_with(".crdownload")
        || name.starts_with("~$")
        || name.starts_with(".#")
        || name.starts_with(".goutputstream-")
        || name == "4913"
        || name == ".DS_Store"
        || is_swap
        || (name.starts_with('#') && name.ends_with('#'))
}

fn cannot_watch(error: &notify::Error) -> Box<Diagnostic> {
    let words = Words::new(
        format!("cannot watch the site's files: {error}"),
        format!("无法监视站点文件：{error}"),
    );
    let hint = Words::new(
        "add `--poll`, which looks at the files instead of being told",
        "请加上 `--poll`，改为轮询文件",
    );
    Box::new(Diagnostic::error("serve", "cannot-watch", words).hint(hint))
}

/// The first changed files, and how many more there are.
pub(super) fn changed_names(changed: &BTreeSet<PathBuf>, folder: &Path) -> String {
    const SHOWN: usize = 3;
    let shown = |path: &PathBuf| {
        path.strip_prefix(folder)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    let first: Vec<String> = changed.iter().take(SHOWN).map(shown).collect();
    let more = changed.len().saturating_sub(SHOWN);
    if more == 0 {
        first.join(", ")
    } else {
        format!("{}, +{more}", first.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_behind_is_no_change() {
        for name in [
            "index.md~",
            ".index.md.swp",
            ".index.md.swx",
            "4913",
            "~$报告.docx",
            "index.md.tmp",
            "#index.md#",
            ".#index.md",
        ] {
            assert!(is_leftover(name), "{name}");
        }
        for name in ["index.md", "4913.md", "figures.yaml", "年报.md", "a#b.md"] {
            assert!(!is_leftover(name), "{name}");
        }
    }
}
