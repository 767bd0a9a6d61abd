//! What changed between two reports: figures, sentences, promises, and what fell silent. Enter at [`compare`].

use super::{Report, Reports, Year};

/// Everything that changed between two reports of one body.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The body.
    pub body: String,
    /// The older year.
    pub old_year: Year,
    /// The newer year.
    pub new_year: Year,
}

/// Compares each report with the one before it of the same body.
pub fn neighbours(reports: &Reports) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for body in &reports.bodies {
        let own: Vec<&Report> = reports.of(&body.id).collect();
        comparisons.extend(own.windows(2).map(|pair| Comparison {
            body: body.id.clone(),
            old_year: pair[0].year,
            new_year: pair[1].year,
        }));
    }
    comparisons
}
