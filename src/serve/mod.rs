//! The preview: HTTP over the site's files, live reload, findings on the page. Enter at [`run`].

mod advice;
mod answer;
mod browser;
mod findings;
mod host_check;
mod http;
mod media;
mod port;
mod preview;
mod rebuilds;
mod snapshot;
mod watch;

use crate::diagnostic::{Diagnostic, Level, Words};
use crate::print::Printer;
pub(crate) use browser::open_browser;
use host_check::HostCheck;
use http::Server;
use percent_encoding::percent_decode_str;
pub(crate) use port::{DEFAULT_PORT, bind_port};
use preview::Preview;
pub(crate) use rebuilds::Build;
use rebuilds::Rebuilds;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
pub(crate) use watch::WatchOptions;
use watch::{FileWatch, changed_names};

/// How the site is served.
pub(crate) struct ServeOptions {
    /// The base URL that the site is built with.
    pub base_url: String,
    /// What is watched; `None` to serve only.
    pub watching: Option<WatchOptions>,
    /// How findings are told.
    pub printer: Printer,
    /// A site with findings of this level or a worse one is not put up.
    pub blocking: Level,
}

/// The base URL of a preview at `address`.
pub(crate) fn base_url(address: SocketAddr) -> String {
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
pub(crate) fn run(
    listener: TcpListener,
    serving: ServeOptions,
    build: Build,
) -> Result<(), Box<Diagnostic>> {
    let address = listener
        .local_addr()
        .map_err(|error| cannot_start(&error))?;
    let server = Arc::new(Server {
        preview: Arc::new(Preview::new()),
        host_check: HostCheck::new(address.ip(), &serving.base_url),
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
    let runtime = tokio::runtime::Runtime::new().map_err(|error| cannot_start(&error))?;
    let mut rebuilds = Rebuilds {
        server: Arc::clone(&server),
        build,
        printer: serving.printer,
        blocking: serving.blocking,
    };
    rebuilds.build_once();
    say_where(&server, &serving.base_url, serving.printer);
    if let Some((watch, folder)) = watch {
        std::thread::spawn(move || rebuilds.follow(watch, &folder));
    }
    let served = runtime.block_on(serve_until_ended(listener, server));
    runtime.shutdown_background();
    served.map_err(|error| cannot_start(&error))
}

async fn serve_until_ended(listener: TcpListener, server: Arc<Server>) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let server = axum::serve(listener, http::preview_router(server)).into_future();
    tokio::select! {
        served = server => served,
        () = until_ended() => Ok(()),
    }
}

/// Comes when the user or the system ends the program.
async fn until_ended() {
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
pub(crate) fn follow(
    watching: WatchOptions,
    mut on_change: impl FnMut(&str) + Send + 'static,
) -> Result<(), Box<Diagnostic>> {
    let folder = watching.folder.clone();
    // Watching begins before the first call, so that no change falls between the two.
    let mut watch = FileWatch::start(watching)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| cannot_start(&error))?;
    std::thread::spawn(move || {
        // After a mistake of the program itself the next save is followed all the same.
        let mut tell = |names: &str| {
            let _ = catch_unwind(AssertUnwindSafe(|| on_change(names)));
        };
        tell("");
        while let Some(changed) = watch.next() {
            tell(&changed_names(&changed, &folder));
        }
    });
    runtime.block_on(until_ended());
    runtime.shutdown_background();
    Ok(())
}

fn say_where(server: &Server, base_url: &str, printer: Printer) {
    let (english, chinese) = if server.is_live {
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

fn cannot_start(error: &std::io::Error) -> Box<Diagnostic> {
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
