//! The change of a figure in words, by the table of cases. Enter at [`change`].

use super::figures::{ChangeDirection, FigureCell, FigureFlag};
use super::written::round;
use crate::report::{Indicator, IndicatorKind, Year};
use rust_decimal::Decimal;

/// A change in numbers and in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct NumberChange {
    pub(crate) absolute: Option<Decimal>,
    pub(crate) percent: Option<Decimal>,
    pub(crate) direction: ChangeDirection,
    pub(crate) text: String,
    pub(crate) flags: Vec<FigureFlag>,
    pub(crate) note: Option<String>,
}

/// Says how a value changed since an earlier one of the same indicator.
///
/// A change of definition is never a number; a part of a year never a percentage; a zero base never a percentage; a base below 10 is
/// called small instead of giving one. Where a year lies between, both years are named.
pub(crate) fn change(base: &FigureCell, new: &FigureCell, indicator: &Indicator) -> NumberChange {
    if let Some(broken) = indicator
        .breaks
        .iter()
        .find(|b| !b.comparable && base.year < b.year && b.year <= new.year)
    {
        let note = Some(format!("{}年起：{}", broken.year, broken.note));
        return NumberChange {
            text: "口径变化,不作比较".to_string(),
            flags: vec![FigureFlag::Break],
            note,
            ..NumberChange::default()
        };
    }
    let years = ComparedYears {
        base: base.year,
        new: new.year,
    };
    let mut change = if is_part(base, new) && indicator.kind == IndicatorKind::Flow {
        NumberChange {
            text: partial(base, new, &indicator.unit),
            ..NumberChange::default()
        }
    } else {
        compared(base, new, indicator, years)
    };
    if !years.adjacent() {
        change.text = format!("{}较{}:{}", years.new, years.base, change.text);
    }
    for flag in base.flags.iter().chain(&new.flags) {
        if !change.flags.contains(flag) {
            change.flags.push(*flag);
        }
    }
    change.flags.sort_unstable();
    change
}

/// The two years that are compared.
#[derive(Clone, Copy)]
struct ComparedYears {
    base: Year,
    new: Year,
}

impl ComparedYears {
    fn adjacent(self) -> bool {
        self.base + 1 == self.new
    }

    fn base_word(self) -> String {
        if self.adjacent() {
            "上年".to_string()
        } else {
            format!("{}年", self.base)
        }
    }
}

fn is_part(base: &FigureCell, new: &FigureCell) -> bool {
    base.flags.contains(&FigureFlag::Partial) || new.flags.contains(&FigureFlag::Partial)
}

fn is_about(base: &FigureCell, new: &FigureCell) -> bool {
    base.flags.contains(&FigureFlag::Approximate) || new.flags.contains(&FigureFlag::Approximate)
}

fn partial(base: &FigureCell, new: &FigureCell, unit: &str) -> String {
    let mark = |cell: &FigureCell| {
        if cell.flags.contains(&FigureFlag::Partial) {
            "[p]"
        } else {
            ""
        }
    };
    format!(
        "{}{} → {}{unit}{},部分年度,不作全年比较",
        base.text,
        mark(base),
        new.text,
        mark(new)
    )
}

fn compared(
    base: &FigureCell,
    new: &FigureCell,
    indicator: &Indicator,
    years: ComparedYears,
) -> NumberChange {
    let difference = new.value - base.value;
    let direction = match difference {
        d if d.is_zero() => ChangeDirection::Equal,
        d if d.is_sign_positive() => ChangeDirection::Up,
        _ => ChangeDirection::Down,
    };
    let mut change = NumberChange {
        absolute: Some(difference.normalize()),
        direction,
        ..NumberChange::default()
    };
    let unit = indicator.unit.as_str();
    change.text = match (base.value.is_zero(), new.value.is_zero(), direction) {
        (true, true, _) => "均为0".to_string(),
        (_, _, ChangeDirection::Equal) if is_about(base, new) => format!("均为{}{unit}", new.text),
        (_, _, ChangeDirection::Equal) if years.adjacent() => "与上年持平".to_string(),
        (_, _, ChangeDirection::Equal) => "持平".to_string(),
        _ if indicator.kind == IndicatorKind::Rate || unit == "%" => {
            points(base, new, (unit, direction))
        }
        (true, false, _) => format!(
            "由0增至{}{unit}({}为0,不计算百分比)",
            new.text,
            years.base_word()
        ),
        (false, true, _) => format!("由{}降至0", base.text),
        _ if indicator.kind == IndicatorKind::Cumulative => cumulative(base, new, unit, direction),
        _ => counted(base, new, unit, &mut change),
    };
    change
}

