//! One table in two years, cell by cell. Enter at [`between`].

use super::form::{RowForm, TableForm};
use super::given::{ReportTable, TableCell};
use rust_decimal::Decimal;

/// A row in two years.
#[derive(Debug, Clone)]
pub(crate) struct RowChange<'a> {
    /// The row.
    pub row: &'a RowForm,
    /// One entry a column.
    pub cells: Vec<CellChange>,
}

/// A cell in two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CellChange {
    /// The older value.
    pub old: Option<Decimal>,
    /// The newer value.
    pub new: Option<Decimal>,
    /// Whether both years' formats have the cell.
    pub comparable: bool,
}

impl CellChange {
    /// Newer minus older, where there is a difference that can be told.
    pub(crate) fn difference(&self) -> Option<Decimal> {
        let difference = self.new?.checked_sub(self.old?)?;
        (self.comparable && !difference.is_zero()).then_some(difference)
    }
}

/// The rows of either year in the order of the form.
pub(crate) fn between<'a>(
    form: &'a TableForm,
    old: &ReportTable,
    new: &ReportTable,
) -> Vec<RowChange<'a>> {
    let has = |table: &ReportTable, row: &RowForm| table.rows.iter().any(|one| one.id == row.id);
    let rows = form
        .rows
        .iter()
        .filter(|row| has(old, row) || has(new, row));
    rows.map(|row| {
        let value = |cell: Option<&TableCell>| cell.map(|cell| cell.value);
        let cell = |column: usize| CellChange {
            old: value(old.cell(&row.id, column)),
            new: value(new.cell(&row.id, column)),
            comparable: has(old, row) && has(new, row),
        };
        RowChange {
            row,
            cells: (0..form.columns.len()).map(cell).collect(),
        }
    })
    .collect()
}
