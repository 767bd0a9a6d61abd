//! L02: documents that are not in force yet or any more, meetings that are too early or too old. Enter at [`RULE`].

use super::citations::cited;
use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::terms::PartyMeeting;
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;
use crate::report::find::number::whole_number;
use crate::report::find::part::PartSections;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::draft(
    "L02",
    &["citation-not-in-force", "stale-plenum"],
    include_str!("validity.md"),
    find,
);
const CITATION_NOT_IN_FORCE: FindingForm = RULE.warning("citation-not-in-force", "", "");
const TOO_OLD: FindingForm = RULE.warning(
    "stale-plenum",
    "bring the list up to date",
    "请补充到最近一次会议",
);
const TOO_EARLY: FindingForm =
    RULE.warning("stale-plenum", "check year and wording", "请核对年度和提法");

rule_words! { "validity.yaml":
    /// 十九届二中、三中、四中、五中全会, 二十届历次全会, 党的二十大.
    named: WordPattern,
    /// What is studied or made known may be so before it is in force.
    learned: WordList,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(year) = draft.year() else {
        return Vec::new();
    };
    let end = format!("{year}-12-31");
    let written = draft.signed_on().unwrap_or_else(|| end.clone());
    let mut out = meetings_of_day(draft, &written);
    out.extend(laws_in_force(draft, &written, year));
    out.extend(early_slogans(draft, &written));
    out
}

fn laws_in_force(draft: &ReportDraft<'_>, written: &str, year: i32) -> Vec<Finding> {
    let mut out = Vec::new();
    // A document may be cited before it is in force where it is planned for or studied. One that ended before the year began is told,
    // unless only its edition is old, which L01 tells. Days are compared as texts, which YYYY-MM-DD allows.
    let plan = PartSections::of(draft.part("plan"));
    for one in cited(draft) {
        let Some(law) = draft.terms.laws.iter().find(|law| law.name == one.bare) else {
            continue;
        };
        let block = &draft.outline.blocks[one.block];
        let ahead = plan.holds(&block.section);
        let words = if law.from.as_str() > written
            && !ahead
            && !is_learned(&block.line.text, one.range.start)
        {
            let from = &law.from;
            Words::new(
                format!("in force only since {from}"),
                format!("{from}才施行，签署时尚未生效"),
            )
        } else if law
            .until
            .as_deref()
            .is_some_and(|until| until <= format!("{year}-01-01").as_str())
            && law
                .replaced_by
                .as_deref()
                .is_none_or(|later| !shares_name(later, &law.name))
        {
            let until = law.until.as_deref().unwrap_or("");
            Words::new(
                format!("no longer in force since {until}"),
                format!("{until}起已经失效"),
            )
        } else {
            continue;
        };
        let hint = match &law.replaced_by {
            Some(later) => Words::new(
                format!("in its place stands 《{later}》"),
                format!("现行的是《{later}》"),
            ),
            None => Words::new("check the date of the document", "请核对文件的施行日期"),
        };
        let place = draft.place(one.block, one.range.clone());
        out.push(CITATION_NOT_IN_FORCE.hinting(place, words, hint));
    }
    out
}

/// Editions of one document are the business of L01.
fn shares_name(later: &str, earlier: &str) -> bool {
    later.split('（').next() == earlier.split('（').next()
}

/// Whether a document is studied or made known, which may be done before it is in force.
fn is_learned(text: &str, at: usize) -> bool {
    let from = text[..at].rfind(['。', '；']).unwrap_or(0);
    WORDS.learned.stands_in(&text[from..at])
}

/// A list of meetings in the text.
struct MeetingMention<'t> {
    block: usize,
    range: Range<usize>,
    /// The last meeting it names.
    last: Option<&'t PartyMeeting>,
    /// Whether plenums are listed, so that the last one could be missed.
    lists: bool,
}

