//! Figures: values with the words they rest on, and the dictionary that says what they mean. Enter at [`Figure`] and [`Indicator`].

use super::Year;
use super::text::Spot;
use rust_decimal::Decimal;
use serde::Serialize;

/// How a series behaves over time; only like is compared with like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IndicatorKind {
    /// 期末: a state at the end of the period.
    #[default]
    Stock,
    /// 当年: what happened in the period.
    Flow,
    /// 累计: what happened since the beginning.
    Cumulative,
    /// 比率: a percentage.
    Rate,
}

impl IndicatorKind {
    /// The word in `indicators.yaml` and open data.
    pub fn id(self) -> &'static str {
        match self {
            IndicatorKind::Stock => "stock",
            IndicatorKind::Flow => "flow",
            IndicatorKind::Cumulative => "cumulative",
            IndicatorKind::Rate => "rate",
        }
    }

    /// Whether values of the kind with a unit change by points: rates, and whatever is written in per cent.
    pub fn is_rate(self, unit: &str) -> bool {
        self == IndicatorKind::Rate || unit == "%"
    }
}

/// A change of definition: values on both sides of it are not of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionBreak {
    /// The first year of the new definition.
    pub year: Year,
    /// What changed.
    pub note: String,
    /// Whether values may be compared across all the same.
    pub comparable: bool,
}

/// An entry of the dictionary of figures, shared by all years and bodies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Indicator {
    /// Stable id, part of URLs.
    pub id: String,
    /// 网格数
    pub name: String,
    /// Unit as written after the number, 个; empty where there is none.
    pub unit: String,
    /// Stock, flow, cumulative or rate.
    pub kind: IndicatorKind,
    /// Topic id.
    pub topic: String,
    /// What is counted.
    pub definition: String,
    /// The indicator this one is a part of.
    pub part_of: Option<String>,
    /// The indicator that counts the people for it.
    pub staff: Option<String>,
    /// For a rate: the indicator above the line.
    pub numerator: Option<String>,
    /// For a rate: the indicator below the line.
    pub denominator: Option<String>,
    /// Changes of definition, oldest first.
    pub breaks: Vec<DefinitionBreak>,
}

/// What the source says of a value's exactness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Exactness {
    /// 余、多: at least.
    #[serde(rename = "ge")]
    AtLeast,
    /// 超过、逾: more than.
    #[serde(rename = "gt")]
    MoreThan,
    /// 近、不到: less than.
    #[serde(rename = "lt")]
    LessThan,
    /// 约、左右.
    #[serde(rename = "about")]
    About,
}

impl Exactness {
    /// All of them.
    const ALL: [Exactness; 4] = [
        Exactness::AtLeast,
        Exactness::MoreThan,
        Exactness::LessThan,
        Exactness::About,
    ];

    /// `ge gt lt about`, as in data files.
    pub fn id(self) -> &'static str {
        match self {
            Exactness::AtLeast => "ge",
            Exactness::MoreThan => "gt",
            Exactness::LessThan => "lt",
            Exactness::About => "about",
        }
    }

    /// The one with this id.
    pub(crate) fn named(id: &str) -> Option<Exactness> {
        Exactness::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// A value that a report states, with the words it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Id of the indicator.
    pub indicator: String,
    /// The exact value, 万 and 亿 multiplied out.
    pub value: Decimal,
    /// 约, 余, 近, 超过, where the source says so.
    pub approx: Option<Exactness>,
    /// Whether the zero is stated in words (无…, 没有…).
    pub zero_claim: bool,
    /// The day the value is of, where the source or the clerk says so.
    pub as_of: Option<jiff::civil::Date>,
    /// Whether the value covers only a part of the year.
    pub partial: bool,
    /// The year the value is of, where it is not the report's own (上年…).
    pub for_year: Option<Year>,
    /// The value first published, and the version that corrected it.
    pub corrected: Option<(Decimal, u32)>,
    /// A note for readers.
    pub note: Option<String>,
    /// The words.
    pub quote: String,
    /// Where the words stand in the text.
    pub spot: Spot,
}

impl Figure {
    /// Whether the value is of this year, the year of its report.
    pub fn is_of(&self, year: Year) -> bool {
        self.for_year.is_none_or(|own| own == year)
    }
}

/// A total that stands beside its parts in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumRule {
    /// Ids of the parts.
    pub parts: Vec<String>,
    /// Id of the total.
    pub total: String,
    /// The words.
    pub quote: String,
    /// Where the words stand in the text.
    pub spot: Spot,
}
