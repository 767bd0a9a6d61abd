//! The preview: HTTP over the site's files, live reload, findings on the page. Enter at [`run`].

mod advice;
mod answer;
mod board;
mod browser;
mod edition;
mod findings;
mod gate;
mod http;
mod media;
mod port;
mod watch;

use crate::check::Checker;
use crate::diagnostic::{Diagnostic, Words};
use crate::output::Artifacts;
use crate::print::Printer;
use crate::render::stage::Stage;
use board::Preview;
pub use browser::open;
use gate::HostCheck;
use http::Server;
use percent_encoding::percent_decode_str;
pub use port::{DEFAULT_PORT, bind};
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use watch::FileWatch;
pub use watch::WatchOptions;

/// A site that can be asked for any of its files.
pub struct ServableSite {
    /// Templates and bodies.
    pub stage: Arc<Stage>,
    /// Output paths and recipes.
    pub artifacts: Artifacts,
    /// The rules that look at its reports, shared with its quality pages.
    pub rules: Arc<Checker>,
}

/// What one build gave.
pub struct BuildAttempt {
    /// What was found, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// The site; `None` where its templates do not parse.
    pub site: Option<ServableSite>,
    /// Whether something is found that a site must not be shown with.
    pub is_blocked: bool,
}

/// Builds the site as it is on the disk now; `None` where nothing has changed since the last time.
pub type Build = Box<dyn FnMut() -> Option<BuildAttempt> + Send>;

/// How the site is served.
pub struct ServeOptions {
    /// The base URL that the site is built with.
    pub base_url: String,
    /// What is watched; `None` to serve only.
    pub watching: Option<WatchOptions>,
    /// How findings are told.
    pub printer: Printer,
}

/// The base URL of a preview at `address`.
pub fn base_url(address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if !ip.is_unspecified() => SocketAddr::new(ip, address.port()),
        IpAddr::V4(_) => SocketAddr::new(IpAddr::from([127, 0, 0, 1]), address.port()),
        IpAddr::V6(_) => SocketAddr::new(std::net::Ipv6Addr::LOCALHOST.into(), address.port()),
    };
    format!("http://{host}/")
}

/// Builds, serves and, where it is wished, follows changes, until the user ends it.
///
/// # Errors
/// The server or the watch cannot start.
pub fn run(
    listener: TcpListener,
    serving: ServeOptions,
    mut build: Build,
) -> Result<(), Box<Diagnostic>> {
    let address = listener.local_addr().map_err(|error| cannot(&error))?;
    let desk = Arc::new(Server {
        board: Arc::new(Preview::new()),
        gate: HostCheck::new(address.ip(), &serving.base_url),
        base: base_path(&serving.base_url),
        tongue: serving.printer.tongue,
        is_live: serving.watching.is_some(),
    });
    // Watching begins before the first build, so that no change falls between the two.
    let watch = serving.watching.map(|watching| {
        let folder = watching.folder.clone();
        FileWatch::start(watching).map(|watch| (watch, folder))
    });
    let watch = watch.transpose()?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| cannot(&error))?;
    let printer = serving.printer;
    rebuild(&desk, &mut build, printer);
    say_where(&desk, &serving.base_url, printer);
    if let Some((watch, folder)) = watch {
        let follower = Follower {
            desk: Arc::clone(&desk),
            printer,
            folder,
        };
        std::thread::spawn(move || follower.follow(watch, build));
    }
    let served = runtime.block_on(serve_until_ended(listener, desk));
    runtime.shutdown_background();
    served.map_err(|error| cannot(&error))
}

async fn serve_until_ended(listener: TcpListener, desk: Arc<Server>) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let server = axum::serve(listener, http::router(desk)).into_future();
    tokio::select! {
        served = server => served,
        () = ended() => Ok(()),
    }
}

