//! What several commands take from the command line, and how it is read. Enter at [`option`], [`flag`] and [`argument`].

use super::session::CommandSession;
use crate::config::{BuildMode, BuildOptions};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::SiteRoot;
use clap::{Arg, ArgAction, ArgMatches, ValueHint, value_parser};
use std::path::PathBuf;
use std::sync::Arc;

/// An option with a value, such as `--body ID`.
pub(super) fn option(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value)
}

/// An option that is given or not.
pub(super) fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// What stands behind a command without a name.
pub(super) fn argument(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).value_name(value)
}

/// An option whose value is a path.
pub(super) fn path_option(name: &'static str, value: &'static str) -> Arg {
    option(name, value).value_parser(value_parser!(PathBuf))
}

/// The options of every command: where the site is.
pub(super) fn of_every_command() -> [Arg; 2] {
    let root = path_option("root", "DIR").short('r').default_value(".");
    let config = path_option("config", "FILE").short('c');
    [
        root.value_hint(ValueHint::DirPath).global(true),
        config.value_hint(ValueHint::FilePath).global(true),
    ]
}

/// Output for people or for machines.
pub(super) fn format() -> Arg {
    let format = Arg::new("format").long("format");
    format.value_parser(["text", "json"]).default_value("text")
}

/// For drives that tell nothing of changes.
pub(super) fn poll() -> Arg {
    flag("poll")
}

/// What decides how a site is built.
pub(super) fn of_a_build() -> [Arg; 5] {
    let today = option("today", "YYYY-MM-DD");
    [
        option("base-url", "URL").short('u'),
        path_option("output-dir", "DIR").short('o'),
        flag("drafts"),
        flag("strict"),
        today.value_parser(value_parser!(jiff::civil::Date)),
    ]
}

/// A year reported on.
pub(super) fn year(year: Arg) -> Arg {
    year.value_parser(value_parser!(i16).range(1949..=2200))
}

/// The text that was given.
pub(super) fn given<'a>(own: &'a ArgMatches, name: &str) -> Option<&'a str> {
    own.get_one::<String>(name).map(String::as_str)
}

/// Whether the result is for machines.
pub(super) fn wants_json(own: &ArgMatches) -> bool {
    given(own, "format") == Some("json")
}

/// What keeps a command from ending well: warnings too under `--strict`.
pub(super) fn blocking_level(own: &ArgMatches) -> Level {
    if own.get_flag("strict") {
        Level::Warning
    } else {
        Level::Error
    }
}

/// The root that the command line names.
///
/// # Errors
/// There is no site.
pub(super) fn find_root(global: &ArgMatches) -> Result<SiteRoot, Box<Diagnostic>> {
    let folder = global.get_one::<PathBuf>("root").cloned();
    let config = global.get_one::<PathBuf>("config").map(PathBuf::as_path);
    SiteRoot::find(&folder.unwrap_or_else(|| PathBuf::from(".")), config)
}

/// How a site is read by commands that write none of it.
pub(super) fn reading_options(session: &CommandSession) -> BuildOptions {
    BuildOptions {
        mode: BuildMode::Build,
        base_url: None,
        output: None,
        drafts: false,
        minify: false,
        today: session.surroundings.today,
        environment: Arc::new(session.surroundings.environment.clone()),
    }
}
