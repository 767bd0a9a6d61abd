//! The words that rules know: meetings, laws, offices, official language, each with its source and date. Enter at [`RuleTerms`].
//!
//! Every kind is a list in a YAML file. A site may add to a list, or replace an entry by its name, in `content/terms/NAME.yaml`.

mod kinds;
mod spots;

pub(crate) use kinds::{
    CountyName, DatedSlogan, HolidayYear, Law, LookAlikes, Obsolete, OrderedSet, PartyMeeting,
    ProtectedName, WordVariant,
};

pub(crate) use spots::{SpottedTerms, TermSearch, halves};

use crate::diagnostic::{Diagnostic, Place, Words};
use crate::source::Sources;
use crate::tree::{TreeOrigin, yaml};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, OnceLock};

/// All terms.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleTerms {
    pub(crate) meetings: Vec<PartyMeeting>,
    pub(crate) laws: Vec<Law>,
    pub(crate) obsolete: Vec<Obsolete>,
    pub(crate) variants: Vec<WordVariant>,
    pub(crate) sets: Vec<OrderedSet>,
    pub(crate) protected: Vec<ProtectedName>,
    pub(crate) slogans: Vec<DatedSlogan>,
    pub(crate) glyphs: Vec<LookAlikes>,
    pub(crate) holidays: Vec<HolidayYear>,
    pub(crate) counties: Vec<CountyName>,
    /// The names of all counties, to be looked up.
    pub(crate) county_names: Arc<CountyNames>,
    spots: OnceLock<Arc<TermSearch>>,
}

/// An entry that a site may replace.
pub(crate) trait TermEntry: DeserializeOwned {
    /// What it is known by.
    fn key(&self) -> &str;
    /// Where it comes from.
    fn source(&self) -> &str;
    /// The rest in one line.
    fn shown(&self) -> String;
}

const MEETINGS: &str = include_str!("meetings.yaml");
const OBSOLETE: &str = include_str!("obsolete.yaml");
const VARIANTS: &str = include_str!("variants.yaml");
const SETS: &str = include_str!("sets.yaml");
const PROTECTED: &str = include_str!("protected.yaml");
const SLOGANS: &str = include_str!("slogans.yaml");
const GLYPHS: &str = include_str!("glyphs.yaml");
const HOLIDAYS: &str = include_str!("holidays.yaml");
/// Lines `code name` below comments; 2,600 of them as YAML would take longer to read than a report takes to check.
const COUNTIES: &str = include_str!("counties.txt");

static EMBEDDED: LazyLock<RuleTerms> = LazyLock::new(|| RuleTerms {
    meetings: own(MEETINGS),
    laws: crate::report::find::law::all().to_vec(),
    obsolete: own(OBSOLETE),
    variants: own(VARIANTS),
    sets: own(SETS),
    protected: own(PROTECTED),
    slogans: own(SLOGANS),
    glyphs: own(GLYPHS),
    holidays: own(HOLIDAYS),
    counties: counties(),
    county_names: names(&counties()),
    spots: OnceLock::new(),
});

fn counties() -> Vec<CountyName> {
    let source: Arc<str> = "@vant/area-data 2.1.0".into();
    let lines = COUNTIES.lines().filter_map(|line| line.split_once(' '));
    let entries = lines.filter(|(code, _)| *code != "#");
    let entries = entries.map(|(code, name)| CountyName {
        code: code.into(),
        name: name.into(),
        source: Arc::clone(&source),
    });
    entries.collect()
}

fn names(counties: &[CountyName]) -> Arc<CountyNames> {
    let tail = |name: &str| CountyNames::tail(name).map(str::to_owned);
    Arc::new(CountyNames {
        names: counties.iter().map(|one| Arc::clone(&one.name)).collect(),
        tails: counties.iter().filter_map(|one| tail(&one.name)).collect(),
    })
}

/// Names of counties, and the last letters of each: most words that end like a county are told apart by these.
#[derive(Debug, Clone, Default)]
pub(crate) struct CountyNames {
    names: BTreeSet<Arc<str>>,
    tails: BTreeSet<String>,
}

