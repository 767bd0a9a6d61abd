//! Tables that reports of a kind have: typed cells, what must balance, and what changed between years. Enter at [`Table`].

pub mod balance;
pub mod change;
mod claim;
pub mod form;
mod found;
mod read;

pub use form::{Claim, ColumnForm, RowForm, TableForm};
pub(crate) use found::gather;
use read::read;

use crate::diagnostic::Place;
use rust_decimal::Decimal;

/// A table of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Id of its form in the profile.
    pub id: String,
    /// The rows of the form that the year has, in its order.
    pub rows: Vec<Row>,
    /// What must balance, and whether it does.
    pub balances: Vec<Balanced>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Id of its form.
    pub id: String,
    /// One cell a column; null where the report does not give it.
    pub cells: Vec<Option<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The exact value.
    pub value: Decimal,
    /// Where it is written.
    pub place: Place,
}

/// What must balance in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balanced {
    /// The rule in words.
    pub words: String,
    /// Where it does not hold, in words; empty where it does.
    pub failures: Vec<String>,
}

impl Table {
    /// The cell at a row and a column (its index).
    pub fn cell(&self, row: &str, column: usize) -> Option<&Cell> {
        let row = self.rows.iter().find(|one| one.id == row)?;
        row.cells.get(column)?.as_ref()
    }
}

#[cfg(test)]
mod tests;
