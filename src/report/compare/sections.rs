//! Which section of the newer text continues which of the older. Enter at [`continued`].

use super::masked::{MaskedSentence, fold, mask};
use crate::report::Report;
use crate::report::find::sentence_part::{SectionRole, section_roles};
use crate::report::text::TextSection;
use crate::report::text::likeness::CharacterPairs;
use std::collections::BTreeMap;

// A section is known by its title, its part, its topic and by where its sentences went; none of them alone is enough, because numbers and
// titles change from year to year and sentences move. Each gives points, the votes of sentences at most `VOTES`, and the best pairs are taken
// first, level by level from above, so that it is known whether the sections above continue each other, which counts too. All pairs of one
// level are scored, which the tens of sections of a report allow. The numbers were set with those of `sentences.rs`, on the same pairs.

/// Below this score a section continues none.
const CONTINUES: f64 = 0.5;

/// A section of one or both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionPair {
    /// Index into the older text's sections.
    pub old: Option<usize>,
    /// Index into the newer text's sections.
    pub new: Option<usize>,
}

/// What the sentences say of sections before sections are known: for each pair of alike sentences one vote for the pair of their
/// sections, and for each pair of sections of one level above them.
#[derive(Debug, Default)]
pub(crate) struct SectionVotes {
    both: BTreeMap<(usize, usize), usize>,
    old: BTreeMap<usize, usize>,
    new: BTreeMap<usize, usize>,
}

/// How much the votes count at most.
const VOTES: f64 = 1.2;

impl SectionVotes {
    /// Counts the sections of pairs of alike sentences.
    pub(crate) fn of(
        old: &Report,
        new: &Report,
        alike: impl Iterator<Item = (usize, usize)>,
    ) -> SectionVotes {
        let (above_old, above_new) = (above(old), above(new));
        let mut votes = SectionVotes::default();
        for (i, j) in alike {
            for a in &above_old[i] {
                *votes.old.entry(*a).or_default() += 1;
                let same_level =
                    |b: &&usize| new.text.sections[**b].level == old.text.sections[*a].level;
                for b in above_new[j].iter().filter(same_level) {
                    *votes.both.entry((*a, *b)).or_default() += 1;
                }
            }
            for b in &above_new[j] {
                *votes.new.entry(*b).or_default() += 1;
            }
        }
        votes
    }

    /// From 0, where no sentence of one is alike a sentence of the other, to [`VOTES`], where no sentence went elsewhere.
    fn agreement(&self, i: usize, j: usize) -> f64 {
        let count = |n: Option<&usize>| {
            f64::from(u32::try_from(n.copied().unwrap_or(0)).unwrap_or(u32::MAX))
        };
        let both = count(self.both.get(&(i, j)));
        if both == 0.0 {
            0.0
        } else {
            VOTES * 2.0 * both / (count(self.old.get(&i)) + count(self.new.get(&j)))
        }
    }
}

/// For each section itself and the sections above it.
fn above(report: &Report) -> Vec<Vec<usize>> {
    let sections = &report.text.sections;
    let mut open: Vec<usize> = Vec::new();
    let mut chains = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        open.retain(|above| sections[*above].level < section.level && sections[*above].level > 0);
        open.push(at);
        chains.push(open.clone());
    }
    chains
}

/// For each section of the older text the one of the newer text that continues it.
///
/// Titles count first, then the part, the topic and the sentences that both hold; a new number or a new wording alone does not
/// make another section.
pub(crate) fn continued(old: &Report, new: &Report, votes: &SectionVotes) -> Vec<Option<usize>> {
    let before = describe(old);
    let after = describe(new);
    let mut found: Vec<Option<usize>> = vec![None; before.len()];
    found[0] = Some(0);
    let mut taken = vec![false; after.len()];
    taken[0] = true;
    for level in 1..=6 {
        let mut candidates = Vec::new();
        for (i, a) in before.iter().enumerate().filter(|(_, a)| a.level == level) {
            for (j, b) in after
                .iter()
                .enumerate()
                .filter(|(j, b)| b.level == level && !taken[*j])
            {
                let score = score(a, b, &found) + votes.agreement(i, j);
                if score >= CONTINUES {
                    candidates.push((score, i, j));
                }
            }
        }
        candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for (_, i, j) in candidates {
            if found[i].is_none() && !taken[j] {
                found[i] = Some(j);
                taken[j] = true;
            }
        }
    }
    found
}

