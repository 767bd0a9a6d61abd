//! Whether tables balance: within a year, with the year before, and where only zero can stand. Enter at [`check`].

use super::form::{BalanceForm, Equation, EquationTerm, TableForm};
use super::given::{BalancedTable, ReportTable, TableCell};
use crate::diagnostic::{Diagnostic, Level, Place, Words};
use crate::report::profile::ReportKind;
use crate::report::{BodyKind, Report, Reports, Status};
use rust_decimal::Decimal;

/// Balances every table of every report; what does not hold is kept with the table and named at its cell.
pub(crate) fn check(reports: &mut Reports) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for index in 0..reports.reports.len() {
        let report = &reports.reports[index];
        if report.tables.is_empty() {
            continue;
        }
        let kind = reports
            .body(&report.body)
            .map_or(BodyKind::Town, |body| body.kind);
        let last = reports.report_of(report.series(), report.year - 1);
        let profile = reports.profiles.of(report);
        let weighed = report_tables(report, profile, last, kind);
        let claims = super::claim::check(report, profile);
        let tables = &mut reports.reports[index].tables;
        for (table, (balances, more)) in tables.iter_mut().zip(weighed) {
            table.balances = balances;
            found.extend(more);
        }
        for (id, balanced, wrong) in claims {
            let table = tables.iter_mut().find(|table| table.id == id);
            table
                .into_iter()
                .for_each(|table| table.balances.push(balanced.clone()));
            found.extend(wrong);
        }
    }
    found
}

type Weighed = (Vec<BalancedTable>, Vec<Diagnostic>);

fn report_tables(
    report: &Report,
    profile: &ReportKind,
    last: Option<&Report>,
    kind: BodyKind,
) -> Vec<Weighed> {
    let one = |table: &ReportTable| {
        let Some(form) = profile.tables.iter().find(|form| form.id == table.id) else {
            return Weighed::default();
        };
        let last = last.and_then(|last| last.tables.iter().find(|other| other.id == table.id));
        let scale = WeighedTable {
            form,
            table,
            last,
            status: report.status,
        };
        let mut weighed = Weighed::default();
        for balance in &form.balances {
            weighed.0.extend(scale.weigh(balance, &mut weighed.1));
        }
        scale.zeros(kind, &mut weighed.1);
        weighed
    };
    report.tables.iter().map(one).collect()
}

/// A table being weighed.
struct WeighedTable<'a> {
    form: &'a TableForm,
    table: &'a ReportTable,
    last: Option<&'a ReportTable>,
    status: Status,
}

/// One line along which an equation must hold: a column where it is between rows, a row where it is between columns.
enum BalanceLine<'a> {
    Column(usize),
    Row(&'a str),
}

