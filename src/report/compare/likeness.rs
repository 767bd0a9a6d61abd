//! How alike two sentences are, rare words counting more than those that every sentence has. Enter at [`PairWeights`].

use crate::report::text::likeness::CharacterPairs;

// The index turns the question round: instead of comparing a sentence with each of the other text, it goes through the sentence's pairs of
// characters and adds each one's weight to those sentences that hold it. `starts` and `holders` are one list of holders for all pairs, cut by
// their ids, which are places in the sorted `known`. So a sentence costs as much as its pairs have holders; what every sentence has costs
// most and weighs least. Sums of floats depend on their order, and results must not: pairs are added in their sorted order here and in
// `PairWeights::shared`.

/// How much each pair of characters counts: the fewer sentences hold it, the more.
#[derive(Debug, Default)]
pub(crate) struct PairWeights {
    /// Pairs of characters, sorted, with their weights.
    known: Vec<(u64, f64)>,
}

impl PairWeights {
    /// Weighs the pairs of characters of all sentences.
    pub(crate) fn of<'a>(sentences: impl Iterator<Item = &'a CharacterPairs>) -> PairWeights {
        let mut all: Vec<u64> = Vec::new();
        for grams in sentences {
            let mut own = grams.pairs().to_vec();
            own.dedup();
            all.extend(own);
        }
        all.sort_unstable();
        let known = all
            .chunk_by(|a, b| a == b)
            .map(|run| (run[0], weight(run.len())))
            .collect();
        PairWeights { known }
    }

    fn get(&self, gram: u64) -> f64 {
        self.known
            .binary_search_by_key(&gram, |(known, _)| *known)
            .map_or(1.0, |at| self.known[at].1)
    }

    /// Where the sentences of one text stand by what they hold, so that those that share something with another are found at once.
    pub(crate) fn index<'a>(
        &self,
        sentences: impl Iterator<Item = &'a CharacterPairs>,
    ) -> LikenessIndex {
        let mut found: Vec<(u32, u32, u32)> = Vec::new();
        let mut len = 0;
        for (at, grams) in (0_u32..).zip(sentences) {
            len += 1;
            for run in grams.pairs().chunk_by(|a, b| a == b) {
                if let Ok(id) = self.known.binary_search_by_key(&run[0], |(gram, _)| *gram) {
                    found.push((short(id), at, short(run.len())));
                }
            }
        }
        found.sort_unstable();
        let mut starts = vec![0; self.known.len() + 1];
        for (id, _, _) in &found {
            starts[*id as usize + 1] += 1;
        }
        for id in 0..self.known.len() {
            starts[id + 1] += starts[id];
        }
        let holders = found.into_iter().map(|(_, at, times)| (at, times));
        LikenessIndex {
            starts,
            holders: holders.collect(),
            sums: vec![0.0; len],
            touched: Vec::new(),
        }
    }

    /// Weight of a whole sentence.
    pub(crate) fn sum(&self, grams: &CharacterPairs) -> f64 {
        grams.pairs().iter().map(|gram| self.get(*gram)).sum()
    }

    /// Weight of what two sentences share, repetitions counted.
    pub(crate) fn shared(&self, a: &CharacterPairs, b: &CharacterPairs) -> f64 {
        let (a, b) = (a.pairs(), b.pairs());
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.get(a[i]);
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }
}

/// Weighted Dice's coefficient, 0 to 1, of two sentences by the weight of what they share and that of both together.
pub(crate) fn weighted_dice(shared: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        2.0 * shared / whole
    } else {
        0.0
    }
}

/// The sentences of one text by the pairs of characters that they hold.
#[derive(Debug)]
pub(crate) struct LikenessIndex {
    /// For each pair of characters that [`PairWeights`] knows, where its holders begin.
    starts: Vec<usize>,
    /// Sentences, and how often each holds the pair.
    holders: Vec<(u32, u32)>,
    /// Weights of what each sentence shares with the one that was asked for; zeros between two questions.
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl LikenessIndex {
    /// Gives every sentence that shares something with `grams`, in order, and the same weight as [`PairWeights::shared`]: the sum is
    /// made in the same order, so that not even its last digit differs.
    pub(crate) fn each_sharing(
        &mut self,
        weights: &PairWeights,
        grams: &CharacterPairs,
        mut take: impl FnMut(usize, f64),
    ) {
        for run in grams.pairs().chunk_by(|a, b| a == b) {
            let known = &weights.known;
            let Ok(id) = known.binary_search_by_key(&run[0], |(gram, _)| *gram) else {
                continue;
            };
            let weight = known[id].1;
            for (at, times) in &self.holders[self.starts[id]..self.starts[id + 1]] {
                let sum = &mut self.sums[*at as usize];
                if *sum == 0.0 {
                    self.touched.push(*at);
                }
                for _ in 0..short(run.len()).min(*times) {
                    *sum += weight;
                }
            }
        }
        self.touched.sort_unstable();
        for at in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.sums[at as usize]);
            take(at as usize, sum);
        }
    }
}

/// Texts have far fewer than 2^32 pairs of characters.
fn short(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A pair that two sentences hold (one statement in both years) counts fully; one that many hold counts little.
fn weight(sentences: usize) -> f64 {
    let n = f64::from(u32::try_from(sentences).unwrap_or(u32::MAX));
    1.0 / (1.0 + (n / 2.0).max(1.0).ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_the_index_are_those_of_pairs_to_the_last_digit() {
        let texts = [
            "全镇划分网格57个，网格网格员走访网格。",
            "网格员走访网格，网格划分。",
            "发放宣传资料三千份，走访群众。",
            "",
            "走访",
            "开展走访走访走访走访活动，划分网格。",
        ];
        let sentences = texts.map(CharacterPairs::of);
        let weights = PairWeights::of(sentences.iter());
        let mut index = weights.index(sentences.iter());
        for one in &sentences {
            let mut found = vec![0.0; sentences.len()];
            index.each_sharing(&weights, one, |at, sum| found[at] = sum);
            let pairs = sentences.iter().map(|other| weights.shared(one, other));
            assert_eq!(found, pairs.collect::<Vec<f64>>());
        }
    }

    #[test]
    fn what_every_sentence_has_counts_less() {
        let sentences = [
            "主要原因是培训少",
            "主要原因是人员少",
            "主要原因是经费紧",
            "主要原因是更新慢",
            "主要原因是意识弱",
        ]
        .map(CharacterPairs::of);
        let weights = PairWeights::of(sentences.iter());
        let plain = sentences[0].dice(&sentences[2]);
        let (a, b) = (&sentences[0], &sentences[2]);
        let whole = weights.sum(a) + weights.sum(b);
        let dice = weighted_dice(weights.shared(a, b), whole);
        assert!(dice < plain, "{dice} {plain}");
    }
}
