//! What a number counts, by the words of its clause. Enter at [`indicator`].

use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Terms {
    indicators: Vec<(String, String, String)>,
}

struct Entry {
    id: String,
    words: Regex,
    units: Vec<String>,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let terms: Terms = serde_yaml::from_str(include_str!("terms/indicators.yaml"))
        .expect("the embedded terms are tested");
    let entry = |(id, words, units): (String, String, String)| Entry {
        id,
        words: Regex::new(&words).expect("the embedded patterns are tested"),
        units: units.split('|').map(str::to_owned).collect(),
    };
    terms.indicators.into_iter().map(entry).collect()
});

/// The indicator of a number: the words right before it decide, else those right behind its unit. `None` where neither names
/// one; an empty unit fits all, for zeros in words.
pub(crate) fn indicator(before: &str, unit: &str, after: &str) -> Option<String> {
    // 、 and commas part a number's words from what was counted before it, and digits from what is counted next.
    let nearest = before
        .rsplit(['、', '，', ',', '；', ';'])
        .next()
        .unwrap_or(before);
    let next = after
        .split(|letter: char| letter.is_ascii_digit() || "，,。；;、：:".contains(letter))
        .next()
        .unwrap_or(after);
    [nearest, next].into_iter().find_map(|words| {
        let fits = |entry: &&Entry| {
            (unit.is_empty() || entry.units.iter().any(|known| known == unit))
                && entry.words.is_match(words)
        };
        ENTRIES.iter().find(fits).map(|entry| entry.id.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_words_name_the_indicator() {
        let name = |before: &str, unit: &str| indicator(before, unit, "");
        assert_eq!(name("配备网格员", "人").as_deref(), Some("grid.staff"));
        assert_eq!(name("调解成功", "件").as_deref(), Some("mediation.success"));
        assert_eq!(name("罚款", "元").as_deref(), Some("enforcement.fines"));
        assert_eq!(name("栽种", "棵"), None);
        assert_eq!(name("其中合同类31份、其他类", "份"), None);
        assert_eq!(
            indicator("对", "起", "信访积案包案到底").as_deref(),
            Some("petition.backlog")
        );
    }
}
