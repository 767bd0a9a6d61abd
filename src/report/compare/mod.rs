//! What changed between two reports: figures, sentences, promises, and what fell silent. Enter at [`compare`].

mod cell;
mod change;
pub(crate) mod comparison;
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

pub(crate) use cell::{FigureCell, FigureFlag};
#[cfg(test)]
pub(crate) use change::number_change;
pub(crate) use change::{ChangeDirection, ChangeReason, NumberChange};
pub(crate) use comparison::Comparison;
pub(crate) use figures::{FigureChange, SeriesRow, series};
pub(crate) use masked::{fold, mask};
pub(crate) use naming::is_unnamed;
pub use naming::{CountedFigure, NamedPair, compare_unnamed};
pub use neighbours::compare;
pub(crate) use neighbours::neighbours;
pub(crate) use pair::{SentenceClass, SentencePair};
pub(crate) use promises::{OpenPromise, PromiseCandidate};
pub(crate) use relations::{FigureRelation, RelationParts};
pub(crate) use silent::{SilenceKind, SilentClaim, SilentStatement, ZeroClaim};
pub(crate) use summary::{ClassShare, Summary};
pub(crate) use words::WordChange;
pub use words::load_dictionary;
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
