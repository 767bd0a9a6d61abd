//! Faults of pages: one finding for each, however many pages a template spreads it over. Enter at [`GatheredFaults`].

use crate::check::finding::{Finding, FindingForm};
use crate::diagnostic::{Level, Place, Words};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A fault of a page.
#[derive(Debug)]
pub(crate) struct PageFault {
    /// What findings of its kind are called.
    pub(crate) name: &'static str,
    /// How much it weighs.
    pub(crate) level: Level,
    /// Where.
    pub(crate) place: Place,
    /// What is wrong.
    pub(crate) words: Words,
    /// What to do, in English and Chinese.
    pub(crate) hint: [&'static str; 2],
}

impl PageFault {
    /// A fault of this form: where, and what is wrong.
    pub(crate) fn new(form: &FindingForm, place: Place, words: Words) -> PageFault {
        PageFault {
            name: form.name,
            level: form.level,
            place,
            words,
            hint: form.hint,
        }
    }
}

/// The first of equal faults, and how many there are.
#[derive(Debug)]
struct FaultSpread {
    first: PageFault,
    /// On the page of the first.
    there: usize,
    /// On all pages.
    all: usize,
}

/// Faults by the rule that found them and their words. In whichever order pages come, the first is that of the first page by path.
#[derive(Debug, Default)]
pub(crate) struct GatheredFaults(BTreeMap<(&'static str, &'static str, Words), FaultSpread>);

impl GatheredFaults {
    /// Adds a fault that stands on its page so many times; those of one page come in their order.
    pub(crate) fn put(&mut self, code: &'static str, fault: PageFault, times: usize) {
        let spread = FaultSpread {
            there: times,
            all: times,
            first: fault,
        };
        self.add(code, spread);
    }

    fn add(&mut self, code: &'static str, new: FaultSpread) {
        // A template repeats its fault on every page, so equal faults are one finding with a count. Pages come in any order, from several
        // threads: the one that is told is that of the first page by path, and how many stand there besides is counted apart, so that the
        // outcome does not depend on the order.
        let key = (code, new.first.name, new.first.words.clone());
        let known = match self.0.entry(key) {
            Entry::Vacant(place) => {
                place.insert(new);
                return;
            }
            Entry::Occupied(known) => known.into_mut(),
        };
        known.all += new.all;
        match new.first.place.file.cmp(&known.first.place.file) {
            Ordering::Less => (known.first, known.there) = (new.first, new.there),
            Ordering::Equal => known.there += new.there,
            Ordering::Greater => {}
        }
    }

    /// Adds the faults of other pages.
    pub(crate) fn merge(&mut self, other: GatheredFaults) {
        for ((code, _, _), spread) in other.0 {
            self.add(code, spread);
        }
    }

    /// The places of the faults.
    pub(crate) fn places(&mut self) -> impl Iterator<Item = &mut Place> {
        self.0.values_mut().map(|spread| &mut spread.first.place)
    }

    /// The findings of a rule.
    pub(crate) fn findings(&self, code: &str) -> Vec<Finding> {
        let own = self.0.iter().filter(|((of, _, _), _)| *of == code);
        own.map(|((code, name, words), spread)| {
            // What stands on the page of the first once more is seen there.
            let count = 1 + spread.all - spread.there;
            let words = if count > 1 {
                Words::new(
                    format!("{} (and {} more times)", words.en, count - 1),
                    format!("{}（另有{}处）", words.zh, count - 1),
                )
            } else {
                words.clone()
            };
            let form = FindingForm {
                level: spread.first.level,
                code,
                name,
                hint: spread.first.hint,
            };
            form.at(spread.first.place.clone(), words)
        })
        .collect()
    }
}

/// The longest line of a page that a finding shows.
const SHOWN: usize = 400;

/// Gives a place in a finished page its column, and the line where that can be shown: the parser tells the line alone.
pub(crate) fn pinpoint(place: &mut Place, text: &str) {
    if place.column > 0 {
        return;
    }
    let words = if place.quote.is_empty() {
        "<"
    } else {
        place.quote.as_str()
    };
    // The tag may have begun on the line before.
    for number in [place.line, place.line.saturating_sub(1)] {
        let line = number.checked_sub(1).and_then(|at| text.lines().nth(at));
        let found = line.and_then(|line| Some((line, line.find(words)?)));
        if let Some((line, at)) = found {
            place.line = number;
            place.column = line[..at].chars().count() + 1;
            if line.len() <= SHOWN {
                line.clone_into(&mut place.excerpt);
            }
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(file: &str, line: usize) -> PageFault {
        PageFault {
            name: "x",
            level: Level::Warning,
            place: Place {
                line,
                ..Place::file(file)
            },
            words: Words::new("wrong", "不对"),
            hint: ["mend it", "请改正"],
        }
    }

    #[test]
    fn in_whatever_order_pages_come_the_first_by_path_is_told_and_the_others_are_counted() {
        let pages = [("a", 3), ("a", 5), ("b", 1), ("c", 2), ("c", 9)];
        let orders = [[0, 1, 2, 3, 4], [3, 4, 0, 1, 2], [2, 3, 4, 0, 1]];
        for order in orders {
            let mut all = GatheredFaults::default();
            for at in order {
                let mut page = GatheredFaults::default();
                page.put("W09", fault(pages[at].0, pages[at].1), 1);
                all.merge(page);
            }
            let found = all.findings("W09");
            let place = found[0].diagnostic.place.as_ref().unwrap();
            assert_eq!((place.file.as_str(), place.line), ("a", 3), "{order:?}");
            let words = &found[0].diagnostic.message.en;
            assert_eq!(words, "wrong (and 3 more times)", "{order:?}");
            assert!(all.findings("W01").is_empty());
        }
    }
}
