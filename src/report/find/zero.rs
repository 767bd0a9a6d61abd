//! Zeros stated in words: 没有发生…, 无一件…, 未制定…. Enter at [`zeros`].

use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// One zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatedZero {
    /// Bytes of the claim.
    pub(crate) range: Range<usize>,
    /// The kind of thing that did not happen, where several are named together.
    pub(crate) kind: Option<String>,
    /// What would have been counted.
    pub(crate) unit: String,
}

#[derive(Deserialize)]
struct ZeroTerms {
    zero: ZeroFileTerms,
}

#[derive(Deserialize)]
struct ZeroFileTerms {
    letters: String,
    happened: String,
    none_of: String,
    without: String,
    made: String,
    is_zero: String,
    nouns: String,
    never_after: String,
    never: String,
    kinds: BTreeMap<String, String>,
    units: Vec<(String, String)>,
}

struct ZeroRules {
    /// Letters one of which every form has; most clauses have none.
    letters: Vec<char>,
    forms: [Regex; 5],
    nouns: Regex,
    never_after: Regex,
    never: Regex,
    kinds: Vec<(String, Regex)>,
    units: Vec<(String, Regex)>,
}

static RULES: LazyLock<ZeroRules> = LazyLock::new(|| {
    let file: ZeroTerms = serde_yaml::from_str(include_str!("data/figures.yaml"))
        .expect("the embedded terms are tested");
    let terms = file.zero;
    let pattern = |text: &str| Regex::new(text).expect("the embedded patterns are tested");
    let named = |list: Vec<(String, String)>| {
        list.into_iter()
            .map(|(name, text)| (name, pattern(&text)))
            .collect()
    };
    let forms = [
        &terms.happened,
        &terms.none_of,
        &terms.without,
        &terms.made,
        &terms.is_zero,
    ];
    ZeroRules {
        letters: terms.letters.chars().collect(),
        forms: forms.map(|form| pattern(form)),
        nouns: pattern(&terms.nouns),
        never_after: pattern(&terms.never_after),
        never: pattern(&terms.never),
        kinds: named(terms.kinds.into_iter().collect()),
        units: named(terms.units),
    }
});

/// The zeros of a text, at most one claim in a clause; a claim about several kinds is one for each.
pub(crate) fn zeros(text: &str) -> Vec<StatedZero> {
    let rules = &*RULES;
    let mut out = Vec::new();
    for clause in clauses(text) {
        let words = &text[clause.clone()];
        if !words.contains(&rules.letters[..]) {
            continue;
        }
        let found = rules.forms.iter().enumerate().find_map(|(form, pattern)| {
            let found = pattern.captures(words)?;
            let what = found.name("what").map_or("", |what| what.as_str());
            let about = form == 3 || rules.nouns.is_match(what);
            let whole = found.get(0)?;
            let goes_on = rules.never_after.is_match(&words[whole.end()..])
                || what.ends_with('的')
                || rules.never.is_match(what);
            let asks = words[..whole.start()].ends_with('有');
            (about && !goes_on && !asks).then(|| (whole.range(), what.to_owned()))
        });
        let Some((range, what)) = found else { continue };
        let range = clause.start + range.start..clause.start + range.end;
        let unit = rules
            .units
            .iter()
            .find(|(_, words)| words.is_match(&what))
            .map_or("件", |(unit, _)| unit.as_str())
            .to_owned();
        let kinds: Vec<&String> = rules
            .kinds
            .iter()
            .filter(|(_, words)| words.is_match(&what))
            .map(|(kind, _)| kind)
            .collect();
        if kinds.is_empty() {
            out.push(StatedZero {
                range,
                kind: None,
                unit,
            });
        } else {
            out.extend(kinds.into_iter().map(|kind| StatedZero {
                range: range.clone(),
                kind: Some(kind.clone()),
                unit: unit.clone(),
            }));
        }
    }
    out
}

/// The comma clauses of a text.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if matches!(
            letter,
            '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？'
        ) {
            out.push(start..at);
            start = at + letter.len_utf8();
        }
    }
    out.push(start..text.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        zeros(text)
            .into_iter()
            .map(|zero| &text[zero.range])
            .collect()
    }

    #[test]
    fn zeros_of_every_form_are_found() {
        for (text, count) in [
            ("没有因此发生一起集体上访。", 1),
            ("镇政府没有制定行政规范性文件", 1),
            ("无被纠正情形", 1),
            ("未发生因执法行为被申请行政复议或者提起行政诉讼的案件", 2),
            ("没有引发行政争议", 1),
            ("无一件被申请行政复议", 1),
            ("没有发生暴力抗法和执法过错事件", 1),
            ("未引发行政复议或者诉讼", 2),
            ("2020年无因行政决策不当或程序不完善引发重大群体性事件", 1),
            ("均没有出现因违法被上级政府或本级人大撤销的情况", 1),
            ("没有行政复议和行政诉讼案件", 2),
            ("没有人员伤亡", 1),
            ("没有发生因执法不当引起的投诉", 1),
            ("行政复议、行政诉讼案件均为零", 2),
            ("无安全生产事故发生", 1),
        ] {
            assert_eq!(read(text).len(), count, "{text}");
        }
    }

    #[test]
    fn what_only_denies_is_no_zero() {
        for text in [
            "没有审查意见不上会",
            "没有证件的只从事辅助工作",
            "信息没有互通",
            "没有经过审查的不提交会议讨论",
            "有没有违法增损公民的权利义务",
        ] {
            assert_eq!(read(text), Vec::<&str>::new(), "{text}");
        }
    }
}
