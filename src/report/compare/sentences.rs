//! Which sentence of the newer text continues which of the older. Enter at [`align`].

use super::formula::is_formula;
use super::likeness::{PairWeights, weighted_dice};
use super::masked::MaskedSentence;
use super::pair::{SentenceClass, SentencePair};
use super::sections::{SectionPair, SectionVotes, continued, in_order};
use crate::report::find::sentence_part::{SectionRole, roles};
use crate::report::text::{BlockKind, SentenceContext};
use crate::report::{Report, Spot};
use std::collections::BTreeMap;

// How two texts are aligned. Every sentence is masked (numbers become `#`) and cut into pairs of neighbouring characters, because Chinese has no
// spaces and a dictionary would cut names differently in two years. A pair of characters counts the more the fewer sentences hold it, so that
// 政府 says little and 无人机 much. The likeness of two sentences is the weighted share of pairs that both have.
//
// Sections and sentences need each other: a sentence may be less alike where both stand in one section, and sections are known by their
// sentences. So it goes twice: sentences that are alike wherever they stand vote for sections, then sentences are taken again with sections
// known. Both times the best candidates are taken first and each sentence once. A better whole by exchanging partners is not looked for: a
// reader must be able to see why two sentences were joined, and that is their likeness alone.
//
// Only sentences that share a pair of characters are compared (see `LikenessIndex`), so that the cost is the number of such meetings and the
// sort of the candidates, not always the product of both lengths. What is below the thresholds is shown as removed and new, never guessed.
//
// The numbers were set on pairs of reports whose classes a person gave and on pairs edited by program (`labelled.rs`, `constructed.rs`), which
// guard them: an aligned wrong pair misleads more than two sentences shown apart, so that they lean to the latter.

/// Thresholds of the method; changing one is a new version of [`super::METHOD`].
mod threshold {
    /// Likeness from which two sentences of one section are the same statement.
    pub(super) const HOME: f64 = 0.43;
    /// Likeness that is asked for in one section where both sentences begin with the same clause.
    pub(super) const HOME_SAME_HEAD: f64 = 0.32;
    /// Likeness from which two first clauses are the same, and the pairs of characters they must have.
    pub(super) const HEAD: (f64, usize) = (0.8, 5);
    /// Likeness that is asked for across sections, where the place says nothing.
    pub(super) const AWAY: f64 = 0.56;
    /// Likeness that is asked for where a sentence has fewer pairs of characters than [`SHORT`].
    pub(super) const SHORT_HOME: f64 = 0.6;
    /// Sentences with fewer pairs of characters are short; they never move unless they are equal.
    pub(super) const SHORT: usize = 8;
    /// Sentences with fewer pairs of characters never move at all.
    pub(super) const TINY: usize = 5;
    /// What a common heading adds when candidates are put in order.
    pub(super) const SAME_HEADING: f64 = 0.1;
    /// What a common run-in lead below it adds.
    pub(super) const SAME_LEAD: f64 = 0.05;
    /// What the same place in the order of the text adds at most.
    pub(super) const SAME_PLACE: f64 = 0.05;
}

/// A sentence with what is needed to compare it.
struct ComparedSentence {
    spot: Spot,
    role: SectionRole,
    /// The section of the own-line heading above it; run-in leads (1、) are part of that section.
    heading: usize,
    form: MaskedSentence,
    weight: f64,
    /// Place in the text, 0 to 1.
    place: f64,
}

/// The sentences of both texts in their pairs, and the sections in theirs.
pub(crate) struct AlignedTexts {
    /// In the order of the newer text.
    pub(crate) sentences: Vec<SentencePair>,
    /// In the order of the newer text.
    pub(crate) sections: Vec<SectionPair>,
}

/// Aligns two texts: the pairs in the order of the newer text, removed sentences where they stood, and the sections.
pub(crate) fn align(old: &Report, new: &Report) -> AlignedTexts {
    let mut before = said(old);
    let mut after = said(new);
    let weights = PairWeights::of(before.iter().chain(&after).map(|s| &s.form.grams));
    for sentence in before.iter_mut().chain(&mut after) {
        sentence.weight = weights.sum(&sentence.form.grams);
    }
    let alike = alike(&before, &after, &weights);
    let anywhere = alike
        .iter()
        .filter(|c| c.likeness >= threshold::AWAY && is_long(&before[c.old]))
        .copied()
        .collect();
    let votes = assign(anywhere, before.len(), after.len())
        .into_iter()
        .enumerate()
        .filter_map(|(old, found)| {
            found.map(|(new, _)| (before[old].spot.section, after[new].spot.section))
        });
    let sections = continued(old, new, &SectionVotes::of(old, new, votes));
    let placed = with_places(alike, &before, &after, &sections);
    let matched = assign(placed, before.len(), after.len());
    AlignedTexts {
        sentences: in_text_order(&before, &after, &matched, &sections),
        sections: in_order(&sections, new.text.sections.len()),
    }
}

