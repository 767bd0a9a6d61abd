//! The text in blocks with their headings: own-line, run-in, glued and mid-line. Enter at [`outline`].

use super::flat::unflatten;
use super::imported::{Heading, Style};
use super::number::{Mark, read_mark};
use super::opening::Role;
use super::page::Line;
use super::title::{Behind, Lead, lead};
use std::collections::BTreeMap;

/// A paragraph of the report with its place in the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) role: Role,
    /// Its words and line.
    pub(crate) line: Line,
    /// Index of the heading that the block is or begins with.
    pub(crate) heading: Option<usize>,
    /// Bytes of the heading at the start of the text, its 。 included.
    pub(crate) lead: usize,
    /// Path of the nearest heading, its own included.
    pub(crate) section: String,
}

/// A report in blocks.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Blocks in reading order.
    pub(crate) blocks: Vec<Block>,
    /// Headings in reading order.
    pub(crate) headings: Vec<Heading>,
}

/// Finds the headings. `names` are the words that begin a sentence about the body itself, such as its short name.
pub(crate) fn outline(lines: Vec<(Role, Line)>, names: &[String]) -> Outline {
    let mut pieces: Vec<(Role, Line, bool)> = Vec::new();
    for (role, line) in lines {
        if role == Role::Body && line.cells.is_empty() {
            pieces.extend(
                unflatten(line, names)
                    .into_iter()
                    .map(|(line, flat)| (Role::Body, line, flat)),
            );
        } else {
            pieces.push((role, line, false));
        }
    }
    let marks = marks(&pieces);
    let mut out = Outline::default();
    let mut stack: Vec<String> = Vec::new();
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (role, line, flat)) in pieces.iter().enumerate() {
        let mut block = Block {
            role: *role,
            line: line.clone(),
            heading: None,
            lead: 0,
            section: stack.join("/"),
        };
        if let Some(mark) = &marks[index] {
            let behind = behind(&pieces, &marks, index);
            if let Some(lead) = lead(&line.text, mark, behind, names) {
                block.lead = lead.end;
                block.heading = Some(out.headings.len());
                out.headings.push(heading(
                    mark,
                    lead,
                    (line.number, *flat),
                    &mut stack,
                    &mut given,
                ));
                block.section = stack.join("/");
            }
        }
        out.blocks.push(block);
    }
    out
}

/// The marks of all pieces; a damaged mark counts only where its neighbours make it likely.
fn marks(pieces: &[(Role, Line, bool)]) -> Vec<Option<Mark>> {
    let mut before: [u32; 5] = [0; 5];
    let mut marks = Vec::with_capacity(pieces.len());
    let mut attached = false;
    for (role, line, _) in pieces {
        attached = begins_attached(&line.text) || attached && goes_on_attached(&line.text);
        let mark = if attached {
            None
        } else if *role == Role::Body && line.cells.is_empty() {
            read_mark(&line.text)
        } else {
            None
        };
        let mark = mark.filter(|mark| match mark.malformed {
            None | Some("number-missing") => true,
            Some(_) => {
                mark.value == Some(before[usize::from(mark.level)] + 1)
                    || mark.value == Some(1) && mark.malformed == Some("paren-broken")
            }
        });
        if let Some(mark) = &mark {
            before[usize::from(mark.level)] =
                mark.value.unwrap_or(before[usize::from(mark.level)] + 1);
            for deeper in &mut before[usize::from(mark.level) + 1..] {
                *deeper = 0;
            }
        }
        marks.push(mark);
    }
    marks
}

/// Whether a line begins the list of what is attached: 附件 and a colon.
fn begins_attached(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix("附件");
    rest.is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
}

/// Whether a line behind such a one goes on with the next number.
fn goes_on_attached(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(|first: char| first.is_ascii_digit())
        && !text.contains('。')
        && text.chars().count() <= 40
}

/// Whether text or deeper headings follow before the next heading of the same or a higher level.
fn behind(pieces: &[(Role, Line, bool)], marks: &[Option<Mark>], index: usize) -> Behind {
    let level = marks[index].as_ref().map_or(0, |mark| mark.level);
    match pieces.get(index + 1) {
        Some((Role::Body, ..))
            if marks[index + 1]
                .as_ref()
                .is_none_or(|next| next.level > level) =>
        {
            Behind::Own
        }
        _ => Behind::Other,
    }
}

/// Makes the heading and moves the path to it; `given` counts each path so far.
fn heading(
    mark: &Mark,
    lead: Lead,
    place: (usize, bool),
    stack: &mut Vec<String>,
    given: &mut BTreeMap<String, usize>,
) -> Heading {
    let (line, flat) = place;
    while stack.last().is_some_and(|_| depth(stack) >= mark.level) {
        stack.pop();
    }
    let step = mark.number.clone().unwrap_or_else(|| "?".to_owned());
    let prefix = if stack.is_empty() {
        String::new()
    } else {
        format!("{}/", stack.join("/"))
    };
    // How often the number was given below this parent; a scan of all headings would take quadratic time.
    let copy = given.entry(format!("{prefix}{step}")).or_insert(0);
    *copy += 1;
    let copy = *copy;
    let name = if copy > 1 {
        format!("{step}#{copy}")
    } else {
        step.clone()
    };
    let repeated = copy > 1 && step != "?";
    stack.push(name);
    let glued = lead.style == Style::Glued;
    Heading {
        level: mark.level,
        number: mark.number.clone(),
        title: lead.title,
        path: stack.join("/"),
        style: if flat { Style::MidLine } else { lead.style },
        line,
        malformed: mark
            .malformed
            .or(repeated.then_some("duplicate"))
            .or(glued.then_some("glued")),
    }
}

/// The level of the last step of a path.
fn depth(stack: &[String]) -> u8 {
    stack
        .last()
        .and_then(|step| read_mark(&format!("{}文", step.split('#').next().unwrap_or(""))))
        .map_or(2, |mark| mark.level)
}
