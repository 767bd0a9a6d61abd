//! What is shown: the last good snapshot and the findings of the last attempt. Enter at [`Preview::offer`].

use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Level};
use crate::output::BuiltSite;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::watch;

/// The snapshot that is up, and what the last attempt found.
#[derive(Default)]
pub(super) struct ShownBuild {
    /// `None` until templates parse for the first time.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// Findings of the last attempt, in order.
    pub(super) findings: Vec<Diagnostic>,
    /// Whether the last attempt was not put up because of mistakes.
    pub(super) is_blocked: bool,
}

/// Everything that requests and rebuilds share.
pub(super) struct Preview {
    shown: RwLock<Arc<ShownBuild>>,
    /// How many browsers look at each path.
    open: Mutex<BTreeMap<String, usize>>,
    turn: watch::Sender<u64>,
}

impl Preview {
    /// Nothing is shown yet.
    pub(super) fn new() -> Preview {
        Preview {
            shown: RwLock::default(),
            open: Mutex::default(),
            turn: watch::Sender::new(0),
        }
    }

    /// What is shown at this moment.
    pub(super) fn shown(&self) -> Arc<ShownBuild> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tells whenever what is shown changes.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.turn.subscribe()
    }

    /// Notes that a browser looks at `path` until the value is dropped.
    pub(super) fn look(self: &Arc<Self>, path: &str) -> OpenBrowser {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        *open.entry(path.to_owned()).or_default() += 1;
        OpenBrowser {
            preview: Arc::clone(self),
            path: path.to_owned(),
        }
    }

    /// Puts a site up if it and every page that is open are without findings of the level that blocks; else the last good snapshot stays.
    ///
    /// `locate` gives the file that is answered for a path of a snapshot. Returns what is shown from now on.
    pub(super) fn offer(
        &self,
        mut findings: Vec<Diagnostic>,
        site: Option<Arc<BuiltSite>>,
        blocking: Level,
        locate: impl Fn(&Snapshot, &str) -> Option<String>,
    ) -> Arc<ShownBuild> {
        let before = self.shown();
        let last = before.snapshot.as_ref();
        let has_mistakes = findings.iter().any(|one| one.level <= blocking);
        let mut is_blocked = has_mistakes || site.is_none();
        let mut snapshot = site.map(|site| {
            let snapshot = Snapshot::new(site, last.map(Arc::as_ref));
            if is_blocked {
                snapshot.with_mistakes()
            } else {
                snapshot
            }
        });
        if let Some(candidate) = snapshot.as_mut().filter(|_| !is_blocked) {
            let wrong = wrong_pages(candidate, &self.open_paths(), locate);
            if !wrong.is_empty() {
                is_blocked = true;
                candidate.is_whole = false;
                findings.extend(wrong);
                findings.sort();
                findings.dedup();
            }
        }
        // A snapshot with mistakes is better than nothing, and worse than one without: it is put up only over another that has mistakes, or
        // over none.
        let keeps = is_blocked && last.is_some_and(|last| last.is_whole);
        let snapshot = match snapshot {
            Some(snapshot) if !keeps => Some(Arc::new(snapshot)),
            _ => before.snapshot.clone(),
        };
        let shown = Arc::new(ShownBuild {
            snapshot,
            findings,
            is_blocked,
        });
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&shown);
        self.turn.send_modify(|turn| *turn += 1);
        shown
    }

    fn open_paths(&self) -> Vec<String> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.keys().cloned().collect()
    }
}

/// Makes the files behind the open paths, so that they are ready when browsers ask again.
fn wrong_pages(
    snapshot: &Snapshot,
    open: &[String],
    locate: impl Fn(&Snapshot, &str) -> Option<String>,
) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for path in open {
        let made = locate(snapshot, path).map(|file| snapshot.file(&file));
        if let Some(Err(diagnostic)) = made {
            wrong.push(*diagnostic);
        }
    }
    wrong
}

/// A browser that looks at a path.
pub(super) struct OpenBrowser {
    preview: Arc<Preview>,
    /// The path as it was asked for.
    pub(super) path: String,
}

impl Drop for OpenBrowser {
    fn drop(&mut self) {
        let mut open = self
            .preview
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.path);
            }
        }
    }
}
