//! Values that are made when they are first asked for and kept. Enter at [`MadeOnce::get`].

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A cache: what was made once, by key. A clone of a value must be cheap.
#[derive(Debug)]
pub(crate) struct MadeOnce<K, V>(Mutex<BTreeMap<K, V>>);

impl<K, V> Default for MadeOnce<K, V> {
    fn default() -> MadeOnce<K, V> {
        MadeOnce(Mutex::default())
    }
}

impl<K: Ord + Clone, V: Clone> MadeOnce<K, V> {
    /// The value of a key.
    pub(crate) fn get(&self, key: &K, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.known(key) {
            return value;
        }
        // Nothing is locked while a value is made: its maker may ask for other values, and may wait for threads that do.
        // Two threads may so make the same value; all then share the one that came first.
        let made = make();
        self.locked().entry(key.clone()).or_insert(made).clone()
    }

    /// The value of a key that was asked for before.
    pub(crate) fn known(&self, key: &K) -> Option<V> {
        self.locked().get(key).cloned()
    }

    /// Everything that was asked for so far.
    pub(crate) fn all(&self) -> BTreeMap<K, V> {
        self.locked().clone()
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
