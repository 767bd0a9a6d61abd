//! The report as Markdown that keeps every word. Enter at [`write`] and [`index_md`].

use super::imported::{HeadingStyle, ImportedReport};
use super::opening::LineRole;
use super::outline::{OutlineBlock, ReportOutline};
use std::fmt::Write as _;

/// The Markdown of a report, and where in it each block of the outline begins; rows of a table share the place of its first.
pub(crate) struct WrittenMarkdown {
    pub(crate) markdown: String,
    pub(crate) starts: Vec<usize>,
}

/// Writes the blocks: own-line headings as `##` to `#####`, run-in ones as bold beginnings of their paragraphs.
pub(crate) fn write(outline: &ReportOutline, title: Option<&str>) -> WrittenMarkdown {
    let mut out = String::new();
    let mut starts = Vec::with_capacity(outline.blocks.len());
    let titled = outline
        .blocks
        .iter()
        .any(|block| block.role == LineRole::Title);
    if let Some(title) = title.filter(|_| !titled) {
        let _ = writeln!(out, "# {}\n", escape(title));
    }
    let mut rows: Vec<&OutlineBlock> = Vec::new();
    for block in &outline.blocks {
        if !block.line.cells.is_empty() {
            starts.push(out.len());
            rows.push(block);
            continue;
        }
        table(&mut out, &std::mem::take(&mut rows));
        starts.push(out.len());
        paragraph(&mut out, block, outline);
    }
    table(&mut out, &rows);
    out.truncate(out.trim_end().len());
    out.push('\n');
    WrittenMarkdown {
        markdown: out,
        starts,
    }
}

fn paragraph(out: &mut String, block: &OutlineBlock, outline: &ReportOutline) {
    let text = block.line.text.as_str();
    if let Some(picture) = &block.line.picture {
        let _ = writeln!(out, "{picture}\n");
    }
    if text.is_empty() {
        return;
    }
    let heading = block.heading.map(|index| &outline.headings[index]);
    let _ = match heading {
        _ if block.role == LineRole::Title => writeln!(out, "# {}\n", escape(text)),
        Some(heading)
            if block.lead >= text.len()
                && heading.style != HeadingStyle::RunIn
                && heading.style != HeadingStyle::Glued =>
        {
            let marks = "#".repeat(usize::from(heading.level) + 1);
            writeln!(out, "{marks} {}\n", escape(text))
        }
        Some(_) => {
            let (lead, rest) = text.split_at(block.lead.min(text.len()));
            let gap = if lead.ends_with(' ') { " " } else { "" };
            writeln!(
                out,
                "**{}**{gap}{}\n",
                escape(lead.trim_end()),
                escape(rest)
            )
        }
        None => writeln!(out, "{}\n", escape_start(text)),
    };
}

/// A table whose first row is its head, as Markdown has no other kind.
fn table(out: &mut String, rows: &[&OutlineBlock]) {
    let width = rows
        .iter()
        .map(|row| row.line.cells.len())
        .max()
        .unwrap_or(0);
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = (0..width)
            .map(|at| {
                row.line
                    .cells
                    .get(at)
                    .map_or(String::new(), |cell| escape(cell))
            })
            .collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if index == 0 {
            let _ = writeln!(out, "|{}", " --- |".repeat(width));
        }
    }
    if !rows.is_empty() {
        out.push('\n');
    }
}

/// Escapes what Markdown, HTML or a template would take for markup, so that the words stay words.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '|'
                | '~'
                | '&'
                | '$'
                | '^'
        ) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Escapes also what is markup only at the start of a paragraph.
fn escape_start(text: &str) -> String {
    let out = escape(text);
    if out.starts_with(['#', '+', '-', '=', ':']) {
        return format!("\\{out}");
    }
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &out[digits..];
    if digits > 0
        && digits < 10
        && rest.starts_with(['.', ')'])
        && rest[1..].chars().next().is_none_or(char::is_whitespace)
    {
        return format!("{}\\{rest}", &out[..digits]);
    }
    out
}

/// The words of the blocks as they came in, layout apart, with a title that stood only in the page's frame.
pub(crate) fn words_in(outline: &ReportOutline, title: Option<&str>) -> String {
    let titled = outline
        .blocks
        .iter()
        .any(|block| block.role == LineRole::Title);
    let mut out = title.filter(|_| !titled).unwrap_or("").to_owned();
    for block in &outline.blocks {
        if block.line.cells.is_empty() {
            out.push_str(&block.line.text);
        } else {
            out.extend(block.line.cells.iter().map(String::as_str));
        }
    }
    out.retain(|letter| !super::words::is_layout(letter));
    out
}

