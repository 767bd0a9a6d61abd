//! Tables that reports of a kind have: typed cells, what must balance, and what changed between years. Enter at [`ReportTable`].

pub mod balance;
pub mod change;
mod claim;
pub mod form;
mod found;
mod given;
mod read;

pub use form::{ColumnForm, RowForm, TableForm, TextClaim};
pub(crate) use found::gather;
pub use given::{BalancedTable, ReportTable, TableCell, TableRow};

#[cfg(test)]
mod tests;
