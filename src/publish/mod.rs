//! The one writer: whatever a command writes is staged beside its target and swapped in. Enter at [`StagedSite`] and [`write_file`].

#![allow(
    clippy::disallowed_methods,
    reason = "this stage is the one that writes"
)]

mod target;
mod tree;

use crate::diagnostic::{Diagnostic, Place, Words};
use std::io::{self, Write as _};
use std::path::Path;
pub(crate) use target::{settled, would_lose_a_page};
pub(crate) use tree::{PublishedChanges, StagedSite, TargetPolicy};

/// Writes one file all at once: a sibling is written, flushed and renamed over it.
///
/// # Errors
/// What the file system refused.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = folder.join(format!(".{name}.nianbao-{}", std::process::id()));
    let written = std::fs::File::create(&staged)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| keep_permissions(path, &staged))
        .and_then(|()| std::fs::rename(&staged, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&staged);
    }
    written
}

/// Puts the old bytes of a file aside; who may not read the file may not read them there.
///
/// # Errors
/// What the system said.
pub(crate) fn set_aside(path: &Path, aside: &Path, bytes: &[u8]) -> io::Result<()> {
    // The name is taken with the file's own permissions before anything is written into it.
    std::fs::File::create_new(aside)?;
    keep_permissions(path, aside)?;
    write_file(aside, bytes)
}

/// Who may read a file may read what replaces it, and nobody else.
fn keep_permissions(old: &Path, new: &Path) -> io::Result<()> {
    match std::fs::metadata(old) {
        Ok(known) => std::fs::set_permissions(new, known.permissions()),
        Err(_) => Ok(()),
    }
}

/// A refusal of the file system as a finding.
pub(crate) fn refused(path: &str, error: &io::Error) -> Diagnostic {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Words::new(
            "the disk is full; free some space and run again",
            "磁盘已满，请腾出空间后再运行",
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Words::new(
            "the folder may not be written; check its permissions or name another with `-o`",
            "文件夹不可写，请检查权限，或用 `-o` 指定别处",
        ),
        _ => Words::new(
            "nothing was changed; run again when it is mended",
            "未作任何更改，排除后请再运行",
        ),
    };
    Diagnostic::error(
        "publish",
        "cannot-write",
        Words::new(
            format!("cannot write `{path}`: {error}"),
            format!("无法写入 `{path}`：{error}"),
        ),
    )
    .at(Place::file(path))
    .hint(hint)
}
