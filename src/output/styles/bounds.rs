//! Bounds for style sheets that would never end: counters are woven into loops, mixins and functions. Enter at [`weave`].
//!
//! The compiler knows no bounds: `@while true` runs for ever, and a function that calls itself without end takes the whole program with
//! it. So every loop and every call counts its steps, and those that can reach themselves also count how deep they are.

use super::scan::{DefinitionKind, SheetSyntax, StyleDefinition, definitions, mask};
use std::collections::{BTreeMap, BTreeSet};

/// Rounds of loops and calls of mixins and functions, in one sheet, at most. Tests are compiled without optimisation and have less patience.
const MOST: usize = if cfg!(test) { 2_000 } else { 200_000 };
/// Levels of calls within one another, at most.
const DEEPEST: usize = 600;
/// Begins the compiler's message where a bound was reached.
pub(super) const MARK: &str = "nianbao-bound: ";

/// A sheet with its counters.
#[derive(Debug, Default)]
pub(super) struct WovenSheet {
    /// Its text for the compiler.
    pub(super) text: String,
    /// Lines of that text, from 0, which the author did not write.
    added: Vec<usize>,
}

impl WovenSheet {
    /// The author's line of a line of the woven text, both from 0.
    pub(super) fn line(&self, woven: usize) -> usize {
        woven - self.added.iter().filter(|line| **line <= woven).count()
    }
}

/// Weaves counters into the sheets (text by path); sheets that need none are left out.
pub(super) fn weave(sheets: &BTreeMap<String, &str>) -> BTreeMap<String, WovenSheet> {
    // The sheets are not parsed: headings of loops, mixins and functions are found in the text with strings and comments
    // blanked, and counters are put in as text. So a place in a message of the compiler is a line of the woven sheet,
    // and `WovenSheet::line` gives back the author's. Text that merely looks like a heading gets a counter that never
    // runs.
    let found: BTreeMap<&str, Vec<StyleDefinition>> = sheets
        .iter()
        .map(|(path, text)| {
            let syntax = SheetSyntax::of(path);
            (path.as_str(), definitions(&mask(text), syntax))
        })
        .collect();
    let recursive = self_reaching(found.values().flatten());
    let mut woven = BTreeMap::new();
    for (path, list) in found.into_iter().filter(|(_, list)| !list.is_empty()) {
        let mut edits: Vec<SheetEdit> = list
            .iter()
            .flat_map(|one| counter_edits(one, SheetSyntax::of(path), &recursive))
            .collect();
        edits.sort_by_key(|edit| edit.at);
        woven.insert(path.to_owned(), apply_edits(sheets[path], &edits));
    }
    woven
}

/// The names of mixins and functions whose bodies lead back to them, whatever stands in between.
fn self_reaching<'d>(all: impl Iterator<Item = &'d StyleDefinition>) -> BTreeSet<String> {
    // Any word of a body that is also the name of a mixin or function counts as a call of it. That is more than the
    // calls there are, and never less; definitions of one name in several sheets are one. A search from each name: names
    // × words steps at most.
    let mut calls: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in all.filter(|one| one.kind != DefinitionKind::Loop) {
        let words = one.words.iter().map(String::as_str);
        calls.entry(&one.name).or_default().extend(words);
    }
    let reaches = |start: &str| {
        let mut seen = BTreeSet::new();
        let mut open = vec![start];
        while let Some(next) = open.pop() {
            for word in calls.get(next).into_iter().flatten() {
                if *word == start {
                    return true;
                }
                if calls.contains_key(word) && seen.insert(*word) {
                    open.push(word);
                }
            }
        }
        false
    };
    let names = calls.keys().filter(|name| reaches(name));
    names.map(|name| (*name).to_owned()).collect()
}

/// Text put into a sheet; `cut` bytes after the place are left out.
struct SheetEdit {
    at: usize,
    cut: usize,
    text: String,
}

fn counter_edits(
    one: &StyleDefinition,
    syntax: SheetSyntax,
    recursive: &BTreeSet<String>,
) -> Vec<SheetEdit> {
    let is_recursive = recursive.contains(&one.name);
    let put = |at: usize, text: String| SheetEdit { at, cut: 0, text };
    let mut begin = counting_statements("steps", MOST, "loops and calls take more than");
    if is_recursive {
        begin.extend(counting_statements(
            "depth",
            DEEPEST,
            "mixins or functions call one another deeper than",
        ));
    }
    let mut edits = vec![put(
        one.begin,
        written_statements(&begin, syntax, &one.indent),
    )];
    if !is_recursive || one.kind == DefinitionKind::Loop {
        return edits;
    }
    let leave = [(0, "$nianbao-depth: $nianbao-depth - 1 !global".to_owned())];
    if one.kind == DefinitionKind::Mixin {
        edits.push(put(
            one.end,
            written_statements(&leave, syntax, &one.indent),
        ));
    }
    for back in &one.returns {
        // The value is found before the counter goes down, because finding it may call the function again.
        edits.push(SheetEdit {
            at: back.start,
            cut: "@return".len(),
            text: "$nianbao-result:".to_owned(),
        });
        let mut after = leave.to_vec();
        after.push((0, "@return $nianbao-result".to_owned()));
        let text = match syntax {
            SheetSyntax::Braces => format!(";{}", written_statements(&after, syntax, "")),
            SheetSyntax::Indented => written_statements(&after, syntax, &back.indent),
        };
        edits.push(put(back.end, text));
    }
    edits
}

/// Statements that count one more of `what` and stop at a bound; each with its level.
fn counting_statements(what: &str, most: usize, words: &str) -> Vec<(usize, String)> {
    let name = format!("$nianbao-{what}");
    vec![
        (0, format!("@if global-variable-exists(\"nianbao-{what}\")")),
        (1, format!("{name}: {name} + 1 !global")),
        (0, "@else".to_owned()),
        (1, format!("{name}: 1 !global")),
        (0, format!("@if {name} > {most}")),
        (1, format!("@error \"{MARK}{words} {most}\"")),
    ]
}

/// Writes statements: on one line with braces, or each on a line of its own.
fn written_statements(statements: &[(usize, String)], syntax: SheetSyntax, indent: &str) -> String {
    let mut text = String::new();
    for (level, statement) in statements {
        let opens = statement.starts_with("@if") || statement.starts_with("@else");
        match syntax {
            SheetSyntax::Braces => {
                text += statement;
                text += match (opens, level) {
                    (true, _) => "{",
                    (false, 0) => ";",
                    (false, _) => "}",
                };
            }
            SheetSyntax::Indented => {
                let unit = if indent.starts_with('\t') { "\t" } else { "  " };
                text += indent;
                text += &unit.repeat(*level);
                text += statement;
                text.push('\n');
            }
        }
    }
    text
}

fn apply_edits(text: &str, edits: &[SheetEdit]) -> WovenSheet {
    let mut woven = WovenSheet::default();
    let (mut from, mut line) = (0, 0);
    for edit in edits {
        let kept = &text[from..edit.at];
        line += kept.matches('\n').count();
        woven.text += kept;
        if edit.text.ends_with('\n') && !woven.text.ends_with('\n') && !woven.text.is_empty() {
            // The last line of the sheet has no end of its own.
            woven.text.push('\n');
            line += 1;
        }
        let lines = edit.text.matches('\n').count();
        woven.added.extend(line..line + lines);
        line += lines;
        woven.text += &edit.text;
        from = edit.at + edit.cut;
    }
    woven.text += &text[from..];
    woven
}
