//! Protected names that are misspelt: known slips, letters that look alike, one letter too many, too few or another. Enter at [`name_slips`].

use crate::check::spans::is_apart;
use crate::check::terms::{ProtectedName, RuleTerms, halves};
use crate::report::letter::is_han;
use std::ops::Range;

/// Places where a name is misspelt.
pub(super) struct NameSlips {
    /// Known misspellings and letters that look alike.
    pub(super) sure: Vec<Range<usize>>,
    /// Any other name that differs in one letter; to be confirmed.
    pub(super) doubtful: Vec<Range<usize>>,
}

/// Known misspellings and letters that look alike are sure; any other name that differs in one letter is to be confirmed.
pub(super) fn name_slips(
    text: &str,
    name: &ProtectedName,
    terms: &RuleTerms,
    joining: &str,
) -> NameSlips {
    let known = name.wrong.iter().flat_map(|wrong| {
        let found = text.match_indices(wrong.as_str());
        found.map(|(start, found)| start..start + found.len())
    });
    let mut sure: Vec<Range<usize>> = known.collect();
    let (alike, other): (Vec<_>, Vec<_>) = near_names(text, name, terms, joining)
        .into_iter()
        .partition(|slip| slip.alike);
    let is_free =
        |one: &Range<usize>, known: &[Range<usize>]| known.iter().all(|other| is_apart(one, other));
    for slip in alike {
        if is_free(&slip.range, &sure) {
            sure.push(slip.range);
        }
    }
    let mut doubtful: Vec<Range<usize>> = Vec::new();
    for slip in other.into_iter().filter(|_| name.near) {
        if is_free(&slip.range, &sure) && is_free(&slip.range, &doubtful) {
            doubtful.push(slip.range);
        }
    }
    NameSlips { sure, doubtful }
}

/// Words that are nearly the name.
struct MisspeltName {
    range: Range<usize>,
    /// Whether the letter looks like the one that belongs there.
    alike: bool,
}

/// Words at edit distance one from the name.
fn near_names(
    text: &str,
    name: &ProtectedName,
    terms: &RuleTerms,
    joining: &str,
) -> Vec<MisspeltName> {
    // A name that differs in one letter keeps one of its halves as it is, so that only the places of the two halves are compared, and not
    // every place of the text with every name: few texts hold a half that is not the name. Around each, a letter is taken for another,
    // for lost and for added in turn, each in one pass over the name. Two errors in one short name are not looked for: they would be
    // other words.
    let wanted: Vec<char> = name.name.chars().collect();
    let middle = wanted.len() / 2;
    let (half, rest) = halves(&name.name);
    let mut out = Vec::new();
    // One of the two halves is unchanged where only one letter differs.
    let ahead = text.match_indices(half).map(|(at, _)| at);
    let behind = text.match_indices(rest).flat_map(|(at, _)| {
        let back = |count: usize| text[..at].char_indices().rev().nth(count);
        let starts = [middle.checked_sub(2), middle.checked_sub(1), Some(middle)];
        starts
            .into_iter()
            .flatten()
            .filter_map(back)
            .map(|(start, _)| start)
            .collect::<Vec<_>>()
    });
    // Where the name stands, it is right.
    let other = |start: &usize| !text[*start..].starts_with(name.name.as_str());
    for start in ahead.chain(behind).filter(other) {
        out.extend(other_letter(text, start, &wanted, terms));
        out.extend(lost_letter(text, start, &wanted));
        out.extend(added_letter(text, start, &wanted, joining));
    }
    out.retain(|slip| {
        let found = &text[slip.range.clone()];
        let right = || name.right.iter().any(|one| found.starts_with(one.as_str()));
        // The name itself, with a word before or behind it, is right.
        !found.contains(&name.name) && !right()
    });
    out
}

/// From so many letters on a name is told by more than one of them.
const LONG: usize = 10;

/// Exactly one letter is another: one that looks alike, or any inside the name.
fn other_letter(
    text: &str,
    start: usize,
    wanted: &[char],
    terms: &RuleTerms,
) -> Option<MisspeltName> {
    let mut end = start;
    let mut wrong = Vec::new();
    let mut letters = text[start..].chars();
    for (index, want) in wanted.iter().enumerate() {
        let letter = letters.next()?;
        if letter != *want {
            wrong.push((index, letter));
        }
        end += letter.len_utf8();
    }
    let inner = |index: usize| index > 0 && index + 1 < wanted.len();
    // 社会注意思想: in a long name two letters may be others.
    let two = wanted.len() >= LONG && wrong.len() == 2;
    if two
        && wrong
            .iter()
            .all(|(index, one)| inner(*index) && is_han(*one))
    {
        return Some(MisspeltName {
            range: start..end,
            alike: false,
        });
    }
    let &[(index, letter)] = &wrong[..] else {
        return None;
    };
    let alike = terms.are_alike(letter, wanted[index]);
    (alike || inner(index) && is_han(letter)).then_some(MisspeltName {
        range: start..end,
        alike,
    })
}

/// One letter inside the name is gone.
fn lost_letter(text: &str, start: usize, wanted: &[char]) -> Option<MisspeltName> {
    let letters: Vec<(usize, char)> = text[start..]
        .char_indices()
        .take(wanted.len() - 1)
        .collect();
    let fits = (1..wanted.len() - 1).any(|lost| {
        let kept = wanted.iter().enumerate().filter(|(at, _)| *at != lost);
        kept.map(|(_, letter)| letter)
            .eq(letters.iter().map(|(_, letter)| letter))
    });
    let (last, letter) = letters.last().filter(|_| fits)?;
    Some(MisspeltName {
        range: start..start + last + letter.len_utf8(),
        alike: false,
    })
}

/// One letter inside the name is too many; words that join two words are no slips.
fn added_letter(text: &str, start: usize, wanted: &[char], joining: &str) -> Option<MisspeltName> {
    let letters: Vec<(usize, char)> = text[start..]
        .char_indices()
        .take(wanted.len() + 1)
        .collect();
    if letters.len() != wanted.len() + 1 {
        return None;
    }
    let fits = (1..wanted.len()).any(|added| {
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != added);
        kept.map(|(_, (_, letter))| letter).eq(wanted.iter())
            && is_han(letters[added].1)
            && !joining.contains(letters[added].1)
    });
    let (last, letter) = letters.last().filter(|_| fits)?;
    Some(MisspeltName {
        range: start..start + last + letter.len_utf8(),
        alike: false,
    })
}
