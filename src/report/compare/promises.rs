//! What became of promises, and which sentences may tell it. The program proposes and never claims. Enter at [`promises`].

use super::likeness::PairWeights;
use super::masked::{fold, mask};
use super::world::ComparisonContext;
use crate::report::find::sentence_part::{SectionRole, roles};
use crate::report::text::likeness::CharacterPairs;
use crate::report::text::{BlockKind, SentenceContext, numbering::fold_path};
use crate::report::{Commitment, CommitmentAnswer, Outcome, Report, Spot, Year};
use serde::Deserialize;
use std::sync::LazyLock;

// A promise and the sentence that tells what became of it share their matter and little else: 争取配备无人机 becomes 购置的无人机已投入使用. Phrases
// of promising and adverbs are taken out first; numbers too, because they are what changes. Then a sentence is asked how much of the promise
// it holds (containment, weighted by rarity), of the whole and of the best clause half each, because reports answer long plan items clause by
// clause. A word of outcome adds a little, another topic takes away a fifth. Each promise is held against each sentence of the newer report
// that is not preamble or plan. A person decides; three candidates are what one reads at a glance. The weights were set on labelled pairs:
// `labelled.rs` asks that the sentence which tells is among the first three.

/// Thresholds and weights of the method; changing one is a new version of [`super::METHOD`].
mod threshold {
    /// Likeness from which a sentence is proposed.
    pub(super) const PROPOSED: f64 = 0.2;
    /// Likeness from which the best sentence is proposed where no other is.
    pub(super) const WEAK: f64 = 0.1;
    /// How many sentences are proposed at most.
    pub(super) const MOST: usize = 3;
    /// What is left of the likeness where both topics are known and differ.
    pub(super) const OTHER_TOPIC: f64 = 0.8;
    /// What a word that tells of an outcome (已, 建成, 没有) adds.
    pub(super) const TELLS: f64 = 0.08;
    /// How much the best clause counts against the whole promise.
    pub(super) const CLAUSE: f64 = 0.5;
}

/// A promise that was open at the older report, with what the newer one says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenPromise {
    /// The promise.
    pub commitment: Commitment,
    /// The year of the report that made it.
    pub origin: Year,
    /// The newer report's answer, given by a person; null means 未提及.
    pub answer: Option<CommitmentAnswer>,
    /// Sentences of the newer report that may tell what became of it, best first; empty where there is an answer.
    pub candidates: Vec<PromiseCandidate>,
}

impl OpenPromise {
    /// What became of it; null means 未提及.
    pub fn outcome(&self) -> Option<Outcome> {
        self.answer.as_ref().map(|answer| answer.outcome)
    }
}

/// A sentence that may tell what became of a promise.
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseCandidate {
    /// Its words.
    pub quote: String,
    /// Its place in the newer text.
    pub spot: Spot,
    /// How well it fits, 0 to 1.
    pub score: f64,
}

#[derive(Deserialize)]
struct PromiseWords {
    adverbs: Vec<String>,
    phrases: Vec<String>,
    outcome: Vec<String>,
}

static WORDS: LazyLock<PromiseWords> = LazyLock::new(|| {
    let mut read: PromiseWords = serde_yaml::from_str(include_str!("../data/promises.yaml"))
        .expect("the embedded words are tested");
    let longest_first =
        |words: &mut Vec<String>| words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    longest_first(&mut read.adverbs);
    longest_first(&mut read.phrases);
    read
});

/// Promises open at the older report, those of earlier years first, each with the newer report's answer or candidates.
pub(crate) fn promises(
    old: &Report,
    new: &Report,
    world: ComparisonContext<'_>,
) -> Vec<OpenPromise> {
    if old.body != new.body || new.year <= old.year {
        return Vec::new();
    }
    let mut makers: Vec<&Report> = world
        .reports
        .iter()
        .filter(|r| r.body == old.body && r.profile == old.profile && r.year < old.year)
        .collect();
    makers.sort_by_key(|r| r.year);
    makers.push(old);
    let told = ToldSentences::of(new);
    let mut found = Vec::new();
    for maker in &makers {
        for commitment in maker.commitments.iter().filter(|c| !is_closed(c, &makers)) {
            let answer = new
                .answers
                .iter()
                .find(|a| a.commitment == commitment.id)
                .cloned();
            let candidates = if answer.is_some() {
                Vec::new()
            } else {
                told.candidates(commitment)
            };
            found.push(OpenPromise {
                commitment: commitment.clone(),
                origin: maker.year,
                answer,
                candidates,
            });
        }
    }
    found
}

