//! What the program learns from outside the site: language, colours, the day. Enter at [`Surroundings::look`].

use crate::diagnostic::Tongue;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::time::Instant;

/// The world outside the site, looked at once, by the command line.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The language of messages.
    pub tongue: Tongue,
    /// Whether the error output shows colours.
    pub colour: bool,
    /// The day, in the local time zone.
    pub today: Date,
    /// Environment variables, for `get_env` in templates.
    pub environment: BTreeMap<String, String>,
}

impl Surroundings {
    /// Looks around.
    pub fn look() -> Surroundings {
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let set = |name: &str| environment.get(name).is_some_and(|value| !value.is_empty());
        let forced = environment
            .get("CLICOLOR_FORCE")
            .is_some_and(|value| value != "0");
        Surroundings {
            tongue: tongue(&environment),
            colour: !set("NO_COLOR") && (forced || std::io::stderr().is_terminal()),
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
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Seconds since the start.
    pub fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// `LC_ALL` over `LC_MESSAGES` over `LANG`, as POSIX has it.
fn tongue(environment: &BTreeMap<String, String>) -> Tongue {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| environment.get(*name).filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Tongue::Chinese,
        _ => Tongue::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_the_language() {
        let with = |pairs: &[(&str, &str)]| {
            tongue(
                &pairs
                    .iter()
                    .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                    .collect(),
            )
        };
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]), Tongue::Chinese);
        assert_eq!(
            with(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]),
            Tongue::English
        );
        assert_eq!(with(&[]), Tongue::English);
    }
}
