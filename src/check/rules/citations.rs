//! L01: cited documents whose name is not quite that of a known one, or whose period is another. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::terms::Law;
use crate::check::word_file::{WordPattern, rule_words};
use crate::diagnostic::{Place, Words};
use crate::import::LineRole;
use crate::report::find::citation::{canonical, marked};
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::draft(
    "L01",
    &["unknown-citation", "wrong-edition"],
    include_str!("citations.md"),
    find,
);
const WRONG_EDITION: FindingForm = RULE.warning("wrong-edition", "", "");
const UNKNOWN_CITATION: FindingForm = RULE.warning(
    "unknown-citation",
    "write the name as it was issued",
    "请按公布的名称书写",
);

rule_words! { "citations.yaml":
    /// The period behind a name: （2021—2025年）.
    period: WordPattern,
    /// A year.
    years: WordPattern,
    /// Its dash is lost: `20212025年`.
    lost: WordPattern,
}

/// A citation with its place.
pub(super) struct PlacedCitation {
    pub(super) block: usize,
    pub(super) range: Range<usize>,
    pub(super) name: String,
    /// The name without the name of the state.
    pub(super) bare: String,
}

/// All citations of the text, in order.
pub(super) fn cited(draft: &ReportDraft<'_>) -> Vec<PlacedCitation> {
    let mut out = Vec::new();
    for (at, block) in draft.outline.blocks.iter().enumerate() {
        if !matches!(block.role, LineRole::Body | LineRole::Cover) {
            continue;
        }
        for mark in marked(&block.line.text) {
            out.push(PlacedCitation {
                block: at,
                range: mark.start..mark.end,
                name: mark.name.to_owned(),
                bare: canonical(mark.name),
            });
        }
    }
    out
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for one in cited(draft) {
        let place = || draft.place(one.block, one.range.clone());
        if let Some((words, right)) = edition(draft, &one) {
            let hint = Words::new(
                format!("the current one is 《{right}》"),
                format!("应为《{right}》"),
            );
            out.push(WRONG_EDITION.hinting(place(), words, hint));
        } else if let Some(known) = misspelt(&draft.terms.laws, &one.bare) {
            out.push(unlike(place(), &one.name, known));
        }
    }
    out
}

fn unlike(place: Place, name: &str, known: &Law) -> Finding {
    let right = &known.name;
    let words = Words::new(
        format!("《{name}》 is not known; 《{right}》 is"),
        format!("《{name}》与规范名称《{right}》不一致"),
    );
    UNKNOWN_CITATION.at(place, words)
}

/// What is wrong with the period of a name, and the name that is right.
fn edition(draft: &ReportDraft<'_>, one: &PlacedCitation) -> Option<(Words, String)> {
    // Editions of one document share a name and differ in the period behind it. The right one is the last that began by the year of the
    // report. A period that no edition has is wrong whatever the year; one that has ended is so with the exception that is told below.
    let laws = &draft.terms.laws;
    let year = draft.year()?;
    let stem = base(&one.bare);
    let same: Vec<&Law> = laws
        .iter()
        .filter(|law| base(&law.name) == stem && law.name != stem)
        .collect();
    let last = same.iter().max_by_key(|law| &law.from)?;
    let fits = same.iter().filter(|law| {
        law.from
            .get(..4)
            .is_some_and(|from| from <= year.to_string().as_str())
    });
    let right = fits
        .max_by_key(|law| &law.from)
        .unwrap_or(last)
        .name
        .clone();
    if stem == one.bare {
        return None;
    }
    if WORDS.lost.is_match(&one.name) {
        let words = Words::new("the dash between the years is lost", "起止年份之间缺少“—”");
        return Some((words, right));
    }
    match same.iter().find(|law| law.name == one.bare) {
        None => {
            let words = Words::new("there is no edition of this period", "没有这一时段的版本");
            Some((words, right))
        }
        Some(known) => {
            // The outline may be named once more in the year after its last, beside the new one.
            let ended = known.until.as_deref()?.get(..4)?.parse::<i32>().ok()?;
            let last_year = WORDS
                .years
                .find_iter(&known.name)
                .last()?
                .as_str()
                .parse::<i32>()
                .ok()?;
            let renewed = || cited(draft).iter().any(|other| other.bare == right);
            let alone = year == ended && year > last_year && right != known.name && !renewed();
            (year > ended.max(last_year) || alone).then(|| {
                let words = Words::new("a superseded edition is cited", "引用了已被取代的版本");
                (words, right)
            })
        }
    }
}

/// A name without its period.
fn base(name: &str) -> String {
    WORDS.period.replace(name, "").into_owned()
}

/// The known name that is meant: one or two characters are other, added or gone.
fn misspelt<'l>(laws: &'l [Law], bare: &str) -> Option<&'l Law> {
    // A name is taken for a known one if one letter differs, or two in a long one: the Levenshtein distance over all known names, of
    // which those whose length differs by more are left out before it is computed. Names below five letters are too near to each other,
    // and so are a law and the rules under it (土地管理法, 地方的土地管理法), which begin or end alike.
    let length = bare.chars().count();
    if length < 5
        || laws
            .iter()
            .any(|law| law.name == bare || base(&law.name) == bare)
    {
        return None;
    }
    let allowed = if length >= 12 { 2 } else { 1 };
    laws.iter().find(|law| {
        let other = law.name.chars().count();
        other.abs_diff(length) <= allowed
            && other >= 5
            && !is_kin(&law.name, bare)
            && strsim::levenshtein(&law.name, bare) <= allowed
    })
}

/// Names of two documents that both exist and differ in little: 土地管理法 and 地方的土地管理法, 工会法 and 公证法.
fn is_kin(known: &str, bare: &str) -> bool {
    bare.ends_with(known) || known.ends_with(bare) || bare.starts_with(known)
}
