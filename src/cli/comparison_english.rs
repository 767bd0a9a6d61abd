//! The words of a comparison in English; the library's own are Chinese. Enter at [`sentence`].

use crate::report::IndicatorKind;
use crate::report::compare::{ChangeDirection, Comparison, FigureCell, FigureChange, FigureFlag};

/// The plain sentence that says it all.
pub(super) fn sentence(comparison: &Comparison) -> String {
    let summary = &comparison.summary;
    let counts = [
        ("more", summary.figures_up),
        ("less", summary.figures_down),
        ("unchanged", summary.figures_equal),
        ("new", summary.figures_new),
        ("with another definition", summary.figures_broken),
        ("not comparable", summary.figures_partial),
        ("no longer given", summary.figures_silent),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    let own = summary.sentences - summary.formulas;
    let text = format!(
        "Text: {} of {own} sentences carried over ({} %), {} official formulas apart.",
        summary.carried,
        summary.carried_percent(),
        summary.formulas
    );
    if comparison.old_body != comparison.body {
        return "Two bodies of one year side by side; nothing is ranked.".to_owned();
    }
    let figures = if said.is_empty() {
        String::new()
    } else {
        format!("Figures: {}. ", said.join(", "))
    };
    figures + &text
}

/// The values of a row and their change; two bodies have none.
pub(super) fn change(row: &FigureChange, comparison: &Comparison) -> String {
    let cell = |cell: &Option<FigureCell>| {
        cell.as_ref()
            .map_or("–".to_owned(), |c| format!("{}{}", c.text, row.unit))
    };
    let (old, new) = (
        cell(if row.old.is_some() {
            &row.old
        } else {
            &row.base
        }),
        cell(&row.new),
    );
    if comparison.old_body != comparison.body {
        return format!("{old} ∣ {new}");
    }
    let sign = |number: &rust_decimal::Decimal| {
        let plus = if number.is_sign_negative() { "" } else { "+" };
        format!("{plus}{}", number.normalize())
    };
    let change = match (&row.absolute, &row.percent) {
        _ if row.direction == ChangeDirection::Equal => ", unchanged".to_owned(),
        (Some(by), _) if row.kind == IndicatorKind::Rate => format!(", {} points", sign(by)),
        (Some(by), Some(percent)) => format!(", {} ({} %)", sign(by), sign(percent)),
        (Some(by), None) => format!(", {}", sign(by)),
        _ => String::new(),
    };
    format!("{old} → {new}{change}")
}

/// The word below the table.
pub(super) fn flag(flag: FigureFlag) -> &'static str {
    match flag {
        FigureFlag::NotGiven => "not given",
        FigureFlag::NoReport => "no report",
        FigureFlag::Silent => "silent in one of the two",
        FigureFlag::NotApplicable => "not applicable",
        FigureFlag::Break => "definition changed",
        FigureFlag::Partial => "part of a year",
        FigureFlag::Corrected => "corrected",
        FigureFlag::Approximate => "approximate",
        FigureFlag::Withheld => "withheld",
    }
}