impl CountyNames {
    /// The last three letters.
    fn tail(words: &str) -> Option<&str> {
        let (at, _) = words.char_indices().rev().nth(2)?;
        Some(&words[at..])
    }

    /// Whether a name may end where these words end.
    pub(crate) fn may_end(&self, words: &str) -> bool {
        CountyNames::tail(words).is_some_and(|tail| self.tails.contains(tail))
    }

    /// Whether it is a county's name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

fn own<T: TermEntry>(yaml: &str) -> Vec<T> {
    serde_yaml::from_str(yaml).expect("the embedded terms are read by a test")
}

impl RuleTerms {
    /// The terms in the program.
    pub(crate) fn embedded() -> &'static RuleTerms {
        &EMBEDDED
    }

    /// The words of all lists, to be looked for together.
    pub(crate) fn spots(&self) -> &TermSearch {
        self.spots.get_or_init(|| Arc::new(TermSearch::of(self)))
    }

    /// Whether two letters look alike.
    pub(crate) fn are_alike(&self, one: char, other: char) -> bool {
        self.glyphs
            .iter()
            .any(|group| group.letters.contains(one) && group.letters.contains(other))
    }

    /// The terms of a site: those of the program with its own over them, and what is wrong with its own.
    pub(crate) fn of_site(sources: &Sources) -> (RuleTerms, Vec<Diagnostic>) {
        let mut terms = RuleTerms {
            spots: OnceLock::new(),
            ..RuleTerms::embedded().clone()
        };
        let mut trouble = Vec::new();
        lay(&mut terms.meetings, "meetings", sources, &mut trouble);
        lay(&mut terms.laws, "laws", sources, &mut trouble);
        lay(&mut terms.obsolete, "obsolete", sources, &mut trouble);
        lay(&mut terms.variants, "variants", sources, &mut trouble);
        lay(&mut terms.sets, "sets", sources, &mut trouble);
        lay(&mut terms.protected, "protected", sources, &mut trouble);
        lay(&mut terms.slogans, "slogans", sources, &mut trouble);
        lay(&mut terms.glyphs, "glyphs", sources, &mut trouble);
        lay(&mut terms.holidays, "holidays", sources, &mut trouble);
        if lay(&mut terms.counties, "counties", sources, &mut trouble) {
            terms.county_names = names(&terms.counties);
        }
        (terms, trouble)
    }
}

/// Lays the site's entries over the program's; false where the site has none.
fn lay<T: TermEntry>(
    list: &mut Vec<T>,
    name: &str,
    sources: &Sources,
    trouble: &mut Vec<Diagnostic>,
) -> bool {
    let path = format!("content/terms/{name}.yaml");
    let Some(source) = sources.get(&path) else {
        return false;
    };
    // The file is parsed twice: by our own reader for its budgets and for places in what it tells, and by serde for the shape of the
    // entries. Files of terms are small.
    let read = source.text().and_then(|text| {
        // Our own reader names the place of what does not parse, and has budgets.
        yaml::parse(text, &TreeOrigin::new(&path, text))?;
        serde_yaml::from_str::<Vec<T>>(text)
            .map_err(|error| Box::new(unlike(&path, &error.to_string())))
    });
    match read {
        Ok(entries) => {
            for entry in entries {
                match list.iter_mut().find(|known| known.key() == entry.key()) {
                    Some(known) => *known = entry,
                    None => list.push(entry),
                }
            }
        }
        Err(diagnostic) => trouble.push(*diagnostic),
    }
    true
}

fn unlike(path: &str, error: &str) -> Diagnostic {
    let words = Words::new(
        format!("the terms in `{path}` cannot be read: {error}"),
        format!("`{path}` 中的词条无法读取：{error}"),
    );
    let hint = Words::new(
        "`nianbao terms list` shows the entries of each kind; write yours alike",
        "`nianbao terms list` 列出各类词条，请按同样的写法填写",
    );
    Diagnostic::error("data", "terms", words)
        .at(Place::file(path))
        .hint(hint)
}

