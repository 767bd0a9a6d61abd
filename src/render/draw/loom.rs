//! The loom (织线图): last year's sentences left, this year's right, a thread for each pair. Enter at [`draw`].
//!
//! Heights are pixels, widths are hundredths of the picture: the template stretches it to the column and keeps its height,
//! so that the picture is read as well on a phone as on a desk.

use super::number::{as_number, printed_number};
use crate::diagnostic::Language;
use crate::report::compare::SentenceClass;
use crate::words::sentence;
use serde::Serialize;

/// Decimals of printed numbers.
const DECIMALS: usize = 1;
/// Highest picture, in pixels.
const TALLEST: f64 = 640.0;
/// Lowest picture that still looks like one, in pixels.
const LOWEST: f64 = 120.0;
/// Thickness of a bar with the white below it, where there is room for it.
const ROOMY_PITCH: f64 = 9.0;
/// Room for a section's label above its bars, in pixels.
const LABEL_ROOM: f64 = 20.0;
/// Share of the height that labels may take at most, so that bars are never squeezed out by headings.
const LABEL_SHARE: f64 = 0.5;
/// Where the bars of the older year end and those of the newer begin, in hundredths of the width.
const OLD_EDGE: f64 = 36.0;
const NEW_EDGE: f64 = 64.0;
/// Longest bar, in hundredths of the width.
const LONGEST: f64 = 36.0;
/// Shortest bar, so that a sentence of three characters is still seen.
const SHORTEST: f64 = 1.5;
/// Distance of the two lines of a doubled thread from their middle, in pixels.
const DOUBLED: f64 = 1.2;

/// What the picture is drawn from.
#[derive(Debug, Clone, Default)]
pub(crate) struct LoomInput {
    /// The older and the newer year.
    pub years: [i16; 2],
    /// The older text.
    pub old: LoomText,
    /// The newer text.
    pub new: LoomText,
    /// Every sentence of both texts once on its side.
    pub pairs: Vec<LoomPair>,
}

/// One of the two texts in reading order.
#[derive(Debug, Clone, Default)]
pub(crate) struct LoomText {
    /// Titles of its sections.
    pub sections: Vec<String>,
    /// Its sentences.
    pub sentences: Vec<LoomSentence>,
}

/// A sentence as the picture needs it.
#[derive(Debug, Clone, Default)]
pub(crate) struct LoomSentence {
    /// Where its bar leads.
    pub href: String,
    /// Length in characters.
    pub length: usize,
    /// Index of its section.
    pub section: usize,
    /// Its words, or the beginning of them.
    pub title: String,
}

/// Two sentences that belong together, or one that stands alone.
#[derive(Debug, Clone)]
pub(crate) struct LoomPair {
    /// Index of the older sentence.
    pub old: Option<usize>,
    /// Index of the newer sentence.
    pub new: Option<usize>,
    /// What became of it.
    pub class: SentenceClass,
}

/// The picture's numbers, ready to be printed.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct Loom {
    /// Height in pixels; the view box is 100 wide.
    pub height: String,
    /// What the picture shows, in sentences.
    pub summary: String,
    /// The older year's column.
    pub old: LoomColumn,
    /// The newer year's column.
    pub new: LoomColumn,
    /// Threads, those of moved sentences last so that they lie on top.
    pub threads: Vec<LoomThread>,
}

/// A column of bars.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct LoomColumn {
    /// The year.
    pub year: i16,
    /// Bars from top to bottom.
    pub bars: Vec<LoomBar>,
    /// Labels of sections.
    pub ticks: Vec<LoomTick>,
}

/// A sentence.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct LoomBar {
    /// Left edge in hundredths.
    pub x: String,
    /// Upper edge in pixels.
    pub y: String,
    /// Width in hundredths.
    pub width: String,
    /// Thickness in pixels.
    pub height: String,
    /// `same numbers-only reworded moved new removed`
    pub class: &'static str,
    /// Where it leads.
    pub href: String,
    /// 新增：… (the class in words and the beginning of the sentence).
    pub title: String,
}

/// Where a section begins.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct LoomTick {
    /// Base line of the label in pixels.
    pub y: String,
    /// The section's title, shortened.
    pub label: String,
}

/// A thread from bar to bar.
#[derive(Debug, Clone, Serialize, Default)]
pub(crate) struct LoomThread {
    /// SVG path; two lines for a doubled thread.
    pub path: String,
    /// `same numbers-only reworded moved`
    pub class: &'static str,
}

