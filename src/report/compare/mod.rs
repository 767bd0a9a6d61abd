//! What changed between two reports: figures, sentences, promises, and what fell silent. Enter at [`compare`].

mod cell;
mod change;
mod comparison;
mod figures;
mod formula;
mod joined;
mod likeness;
mod masked;
mod naming;
mod neighbours;
mod pair;
mod promises;
mod relations;
mod sections;
mod sentences;
mod silent;
mod summary;
mod words;
mod world;
mod written;

pub use cell::{FigureCell, FigureFlag};
#[cfg(test)]
pub(crate) use change::number_change;
pub use change::{ChangeDirection, ChangeReason, NumberChange};
pub use comparison::{Comparison, METHOD};
pub use figures::{FigureChange, SeriesRow, series};
pub(crate) use masked::{fold, mask};
pub(crate) use naming::is_unnamed;
pub use naming::{CountedFigure, NamedPair, compare_unnamed};
pub use neighbours::{compare, neighbours};
pub use pair::{SentenceClass, SentencePair};
pub use promises::{OpenPromise, PromiseCandidate};
pub use relations::{FigureRelation, RelationParts};
pub use sections::SectionPair;
pub use silent::{SilenceKind, SilentClaim, SilentStatement, ZeroClaim};
pub use summary::{ClassShare, Summary};
pub use words::{WordChange, WordRun, load_dictionary, pieces};
pub(crate) use words::{is_listed, is_noun, is_word, parted};
pub use world::ComparisonContext;

/// Whether most of some words is made of official formulas.
pub(crate) fn is_formula_text(words: &str) -> bool {
    formula::is_formula(&masked::MaskedSentence::of(words).masked)
}

#[cfg(test)]
pub(crate) mod tests;

#[cfg(test)]
mod constructed;

#[cfg(test)]
mod labelled;
