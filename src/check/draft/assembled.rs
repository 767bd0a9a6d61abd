//! A report of the site as its rules see it: the text that the build read, in lines with their places. Enter at [`laid_out`].
//!
//! Nothing is read a second time: sections, their numbers and titles are those of the page, so that a finding speaks of what it shows.

use super::facts::DraftFacts;
use crate::import::words::{find_date, tidy};
use crate::import::{
    HeadingStyle, ImportedHeading, LineRole, OutlineBlock, PageLine, ReportOutline,
    ReportSignature, is_document_number, is_salutation,
};
use crate::report::Report;
use crate::report::text::numbering::read_mark;
use crate::report::text::signature::is_date;
use crate::report::text::{BlockKind, TextBlock, TextSection};

/// The lines of a report's text, and the byte of the file at which each begins.
pub(super) struct LaidOutText {
    pub(super) outline: ReportOutline,
    pub(super) starts: Vec<usize>,
}

/// Lays the text of a report out in lines. `body` is the byte of the file `source` at which the text begins.
///
/// One pass over the text: line numbers are counted on from the line before.
pub(super) fn laid_out(report: &Report, source: &str, body: usize) -> LaidOutText {
    let mut layout = DraftLayout {
        source,
        outline: ReportOutline::default(),
        starts: Vec::new(),
        counted: 0,
        line: 1,
        row_end: None,
    };
    for section in &report.text.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            layout.add(section, block, at, body);
        }
    }
    LaidOutText {
        outline: layout.outline,
        starts: layout.starts,
    }
}

/// The bytes in a file's decoded text for bytes in the file, given in order: decoding drops a byte order mark and the `\r` of line ends.
pub(super) fn decoded_starts(source: &str, starts: &[usize]) -> Vec<usize> {
    let mark = '\u{feff}';
    let (mut counted, mut dropped) = (0, 0);
    if source.starts_with(mark) {
        (counted, dropped) = (mark.len_utf8(), mark.len_utf8());
    }
    let decoded = |start: &usize| {
        let passed = source.get(counted..*start).unwrap_or("");
        // Separators of three bytes become line ends of one.
        let separators = passed.matches(['\u{2028}', '\u{2029}']).count();
        dropped += passed.matches("\r\n").count() + 2 * separators;
        counted = counted.max(*start);
        start - dropped.min(*start)
    };
    starts.iter().map(decoded).collect()
}

/// The lines so far, and how far the file's own lines are counted.
struct DraftLayout<'t> {
    source: &'t str,
    outline: ReportOutline,
    starts: Vec<usize>,
    counted: usize,
    line: usize,
    /// Where the last cell ends, while a row of a table is open.
    row_end: Option<usize>,
}

impl DraftLayout<'_> {
    fn add(&mut self, section: &TextSection, block: &TextBlock, at: usize, body: usize) {
        let start = body + block.source.start;
        let end = body + block.source.end;
        if block.kind == BlockKind::Cell {
            self.add_cell(section, block, start);
            self.row_end = Some(end);
            return;
        }
        self.row_end = None;
        let number = self.line_of(start);
        let mut line = OutlineBlock {
            role: role_of(section, block, self.outline.blocks.len()),
            line: PageLine::text(number, &with_code_marked(block, block.plain.len())),
            heading: None,
            lead: 0,
            section: section.path.clone(),
        };
        if at == 0 && section.level > 0 {
            line.lead = tidy(&with_code_marked(block, block.lead)).len();
            if let Some(heading) = heading_of(section, block, &line) {
                line.heading = Some(self.outline.headings.len());
                self.outline.headings.push(heading);
            } else {
                line.lead = 0;
            }
        }
        self.outline.blocks.push(line);
        self.starts.push(start);
    }

    /// Adds a cell to its row: the one before, where both stand on one line of the file.
    fn add_cell(&mut self, section: &TextSection, block: &TextBlock, start: usize) {
        let is_same_row = self
            .row_end
            .and_then(|end| self.source.get(end..start))
            .is_some_and(|between| !between.contains('\n'));
        if let Some(row) = self.outline.blocks.last_mut().filter(|_| is_same_row) {
            let mut cells = std::mem::take(&mut row.line.cells);
            cells.push(block.plain.clone());
            row.line = PageLine::row(row.line.number, cells);
            return;
        }
        let number = self.line_of(start);
        self.outline.blocks.push(OutlineBlock {
            role: LineRole::Body,
            line: PageLine::row(number, vec![block.plain.clone()]),
            heading: None,
            lead: 0,
            section: section.path.clone(),
        });
        self.starts.push(start);
    }

    /// The line of the file on which a byte stands; bytes are asked for in order.
    fn line_of(&mut self, at: usize) -> usize {
        let passed = self.source.get(self.counted..at).unwrap_or("");
        self.line += passed.matches('\n').count();
        self.counted = self.counted.max(at);
        self.line
    }
}

