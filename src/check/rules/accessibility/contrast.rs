//! Contrast of the colours that style sheets name: text on the ground below it, in light and in dark. Enter at [`pale_texts`].
//!
//! Colours are those of custom properties (`--ink`), as `color: var(--ink)` and `background: var(--paper)` use them. What stands in one rule
//! stands together; a text colour without a ground of its own stands on that of the page, a ground without a text colour below the page's text.

use super::css::{CssDeclaration, declarations};
use crate::diagnostic::{Place, Words};
use std::collections::{BTreeMap, BTreeSet};

/// The least contrast of text (GB/T 37668—2019, as WCAG 2.1, 1.4.3).
const LEAST: f64 = 4.5;

/// Words with too little contrast: where their colour stands, and how little it is.
pub(super) struct PaleText {
    pub(super) place: Place,
    pub(super) words: Words,
}

/// Red, green and blue from 0 to 255.
type Colour = [f64; 3];

/// The scheme a page is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColourScheme {
    Light,
    Dark,
}

/// Colours of a rule: its text, its ground, each as a value of CSS with the byte at which it stands.
#[derive(Debug, Clone, Default)]
struct ColourPair<'c> {
    text: Option<(&'c str, usize)>,
    ground: Option<(&'c str, usize)>,
}

/// Pairs of colours with too little contrast in a style sheet.
pub(super) fn pale_texts(path: &str, bytes: &[u8]) -> Vec<PaleText> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Vec::new();
    };
    let all = declarations(text);
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    // A property has another value in dark colours, and a pair may be pale in one scheme alone, so each is looked at with the values of
    // its scheme. A pair of a rule is told once a scheme, at the first place. The cost is that of declarations times two.
    for scheme in [ColourScheme::Light, ColourScheme::Dark] {
        let values = property_values(&all, scheme);
        for (ink, paper, shown) in colour_pairs(&all, scheme) {
            let colours = (colour_of(ink, &values, 0), colour_of(paper, &values, 0));
            let (Some(front), Some(ground)) = colours else {
                continue;
            };
            let ratio = contrast(front, ground);
            if ratio >= LEAST || !seen.insert((ink, paper, scheme == ColourScheme::Dark)) {
                continue;
            }
            let place = Place::span(path, text, shown.1..shown.1 + shown.0.len());
            let words = low_contrast(ink, paper, ratio, scheme);
            out.push(PaleText { place, words });
        }
    }
    out
}

fn low_contrast(ink: &str, paper: &str, ratio: f64, scheme: ColourScheme) -> Words {
    let scheme = match scheme {
        ColourScheme::Light => Words::new("light", "浅色"),
        ColourScheme::Dark => Words::new("dark", "深色"),
    };
    Words::new(
        format!(
            "`{ink}` on `{paper}` has a contrast of {ratio:.2}:1 in {} colours",
            scheme.en
        ),
        format!(
            "{}模式下文字“{ink}”与底色“{paper}”的对比度只有{ratio:.2}:1",
            scheme.zh
        ),
    )
}

/// The values of custom properties in a scheme; what is said for the dark alone wins there.
fn property_values<'c>(
    all: &[CssDeclaration<'c>],
    scheme: ColourScheme,
) -> BTreeMap<&'c str, &'c str> {
    let mut out = BTreeMap::new();
    for one in all.iter().filter(|one| one.name.starts_with("--")) {
        if applies(one, scheme) && is_root(one.selector) {
            out.insert(one.name, one.value);
        }
    }
    out
}

/// Whether a rule counts in a scheme: it has no condition, or only that of the scheme.
fn applies(one: &CssDeclaration<'_>, scheme: ColourScheme) -> bool {
    one.conditions.iter().all(|condition| {
        let words: String = condition.split_whitespace().collect();
        match scheme {
            ColourScheme::Dark if words.contains("prefers-color-scheme:dark") => true,
            ColourScheme::Light if words.contains("prefers-color-scheme:light") => true,
            _ => words == "@mediascreen" || words.starts_with("@layer"),
        }
    })
}

fn is_root(selector: &str) -> bool {
    let mut parts = selector.split(',').map(str::trim);
    parts.any(|part| matches!(part, ":root" | "html" | "body" | ":root,html"))
}

/// Text and ground that are seen together, with the one that is shown and its byte.
type Seen<'c> = (&'c str, &'c str, (&'c str, usize));

fn colour_pairs<'c>(all: &[CssDeclaration<'c>], scheme: ColourScheme) -> Vec<Seen<'c>> {
    let mut rules: BTreeMap<usize, (ColourPair<'c>, &'c str)> = BTreeMap::new();
    for one in all.iter().filter(|one| applies(one, scheme)) {
        let known = rules
            .entry(one.rule)
            .or_insert((ColourPair::default(), one.selector));
        match one.name {
            "color" => known.0.text = Some((one.value, one.at)),
            "background" | "background-color" => known.0.ground = Some((one.value, one.at)),
            _ => {}
        }
    }
    let of_page = |choose: fn(&ColourPair<'c>) -> Option<(&'c str, usize)>| {
        let mut roots = rules.values().filter(|(_, selector)| is_root(selector));
        roots.find_map(|(pair, _)| choose(pair).map(|(value, _)| value))
    };
    let (text, ground) = (of_page(|pair| pair.text), of_page(|pair| pair.ground));
    let named = |value: &str| value.starts_with("var(");
    let shown = rules.values().filter(|(_, selector)| !is_apart(selector));
    shown
        .filter_map(|(pair, _)| match (pair.text, pair.ground) {
            (Some(ink), Some((paper, _))) => Some((ink.0, paper, ink)),
            // A colour without a name may stand on a ground that this sheet does not know.
            (Some(ink), None) if named(ink.0) => Some((ink.0, ground?, ink)),
            (None, Some(paper)) if named(paper.0) => Some((text?, paper.0, paper)),
            _ => None,
        })
        .collect()
}

