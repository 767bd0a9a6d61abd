//! Tables that stand in the text itself: the record, read without a second file. Enter at [`gather`] and [`in_text`].

use super::form::{RowForm, TableForm};
use super::given::{ReportTable, TableCell, TableRow};
use super::read::read;
use crate::content::DataFile;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::report::Report;
use crate::report::letter::{half_width, is_han};
use crate::report::profile::ReportKind;
use crate::report::text::{BlockKind, is_in};
use rust_decimal::Decimal;
use std::ops::Range;

/// Where bytes of the report's Markdown stand.
pub(crate) type PlaceOf<'a> = &'a dyn Fn(Range<usize>) -> Place;

/// The tables of a report: those of `tables.yaml`, which must say what the text says, and else those of the text.
pub(crate) fn gather(
    report: &Report,
    profile: &ReportKind,
    file: Option<&DataFile>,
    place: PlaceOf<'_>,
) -> (Vec<ReportTable>, Vec<Diagnostic>) {
    let forms = profile.tables.iter().filter(|form| form.is_of(report.year));
    let forms: Vec<&TableForm> = forms.collect();
    let mut printed: Vec<ReportTable> = Vec::new();
    let mut found = Vec::new();
    for form in &forms {
        if let Some((table, more)) = in_text(report, profile, form, place) {
            printed.push(table);
            if file.is_none() {
                found.extend(more);
            }
        }
    }
    let Some(file) = file else {
        let absent = forms
            .iter()
            .filter(|form| !printed.iter().any(|table| table.id == form.id));
        let absent: Vec<&str> = absent.map(|form| form.id.as_str()).collect();
        found.extend((!absent.is_empty()).then(|| no_tables(&absent, place(0..0))));
        return (printed, found);
    };
    let (tables, more) = read(file, &profile.tables, report.year);
    found.extend(more);
    for table in &tables {
        let text = printed.iter().find(|other| other.id == table.id);
        found.extend(text.into_iter().flat_map(|text| unlike(table, text)));
    }
    (tables, found)
}

/// A cell of a table in the text.
struct PrintedCell<'a> {
    words: &'a str,
    source: &'a Range<usize>,
}

/// What a cell of the text is.
enum FoundCellKind {
    Number(Decimal),
    Blank,
    Words,
}

impl PrintedCell<'_> {
    fn kind(&self) -> FoundCellKind {
        let plain: String = self
            .words
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ',')
            .map(in_number)
            .collect();
        match Decimal::from_str_exact(&plain) {
            Ok(number) => FoundCellKind::Number(number),
            Err(_) if plain.chars().all(|c| "/-—–－\\".contains(c)) => FoundCellKind::Blank,
            Err(_) => FoundCellKind::Words,
        }
    }
}

fn in_number(c: char) -> char {
    match c {
        '－' | '−' => '-',
        other => half_width(other),
    }
}

/// A table of the text; null where none of its rows is there.
fn in_text(
    report: &Report,
    profile: &ReportKind,
    form: &TableForm,
    place: PlaceOf<'_>,
) -> Option<(ReportTable, Vec<Diagnostic>)> {
    let part = profile.parts.iter().find(|part| part.id == form.part)?;
    let held = report.part_sections(&part.id);
    let within = |id: &str| held.iter().any(|section| is_in(id, &section.id));
    let sections = report
        .text
        .sections
        .iter()
        .filter(|section| within(&section.id));
    let blocks = sections
        .flat_map(|section| &section.blocks)
        .filter(|block| block.kind == BlockKind::Cell);
    let cells: Vec<PrintedCell<'_>> = blocks
        .map(|block| PrintedCell {
            words: block.plain.trim(),
            source: &block.source,
        })
        .collect();
    let rows: Vec<&RowForm> = form.rows_of(report.year).collect();
    let width = form.columns.len();
    let mut runs: Vec<Vec<&PrintedCell<'_>>> = labelled(&cells, &rows, width);
    if runs.iter().all(Vec::is_empty) {
        runs = unlabelled(&cells, rows.len(), width)?;
    }
    let mut found = Vec::new();
    let absent = rows.iter().zip(&runs).filter(|(_, run)| run.is_empty());
    let absent: Vec<&str> = absent.map(|(row, _)| row.name.as_str()).collect();
    if let Some(first) = runs.iter().flatten().next().filter(|_| !absent.is_empty()) {
        let title = &form.title;
        let words = Words::new(
            format!("the table `{title}` lacks rows: {}", absent.join(", ")),
            format!("《{title}》缺少以下各行：{}", absent.join("、")),
        );
        let at = place(first.source.clone());
        found.push(Diagnostic::warning("data", "table-missing", words).at(at));
    }
    let rows = rows.iter().zip(runs).map(|(row, run)| TableRow {
        id: row.id.clone(),
        cells: (0..width)
            .map(|at| {
                let printed = run.get(at)?;
                let at = place(printed.source.clone());
                match printed.kind() {
                    FoundCellKind::Number(value) => Some(TableCell { value, place: at }),
                    _ => {
                        found.push(blank(&row.name, at));
                        None
                    }
                }
            })
            .collect(),
    });
    let table = ReportTable {
        id: form.id.clone(),
        rows: rows.collect(),
        balances: Vec::new(),
    };
    Some((table, found))
}

