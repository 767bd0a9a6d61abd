//! Quotes of a text in YAML follow the text. Enter at [`follow`].

use super::{apply, is_markdown};
use crate::check::finding::Fix;
use crate::content::front_matter;
use crate::content::tree::{Node, Origin, Value, yaml};

/// Keys whose values are words of the text.
const KEYS: [&str; 4] = ["quote", "原文", "evidence", "依据"];

/// A text and how it is mended.
pub(super) struct Quoting<'a> {
    text: &'a str,
    fixes: &'a [Fix],
}

/// Changes of a YAML file by its name.
type Changes = Vec<(String, Vec<Fix>)>;

impl<'a> Quoting<'a> {
    /// A text that these mendings change.
    pub(super) fn new(text: &'a str, fixes: &'a [Fix]) -> Quoting<'a> {
        Quoting { text, fixes }
    }

    /// What a quote becomes, and the mendings inside it; `None` where it stays, or where it is no quote of this text.
    fn new_words(&self, quote: &str) -> Option<(String, Vec<Fix>)> {
        let (at, _) = self.text.match_indices(quote).find(|(at, _)| {
            self.fixes
                .iter()
                .any(|fix| fix.start < at + quote.len() && *at < fix.end)
        })?;
        let end = at + quote.len();
        let meet = |fix: &&Fix| fix.start < end && at < fix.end;
        let inside: Vec<Fix> = self.fixes.iter().filter(meet).cloned().collect();
        let whole = inside.iter().all(|fix| at <= fix.start && fix.end <= end);
        let local = inside.iter().map(|fix| {
            Fix::new(
                fix.start.saturating_sub(at)..fix.end.saturating_sub(at),
                &*fix.with,
            )
        });
        let local: Vec<Fix> = local.collect();
        let words = if whole {
            apply(quote, &local)
        } else {
            // A mending that meets only an end of the quote cannot be followed.
            String::new()
        };
        Some((words, inside))
    }
}

/// The changes of every YAML file, and of the front matter of `name`; besides, the mendings that some quote could not follow.
pub(super) fn follow(
    name: &str,
    beside: &[(String, String)],
    quoting: &Quoting<'_>,
) -> (Changes, Vec<Fix>) {
    let (mut changes, mut lost) = (Changes::new(), Vec::new());
    for (file, text) in beside {
        let Ok(tree) = yaml::parse(text, &Origin::new(file, text)) else {
            continue;
        };
        let fixes = rewritten((text, 0), &tree, quoting, &mut lost);
        if !fixes.is_empty() {
            changes.push((file.clone(), fixes));
        }
    }
    if let Ok(split) = front_matter::split(name, quoting.text)
        && is_markdown(name)
    {
        let own = &quoting.text[split.origin.offset..split.body.start];
        let fixes = rewritten((own, split.origin.offset), &split.front, quoting, &mut lost);
        if !fixes.is_empty() {
            changes.push((name.to_owned(), fixes));
        }
    }
    (changes, lost)
}

/// New values for the quotes of a tree, as changes of its file, which begins at `offset`.
fn rewritten(
    (text, offset): (&str, usize),
    tree: &Node,
    quoting: &Quoting<'_>,
    lost: &mut Vec<Fix>,
) -> Vec<Fix> {
    let mut quotes = Vec::new();
    collect(tree, &mut quotes);
    let mut out = Vec::new();
    for (node, words) in quotes {
        let Some((new, inside)) = quoting.new_words(words) else {
            continue;
        };
        match written(text, node, (words, &new)) {
            Some(scalar) if !new.is_empty() => out.push(Fix::new(
                offset + node.at.start..offset + node.at.end,
                scalar,
            )),
            _ => lost.extend(inside),
        }
    }
    out.sort();
    out
}

fn collect<'n>(node: &'n Node, out: &mut Vec<(&'n Node, &'n str)>) {
    for (key, value) in node.entries() {
        match &value.value {
            Value::Text(words) if KEYS.contains(&key.name.as_str()) => out.push((value, words)),
            _ => collect(value, out),
        }
    }
    for item in node.items() {
        collect(item, out);
    }
}

/// The new scalar in the manner of the old one; `None` where the old one is folded over lines or has escapes.
fn written(text: &str, node: &Node, (old, new): (&str, &str)) -> Option<String> {
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
        match (read(closed), read(shown)) {
            (Some(now), Some(before)) => same_but(&before, &now, (old, new)),
            _ => false,
        }
    })
}

fn read(text: &str) -> Option<Node> {
    yaml::parse(text, &Origin::new("", text)).ok()
}

/// Whether two trees differ in one text alone.
fn same_but(before: &Node, now: &Node, (old, new): (&str, &str)) -> bool {
    match (&before.value, &now.value) {
        (Value::Text(one), Value::Text(other)) => one == other || one == old && other == new,
        (Value::List(one), Value::List(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| same_but(one, other, (old, new)))
        }
        (Value::Map(one), Value::Map(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len()
                && pairs.all(|((key, one), (name, other))| {
                    key.name == name.name && same_but(one, other, (old, new))
                })
        }
        (one, other) => one == other,
    }
}
