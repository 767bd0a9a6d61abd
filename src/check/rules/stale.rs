//! C03: numbers and dates of last year in sentences that were carried over unchanged. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;
use crate::report::compare::SentenceClass;
use crate::report::find::number::NumberScript;
use crate::report::find::quantity::quantities;
use crate::report::{IndicatorKind, Spot};

pub(crate) const RULE: Rule = Rule::draft("C03", &["stale-number"], include_str!("stale.md"), find);
const STALE_NUMBER: FindingForm = RULE.warning(
    "stale-number",
    "is it this year's number?",
    "请核对数字是否为本年度的",
);

rule_words! { "stale.yaml":
    /// A year with its mark.
    date: WordPattern,
    /// What stands behind the digits of a year.
    year_mark: char,
    /// Units of what happens in a year; the same number twice is unlikely.
    happens: WordList,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let Some(comparison) = known.comparison else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for pair in &comparison.sentences {
        let (SentenceClass::Same, Some(spot)) = (pair.class, &pair.new) else {
            continue;
        };
        let words = known.report.text.words(spot).trim();
        let old_year = format!("{}{}", comparison.old_year, WORDS.year_mark);
        let old_year = WORDS
            .date
            .find_iter(words)
            .any(|year| year.as_str() == old_year);
        // The same words are no mistake in themselves. The same number is one where it counts what happens within a year, because two
        // years rarely have the same; a number above ten is asked for, since small ones recur by chance, and what counts a state may stay
        // as it is.
        let happened = quantities(words).iter().any(|one| {
            one.script == NumberScript::Digits
                && WORDS.happens.lists(one.unit)
                && one.value > rust_decimal::Decimal::TEN
        });
        if !(old_year || happened && !is_state(draft, spot)) {
            continue;
        }
        let message = Words::new(
            format!(
                "the sentence and its numbers are those of {}",
                comparison.old_year
            ),
            format!("这句话连同数字与{}年报告完全相同", comparison.old_year),
        );
        out.push(STALE_NUMBER.at(quoted(draft, words), message));
    }
    out
}

/// Whether the sentence's figures count a state, which may stay as it is.
fn is_state(draft: &ReportDraft<'_>, spot: &Spot) -> bool {
    let Some(known) = draft.known else {
        return false;
    };
    let mut inside = known
        .report
        .figures
        .iter()
        .filter(|figure| {
            figure.spot.section == spot.section
                && figure.spot.block == spot.block
                && spot.range.contains(&figure.spot.range.start)
        })
        .peekable();
    inside.peek().is_some()
        && inside.all(|figure| {
            known
                .world
                .indicator(&figure.indicator)
                .is_some_and(|one| one.kind != IndicatorKind::Flow)
                || !figure.is_of(known.report.year)
        })
}
