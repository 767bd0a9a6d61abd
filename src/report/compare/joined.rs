//! Sentences that went into another or came out of one: joined and parted statements are told so. Enter at [`mark`].

use super::masked::MaskedSentence;
use super::pair::{SentenceClass, SentencePair};
use crate::report::text::likeness::CharacterPairs;
use crate::report::{Report, Spot};
use std::collections::BTreeMap;

// A sentence that went into another is removed for the aligner, which gives each sentence one partner. It is found by containment, not by
// likeness: nearly all of its pairs of characters stand in the reworded sentence of its section, and did not stand in that sentence's other
// side, else nothing was joined. Only reworded pairs of the section are looked at, so that the cost is small, and so is the danger that two
// sentences about one matter are taken for one.

/// The share of a sentence's pairs of characters that the other must hold.
const HELD: f64 = 0.8;
/// The share that the other may have held already in the other year, or nothing was joined or parted.
const BEFORE: f64 = 0.5;
/// Pairs of characters from which a sentence says enough to be known again inside another.
const LONG: usize = 5;

/// A reworded pair with the words of both sides.
struct JoinedWords {
    old: (Spot, CharacterPairs),
    new: (Spot, CharacterPairs),
}

/// Marks removed sentences whose words stand inside a reworded one of the same section, and new ones that stood inside one.
///
/// Their class stays: every sentence is still on its side once. The mark keeps a reader from taking them for said no more.
pub(super) fn mark(pairs: &mut [SentencePair], old: &Report, new: &Report) {
    let grams = |report: &Report, spot: &Spot| MaskedSentence::of(report.text.words(spot)).grams;
    let mut reworded: BTreeMap<usize, Vec<JoinedWords>> = BTreeMap::new();
    for pair in pairs
        .iter()
        .filter(|pair| pair.wording() == SentenceClass::Reworded)
    {
        if let (Some(before), Some(after)) = (&pair.old, &pair.new) {
            reworded
                .entry(after.section)
                .or_default()
                .push(JoinedWords {
                    old: (before.clone(), grams(old, before)),
                    new: (after.clone(), grams(new, after)),
                });
        }
    }
    let of_old: Vec<(usize, usize)> = reworded
        .values()
        .flatten()
        .map(|both| (both.old.0.section, both.new.0.section))
        .collect();
    let holds = |own: &CharacterPairs, whole: &CharacterPairs, other: &CharacterPairs| {
        own.len() >= LONG && own.contained_in(whole) >= HELD && own.contained_in(other) < BEFORE
    };
    for pair in pairs.iter_mut().filter(|pair| !pair.signature) {
        pair.within = match (pair.class, &pair.old, &pair.new) {
            (SentenceClass::Removed, Some(spot), _) => {
                let own = grams(old, spot);
                let near = of_old
                    .iter()
                    .filter(|(section, _)| *section == spot.section);
                let mut all = near.filter_map(|(_, new)| reworded.get(new)).flatten();
                all.find(|both| holds(&own, &both.new.1, &both.old.1))
                    .map(|both| both.new.0.clone())
            }
            (SentenceClass::New, _, Some(spot)) => {
                let own = grams(new, spot);
                let mut all = reworded.get(&spot.section).into_iter().flatten();
                all.find(|both| holds(&own, &both.old.1, &both.new.1))
                    .map(|both| both.old.0.clone())
            }
            _ => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::report_of;
    use super::super::{ComparisonContext, compare};
    use super::*;

    /// Class, own words, and the words of the sentence that holds them.
    fn marked(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (report_of(2021, old), report_of(2022, new));
        let found = compare(&old, &new, ComparisonContext::default());
        let shown = |pair: &SentencePair| {
            let (own, other) = match pair.class {
                SentenceClass::Removed => (old.text.words(pair.old.as_ref()?), &new),
                _ => (new.text.words(pair.new.as_ref()?), &old),
            };
            let within = other.text.words(pair.within.as_ref()?);
            Some(format!("{} {own} < {within}", pair.class.id()))
        };
        found.sentences.iter().filter_map(shown).collect()
    }

    #[test]
    fn a_sentence_that_went_into_another_is_told_and_one_that_ended_is_not() {
        let old = "## 一、做法\n\n设立帮办窗口，由年轻干部轮流值守。为老年人代填表格152份。试点开具居住证明。\n";
        let new = "## 一、做法\n\n设立帮办窗口，由年轻干部轮流值守，为老年人代填表格186份。\n";
        assert_eq!(
            marked(old, new),
            [
                "removed 为老年人代填表格152份。 < 设立帮办窗口，由年轻干部轮流值守，为老年人代填表格186份。"
            ]
        );
    }

    #[test]
    fn a_sentence_that_came_out_of_another_is_told() {
        let old = "## 一、做法\n\n巡查河道120次，制止电鱼行为9起，移交渔政部门处理3起。\n";
        let new =
            "## 一、做法\n\n巡查河道131次，制止电鱼行为7起。移交渔政部门处理2起。新装监控4处。\n";
        assert_eq!(
            marked(old, new),
            ["new 移交渔政部门处理2起。 < 巡查河道120次，制止电鱼行为9起，移交渔政部门处理3起。"]
        );
    }
}
