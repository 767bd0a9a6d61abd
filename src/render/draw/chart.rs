//! A figure over the years as bars from zero, with holes and breaks. Enter at [`draw`].
//!
//! Heights are pixels, widths are hundredths of the picture, so that text keeps its size on every screen.

use super::number::{as_number, printed_number};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

/// Decimals of printed numbers.
const DECIMALS: usize = 2;

/// Height of the tallest bar, in pixels.
const TALLEST: f64 = 168.0;
/// Room above the bars for values and the labels of breaks.
const HEAD: f64 = 48.0;
/// Room below the base line for years and words.
const FOOT: f64 = 46.0;
/// A value that is not zero is at least this high, so that it is not read as zero.
const THINNEST: f64 = 1.0;
/// Share of a slot that its bar takes.
const BAR_SHARE: f64 = 0.5;
/// Fewer comparable points are a sentence or a table, not a chart.
const FEWEST_POINTS: usize = 3;

/// What the chart is drawn from.
#[derive(Debug, Clone, Default)]
pub(crate) struct ChartInput {
    /// 网格数
    pub name: String,
    /// 个; may be empty.
    pub unit: String,
    /// Every year from the first to the last, holes included, oldest first.
    pub points: Vec<ChartPoint>,
    /// The first year of a new definition and what changed.
    pub breaks: Vec<(i16, String)>,
}

/// One year.
#[derive(Debug, Clone)]
pub(crate) struct ChartPoint {
    /// The year.
    pub year: i16,
    /// What is known of it.
    pub state: PointState,
}

/// What is known of a year.
#[derive(Debug, Clone)]
pub(crate) enum PointState {
    /// The value and how it is printed (`约100`).
    Whole(Decimal, String),
    /// A value whose data end before the year does.
    Partial(Decimal, String),
    /// No value, and the word for it: 无报告, 未公布, 未提及.
    Nothing(String),
}

/// The picture's numbers, ready to be printed.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct Chart {
    /// Height in pixels; widths are per cent.
    pub height: String,
    /// 网格数（个），2020年至2024年
    pub title: String,
    /// Every number in words.
    pub description: String,
    /// Base line in pixels.
    pub base: String,
    /// One slot a year.
    pub slots: Vec<ChartSlot>,
    /// Changes of definition.
    pub breaks: Vec<ChartBreak>,
    /// Whether a bar is hatched, so that the key is shown.
    pub has_partial: bool,
}

/// The place of a year.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct ChartSlot {
    /// The year.
    pub year: i16,
    /// Middle, per cent.
    pub middle: String,
    /// `whole`, `partial` or `nothing`.
    pub state: &'static str,
    /// Left edge of the bar, per cent.
    pub x: String,
    /// Width of the bar, per cent.
    pub width: String,
    /// Upper edge of the bar in pixels.
    pub y: String,
    /// Height of the bar in pixels; `0` for a stated zero and for a hole.
    pub height: String,
    /// Base line of the value's text in pixels.
    pub text_y: String,
    /// The value as printed, or the word for its absence.
    pub text: String,
}

/// A change of definition, drawn at the boundary before its year.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct ChartBreak {
    /// Place of the line, per cent.
    pub x: String,
    /// First year of the new definition.
    pub year: i16,
    /// What changed.
    pub note: String,
    /// `start` or `end`: on which side of the line the label has room.
    pub anchor: &'static str,
}

// Bars begin at zero, always: a cut axis makes 3 % look like triple. Values keep their exact decimals up to the division by the largest, where
// a float is enough for hundredths of a pixel. Years without a value keep their slot with a word, because a hole that is closed up is read as
// steady change, and a change of definition is a line between slots, over which nobody should compare.

