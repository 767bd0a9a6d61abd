//! The words by which another body's name is known. Enter at [`WORDS`].

use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::{Level, Words};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a body in a county or a district calls it, and which letter its own names have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DistrictWord {
    pub(super) said: String,
    /// The letter of what it belongs to.
    pub(super) own: char,
    /// The letter that its own names then have not.
    pub(super) other: char,
}

rule_words! { "../foreign.yaml":
    /// Ends of the names of towns.
    towns: WordList,
    /// A town at the start of a clause, as the one that acts.
    acts: WordPattern,
    /// Verbs before which a town cannot be the object of another one.
    sure: WordList,
    /// A town at the start of a clause whose people or offices act, or that does what any town does; to be confirmed.
    owned: WordPattern,
    /// Words of a place that is no name: 各乡镇, 集镇, 重点镇.
    general: WordPattern,
    /// Words around a neighbour with whom something is done together.
    together: WordPattern,
    /// What bodies call themselves: 我局.
    ours: WordPattern,
    /// What bodies of a kind never call themselves.
    foreign: BTreeMap<String, WordList>,
    districts: Vec<DistrictWord>,
    /// Last letters of the names of counties.
    county_ends: String,
    /// Letters by which a body's own names tell its county.
    county_own: String,
    /// 在乙县委、县政府领导下.
    led: WordPattern,
    /// Words before 县, 区 or 旗 that make no name: 各县区, 上级市区.
    no_name: WordPattern,
    /// What a county's name may follow: nothing, a mark, a word that governs it, or the name of what it lies in.
    before: WordPattern,
    /// What may follow a county's name: one of its organs, a place in it, a mark. A court may sit for several counties.
    after: WordPattern,
}

/// A name that is not the body's own, and what is wrong with it.
pub(super) struct ForeignName {
    pub(super) range: Range<usize>,
    pub(super) level: Level,
    pub(super) words: Words,
}
