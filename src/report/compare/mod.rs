//! What changed between two reports: figures, sentences, promises, and what fell silent. Enter at [`compare`].

/// Everything that changed between two reports of one body.
#[derive(Debug, Clone, Default)]
pub struct Comparison {}
