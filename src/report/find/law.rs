//! Laws and other documents that reports cite: their names, dates and numbers, from a dated data file. Enter at [`all`].

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A document that reports cite.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Law {
    /// Its name in normal form, without the name of the state.
    pub name: String,
    /// Other names that it is cited by.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether its names are known without title marks too.
    #[serde(default)]
    pub bare: bool,
    /// The day it was issued first, `YYYY-MM-DD`.
    #[serde(default)]
    pub issued: Option<String>,
    /// The first day it is in force; empty where that is not known.
    #[serde(default)]
    pub from: String,
    /// The first day it is in force no longer.
    #[serde(default)]
    pub until: Option<String>,
    /// What stands in its place.
    #[serde(default)]
    pub replaced_by: Option<String>,
    /// Years in which a new wording came into force.
    #[serde(default)]
    pub revised: Vec<String>,
    /// The number of the document by which it was issued.
    #[serde(default)]
    pub number: Option<String>,
    /// Where dates and number are from.
    pub source: String,
}

static LAWS: LazyLock<Vec<Law>> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("data/laws.yaml")).expect("the embedded laws are tested")
});

/// Short and other names to the normal one.
static SHORT: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let pairs = LAWS.iter().flat_map(|law| {
        law.also
            .iter()
            .map(|short| (short.as_str(), law.name.as_str()))
    });
    pairs.collect()
});

/// Names that are known without title marks, the longest first.
static BARE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let known = LAWS.iter().filter(|law| law.bare);
    let mut names: Vec<&str> = known
        .flat_map(|law| law.also.iter().chain([&law.name]))
        .map(String::as_str)
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
});

/// All documents of the program, in the order of the file.
pub(crate) fn all() -> &'static [Law] {
    &LAWS
}

/// The document of this normal name.
pub(crate) fn named(canonical: &str) -> Option<&'static Law> {
    LAWS.iter().find(|law| law.name == canonical)
}

/// The normal name of a short or other one.
pub(super) fn in_full(name: &str) -> Option<&'static str> {
    SHORT.get(name).copied()
}

/// Names that are known without title marks, the longest first.
pub(super) fn bare_names() -> &'static [&'static str] {
    &BARE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_law_is_there_once_with_days_in_their_order() {
        let mut names = std::collections::BTreeSet::new();
        for law in all() {
            for name in law.also.iter().chain([&law.name]) {
                assert!(names.insert(name.as_str()), "{name} twice");
            }
            let days = [
                law.issued.as_deref(),
                Some(law.from.as_str()),
                law.until.as_deref(),
            ];
            let days: Vec<&str> = days
                .into_iter()
                .flatten()
                .filter(|day| !day.is_empty())
                .collect();
            assert!(days.is_sorted(), "{}: {days:?}", law.name);
            assert!(
                days.iter()
                    .all(|day| day.parse::<jiff::civil::Date>().is_ok()),
                "{}: {days:?}",
                law.name
            );
            assert!(!law.source.is_empty(), "{}", law.name);
            let later = law.replaced_by.as_deref();
            assert!(
                later.is_none_or(|later| named(later).is_some()),
                "{}",
                law.name
            );
        }
        assert_eq!(in_full("处罚法"), Some("行政处罚法"));
        assert_eq!(named("民法典").unwrap().from, "2021-01-01");
    }
}
