//! The items of the part that looks ahead: what a report promises. Enter at [`plan_items`].

use super::quantity::quantities;
use super::sentence_part::{SectionRole, roles};
use crate::report::text::BlockKind;
use crate::report::{Commitment, Report, Spot};
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct PlanTerms {
    marker: String,
    behind_colon: String,
    announces: String,
    measure: String,
}

struct PlanRules {
    marker: Regex,
    behind_colon: Regex,
    announces: Regex,
    measure: Regex,
}

static RULES: LazyLock<PlanRules> = LazyLock::new(|| {
    let terms: PlanTerms = serde_yaml::from_str(include_str!("data/plan.yaml"))
        .expect("the embedded terms are tested");
    let pattern = |text: &str| Regex::new(text).expect("the embedded patterns are tested");
    PlanRules {
        marker: pattern(&terms.marker),
        behind_colon: pattern(&terms.behind_colon),
        announces: pattern(&terms.announces),
        measure: pattern(&terms.measure),
    }
});

/// The items of the plan in reading order, numbered `YEAR-1`, `YEAR-2` …; topics are left open.
///
/// Where some sentences carry a marker (一是 …), items are those, each with the sentences up to the next one in its paragraph; else
/// every sentence that announces nothing is an item.
pub(crate) fn plan_items(report: &Report) -> Vec<Commitment> {
    let lines: Vec<_> = report
        .text
        .lines()
        .zip(roles(report))
        .filter(|(line, role)| {
            *role == SectionRole::Plan && line.block.kind == BlockKind::Paragraph
        })
        .map(|(line, _)| line)
        .collect();
    let marked = lines.iter().any(|line| item_start(line.words()).is_some());
    let mut spots: Vec<Spot> = Vec::new();
    for line in &lines {
        let mut spot = line.spot();
        let words = &line.block.plain[spot.range.clone()];
        spot.range.start += words.len() - words.trim_start().len();
        match item_start(words.trim_start()) {
            Some(at) => {
                spot.range.start += at;
                spots.push(spot);
            }
            None if marked => {
                let last = spots.last_mut();
                let same =
                    |last: &&mut Spot| (last.section, last.block) == (spot.section, spot.block);
                if let Some(last) = last.filter(same) {
                    last.range.end = spot.range.end;
                }
            }
            None if !RULES
                .announces
                .is_match(line.words().trim_end_matches('。')) =>
            {
                spots.push(spot);
            }
            None => {}
        }
    }
    let year = report.year;
    spots
        .into_iter()
        .filter_map(|spot| trimmed(report, spot))
        .enumerate()
        .map(|(at, spot)| {
            let quote = report.text.words(&spot).to_owned();
            Commitment {
                id: format!("{year}-{}", at + 1),
                topic: String::new(),
                measurable: RULES.measure.is_match(&quote) || !quantities(&quote).is_empty(),
                quote,
                spot,
            }
        })
        .collect()
}

/// Where the words of an item begin in a sentence that opens one.
fn item_start(words: &str) -> Option<usize> {
    if let Some(found) = RULES.marker.find(words) {
        return Some(found.end());
    }
    let found = RULES.behind_colon.captures(words)?.name("item")?;
    Some(found.end())
}

/// The spot without the mark at its end; `None` where no words are left.
fn trimmed(report: &Report, mut spot: Spot) -> Option<Spot> {
    let words = report.text.words(&spot);
    let kept = words
        .trim_end_matches(['。', '；', ';', '.', ' ', '\u{3000}'])
        .len();
    let enough = words[..kept].chars().count() >= 3;
    spot.range.end = spot.range.start + kept;
    enough.then_some(spot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{ReportKind, text::read};

    fn found(markdown: &str) -> Vec<(String, String, bool)> {
        let mut report = Report {
            year: 2021,
            ..Report::empty(read(markdown))
        };
        report.find_parts(ReportKind::default_profile());
        plan_items(&report)
            .into_iter()
            .map(|one| (one.id, one.quote, one.measurable))
            .collect()
    }

    #[test]
    fn marked_items_are_promises_and_what_announces_them_is_none() {
        let text = "## 一、做法\n\n一是做了。\n\n## 二、2022年工作安排\n\n2022年，某镇将抓好以下工作。一是建立学法积分制度。二是培训不少于4次，补上空档；三是配备无人机1架。每月检查。\n";
        let expect = [
            ("2021-1", "建立学法积分制度", false),
            ("2021-2", "培训不少于4次，补上空档", true),
            ("2021-3", "配备无人机1架。每月检查", true),
        ];
        let expect: Vec<(String, String, bool)> = expect
            .map(|(id, words, is)| (id.to_owned(), words.to_owned(), is))
            .into();
        assert_eq!(found(text), expect);
    }

    #[test]
    fn without_marks_every_sentence_but_the_opening_is_an_item() {
        let text =
            "## 一、下一步计划\n\n下一步，重点做好以下工作：\n\n推进执法规范化。加强普法宣传。\n";
        let words: Vec<String> = found(text).into_iter().map(|(_, words, _)| words).collect();
        assert_eq!(words, ["推进执法规范化", "加强普法宣传"]);
    }

    #[test]
    fn an_item_may_begin_behind_the_colon_that_announces_it() {
        let text = "## 一、下一步打算\n\n今后要做到：一是抓学习。二是抓队伍。\n";
        let words: Vec<String> = found(text).into_iter().map(|(_, words, _)| words).collect();
        assert_eq!(words, ["抓学习", "抓队伍"]);
    }
}