/// Draws the bars, or nothing where fewer than three whole years stand on one side of every break.
#[must_use]
pub(crate) fn draw(input: &ChartInput) -> Option<Chart> {
    let negative = input
        .points
        .iter()
        .filter_map(value)
        .any(|value| value.is_sign_negative() && !value.is_zero());
    if negative || longest_run(input) < FEWEST_POINTS {
        return None;
    }
    let largest = input
        .points
        .iter()
        .filter_map(value)
        .max()
        .unwrap_or_default();
    let slot_width = 100.0 / as_number(input.points.len());
    let slots: Vec<ChartSlot> = input
        .points
        .iter()
        .enumerate()
        .map(|(index, point)| slot(point, as_number(index) * slot_width, slot_width, largest))
        .collect();
    Some(Chart {
        height: printed(HEAD + TALLEST + FOOT),
        title: title(input),
        description: description(input),
        base: printed(HEAD + TALLEST),
        has_partial: slots.iter().any(|slot| slot.state == "partial"),
        slots,
        breaks: breaks(input, slot_width),
    })
}

fn value(point: &ChartPoint) -> Option<Decimal> {
    match &point.state {
        PointState::Whole(value, _) | PointState::Partial(value, _) => Some(*value),
        PointState::Nothing(_) => None,
    }
}

/// The most whole years between two breaks.
fn longest_run(input: &ChartInput) -> usize {
    let mut best = 0;
    let mut run = 0;
    for point in &input.points {
        if input.breaks.iter().any(|(year, _)| *year == point.year) {
            run = 0;
        }
        if matches!(point.state, PointState::Whole(..)) {
            run += 1;
        }
        best = best.max(run);
    }
    best
}

fn slot(point: &ChartPoint, left: f64, width: f64, largest: Decimal) -> ChartSlot {
    let (state, text) = match &point.state {
        PointState::Whole(_, text) => ("whole", text),
        PointState::Partial(_, text) => ("partial", text),
        PointState::Nothing(word) => ("nothing", word),
    };
    let height = value(point).map_or(0.0, |value| bar_height(value, largest));
    let top = HEAD + TALLEST - height;
    ChartSlot {
        year: point.year,
        middle: printed(left + width / 2.0),
        state,
        x: printed(left + width * (1.0 - BAR_SHARE) / 2.0),
        width: printed(width * BAR_SHARE),
        y: printed(top),
        height: printed(height),
        text_y: printed(top - 8.0),
        text: text.clone(),
    }
}

/// In proportion to the value, from zero.
fn bar_height(value: Decimal, largest: Decimal) -> f64 {
    if value.is_zero() || largest.is_zero() {
        return 0.0;
    }
    let share = (value / largest).to_f64().unwrap_or(0.0);
    (share * TALLEST).clamp(THINNEST, TALLEST)
}

/// A break stands at the left edge of its year's slot; a label in the right half of the picture runs to the left.
fn breaks(input: &ChartInput, slot_width: f64) -> Vec<ChartBreak> {
    let place = |year: &i16| input.points.iter().position(|point| point.year == *year);
    input
        .breaks
        .iter()
        .filter_map(|(year, note)| {
            let x = as_number(place(year)?) * slot_width;
            Some(ChartBreak {
                x: printed(x),
                year: *year,
                note: note.clone(),
                anchor: if x > 50.0 { "end" } else { "start" },
            })
        })
        .collect()
}

fn title(input: &ChartInput) -> String {
    let years = match (input.points.first(), input.points.last()) {
        (Some(first), Some(last)) => format!("，{}年至{}年", first.year, last.year),
        _ => String::new(),
    };
    let unit = match input.unit.as_str() {
        "" => String::new(),
        unit => format!("（{unit}）"),
    };
    format!("{}{unit}{years}", input.name)
}

/// Every number of the picture, in its order.
fn description(input: &ChartInput) -> String {
    let mut parts: Vec<String> = Vec::new();
    for point in &input.points {
        let year = point.year;
        if let Some((_, note)) = input.breaks.iter().find(|(at, _)| *at == year) {
            parts.push(format!("自{year}年起口径变化（{note}）"));
        }
        parts.push(match &point.state {
            PointState::Whole(_, text) => format!("{year}年{text}{}", input.unit),
            PointState::Partial(_, text) => format!("{year}年{text}{}（部分年度）", input.unit),
            PointState::Nothing(word) => format!("{year}年{word}"),
        });
    }
    format!("柱形图，自零起。{}。", parts.join("；"))
}

