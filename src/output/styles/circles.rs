//! Style sheets that load themselves, which would keep the compiler busy for ever. Enter at [`check`].

use super::files::normal;
use super::scan::SheetSyntax;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::source::Sources;
use std::collections::BTreeSet;
use std::ops::Range;

/// Follows what `path` loads.
///
/// # Errors
/// The first line that leads back to a sheet that is being loaded.
pub(super) fn check(sources: &Sources, path: &str) -> Result<(), Box<Diagnostic>> {
    let mut search = CircleSearch {
        sources,
        open: Vec::new(),
        done: BTreeSet::new(),
    };
    search.visit_sheet(path)
}

/// Every sheet that `path` loads, directly or not.
pub(super) fn parts(sources: &Sources, path: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![path.to_owned()];
    while let Some(next) = waiting.pop() {
        for (file, _) in loaded_files(sources, &next) {
            if found.insert(file.clone()) {
                waiting.push(file);
            }
        }
    }
    found
}

struct CircleSearch<'a> {
    sources: &'a Sources,
    open: Vec<String>,
    done: BTreeSet<String>,
}

impl CircleSearch<'_> {
    fn visit_sheet(&mut self, path: &str) -> Result<(), Box<Diagnostic>> {
        // Depth first with the sheets that are being loaded on a stack: one that is loaded again while it stands there
        // is a circle. A sheet that is done is not followed again, so that each is read once however many load it.
        self.open.push(path.to_owned());
        for (target, span) in loaded_files(self.sources, path) {
            if self.open.contains(&target) {
                return Err(Box::new(circle_finding(self.sources, path, &target, span)));
            }
            if !self.done.contains(&target) {
                self.visit_sheet(&target)?;
            }
        }
        self.open.pop();
        self.done.insert(path.to_owned());
        Ok(())
    }
}

fn circle_finding(sources: &Sources, path: &str, target: &str, span: Range<usize>) -> Diagnostic {
    let words = Words::new(
        format!("the style sheet `{path}` loads `{target}`, which is being loaded already"),
        format!("样式表 `{path}` 引入了 `{target}`，而后者正在引入之中"),
    );
    let text = sources.get(path).and_then(|source| source.text().ok());
    Diagnostic::error("sass", "circle", words)
        .at(Place::span(path, text.unwrap_or_default(), span))
        .hint(Words::new(
            "move what both need into a third sheet",
            "请把两者都需要的内容移到另一个样式表",
        ))
}

/// The files that a sheet loads, each with the place of its name.
fn loaded_files(sources: &Sources, path: &str) -> Vec<(String, Range<usize>)> {
    let Some(Ok(text)) = sources.get(path).map(|source| source.text()) else {
        return Vec::new();
    };
    let bare = without_comments(text);
    import_names(&bare, SheetSyntax::of(path))
        .into_iter()
        .filter_map(|span| Some((resolve_name(sources, path, &bare[span.clone()])?, span)))
        .collect()
}

/// The text with comments blanked, so that every place stays.
fn without_comments(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let (mut at, mut quote) = (0, None);
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let comment = match (quote, rest) {
            (Some(open), [byte, ..]) if *byte == open || *byte == b'\n' => {
                quote = None;
                0
            }
            (None, [byte @ (b'"' | b'\''), ..]) => {
                quote = Some(*byte);
                0
            }
            (None, [b'/', b'/', ..]) => line_length(rest),
            (None, [b'/', b'*', ..]) => {
                let end = rest.windows(2).skip(2).position(|pair| pair == b"*/");
                end.map_or(rest.len(), |end| end + 4)
            }
            _ => 0,
        };
        for byte in &mut bytes[at..at + comment] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at += comment.max(1);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn line_length(rest: &[u8]) -> usize {
    let end = rest.iter().position(|byte| *byte == b'\n');
    end.unwrap_or(rest.len())
}

/// The names after `@import`, `@use` and `@forward`; those of plain CSS imports are no files of ours.
fn import_names(text: &str, syntax: SheetSyntax) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let rest = &text[at + 1..];
        let word = rest
            .find(|letter: char| !letter.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let most = match &rest[..word] {
            "import" => usize::MAX,
            "use" | "forward" => 1,
            _ => continue,
        };
        let ends: &[char] = match syntax {
            SheetSyntax::Indented => &['\n'],
            SheetSyntax::Braces => &[';', '{', '}'],
        };
        let statement = at + 1 + word;
        let end = text[statement..].find(ends);
        let end = end.map_or(text.len(), |end| statement + end);
        found.extend(names_in_statement(text, statement..end, syntax).take(most));
    }
    found
}

/// The names of one statement: in quotes, or bare between commas in the indented syntax.
fn names_in_statement(
    text: &str,
    span: Range<usize>,
    syntax: SheetSyntax,
) -> impl Iterator<Item = Range<usize>> {
    let inner = &text[span.clone()];
    let mut names = Vec::new();
    let mut from = 0;
    while let Some(open) = inner[from..].find(['"', '\'']).map(|at| from + at) {
        let quote = &inner[open..=open];
        let Some(length) = inner[open + 1..].find(quote) else {
            break;
        };
        names.push(span.start + open + 1..span.start + open + 1 + length);
        from = open + length + 2;
    }
    if names.is_empty() && syntax == SheetSyntax::Indented {
        let mut at = span.start;
        for part in inner.split(',') {
            let lead = part.len() - part.trim_start().len();
            names.push(at + lead..at + lead + part.trim().len());
            at += part.len() + 1;
        }
    }
    names.into_iter()
}

/// The file that a name means beside `from`: as written, with an ending, as a part, or as the index of a folder.
fn resolve_name(sources: &Sources, from: &str, name: &str) -> Option<String> {
    if name.is_empty() || name.contains(':') || name.starts_with("//") {
        return None;
    }
    let folder = from.rfind('/').map_or("", |at| &from[..at]);
    let whole = normal(&format!("{folder}/{name}"));
    let known = |path: String| sources.get(&path).is_some().then_some(path);
    let with_endings = |path: &str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        ["sass", "scss", "css"].into_iter().find_map(|ending| {
            known(normal(&format!("{folder}/{name}.{ending}")))
                .or_else(|| known(normal(&format!("{folder}/_{name}.{ending}"))))
        })
    };
    if [".sass", ".scss", ".css"]
        .iter()
        .any(|end| name.ends_with(end))
    {
        let (folder, name) = whole.rsplit_once('/').unwrap_or(("", &whole));
        return known(whole.clone()).or_else(|| known(normal(&format!("{folder}/_{name}"))));
    }
    with_endings(&whole).or_else(|| with_endings(&format!("{whole}/index")))
}
