//! Accepted proposals are added to what a person wrote; no line of it changes. Enter at [`merged`] and [`merged_topics`].

use super::entry::{ProposalTarget, ProposedEntry, scalar};
use serde_json::Value;

/// The keys that a data file has for each kind of entry.
fn keys(target: ProposalTarget) -> &'static [&'static str] {
    match target {
        ProposalTarget::Figures => &[
            "indicator",
            "value",
            "approx",
            "zero_claim",
            "partial",
            "for_year",
            "quote",
            "at",
        ],
        ProposalTarget::Made => &["id", "topic", "measurable", "quote", "at"],
        ProposalTarget::Answered => &["commitment", "outcome", "evidence", "reason", "at"],
        ProposalTarget::Topics => &[],
    }
}

/// `figures.yaml` or `commitments.yaml` with the entries added; `None` where its form gives no place for them (`[…]` on one line).
///
/// New promises get the next free number of `year`.
pub(crate) fn merged(text: &str, entries: &[ProposedEntry], year: i16) -> Option<String> {
    let mut out = text.to_owned();
    let mut next = last_number(text, year) + 1;
    for target in [
        ProposalTarget::Figures,
        ProposalTarget::Made,
        ProposalTarget::Answered,
    ] {
        let mut lines = Vec::new();
        for entry in entries.iter().filter(|entry| entry.target == target) {
            let mut entry = entry.clone();
            if target == ProposalTarget::Made {
                entry
                    .fields
                    .insert(0, ("id".to_owned(), format!("{year}-{next}").into()));
                next += 1;
            }
            lines.push(entry.line(keys(target)));
        }
        if lines.is_empty() {
            continue;
        }
        out = match target {
            ProposalTarget::Made => below(&out, "made", &lines)?,
            ProposalTarget::Answered => below(&out, "answered", &lines)?,
            _ => {
                let start = if out.is_empty() || out.ends_with('\n') {
                    ""
                } else {
                    "\n"
                };
                format!("{out}{start}{}\n", lines.join("\n"))
            }
        };
    }
    grew(text, &out, entries.len()).then_some(out)
}

/// The highest number that a promise of the year has.
fn last_number(text: &str, year: i16) -> u32 {
    let start = format!("{year}-");
    let numbers = text.match_indices(&start).filter_map(|(at, found)| {
        let rest = &text[at + found.len()..];
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        rest[..end].parse().ok()
    });
    numbers.max().unwrap_or(0)
}

/// The text with lines added at the end of the block below a key at the left margin; the key is added where there is none.
fn below(text: &str, key: &str, lines: &[String]) -> Option<String> {
    let all: Vec<&str> = text.lines().collect();
    let chinese = if key == "made" { "承诺" } else { "回应" };
    let opens = |line: &&str| {
        line.split_once(':')
            .is_some_and(|(name, _)| name == key || name == chinese)
    };
    let Some(at) = all.iter().position(opens) else {
        let start = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let block: String = lines.iter().map(|line| format!("  {line}\n")).collect();
        return Some(format!("{text}{start}{key}:\n{block}"));
    };
    let behind = all[at].split_once(':').map_or("", |(_, rest)| rest).trim();
    if !behind.is_empty() && !behind.starts_with('#') {
        return None;
    }
    let inside = |line: &str| line.starts_with([' ', '-']) && !line.trim().is_empty();
    let mut last = at;
    for (number, line) in all.iter().enumerate().skip(at + 1) {
        if inside(line) {
            last = number;
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            break;
        }
    }
    let first = all[at + 1..=last]
        .iter()
        .find(|line| line.trim_start().starts_with('-'));
    let indent = first.map_or("  ", |line| &line[..line.len() - line.trim_start().len()]);
    let mut out: Vec<String> = all[..=last].iter().map(|line| (*line).to_owned()).collect();
    out.extend(lines.iter().map(|line| format!("{indent}{line}")));
    out.extend(all[last + 1..].iter().map(|line| (*line).to_owned()));
    Some(out.join("\n") + "\n")
}

/// Whether the new text is YAML that holds all of the old and as many entries more.
fn grew(before: &str, after: &str, more: usize) -> bool {
    let read = |text: &str| serde_yaml::from_str::<Value>(text).ok();
    let (Some(old), Some(new)) = (read(before), read(after)) else {
        return false;
    };
    let lists = |value: &Value| -> Vec<Value> {
        let own = value.as_array().into_iter().flatten();
        let inner = value.as_object().into_iter().flat_map(|all| all.values());
        own.chain(inner.filter_map(Value::as_array).flatten())
            .cloned()
            .collect()
    };
    let (old, new) = (lists(&old), lists(&new));
    new.len() == old.len() + more && old.iter().all(|one| new.contains(one))
}

/// `index.md` with topics added to the `topics:` of its front matter; `None` where front matter is not YAML in lines.
pub(crate) fn merged_topics(text: &str, entries: &[ProposedEntry]) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.first().map(|line| line.trim_end()) != Some("---") {
        return None;
    }
    let end = 1 + lines[1..]
        .iter()
        .position(|line| line.trim_end() == "---")?;
    let find = |key: &str| {
        let opens = |line: &String| {
            let line = line.trim();
            line.strip_prefix(key)
                .is_some_and(|rest| rest == ":" || rest.starts_with(": #"))
        };
        lines[..end].iter().position(opens)
    };
    let depth = |line: &str| line.len() - line.trim_start().len();
    let block_end = |at: usize| {
        let inside = |line: &&String| depth(line) > depth(&lines[at]) && !line.trim().is_empty();
        at + 1 + lines[at + 1..end].iter().take_while(inside).count()
    };
    let (at, indent, head) = match (find("topics").or_else(|| find("主题")), find("report")) {
        (Some(topics), _) => (block_end(topics), depth(&lines[topics]) + 2, None),
        (None, Some(report)) => (block_end(report), 4, Some("  topics:".to_owned())),
        (None, None) => return None,
    };
    let new = entries
        .iter()
        .filter(|entry| entry.target == ProposalTarget::Topics)
        .map(|entry| {
            let path = serde_json::Value::from(entry.get("section").as_str().unwrap_or_default());
            format!(
                "{}{path}: {}",
                " ".repeat(indent),
                scalar(entry.get("topic"))
            )
        });
    let new: Vec<String> = head.into_iter().chain(new).collect();
    lines.splice(at..at, new);
    Some(lines.join("\n") + if text.ends_with('\n') { "\n" } else { "" })
}
