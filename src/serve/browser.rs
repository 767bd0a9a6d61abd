//! Shows an address in the user's browser. Enter at [`open_browser`].

use crate::diagnostic::{Diagnostic, Words};
use std::process::{Command, Stdio};

/// Asks the system to open `url`.
///
/// # Errors
/// The system has no such command.
pub(crate) fn open_browser(url: &str) -> Result<(), Box<Diagnostic>> {
    let program = if cfg!(target_os = "windows") {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(|_| ())
        .map_err(|error| Box::new(cannot_open(url, &error)))
}

fn cannot_open(url: &str, error: &std::io::Error) -> Diagnostic {
    let words = Words::new(
        format!("no browser could be opened: {error}"),
        format!("无法打开浏览器：{error}"),
    );
    let hint = Words::new(format!("open {url} yourself"), format!("请自行打开 {url}"));
    Diagnostic::warning("serve", "no-browser", words).hint(hint)
}
