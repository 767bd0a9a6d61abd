//! Reports as towns have them (text, pages, Word) become content files. Enter at [`read`].
//!
//! Bytes are decoded, the page's furniture is taken away, then head, end, outline, parts, figures and citations are found in
//! the lines that are left. Nothing here touches the disk.

mod anchors;
mod blocks;
pub(crate) mod citation;
mod closing;
pub(crate) mod decode;
mod domain;
mod figure;
mod flat;
mod furniture;
mod genre;
mod html;
mod imported;
mod item;
mod markdown;
mod numbering;
mod opening;
mod outline;
mod page;
pub(crate) mod propose;
mod refusal;
mod title;
mod word;
mod word_text;
pub(crate) mod words;

pub(crate) use anchors::{anchors_of, anchors_yaml};
pub use domain::domain;
pub(crate) use imported::{
    HeadingStyle, ImportWarning, ImportedHeading, ImportedParts, ReportSignature,
};
pub use imported::{ImportedFigure, ImportedReport};
pub use markdown::{index_md, words_out};

pub(crate) use decode::encoding_of;
pub(crate) use opening::{LineRole, is_document_number, is_salutation};
pub(crate) use outline::{OutlineBlock, ReportOutline};
pub(crate) use page::PageLine;

use crate::report::find::name::names_of_bodies;
use crate::report::find::part::FoundParts;
use crate::report::find::topic;
use crate::report::profile::ReadingRules;
use crate::report::{Report, ReportKind, ReportText, Year, text};
use markdown::WrittenMarkdown;
use opening::ReportOpening;
use page::{PageNote, ReadFile};
use std::mem::take;

/// A report with the blocks that its parts were found in, for those who look closer.
#[derive(Debug)]
pub(crate) struct ImportStudy {
    /// What was found; its warnings are those of reading alone.
    pub(crate) report: ImportedReport,
    /// The text in blocks.
    pub(crate) outline: ReportOutline,
    /// Which sections hold which part.
    pub(crate) parts: FoundParts,
    /// The file as decoded; `None` for packed formats.
    pub(crate) text: Option<String>,
}

/// Reads one report. `name` is the file's name, which gives its format; `bytes` are its content. Never fails: what cannot be
/// read gives an empty report with a warning that says why. What is wrong with the text itself is `check`'s to say.
pub fn read(name: &str, bytes: &[u8], kind: &ReportKind) -> ImportedReport {
    study(name, bytes, kind).report
}

/// Reads one report and keeps the blocks of its text.
pub(crate) fn study(name: &str, bytes: &[u8], report_kind: &ReportKind) -> ImportStudy {
    let profile = report_kind.reading();
    let (mut page, decoded) = page(name, bytes);
    let (notes, pictures) = (take(&mut page.notes), take(&mut page.pictures));
    let stripped = furniture::strip(page);
    let mut opening = opening::find(stripped.lines, &stripped.titles, profile);
    let signed = closing::find(&mut opening.lines, profile);
    let names = own_names(&opening, signed.as_ref());
    let mut outline = outline::outline(take(&mut opening.lines), &names);
    let title = opening.title.clone();
    let year = genre::year(&opening, &outline, profile, signed.as_ref());
    let body = title.as_ref().and_then(|title| title.body.clone());
    let other_kind = genre::other_kind(&opening, &stripped.titles, &outline, profile);
    let kind = kind_of(other_kind.as_ref(), &opening, &outline);
    let level = level_of(body.as_ref(), signed.as_ref(), profile);
    let shown = opening.title.as_ref().map(|title| title.text.as_str());
    let [citations, named_laws] = citation::citations(&outline);
    let words = markdown::words_in(&outline, shown);
    let WrittenMarkdown { markdown, starts } = markdown::write(&outline, shown);
    let text = text::read(&markdown);
    outline.take_paths(&text, &starts);
    let found = report_of(text, year, report_kind);
    let figures = figure::figures(&found, &outline, &starts);
    let parts = found.parts;
    let listed = ImportedParts::of(&parts);
    let mut report = ImportedReport {
        schema: 1,
        file: name.to_owned(),
        markdown,
        title: (title.map(|title| title.text)).or(other_kind.as_ref().and(opening.other_title)),
        body,
        year,
        kind,
        other_kind,
        level,
        salutation: opening.salutation,
        doc_number: stripped.doc_number.or(opening.document_number),
        dated: stripped.dated.or(opening.meeting),
        published: stripped.published,
        signed,
        meta: stripped.meta,
        items: item::items(&outline),
        topics: topic::find_topics(&found.text, &listed.measures),
        figures,
        citations,
        named_laws,
        parts: listed,
        headings: outline.headings.clone(),
        warnings: Vec::new(),
        words,
        refusals: Vec::new(),
        pictures,
        profile: report_kind.id.clone(),
    };
    settle(&mut report, &outline, notes, profile);
    ImportStudy {
        report,
        outline,
        parts,
        text: decoded,
    }
}