/// The words of a block up to a byte, with the marks of code around it, so that no rule takes code for prose.
fn with_code_marked(block: &TextBlock, to: usize) -> String {
    let mut out = String::with_capacity(to);
    let mut from = 0;
    for code in block.code.iter().filter(|code| code.end <= to) {
        out.push_str(&block.plain[from..code.start]);
        out.push('`');
        out.push_str(&block.plain[code.clone()]);
        out.push('`');
        from = code.end;
    }
    out.push_str(&block.plain[from..to]);
    out
}

/// What a line is. Salutation and document number stand before the first section alone.
fn role_of(section: &TextSection, block: &TextBlock, lines_before: usize) -> LineRole {
    let text = block.plain.trim();
    match block.kind {
        BlockKind::Signature if is_date(text) => LineRole::Date,
        BlockKind::Signature => LineRole::Signature,
        BlockKind::Heading if section.level == 0 => LineRole::Title,
        BlockKind::Paragraph if section.level == 0 && is_document_number(text) => LineRole::Number,
        BlockKind::Paragraph if section.level == 0 && lines_before == 0 && is_salutation(text) => {
            LineRole::Salutation
        }
        _ => LineRole::Body,
    }
}

/// The numbered heading that a section opens with; one without a number is no business of the rules on numbers.
fn heading_of(
    section: &TextSection,
    block: &TextBlock,
    line: &OutlineBlock,
) -> Option<ImportedHeading> {
    let mark = read_mark(block.plain.trim_start())?;
    let ends = block.plain[..block.lead].trim_end();
    let is_glued = line.lead < line.line.text.len()
        && !ends.ends_with(['。', '：', ':', '；', ';', '，', ',', '！', '？']);
    let style = match block.kind {
        BlockKind::Heading => HeadingStyle::OwnLine,
        _ if is_glued => HeadingStyle::Glued,
        _ => HeadingStyle::RunIn,
    };
    let step = section.path.rsplit('/').next().unwrap_or_default();
    let is_repeated = step.contains('#') && !step.starts_with('?');
    Some(ImportedHeading {
        level: mark.level,
        number: mark.number,
        title: section.title.clone(),
        path: section.path.clone(),
        style,
        line: line.line.number,
        malformed: mark
            .malformed
            .or(is_repeated.then_some("duplicate"))
            .or((style == HeadingStyle::Glued).then_some("glued")),
    })
}

/// What rules ask of a report beside its text: what front matter says, else what stands at the text's head and end.
pub(super) fn facts_of(report: &Report, outline: &ReportOutline) -> DraftFacts {
    let lines = || outline.blocks.iter();
    let date = lines().find(|block| block.role == LineRole::Date);
    let date = date.and_then(|block| Some(find_date(&block.line.text)?.0));
    let signer = lines().find(|block| block.role == LineRole::Signature);
    let signed = ReportSignature {
        body: report
            .signed_by
            .clone()
            .or_else(|| signer.map(|block| block.line.text.clone())),
        date: report.signed_on.map(|day| day.to_string()).or(date),
    };
    // 2022年1月10日在……会议上: the day on which the report was given.
    let head = lines().take_while(|block| block.section.is_empty());
    let given = head
        .filter(|block| block.role == LineRole::Body && block.line.text.contains('在'))
        .find_map(|block| find_date(&block.line.text).filter(|(_, range)| range.start == 0));
    DraftFacts {
        title: Some(report.title.clone()).filter(|title| !title.is_empty()),
        year: Some(i32::from(report.year)),
        signed: (signed.body.is_some() || signed.date.is_some()).then_some(signed),
        published: report.published.map(|day| day.to_string()),
        dated: given.map(|(day, _)| day),
        kind_id: report.profile.clone(),
        ..DraftFacts::default()
    }
}
