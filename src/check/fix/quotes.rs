//! Quotes of a text in YAML follow the text. Enter at [`follow`].

use super::letters::FileLetters;
use super::splice::{is_markdown, spliced};
use crate::check::finding::ProposedFix;
use crate::check::spans::moved;
use crate::content::front_matter;
use crate::import::words::is_layout;
use crate::tree::{Node, TreeOrigin, TreeValue, yaml};
use std::ops::Range;

/// Keys whose values are words of the text.
const KEYS: [&str; 4] = ["quote", "原文", "evidence", "依据"];

/// A text and how it is fixed.
pub(super) struct QuoteText<'a> {
    text: &'a str,
    plain: PlainText,
    fixes: &'a [ProposedFix],
}

/// Changes of a YAML file by its name.
type Changes = Vec<(String, Vec<ProposedFix>)>;

/// The words of a text without layout, emphasis and addresses of links: what a quote of it may leave out.
struct PlainText {
    words: String,
    /// The byte of the text for each byte of the words.
    at: Vec<usize>,
}

impl PlainText {
    fn of(text: &str) -> PlainText {
        let (mut words, mut at) = (String::new(), Vec::new());
        let mut skipped = 0;
        for (start, letter) in text.char_indices() {
            if start < skipped || is_layout(letter) || "*_\\`~[".contains(letter) {
                continue;
            }
            if letter == ']' {
                let link = text[start..]
                    .strip_prefix("](")
                    .and_then(|rest| rest.find(')'));
                skipped = link.map_or(0, |length| start + 3 + length);
                continue;
            }
            words.push(letter);
            at.extend(start..start + letter.len_utf8());
        }
        PlainText { words, at }
    }

    /// The bytes of the words that stand at these bytes of the text.
    fn within(&self, fix: &ProposedFix) -> Range<usize> {
        let find = |byte: usize| self.at.partition_point(|at| *at < byte);
        find(fix.start)..find(fix.end)
    }
}

impl<'a> QuoteText<'a> {
    /// A text that these fixes change.
    pub(super) fn new(text: &'a str, fixes: &'a [ProposedFix]) -> QuoteText<'a> {
        let plain = PlainText::of(text);
        QuoteText { text, plain, fixes }
    }

    /// What a quote becomes, and the fixes inside it; `None` where it stays, or where it is no quote of this text.
    fn new_words(&self, quote: &str) -> Option<(String, Vec<ProposedFix>)> {
        // A quote may leave out layout, emphasis and addresses of links. Both texts are reduced to what is left, each byte of it with the
        // byte it came from; the quote is looked for there, and what changes inside it is carried back to its own bytes. The text is
        // reduced once for all quotes, each quote is one search.
        let own = PlainText::of(quote);
        let length = own.words.len();
        let meets = |at: usize, range: &Range<usize>| range.start < at + length && at < range.end;
        let found: Vec<(&ProposedFix, Range<usize>)> = self
            .fixes
            .iter()
            .map(|fix| (fix, self.plain.within(fix)))
            .filter(|(_, range)| !range.is_empty())
            .collect();
        let mut places = self.plain.words.match_indices(&own.words);
        let (at, _) = places.find(|(at, found_words)| {
            !found_words.is_empty() && found.iter().any(|(_, range)| meets(*at, range))
        })?;
        let inside = found.iter().filter(|(_, range)| meets(at, range));
        let (mut local, mut fixes, mut whole) = (Vec::new(), Vec::new(), true);
        for (fix, range) in inside {
            fixes.push((*fix).clone());
            if range.start < at || range.end > at + length {
                whole = false;
                continue;
            }
            let (first, last) = (own.at[range.start - at], own.at[range.end - at - 1]);
            local.push(ProposedFix::new(first..last + 1, &*fix.with));
        }
        // A fix that meets only an end of the quote cannot be followed.
        let words = if whole {
            spliced(quote, &local)
        } else {
            String::new()
        };
        Some((words, fixes))
    }
}