/// Arranges bars and threads. Equal inputs give equal pictures.
#[must_use]
pub(crate) fn draw(input: &LoomInput) -> Loom {
    let (old_classes, new_classes) = classes(input);
    let longest = longest(input);
    let old_rows = rows(&input.old);
    let new_rows = rows(&input.new);
    let height = old_rows
        .iter()
        .chain(&new_rows)
        .map(|row| row.middle + row.thickness)
        .fold(LOWEST, f64::max)
        .min(TALLEST);
    let mut threads: Vec<LoomThread> = input
        .pairs
        .iter()
        .filter_map(|pair| thread(pair, &old_rows, &new_rows))
        .collect();
    threads.sort_by_key(|thread| thread.class == SentenceClass::Moved.id());
    Loom {
        height: printed(height),
        summary: summary(input),
        old: LoomColumn {
            year: input.years[0],
            bars: bars(&input.old, &old_rows, &old_classes, &|length| {
                let width = bar_width(length, longest);
                (OLD_EDGE - width, width)
            }),
            ticks: ticks(&input.old, &old_rows),
        },
        new: LoomColumn {
            year: input.years[1],
            bars: bars(&input.new, &new_rows, &new_classes, &|length| {
                (NEW_EDGE, bar_width(length, longest))
            }),
            ticks: ticks(&input.new, &new_rows),
        },
        threads,
    }
}

/// Where a sentence stands: the middle of its bar and its thickness.
struct LoomRow {
    middle: f64,
    thickness: f64,
}

// Sentences stand at equal distances, so that length and likeness are not confused: the length of a sentence is the width of its bar. A column
// takes nine pixels a sentence as long as it fits below `TALLEST`; beyond that bars grow thin together, while labels keep at most half of the
// height. Each column has its own pitch, so that a long text does not make the bars of a short one thin.

/// One row a sentence, with room for a label wherever the section changes.
fn rows(text: &LoomText) -> Vec<LoomRow> {
    let count = text.sentences.len();
    if count == 0 {
        return Vec::new();
    }
    let starts = text
        .sentences
        .windows(2)
        .filter(|pair| pair[0].section != pair[1].section)
        .count()
        + 1;
    let label = LABEL_ROOM.min(TALLEST * LABEL_SHARE / as_number(starts));
    let pitch = ((TALLEST - label * as_number(starts)) / as_number(count)).min(ROOMY_PITCH);
    let thickness = (pitch * 0.62).max(0.5);
    let mut at = 0.0;
    let mut previous = None;
    text.sentences
        .iter()
        .map(|sentence| {
            if previous != Some(sentence.section) {
                at += label;
                previous = Some(sentence.section);
            }
            let row = LoomRow {
                middle: at + pitch / 2.0,
                thickness,
            };
            at += pitch;
            row
        })
        .collect()
}

/// The class of each sentence on both sides; a sentence that no pair names has none to show and counts as alone.
fn classes(input: &LoomInput) -> (Vec<SentenceClass>, Vec<SentenceClass>) {
    let mut old = vec![SentenceClass::Removed; input.old.sentences.len()];
    let mut new = vec![SentenceClass::New; input.new.sentences.len()];
    for pair in &input.pairs {
        if let Some(class) = pair.old.and_then(|index| old.get_mut(index)) {
            *class = pair.class;
        }
        if let Some(class) = pair.new.and_then(|index| new.get_mut(index)) {
            *class = pair.class;
        }
    }
    (old, new)
}

/// The length that fills the column: that of the nineteenth of twenty, so that one endless sentence does not make all others short.
fn longest(input: &LoomInput) -> usize {
    let sentences = input.old.sentences.iter().chain(&input.new.sentences);
    let mut lengths: Vec<usize> = sentences.map(|sentence| sentence.length).collect();
    lengths.sort_unstable();
    let place = (lengths.len() * 19).div_ceil(20).saturating_sub(1);
    lengths.get(place).copied().unwrap_or(1).max(1)
}

fn bar_width(length: usize, longest: usize) -> f64 {
    (LONGEST * as_number(length) / as_number(longest)).clamp(SHORTEST, LONGEST)
}

fn bars(
    text: &LoomText,
    rows: &[LoomRow],
    classes: &[SentenceClass],
    place: &dyn Fn(usize) -> (f64, f64),
) -> Vec<LoomBar> {
    let lines = text.sentences.iter().zip(rows).zip(classes);
    lines
        .map(|((sentence, row), class)| {
            let (x, width) = place(sentence.length);
            LoomBar {
                x: printed(x),
                y: printed(row.middle - row.thickness / 2.0),
                width: printed(width),
                height: printed(row.thickness),
                class: class.id(),
                href: sentence.href.clone(),
                title: format!("{}：{}", word(*class), shorten(&sentence.title, 40)),
            }
        })
        .collect()
}

