//! The counts of a comparison. Enter at [`Summary`].

use super::change::ChangeDirection;
use super::figures::FigureChange;
use super::pair::{SentenceClass, SentencePair};
use super::promises::OpenPromise;
use crate::report::{Outcome, PromiseState, Report};

/// How many sentences are of a class, signatures left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassShare {
    /// The class.
    pub class: SentenceClass,
    /// How many sentences.
    pub count: usize,
    /// How many of them are official formulas.
    pub formulas: usize,
}

/// The counts of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Figures that rose.
    pub figures_up: usize,
    /// Figures that fell.
    pub figures_down: usize,
    /// Figures that stayed.
    pub figures_equal: usize,
    /// Figures whose definition changed.
    pub figures_broken: usize,
    /// Figures that cannot be compared because one year's data end early.
    pub figures_partial: usize,
    /// Figures that the older report gave and the newer does not.
    pub figures_silent: usize,
    /// Figures that the newer report gives and no earlier one did.
    pub figures_new: usize,
    /// Promises by where they stand, in the order of [`PromiseState::all`].
    pub promises: Vec<(PromiseState, usize)>,
    /// Whether a person has gone through the promises: the newer report's answers hold at least one. Until then 未提及 is not claimed.
    pub promises_checked: bool,
    /// Sentences by class in the order of [`SentenceClass::ALL`].
    pub classes: Vec<ClassShare>,
    /// Sentences of the newer text, signatures left out.
    pub sentences: usize,
    /// Of these, how many are carried over as they were, or but for numbers, official formulas left out.
    pub carried: usize,
    /// Official formulas of the newer text.
    pub formulas: usize,
    /// The newer report's own data end before the year does.
    pub partial: bool,
}

impl Summary {
    /// Share of the newer text's sentences carried over, formulas apart, in whole per cent.
    pub fn carried_percent(&self) -> usize {
        let rest = self.sentences.saturating_sub(self.formulas);
        if rest == 0 {
            0
        } else {
            (self.carried * 200 + rest) / (2 * rest)
        }
    }

    /// How many promises there are.
    pub fn promised(&self) -> usize {
        self.promises.iter().map(|(_, count)| count).sum()
    }
}

/// Counts what a comparison found.
pub(crate) fn count(
    new: &Report,
    figures: &[FigureChange],
    pairs: &[SentencePair],
    promises: &[OpenPromise],
) -> Summary {
    let mut summary = Summary {
        partial: new.figures.iter().any(|f| f.partial),
        ..Summary::default()
    };
    for row in figures {
        match row.change.direction {
            ChangeDirection::Up => summary.figures_up += 1,
            ChangeDirection::Down => summary.figures_down += 1,
            ChangeDirection::Equal => summary.figures_equal += 1,
            ChangeDirection::None if row.new.is_none() => summary.figures_silent += 1,
            ChangeDirection::None if row.change.definition().is_some() => {
                summary.figures_broken += 1;
            }
            ChangeDirection::None if row.old.is_none() && row.base.is_none() => {
                summary.figures_new += 1;
            }
            ChangeDirection::None => summary.figures_partial += 1,
        }
    }
    let text: Vec<&SentencePair> = pairs.iter().filter(|p| !p.signature).collect();
    summary.classes = SentenceClass::ALL
        .into_iter()
        .map(|class| {
            let of_class: Vec<&&SentencePair> = text.iter().filter(|p| p.class == class).collect();
            ClassShare {
                class,
                count: of_class.len(),
                formulas: of_class.iter().filter(|p| p.formula).count(),
            }
        })
        .collect();
    let newer: Vec<&&SentencePair> = text.iter().filter(|p| p.new.is_some()).collect();
    summary.sentences = newer.len();
    summary.formulas = newer.iter().filter(|p| p.formula).count();
    let kept = |p: &SentencePair| {
        matches!(
            p.wording(),
            SentenceClass::Same | SentenceClass::NumbersOnly
        ) && !p.formula
    };
    summary.carried = newer.iter().filter(|p| kept(p)).count();
    summary.promises_checked = new.is_checked();
    let outcomes = Outcome::ALL.map(Some).into_iter().chain([None]);
    let of = |outcome| promises.iter().filter(|p| p.outcome() == outcome).count();
    summary.promises = outcomes
        .map(|outcome| {
            let state = PromiseState::in_report(outcome, summary.promises_checked.into());
            (state, of(outcome))
        })
        .collect();
    summary
}
