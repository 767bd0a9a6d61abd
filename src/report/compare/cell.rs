//! A value of a figure with its source, and what must be known to read it. Enter at [`FigureCell`].

use super::written::WrittenValue;
use crate::report::{Figure, Spot, Year};
use rust_decimal::Decimal;

/// Why a cell has no value, or what must be known to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureFlag {
    /// 未公布: the report exists, no year gives the figure.
    NotGiven,
    /// 无报告: no report for that year.
    NoReport,
    /// 未提及: given in another year, silent here.
    Silent,
    /// 口径变化: not comparable across.
    Break,
    /// 部分年度: the data end before the period does.
    Partial,
    /// 已更正: the value was corrected.
    Corrected,
    /// 约数: the source says 约, 近, 余, 多.
    Approximate,
}

impl FigureFlag {
    /// The letter in brackets.
    pub fn code(self) -> &'static str {
        match self {
            FigureFlag::NotGiven => "x",
            FigureFlag::NoReport => "n",
            FigureFlag::Silent => "m",
            FigureFlag::Break => "b",
            FigureFlag::Partial => "p",
            FigureFlag::Corrected => "r",
            FigureFlag::Approximate => "e",
        }
    }
}

/// A value with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureCell {
    /// The year that the value is of.
    pub year: Year,
    /// The year of the report that states it; another one where a later report quotes last year's value.
    pub stated_in: Year,
    /// The exact value, 万 and 亿 multiplied out; the corrected one where there is one.
    pub value: Decimal,
    /// The value as written, without unit: `2.3万`, `2600余`.
    pub text: String,
    /// The words it rests on.
    pub quote: String,
    /// Where they stand in the report of [`FigureCell::stated_in`].
    pub spot: Spot,
    /// What must be known to read it.
    pub flags: Vec<FigureFlag>,
    /// Whether a zero is stated in words.
    pub zero_claim: bool,
    /// A note for readers.
    pub note: Option<String>,
    pub(crate) written: WrittenValue,
}

impl FigureCell {
    /// A figure as a cell; the years are that of the value and that of the report.
    pub(crate) fn of(figure: &Figure, year: Year, stated_in: Year) -> FigureCell {
        let mut flags = Vec::new();
        flags.extend(figure.partial.then_some(FigureFlag::Partial));
        flags.extend(figure.corrected.is_some().then_some(FigureFlag::Corrected));
        flags.extend(figure.approx.is_some().then_some(FigureFlag::Approximate));
        let written = WrittenValue::of(figure);
        FigureCell {
            year,
            stated_in,
            value: figure.value,
            text: written.text(),
            quote: figure.quote.clone(),
            spot: figure.spot.clone(),
            flags,
            zero_claim: figure.zero_claim,
            note: figure.note.clone(),
            written,
        }
    }

    /// Whether this must be known to read it.
    pub fn is_flagged(&self, flag: FigureFlag) -> bool {
        self.flags.contains(&flag)
    }
}
