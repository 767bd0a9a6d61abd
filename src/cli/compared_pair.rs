//! Two reports that the command line compared. Enter at [`ComparedPair`].

use crate::report::Report;
use crate::report::compare::Comparison;

/// Two reports and what changed between them, ready to be shown.
pub(super) struct ComparedPair {
    pub(super) old: Report,
    pub(super) new: Report,
    pub(super) comparison: Comparison,
    /// The names of both bodies.
    pub(super) names: [String; 2],
}
