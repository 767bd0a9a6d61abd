//! Which indicator of a site's dictionary a number is of, by figures that a person has named and by the dictionary. Enter at [`KnownFigures`].

use crate::import::imported::ImportedFigure;
use crate::report::compare::{fold, mask};
use crate::report::find::indicator::counted;
use crate::report::find::quantity::{TextQuantity, quantities};
use crate::report::text::likeness::CharacterPairs;
use crate::report::{Indicator, Report, Reports};

/// Likeness of words from which a number is taken for one that a person has named, or for one of the dictionary.
const LIKE: f64 = 0.6;

/// A figure that a person has named.
struct NamedFigure {
    indicator: String,
    /// The words beside its number; the whole claim for a zero in words.
    name: String,
    unit: String,
    zero_claim: bool,
    /// Its quote with numbers masked.
    masked: String,
    said: String,
}

/// What is known of the site's figures.
pub(super) struct KnownFigures<'a> {
    examples: Vec<NamedFigure>,
    indicators: &'a [Indicator],
}

impl<'a> KnownFigures<'a> {
    /// The figures of all other reports, those of the same body first and of near years before far ones.
    pub(super) fn of(report: &Report, reports: &'a Reports) -> KnownFigures<'a> {
        let mut others: Vec<&Report> = reports
            .reports
            .iter()
            .filter(|one| {
                (&one.body, &one.profile, one.year) != (&report.body, &report.profile, report.year)
            })
            .collect();
        others.sort_by_key(|one| (one.body != report.body, (one.year - report.year).abs()));
        let examples = others
            .iter()
            .flat_map(|one| one.figures.iter().map(move |figure| (one, figure)))
            .map(|(one, figure)| example(one, figure))
            .collect();
        KnownFigures {
            examples,
            indicators: &reports.indicators,
        }
    }

    /// The indicator of a number and why it is this one: the figure that it is like, or its name in the dictionary.
    pub(super) fn name(&self, found: &ImportedFigure) -> Option<(String, String)> {
        let name = if found.zero_claim {
            bare(&found.quote)
        } else {
            found.name.clone()
        };
        let like = |a: &str| {
            let (a, b) = (CharacterPairs::of(a), CharacterPairs::of(&name));
            if a.is_empty() || b.is_empty() {
                0.0
            } else {
                a.dice(&b)
            }
        };
        // Words of an earlier quote that stand in this clause name its number, where it has only one of that unit.
        let masked = mask(&fold(&found.quote));
        let of_unit = |quantity: &TextQuantity| quantity.unit == found.unit;
        let alone = quantities(&found.quote)
            .iter()
            .filter(|q| of_unit(q))
            .count()
            == 1;
        let holds = |one: &NamedFigure| {
            one.masked.chars().count() >= 4
                && (masked.contains(&one.masked) || one.masked.contains(&masked))
        };
        let mut best: Option<(f64, &NamedFigure)> = None;
        let fits = |one: &&NamedFigure| {
            one.zero_claim == found.zero_claim && (found.zero_claim || one.unit == found.unit)
        };
        for one in self.examples.iter().filter(fits) {
            let same = one.name == name || alone && holds(one);
            let score = if same { 1.0 } else { like(&one.name) };
            if score >= LIKE && best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, one));
            }
        }
        if let Some((_, one)) = best {
            return Some((one.indicator.clone(), one.said.clone()));
        }
        let of_dictionary = |one: &&Indicator| {
            (one.unit == found.unit && !found.zero_claim)
                && (one.name == name
                    || like(&one.name) >= LIKE
                    || Some(&one.id) == found.indicator.as_ref())
        };
        let mut named = self.indicators.iter().filter(of_dictionary);
        // Two that fit are none: a person decides.
        let only = named.next().filter(|_| named.next().is_none())?;
        Some((only.id.clone(), only.name.clone()))
    }
}

fn example(report: &Report, figure: &crate::report::Figure) -> NamedFigure {
    let said = format!("{}: {}", report.year, figure.quote);
    let quote = figure.quote.as_str();
    let number = quantities(quote)
        .into_iter()
        .find(|q| q.value == figure.value.normalize());
    let (name, unit) = match &number {
        _ if figure.zero_claim => (bare(quote), String::new()),
        Some(number) => (
            counted(&quote[..number.range.start], &quote[number.range.end..]),
            number.unit.to_owned(),
        ),
        None => (String::new(), String::new()),
    };
    NamedFigure {
        indicator: figure.indicator.clone(),
        name,
        unit,
        zero_claim: figure.zero_claim,
        masked: mask(&fold(quote)),
        said,
    }
}

/// A claim without its year, so that it is the same in all of them.
fn bare(quote: &str) -> String {
    mask(&fold(quote)).replace('#', "").replace("全年", "")
}