/// Whether one of these reports closed the promise: done, dropped, or said not to be done.
fn is_closed(commitment: &Commitment, reports: &[&Report]) -> bool {
    let answers = reports
        .iter()
        .flat_map(|r| &r.answers)
        .filter(|a| a.commitment == commitment.id);
    answers.into_iter().any(|a| a.outcome.closes())
}

/// The sentences of a report that may tell what became of something: all but headings, preamble and plan.
struct ToldSentences<'a> {
    lines: Vec<(SentenceContext<'a>, CharacterPairs)>,
    weights: PairWeights,
    report: &'a Report,
}

impl<'a> ToldSentences<'a> {
    fn of(report: &'a Report) -> ToldSentences<'a> {
        let tells = |line: &SentenceContext, role: SectionRole| {
            line.block.kind != BlockKind::Heading
                && !matches!(
                    role,
                    SectionRole::Preamble | SectionRole::Plan | SectionRole::Signature
                )
        };
        let lines: Vec<(SentenceContext, CharacterPairs)> = report
            .text
            .lines()
            .zip(roles(report))
            .filter(|(line, role)| tells(line, *role))
            .map(|(line, _)| (line, CharacterPairs::of(&bare(line.words()))))
            .collect();
        let weights = PairWeights::of(lines.iter().map(|(_, grams)| grams));
        ToldSentences {
            lines,
            weights,
            report,
        }
    }

    /// The sentences that fit best, best first.
    fn candidates(&self, commitment: &Commitment) -> Vec<PromiseCandidate> {
        let whole = CharacterPairs::of(&bare(&commitment.quote));
        let clauses: Vec<CharacterPairs> = commitment
            .quote
            .split(['，', '；', '、', ',', ';'])
            .map(|c| CharacterPairs::of(&bare(c)))
            .filter(|g| g.len() >= 2)
            .collect();
        let mut found: Vec<PromiseCandidate> = self
            .lines
            .iter()
            .map(|(line, said)| {
                let clause = clauses
                    .iter()
                    .map(|c| self.contained(c, said) * certainty(c.len()))
                    .fold(0.0, f64::max);
                let fit = threshold::CLAUSE * clause
                    + (1.0 - threshold::CLAUSE) * self.contained(&whole, said);
                let score = if fit > 0.0 {
                    (fit * self.topic(commitment, line) + tells(line.words())).min(1.0)
                } else {
                    0.0
                };
                PromiseCandidate {
                    quote: line.words().to_string(),
                    spot: line.spot(),
                    score,
                }
            })
            .filter(|c| c.score >= threshold::WEAK)
            .collect();
        let place = |c: &PromiseCandidate| (c.spot.section, c.spot.block, c.spot.range.start);
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(place(a).cmp(&place(b))));
        let likely = found
            .iter()
            .take_while(|c| c.score >= threshold::PROPOSED)
            .count();
        found.truncate(likely.clamp(1, threshold::MOST));
        found
    }

    /// The weighted share of a promise's words that a sentence holds.
    fn contained(&self, promised: &CharacterPairs, said: &CharacterPairs) -> f64 {
        let whole = self.weights.sum(promised);
        if whole > 0.0 {
            self.weights.shared(promised, said) / whole
        } else {
            0.0
        }
    }