/// `由82%升至86%,上升4个百分点`; a rate without a unit is a percentage, and one in ‰ changes by 千分点.
fn points(
    base: &FigureCell,
    new: &FigureCell,
    (unit, direction): (&str, ChangeDirection),
) -> String {
    let (to, by) = if direction == ChangeDirection::Up {
        ("升至", "上升")
    } else {
        ("降至", "下降")
    };
    let (unit, points) = match unit {
        "" | "%" => ("%", "个百分点"),
        "‰" => ("‰", "个千分点"),
        other => (other, other),
    };
    format!(
        "由{}{unit}{to}{}{unit},{by}{}{points}",
        base.text,
        new.text,
        new.written.distance(&base.written)
    )
}

/// `累计36 → 58名,本年新增22名`
fn cumulative(
    base: &FigureCell,
    new: &FigureCell,
    unit: &str,
    direction: ChangeDirection,
) -> String {
    let word = match direction {
        ChangeDirection::Down => "减少".to_string(),
        _ if base.year + 1 == new.year => "本年新增".to_string(),
        _ => format!("{}年以来新增", base.year),
    };
    format!(
        "累计{} → {}{unit},{word}{}{unit}",
        base.text,
        new.text,
        new.written.distance(&base.written)
    )
}

/// `15 → 19人,增加4人(+26.7%)`, `236 → 228件,减少8件、降低3.4%`, and 基数小 in place of a percentage where the base is below 10.
fn counted(base: &FigureCell, new: &FigureCell, unit: &str, change: &mut NumberChange) -> String {
    let up = change.direction == ChangeDirection::Up;
    let word = if up { "增加" } else { "减少" };
    let start = format!(
        "{} → {}{unit},{word}{}{unit}",
        base.text,
        new.text,
        new.written.distance(&base.written)
    );
    if is_part(base, new) {
        return start;
    }
    if base.value.abs() < Decimal::TEN {
        return format!("{start}(基数小)");
    }
    let about = is_about(base, new);
    let decimals = if about { 0 } else { 1 };
    let percent = round(
        (new.value - base.value) * Decimal::ONE_HUNDRED / base.value.abs(),
        decimals,
    );
    change.percent = Some(percent);
    // A change that rounds to nothing is not said to be nothing.
    let size = match (percent.is_zero(), about) {
        (true, true) => "不足1".to_string(),
        (true, false) => "不足0.1".to_string(),
        (false, true) => format!("约{}", percent.abs().normalize()),
        (false, false) if up => format!("+{:.1}", percent.abs()),
        (false, false) => format!("{:.1}", percent.abs()),
    };
    if up {
        format!("{start}({size}%)")
    } else {
        format!("{start}、降低{size}%")
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{figure, indicator};
    use super::*;
    use crate::report::figure::DefinitionBreak;
    use crate::report::{Exactness, Figure};

    fn cell(year: Year, value: &str) -> FigureCell {
        FigureCell::of(&figure("a", value, value), (year, year))
    }

    fn text(kind: IndicatorKind, unit: &str, base: FigureCell, new: FigureCell) -> String {
        change(
            &base,
            &new,
            &Indicator {
                kind,
                unit: unit.into(),
                ..indicator("a")
            },
        )
        .text
    }

    fn stock(base: &str, new: &str, unit: &str) -> String {
        text(
            IndicatorKind::Stock,
            unit,
            cell(2020, base),
            cell(2021, new),
        )
    }

    #[test]
    fn counts_give_the_absolute_change_and_the_percentage() {
        assert_eq!(stock("15", "19", "人"), "15 → 19人,增加4人(+26.7%)");
        assert_eq!(stock("236", "228", "件"), "236 → 228件,减少8件、降低3.4%");
        assert_eq!(stock("10", "11", "件"), "10 → 11件,增加1件(+10.0%)");
    }

    #[test]
    fn a_small_base_gives_no_percentage() {
        assert_eq!(stock("3", "12", "件"), "3 → 12件,增加9件(基数小)");
        let small = change(&cell(2020, "9"), &cell(2021, "7"), &indicator("a"));
        assert_eq!(
            (small.percent, small.absolute.map(|d| d.to_string())),
            (None, Some("-2".into()))
        );
    }

    #[test]
    fn zeros_are_said_in_words() {
        assert_eq!(stock("0", "3", "件"), "由0增至3件(上年为0,不计算百分比)");
        assert_eq!(stock("0", "0", "件"), "均为0");
        assert_eq!(stock("3", "0", "件"), "由3降至0");
        assert_eq!(stock("57", "57", "个"), "与上年持平");
    }

    #[test]
    fn percentages_change_by_points() {
        assert_eq!(
            text(IndicatorKind::Rate, "%", cell(2020, "82"), cell(2021, "86")),
            "由82%升至86%,上升4个百分点"
        );
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "%",
                cell(2020, "98.2"),
                cell(2021, "97.7")
            ),
            "由98.2%降至97.7%,下降0.5个百分点"
        );
    }

    #[test]
    fn other_rates_keep_their_unit() {
        let rate =
            |unit, base, new| text(IndicatorKind::Rate, unit, cell(2020, base), cell(2021, new));
        assert_eq!(rate("‰", "8.2", "8.6"), "由8.2‰升至8.6‰,上升0.4个千分点");
        assert_eq!(rate("", "82", "86"), "由82%升至86%,上升4个百分点");
        assert_eq!(rate("人/格", "3", "2"), "由3人/格降至2人/格,下降1人/格");
    }

    #[test]
    fn a_change_that_rounds_to_nothing_is_still_a_change() {
        assert_eq!(
            stock("20000", "20001", "件"),
            "20000 → 20001件,增加1件(不足0.1%)"
        );
        assert_eq!(
            stock("20000", "19999", "件"),
            "20000 → 19999件,减少1件、降低不足0.1%"
        );
    }

    #[test]
    fn a_cumulative_figure_gives_the_total_and_what_is_new() {
        assert_eq!(
            text(
                IndicatorKind::Cumulative,
                "名",
                cell(2021, "36"),
                cell(2022, "58")
            ),
            "累计36 → 58名,本年新增22名"
        );
    }

    #[test]
    fn a_part_of_a_year_gives_no_change_of_a_yearly_figure() {
        let part = FigureCell::of(
            &Figure {
                partial: true,
                ..figure("a", "228", "228")
            },
            (2021, 2021),
        );
        let found = change(
            &cell(2020, "236"),
            &part,
            &Indicator {
                kind: IndicatorKind::Flow,
                unit: "件".into(),
                ..indicator("a")
            },
        );
        assert_eq!(found.text, "236 → 228件[p],部分年度,不作全年比较");
        assert_eq!(
            (found.absolute, found.percent, found.flags, found.direction),
            (None, None, vec![FigureFlag::Partial], ChangeDirection::None)
        );
        assert_eq!(
            text(IndicatorKind::Stock, "人", cell(2020, "236"), part),
            "236 → 228人,减少8人"
        );
    }

    #[test]
    fn a_change_of_definition_is_no_number() {
        let broken = DefinitionBreak {
            year: 2021,
            note: "网格重新划分".into(),
            comparable: false,
        };
        let found = change(
            &cell(2020, "104"),
            &cell(2021, "49"),
            &Indicator {
                breaks: vec![broken.clone()],
                ..indicator("a")
            },
        );
        assert_eq!(
            (found.text.as_str(), found.note.as_deref()),
            ("口径变化,不作比较", Some("2021年起：网格重新划分"))
        );
        assert_eq!(
            (found.absolute, found.direction, found.flags),
            (None, ChangeDirection::None, vec![FigureFlag::Break])
        );
        let later = change(
            &cell(2021, "104"),
            &cell(2022, "52"),
            &Indicator {
                breaks: vec![broken],
                ..indicator("a")
            },
        );
        assert_eq!(later.text, "104 → 52,减少52、降低50.0%");
    }

    #[test]
    fn both_years_are_named_where_one_lies_between() {
        assert_eq!(
            text(
                IndicatorKind::Stock,
                "人",
                cell(2020, "15"),
                cell(2022, "19")
            ),
            "2022较2020:15 → 19人,增加4人(+26.7%)"
        );
        assert_eq!(
            text(IndicatorKind::Stock, "件", cell(2020, "0"), cell(2022, "3")),
            "2022较2020:由0增至3件(2020年为0,不计算百分比)"
        );
        assert_eq!(
            text(IndicatorKind::Stock, "件", cell(2020, "3"), cell(2022, "3")),
            "2022较2020:持平"
        );
    }

    #[test]
    fn approximate_values_stay_approximate() {
        let about = |year: Year, value: &str| {
            FigureCell::of(
                &Figure {
                    approx: Some(Exactness::AtLeast),
                    ..figure("a", value, value)
                },
                (year, year),
            )
        };
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "人次",
                about(2020, "2600"),
                about(2021, "2300")
            ),
            "2600余 → 2300余人次,减少约300人次、降低约12%"
        );
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "份",
                about(2020, "2600"),
                about(2021, "2600")
            ),
            "均为2600余份"
        );
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "次",
                cell(2020, "188"),
                about(2021, "240")
            ),
            "188 → 240余次,增加约52次(约28%)"
        );
    }

    #[test]
    fn values_written_in_ten_thousands_change_in_ten_thousands() {
        let fines = |year: Year, value: &str, quote: &str| {
            FigureCell::of(&figure("a", value, quote), (year, year))
        };
        let found = text(
            IndicatorKind::Flow,
            "元",
            fines(2021, "23000", "罚款2.3万元"),
            fines(2022, "31000", "罚款3.1万元"),
        );
        assert_eq!(found, "2.3万 → 3.1万元,增加0.8万元(+34.8%)");
    }
}