/// Labels where a section begins; where headings stand closer than a line, every other one and so on is left out.
fn ticks(text: &LoomText, rows: &[LoomRow]) -> Vec<LoomTick> {
    let mut ticks = Vec::new();
    let mut previous = None;
    let mut last_base = f64::NEG_INFINITY;
    for (sentence, row) in text.sentences.iter().zip(rows) {
        if previous == Some(sentence.section) {
            continue;
        }
        previous = Some(sentence.section);
        let base = row.middle - row.thickness / 2.0 - 4.0;
        let Some(title) = text.sections.get(sentence.section) else {
            continue;
        };
        if title.is_empty() || base - last_base < 13.0 {
            continue;
        }
        last_base = base;
        ticks.push(LoomTick {
            y: printed(base),
            label: shorten(title, 11),
        });
    }
    ticks
}

fn thread(pair: &LoomPair, old: &[LoomRow], new: &[LoomRow]) -> Option<LoomThread> {
    let from = old.get(pair.old?)?.middle;
    let to = new.get(pair.new?)?.middle;
    let path = match pair.class {
        SentenceClass::Reworded => format!(
            "{}{}",
            curve(from - DOUBLED, to - DOUBLED),
            curve(from + DOUBLED, to + DOUBLED)
        ),
        SentenceClass::Moved => format!(
            "M{} {}L{} {}",
            printed(OLD_EDGE),
            printed(from),
            printed(NEW_EDGE),
            printed(to)
        ),
        _ => curve(from, to),
    };
    Some(LoomThread {
        path,
        class: pair.class.id(),
    })
}

/// A thread that leaves both bars at a right angle, so that near-parallel threads do not tangle.
fn curve(from: f64, to: f64) -> String {
    let middle = printed(f64::midpoint(OLD_EDGE, NEW_EDGE));
    let (left, right) = (printed(OLD_EDGE), printed(NEW_EDGE));
    let (from, to) = (printed(from), printed(to));
    format!("M{left} {from}C{middle} {from} {middle} {to} {right} {to}")
}

/// The picture in words, for those who do not see it.
fn summary(input: &LoomInput) -> String {
    let count = |class: SentenceClass| {
        let of_class = input.pairs.iter().filter(|pair| pair.class == class);
        of_class.count()
    };
    let [old, new] = input.years;
    let newer = SentenceClass::ALL.into_iter();
    let parts: Vec<String> = newer
        .filter(|class| *class != SentenceClass::Removed && count(*class) > 0)
        .map(|class| format!("{}{}句", word(class), count(class)))
        .collect();
    let gone = match count(SentenceClass::Removed) {
        0 => format!("{old}年的句子在{new}年都有对应"),
        number => format!("{old}年有{number}句在{new}年没有对应"),
    };
    format!(
        "左列为{old}年的{}句，右列为{new}年的{}句，按阅读顺序排列，连线表示对应。{new}年：{}；{gone}。",
        input.old.sentences.len(),
        input.new.sentences.len(),
        if parts.is_empty() {
            "没有句子".to_owned()
        } else {
            parts.join("、")
        }
    )
}

/// A class in words.
fn word(class: SentenceClass) -> &'static str {
    sentence::class(Language::Chinese, class)
}

/// The first characters, with 省略号 where something is left out.
fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let head: String = text.chars().take(limit - 1).collect();
    format!("{head}…")
}