fn printed(value: f64) -> String {
    printed_number(value, DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(year: i16, value: i64) -> ChartPoint {
        ChartPoint {
            year,
            state: PointState::Whole(Decimal::from(value), value.to_string()),
        }
    }

    fn nothing(year: i16, word: &str) -> ChartPoint {
        ChartPoint {
            year,
            state: PointState::Nothing(word.to_owned()),
        }
    }

    fn grids(points: Vec<ChartPoint>) -> ChartInput {
        ChartInput {
            name: "网格数".to_owned(),
            unit: "个".to_owned(),
            points,
            breaks: Vec::new(),
        }
    }

    #[test]
    fn bars_stand_on_zero_in_proportion_to_their_values() {
        let chart = draw(&grids(vec![
            whole(2020, 50),
            whole(2021, 100),
            whole(2022, 0),
        ]))
        .expect("three points");
        let heights: Vec<&str> = chart
            .slots
            .iter()
            .map(|slot| slot.height.as_str())
            .collect();
        assert_eq!(heights, ["84", "168", "0"]);
        for slot in &chart.slots {
            let end: f64 =
                slot.y.parse::<f64>().expect("y") + slot.height.parse::<f64>().expect("height");
            assert_eq!(printed(end), chart.base);
        }
    }

    #[test]
    fn a_year_without_report_keeps_an_empty_slot_with_its_word() {
        let chart = draw(&grids(vec![
            whole(2020, 5),
            nothing(2021, "无报告"),
            whole(2022, 6),
            whole(2023, 7),
        ]))
        .expect("three points");
        let hole = &chart.slots[1];
        assert_eq!(
            (hole.state, hole.text.as_str(), hole.height.as_str()),
            ("nothing", "无报告", "0")
        );
        assert_eq!(hole.middle, "37.5");
    }

    #[test]
    fn two_points_are_not_a_chart() {
        assert!(draw(&grids(vec![whole(2020, 5), whole(2021, 6)])).is_none());
        assert!(
            draw(&grids(vec![
                whole(2020, 5),
                nothing(2021, "未提及"),
                whole(2022, 6)
            ]))
            .is_none()
        );
    }

    #[test]
    fn points_on_both_sides_of_a_break_are_not_counted_together() {
        let mut input = grids(vec![whole(2020, 5), whole(2021, 6), whole(2022, 7)]);
        input.breaks = vec![(2022, "网格重新划分".to_owned())];
        assert!(draw(&input).is_none());
    }

    #[test]
    fn a_break_stands_at_the_boundary_before_its_year() {
        let mut input = grids(vec![
            whole(2020, 5),
            whole(2021, 6),
            whole(2022, 7),
            whole(2023, 7),
        ]);
        input.breaks = vec![(2023, "网格重新划分".to_owned())];
        let chart = draw(&input).expect("three points before the break");
        assert_eq!(
            (chart.breaks[0].x.as_str(), chart.breaks[0].anchor),
            ("75", "end")
        );
        assert!(
            chart
                .description
                .contains("自2023年起口径变化（网格重新划分）")
        );
    }

    #[test]
    fn the_description_states_every_number() {
        let chart = draw(&grids(vec![
            whole(2020, 104),
            nothing(2021, "无报告"),
            whole(2022, 104),
            whole(2023, 98),
            ChartPoint {
                year: 2024,
                state: PointState::Partial(Decimal::from(40), "40".to_owned()),
            },
        ]))
        .expect("three points");
        assert_eq!(chart.title, "网格数（个），2020年至2024年");
        assert_eq!(
            chart.description,
            "柱形图，自零起。2020年104个；2021年无报告；2022年104个；2023年98个；2024年40个（部分年度）。"
        );
        assert!(chart.has_partial);
    }

    #[test]
    fn zeros_alone_give_bars_without_height() {
        let chart = draw(&grids(vec![whole(2020, 0), whole(2021, 0), whole(2022, 0)]))
            .expect("three points");
        assert!(chart.slots.iter().all(|slot| slot.height == "0"));
    }

    #[test]
    fn a_negative_value_cannot_stand_on_zero_and_gives_no_chart() {
        assert!(
            draw(&grids(vec![
                whole(2020, -1),
                whole(2021, 2),
                whole(2022, 3)
            ]))
            .is_none()
        );
    }
}
