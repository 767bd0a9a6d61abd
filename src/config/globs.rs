//! The globs that a site's configuration lists. Enter at [`globs`].

use globset::{Glob, GlobSet, GlobSetBuilder};

/// The set of these globs; what cannot be read as one is left out.
pub(crate) fn globs(patterns: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in patterns
        .iter()
        .filter_map(|pattern| Glob::new(pattern).ok())
    {
        builder.add(glob);
    }
    builder.build().unwrap_or_else(|_| GlobSet::empty())
}
