//! A file that the command line names, wherever it lies. Enter at [`read`].

use super::unreadable;
use crate::diagnostic::Diagnostic;
use std::io::Read as _;
use std::path::Path;

/// The bytes of a file, or of the standard input for `-`.
///
/// # Errors
/// A finding that names the file and what the system said.
pub fn read(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| Box::new(unreadable(&path.to_string_lossy(), &error)))
}