fn said(report: &Report) -> Vec<ComparedSentence> {
    let headings = headings(report);
    let lines: Vec<_> = report
        .text
        .lines()
        .zip(roles(report))
        .filter(|(line, _)| line.block.kind != BlockKind::Heading)
        .collect();
    let count = count(lines.len().max(1));
    let make = |at: usize, line: &SentenceContext<'_>, role: SectionRole| {
        let words = report.text.words(&line.spot()).trim();
        ComparedSentence {
            spot: line.spot(),
            role,
            heading: headings[line.section_index],
            form: MaskedSentence::of(words),
            weight: 0.0,
            place: self::count(at) / count,
        }
    };
    let lines = lines.iter().enumerate();
    lines
        .map(|(at, (line, role))| make(at, line, *role))
        .filter(|s| !s.form.folded.is_empty())
        .collect()
}

/// For each section the one whose own-line heading stands above its sentences.
fn headings(report: &Report) -> Vec<usize> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<usize> = Vec::new();
    for (at, section) in report.text.sections.iter().enumerate() {
        open.retain(|(level, _)| *level < section.level);
        let own_line = section
            .blocks
            .first()
            .is_some_and(|b| b.kind == BlockKind::Heading);
        let above = open.last().map_or(at, |(_, heading)| *heading);
        let heading = if own_line { at } else { above };
        open.push((section.level, heading));
        found.push(heading);
    }
    found
}

/// Whether two sentences stand under the same heading.
fn at_home(a: &ComparedSentence, b: &ComparedSentence, sections: &[Option<usize>]) -> bool {
    sections[a.heading] == Some(b.heading)
}

/// A count as a number to reckon with; texts have far fewer than 2^32 sentences.
fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// A possible pair: how good, how alike, and which.
#[derive(Clone, Copy)]
struct PairCandidate {
    score: f64,
    likeness: f64,
    old: usize,
    new: usize,
}

/// Every pair of sentences that may be one statement, wherever they stand; the score is the likeness and the order of the text.
///
/// Only pairs that share something are looked at: others are not alike, unless they are equal and have no pair of characters.
fn alike(
    before: &[ComparedSentence],
    after: &[ComparedSentence],
    weights: &PairWeights,
) -> Vec<PairCandidate> {
    let mut index = weights.index(after.iter().map(|b| &b.form.grams));
    let mut bare: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, b) in after.iter().enumerate().filter(|(_, b)| is_bare(b)) {
        bare.entry(&b.form.masked).or_default().push(at);
    }
    let mut found = Vec::new();
    for (old, a) in before.iter().enumerate() {
        let mut take = |new: usize, shared: f64| {
            let b = &after[new];
            let likeness = likeness(a, b, shared);
            if likeness >= threshold::HOME_SAME_HEAD && a.role.can_meet(b.role) {
                let score = likeness + threshold::SAME_PLACE * (1.0 - (a.place - b.place).abs());
                found.push(PairCandidate {
                    score,
                    likeness,
                    old,
                    new,
                });
            }
        };
        if is_bare(a) {
            let equal = bare.get(a.form.masked.as_str());
            equal.into_iter().flatten().for_each(|new| take(*new, 0.0));
        } else {
            index.each_sharing(weights, &a.form.grams, take);
        }
    }
    found
}

/// Whether a sentence has no pair of characters at all.
fn is_bare(sentence: &ComparedSentence) -> bool {
    sentence.form.grams.is_empty()
}

/// The candidates that are alike enough for where they stand; a common section counts for them.
fn with_places(
    alike: Vec<PairCandidate>,
    before: &[ComparedSentence],
    after: &[ComparedSentence],
    sections: &[Option<usize>],
) -> Vec<PairCandidate> {
    let mut found = alike;
    found.retain_mut(|candidate| {
        let (a, b) = (&before[candidate.old], &after[candidate.new]);
        if at_home(a, b, sections) {
            candidate.score += threshold::SAME_HEADING;
        }
        if sections[a.spot.section] == Some(b.spot.section) {
            candidate.score += threshold::SAME_LEAD;
        }
        are_alike_enough(a, b, candidate.likeness, sections)
    });
    found
}

/// Whether a sentence has enough words to say which section it belongs to.
fn is_long(sentence: &ComparedSentence) -> bool {
    sentence.form.grams.len() >= threshold::SHORT
}