/// The changes of every YAML file, and of the front matter of `name`; besides, the fixes that some quote could not follow.
pub(super) fn follow(
    name: &str,
    beside: &[(String, FileLetters)],
    quoting: &QuoteText<'_>,
) -> (Changes, Vec<ProposedFix>) {
    let (mut changes, mut lost) = (Changes::new(), Vec::new());
    for (file, letters) in beside {
        let text = letters.text();
        let Ok(tree) = yaml::parse(&text, &TreeOrigin::new(file, &text)) else {
            continue;
        };
        let fixes = rewritten(
            &YamlPiece {
                text: &text,
                offset: 0,
            },
            &tree,
            quoting,
            &mut lost,
        );
        if !fixes.is_empty() {
            changes.push((file.clone(), fixes));
        }
    }
    if let Ok(split) = front_matter::split(name, quoting.text)
        && is_markdown(name)
    {
        let offset = split.origin.offset;
        let own = YamlPiece {
            text: &quoting.text[offset..split.body.start],
            offset,
        };
        let fixes = rewritten(&own, &split.front, quoting, &mut lost);
        if !fixes.is_empty() {
            changes.push((name.to_owned(), fixes));
        }
    }
    (changes, lost)
}

/// YAML in a file, which begins there at `offset`.
struct YamlPiece<'t> {
    text: &'t str,
    offset: usize,
}

/// New values for the quotes of a tree, as changes of its file.
fn rewritten(
    piece: &YamlPiece<'_>,
    tree: &Node,
    quoting: &QuoteText<'_>,
    lost: &mut Vec<ProposedFix>,
) -> Vec<ProposedFix> {
    let mut quotes = Vec::new();
    collect_quotes(tree, &mut quotes);
    let mut out = Vec::new();
    for (node, words) in quotes {
        let Some((new, inside)) = quoting.new_words(words) else {
            continue;
        };
        match new_scalar(piece.text, node, words, &new) {
            Some(scalar) if !new.is_empty() => {
                out.push(ProposedFix::new(moved(&node.at, piece.offset), scalar));
            }
            _ => lost.extend(inside),
        }
    }
    out.sort();
    out
}

fn collect_quotes<'n>(node: &'n Node, out: &mut Vec<(&'n Node, &'n str)>) {
    for (key, value) in node.entries() {
        match &value.value {
            TreeValue::Text(words) if KEYS.contains(&key.name.as_str()) => out.push((value, words)),
            _ => collect_quotes(value, out),
        }
    }
    for item in node.items() {
        collect_quotes(item, out);
    }
}

/// The new scalar in the manner of the old one; `None` where the old one is folded over lines or has escapes.
fn new_scalar(text: &str, node: &Node, old: &str, new: &str) -> Option<String> {
    let raw = text.get(node.at.clone())?;
    let double = serde_json::Value::from(new).to_string();
    let single = format!("'{}'", new.replace('\'', "''"));
    let choices = if raw == old {
        vec![new.to_owned(), double]
    } else if raw == format!("'{old}'") {
        vec![single]
    } else if raw == format!("\"{old}\"") {
        vec![double]
    } else {
        return None;
    };
    choices.into_iter().find(|scalar| {
        // The file must read as before but for these words.
        let whole = [&text[..node.at.start], scalar, &text[node.at.end..]].concat();
        let closed = whole.split("\n---").next().unwrap_or(&whole);
        let shown = text.split("\n---").next().unwrap_or(text);
        match (parsed(closed), parsed(shown)) {
            (Some(now), Some(before)) => same_but(&before, &now, old, new),
            _ => false,
        }
    })
}

fn parsed(text: &str) -> Option<Node> {
    yaml::parse(text, &TreeOrigin::new("", text)).ok()
}

/// Whether two trees differ in one text alone.
fn same_but(before: &Node, now: &Node, old: &str, new: &str) -> bool {
    match (&before.value, &now.value) {
        (TreeValue::Text(one), TreeValue::Text(other)) => {
            one == other || one == old && other == new
        }
        (TreeValue::List(one), TreeValue::List(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| same_but(one, other, old, new))
        }
        (TreeValue::Map(one), TreeValue::Map(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len()
                && pairs.all(|((key, one), (name, other))| {
                    key.name == name.name && same_but(one, other, old, new)
                })
        }
        (one, other) => one == other,
    }
}
