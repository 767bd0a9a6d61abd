//! `nianbao serve`. Enter at [`run`].

use super::build::options;
use super::options::{
    blocking_level, find_root, flag, given, of_a_build, option, path_option, poll,
};
use super::session::{CommandSession, ExitStatus, Outcome};
use crate::config::{BuildMode, BuildOptions};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::pipeline;
use crate::rebuild::LastBuild;
use crate::serve::{self, Build, ServeOptions, WatchOptions};
use crate::source::{FetchedFiles, SiteFiles, SiteRoot, read_config};
use clap::{ArgAction, ArgMatches, Command, value_parser};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What the command line takes. Zola's ways of writing less have nothing to do here, where nothing is written.
pub(super) fn command() -> Command {
    let interface = option("interface", "ADDRESS").default_value("127.0.0.1");
    let interface = interface.value_parser(value_parser!(IpAddr));
    let port = option("port", "PORT").value_parser(value_parser!(u16));
    let debounce = option("debounce", "MS").default_value("20");
    let more = path_option("extra-watch-path", "PATH");
    Command::new("serve").args(of_a_build()).args([
        interface.short('i'),
        port.short('p'),
        flag("open").short('O'),
        flag("watch").short('w'),
        debounce
            .short('d')
            .value_parser(value_parser!(u64).range(1..=10_000)),
        poll(),
        more.action(ArgAction::Append),
        flag("force"),
        flag("store-html"),
        flag("fast").short('f'),
        flag("no-port-append"),
    ])
}

/// Shows the site on this machine.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let root = find_root(global)?;
    let interface = own
        .get_one::<IpAddr>("interface")
        .copied()
        .unwrap_or(IpAddr::from([127, 0, 0, 1]));
    // The usual port is no wish: where it is taken, the next free one does, as in Zola.
    let port = own.get_one::<u16>("port").copied();
    let port = port.filter(|port| *port != serve::DEFAULT_PORT);
    let listener = serve::bind_port(interface, port)?;
    let address = listener
        .local_addr()
        .unwrap_or(SocketAddr::new(interface, port.unwrap_or_default()));
    if port.is_none() && address.port() != serve::DEFAULT_PORT {
        say_other_port(session, address.port());
    }
    let mut options = options(session, own, &root, BuildMode::Serve);
    let base_url = base_url(own, address);
    options.base_url = Some(base_url.clone());
    let serving = ServeOptions {
        watching: own
            .get_flag("watch")
            .then(|| watching(own, &root, &options)),
        base_url,
        printer: session.printer,
        blocking: blocking_level(own),
    };
    if own.get_flag("open")
        && let Err(warning) = serve::open_browser(&serving.base_url)
    {
        session.printer.findings(&[*warning]);
    }
    serve::run(listener, serving, builder(root, options))?;
    Ok(ExitStatus::Fine)
}

fn say_other_port(session: &CommandSession, port: u16) {
    let taken = serve::DEFAULT_PORT;
    session.printer.tell(&Words::new(
        format!("Port {taken} is taken; {port} is the next free one."),
        format!("端口 {taken} 已被占用，改用空闲端口 {port}。"),
    ));
}

/// The address of the preview, or the base URL that was asked for, with the port as Zola appends it.
fn base_url(own: &ArgMatches, address: SocketAddr) -> String {
    let Some(url) = given(own, "base-url") else {
        return serve::base_url(address);
    };
    if own.get_flag("no-port-append") {
        return url.to_owned();
    }
    with_port(url, address.port())
}

fn with_port(url: &str, port: u16) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| {
        !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    });
    if has_port {
        return url.to_owned();
    }
    format!("{scheme}://{authority}:{port}{path}")
}

fn watching(own: &ArgMatches, root: &SiteRoot, options: &BuildOptions) -> WatchOptions {
    let more = own.get_many::<PathBuf>("extra-watch-path");
    let debounce = own.get_one::<u64>("debounce").copied().unwrap_or(20);
    let config = read_config(root, options).0;
    WatchOptions {
        output: root.folder.join(config.output_dir),
        folder: root.folder.clone(),
        more: more.map_or_else(Vec::new, |paths| paths.cloned().collect()),
        only: Vec::new(),
        quiet: Duration::from_millis(debounce),
        polls: own.get_flag("poll"),
    }
}

