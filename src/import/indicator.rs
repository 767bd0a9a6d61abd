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

/// The indicator of a number: the words nearest to it decide, first those before it, then the whole clause. `None` where none fits;
/// an empty unit fits all, for zeros in words.
pub(crate) fn indicator(before: &str, unit: &str, clause: &str) -> Option<String> {
    // The last words before the number say what it counts; 、 parts them from what was counted before.
    let nearest = before.rsplit(['、', '，', ',']).next().unwrap_or(before);
    [nearest, before, clause].into_iter().find_map(|words| {
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
        let name = |before: &str, unit: &str| indicator(before, unit, before);
        assert_eq!(name("配备网格员", "人").as_deref(), Some("grid.staff"));
        assert_eq!(name("调解成功", "件").as_deref(), Some("mediation.success"));
        assert_eq!(name("罚款", "元").as_deref(), Some("enforcement.fines"));
        assert_eq!(name("栽种", "棵"), None);
    }
}
