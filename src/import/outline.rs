//! The text in blocks with their headings: own-line, run-in, glued and mid-line. Enter at [`outline`].

use super::flat::unflatten;
use super::imported::{HeadingStyle, ImportedHeading};
use super::opening::LineRole;
use super::page::PageLine;
use super::title::{AfterHeading, HeadingLead, lead};
use crate::report::text::numbering::{LeadingNumber, read_mark};
use crate::report::text::{ReportText, TextSection};
use std::collections::BTreeMap;

/// A paragraph of the report with its place in the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutlineBlock {
    /// What it is.
    pub(crate) role: LineRole,
    /// Its words and line.
    pub(crate) line: PageLine,
    /// Index of the heading that the block is or begins with.
    pub(crate) heading: Option<usize>,
    /// Bytes of the heading at the start of the text, its 。 included.
    pub(crate) lead: usize,
    /// Path of the nearest heading, its own included.
    pub(crate) section: String,
}

/// A report in blocks.
#[derive(Debug, Default)]
pub(crate) struct ReportOutline {
    /// Blocks in reading order.
    pub(crate) blocks: Vec<OutlineBlock>,
    /// Headings in reading order.
    pub(crate) headings: Vec<ImportedHeading>,
}

impl ReportOutline {
    /// Names headings and sections by the paths that the written text gives them, so that both name a section alike.
    ///
    /// `starts` says where each block begins in the Markdown from which the text was read.
    pub(crate) fn take_paths(&mut self, text: &ReportText, starts: &[usize]) {
        let mut path = String::new();
        let mut sections = text.sections.iter().skip(1).peekable();
        for (at, block) in self.blocks.iter_mut().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(usize::MAX);
            let opens = |one: &&TextSection| one.blocks[0].source.start < end;
            while let Some(section) = sections.next_if(opens) {
                path.clone_from(&section.path);
                if let Some(heading) = block.heading {
                    self.headings[heading].path.clone_from(&path);
                }
            }
            block.section.clone_from(&path);
        }
    }
}

/// Finds the headings. `names` are the words that begin a sentence about the body itself, such as its short name.
pub(crate) fn outline(lines: Vec<(LineRole, PageLine)>, names: &[String]) -> ReportOutline {
    let mut pieces: Vec<(LineRole, PageLine, bool)> = Vec::new();
    for (role, line) in lines {
        if role == LineRole::Body && line.cells.is_empty() {
            pieces.extend(
                unflatten(line, names)
                    .into_iter()
                    .map(|(line, flat)| (LineRole::Body, line, flat)),
            );
        } else {
            pieces.push((role, line, false));
        }
    }
    let marks = marks(&pieces);
    let mut out = ReportOutline::default();
    let mut stack: Vec<String> = Vec::new();
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (role, line, flat)) in pieces.iter().enumerate() {
        let mut block = OutlineBlock {
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
fn marks(pieces: &[(LineRole, PageLine, bool)]) -> Vec<Option<LeadingNumber>> {
    let mut before: [u32; 5] = [0; 5];
    let mut marks = Vec::with_capacity(pieces.len());
    let mut attached = false;
    for (role, line, _) in pieces {
        attached = begins_attached(&line.text) || attached && goes_on_attached(&line.text);
        let mark = if attached {
            None
        } else if *role == LineRole::Body && line.cells.is_empty() {
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
fn behind(
    pieces: &[(LineRole, PageLine, bool)],
    marks: &[Option<LeadingNumber>],
    index: usize,
) -> AfterHeading {
    let level = marks[index].as_ref().map_or(0, |mark| mark.level);
    match pieces.get(index + 1) {
        Some((LineRole::Body, ..))
            if marks[index + 1]
                .as_ref()
                .is_none_or(|next| next.level > level) =>
        {
            AfterHeading::Own
        }
        _ => AfterHeading::Other,
    }
}

/// Makes the heading and moves the path to it; `given` counts each path so far.
fn heading(
    mark: &LeadingNumber,
    lead: HeadingLead,
    place: (usize, bool),
    stack: &mut Vec<String>,
    given: &mut BTreeMap<String, usize>,
) -> ImportedHeading {
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
    let glued = lead.style == HeadingStyle::Glued;
    ImportedHeading {
        level: mark.level,
        number: mark.number.clone(),
        title: lead.title,
        path: stack.join("/"),
        style: if flat {
            HeadingStyle::MidLine
        } else {
            lead.style
        },
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
