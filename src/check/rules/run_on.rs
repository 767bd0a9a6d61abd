//! T04: sentences that run together, headings that run into their text, paragraphs without end. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::{behind_last, bytes_ahead, moved};
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;
use crate::import::{HeadingStyle, OutlineBlock};
use crate::report::find::item::item_starts;
use crate::report::letter::is_han;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::draft(
    "T04",
    &["missing-full-stop", "heading-glued", "long-paragraph"],
    include_str!("run_on.md"),
    find,
);
const HEADING_GLUED: FindingForm = RULE.warning(
    "heading-glued",
    "end the heading with 。 or put it on a line of its own",
    "请在标题后加句号，或单独成行",
);
const MISSING_FULL_STOP: FindingForm = RULE.warning(
    "missing-full-stop",
    "divide the sentences",
    "请把两句话断开",
);
const LONG_PARAGRAPH: FindingForm = RULE.info("long-paragraph", "divide it", "请适当分段");

rule_words! { "run_on.yaml":
    /// Ends of the names of bodies.
    own_ends: WordList,
    /// The number of an item, of two letters.
    ordinal: String,
    /// An office with the verb of its sentence.
    subject: WordPattern,
    /// Who is content, and with what.
    content: WordPattern,
    /// The letter of what is done.
    done: char,
    /// A year that opens a clause.
    year: WordPattern,
    /// What ends a clause without an object, and a subject with its verb right behind.
    closed: WordPattern,
    /// The end of a clause that needs no words before it.
    none_of: String,
    /// …能力下一步将…: what comes next stands behind a word.
    next: WordPattern,
    /// 聘请律师2名镇政府…: an office behind a number that ends its clause.
    office: WordPattern,
    counted: WordPattern,
    /// Words that lead to a year.
    leads: WordList,
    /// Verbs of a sentence whose subject is the body's own name.
    verbs: WordList,
    /// Verbs whose object an office may be.
    governs: WordList,
    /// Verbs whose object the next steps may be.
    before_next: WordList,
    /// Letters and words with which no sentence ends, by what stands behind them.
    open_before_next: String,
    open_before_content: String,
    open_before_year: String,
    open_before_closed: WordList,
    open_before_subject: String,
}

/// A paragraph of more characters is hard to read aloud.
const LONG: usize = 400;
/// Han characters that must stand before a second subject in its clause.
const BEFORE: usize = 8;
/// Characters of a text whose heading ran into it that are not looked at: the heading's finding says it already.
const GLUED: usize = 12;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let names: Vec<String> = draft
        .own_names()
        .into_iter()
        .filter(|name| WORDS.own_ends.ends(name))
        .collect();
    let mut headings = draft.outline.headings.iter();
    let flat = headings.any(|one| one.style == HeadingStyle::MidLine);
    let mut out = Vec::new();
    let mut open = Vec::new();
    for (at, block) in draft.body() {
        let heading = draft.heading(block);
        let glued = heading.is_some_and(|heading| heading.malformed == Some("glued"));
        if heading.is_some_and(|heading| heading.level < 3) {
            open.clear();
        }
        if glued {
            let words = Words::new(
                "the heading runs into the sentence behind it",
                "标题与正文之间缺少标点",
            );
            out.push(HEADING_GLUED.at(draft.place(at, 0..block.lead), words));
        }
        let text = block.line.text.as_str();
        let from = bytes_ahead(text, block.lead, if glued { GLUED } else { 0 });
        let joined = joints(&text[from..], &names).into_iter();
        let joined = joined.map(|range| moved(&range, from));
        for range in joined.chain(unmarked_items(text, &mut open)) {
            let words = Words::new(
                "a full stop seems to be missing before these words",
                "此处之前可能缺少句号",
            );
            out.push(MISSING_FULL_STOP.at(draft.place(at, range), words));
        }
        if !flat {
            out.extend(long_paragraph(draft, at, block));
        }
    }
    out
}

fn long_paragraph(draft: &ReportDraft<'_>, at: usize, block: &OutlineBlock) -> Option<Finding> {
    let text = block.line.text.as_str();
    // No text has more characters than bytes, which are known without counting.
    if text.len() <= LONG {
        return None;
    }
    let count = text.chars().count();
    if count <= LONG || !block.line.cells.is_empty() {
        return None;
    }
    let words = Words::new(
        format!("a paragraph of {count} characters"),
        format!("一段长达{count}字"),
    );
    let place = draft.place(at, 0..bytes_ahead(text, 0, 12));
    Some(LONG_PARAGRAPH.at(place, words))
}