    /// 1 where the topics agree or one is unknown.
    fn topic(&self, commitment: &Commitment, line: &SentenceContext) -> f64 {
        let path = fold_path(&line.section.path);
        let above = |p: &str| {
            path.strip_prefix(p)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut topics = self
            .report
            .topics
            .iter()
            .filter(|(p, _)| above(&fold_path(p)))
            .map(|(_, topic)| topic)
            .peekable();
        if commitment.topic.is_empty()
            || topics.peek().is_none()
            || topics.any(|topic| *topic == commitment.topic)
        {
            1.0
        } else {
            threshold::OTHER_TOPIC
        }
    }
}

/// A clause of few characters says little even where it is wholly contained.
fn certainty(pairs: usize) -> f64 {
    match pairs {
        0..=2 => 0.6,
        3..=4 => 0.85,
        _ => 1.0,
    }
}

fn tells(words: &str) -> f64 {
    if WORDS
        .outcome
        .iter()
        .any(|word| words.contains(word.as_str()))
    {
        threshold::TELLS
    } else {
        0.0
    }
}

/// The words without list marker, stop phrases and adverbs; numbers masked.
fn bare(words: &str) -> String {
    let mut text = mask(&fold(words)).replace('#', "");
    for word in WORDS.phrases.iter().chain(&WORDS.adverbs) {
        // To look for one character is much quicker than to look for words.
        if !word
            .chars()
            .next()
            .is_some_and(|first| text.contains(first))
        {
            continue;
        }
        text = text.replace(word.as_str(), " ");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answer, commitment, report_of};
    use super::*;

    fn world(reports: &[Report]) -> ComparisonContext<'_> {
        ComparisonContext {
            indicators: &[],
            reports,
        }
    }

    #[test]
    fn the_sentence_that_tells_of_a_promise_is_proposed_and_no_outcome_is_claimed() {
        let mut old = report_of(
            2021,
            "## 一、下一步计划\n\n一是争取资金配备巡查无人机1架，补上夜间巡查空档。\n",
        );
        old.commitments = vec![commitment(
            "2021-1",
            "争取资金配备巡查无人机1架，补上夜间巡查空档",
            &old,
        )];
        let new = report_of(
            2022,
            "## 一、做法\n\n开展巡查188次，罚款3.1万元。购置的1架巡查无人机已投入使用。\n\n## 二、下一步计划\n\n一是争取资金配备巡查无人机1架。\n",
        );
        let found = promises(&old, &new, world(&[]));
        assert_eq!(
            found[0].candidates[0].quote,
            "购置的1架巡查无人机已投入使用。"
        );
        assert_eq!((found[0].outcome(), found[0].origin), (None, 2021));
        assert!(
            found[0]
                .candidates
                .iter()
                .all(|c| !c.quote.contains("一是")),
            "a plan answers nothing"
        );
    }

    #[test]
    fn open_promises_are_carried_with_their_year_until_they_are_closed() {
        let mut first = report_of(2020, "计划甲事。计划乙事。");
        first.commitments = vec![
            commitment("2020-1", "计划甲事", &first),
            commitment("2020-2", "计划乙事", &first),
        ];
        let mut second = report_of(2021, "甲事办完。乙事继续。");
        second.answers = vec![
            answer("2020-1", Outcome::Done, &second),
            answer("2020-2", Outcome::Continuing, &second),
        ];
        let mut third = report_of(2022, "乙事办完。");
        third.answers = vec![answer("2020-2", Outcome::Done, &third)];
        let all = [first.clone(), second.clone(), third.clone()];
        let ids = |found: &[OpenPromise]| {
            found
                .iter()
                .map(|p| (p.commitment.id.clone(), p.origin, p.outcome()))
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&promises(&first, &second, world(&all))).len(), 2);
        assert_eq!(
            ids(&promises(&second, &third, world(&all))),
            [("2020-2".to_string(), 2020, Some(Outcome::Done))]
        );
    }

    #[test]
    fn nothing_is_proposed_where_nothing_fits() {
        let mut old = report_of(2021, "开展重大决策后评估。");
        old.commitments = vec![commitment("2021-1", "开展重大决策后评估", &old)];
        let found = promises(&old, &report_of(2022, "发放宣传资料3900份。"), world(&[]));
        assert!(found[0].candidates.is_empty());
    }
}
