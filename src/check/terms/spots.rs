//! Which words of the terms stand in a text at all, found in one pass. Enter at [`TermSearch`].

use super::RuleTerms;
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};

/// What a word is in the terms: the index of its entry.
#[derive(Debug, Clone, Copy)]
enum TermWord {
    Obsolete(usize),
    Variant(usize),
    /// A set, and its item.
    Item(usize, usize),
    Slogan(usize),
    /// A protected name, and how much of it.
    Name(usize, NamePiece),
}

/// How much of a protected name stands there.
#[derive(Debug, Clone, Copy)]
enum NamePiece {
    Whole,
    FirstHalf,
    SecondHalf,
    Misspelt,
}

/// All words of the terms, to be looked for together.
#[derive(Debug)]
pub(crate) struct TermSearch {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is.
    words: Vec<Vec<TermWord>>,
    /// How many items each set has.
    sets: Vec<usize>,
}

/// What stands in a report, as indices into the terms.
#[derive(Debug, Default)]
pub(crate) struct SpottedTerms {
    /// Obsolete terms.
    pub(crate) obsolete: BTreeSet<usize>,
    /// Variants.
    pub(crate) variants: BTreeSet<usize>,
    /// Sets all of whose items stand there.
    pub(crate) sets: BTreeSet<usize>,
    /// Slogans.
    pub(crate) slogans: BTreeSet<usize>,
    /// Protected names that something in the block could be a slip of: a known one, or a half that is not the name itself.
    pub(crate) slips: Vec<(usize, BTreeSet<usize>)>,
}

/// The two halves of a name: where one letter differs, one of them is unchanged.
pub(crate) fn halves(name: &str) -> (&str, &str) {
    let middle = name.chars().count() / 2;
    let at = name.char_indices().nth(middle);
    at.map_or(("", ""), |(at, _)| name.split_at(at))
}

impl TermSearch {
    /// Gathers the words.
    pub(super) fn of(terms: &RuleTerms) -> TermSearch {
        // All words of all lists are put into one automaton (Aho and Corasick, 1975), which goes through a text once and tells every one
        // that stands there, also those that overlap. A text so costs its length and not its length times some hundreds of words, and
        // most lists need not be looked at again. Of a protected name both halves are words of the automaton: where one letter is wrong,
        // one half is still right.
        let mut all: BTreeMap<&str, Vec<TermWord>> = BTreeMap::new();
        let mut add = |words, word| all.entry(words).or_default().push(word);
        for (index, one) in terms.obsolete.iter().enumerate() {
            add(one.words.as_str(), TermWord::Obsolete(index));
        }
        for (index, one) in terms.variants.iter().enumerate() {
            add(one.wrong.as_str(), TermWord::Variant(index));
        }
        for (index, set) in terms.sets.iter().enumerate() {
            for (item, words) in set.items.iter().enumerate() {
                add(words.as_str(), TermWord::Item(index, item));
            }
        }
        for (index, one) in terms.slogans.iter().enumerate() {
            add(one.words.as_str(), TermWord::Slogan(index));
        }
        for (index, one) in terms.protected.iter().enumerate() {
            let (first, second) = halves(&one.name);
            add(one.name.as_str(), TermWord::Name(index, NamePiece::Whole));
            add(first, TermWord::Name(index, NamePiece::FirstHalf));
            add(second, TermWord::Name(index, NamePiece::SecondHalf));
            for wrong in &one.wrong {
                add(wrong.as_str(), TermWord::Name(index, NamePiece::Misspelt));
            }
        }
        // A name of one letter has an empty half, which would stand everywhere.
        all.remove("");
        TermSearch {
            automaton: AhoCorasick::new(all.keys()).expect("lists of words are not that long"),
            words: all.into_values().collect(),
            sets: terms.sets.iter().map(|set| set.items.len()).collect(),
        }
    }

    /// What stands in the blocks of a report.
    pub(crate) fn find<'t>(&self, blocks: impl Iterator<Item = &'t str>) -> SpottedTerms {
        let mut out = SpottedTerms::default();
        let mut items = BTreeSet::new();
        for (at, text) in blocks.enumerate() {
            // A whole name holds its halves, so a half that occurs more often than the whole stands somewhere without the rest of it.
            // Only there can a slip be, and only such blocks are compared letter by letter.
            let mut names: BTreeMap<usize, [usize; 4]> = BTreeMap::new();
            let found = self.automaton.find_overlapping_iter(text);
            for word in found.flat_map(|found| &self.words[found.pattern().as_usize()]) {
                match *word {
                    TermWord::Obsolete(index) => _ = out.obsolete.insert(index),
                    TermWord::Variant(index) => _ = out.variants.insert(index),
                    TermWord::Item(set, item) => _ = items.insert((set, item)),
                    TermWord::Slogan(index) => _ = out.slogans.insert(index),
                    TermWord::Name(index, piece) => {
                        names.entry(index).or_default()[piece as usize] += 1;
                    }
                }
            }
            let slips = names
                .into_iter()
                .filter(|(_, [whole, first, second, wrong])| {
                    *wrong > 0 || first > whole || second > whole
                });
            let slips: BTreeSet<usize> = slips.map(|(index, _)| index).collect();
            if !slips.is_empty() {
                out.slips.push((at, slips));
            }
        }
        let whole = |(set, count): &(usize, &usize)| {
            items.range((*set, 0)..(*set + 1, 0)).count() == **count
        };
        let sets = self.sets.iter().enumerate().filter(whole);
        out.sets = sets.map(|(set, _)| set).collect();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_and_names_that_are_right_are_not() {
        let terms = RuleTerms::embedded();
        let find = |text: &'static str| terms.spots().find(text.split('\n'));
        let name = |words: &str| terms.protected.iter().position(|one| one.name == words);
        let thought = name("习近平法治思想").expect("it is protected");
        let slips = |found: &SpottedTerms| -> Vec<usize> {
            let here = found.slips.iter();
            let here = here.filter(|(_, names)| names.contains(&thought));
            here.map(|(at, _)| *at).collect()
        };
        let right = find("好\n深入贯彻习近平法治思想。");
        assert!(slips(&right).is_empty(), "{right:?}");
        let wrong = find("好\n深入贯彻习近平法制思想。");
        assert_eq!(slips(&wrong), [1], "{wrong:?}");
        let spelt = find("按装设备");
        let words = spelt.variants.iter().map(|at| &terms.variants[*at].wrong);
        assert_eq!(words.collect::<Vec<_>>(), ["按装"]);
        let items = &terms.sets[0].items;
        let all = terms.spots().find(items.iter().map(String::as_str));
        assert!(all.sets.contains(&0), "{all:?}");
        let fewer = terms.spots().find(items[1..].iter().map(String::as_str));
        assert!(!fewer.sets.contains(&0), "{fewer:?}");
    }
}
