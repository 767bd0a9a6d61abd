//! Zeros stated in words: 没有发生…, 无一件…, 未制定…, 零上访. Enter at [`zeros`]; [`states_zero`] is what the quote of a person's zero must say.
//!
//! A zero is found clause by clause, and the first form that fits decides. Most clauses have none of the letters that every form
//! has, and are not looked at; the others cost a search a form, whatever their length is, for no form goes back.

use super::number::numbers_in;
use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// One claim of a zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatedZero {
    /// Bytes of the claim.
    pub(crate) range: Range<usize>,
    /// The kinds of things that did not happen, where they are known.
    pub(crate) kinds: Vec<&'static str>,
    /// What would have been counted.
    pub(crate) unit: &'static str,
}

#[derive(Deserialize)]
struct ZeroTerms {
    letters: String,
    forms: Vec<String>,
    made: String,
    nouns: String,
    hoped: String,
    never_after: String,
    never: String,
    kinds: BTreeMap<String, String>,
    units: Vec<(String, String)>,
    words: Vec<String>,
    never_words: Vec<String>,
}

struct ZeroRules {
    /// Letters one of which every form has; most clauses have none.
    letters: Vec<char>,
    forms: Vec<Regex>,
    /// The form that needs no noun: what was not made is named in it.
    made: Regex,
    nouns: Regex,
    hoped: Regex,
    never_after: Regex,
    never: Regex,
    kinds: Vec<(String, Regex)>,
    units: Vec<(String, Regex)>,
    words: Vec<String>,
    never_words: Vec<String>,
}

static RULES: LazyLock<ZeroRules> = LazyLock::new(|| {
    let terms: ZeroTerms = serde_yaml::from_str(include_str!("data/zeros.yaml"))
        .expect("the embedded terms are tested");
    let pattern = |text: &str| Regex::new(text).expect("the embedded patterns are tested");
    let named = |list: Vec<(String, String)>| {
        let each = list.into_iter();
        each.map(|(name, text)| (name, pattern(&text))).collect()
    };
    ZeroRules {
        letters: terms.letters.chars().collect(),
        forms: terms.forms.iter().map(|form| pattern(form)).collect(),
        made: pattern(&terms.made),
        nouns: pattern(&terms.nouns),
        hoped: pattern(&terms.hoped),
        never_after: pattern(&terms.never_after),
        never: pattern(&terms.never),
        kinds: named(terms.kinds.into_iter().collect()),
        units: named(terms.units),
        words: terms.words,
        never_words: terms.never_words,
    }
});

/// The zeros of a text, at most one claim in a clause.
pub(crate) fn zeros(text: &str) -> Vec<StatedZero> {
    let rules = &*RULES;
    let mut found = Vec::new();
    for clause in clauses(text) {
        let words = &text[clause.clone()];
        if !words.contains(&rules.letters[..]) {
            continue;
        }
        let Some((range, what)) = claim_in(words) else {
            continue;
        };
        let unit = rules.units.iter().find(|(_, one)| one.is_match(what));
        let kinds = rules.kinds.iter().filter(|(_, one)| one.is_match(what));
        found.push(StatedZero {
            range: clause.start + range.start..clause.start + range.end,
            kinds: kinds.map(|(kind, _)| kind.as_str()).collect(),
            unit: unit.map_or("件", |(unit, _)| unit.as_str()),
        });
    }
    found
}

/// The bytes of the claim in a clause, and the words for what is zero.
fn claim_in(clause: &str) -> Option<(Range<usize>, &str)> {
    let rules = &*RULES;
    let forms = rules.forms.iter().map(|form| (form, true));
    let mut all = forms.chain([(&rules.made, false)]);
    all.find_map(|(form, needs_noun)| {
        let found = form.captures(clause)?;
        let whole = found.get(0)?;
        let what = found.name("what").map_or("", |what| what.as_str());
        let about = !needs_noun || rules.nouns.is_match(what);
        let goes_on = rules.never_after.is_match(&clause[whole.end()..])
            || what.ends_with('的')
            || rules.never.is_match(what);
        // 有没有违法 asks.
        let before = &clause[..whole.start()];
        let asks = before.ends_with('有') || rules.hoped.is_match(before);
        (about && !goes_on && !asks).then(|| (whole.range(), what))
    })
}

/// Whether the words may state a zero: 无…, 没有…, 未发生…, 零…, 0件; 未成年人 and 无人机 do not.
///
/// This is asked of a quote that a person gave for a zero, so any word of denial will do; every text with a claim of [`zeros`]
/// passes.
pub(crate) fn states_zero(text: &str) -> bool {
    let mut rest = text.to_owned();
    for word in &RULES.never_words {
        rest = rest.replace(word.as_str(), "\u{1}");
    }
    let denied = |word: &String| rest.contains(word.as_str());
    RULES.words.iter().any(denied) || numbers_in(&rest).contains(&Decimal::ZERO)
}

/// The comma clauses of a text.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if matches!(
            letter,
            '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？'
        ) {
            found.push(start..at);
            start = at + letter.len_utf8();
        }
    }
    found.push(start..text.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of each claim, once for each kind of thing that is zero.
    fn read(text: &str) -> Vec<&str> {
        let each = zeros(text).into_iter();
        each.flat_map(|zero| vec![&text[zero.range]; zero.kinds.len().max(1)])
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
            ("实现零上访", 1),
            ("没有因申请收取信息处理费", 1),
            ("全年安全事故零发生", 1),
        ] {
            assert_eq!(read(text).len(), count, "{text}");
            assert!(states_zero(text), "what is found is a zero for all: {text}");
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
            "确保全年零上访",
        ] {
            assert_eq!(read(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_zero_is_stated_by_its_words_only() {
        for text in [
            "没有发生案件",
            "未发生安全事故",
            "无重大事件",
            "零上访",
            "败诉0件",
        ] {
            assert!(states_zero(text), "{text}");
        }
        for text in [
            "未成年人宣传5次",
            "无人机巡查3次",
            "零星问题2个",
            "面向未来",
            "办理10件",
        ] {
            assert!(!states_zero(text), "{text}");
        }
    }
}
