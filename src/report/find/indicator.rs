//! What a number counts, by the words of its clause. Enter at [`indicator`].

use crate::report::IndicatorKind;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct IndicatorTerms {
    indicators: Vec<(String, String, String)>,
    kinds: KindWords,
}

/// Words that tell how a number behaves over time.
#[derive(Deserialize)]
struct KindWords {
    stock: String,
    cumulative: String,
    cumulative_units: String,
    in_the_year: String,
    nameless: String,
}

struct KindRules {
    stock: Regex,
    cumulative: Regex,
    cumulative_units: Vec<String>,
    in_the_year: Regex,
    nameless: Regex,
}

static KINDS: LazyLock<KindRules> = LazyLock::new(|| {
    let terms: IndicatorTerms = serde_yaml::from_str(include_str!("data/indicators.yaml"))
        .expect("the embedded terms are tested");
    let pattern = |text: &str| Regex::new(text).expect("the embedded patterns are tested");
    KindRules {
        stock: pattern(&terms.kinds.stock),
        cumulative: pattern(&terms.kinds.cumulative),
        cumulative_units: terms
            .kinds
            .cumulative_units
            .split('|')
            .map(str::to_owned)
            .collect(),
        in_the_year: pattern(&terms.kinds.in_the_year),
        nameless: pattern(&terms.kinds.nameless),
    }
});

/// How a number behaves over time, by the words of its clause; what they leave open happened in the year.
pub(crate) fn kind(clause: &str, unit: &str) -> IndicatorKind {
    let rules = &*KINDS;
    if unit == "%" {
        return IndicatorKind::Rate;
    }
    let adds_up = rules.cumulative_units.iter().any(|known| known == unit);
    if adds_up && rules.cumulative.is_match(clause) && !rules.in_the_year.is_match(clause) {
        IndicatorKind::Cumulative
    } else if rules.stock.is_match(clause) && !rules.in_the_year.is_match(clause) {
        IndicatorKind::Stock
    } else {
        IndicatorKind::Flow
    }
}

/// What a number counts: the words right before it, or right behind its unit where those say nothing.
pub(crate) fn counted(before: &str, after: &str) -> String {
    let nearest = before
        .rsplit(['、', '，', ',', '；', ';', '：', ':'])
        .next()
        .unwrap_or(before);
    // Another number before it has its own unit and noun: 14个调委会全年受理.
    let cut = nearest.rfind(|letter: char| letter.is_ascii_digit());
    let nearest = cut.map_or(nearest, |at| {
        let units = "余多万亿个件次名人家场项条份户批起宗间处支%％";
        nearest[at + 1..].trim_start_matches(|letter: char| units.contains(letter))
    });
    let bare = KINDS.nameless.replace(nearest.trim(), "").into_owned();
    let describes = nearest.trim_end().ends_with('的');
    if bare.chars().count() >= 2 && !describes {
        return bare;
    }
    let behind = after
        .split(|letter: char| letter.is_ascii_digit() || "，,。；;、：:（(".contains(letter))
        .next()
        .unwrap_or(after);
    let behind: String = behind.trim().chars().take(8).collect();
    if behind.is_empty() { bare } else { behind }
}

struct IndicatorWords {
    id: String,
    words: Regex,
    units: Vec<String>,
}

static ENTRIES: LazyLock<Vec<IndicatorWords>> = LazyLock::new(|| {
    let terms: IndicatorTerms = serde_yaml::from_str(include_str!("data/indicators.yaml"))
        .expect("the embedded terms are tested");
    let entry = |(id, words, units): (String, String, String)| IndicatorWords {
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
        let fits = |entry: &&IndicatorWords| {
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
    fn what_is_counted_stands_before_the_number_or_behind_its_unit() {
        assert_eq!(counted("可办事项", ""), "可办事项");
        assert_eq!(
            counted("全镇", "调委会全年受理各类纠纷236件"),
            "调委会全年受理各"
        );
        assert_eq!(
            counted("全镇14个调委会全年受理各类纠纷", ""),
            "调委会全年受理各类纠纷"
        );
        assert_eq!(
            counted("对情节轻微、及时改正的", "案件不予处罚"),
            "案件不予处罚"
        );
        assert_eq!(counted("成功率达", ""), "成功率");
    }

    #[test]
    fn a_sum_since_the_beginning_and_a_state_are_told_from_what_happened() {
        use IndicatorKind::{Cumulative, Flow, Rate, Stock};
        assert_eq!(kind("累计培育法律明白人36名", "名"), Cumulative);
        assert_eq!(kind("全年累计开展巡查188次", "次"), Flow);
        assert_eq!(kind("累计开展宣传15场", "场"), Flow);
        assert_eq!(kind("现有持证人员8人", "人"), Stock);
        assert_eq!(kind("成功率97.9%", "%"), Rate);
        assert_eq!(kind("调解成功231件", "件"), Flow);
    }

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