/// Builds the site whenever it is asked to and something has changed.
fn builder(root: SiteRoot, options: BuildOptions) -> Build {
    let mut last = None;
    let mut had_content = false;
    let mut kept = LastBuild::default();
    // What templates loaded from beside the site's folders, which the fingerprint does not know.
    let mut fetched: Arc<FetchedFiles> = Arc::default();
    Box::new(move || {
        let (root, mut lost) = reread(&root);
        let mut files = SiteFiles::read(&root, &options);
        let has_content = files.sources.folders.iter().any(|one| one == "content");
        if had_content && !has_content {
            lost.push(no_content());
        }
        had_content |= has_content;
        let now = (files.sources.fingerprint(), lost.clone());
        if last.as_ref() == Some(&now) && !fetched.has_changed(&root.folder) {
            return None;
        }
        last = Some(now);
        fetched = Arc::clone(&files.sources.fetched);
        files.found.extend(lost);
        let built = pipeline::arrange(files, &options, &kept);
        kept.keep(&built);
        Some(built)
    })
}

/// The root with its configuration as it is now; while that is gone, as it last was.
fn reread(root: &SiteRoot) -> (SiteRoot, Vec<Diagnostic>) {
    let file = root.config.path.to_string();
    match SiteRoot::find(&root.folder, Some(Path::new(&file))) {
        // The folders above may have a file of that name too, which is another site's.
        Ok(now) if now.folder == root.folder => (now, Vec::new()),
        Ok(_) => (root.clone(), vec![no_config(&file)]),
        Err(diagnostic) => (root.clone(), vec![*diagnostic]),
    }
}

fn no_config(file: &str) -> Diagnostic {
    let words = Words::new(format!("`{file}` is gone"), format!("`{file}` 不见了"));
    Diagnostic::error("source", "no-config", words)
        .at(Place::file(file))
        .hint(put_back())
}

fn no_content() -> Diagnostic {
    let words = Words::new(
        "the folder `content` is gone".to_owned(),
        "文件夹 `content` 不见了".to_owned(),
    );
    Diagnostic::error("source", "no-content", words)
        .at(Place::file("content"))
        .hint(put_back())
}

fn put_back() -> Words {
    Words::new(
        "put it back; the preview follows by itself",
        "请放回原处，预览会自动恢复",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_line;
    use crate::diagnostic::Language;

    #[test]
    fn every_option_of_zola_is_taken_and_a_port_can_be_left_out() {
        let words =
            "nianbao serve -i 127.0.0.1 -p 1111 -o out --force --drafts -O --store-html -f --fast";
        let command = || command_line(Language::English);
        let fast = words.replace("-f --fast", "--fast");
        for line in [words.replace("-f --fast", "-f"), fast] {
            let line = format!(
                "{line} -d 1 --extra-watch-path a --extra-watch-path b -u http://t.test/x --no-port-append"
            );
            let matches = command().try_get_matches_from(line.split(' ')).unwrap();
            let (_, own) = matches.subcommand().unwrap();
            let address = SocketAddr::from(([127, 0, 0, 1], 1234));
            assert_eq!(base_url(own, address), "http://t.test/x");
        }
        for wrong in ["-d 0", "-p x", "-i nowhere"] {
            let line = format!("nianbao serve {wrong}");
            assert!(
                command().try_get_matches_from(line.split(' ')).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_port_is_appended_to_a_base_url_without_one() {
        for (url, wanted) in [
            ("http://town.test", "http://town.test:1111"),
            (
                "http://town.test/reports/",
                "http://town.test:1111/reports/",
            ),
            ("http://town.test:80/", "http://town.test:80/"),
            ("/reports/", "/reports/"),
        ] {
            assert_eq!(with_port(url, 1111), wanted);
        }
    }
}
