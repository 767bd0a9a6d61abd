//! One state of the site, whose files are made when they are asked for and kept until the next change. Enter at [`Snapshot::file`].

use crate::check::Finding;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::output::{BuiltSite, Recipe};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The bytes of a file, or what is wrong with its template.
pub(super) type Made = Result<Arc<[u8]>, Box<Diagnostic>>;

/// A site as it was built once.
pub(super) struct Snapshot {
    /// Templates, bodies and recipes.
    pub(super) site: Arc<BuiltSite>,
    /// What `check` finds in the whole site, once somebody asks.
    pub(super) found: OnceLock<Vec<Finding>>,
    made: Mutex<BTreeMap<String, Made>>,
    /// What the files were before, for those that cannot be made now.
    earlier: BTreeMap<String, Arc<[u8]>>,
    /// Changes whenever a style sheet does.
    pub(super) styles: String,
    /// Changes whenever a file that is no page and no style sheet does.
    pub(super) assets: String,
    /// Whether it was built without mistakes.
    pub(super) is_whole: bool,
}

/// What a path of the browser leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PathTarget {
    /// A file of the site.
    File(String),
    /// A folder that was asked for without its slash; the path with it.
    Folder(String),
    /// Nothing.
    Nothing,
}

impl Snapshot {
    /// The site, and the files of the snapshot before it as a reserve.
    pub(super) fn new(site: Arc<BuiltSite>, before: Option<&Snapshot>) -> Snapshot {
        let mut earlier = before.map_or_else(BTreeMap::new, |before| before.earlier.clone());
        if let Some(before) = before {
            let made = lock_map(&before.made);
            let good = made
                .iter()
                .filter_map(|(path, made)| Some((path.clone(), Arc::clone(made.as_ref().ok()?))));
            earlier.extend(good);
        }
        earlier.retain(|path, _| site.artifacts.contains_key(path));
        let (styles, assets) = asset_fingerprints(&site);
        Snapshot {
            site,
            found: OnceLock::new(),
            made: Mutex::default(),
            earlier,
            styles,
            assets,
            is_whole: true,
        }
    }

    /// The same, known to have mistakes.
    pub(super) fn with_mistakes(self) -> Snapshot {
        Snapshot {
            is_whole: false,
            ..self
        }
    }

    /// What `path` leads to: decoded, below the base path, without the slash at its front.
    pub(super) fn find(&self, path: &str) -> PathTarget {
        let index = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        if self.has(&index) {
            PathTarget::File(index)
        } else if !index.ends_with('/') && self.has(&format!("{index}/index.html")) {
            PathTarget::Folder(format!("{index}/"))
        } else {
            PathTarget::Nothing
        }
    }

    fn has(&self, path: &str) -> bool {
        self.site.artifacts.contains_key(path) || self.site.pages.templates.image(path).is_some()
    }

    /// The bytes of a file. Whatever its template does, the server goes on.
    pub(super) fn file(&self, path: &str) -> Made {
        if let Some(made) = lock_map(&self.made).get(path) {
            return made.clone();
        }
        let made = self.make_anyhow(path);
        lock_map(&self.made).insert(path.to_owned(), made.clone());
        made
    }

    /// The same for who looks at all files: those that no browser asked for are not kept.
    pub(super) fn look_at(&self, path: &str) -> Made {
        let known = lock_map(&self.made).get(path).cloned();
        known.unwrap_or_else(|| self.make_anyhow(path))
    }

    fn make_anyhow(&self, path: &str) -> Made {
        catch_unwind(AssertUnwindSafe(|| self.site.make(path)))
            .map(|made| made.unwrap_or_else(|| Err(Box::new(no_such_file(path)))))
            .unwrap_or_else(|_| Err(Box::new(page_panicked(path))))
    }

    /// The bytes of a file before it could not be made any more.
    pub(super) fn earlier(&self, path: &str) -> Option<Arc<[u8]>> {
        self.earlier.get(path).map(Arc::clone)
    }
}

fn lock_map<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One fingerprint over all style sheets, one over everything else that is copied.
fn asset_fingerprints(site: &BuiltSite) -> (String, String) {
    let (mut styles, mut assets) = (blake3::Hasher::new(), blake3::Hasher::new());
    for (path, recipe) in &site.artifacts {
        let hash = match recipe {
            Recipe::Copy(source) => match site.pages.inputs().sources.get(source) {
                Some(file) => file.hash,
                None => continue,
            },
            Recipe::Bytes(bytes) => blake3::hash(bytes),
            _ => continue,
        };
        let hasher = if path.ends_with(".css") {
            &mut styles
        } else {
            &mut assets
        };
        hasher.update(path.as_bytes()).update(hash.as_bytes());
    }
    (
        short_hash(&styles.finalize()),
        short_hash(&assets.finalize()),
    )
}

/// Sixteen hexadecimal digits, enough to tell two states of a site apart.
pub(super) fn short_hash(hash: &blake3::Hash) -> String {
    hash.to_hex()[..16].to_owned()
}

fn page_panicked(path: &str) -> Diagnostic {
    let words = Words::new(
        format!("making `{path}` stopped: a mistake of the program itself"),
        format!("生成 `{path}` 时程序出错，这是程序自身的问题"),
    );
    let hint = Words::new(
        "the other pages go on; please report it with the file that was changed last",
        "其他页面不受影响；请把最近修改的文件一并反馈",
    );
    Diagnostic::error("serve", "panic", words)
        .at(Place::file(path))
        .hint(hint)
}

fn no_such_file(path: &str) -> Diagnostic {
    let words = Words::new(format!("there is no `{path}`"), format!("没有 `{path}`"));
    Diagnostic::error("serve", "no-file", words).at(Place::file(path))
}
