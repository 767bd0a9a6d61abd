//! A draft is fixed where that needs no judgement: no digit and no word that carries meaning changes. Enter at [`fix_draft`].
//!
//! What a fix would change besides is found by [`guard`]; such a fix is left to a person. Quotes in the YAML files beside the
//! text are changed with the words they quote ([`quotes`]). Encoding, byte order mark and line ends stay ([`letters`]).

mod guard;
mod letters;
mod quotes;
mod splice;

use super::finding::ProposedFix;
use super::terms::RuleTerms;
use crate::personal::masking;
use letters::FileLetters;
use quotes::QuoteText;
use similar::TextDiff;
use splice::{is_markdown, spliced};

/// A draft as it lies on the disk, with the YAML files that may quote it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DraftFiles<'a> {
    /// The name of its file, which gives its format.
    pub name: &'a str,
    /// The bytes of its file.
    pub bytes: &'a [u8],
    /// Name and bytes of each YAML file beside it.
    pub beside: &'a [(String, Vec<u8>)],
}

/// A file that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FixedFile {
    /// Its name.
    pub name: String,
    /// What it was, as text.
    pub before: String,
    /// What it is now, as text.
    pub after: String,
    /// What it is now, in its own encoding.
    pub bytes: Vec<u8>,
}

impl FixedFile {
    /// The difference in unified form. The numbers of persons are hidden in it, as everywhere.
    pub(crate) fn diff(&self) -> String {
        let name = self.name.as_str();
        let diff = TextDiff::from_lines(self.before.as_str(), self.after.as_str());
        let mut shown = diff
            .unified_diff()
            .context_radius(1)
            .header(name, name)
            .to_string();
        masking::text(&mut shown);
        shown
    }
}

/// What came of the fixes of one draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FixResult {
    /// The files that change, the draft first; empty where nothing does.
    pub files: Vec<FixedFile>,
    /// How many places were fixed.
    pub applied: usize,
    /// How many are left to a person, because more than a mark would change.
    pub left: usize,
}

/// Why a file is not fixed at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnfixableReason {
    /// It is a Word file or another packed one, which is never rewritten.
    Packed,
    /// Its bytes cannot be written back as they are.
    Encoding,
}

/// Fixes a draft with what its findings propose.
///
/// # Errors
/// The file cannot be rewritten without changing more than was asked for.
pub(crate) fn fix_draft(
    papers: DraftFiles<'_>,
    fixes: Vec<ProposedFix>,
    terms: &RuleTerms,
) -> Result<FixResult, UnfixableReason> {
    if is_packed(papers.name, papers.bytes) {
        return Err(UnfixableReason::Packed);
    }
    let letters = FileLetters::of_bytes(papers.bytes).ok_or(UnfixableReason::Encoding)?;
    let text = letters.text();
    let proposed = fixes.len();
    let fixes = in_order(papers.name, &text, fixes);
    let mut kept = guard::kept_fixes(papers.name, &text, fixes, &terms.variants);
    let papers_beside = quoting_files(papers.beside);
    // Dropping one fix may take from another what it needs: a bracket its partner, a quote the change that it followed. So the rest is
    // judged again until nothing more is dropped. Each turn drops at least one, so there are at most as many turns as fixes.
    let beside = loop {
        kept = guard::whole_pairs(&text, kept);
        if !guard::leaves_frame(papers.name, &text, &kept) {
            kept.clear();
        }
        let quoting = QuoteText::new(&text, &kept);
        let (changed, lost) = quotes::follow(papers.name, &papers_beside, &quoting);
        if lost.is_empty() {
            break changed;
        }
        kept.retain(|fix| !lost.contains(fix));
    };
    if kept.is_empty() {
        return Ok(FixResult {
            left: proposed,
            ..FixResult::default()
        });
    }
    let files = changed_files(papers.name, &letters, &kept, beside, &papers_beside);
    Ok(FixResult {
        files: files.ok_or(UnfixableReason::Encoding)?,
        applied: kept.len(),
        left: proposed - kept.len(),
    })
}

/// The draft and the files beside it as they become; `None` where an encoding does not have a letter of theirs.
fn changed_files(
    name: &str,
    letters: &FileLetters,
    kept: &[ProposedFix],
    changes: Vec<(String, Vec<ProposedFix>)>,
    papers_beside: &[(String, FileLetters)],
) -> Option<Vec<FixedFile>> {
    let (front, beside): (Vec<_>, Vec<_>) = changes.into_iter().partition(|(one, _)| one == name);
    let mut all = kept.to_vec();
    all.extend(front.into_iter().flat_map(|(_, fixes)| fixes));
    all.sort();
    let mut files = vec![changed_file(name, letters, &all)?];
    for (name, fixes) in beside {
        if let Some((_, letters)) = papers_beside.iter().find(|(one, _)| *one == name) {
            files.push(changed_file(&name, letters, &fixes)?);
        }
    }
    Some(files)
}

fn changed_file(name: &str, letters: &FileLetters, fixes: &[ProposedFix]) -> Option<FixedFile> {
    let before = letters.text();
    Some(FixedFile {
        name: name.to_owned(),
        after: spliced(&before, fixes),
        bytes: letters.with(fixes)?,
        before,
    })
}

/// The files that may quote the text; one that cannot be written back is left alone.
fn quoting_files(beside: &[(String, Vec<u8>)]) -> Vec<(String, FileLetters)> {
    let files = beside.iter();
    files
        .filter_map(|(name, bytes)| Some((name.clone(), FileLetters::of_bytes(bytes)?)))
        .collect()
}

/// The words of a text without its marks, listed variants in their usual spelling: what a fix never changes.
pub(crate) fn essence(text: &str, terms: &RuleTerms) -> String {
    guard::essence(text, &terms.variants)
}

/// Whether a file is one that is never rewritten, by its name or its first bytes.
pub(crate) fn is_packed(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    matches!(ending.as_str(), "docx" | "doc" | "pdf" | "wps" | "odt")
        || bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"%PDF")
        || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// The fixes in the order of the text; of two that meet, the first stays. None crosses the end of a line.
fn in_order(name: &str, text: &str, mut fixes: Vec<ProposedFix>) -> Vec<ProposedFix> {
    fixes.sort();
    fixes.dedup();
    let mut end = 0;
    let mut out: Vec<ProposedFix> = Vec::new();
    for mut fix in fixes {
        let Some(words) = text.get(fix.start..fix.end) else {
            continue;
        };
        if words.contains('\n') || fix.start < end {
            continue;
        }
        end = fix.end;
        let escaped = is_markdown(name) && ends_in_escape(&text[..fix.start]);
        if escaped
            && !fix
                .with
                .starts_with(|first: char| first.is_ascii_punctuation())
        {
            // The backslash belonged to the mark that goes.
            fix.start -= 1;
        }
        out.push(fix);
    }
    out
}

fn ends_in_escape(text: &str) -> bool {
    let slashes = text.len() - text.trim_end_matches('\\').len();
    slashes % 2 == 1
}

#[cfg(test)]
mod tests;
