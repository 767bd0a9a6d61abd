//! What became of a value: how much more or less, or why no number can say it. Enter at [`number_change`].

use super::cell::{FigureCell, FigureFlag};
use super::written::rounded;
use crate::report::figure::DefinitionBreak;
use crate::report::{Indicator, IndicatorKind};
use rust_decimal::Decimal;

/// A base below it gives no percentage: from 3 to 12 is “nine more”, and +300 % would say less by saying more.
const SMALL_BASE: Decimal = Decimal::TEN;

/// Where a figure went; for the sign only, never a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChangeDirection {
    /// More.
    Up,
    /// Less.
    Down,
    /// The same.
    Equal,
    /// Not comparable.
    #[default]
    None,
}

impl ChangeDirection {
    /// `up down equal none`
    pub fn id(self) -> &'static str {
        match self {
            ChangeDirection::Up => "up",
            ChangeDirection::Down => "down",
            ChangeDirection::Equal => "equal",
            ChangeDirection::None => "none",
        }
    }
}

/// Why a change is no number, or has no percentage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeReason {
    /// 口径变化: the values on both sides are not of one kind.
    Definition(DefinitionBreak),
    /// 部分年度: the data of one of the years end early. A number of a whole year is not compared with it at all.
    PartOfYear,
    /// 上年为0: nothing is a percentage of nothing.
    ZeroBase,
    /// 基数小
    SmallBase,
}

/// How a value differs from an earlier one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberChange {
    /// New minus old, exactly; null where the two are not comparable.
    pub absolute: Option<Decimal>,
    /// Per cent of the older value, one decimal (none where a value is approximate), half away from zero.
    pub percent: Option<Decimal>,
    /// More, less, the same or not comparable.
    pub direction: ChangeDirection,
    /// Why there is no number, or no percentage.
    pub reason: Option<ChangeReason>,
}

impl NumberChange {
    /// The change of definition that keeps the two values from being compared.
    pub fn definition(&self) -> Option<&DefinitionBreak> {
        match &self.reason {
            Some(ChangeReason::Definition(broken)) => Some(broken),
            _ => None,
        }
    }
}

/// How a value differs from an earlier one of the same indicator, by the table of cases of the method.
///
/// A change of definition is never a number; a part of a year never a percentage; a zero base never a percentage; a base below
/// [`SMALL_BASE`] is called small instead of giving one. Rates change by points and sums since the beginning by what is new, so that neither
/// has a percentage.
pub(crate) fn number_change(
    base: &FigureCell,
    new: &FigureCell,
    indicator: &Indicator,
) -> NumberChange {
    let mut breaks = indicator.breaks.iter();
    let broken = breaks.find(|one| !one.comparable && base.year < one.year && one.year <= new.year);
    if let Some(broken) = broken {
        return NumberChange {
            reason: Some(ChangeReason::Definition(broken.clone())),
            ..NumberChange::default()
        };
    }
    let is_part = base.is_flagged(FigureFlag::Partial) || new.is_flagged(FigureFlag::Partial);
    if is_part && indicator.kind == IndicatorKind::Flow {
        return NumberChange {
            reason: Some(ChangeReason::PartOfYear),
            ..NumberChange::default()
        };
    }
    let difference = new.value - base.value;
    let direction = match difference {
        d if d.is_zero() => ChangeDirection::Equal,
        d if d.is_sign_positive() => ChangeDirection::Up,
        _ => ChangeDirection::Down,
    };
    let is_rate = indicator.kind.is_rate(&indicator.unit);
    let is_counted = direction != ChangeDirection::Equal
        && !new.value.is_zero()
        && !is_rate
        && indicator.kind != IndicatorKind::Cumulative;
    let (percent, reason) = if direction == ChangeDirection::Equal || is_rate {
        (None, None)
    } else if base.value.is_zero() {
        (None, Some(ChangeReason::ZeroBase))
    } else if is_counted {
        share(base, new)
    } else {
        (None, None)
    };
    NumberChange {
        absolute: Some(difference.normalize()),
        percent,
        direction,
        reason,
    }
}

/// The change as a percentage of the base, or why there is none.
fn share(base: &FigureCell, new: &FigureCell) -> (Option<Decimal>, Option<ChangeReason>) {
    if base.is_flagged(FigureFlag::Partial) || new.is_flagged(FigureFlag::Partial) {
        return (None, Some(ChangeReason::PartOfYear));
    }
    if base.value.abs() < SMALL_BASE {
        return (None, Some(ChangeReason::SmallBase));
    }
    let is_about =
        base.is_flagged(FigureFlag::Approximate) || new.is_flagged(FigureFlag::Approximate);
    let exact = (new.value - base.value) * Decimal::ONE_HUNDRED / base.value.abs();
    // 2600余 says too little for a tenth of a per cent.
    let decimals = if is_about { 0 } else { 1 };
    (Some(rounded(exact, decimals)), None)
}