/// The cells behind each row's heading; rows are looked for in their order, so that a heading that occurs twice is the right one.
fn labelled<'c, 'a>(
    cells: &'c [PrintedCell<'a>],
    rows: &[&RowForm],
    width: usize,
) -> Vec<Vec<&'c PrintedCell<'a>>> {
    let mut from = 0;
    let mut runs = Vec::new();
    for row in rows {
        let name = han(&row.name);
        let at = (from..cells.len()).find(|at| {
            han(cells[*at].words) == name
                && cells
                    .get(at + 1)
                    .is_some_and(|next| !matches!(next.kind(), FoundCellKind::Words))
        });
        let Some(at) = at else {
            runs.push(Vec::new());
            continue;
        };
        let run: Vec<&PrintedCell<'_>> = cells[at + 1..]
            .iter()
            .take_while(|cell| !matches!(cell.kind(), FoundCellKind::Words))
            .collect();
        from = at + 1;
        runs.push(fitted(run, width));
    }
    runs
}

/// Cells that a wide heading leaves empty are no cells of the row.
fn fitted<'c, 'a>(run: Vec<&'c PrintedCell<'a>>, width: usize) -> Vec<&'c PrintedCell<'a>> {
    let is_number = |cell: &&&PrintedCell<'_>| matches!(cell.kind(), FoundCellKind::Number(_));
    if run.iter().filter(is_number).count() == width {
        return run.into_iter().filter(|cell| is_number(&cell)).collect();
    }
    let filled = run.into_iter().skip_while(|cell| cell.words.is_empty());
    filled.take(width).collect()
}

/// A table without headings of rows is a run of exactly its numbers.
fn unlabelled<'c, 'a>(
    cells: &'c [PrintedCell<'a>],
    rows: usize,
    width: usize,
) -> Option<Vec<Vec<&'c PrintedCell<'a>>>> {
    let filled: Vec<&PrintedCell<'_>> =
        cells.iter().filter(|cell| !cell.words.is_empty()).collect();
    let mut runs = filled.chunk_by(|a, b| {
        let number = |cell: &PrintedCell<'_>| matches!(cell.kind(), FoundCellKind::Number(_));
        number(a) == number(b)
    });
    let run = runs.find(|run| {
        run.len() == rows * width && matches!(run[0].kind(), FoundCellKind::Number(_))
    })?;
    Some(run.chunks(width).map(<[_]>::to_vec).collect())
}

/// The Han characters of a heading: numbering and punctuation are printed in many ways.
fn han(words: &str) -> String {
    words.chars().filter(|c| is_han(*c)).collect()
}

fn blank(row: &str, place: Place) -> Diagnostic {
    let words = Words::new(
        format!("a cell of `{row}` is no number"),
        format!("“{row}”有一格不是数字"),
    );
    let hint = Words::new(
        "where there is none, the format asks for 0, not for a blank or a stroke",
        "没有的填 0，不留空，不用“/”或“—”",
    );
    Diagnostic::warning("data", "table-cell", words)
        .at(place)
        .hint(hint)
}

fn no_tables(absent: &[&str], place: Place) -> Diagnostic {
    let words = Words::new(
        format!(
            "the report lacks tables that its kind has: {}",
            absent.join(", ")
        ),
        format!("报告缺少应附的统计表：{}", absent.join("、")),
    );
    let hint = Words::new(
        "keep the tables in the text, or write their cells into `tables.yaml` beside it",
        "请把表格留在正文里，或者把各格写进旁边的 `tables.yaml`",
    );
    Diagnostic::warning("data", "table-missing", words)
        .at(place)
        .hint(hint)
}

/// Cells that `tables.yaml` gives otherwise than the text.
fn unlike(table: &ReportTable, text: &ReportTable) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in &table.rows {
        for (column, cell) in row.cells.iter().enumerate() {
            let (Some(cell), Some(printed)) = (cell, text.cell(&row.id, column)) else {
                continue;
            };
            if cell.value == printed.value {
                continue;
            }
            let (own, other) = (cell.value, printed.value);
            let (file, line) = (&printed.place.file, printed.place.line);
            let words = Words::new(
                format!("the cell says {own}, the table in the text {other} ({file}:{line})"),
                format!("这一格是 {own}，正文表格中是 {other}（{file}:{line}）"),
            );
            let hint = Words::new(
                "write the number that stands in the text; the text itself is the record",
                "请写原文中的数字；原文是记录，不能改",
            );
            found.push(
                Diagnostic::error("N04", "cell-unlike-text", words)
                    .at(cell.place.clone())
                    .hint(hint),
            );
        }
    }
    found
}