/// Comes when the user or the system ends the program.
async fn ended() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminated = async {
            match signal(SignalKind::terminate()) {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            () = interrupted => {}
            () = terminated => {}
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

/// Calls `on_change` once, and again with the names of what changed whenever something does, until the user ends it.
///
/// # Errors
/// The watch cannot start.
pub fn follow(
    watching: WatchOptions,
    mut on_change: impl FnMut(&str) + Send + 'static,
) -> Result<(), Box<Diagnostic>> {
    let folder = watching.folder.clone();
    // Watching begins before the first call, so that no change falls between the two.
    let mut watch = FileWatch::start(watching)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| cannot(&error))?;
    std::thread::spawn(move || {
        // After a mistake of the program itself the next save is followed all the same.
        let mut tell = |names: &str| {
            let _ = catch_unwind(AssertUnwindSafe(|| on_change(names)));
        };
        tell("");
        while let Some(changed) = watch.next() {
            tell(&names(&changed, &folder));
        }
    });
    runtime.block_on(ended());
    runtime.shutdown_background();
    Ok(())
}

/// Rebuilds whenever sources change.
struct Follower {
    desk: Arc<Server>,
    printer: Printer,
    folder: PathBuf,
}

impl Follower {
    fn follow(self, mut watch: FileWatch, mut build: Build) {
        while let Some(changed) = watch.next() {
            let begun = Instant::now();
            if rebuild(&self.desk, &mut build, self.printer) {
                let names = names(&changed, &self.folder);
                let milliseconds = begun.elapsed().as_millis();
                self.printer.tell(&Words::new(
                    format!("Rebuilt in {milliseconds} ms: {names}"),
                    format!("已重新生成，用时 {milliseconds} 毫秒：{names}"),
                ));
            }
        }
    }
}

/// The first changed files, and how many more there are.
fn names(changed: &BTreeSet<PathBuf>, folder: &Path) -> String {
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

/// Builds once and shows the outcome; false where nothing has changed or nothing could be put up.
fn rebuild(desk: &Server, build: &mut Build, printer: Printer) -> bool {
    let attempt = match catch_unwind(AssertUnwindSafe(&mut *build)) {
        Ok(Some(attempt)) => attempt,
        Ok(None) => return false,
        Err(_) => BuildAttempt {
            diagnostics: vec![panicked()],
            site: None,
            is_blocked: true,
        },
    };
    let before = desk.board.shown();
    let shown = desk
        .board
        .offer(attempt, |edition, path| desk.file_behind(edition, path));
    if shown.findings != before.findings {
        printer.findings(&shown.findings);
        if shown.findings.is_empty() {
            printer.tell(&Words::new("All is mended.", "问题已全部排除。"));
        }
    }
    if shown.is_blocked {
        printer.tell(&Words::new(
            "The last good site stays up until this is mended.",
            "改正之前，页面保持上一次正常的内容。",
        ));
    }
    !shown.is_blocked
}

fn panicked() -> Diagnostic {
    let words = Words::new(
        "the build stopped: a mistake of the program itself",
        "生成时程序出错，这是程序自身的问题",
    );
    let hint = Words::new(
        "the last good site stays up; please report it with the file that was changed last",
        "页面保持上一次正常的内容；请把最近修改的文件一并反馈",
    );
    Diagnostic::error("serve", "panic", words).hint(hint)
}

fn say_where(desk: &Server, base_url: &str, printer: Printer) {
    let (english, chinese) = if desk.is_live {
        ("follows every change", "文件一改动就自动更新")
    } else {
        (
            "does not follow changes without --watch",
            "不加 --watch 时不随文件更新",
        )
    };
    printer.tell(&Words::new(
        format!("Serving at {base_url} ({english}). Ctrl-C ends."),
        format!("预览地址 {base_url}（{chinese}），按 Ctrl-C 结束。"),
    ));
}

/// The path of a base URL, decoded, with slashes at both ends.
fn base_path(base_url: &str) -> String {
    let path = match base_url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => base_url,
    };
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{}/", percent_decode_str(inner).decode_utf8_lossy()),
    }
}

fn cannot(error: &std::io::Error) -> Box<Diagnostic> {
    let words = Words::new(
        format!("the preview cannot start: {error}"),
        format!("预览无法启动：{error}"),
    );
    Box::new(Diagnostic::error("serve", "cannot-start", words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_of_all_addresses_is_looked_at_on_this_machine() {
        let at = |text: &str| base_url(text.parse().unwrap());
        assert_eq!(at("127.0.0.1:1111"), "http://127.0.0.1:1111/");
        assert_eq!(at("0.0.0.0:80"), "http://127.0.0.1:80/");
        assert_eq!(at("[::]:1111"), "http://[::1]:1111/");
    }

    #[test]
    fn the_base_path_has_slashes_at_both_ends() {
        for (url, path) in [
            ("http://127.0.0.1:1111/", "/"),
            ("http://127.0.0.1:1111", "/"),
            ("https://example.gov.cn/reports", "/reports/"),
            ("/reports/", "/reports/"),
            ("http://127.0.0.1/年报", "/年报/"),
            ("http://127.0.0.1/%E5%B9%B4%E6%8A%A5/", "/年报/"),
            ("/", "/"),
        ] {
            assert_eq!(base_path(url), path, "{url}");
        }
    }
}
