//! T07: words and sentences that stand twice. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordList, rule_words};
use crate::diagnostic::Words;
use crate::import::words::fold;
use crate::report::compare::is_listed;
use crate::report::letter::is_han;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::draft(
    "T07",
    &["doubled-word", "doubled-sentence"],
    include_str!("doubled.md"),
    find,
);
const DOUBLED_WORD: FindingForm =
    RULE.warning("doubled-word", "remove one of the two", "请删去其中一个");
const DOUBLED_SENTENCE: FindingForm = RULE.warning(
    "doubled-sentence",
    "remove one of the two",
    "请删去其中一句",
);

/// A particle that never follows itself, but where the letters around it make it part of a word.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DoubledParticle {
    letters: String,
    /// Letters before it: 面对对方.
    not_before: String,
    /// Letters behind it: 目的的确.
    not_after: String,
}

rule_words! { "doubled.yaml":
    /// Usual verbs whose last letter is doubled by mistake: 利用用.
    verbs: WordList,
    /// Words that begin with a word which the one before ends with: 人民政府政府信息公开.
    heads: WordList,
    /// Letters with which what is counted is doubled: 一件一件.
    counts: String,
    /// The head of what stands before: 大队大队长.
    head: char,
    /// Verbs that are doubled to say that something is done a little.
    tried: WordList,
    particles: Vec<DoubledParticle>,
}

/// Han characters from which a sentence does not recur by chance.
const SENTENCE: usize = 16;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.body() {
        for range in doubled_words(&block.line.text) {
            let words = Words::new("a word is written twice", "词语重复");
            let place = draft.place(at, range);
            out.push(DOUBLED_WORD.at(place, words));
        }
    }
    out.extend(repeated_sentences(draft));
    out
}

/// Bytes of words of two to six characters that follow themselves, and of doubled marks.
fn doubled_words(text: &str) -> Vec<Range<usize>> {
    // At each character the longest repeat is taken, six characters first, and the search goes on behind it. Where the first letters
    // differ, as nearly everywhere, a length costs one comparison: the text is gone through once with six comparisons a character. Longer
    // repeats are sentences, of which [`repeated_sentences`] tells.
    const LONGEST: usize = 6;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let end = |index: usize| letters.get(index).map_or(text.len(), |next| next.0);
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let count = if is_letter_twice(&letters, at) {
            Some(2)
        } else {
            let mut lengths = (2..=LONGEST).rev();
            let length = lengths.find(|length| repeats(&letters, at, *length));
            length.map(|length| 2 * length)
        };
        out.extend(count.map(|count| letters[at].0..end(at + count)));
        at += count.unwrap_or(1);
    }
    out
}

/// Whether a mark, a particle or the last letter of a verb follows itself.
fn is_letter_twice(letters: &[(usize, char)], at: usize) -> bool {
    let letter = letters[at].1;
    letters.get(at + 1).is_some_and(|next| next.1 == letter)
        && (matches!(letter, '，' | '。' | '、' | '；' | '：')
            || is_particle_twice(letters, at)
            || is_end_twice(letters, at))
}

/// Whether a word of this length follows itself, and not as 一件一件, 讨论讨论 or 人人人人 do.
fn repeats(letters: &[(usize, char)], at: usize, length: usize) -> bool {
    let begins = |at: usize| letters.get(at).map(|letter| letter.1);
    if begins(at) != begins(at + length) {
        return false;
    }
    let (Some(first), Some(second)) = (
        letters.get(at..at + length),
        letters.get(at + length..at + 2 * length),
    ) else {
        return false;
    };
    // Nearly all positions end here.
    if !first
        .iter()
        .zip(second)
        .all(|(one, other)| one.1 == other.1)
    {
        return false;
    }
    let word: String = first.iter().map(|(_, letter)| letter).collect();
    let counts = word.starts_with(|first| WORDS.counts.contains(first));
    let one = first.iter().all(|letter| letter.1 == first[0].1);
    let rest = letters[at + length..].iter().take(length + 1);
    let rest: String = rest.map(|(_, letter)| letter).collect();
    word.chars().all(is_han)
        && !counts
        && !one
        && rest.chars().nth(length) != Some(WORDS.head)
        && !WORDS.heads.lists(&rest)
        && !WORDS.tried.lists(&word)
}

/// Whether a particle follows itself: 原因是是, 发放了了. 目的的 and 是是非非 are words.
fn is_particle_twice(letters: &[(usize, char)], at: usize) -> bool {
    let near = |index: Option<usize>| index.and_then(|index| letters.get(index)).map(|one| one.1);
    let (before, after) = (near(at.checked_sub(1)), near(Some(at + 2)));
    let not = |side: Option<char>, words: &str| side.is_none_or(|one| !words.contains(one));
    let mut known = WORDS.particles.iter();
    let particle = known.find(|one| one.letters.contains(letters[at].1));
    particle.is_some_and(|one| not(before, &one.not_before) && not(after, &one.not_after))
}

/// Whether the last letter of a usual verb follows it once more: 利用用, and no word begins with the second one (进行行政检查).
fn is_end_twice(letters: &[(usize, char)], at: usize) -> bool {
    let word = |from: usize, to: usize| -> Option<String> {
        Some(letters.get(from..to)?.iter().map(|one| one.1).collect())
    };
    let verb = at.checked_sub(1).and_then(|from| word(from, at + 1));
    verb.is_some_and(|verb| WORDS.verbs.lists(&verb))
        && word(at + 1, at + 3).is_none_or(|next| !is_listed(&next))
}

fn repeated_sentences(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for line in draft.lines() {
        let words = line.words().trim();
        if words.chars().filter(|letter| is_han(*letter)).count() < SENTENCE {
            continue;
        }
        let number = line.block.line.number;
        let Some(first) = seen.insert(fold(words), number) else {
            continue;
        };
        let text = Words::new(
            format!("the same sentence stands in line {first}"),
            format!("与第{first}行的句子完全相同"),
        );
        let place = draft.place(line.at, line.range.clone());
        out.push(DOUBLED_SENTENCE.at(place, text));
    }
    out
}
