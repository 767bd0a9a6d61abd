//! What a report of a kind must have: a dated data file, not code. Enter at [`ReportKind::named`].

mod reading;
mod sound;

use super::table::{TableForm, TextClaim};
use super::{BodyKind, Report, Year};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

pub(crate) use reading::ReadingRules;

/// A kind of report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportKind {
    /// Id, as front matter names it.
    pub id: String,
    /// What the reports are called.
    pub name: String,
    /// The document that asks for them.
    pub source: String,
    /// Since when.
    pub dated: String,
    /// By when they must be public.
    pub deadline: ReportDeadline,
    /// Other days for other kinds of bodies: `department`, `county` …
    #[serde(default)]
    pub deadline_of: BTreeMap<String, ReportDeadline>,
    /// By when they must be sent to the body above.
    #[serde(default)]
    pub filing: Option<ReportDeadline>,
    /// The parts they must have.
    pub parts: Vec<StatutoryPart>,
    /// The topics, in the order in which they are shown.
    #[serde(default)]
    pub topics: Vec<ReportTopic>,
    /// The outlines of each era.
    #[serde(default)]
    pub outlines: Vec<EraOutline>,
    /// The tables they must have.
    #[serde(default)]
    pub tables: Vec<TableForm>,
    /// What the text and the tables must say alike.
    #[serde(default)]
    pub claims: Vec<TextClaim>,
    /// How `import` knows such a report, where its name and its headings do not say enough.
    #[serde(default)]
    pub import: ReadingPatterns,
    /// The same ready to be used; [`ReportKind::read`] always sets it.
    #[serde(skip)]
    reading: Option<Arc<ReadingRules>>,
}

/// How a kind of report is known when a file is read: regular expressions. What is left out follows from the profile's name and headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingPatterns {
    /// The words of the title between the year and the kind: `部门预算执行`.
    #[serde(default)]
    pub subject: Option<String>,
    /// The words that end the title: `情况报告`.
    #[serde(default)]
    pub kind: Option<String>,
    /// The ends of the names of bodies.
    #[serde(default)]
    pub bodies: Option<String>,
    /// `town`, `street`, `county`, `city`, `province` or `dept`, and the end of the names of such bodies.
    #[serde(default)]
    pub levels: Vec<(String, String)>,
    /// `measures`, `shortcomings`, `first_responsible`, `plan` or `other`, and the words of headings that hold it.
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
    /// Words that give the causes of shortcomings.
    #[serde(default)]
    pub causes: Option<String>,
    /// Words from which on a merged part speaks of the plan.
    #[serde(default)]
    pub plan_begins: Option<String>,
    /// Documents that are mistaken for such a report: their name, and words of their titles.
    #[serde(default)]
    pub neighbours: Vec<(String, String)>,
}

/// The day of the following year before which a report must be public.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDeadline {
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
pub struct StatutoryPart {
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
    /// Words one of which it must hold.
    #[serde(default)]
    pub must_say: Vec<String>,
    /// Words all of which it must hold: what it must speak of.
    #[serde(default)]
    pub must_cover: Vec<String>,
    /// The first year of reports that must say them.
    #[serde(default)]
    pub must_say_from: Option<Year>,
    /// What it cannot be all of: 无.
    #[serde(default)]
    pub not_only: Vec<String>,
}

/// A topic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportTopic {
    /// Id, part of addresses.
    pub id: String,
    /// In words.
    pub name: String,
}

/// An outline of an era.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EraOutline {
    /// Name with 《》.
    pub name: String,
    /// Document number.
    pub document_number: String,
    /// First year.
    pub from: Year,
    /// Last year.
    pub to: Year,
    /// Its tasks.
    pub tasks: Vec<OutlineTask>,
}

/// A task of an outline.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineTask {
    /// The topic it is about.
    pub topic: String,
    /// In words.
    pub name: String,
}

/// Why a text is no profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileError {
    /// What is wrong, in the words of the file's keys.
    pub words: String,
    /// The byte of the text where it is.
    pub at: usize,
}

static PROFILES: LazyLock<Vec<Arc<ReportKind>>> = LazyLock::new(|| {
    [include_str!("fazhi.yaml"), include_str!("xxgk.yaml")]
        .into_iter()
        .map(|text| ReportKind::read(text).expect("the profiles in the binary are read by a test"))
        .map(Arc::new)
        .collect()
});

