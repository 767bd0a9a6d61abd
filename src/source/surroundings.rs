//! What the program learns from outside the site: language, colours, the day. Enter at [`Surroundings::look`].

use crate::diagnostic::{Language, Verbosity};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::time::Instant;

/// The world outside the site, looked at once, by the command line.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    /// The language of messages.
    pub tongue: Language,
    /// Whether the error output shows colours.
    pub colour: bool,
    /// How much is said there.
    pub talk: Verbosity,
    /// The day, in the local time zone.
    pub today: Date,
    /// Environment variables, for `get_env` in templates.
    pub environment: BTreeMap<String, String>,
}

impl Surroundings {
    /// Looks around.
    pub(crate) fn look() -> Surroundings {
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Surroundings {
            tongue: asked_language(&environment),
            colour: wants_colour(
                &environment,
                if std::io::stderr().is_terminal() {
                    ErrorOutput::Terminal
                } else {
                    ErrorOutput::Elsewhere
                },
            ),
            talk: environment
                .get("RUST_LOG")
                .map_or(Verbosity::Usual, |wish| asked_verbosity(wish)),
            today: jiff::Zoned::now().date(),
            environment,
        }
    }
}

/// The words of the command line, the program's own name first.
pub fn arguments() -> impl Iterator<Item = OsString> {
    std::env::args_os()
}

/// How long something took, for people to read; never a part of what is published.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    pub(crate) fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Seconds since the start.
    pub(crate) fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// `LC_ALL` over `LC_MESSAGES` over `LANG`, as POSIX has it.
fn asked_language(environment: &BTreeMap<String, String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| environment.get(*name).filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

/// Where the error output goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ErrorOutput {
    Terminal,
    Elsewhere,
}

/// `NO_COLOR` over `CLICOLOR_FORCE` over `CLICOLOR=0` over what the error output is.
fn wants_colour(environment: &BTreeMap<String, String>, output: ErrorOutput) -> bool {
    let of = |name: &str| environment.get(name).map_or("", String::as_str);
    let is_forced = !matches!(of("CLICOLOR_FORCE"), "" | "0");
    of("NO_COLOR").is_empty()
        && (is_forced || (output == ErrorOutput::Terminal && of("CLICOLOR") != "0"))
}

/// `warn` or `zola=warn`, several with commas between them; `site=debug` asks for the phases, as Zola has it.
fn asked_verbosity(wish: &str) -> Verbosity {
    let mut asked = Verbosity::Usual;
    for one in wish.split(',') {
        let (target, level) = one.trim().rsplit_once('=').unwrap_or(("", one.trim()));
        let level = match level.to_ascii_lowercase().as_str() {
            "off" => Verbosity::Nothing,
            "error" => Verbosity::Errors,
            "warn" => Verbosity::Warnings,
            "info" => Verbosity::Usual,
            "debug" | "trace" => Verbosity::Phases,
            _ => continue,
        };
        match target {
            "" | "zola" | "nianbao" => asked = level,
            "site" if level == Verbosity::Phases => asked = level,
            _ => {}
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn colours_follow_the_usual_variables() {
        for (pairs, on_terminal, elsewhere) in [
            (&[][..], true, false),
            (&[("CLICOLOR", "0")], false, false),
            (&[("CLICOLOR", "1")], true, false),
            (&[("CLICOLOR_FORCE", "1")], true, true),
            (&[("CLICOLOR_FORCE", "0")], true, false),
            (&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], true, true),
            (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false, false),
        ] {
            let environment = set(pairs);
            assert_eq!(
                wants_colour(&environment, ErrorOutput::Terminal),
                on_terminal,
                "{pairs:?}"
            );
            assert_eq!(
                wants_colour(&environment, ErrorOutput::Elsewhere),
                elsewhere,
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn the_log_variable_says_how_much_is_said() {
        for (wish, wanted) in [
            ("", Verbosity::Usual),
            ("zola=info", Verbosity::Usual),
            ("zola=info,site=debug", Verbosity::Phases),
            ("warn", Verbosity::Warnings),
            ("nianbao=error", Verbosity::Errors),
            ("off", Verbosity::Nothing),
            ("hyper=trace", Verbosity::Usual),
            ("nonsense", Verbosity::Usual),
        ] {
            assert_eq!(asked_verbosity(wish), wanted, "{wish}");
        }
    }

    #[test]
    fn the_locale_decides_the_language() {
        let with = |pairs: &[(&str, &str)]| {
            asked_language(
                &pairs
                    .iter()
                    .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                    .collect(),
            )
        };
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(
            with(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]),
            Language::English
        );
        assert_eq!(with(&[]), Language::English);
    }
}
