//! One quantity that the report gives twice, with two values. Enter at [`given_twice`].

use super::words::WORDS;
use crate::check::draft::ReportDraft;
use crate::report::find::number::NumberScript;
use crate::report::find::part::PartSections;
use crate::report::find::quantity::TextQuantity;
use crate::report::find::quantity::clause;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

/// A number with its place.
#[derive(Clone)]
pub(super) struct GivenNumber {
    pub(super) at: usize,
    pub(super) range: Range<usize>,
    pub(super) value: Decimal,
}

/// What is given twice with two values, each with the value that was given first.
pub(super) fn given_twice(draft: &ReportDraft<'_>) -> Vec<(GivenNumber, Decimal)> {
    let mut known: BTreeMap<(String, &str), GivenNumber> = BTreeMap::new();
    let mut out = Vec::new();
    // What the head of the body did is counted apart.
    let apart = PartSections::of(
        draft
            .part("plan")
            .iter()
            .chain(draft.part("first_responsible")),
    );
    for (at, block) in draft.body() {
        if apart.holds(&block.section) {
            continue;
        }
        let text = block.line.text.as_str();
        for one in draft.quantities(at) {
            let Some(key) = counted_thing(text, one) else {
                continue;
            };
            let (range, value) = (clause(text, &one.range), one.value);
            let number = GivenNumber { at, range, value };
            let same = WORDS.same_units.get(one.unit);
            let unit = same.map_or(one.unit, String::as_str);
            let first = known.entry((key, unit)).or_insert_with(|| number.clone());
            if first.value != value && (first.at, &first.range) != (at, &number.range) {
                out.push((number, first.value));
            }
        }
    }
    out
}

/// What a number counts, where the words around it say so fully.
fn counted_thing(text: &str, one: &TextQuantity) -> Option<String> {
    // Two numbers are held against each other only where they have the same key and unit: the first given is kept, every later one that
    // differs is told. The words before a number are the key as they stand, so that a word more or less keeps two numbers apart: rather
    // too few pairs than wrong ones. The whole report is gone through once.
    // Fewer characters name no thing surely.
    const LEAST: usize = 6;
    if one.approx.is_some() || one.script != NumberScript::Digits || one.unit == "%" {
        return None;
    }
    let span = clause(text, &one.range);
    let (before, after) = (&text[span.start..one.range.start], &text[one.range.end..]);
    let bare = WORDS.empty.replace_all(before, "").into_owned();
    let counted = WORDS.counted.iter().find(|known| {
        let fits = known.before.is_match(&bare) || known.before.is_match(before);
        fits && known
            .after
            .as_ref()
            .is_none_or(|behind| behind.is_match(after))
    });
    let context = || {
        let from = text[..span.start].rfind('。').unwrap_or(0);
        let (led, named) = (&text[from..span.start], &WORDS.taken_in);
        let fits = bare == named.bare && led.contains(&named.led) && !led.contains(&named.unless);
        fits.then_some(&named.key)
    };
    if let Some(name) = counted.map(|known| &known.key).or_else(context) {
        return Some(name.clone());
    }
    let mut verbs = WORDS.verbs.iter();
    let thing = verbs.find_map(|verb| bare.strip_prefix(verb.as_str()));
    let thing = thing.unwrap_or(bare.as_str());
    let whole = thing.chars().count() >= LEAST && !WORDS.other.is_match(&bare);
    whole.then(|| thing.to_owned())
}