/// The kinds of reports that a site knows: those of the program, and its own in `content/profiles/`.
#[derive(Debug, Clone)]
pub struct ReportKinds(Vec<Arc<ReportKind>>);

impl Default for ReportKinds {
    fn default() -> ReportKinds {
        ReportKinds(PROFILES.clone())
    }
}

impl ReportKinds {
    /// Adds a profile of the site, or replaces the one of the same id.
    pub fn add(&mut self, profile: ReportKind) {
        let profile = Arc::new(profile);
        match self.0.iter_mut().find(|known| known.id == profile.id) {
            Some(known) => *known = profile,
            None => self.0.push(profile),
        }
    }

    /// All profiles, those of the program first.
    pub fn all(&self) -> impl Iterator<Item = &ReportKind> {
        self.0.iter().map(|profile| &**profile)
    }

    /// The ids of all profiles.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|profile| profile.id.as_str())
    }

    /// The profile called `id`.
    pub fn named(&self, id: &str) -> Option<&ReportKind> {
        self.all().find(|profile| profile.id == id)
    }

    /// The profile called `id`, to keep.
    pub fn share(&self, id: &str) -> Option<Arc<ReportKind>> {
        self.0.iter().find(|profile| profile.id == id).cloned()
    }

    /// The profile of a report.
    pub fn of(&self, report: &Report) -> &ReportKind {
        self.named(&report.profile).unwrap_or(&self.0[0])
    }

    /// A topic's name in whichever profile has it; its id where none has.
    pub fn topic_name<'a>(&'a self, id: &'a str) -> &'a str {
        let mut topics = self.all().flat_map(|profile| &profile.topics);
        topics
            .find(|topic| topic.id == id)
            .map_or(id, |topic| &topic.name)
    }
}

impl ReportKind {
    /// Reads a profile.
    ///
    /// # Errors
    /// What does not parse, an unknown key, an id that cannot be one, or a row, column, part or topic that is named and is not there.
    pub fn read(yaml: &str) -> Result<ReportKind, ProfileError> {
        let byte = |letters: u64| {
            let letters = usize::try_from(letters).unwrap_or(0);
            yaml.char_indices().nth(letters).map_or(0, |(at, _)| at)
        };
        let mut profile: ReportKind = serde_yaml::from_str(yaml).map_err(|error| ProfileError {
            at: error
                .location()
                .map_or(0, |place| byte(place.span().offset())),
            words: error
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
        })?;
        sound::whole(&profile).map_err(|(words, near)| ProfileError {
            at: yaml.find(&near).unwrap_or_default(),
            words,
        })?;
        let reading = ReadingRules::of(&profile).map_err(|words| ProfileError { words, at: 0 })?;
        profile.reading = Some(Arc::new(reading));
        Ok(profile)
    }

    /// The ids of all parts: those that it must have, and those that it may have and that are known by their headings.
    pub(crate) fn part_ids(&self) -> impl Iterator<Item = &str> + Clone {
        let must = || self.parts.iter().map(|part| part.id.as_str());
        let known = self.reading().parts.keys().map(String::as_str);
        let is_may = move |id: &&str| !must().any(|part| part == *id);
        must().chain(known.filter(is_may))
    }

    /// The patterns by which such a report is read.
    pub(crate) fn reading(&self) -> &ReadingRules {
        self.reading
            .as_ref()
            .expect("a kind is made by `read`, which sets its patterns")
    }

    /// By when a report of a body of this kind must be public.
    pub fn deadline_for(&self, kind: BodyKind) -> &ReportDeadline {
        self.deadline_of.get(kind.id()).unwrap_or(&self.deadline)
    }

    /// The form of a table.
    pub fn table(&self, id: &str) -> Option<&TableForm> {
        self.tables.iter().find(|form| form.id == id)
    }

    /// The profile of the program called `id`, if there is one.
    pub fn embedded(id: &str) -> Option<&'static ReportKind> {
        let found = PROFILES.iter().find(|profile| profile.id == id);
        found.map(|profile| &**profile)
    }

    /// The profiles of the program, the usual one first.
    pub fn all_embedded() -> impl Iterator<Item = &'static ReportKind> {
        PROFILES.iter().map(|profile| &**profile)
    }

    /// The profile that reports have unless they say otherwise.
    pub fn default_profile() -> &'static ReportKind {
        &PROFILES[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_in_the_binary_is_whole() {
        for profile in ReportKinds::default().all() {
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
