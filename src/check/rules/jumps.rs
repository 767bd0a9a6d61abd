//! Y03: a figure that is more than three times last year's, or less than a third, without a note. Enter at [`RULE`].

use super::pairs::quoted;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use crate::report::compare::FigureFlag;
use rust_decimal::Decimal;

pub(crate) const RULE: Rule = Rule::draft(
    "Y03",
    &["jump-without-note"],
    include_str!("jumps.md"),
    find,
);
const JUMP_WITHOUT_NOTE: FindingForm = RULE.warning(
    "jump-without-note",
    "check the number; say why in `note:`",
    "请核对数字；属实的请在 `note:` 中说明原因",
);

/// Smaller numbers jump by themselves.
const SMALL: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(comparison) = draft.known.and_then(|known| known.comparison) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for change in &comparison.figures {
        let (Some(old), Some(new)) = (&change.old, &change.new) else {
            continue;
        };
        let told = new.note.is_some() || change.requoted.is_some();
        let unlike = change.flags.contains(&FigureFlag::Break)
            || change.flags.contains(&FigureFlag::Partial);
        // More than three times, or less than a third, is what the page of this rule asks a note for. A change of definition or a part of
        // a year explains it already, and of small numbers the ratio says nothing.
        let (less, more) = (old.value.min(new.value), old.value.max(new.value));
        if told || unlike || more < SMALL || less.is_zero() || more <= less * Decimal::from(3) {
            continue;
        }
        let (name, was, now) = (&change.name, old.value, new.value);
        let words = Words::new(
            format!("`{name}` goes from {was} to {now} without a note"),
            format!("“{name}”由{was}变为{now}，变化超过三倍，没有说明"),
        );
        let place = quoted(draft, &new.quote);
        out.push(JUMP_WITHOUT_NOTE.at(place, words));
    }
    out
}
