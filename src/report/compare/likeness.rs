//! How alike two sentences are, rare words counting more than those that every sentence has. Enter at [`Weights`].

use crate::report::text::likeness::Grams;

/// How much each pair of characters counts: the fewer sentences hold it, the more.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    /// Pairs of characters, sorted, with their weights.
    known: Vec<(u64, f64)>,
}

impl Weights {
    /// Weighs the pairs of characters of all sentences.
    pub(crate) fn of<'a>(sentences: impl Iterator<Item = &'a Grams>) -> Weights {
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
        Weights { known }
    }

    fn get(&self, gram: u64) -> f64 {
        self.known
            .binary_search_by_key(&gram, |(known, _)| *known)
            .map_or(1.0, |at| self.known[at].1)
    }

    /// Weight of a whole sentence.
    pub(crate) fn sum(&self, grams: &Grams) -> f64 {
        grams.pairs().iter().map(|gram| self.get(*gram)).sum()
    }

    /// Weight of what two sentences share, repetitions counted.
    pub(crate) fn shared(&self, a: &Grams, b: &Grams) -> f64 {
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

    /// Weighted Dice's coefficient of two sentences given with their weights, 0 to 1.
    pub(crate) fn dice(&self, (a, weight_a): (&Grams, f64), (b, weight_b): (&Grams, f64)) -> f64 {
        let whole = weight_a + weight_b;
        if whole > 0.0 {
            2.0 * self.shared(a, b) / whole
        } else {
            0.0
        }
    }
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
    fn what_every_sentence_has_counts_less() {
        let sentences = [
            "主要原因是培训少",
            "主要原因是人员少",
            "主要原因是经费紧",
            "主要原因是更新慢",
            "主要原因是意识弱",
        ]
        .map(Grams::of);
        let weights = Weights::of(sentences.iter());
        let plain = sentences[0].dice(&sentences[2]);
        let dice = weights.dice(
            (&sentences[0], weights.sum(&sentences[0])),
            (&sentences[2], weights.sum(&sentences[2])),
        );
        assert!(dice < plain, "{dice} {plain}");
    }
}