/// 1 for equal words, a little less where only numbers differ, else the weighted share of common pairs of characters.
fn likeness(a: &ComparedSentence, b: &ComparedSentence, shared: f64) -> f64 {
    if a.form.folded == b.form.folded {
        1.0
    } else if a.form.masked == b.form.masked {
        0.99
    } else {
        0.98 * weighted_dice(shared, a.weight + b.weight)
    }
}

/// Whether two sentences begin with the same clause.
fn same_head(a: &ComparedSentence, b: &ComparedSentence) -> bool {
    let (like, size) = threshold::HEAD;
    let (a, b) = (&a.form.head, &b.form.head);
    a.len() >= size && b.len() >= size && a.dice(b) >= like
}

/// Whether two sentences are as alike as is asked for.
fn are_alike_enough(
    a: &ComparedSentence,
    b: &ComparedSentence,
    likeness: f64,
    sections: &[Option<usize>],
) -> bool {
    let home = at_home(a, b, sections);
    let size = a.form.grams.len().min(b.form.grams.len());
    let needed = match (home, size) {
        (true, size) if size < threshold::SHORT => threshold::SHORT_HOME,
        (true, _) => threshold::HOME,
        (false, size) if size < threshold::TINY => f64::INFINITY,
        (false, size) if size < threshold::SHORT => 1.0,
        (false, _) => threshold::AWAY,
    };
    likeness >= needed || (home && likeness >= threshold::HOME_SAME_HEAD && same_head(a, b))
}

/// Takes candidates from the best on, each sentence once; for each older sentence the newer one and their likeness.
fn assign(
    mut candidates: Vec<PairCandidate>,
    old_len: usize,
    new_len: usize,
) -> Vec<Option<(usize, f64)>> {
    candidates.sort_unstable_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then((x.old, x.new).cmp(&(y.old, y.new)))
    });
    let mut found = vec![None; old_len];
    let mut taken = vec![false; new_len];
    for candidate in candidates {
        if found[candidate.old].is_none() && !taken[candidate.new] {
            found[candidate.old] = Some((candidate.new, candidate.likeness));
            taken[candidate.new] = true;
        }
    }
    found
}

/// Pairs in the order of the newer text; a removed sentence stands behind the one it followed in its section.
fn in_text_order(
    before: &[ComparedSentence],
    after: &[ComparedSentence],
    matched: &[Option<(usize, f64)>],
    sections: &[Option<usize>],
) -> Vec<SentencePair> {
    let mut partner = vec![None; after.len()];
    // Where a removed sentence belongs in the newer text is told by the sentence before it in the older text that is still under its heading.
    let mut behind: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for (old, found) in matched.iter().enumerate() {
        match found {
            Some((new, likeness)) => {
                partner[*new] = Some((old, *likeness));
                last = if at_home(&before[old], &after[*new], sections) {
                    Some(*new)
                } else {
                    last
                };
            }
            None => behind.entry(last).or_default().push(old),
        }
    }
    let mut pairs = Vec::new();
    let removed = |at: Option<usize>, pairs: &mut Vec<SentencePair>| {
        pairs.extend(
            behind
                .get(&at)
                .into_iter()
                .flatten()
                .map(|old| single(&before[*old], SentenceClass::Removed)),
        );
    };
    removed(None, &mut pairs);
    for (new, sentence) in after.iter().enumerate() {
        pairs.push(match partner[new] {
            Some((old, likeness)) => pair(&before[old], sentence, likeness, sections),
            None => single(sentence, SentenceClass::New),
        });
        removed(Some(new), &mut pairs);
    }
    pairs
}

fn single(sentence: &ComparedSentence, class: SentenceClass) -> SentencePair {
    let spot = Some(sentence.spot.clone());
    let (old, new) = if class == SentenceClass::Removed {
        (spot, None)
    } else {
        (None, spot)
    };
    let formula = is_formula(&sentence.form.masked);
    SentencePair {
        class,
        old,
        new,
        formula,
        signature: sentence.role == SectionRole::Signature,
        ..SentencePair::default()
    }
}

fn pair(
    a: &ComparedSentence,
    b: &ComparedSentence,
    likeness: f64,
    sections: &[Option<usize>],
) -> SentencePair {
    let wording = if a.form.folded == b.form.folded {
        SentenceClass::Same
    } else if a.form.masked == b.form.masked {
        SentenceClass::NumbersOnly
    } else {
        SentenceClass::Reworded
    };
    let moved = !at_home(a, b, sections) && a.role != SectionRole::Signature;
    SentencePair {
        class: if moved { SentenceClass::Moved } else { wording },
        also: moved.then_some(wording),
        old: Some(a.spot.clone()),
        new: Some(b.spot.clone()),
        likeness,
        formula: is_formula(&b.form.masked),
        signature: b.role == SectionRole::Signature,
        within: None,
    }
}
