//! The tables that a kind of report asks for, of one year (`report.tables`) or of two (`comparison.tables`).

use super::{CellView, FlagWord};
use serde::Serialize;

/// All tables of a page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TablesView {
    /// In the order of the profile.
    pub tables: Vec<TableView>,
    /// The codes used in them.
    pub legend: Vec<FlagWord>,
    /// What must be known to read them: tables that only one of two years has.
    pub notes: Vec<String>,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TableView {
    /// Id, part of the anchor `table-…`.
    pub id: String,
    /// Caption.
    pub title: String,
    /// Unit of its cells; empty where columns have their own.
    pub unit: String,
    /// Headings of the first line: a column of its own, or a group over several.
    pub heads: Vec<TableHead>,
    /// Headings below groups; empty where there are none.
    pub subheads: Vec<String>,
    /// Number of columns without the first.
    pub width: usize,
    /// Rows under a common heading.
    pub groups: Vec<RowGroup>,
    /// What must balance.
    pub balances: Vec<BalanceView>,
    /// Number of cells that differ between two years.
    pub changed: usize,
}

/// A heading of the first line.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TableHead {
    /// In words, with the unit where it is not the table's.
    pub name: String,
    /// How many columns it stands over.
    pub span: usize,
    /// Whether it is a group.
    pub is_group: bool,
}

/// Rows under a common heading.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RowGroup {
    /// The heading, null where there is none.
    pub title: Option<String>,
    /// Its rows.
    pub rows: Vec<RowView>,
}

/// A row.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RowView {
    /// Heading as printed.
    pub name: String,
    /// One cell a column; of two years `14 → 16` where they differ.
    pub cells: Vec<CellView>,
}

/// What must balance.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BalanceView {
    /// The rule in words.
    pub words: String,
    /// Where it does not hold; empty where it does.
    pub failures: Vec<String>,
}