impl WeighedTable<'_> {
    /// Null where the equation needs a year before that has no such table.
    fn weigh(&self, balance: &BalanceForm, found: &mut Vec<Diagnostic>) -> Option<BalancedTable> {
        let (equation, lines) = self.lines(balance)?;
        if equation.looks_back() && self.last.is_none() {
            return None;
        }
        let mut failures = Vec::new();
        for line in lines {
            let Some((left, right)) = self.sides(equation, &line) else {
                continue;
            };
            if left != right {
                let name = self.line_name(&line).zh;
                failures.push(format!("{name}：{left} 与 {right} 不等"));
                found.push(self.unbalanced(balance, equation, &line, [left, right]));
            }
        }
        Some(BalancedTable {
            words: balance.words.clone(),
            failures,
        })
    }

    fn lines<'b>(
        &'b self,
        balance: &'b BalanceForm,
    ) -> Option<(&'b Equation, Vec<BalanceLine<'b>>)> {
        if let Some(equation) = &balance.rows {
            let columns = (0..self.form.columns.len()).map(BalanceLine::Column);
            return Some((equation, columns.collect()));
        }
        let equation = balance.columns.as_ref()?;
        let rows = self.table.rows.iter().map(|row| BalanceLine::Row(&row.id));
        Some((equation, rows.collect()))
    }

    /// Both sums; null where a cell that belongs to them is not given.
    fn sides(&self, equation: &Equation, line: &BalanceLine<'_>) -> Option<(Decimal, Decimal)> {
        Some((
            self.sum(&equation.left, line)?,
            self.sum(&equation.right, line)?,
        ))
    }

    fn sum(&self, terms: &[EquationTerm], line: &BalanceLine<'_>) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for term in terms {
            let table = if term.last { self.last? } else { self.table };
            // A row that the year's format does not have counts for nothing.
            let is_row = matches!(line, BalanceLine::Column(_));
            if is_row && !table.rows.iter().any(|row| row.id == term.id) {
                continue;
            }
            let value = self.cell(table, term, line)?.value;
            sum = if term.minus {
                sum.checked_sub(value)?
            } else {
                sum.checked_add(value)?
            };
        }
        Some(sum)
    }

    fn cell<'t>(
        &self,
        table: &'t ReportTable,
        term: &EquationTerm,
        line: &BalanceLine<'_>,
    ) -> Option<&'t TableCell> {
        match line {
            BalanceLine::Column(column) => table.cell(&term.id, *column),
            BalanceLine::Row(row) => {
                let column = self.form.columns.iter().position(|one| one.id == term.id)?;
                table.cell(row, column)
            }
        }
    }

    fn line_name(&self, line: &BalanceLine<'_>) -> Words {
        let row = |id: &str| self.form.rows.iter().find(|row| row.id == id);
        match line {
            BalanceLine::Column(column) => {
                let name = &self.form.columns[*column].name;
                Words::new(format!("column `{name}`"), format!("“{name}”列"))
            }
            BalanceLine::Row(id) => {
                let name = row(id).map_or(*id, |row| row.name.as_str());
                Words::new(format!("row `{name}`"), format!("“{name}”行"))
            }
        }
    }

    /// The place of the first cell on the left side that is of this year.
    fn place(&self, equation: &Equation, line: &BalanceLine<'_>) -> Option<Place> {
        let own = equation.terms().filter(|term| !term.last);
        own.filter_map(|term| self.cell(self.table, term, line))
            .map(|cell| cell.place.clone())
            .next()
    }

    /// A draft is mended; what was issued is a record whose defects are named.
    fn level(&self) -> Level {
        match self.status {
            Status::Draft => Level::Error,
            Status::Published => Level::Warning,
            Status::Archived => Level::Info,
        }
    }

    fn unbalanced(
        &self,
        balance: &BalanceForm,
        equation: &Equation,
        line: &BalanceLine<'_>,
        [left, right]: [Decimal; 2],
    ) -> Diagnostic {
        let (rule, title) = (&balance.words, &self.form.title);
        let Words { en, zh } = self.line_name(line);
        let words = Words::new(
            format!(
                "the table does not balance in {en}: {left} on one side, {right} on the other ({rule})"
            ),
            format!("《{title}》{zh}不平衡：一边是 {left}，另一边是 {right}（{rule}）"),
        );
        let hint = if equation.looks_back() {
            Words::new(
                "compare with the report of the year before; where its figure was corrected, say so in the text",
                "请与上年报告核对；上年数有更正的，请在正文中说明",
            )
        } else {
            Words::new(
                "compare the cells with the table as issued; mend the report before it is published",
                "请与原表逐格核对；报告应在公布前改正",
            )
        };
        let finding = Diagnostic {
            level: if equation.looks_back() {
                self.level().max(Level::Warning)
            } else {
                self.level()
            },
            ..Diagnostic::warning("N01", "table-unbalanced", words)
        };
        match self.place(equation, line) {
            Some(place) => finding.at(place).hint(hint),
            None => finding.hint(hint),
        }
    }

    /// Cells that can only be zero for a body of this kind.
    fn zeros(&self, kind: BodyKind, found: &mut Vec<Diagnostic>) {
        for row in self
            .form
            .rows
            .iter()
            .filter(|row| row.zero_for.iter().any(|one| one == kind.id()))
        {
            let given = self.table.rows.iter().filter(|one| one.id == row.id);
            for cell in given.flat_map(|one| one.cells.iter().flatten()) {
                if cell.value.is_zero() {
                    continue;
                }
                let (name, note, value) = (&row.name, &row.zero_note, cell.value);
                let words = Words::new(
                    format!("`{name}` can only be 0 for this body, not {value} ({note})"),
                    format!("本机关的“{name}”只能是 0，不能是 {value}：{note}"),
                );
                let hint = Words::new(
                    "normative documents belong in the next row",
                    "行政规范性文件请填在下一行",
                );
                let finding = Diagnostic {
                    level: self.level().max(Level::Warning),
                    ..Diagnostic::warning("N01", "table-zero", words)
                };
                found.push(finding.at(cell.place.clone()).hint(hint));
            }
        }
    }
}