fn printed(value: f64) -> String {
    printed_number(value, DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sections: &[usize]) -> LoomText {
        LoomText {
            sections: (0..=sections.iter().copied().max().unwrap_or(0))
                .map(|index| format!("({index}) 依法有效化解社会矛盾纠纷"))
                .collect(),
            sentences: sections
                .iter()
                .enumerate()
                .map(|(index, section)| LoomSentence {
                    href: format!("#p-{index}"),
                    length: 10 * (index + 1),
                    section: *section,
                    title: "全镇划分为104个网格。".to_owned(),
                })
                .collect(),
        }
    }

    fn pair(old: Option<usize>, new: Option<usize>, class: &str) -> LoomPair {
        let class = SentenceClass::ALL.into_iter().find(|one| one.id() == class);
        let class = class.unwrap();
        LoomPair { old, new, class }
    }

    fn small() -> LoomInput {
        LoomInput {
            years: [2023, 2024],
            old: text(&[0, 0, 1]),
            new: text(&[0, 1, 1]),
            pairs: vec![
                pair(Some(0), Some(2), "moved"),
                pair(Some(1), Some(0), "same"),
                pair(Some(2), None, "removed"),
                pair(None, Some(1), "new"),
            ],
        }
    }

    #[test]
    fn a_sentence_without_partner_has_a_bar_and_no_thread() {
        let loom = draw(&small());
        assert_eq!(loom.threads.len(), 2);
        assert_eq!(loom.old.bars[2].class, "removed");
        assert_eq!(loom.new.bars[1].class, "new");
        assert_eq!(loom.new.bars[1].title, "新增：全镇划分为104个网格。");
    }

    #[test]
    fn threads_of_moved_sentences_are_straight_and_lie_on_top() {
        let loom = draw(&small());
        let last = &loom.threads[1];
        assert_eq!(last.class, "moved");
        assert!(last.path.contains('L') && !last.path.contains('C'));
        assert!(loom.threads[0].path.contains('C'));
    }

    #[test]
    fn a_reworded_pair_is_joined_by_two_lines() {
        let input = LoomInput {
            pairs: vec![pair(Some(0), Some(0), "reworded")],
            ..small()
        };
        let loom = draw(&input);
        assert_eq!(loom.threads[0].path.matches('M').count(), 2);
    }

    #[test]
    fn bars_grow_away_from_the_threads_with_the_length_of_the_sentence() {
        let loom = draw(&small());
        assert_eq!(
            (loom.old.bars[2].x.as_str(), loom.old.bars[2].width.as_str()),
            ("0", "36")
        );
        assert_eq!(
            (loom.old.bars[0].x.as_str(), loom.old.bars[0].width.as_str()),
            ("24", "12")
        );
        assert_eq!(
            (loom.new.bars[0].x.as_str(), loom.new.bars[0].width.as_str()),
            ("64", "12")
        );
    }

    #[test]
    fn one_endless_sentence_does_not_make_all_others_short() {
        let mut input = LoomInput {
            years: [2023, 2024],
            old: text(&[0; 10]),
            new: text(&[0; 10]),
            pairs: Vec::new(),
        };
        input.new.sentences[9].length = 5000;
        let loom = draw(&input);
        assert_eq!(loom.new.bars[9].width, "36");
        assert_eq!(loom.old.bars[9].width, "36");
    }

    #[test]
    fn a_section_is_labelled_where_it_begins() {
        let loom = draw(&small());
        let labels: Vec<&str> = loom
            .new
            .ticks
            .iter()
            .map(|tick| tick.label.as_str())
            .collect();
        assert_eq!(labels, ["(0) 依法有效化解…", "(1) 依法有效化解…"]);
    }

    #[test]
    fn the_picture_stays_within_its_height_however_long_the_texts_are() {
        for count in [1_usize, 50, 120, 400, 2000] {
            let sections: Vec<usize> = (0..count).map(|index| index / 7).collect();
            let input = LoomInput {
                years: [2023, 2024],
                old: text(&sections),
                new: text(&sections),
                pairs: Vec::new(),
            };
            let loom = draw(&input);
            let height: f64 = loom.height.parse().expect("a number");
            assert!((LOWEST..=TALLEST).contains(&height), "{count}: {height}");
            for bar in loom.old.bars.iter().chain(&loom.new.bars) {
                let end: f64 = bar.y.parse::<f64>().expect("a number")
                    + bar.height.parse::<f64>().expect("a number");
                assert!(end <= TALLEST + 0.2, "{count}: {end}");
            }
        }
    }

    #[test]
    fn the_summary_says_what_the_picture_shows() {
        assert_eq!(
            draw(&small()).summary,
            "左列为2023年的3句，右列为2024年的3句，按阅读顺序排列，连线表示对应。2024年：相同1句、移动1句、新增1句；2023年有1句在2024年没有对应。"
        );
    }

    #[test]
    fn no_sentences_give_an_empty_picture() {
        let loom = draw(&LoomInput::default());
        assert!(loom.old.bars.is_empty() && loom.threads.is_empty());
        assert_eq!(loom.height, "120");
    }

    #[test]
    fn pairs_that_point_outside_the_texts_are_left_out() {
        let input = LoomInput {
            pairs: vec![pair(Some(99), Some(0), "same")],
            ..small()
        };
        assert!(draw(&input).threads.is_empty());
    }
}
