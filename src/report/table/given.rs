//! A table as one report gives it. Enter at [`ReportTable`].

use crate::diagnostic::Place;
use rust_decimal::Decimal;

/// A table of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportTable {
    /// Id of its form in the profile.
    pub id: String,
    /// The rows of the form that the year has, in its order.
    pub rows: Vec<TableRow>,
    /// What must balance, and whether it does.
    pub balances: Vec<BalancedTable>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Id of its form.
    pub id: String,
    /// One cell a column; null where the report does not give it.
    pub cells: Vec<Option<TableCell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCell {
    /// The exact value.
    pub value: Decimal,
    /// Where it is written.
    pub place: Place,
}

/// What must balance in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalancedTable {
    /// The rule in words.
    pub words: String,
    /// Where it does not hold, in words; empty where it does.
    pub failures: Vec<String>,
}

impl ReportTable {
    /// The cell at a row and a column (its index).
    pub fn cell(&self, row: &str, column: usize) -> Option<&TableCell> {
        let row = self.rows.iter().find(|one| one.id == row)?;
        row.cells.get(column)?.as_ref()
    }
}
