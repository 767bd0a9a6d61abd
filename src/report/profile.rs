//! What a report of a kind must have: a dated data file, not code. Enter at [`Profile::named`].

use super::table::TableForm;
use super::{BodyKind, Year};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A kind of report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Id, as front matter names it.
    pub id: String,
    /// What the reports are called.
    pub name: String,
    /// The document that asks for them.
    pub source: String,
    /// Since when.
    pub dated: String,
    /// By when they must be public.
    pub deadline: Deadline,
    /// Other days for other kinds of bodies: `department`, `county` …
    #[serde(default)]
    pub deadline_of: BTreeMap<String, Deadline>,
    /// By when they must be sent to the body above.
    #[serde(default)]
    pub filing: Option<Deadline>,
    /// The parts they must have.
    pub parts: Vec<Part>,
    /// The topics, in the order in which they are shown.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// The outlines of each era.
    #[serde(default)]
    pub outlines: Vec<Outline>,
    /// The tables they must have.
    #[serde(default)]
    pub tables: Vec<TableForm>,
}

/// The day of the following year before which a report must be public.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Month.
    pub month: i8,
    /// Day.
    pub day: i8,
    /// The rule in words.
    pub words: String,
    /// The article.
    pub source: String,
}

/// A part that a report must have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// `measures`, `shortcomings` …
    pub id: String,
    /// In words.
    pub name: String,
    /// Words of headings of the first level that hold it.
    #[serde(default)]
    pub headings: Vec<String>,
    /// The part inside which it is said.
    #[serde(default)]
    pub within: Option<String>,
    /// Words of sentences that say it there.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A topic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Id, part of addresses.
    pub id: String,
    /// In words.
    pub name: String,
}

/// An outline of an era.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Name with 《》.
    pub name: String,
    /// Document number.
    pub document_number: String,
    /// First year.
    pub from: Year,
    /// Last year.
    pub to: Year,
    /// Its tasks.
    pub tasks: Vec<Task>,
}

/// A task of an outline.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// The topic it is about.
    pub topic: String,
    /// In words.
    pub name: String,
}

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    [
        include_str!("profile/fazhi.yaml"),
        include_str!("profile/xxgk.yaml"),
    ]
    .into_iter()
    .map(|text| Profile::read(text).expect("the profiles in the binary are read by a test"))
    .collect()
});

impl Profile {
    /// Reads a profile; the error says what is wrong and where in the text.
    ///
    /// # Errors
    /// What does not parse, an unknown key, or a row, column or part that a table names and that is not there.
    pub fn read(yaml: &str) -> Result<Profile, String> {
        let profile: Profile = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        for form in &profile.tables {
            profile.whole(form)?;
        }
        Ok(profile)
    }

    /// A table's part and everything in its equations must be there.
    fn whole(&self, form: &TableForm) -> Result<(), String> {
        let id = &form.id;
        if !self.parts.iter().any(|part| part.id == form.part) {
            return Err(format!("table `{id}`: no part `{}`", form.part));
        }
        let rows: Vec<&str> = form.rows.iter().map(|row| row.id.as_str()).collect();
        let columns: Vec<&str> = form
            .columns
            .iter()
            .map(|column| column.id.as_str())
            .collect();
        for balance in &form.balances {
            let sides = [(&balance.rows, &rows), (&balance.columns, &columns)];
            let mut terms = sides
                .into_iter()
                .filter_map(|(equation, known)| Some((equation.as_ref()?, known)));
            let unknown = terms.find_map(|(equation, known)| {
                equation
                    .terms()
                    .find(|term| !known.contains(&term.id.as_str()))
            });
            if let Some(term) = unknown {
                return Err(format!("table `{id}`: nothing is called `{}`", term.id));
            }
            if balance.rows.is_some() == balance.columns.is_some() {
                return Err(format!(
                    "table `{id}`: a balance is between rows or between columns"
                ));
            }
        }
        Ok(())
    }

    /// By when a report of a body of this kind must be public.
    pub fn deadline_for(&self, kind: BodyKind) -> &Deadline {
        self.deadline_of.get(kind.id()).unwrap_or(&self.deadline)
    }

    /// The form of a table.
    pub fn table(&self, id: &str) -> Option<&TableForm> {
        self.tables.iter().find(|form| form.id == id)
    }

    /// The profile called `id`, if there is one.
    pub fn named(id: &str) -> Option<&'static Profile> {
        PROFILES.iter().find(|profile| profile.id == id)
    }

    /// The profile that reports have unless they say otherwise.
    pub fn default_profile() -> &'static Profile {
        &PROFILES[0]
    }

    /// All profiles.
    pub fn all() -> impl Iterator<Item = &'static Profile> {
        PROFILES.iter()
    }

    /// The ids of all profiles.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        PROFILES.iter().map(|profile| profile.id.as_str())
    }

    /// A topic's name in whichever profile has it; its id where none has.
    pub fn topic_name(id: &str) -> &str {
        let mut topics = PROFILES.iter().flat_map(|profile| &profile.topics);
        topics
            .find(|topic| topic.id == id)
            .map_or(id, |topic| &topic.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_in_the_binary_is_whole() {
        for id in Profile::ids() {
            let profile = Profile::named(id).unwrap();
            assert!(!profile.parts.is_empty());
            for task in profile.outlines.iter().flat_map(|outline| &outline.tasks) {
                assert!(
                    profile.topics.iter().any(|topic| topic.id == task.topic),
                    "{}",
                    task.topic
                );
            }
        }
    }
}