/// The text as a report whose parts are found.
fn report_of(text: ReportText, year: Option<i32>, kind: &ReportKind) -> Report {
    let mut report = Report {
        year: year.and_then(|year| Year::try_from(year).ok()).unwrap_or(0),
        ..Report::empty(text)
    };
    report.find_parts(kind);
    report
}

/// The kind of the report; one that is known to be of another kind is `other`.
fn kind_of(other: Option<&String>, opening: &ReportOpening, outline: &ReportOutline) -> String {
    other.map_or_else(|| genre::kind(opening, outline), |_| "other".to_owned())
}

/// What kind of body reports, by its name in the title, else in the signature.
fn level_of(
    body: Option<&String>,
    signed: Option<&ReportSignature>,
    profile: &ReadingRules,
) -> Option<&'static str> {
    let signed = signed.and_then(|signed| signed.body.as_ref());
    body.or(signed).and_then(|body| profile.level(body))
}

/// Adds the warnings, and says what forbids to take the text over.
fn settle(
    report: &mut ImportedReport,
    outline: &ReportOutline,
    mut notes: Vec<PageNote>,
    profile: &ReadingRules,
) {
    let refused = |notes: &[PageNote]| notes.iter().any(|note| note.refuses);
    if !refused(&notes) {
        notes.extend(refusal::notes(&report.markdown, outline, profile));
    }
    if let Some(kind) = report.other_kind.clone().filter(|_| !refused(&notes)) {
        notes.push(refusal::other_kind(&kind));
    }
    if markdown::words_out(&report.markdown) != report.words {
        notes.push(refusal::changed_words());
    }
    report.refusals = notes
        .iter()
        .filter(|note| note.refuses)
        .map(of_note)
        .collect();
    report.warnings = notes.iter().map(of_note).collect();
}

/// What a person should know of a text that stands in a site: the same that import says of a file.
pub(crate) fn text_notes(
    text: &str,
    outline: &ReportOutline,
    rules: &ReadingRules,
) -> Vec<ImportWarning> {
    refusal::notes(text, outline, rules)
        .iter()
        .map(of_note)
        .collect()
}

/// A note of reading as a warning.
fn of_note(note: &PageNote) -> ImportWarning {
    ImportWarning {
        code: note.code,
        name: note.name,
        quote: note.quote.clone(),
        line: 0,
        message: note.message[0].clone(),
        message_zh: note.message[1].clone(),
    }
}

/// The lines of a file, and its text where it is one.
fn page(name: &str, bytes: &[u8]) -> (ReadFile, Option<String>) {
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let packed = bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"%PDF")
        || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if packed || matches!(ending.as_str(), "docx" | "doc") {
        return (word::page(bytes), None);
    }
    let decoded = decode::decode(bytes);
    let mut page = match ending.as_str() {
        "md" | "markdown" => page::marked(&decoded.text),
        "html" | "htm" | "xhtml" | "shtml" => html::page(&decoded.text),
        _ if looks_like_html(&decoded.text) => html::page(&decoded.text),
        _ => page::plain(&decoded.text),
    };
    if decoded.damaged {
        page.notes.push(refusal::damaged_letters());
    }
    (page, Some(decoded.text))
}

/// Whether a text without a telling name is a saved page.
fn looks_like_html(text: &str) -> bool {
    let head: String = text
        .trim_start()
        .chars()
        .take(200)
        .collect::<String>()
        .to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && head.contains("<html")
}

/// The words that begin a sentence about the body itself: its full and short names.
fn own_names(opening: &ReportOpening, signed: Option<&ReportSignature>) -> Vec<String> {
    let title = opening.title.as_ref();
    let titled = title.and_then(|title| title.body.as_deref());
    let signed = signed.and_then(|signed| signed.body.as_deref());
    names_of_bodies(titled.into_iter().chain(signed))
}

#[cfg(test)]
mod constructed;