/// What is no text, is out of use or is never seen.
fn is_apart(selector: &str) -> bool {
    [
        "::selection",
        ":disabled",
        "[disabled]",
        "::marker",
        "hidden",
        "::backdrop",
    ]
    .iter()
    .any(|part| selector.contains(part))
}

/// The colour of a value; `None` for what is none, or is seen through.
fn colour_of(value: &str, values: &BTreeMap<&str, &str>, depth: usize) -> Option<Colour> {
    let value = value.trim().trim_end_matches("!important").trim();
    // Properties name each other, and two may name each other in a circle.
    if depth > 8 {
        return None;
    }
    if let Some(inner) = value
        .strip_prefix("var(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        let (name, other) = inner.split_once(',').unwrap_or((inner, ""));
        let own = values.get(name.trim()).copied();
        return colour_of(own.unwrap_or(other), values, depth + 1);
    }
    if let Some(digits) = value.strip_prefix('#') {
        return hexadecimal(digits);
    }
    if let Some(inner) = value
        .strip_prefix("rgb(")
        .or_else(|| value.strip_prefix("rgba("))
        .and_then(|rest| rest.strip_suffix(')'))
    {
        let parts: Vec<&str> = inner
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .collect();
        let whole = parts
            .get(3)
            .is_none_or(|alpha| matches!(*alpha, "1" | "100%" | "1.0"));
        let number = |at: usize| parts.get(at)?.parse::<f64>().ok();
        return whole.then(|| Some([number(0)?, number(1)?, number(2)?]))?;
    }
    match value.to_ascii_lowercase().as_str() {
        "white" => Some([255.0; 3]),
        "black" => Some([0.0; 3]),
        _ => None,
    }
}

fn hexadecimal(digits: &str) -> Option<Colour> {
    let value = |text: &str| u8::from_str_radix(text, 16).ok().map(f64::from);
    let part = |at: usize, wide: usize| {
        let text = digits.get(at * wide..(at + 1) * wide)?;
        value(&text.repeat(3 - wide))
    };
    match digits.len() {
        3 => Some([part(0, 1)?, part(1, 1)?, part(2, 1)?]),
        6 => Some([part(0, 2)?, part(1, 2)?, part(2, 2)?]),
        _ => None,
    }
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.1, relative luminance).
fn contrast(one: Colour, other: Colour) -> f64 {
    // Each part of a colour is brought from the curve of screens to amounts of light (sRGB: below 0.04045 a line, above it a power of
    // 2.4), and the three are weighed as eyes see them. The 0.05 on both sides is the light that falls on any screen. All numbers are the
    // standard's.
    let luminance = |colour: Colour| {
        let part = |value: f64| {
            let share = value / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(css: &str) -> Vec<String> {
        pale_texts("a.css", css.as_bytes())
            .into_iter()
            .map(|one| format!("{}:{} {}", one.place.line, one.place.column, one.words.en))
            .collect()
    }

    #[test]
    fn a_pale_text_is_found_in_the_scheme_in_which_it_is_pale() {
        let css = ":root { --paper: #fff; --ink: #000; --quiet: #999 }\nbody { color: var(--ink); background: var(--paper) }\n.a { color: var(--quiet) }\n@media (prefers-color-scheme: dark) { :root { --paper: #111; --ink: #222 } }\n";
        assert_eq!(
            found(css),
            [
                "3:13 `var(--quiet)` on `var(--paper)` has a contrast of 2.85:1 in light colours",
                "2:15 `var(--ink)` on `var(--paper)` has a contrast of 1.19:1 in dark colours"
            ]
        );
    }

    #[test]
    fn what_stands_in_one_rule_stands_together_and_print_does_not_count() {
        let css = ":root{--paper:#fff;--ink:#000;--wash:#333}body{color:var(--ink);background:var(--paper)}.a{background:var(--wash)}.b{color:#fff;background:#767676}.c{color:#777}@media print{:root{--ink:#ccc}}";
        assert_eq!(
            found(css),
            [
                "1:103 `var(--ink)` on `var(--wash)` has a contrast of 1.66:1 in light colours",
                "1:103 `var(--ink)` on `var(--wash)` has a contrast of 1.66:1 in dark colours"
            ]
        );
        assert!((contrast([255.0; 3], [118.0; 3]) - 4.54).abs() < 0.01);
    }

    #[test]
    fn colours_are_read_in_all_their_forms() {
        let none = BTreeMap::new();
        let read = |value| colour_of(value, &none, 0);
        assert_eq!(read("#fa0"), Some([255.0, 170.0, 0.0]));
        assert_eq!(read("rgb(1, 2, 3)"), Some([1.0, 2.0, 3.0]));
        assert_eq!(read("rgb(1 2 3 / 50%)"), None);
        assert_eq!(read("var(--x, white)"), Some([255.0; 3]));
        assert_eq!(read("none"), None);
        assert_eq!(read("#ünf"), None);
    }
}
