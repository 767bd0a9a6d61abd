//! Official formulas (固定表述), reported apart from carried-over text. Enter at [`is_formula`].

use super::masked::{fold, mask};
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::sync::LazyLock;

/// The share of a sentence that must be formula, in hundredths.
const SHARE: usize = 60;

#[derive(Deserialize)]
struct FormulaList {
    formulas: Vec<String>,
}

/// Formulas with masked numbers, looked for together.
static FORMULAS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let read: FormulaList = serde_yaml::from_str(include_str!("../data/formulas.yaml"))
        .expect("the embedded formulas are tested");
    AhoCorasick::new(read.formulas.iter().map(|f| mask(&fold(f))))
        .expect("the list is not that long")
});

/// Whether most of a sentence, by its masked words, is made of official formulas.
pub(crate) fn is_formula(masked: &str) -> bool {
    let mut covered = vec![false; masked.len()];
    for found in FORMULAS.find_overlapping_iter(masked) {
        covered[found.range()].fill(true);
    }
    let letters = || masked.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let total = letters().count();
    total > 0 && letters().filter(|(at, _)| covered[*at]).count() * 100 >= total * SHARE
}

#[cfg(test)]
mod tests {
    use super::super::masked::MaskedSentence;
    use super::*;

    #[test]
    fn formulas_are_recognised_in_any_year_and_results_are_not() {
        let is = |words: &str| is_formula(&MaskedSentence::of(words).masked);
        assert!(is("现将有关情况报告如下："));
        assert!(is(
            "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大和二十届二中、三中全会精神。"
        ));
        assert!(!is("全镇划分网格57个，配备网格员60名。"));
        assert!(!is(""));
    }
}
