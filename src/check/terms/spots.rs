//! Which words of the terms stand in a text at all, found in one pass. Enter at [`Spots`].

use super::Terms;
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};

/// What a word is in the terms: the index of its entry.
#[derive(Debug, Clone, Copy)]
enum Word {
    Obsolete(usize),
    Variant(usize),
    /// A set, and its item.
    Item(usize, usize),
    Slogan(usize),
    /// A protected name, and how much of it.
    Name(usize, Piece),
}

/// How much of a protected name stands there.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Whole,
    FirstHalf,
    SecondHalf,
    Misspelt,
}

/// All words of the terms, to be looked for together.
#[derive(Debug)]
pub(crate) struct Spots {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is.
    words: Vec<Vec<Word>>,
    /// How many items each set has.
    sets: Vec<usize>,
}

/// What stands in a report, as indices into the terms.
#[derive(Debug, Default)]
pub(crate) struct Spotted {
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

impl Spots {
    /// Gathers the words.
    pub(super) fn of(terms: &Terms) -> Spots {
        let mut all: BTreeMap<&str, Vec<Word>> = BTreeMap::new();
        let mut add = |words, word| all.entry(words).or_default().push(word);
        for (index, one) in terms.obsolete.iter().enumerate() {
            add(one.words.as_str(), Word::Obsolete(index));
        }
        for (index, one) in terms.variants.iter().enumerate() {
            add(one.wrong.as_str(), Word::Variant(index));
        }
        for (index, set) in terms.sets.iter().enumerate() {
            for (item, words) in set.items.iter().enumerate() {
                add(words.as_str(), Word::Item(index, item));
            }
        }
        for (index, one) in terms.slogans.iter().enumerate() {
            add(one.words.as_str(), Word::Slogan(index));
        }
        for (index, one) in terms.protected.iter().enumerate() {
            let (first, second) = halves(&one.name);
            add(one.name.as_str(), Word::Name(index, Piece::Whole));
            add(first, Word::Name(index, Piece::FirstHalf));
            add(second, Word::Name(index, Piece::SecondHalf));
            for wrong in &one.wrong {
                add(wrong.as_str(), Word::Name(index, Piece::Misspelt));
            }
        }
        // A name of one letter has an empty half, which would stand everywhere.
        all.remove("");
        Spots {
            automaton: AhoCorasick::new(all.keys()).expect("lists of words are not that long"),
            words: all.into_values().collect(),
            sets: terms.sets.iter().map(|set| set.items.len()).collect(),
        }
    }

    /// What stands in the blocks of a report.
    pub(crate) fn find<'t>(&self, blocks: impl Iterator<Item = &'t str>) -> Spotted {
        let mut out = Spotted::default();
        let mut items = BTreeSet::new();
        for (at, text) in blocks.enumerate() {
            let mut names: BTreeMap<usize, [usize; 4]> = BTreeMap::new();
            let found = self.automaton.find_overlapping_iter(text);
            for word in found.flat_map(|found| &self.words[found.pattern().as_usize()]) {
                match *word {
                    Word::Obsolete(index) => _ = out.obsolete.insert(index),
                    Word::Variant(index) => _ = out.variants.insert(index),
                    Word::Item(set, item) => _ = items.insert((set, item)),
                    Word::Slogan(index) => _ = out.slogans.insert(index),
                    Word::Name(index, piece) => {
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
        let terms = Terms::embedded();
        let find = |text: &'static str| terms.spots().find(text.split('\n'));
        let name = |words: &str| terms.protected.iter().position(|one| one.name == words);
        let thought = name("习近平法治思想").expect("it is protected");
        let slips = |found: &Spotted| -> Vec<usize> {
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