/// All sections in the order of the newer text; one that is gone stands behind the section it followed.
pub(crate) fn in_order(found: &[Option<usize>], new_len: usize) -> Vec<SectionPair> {
    let mut behind: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut last = 0;
    for (old, new) in found.iter().enumerate() {
        match new {
            Some(new) => last = *new,
            None => behind.entry(last).or_default().push(old),
        }
    }
    let mut pairs = Vec::new();
    for new in 0..new_len {
        pairs.push(SectionPair {
            old: found.iter().position(|f| *f == Some(new)),
            new: Some(new),
        });
        let gone = behind.remove(&new).unwrap_or_default();
        pairs.extend(gone.into_iter().map(|old| SectionPair {
            old: Some(old),
            new: None,
        }));
    }
    pairs
}

/// What is known of a section before sentences are compared.
struct DescribedSection {
    level: usize,
    title: CharacterPairs,
    masked: String,
    parent: usize,
    topic: Option<String>,
    /// The part of a section of level 1 where no other section of that level has it.
    own_part: Option<SectionRole>,
}

fn describe(report: &Report) -> Vec<DescribedSection> {
    let sections = &report.text.sections;
    let roles: Vec<_> = (0..sections.len())
        .map(|at| section_roles(report, at))
        .collect();
    let chains = above(report);
    let describe = |(at, section): (usize, &TextSection)| {
        let alone = |other: &usize| sections[*other].level == 1 && roles[*other] == roles[at];
        let own = section.level == 1 && (0..sections.len()).filter(alone).count() == 1;
        let topic = report
            .topics
            .iter()
            .find(|(path, _)| same_path(path, &section.path));
        DescribedSection {
            level: section.level,
            title: MaskedSentence::of(&section.title).grams,
            masked: mask(&fold(&section.title)),
            parent: chains[at].iter().rev().nth(1).copied().unwrap_or(0),
            topic: topic.map(|(_, topic)| topic.clone()),
            own_part: own.then(|| roles[at][roles[at].len() - 1]),
        }
    };
    sections.iter().enumerate().map(describe).collect()
}

fn same_path(a: &str, b: &str) -> bool {
    use crate::report::text::numbering::fold_path;
    fold_path(a) == fold_path(b)
}

/// How alike two sections are by title, part, topic and parent.
fn score(a: &DescribedSection, b: &DescribedSection, found: &[Option<usize>]) -> f64 {
    let title = if a.masked == b.masked && !a.masked.is_empty() {
        1.0
    } else {
        a.title.dice(&b.title)
    };
    let topic = if a.topic.is_some() && a.topic == b.topic {
        0.3
    } else {
        0.0
    };
    let part = if a.own_part.is_some() && a.own_part == b.own_part {
        0.5
    } else {
        0.0
    };
    let parent = if found[a.parent].is_some_and(|new| new == b.parent) {
        0.1
    } else {
        -0.2
    };
    title + topic + part + parent
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn a_renumbered_section_is_the_same_one() {
        let old = report(
            "## 一、做法\n\n### （一）执法规范\n\n甲。\n\n### （二）普法宣传\n\n乙。\n\n## 二、下一步计划\n\n丙。\n",
        );
        let new = report(
            "## 一、做法\n\n### （一）普法宣传\n\n乙。\n\n### （二）应急处置\n\n丁。\n\n## 二、2022年工作安排\n\n丙。\n",
        );
        let found = continued(&old, &new, &SectionVotes::default());
        assert_eq!(found, [Some(0), Some(1), None, Some(2), Some(4)]);
        let order: Vec<(Option<usize>, Option<usize>)> =
            in_order(&found, 5).iter().map(|p| (p.old, p.new)).collect();
        assert_eq!(
            order,
            [
                (Some(0), Some(0)),
                (Some(1), Some(1)),
                (Some(2), None),
                (Some(3), Some(2)),
                (None, Some(3)),
                (Some(4), Some(4))
            ]
        );
    }

    #[test]
    fn a_section_with_another_title_and_the_same_sentences_is_the_same_one() {
        let old = report("## 一、做法\n\n### （一）坚持党的领导\n\n甲甲甲。乙乙乙。\n");
        let new = report("## 一、做法\n\n### （一）高位推动落实\n\n甲甲甲。乙乙乙。\n");
        assert_eq!(
            continued(
                &old,
                &new,
                &SectionVotes::of(&old, &new, [(2, 2), (2, 2)].into_iter())
            )[2],
            Some(2)
        );
        assert_eq!(continued(&old, &new, &SectionVotes::default())[2], None);
    }
}
