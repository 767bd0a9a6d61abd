//! What a comparison needs besides the two reports. Enter at [`ComparisonContext`].

use crate::report::{Indicator, Report};

/// What a comparison needs besides the two reports.
#[derive(Debug, Clone, Copy, Default)]
pub struct ComparisonContext<'a> {
    /// The dictionary of figures.
    pub indicators: &'a [Indicator],
    /// All reports, in any order; those of the same body carry promises and figures over several years.
    pub reports: &'a [Report],
}
