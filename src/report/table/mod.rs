//! Tables that reports of a kind have: typed cells, what must balance, and what changed between years. Enter at [`ReportTable`].

pub(crate) mod balance;
pub(crate) mod change;
mod claim;
pub(crate) mod form;
mod found;
mod given;
mod read;

pub(crate) use form::{RowForm, TableForm, TextClaim};
pub(crate) use found::gather;
pub(crate) use given::{ReportTable, TableRow};

#[cfg(test)]
mod tests;
