//! Markdown becomes HTML with headings, links, footnotes, code and a summary as Zola 0.22 writes them. Enter at [`render`].

mod body;
mod count;
mod footnote;
mod heading;
mod link;
mod options;
mod summary;
mod walk;

use crate::diagnostic::{Diagnostic, Place, Words};
use crate::render::cjk;
use crate::render::shortcode;
use body::SourceOrigins;
pub(crate) use body::{BodyHost, MarkdownInput, RenderedMarkdown};
pub(crate) use heading::PageHeading;
pub(crate) use options::{AnchorLinks, ExternalLinks, MarkdownOptions};
use pulldown_cmark::{Event, Options as Syntax, Parser, TextMergeWithOffset};
use std::borrow::Cow;
use std::ops::Range;

/// Renders a page's or section's text.
pub(crate) fn render(input: &MarkdownInput<'_>) -> RenderedMarkdown {
    let source = &input.whole[input.body.0..input.body.1];
    let expanded = shortcode::expand(source, input.host);
    let (text, marks) = if input.options.cjk {
        cjk::widen(&expanded.text)
    } else {
        (Cow::Borrowed(&*expanded.text), Vec::new())
    };
    let origins = SourceOrigins {
        start: input.body.0,
        expanded: &expanded,
        marks: &marks,
    };
    let mut walk = walk::MarkdownWalk::new(input, origins);
    walk.run(parsed_events(&text, input.options, &marks));
    let mut body = walk.finish();
    let findings = expanded
        .findings
        .iter()
        .map(|(finding, range)| placed_finding(finding.clone(), input, range));
    body.diagnostics.extend(findings);
    (body.word_count, body.reading_time) = count::count(
        source,
        if input.options.cjk {
            count::LengthUnit::Characters
        } else {
            count::LengthUnit::Words
        },
    );
    body
}

/// Renders a piece of Markdown inside a template (the `markdown` filter): no summary, no lengths.
pub(crate) fn fragment(text: &str, input: &MarkdownInput<'_>) -> RenderedMarkdown {
    let expanded = shortcode::expand(text, input.host);
    let (wide, marks) = if input.options.cjk {
        cjk::widen(&expanded.text)
    } else {
        (Cow::Borrowed(&*expanded.text), Vec::new())
    };
    let piece = MarkdownInput {
        whole: text,
        body: (0, text.len()),
        wants_summary: false,
        ..*input
    };
    let origins = SourceOrigins {
        start: 0,
        expanded: &expanded,
        marks: &marks,
    };
    let mut walk = walk::MarkdownWalk::new(&piece, origins);
    walk.run(parsed_events(&wide, input.options, &marks));
    let mut body = walk.finish();
    let findings = expanded.findings.iter();
    body.diagnostics
        .extend(findings.map(|(finding, _)| finding.clone()));
    body
}

/// The parser's events with their bytes, after what `options` ask of them.
fn parsed_events<'t>(
    text: &'t str,
    options: &MarkdownOptions,
    marks: &[usize],
) -> Vec<(Event<'t>, Range<usize>)> {
    let parser = Parser::new_ext(text, syntax_options(options)).into_offset_iter();
    let mut events: Vec<_> = if options.emoji {
        TextMergeWithOffset::new(parser).collect()
    } else {
        parser.collect()
    };
    if !marks.is_empty() {
        for (event, _) in &mut events {
            let taken = std::mem::replace(event, Event::SoftBreak);
            *event = cjk::clean(taken);
        }
    }
    if options.cjk {
        cjk::join_lines(&mut events);
    }
    events
}

fn syntax_options(options: &MarkdownOptions) -> Syntax {
    let mut syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_HEADING_ATTRIBUTES;
    syntax.set(Syntax::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    syntax.set(Syntax::ENABLE_DEFINITION_LIST, options.definition_list);
    syntax.set(Syntax::ENABLE_GFM, options.github_alerts);
    syntax
}

/// Gives a shortcode's finding the place of its use; where it has a place in a template, the use becomes a hint.
fn placed_finding(
    finding: Diagnostic,
    input: &MarkdownInput<'_>,
    range: &Range<usize>,
) -> Diagnostic {
    let place = Place::span(
        input.file,
        input.whole,
        input.body.0 + range.start..input.body.0 + range.end,
    );
    if finding.place.is_none() {
        return finding.at(place);
    }
    let (file, line, column, quote) = (&place.file, place.line, place.column, &place.quote);
    finding.hint(Words::new(
        format!("used by `{quote}` at {file}:{line}:{column}"),
        format!("由 {file}:{line}:{column} 处的 `{quote}` 使用"),
    ))
}

#[cfg(test)]
mod tests;
