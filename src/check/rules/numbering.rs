//! T01: numbers of headings and of 一是, 二是 that are skipped, lost or given twice. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::bytes_ahead;
use crate::diagnostic::Words;
use crate::import::ImportedHeading;
use crate::report::find::item::item_starts;
use crate::report::text::numbering::read_mark;
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::draft(
    "T01",
    &["numbering-gap", "numbering-repeat"],
    include_str!("numbering.md"),
    find,
);
const GAP: FindingForm = RULE.warning(
    "numbering-gap",
    "number the headings without gaps, or bring back the one that was lost",
    "请补上缺失的一项，或把序号改连续",
);
const REPEAT: FindingForm = FindingForm {
    hint: GAP.hint,
    ..RULE.warning("numbering-repeat", "", "")
};

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = heading_numbers(draft);
    out.extend(item_numbers(draft));
    out
}

/// What the numbers before a heading say about it.
#[derive(Default)]
struct SeenNumbers {
    /// Last value among the headings of one parent.
    last: u32,
    /// Whether a heading of the parent lost its number.
    lost: bool,
    /// How many headings of the parent repeated a number: what follows may count them.
    repeats: u32,
}

fn heading_numbers(draft: &ReportDraft<'_>) -> Vec<Finding> {
    // Numbers are held against the last one of the same parent and level. A repeat does not make all that follow wrong: the next may
    // count it, so a number may be ahead by as many as were repeated. A heading that lost its number may have had the one that is
    // missing, so after it a gap is not told. Each heading is seen once.
    let mut out = Vec::new();
    let mut seen: BTreeMap<(&str, u8), SeenNumbers> = BTreeMap::new();
    let mut running = 0;
    for (at, block) in draft.body() {
        let Some(heading) = draft.heading(block) else {
            continue;
        };
        let known = seen
            .entry((parent_path(heading), heading.level))
            .or_default();
        let place = || draft.place(at, 0..block.lead);
        if let Some(words) = number_damage(heading) {
            out.push(GAP.at(place(), words));
        }
        let Some(value) = value_of(heading) else {
            known.lost = true;
            continue;
        };
        let (last, lost) = (known.last, std::mem::take(&mut known.lost));
        // Numbers of the third level may run on from one section to the next.
        let runs_on = heading.level == 3 && last == 0 && value == running + 1;
        if last > 0 && value <= last {
            let words = if value == last {
                Words::new(
                    format!("the number {value} occurs twice"),
                    format!("序号{value}重复"),
                )
            } else {
                Words::new(
                    format!("after {last} comes {value} again"),
                    format!("序号{last}之后又出现{value}"),
                )
            };
            known.repeats += 1;
            out.push(REPEAT.at(place(), words));
        } else if value > last + 1 + known.repeats
            && !lost
            && !runs_on
            && heading.malformed != Some("mark-missing")
        {
            let words = match last {
                0 => Words::new(
                    format!("the first number is {value}"),
                    format!("首个序号是{value}"),
                ),
                _ => Words::new(
                    format!("after {last} comes {value}"),
                    format!("序号从{last}跳到{value}"),
                ),
            };
            out.push(GAP.at(place(), words));
        }
        known.last = value;
        if heading.level == 3 {
            running = value;
        }
    }
    out
}

fn number_damage(heading: &ImportedHeading) -> Option<Words> {
    match heading.malformed? {
        "paren-broken" => Some(Words::new(
            "one bracket of the number is gone",
            "序号缺一半括号",
        )),
        "number-missing" => Some(Words::new("the number is gone", "序号缺失")),
        _ => None,
    }
}

/// The bytes of an item, from its number to the first mark.
fn item_clause(text: &str, start: usize) -> Range<usize> {
    let end = text[start..].find(['，', ',', '。', '；', ';', '：']);
    start..end.map_or(text.len(), |end| start + end)
}

/// Runs of 一是, 二是 in which a number is skipped.
fn item_numbers(draft: &ReportDraft<'_>) -> Vec<Finding> {
    // 一是 has so many characters.
    const ITEM: usize = 2;
    // Runs of 一是, 二是 may lie inside each other and go on over paragraphs. `open` holds the last number of each run that is not over; a
    // number that no open run expects is a gap, one that a run had already is a repeat, unless another run began in between.
    let mut out = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, block) in draft.body() {
        if draft
            .heading(block)
            .is_some_and(|heading| heading.level < 3)
        {
            open.clear();
            counts.clear();
        }
        let before = open.clone();
        let text = block.line.text.as_str();
        let starts = item_starts(text, &mut open);
        let mut last = before.last().copied().unwrap_or(0);
        let mut ones: Vec<usize> = Vec::new();
        for (start, value) in starts {
            let place = |start: usize| draft.place(at, item_clause(text, start));
            // 一是…，一是…，三是…: the third tells that the second 一是 is a repeat.
            if value == 3 && last == 1 && ones.len() > 1 {
                let one = ones[ones.len() - 1];
                let range = one..bytes_ahead(text, one, ITEM);
                let words = Words::new("the first item occurs twice", "“一是”出现两次");
                out.push(REPEAT.at(draft.place(at, range), words));
                last = value;
                continue;
            }
            if value == 1 {
                ones.push(start);
            }
            *counts.entry(value).or_default() += 1;
            let count = |value: u32| counts.get(&value).copied().unwrap_or(0);
            // Inside another run 二是 may follow 二是; then there were two that began.
            if value > 1 && value == last && count(value) > count(value - 1) {
                let words = Words::new(
                    format!("item {value} occurs twice"),
                    format!("第{value}项出现两次"),
                );
                out.push(REPEAT.at(place(start), words));
                continue;
            }
            let follows = value == 1 || value <= last + 1;
            if !follows {
                let words = Words::new(
                    format!("item {value} follows item {last}"),
                    format!("第{last}项之后直接是第{value}项"),
                );
                out.push(GAP.at(place(start), words));
            }
            last = value;
        }
    }
    out
}

/// The path of the heading above.
fn parent_path(heading: &ImportedHeading) -> &str {
    heading
        .path
        .rsplit_once('/')
        .map_or("", |(parent, _)| parent)
}

/// The value of a heading's number.
fn value_of(heading: &ImportedHeading) -> Option<u32> {
    let number = heading.number.as_ref()?;
    read_mark(&format!("{number}文"))?.value
}