fn meetings_of_day(draft: &ReportDraft<'_>, written: &str) -> Vec<Finding> {
    let all = &draft.terms.meetings;
    let mentions = meeting_mentions(draft, written);
    let mut out = Vec::new();
    let place = |one: &MeetingMention<'_>| draft.place(one.block, one.range.clone());
    // A report can be too early for a meeting that it names, or too late for the last one in its list. The first needs no list: whatever
    // ended after the signature cannot be named. For the second only the newest meeting of the whole text counts, and only lists of
    // plenums or an older congress are told: one old meeting named by itself may be meant.
    for one in &mentions {
        let Some(last) = one.last.filter(|last| last.ended.as_str() > written) else {
            continue;
        };
        let words = Words::new(
            format!(
                "{} ended on {}, after the report was signed",
                last.name, last.ended
            ),
            format!("{}于{}闭幕，晚于签署日期", last.name, last.ended),
        );
        out.push(TOO_EARLY.at(place(one), words));
    }
    let held: Option<&PartyMeeting> = all
        .iter()
        .filter(|one| one.ended.as_str() <= written)
        .max_by_key(|one| &one.ended);
    let newest = mentions
        .iter()
        .filter_map(|one| one.last)
        .max_by_key(|one| &one.ended);
    let (Some(held), Some(newest)) = (held, newest) else {
        return out;
    };
    if newest.ended < held.ended
        && let Some(one) = mentions
            .iter()
            .rev()
            .find(|one| one.last.is_some_and(|last| last.name == newest.name))
        && (one.lists || newest.congress < held.congress)
    {
        let words = Words::new(
            format!(
                "the list ends with {}; {} was held on {}",
                newest.name, held.name, held.ended
            ),
            format!("只写到{}，{}已于{}召开", newest.name, held.name, held.ended),
        );
        out.push(TOO_OLD.at(place(one), words));
    }
    out
}

fn meeting_mentions<'t>(draft: &'t ReportDraft<'_>, written: &str) -> Vec<MeetingMention<'t>> {
    let all = &draft.terms.meetings;
    let mut out = Vec::new();
    for (at, block) in draft.body() {
        for found in WORDS.named.captures_iter(&block.line.text) {
            let Some(whole) = found.get(0) else { continue };
            let number = |name: &str| {
                found
                    .name(name)
                    .and_then(|part| whole_number(part.as_str()))
            };
            let (last, lists) = if let Some(congress) = number("d") {
                (
                    all.iter()
                        .find(|one| one.congress == congress && one.session == 0),
                    false,
                )
            } else if found.name("all").is_some() {
                // All plenums of a congress are as many as were held.
                let congress = number("c");
                let held = all
                    .iter()
                    .filter(|one| Some(one.congress) == congress && one.ended.as_str() <= written);
                (held.max_by_key(|one| one.session), false)
            } else {
                let session = found.name("s").and_then(|list| {
                    list.as_str()
                        .chars()
                        .rev()
                        .find_map(|letter| whole_number(&letter.to_string()))
                });
                let known = all
                    .iter()
                    .find(|one| Some(one.congress) == number("c") && Some(one.session) == session);
                (known, true)
            };
            out.push(MeetingMention {
                block: at,
                range: whole.range(),
                last,
                lists,
            });
        }
    }
    out
}

/// Words that were coined after the report was signed.
fn early_slogans(draft: &ReportDraft<'_>, written: &str) -> Vec<Finding> {
    let mut out = Vec::new();
    let spotted = draft.spotted().slogans.iter();
    let slogans = spotted.map(|index| &draft.terms.slogans[*index]);
    for slogan in slogans.filter(|slogan| slogan.since.as_str() > written) {
        let found = draft
            .body()
            .find_map(|(at, block)| Some((at, block.line.text.find(slogan.words.as_str())?)));
        let Some((at, start)) = found else { continue };
        let since = &slogan.since;
        let words = Words::new(
            format!("these words are of {since}, later than the report"),
            format!("这一提法始于{since}，晚于签署日期"),
        );
        let place = draft.place(at, start..start + slogan.words.len());
        out.push(TOO_EARLY.at(place, words));
    }
    out
}
