//! Numbers of the text that stand in a table too: whether both say the same. Enter at [`check`].

use super::form::{TableForm, TextClaim};
use super::given::{BalancedTable, ReportTable};
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::report::profile::ReportKind;
use crate::report::text::BlockKind;
use crate::report::{Report, Status};
use regex::Regex;
use rust_decimal::Decimal;

/// What the text says of a cell, or of several together.
struct StatedValue<'a> {
    quote: &'a str,
    value: Decimal,
}

/// For each claim that the text makes and that a table answers: the table, whether both agree, and a finding where they do not.
pub(super) fn check(
    report: &Report,
    profile: &ReportKind,
) -> Vec<(String, BalancedTable, Option<Diagnostic>)> {
    let mut out = Vec::new();
    for claim in profile
        .claims
        .iter()
        .filter(|claim| claim.is_of(report.year))
    {
        let Some((table, sum)) = sum(report, profile, claim) else {
            continue;
        };
        let said = said(report, claim);
        if said.is_empty() {
            continue;
        }
        let wrong: Vec<&StatedValue<'_>> = said.iter().filter(|said| said.value != sum).collect();
        let failure = |one: &&StatedValue<'_>| format!("正文“{}”，表中为 {sum}", one.quote);
        let balanced = BalancedTable {
            words: claim.words.clone(),
            failures: wrong.iter().map(failure).collect(),
        };
        let finding = wrong
            .first()
            .map(|one| differs(report, table, claim, one, sum));
        out.push((table.id.clone(), balanced, finding));
    }
    out
}

/// The cells of a claim together, with the first one's table; null where one of them is not given.
fn sum<'r>(
    report: &'r Report,
    profile: &ReportKind,
    claim: &TextClaim,
) -> Option<(&'r ReportTable, Decimal)> {
    let mut sum = Decimal::ZERO;
    for (id, row, column) in &claim.cells {
        let form: &TableForm = profile.table(id)?;
        let column = form.columns.iter().position(|one| one.id == *column)?;
        let table = report.tables.iter().find(|table| table.id == *id)?;
        sum = sum.checked_add(table.cell(row, column)?.value)?;
    }
    let (first, ..) = claim.cells.first()?;
    let table = report.tables.iter().find(|table| table.id == *first)?;
    Some((table, sum))
}

/// Every place of the prose that makes the claim; numbers in tables of the text are not prose.
fn said<'r>(report: &'r Report, claim: &TextClaim) -> Vec<StatedValue<'r>> {
    let blocks = report
        .text
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    let prose = blocks.filter(|block| block.kind == BlockKind::Paragraph);
    let patterns: Vec<Regex> = claim
        .said
        .iter()
        .filter_map(|one| Regex::new(one).ok())
        .collect();
    let zeros: Vec<Regex> = claim
        .zero
        .iter()
        .filter_map(|one| Regex::new(one).ok())
        .collect();
    let mut out: Vec<StatedValue<'r>> = Vec::new();
    for block in prose {
        let found = patterns
            .iter()
            .find_map(|pattern| pattern.captures(&block.plain));
        if let Some(found) = found
            && let Some(value) = found.name("n").and_then(|n| n.as_str().parse().ok())
            && let Some(whole) = found.get(0)
        {
            let quote = &block.plain[whole.range()];
            out.push(StatedValue { quote, value });
        } else if let Some(whole) = zeros.iter().find_map(|pattern| pattern.find(&block.plain)) {
            let quote = &block.plain[whole.range()];
            let value = Decimal::ZERO;
            out.push(StatedValue { quote, value });
        }
    }
    out
}

fn differs(
    report: &Report,
    table: &ReportTable,
    claim: &TextClaim,
    said: &StatedValue<'_>,
    sum: Decimal,
) -> Diagnostic {
    let (quote, rule) = (said.quote, &claim.words);
    let words = Words::new(
        format!("the text says “{quote}”, the table {sum} ({rule})"),
        format!("正文写“{quote}”，表中是 {sum}（{rule}）"),
    );
    let hint = Words::new(
        "compare both with the records; mend the one that is wrong",
        "请与台账核对，改正写错的一处",
    );
    let level = match report.status {
        Status::Draft => Level::Error,
        Status::Published => Level::Warning,
        Status::Archived => Level::Info,
    };
    let finding = Diagnostic {
        level,
        ..Diagnostic::warning("N02", "cross-figure", words)
    };
    let cells = table.rows.iter().filter(|row| {
        claim
            .cells
            .iter()
            .any(|(id, name, _)| *id == table.id && *name == row.id)
    });
    let place = cells.flat_map(|row| row.cells.iter().flatten()).next();
    match place {
        Some(cell) => finding.at(cell.place.clone()).hint(hint),
        None => finding.hint(hint),
    }
}