/// Where a second sentence begins without a mark before it.
fn joints(text: &str, names: &[String]) -> Vec<Range<usize>> {
    // Chinese marks no end of a sentence but by its stop, so seven looks each know one way in which a sentence goes on behind its end: a
    // subject with its verb, an office behind a number, the next steps, who is content, a year, a clause that is done, the body's own
    // name. Each passes the text once. A look asks that what stands before could be a sentence by itself, as long as [`BEFORE`] and not
    // ending in a word that governs what follows; those words are what the labelled reports hold. Of places that overlap the first is
    // told.
    let subjects = WORDS.subject.find_iter(text).map(|found| found.range());
    let mut all: Vec<Range<usize>> = subjects
        .filter(|range| is_second_subject(text, range.start))
        .collect();
    let offices = [&WORDS.counted, &WORDS.office].into_iter();
    let offices = offices.flat_map(|pattern| pattern.captures_iter(text));
    all.extend(offices.filter_map(|found| Some(found.name("s")?.range())));
    all.extend(next_steps(text));
    all.extend(content_people(text));
    all.extend(opening_years(text));
    all.extend(second_subjects(text));
    all.extend(names.iter().flat_map(|name| own_subjects(text, name)));
    all.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in all {
        if out.last().is_none_or(|last| last.end <= range.start) {
            out.push(range);
        }
    }
    out
}

/// What comes next, behind a clause that nothing ends.
fn next_steps(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let found = WORDS.next.captures_iter(text);
    let found = found.filter_map(|found| Some(found.name("s")?.range()));
    found.filter(|range| {
        let before = clause_before(text, range.start);
        before.chars().count() >= BEFORE
            && !before.ends_with(|last| WORDS.open_before_next.contains(last))
            && !WORDS.before_next.ends(before)
    })
}

/// …了资金截留挪用群众对整治效果总体满意: a finished clause, then who is content.
fn content_people(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let found = WORDS.content.find_iter(text).map(|found| found.range());
    found.filter(|range| {
        let before = clause_before(text, range.start);
        let governed = before.ends_with(|last| WORDS.open_before_content.contains(last));
        before.contains(WORDS.done) && before.chars().count() >= BEFORE && !governed
    })
}

/// …明显提升街道还建成…: a clause that is done, then an office that does something.
fn second_subjects(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    // 提升 alone is no clause: so many Han characters stand before the words that end it.
    const LEAST: usize = 2;
    let found = WORDS.closed.captures_iter(text);
    let found = found.filter(|found| {
        let at = found.name("p").map_or(0, |ends| ends.start());
        let before = clause_before(text, at);
        let told = before.chars().filter(|letter| is_han(*letter)).count() >= LEAST;
        (told || text[at..].starts_with(&WORDS.none_of)) && !WORDS.open_before_closed.ends(before)
    });
    found.filter_map(|found| Some(found.name("s")?.range()))
}

/// …制度2025年，: a year that opens a clause stands behind a word.
fn opening_years(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    // A year needs less before it than a subject: it begins a sentence more surely.
    const LEAST: usize = 6;
    let found = WORDS.year.find_iter(text).map(|found| found.range());
    found.filter(|range| {
        let before = clause_before(text, range.start);
        before.chars().count() >= LEAST
            && before.ends_with(is_han)
            && !WORDS.leads.ends(before)
            && !before.ends_with(|last| WORDS.open_before_year.contains(last))
    })
}

/// The body's own name as the subject of a second sentence.
fn own_subjects<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(name).filter_map(move |(at, found)| {
        let end = at + found.len();
        let acts = WORDS.verbs.begins(&text[end..]);
        (acts && is_second_subject(text, at)).then(|| at..bytes_ahead(text, end, 1))
    })
}

/// Whether what stands before a subject in its clause is long enough, and ends as a sentence may.
fn is_second_subject(text: &str, at: usize) -> bool {
    let before = clause_before(text, at);
    let count = before.chars().filter(|letter| is_han(*letter)).count();
    count >= BEFORE
        && before.ends_with(is_han)
        && !before.ends_with(|last| WORDS.open_before_subject.contains(last))
        && !WORDS.governs.ends(before)
}

/// The clause up to a byte.
fn clause_before(text: &str, at: usize) -> &str {
    const ENDS: [char; 20] = [
        '，', ',', '。', '；', ';', '：', ':', '！', '!', '？', '?', '、', '“', '”', '《', '》',
        '（', '）', '(', ')',
    ];
    &text[behind_last(text, at, &ENDS)..at]
}

/// 二是, 三是 … that follow a word without a mark.
fn unmarked_items(text: &str, open: &mut Vec<u32>) -> Vec<Range<usize>> {
    let starts = item_starts(text, open);
    let joined = starts.into_iter().filter(|(at, value)| {
        let before = text[..*at].trim_end().chars().next_back();
        *value > 1 && before.is_some_and(|last| is_han(last) || last.is_ascii_alphanumeric())
    });
    joined
        .map(|(at, _)| at..(at + WORDS.ordinal.len()).min(text.len()))
        .collect()
}
