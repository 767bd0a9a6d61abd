//! Files of the output that others name by length or hash. Enter at [`HashedFiles::get`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Files that are made once, by path, because others name their length or hash.
#[derive(Debug, Default)]
pub(crate) struct HashedFiles(Mutex<BTreeMap<String, Slot>>);

type Slot = Arc<OnceLock<Arc<[u8]>>>;

impl HashedFiles {
    /// The bytes of a file; who asks first makes it, and others wait. A file may ask for others that do not ask for it.
    pub(crate) fn get(&self, path: &str, make: impl FnOnce() -> Vec<u8>) -> Arc<[u8]> {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(path.to_owned()).or_default())
        };
        // The slot is shared before it is filled, so that the list is free while a file is made: a description may ask for the sheets that it
        // names. Files ask for one another in one direction only, so no two wait for each other.
        Arc::clone(slot.get_or_init(|| make().into()))
    }
}
