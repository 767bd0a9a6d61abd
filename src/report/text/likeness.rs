//! How alike two runs of words are, by their pairs of neighbouring characters. Enter at [`CharacterPairs`].

/// The pairs of neighbouring characters of a text, sorted, with repetitions; punctuation and white space left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CharacterPairs {
    pairs: Vec<u64>,
}

impl CharacterPairs {
    /// Takes the pairs of a text.
    pub(crate) fn of(text: &str) -> CharacterPairs {
        CharacterPairs::of_chars(text.chars())
    }

    /// Takes the pairs of characters as they come.
    pub(crate) fn of_chars(chars: impl Iterator<Item = char>) -> CharacterPairs {
        let mut pairs = Vec::new();
        let mut before = None;
        for c in chars.filter(|c| c.is_alphanumeric()) {
            if let Some(b) = before {
                pairs.push((u64::from(u32::from(b)) << 32) | u64::from(u32::from(c)));
            }
            before = Some(c);
        }
        pairs.sort_unstable();
        CharacterPairs { pairs }
    }

    /// Number of pairs.
    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there is no pair at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The pairs, sorted.
    pub(crate) fn pairs(&self) -> &[u64] {
        &self.pairs
    }

    /// How many pairs both have, repetitions counted.
    pub(crate) fn shared(&self, other: &CharacterPairs) -> usize {
        let (mut a, mut b, mut count) = (0, 0, 0);
        while a < self.pairs.len() && b < other.pairs.len() {
            match self.pairs[a].cmp(&other.pairs[b]) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    count += 1;
                    a += 1;
                    b += 1;
                }
            }
        }
        count
    }

    /// Dice's coefficient, 0 to 1: twice the shared pairs over all pairs.
    pub(crate) fn dice(&self, other: &CharacterPairs) -> f64 {
        ratio(2 * self.shared(other), self.len() + other.len())
    }

    /// The share of this text's pairs that the other has, 0 to 1.
    pub(crate) fn contained_in(&self, other: &CharacterPairs) -> f64 {
        ratio(self.shared(other), self.len())
    }
}

/// A share of two counts that are far below 2^32; 0 where there is nothing to share.
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    f64::from(u32::try_from(part).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_wholly_alike_and_foreign_ones_not_at_all() {
        let a = CharacterPairs::of("全镇划分网格57个。");
        assert_eq!(a.dice(&CharacterPairs::of("全镇划分，网格57个")), 1.0);
        assert_eq!(a.dice(&CharacterPairs::of("发放宣传资料")), 0.0);
    }

    #[test]
    fn a_part_is_contained_in_its_whole() {
        let part = CharacterPairs::of("风险评估机制");
        assert_eq!(
            part.contained_in(&CharacterPairs::of("不断完善决策风险评估机制")),
            1.0
        );
        assert_eq!(CharacterPairs::default().contained_in(&part), 0.0);
    }
}