/// The words of Markdown as [`write`] makes it: its markup and layout taken away again.
pub fn words_out(markdown: &str) -> String {
    let mut out = String::new();
    for line in markdown.lines() {
        let table = line.starts_with('|');
        if line.starts_with("![") || table && line.chars().all(|letter| "|- ".contains(letter)) {
            continue;
        }
        let line = line.trim_start_matches('#');
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => out.extend(letters.next()),
                '*' | '|' => {}
                other => out.push(other),
            }
        }
    }
    out.retain(|letter| !super::words::is_layout(letter));
    out
}

/// The text of `content/BODY/YEAR/index.md`: front matter, and the Markdown without the title, which the page shows itself.
pub fn index_md(report: &ImportedReport, body_id: &str, year: i32) -> String {
    let mut out = String::from("---\n");
    let title = report
        .title
        .clone()
        .unwrap_or_else(|| format!("{year}年度报告"));
    let _ = writeln!(out, "title: {}", quote(&title));
    let signed = report.signed.clone();
    if let Some(date) = signed.as_ref().and_then(|signed| signed.date.as_ref()) {
        let _ = writeln!(out, "date: {date}");
    }
    let _ = writeln!(
        out,
        "report:\n  body: {}\n  year: {year}\n  profile: {}",
        plain_or_quoted(body_id),
        report.profile
    );
    if let Some(signed) = &signed {
        let by = signed.body.as_deref().map_or("null".to_owned(), quote);
        let on = signed.date.as_deref().unwrap_or("null");
        let _ = writeln!(out, "  signed: {{by: {by}, on: {on}}}");
    }
    let _ = writeln!(
        out,
        "  published: {}\n  status: archived",
        report.published.as_deref().unwrap_or("null")
    );
    if let Some(number) = &report.doc_number {
        let _ = writeln!(out, "  document_number: {}", quote(number));
    }
    let parts = [
        ("measures", &report.parts.measures),
        ("shortcomings", &report.parts.shortcomings),
        ("first_responsible", &report.parts.first_responsible),
        ("plan", &report.parts.plan),
        ("other", &report.parts.other),
    ];
    out.push_str("  parts:\n");
    for (name, paths) in parts.iter().filter(|(_, paths)| !paths.is_empty()) {
        let paths: Vec<String> = paths.iter().map(|path| quote(path)).collect();
        let _ = writeln!(out, "    {name}: [{}]", paths.join(", "));
    }
    if parts.iter().all(|(_, paths)| paths.is_empty()) {
        out.truncate(out.len() - "  parts:\n".len());
    }
    if !report.topics.is_empty() {
        out.push_str("  topics:\n");
        for (path, topic) in &report.topics {
            let _ = writeln!(out, "    {}: {topic}", quote(path));
        }
    }
    out.push_str("---\n\n");
    out.push_str(&without_title(&report.markdown));
    out
}

/// The Markdown without its title and without double empty lines.
pub(crate) fn without_title(markdown: &str) -> String {
    let mut gone = false;
    let mut out: Vec<&str> = Vec::new();
    for line in markdown.split('\n') {
        if !gone && line.starts_with("# ") {
            gone = true;
            continue;
        }
        if line.is_empty() && out.last().is_none_or(|last| last.is_empty()) {
            continue;
        }
        out.push(line);
    }
    format!("{}\n", out.join("\n").trim_end())
}

/// A YAML string in double quotes.
fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\t' | '\n' | '\r' => out.push(' '),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn plain_or_quoted(id: &str) -> String {
    let plain = id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if plain
        && !matches!(
            id,
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        )
    {
        id.to_owned()
    } else {
        quote(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_words_is_taken_for_markup() {
        assert_eq!(
            escape("《广东省<行政执法证>管理办法》*_`[x]&amp;"),
            "《广东省\\<行政执法证\\>管理办法》\\*\\_\\`\\[x\\]\\&amp;"
        );
        assert_eq!(escape_start("1. 文"), "1\\. 文");
        assert_eq!(escape_start("1.文"), "1.文");
        assert_eq!(escape_start("# 文"), "\\# 文");
        assert_eq!(escape_start("- 文"), "\\- 文");
    }

    #[test]
    fn yaml_strings_are_safe() {
        assert_eq!(quote("a\"b\\c\nd"), "\"a\\\"b\\\\c d\"");
        assert_eq!(plain_or_quoted("maichen"), "maichen");
        assert_eq!(plain_or_quoted("no"), "\"no\"");
    }
}