/// A list of terms: its name, and how its rows are made.
type Listed = (&'static str, fn(&RuleTerms) -> Vec<String>);

const LISTED: [Listed; 10] = [
    ("meetings", |terms| rows("meetings", &terms.meetings)),
    ("laws", |terms| rows("laws", &terms.laws)),
    ("obsolete", |terms| rows("obsolete", &terms.obsolete)),
    ("variants", |terms| rows("variants", &terms.variants)),
    ("sets", |terms| rows("sets", &terms.sets)),
    ("protected", |terms| rows("protected", &terms.protected)),
    ("slogans", |terms| rows("slogans", &terms.slogans)),
    ("glyphs", |terms| rows("glyphs", &terms.glyphs)),
    ("holidays", |terms| rows("holidays", &terms.holidays)),
    ("counties", |terms| rows("counties", &terms.counties)),
];

/// The names of all lists of terms.
pub(crate) fn kinds() -> [&'static str; 10] {
    LISTED.map(|(kind, _)| kind)
}

/// Every entry of the lists called so, or of all where none is, as a line `kind  name  rest  source`, in the order of the files.
pub(crate) fn list(terms: &RuleTerms, asked: &[&str]) -> Vec<String> {
    let is_asked = |(kind, _): &Listed| asked.is_empty() || asked.contains(kind);
    let wanted = LISTED.into_iter().filter(is_asked);
    wanted.flat_map(|(_, rows)| rows(terms)).collect()
}

fn rows<T: TermEntry>(kind: &str, entries: &[T]) -> Vec<String> {
    let row = |entry: &T| {
        let (key, shown, source) = (entry.key(), entry.shown(), entry.source());
        format!("{kind}\t{key}\t{shown}\t{source}")
    };
    entries.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use std::sync::Arc;

    #[test]
    fn every_entry_in_the_program_has_a_source_and_a_name_of_its_own() {
        let all = list(RuleTerms::embedded(), &[]);
        let mut names: Vec<String> = Vec::new();
        for row in &all {
            let parts: Vec<&str> = row.split('\t').collect();
            assert_eq!(parts.len(), 4, "{row}");
            assert!(!parts[3].is_empty(), "{row}");
            names.push(format!("{} {}", parts[0], parts[1]));
        }
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_site_adds_terms_and_replaces_them_by_name() {
        let mut sources = Sources::default();
        let text = "- {wrong: 甲乙, right: 甲丙, source: 本站}\n- {wrong: 交待, right: 交付, source: 本站}\n";
        let file = Source::new("content/terms/variants.yaml", text.into());
        sources.files.insert(Arc::clone(&file.path), file);
        let (terms, trouble) = RuleTerms::of_site(&sources);
        assert!(trouble.is_empty(), "{trouble:?}");
        let right = |wrong: &str| {
            let found = terms.variants.iter().find(|one| one.wrong == wrong);
            found.map(|one| one.right.clone()).unwrap_or_default()
        };
        assert_eq!(
            (right("甲乙"), right("交待")),
            ("甲丙".to_owned(), "交付".to_owned())
        );
    }

    #[test]
    fn a_site_names_counties_of_its_own_and_takes_names_away() {
        let mut sources = Sources::default();
        let text = "- {code: \"990101\", name: 柏川县, source: 本站}\n- {code: \"440825\", name: 某地, source: 本站}\n";
        let file = Source::new("content/terms/counties.yaml", text.into());
        sources.files.insert(Arc::clone(&file.path), file);
        let (terms, trouble) = RuleTerms::of_site(&sources);
        assert!(trouble.is_empty(), "{trouble:?}");
        let has = |terms: &RuleTerms, name: &str| terms.county_names.has(name);
        assert!(has(&terms, "柏川县") && !has(&terms, "徐闻县"));
        assert!(has(RuleTerms::embedded(), "徐闻县") && !has(RuleTerms::embedded(), "会同县"));
        assert!(RuleTerms::embedded().counties.len() > 2_500);
    }

    #[test]
    fn terms_of_another_shape_are_named() {
        let mut sources = Sources::default();
        let file = Source::new("content/terms/laws.yaml", b"- 1\n".to_vec());
        sources.files.insert(Arc::clone(&file.path), file);
        assert_eq!(RuleTerms::of_site(&sources).1[0].name, "terms");
    }
}
