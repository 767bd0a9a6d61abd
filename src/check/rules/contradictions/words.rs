//! The words by which numbers of one report are known to count the same. Enter at [`WORDS`].

use crate::check::word_file::{WordList, WordPattern, rule_words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A state of the whole body that has one number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateWords {
    /// What is counted.
    pub(super) key: String,
    pub(super) units: WordList,
    /// The words before the number.
    pub(super) before: WordPattern,
    /// How they end where they name what is counted.
    pub(super) ends: Option<WordPattern>,
    /// The words behind the unit where these do.
    pub(super) follows: Option<WordPattern>,
}

/// What a report counts once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnceCounted {
    /// What is counted.
    pub(super) key: String,
    /// The words before the number, those that say nothing left out.
    pub(super) before: WordPattern,
    /// The words behind its unit.
    pub(super) after: Option<WordPattern>,
}

/// What the clause before names: 行政复议收案312件，受理287件.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedBefore {
    pub(super) key: String,
    pub(super) bare: String,
    pub(super) led: String,
    pub(super) unless: String,
}

rule_words! { "../contradictions.yaml":
    made: WordList,
    given: WordList,
    /// What is made and given out.
    thing: WordPattern,
    /// Words of a change, a part or another year.
    changed: WordPattern,
    /// What is taken up.
    takes: WordList,
    /// What is settled of it.
    settles: WordList,
    /// What is only a part.
    part: WordList,
    states: Vec<StateWords>,
    /// Words before a number that say nothing of what is counted.
    empty: WordPattern,
    /// Words of a part, a change or another time, whose number is another one.
    other: WordPattern,
    /// 开展法治宣传活动 and 举办法治宣传活动 are one.
    verbs: WordList,
    /// Units that count the same.
    same_units: BTreeMap<String, String>,
    counted: Vec<OnceCounted>,
    taken_in: NamedBefore,
}
