//! Shortcodes of the Zola 0.22 dialect: found in the source, rendered, put back. Enter at [`expand`].

mod call;

use crate::diagnostic::{Diagnostic, Words};
use call::{CallOpening, CallToken};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Bodies within bodies, at most.
const DEEPEST: usize = 32;
/// Bytes that one shortcode may become, at most: bodies that double at each level would fill the memory.
const LARGEST: usize = 1 << 26;
/// Encloses the number of an HTML shortcode in the Markdown: a noncharacter, which no text contains.
const FENCE: char = '\u{FDD0}';

/// What the template of a shortcode makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortcodeKind {
    /// `NAME.html`: goes into the page as it is.
    Html,
    /// `NAME.md`: goes into the Markdown before it is parsed.
    Markdown,
}

/// A use of a shortcode.
#[derive(Debug, Clone, PartialEq)]
pub struct ShortcodeCall {
    /// Name of its template, without ending.
    pub name: String,
    /// Arguments as written, in their order.
    pub arguments: Map<String, Value>,
    /// What stands between the tags, shortcodes in it expanded; `None` for the form without a body.
    pub body: Option<String>,
    /// The how-many-eth use of this name on the page, from 1.
    pub nth: usize,
    /// Bytes of the opening tag in the text given to [`expand`].
    pub range: Range<usize>,
}

/// The templates behind the names.
pub trait ShortcodeTemplates {
    /// What the template makes; `None` where there is no such template.
    fn kind(&self, name: &str) -> Option<ShortcodeKind>;

    /// Whether the template is one that older versions of Zola brought along, and not the site's or the theme's own.
    fn is_older(&self, _name: &str) -> bool {
        false
    }

    /// Renders one use.
    ///
    /// # Errors
    /// What is wrong with the template or its arguments, with the template's place where known.
    fn render(&self, call: &ShortcodeCall) -> Result<String, Box<Diagnostic>>;
}

/// A text whose shortcodes are expanded.
#[derive(Debug, Default)]
pub struct ExpandedText<'a> {
    /// The Markdown; an HTML shortcode is a [`token`](split) in it.
    pub text: Cow<'a, str>,
    /// What HTML shortcodes rendered to, by number.
    pub pieces: Vec<String>,
    /// Where stretches of `text` came from: start in `text`, start in the source, length copied (0 for rendered text).
    copies: Vec<(usize, usize, usize)>,
    /// What went wrong, with bytes of the source.
    pub findings: Vec<(Diagnostic, Range<usize>)>,
}

impl ExpandedText<'_> {
    /// The position in the source of a position in `text`.
    pub fn origin(&self, at: usize) -> usize {
        let after = self.copies.partition_point(|(start, _, _)| *start <= at);
        match after.checked_sub(1).map(|index| self.copies[index]) {
            Some((start, source, length)) => source + (at - start).min(length),
            None => at,
        }
    }
}

/// Finds and renders all shortcodes of `source`.
pub fn expand<'a>(source: &'a str, templates: &dyn ShortcodeTemplates) -> ExpandedText<'a> {
    if !(source.contains("{{") || source.contains("{%")) || source.contains(FENCE) {
        return ExpandedText {
            text: Cow::Borrowed(source),
            ..ExpandedText::default()
        };
    }
    let mut expander = ShortcodeExpander {
        source,
        templates,
        counts: BTreeMap::new(),
        pieces: Vec::new(),
        copies: Vec::new(),
        findings: Vec::new(),
    };
    let mut text = String::with_capacity(source.len());
    expander.run(&mut text);
    let ShortcodeExpander {
        pieces,
        copies,
        findings,
        ..
    } = expander;
    ExpandedText {
        text: Cow::Owned(text),
        pieces,
        copies,
        findings,
    }
}

/// A stretch of text, or the number of an HTML shortcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortcodePart<'a> {
    /// Text.
    Text(&'a str),
    /// Index into [`ExpandedText::pieces`].
    Piece(usize),
}

/// Whether the text holds tokens of HTML shortcodes.
pub(crate) fn has_pieces(text: &str) -> bool {
    text.contains(FENCE)
}

/// Splits a text at the tokens of HTML shortcodes.
///
/// A token reads `@`, fence, number, fence, `@`: for emphasis it is punctuation on both sides.
pub fn split(text: &str) -> Vec<ShortcodePart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(FENCE) {
        let inner = &rest[start + FENCE.len_utf8()..];
        let Some(end) = inner.find(FENCE) else { break };
        let before = rest[..start].strip_suffix('@').unwrap_or(&rest[..start]);
        if !before.is_empty() {
            parts.push(ShortcodePart::Text(before));
        }
        if let Ok(number) = inner[..end].parse() {
            parts.push(ShortcodePart::Piece(number));
        }
        rest = &inner[end + FENCE.len_utf8()..];
        rest = rest.strip_prefix('@').unwrap_or(rest);
    }
    if !rest.is_empty() {
        parts.push(ShortcodePart::Text(rest));
    }
    parts
}

struct ShortcodeExpander<'a, 't> {
    source: &'a str,
    templates: &'t dyn ShortcodeTemplates,
    counts: BTreeMap<String, usize>,
    pieces: Vec<String>,
    copies: Vec<(usize, usize, usize)>,
    findings: Vec<(Diagnostic, Range<usize>)>,
}

/// An opened body that waits for its end.
struct OpenShortcode {
    opening: CallOpening,
    nth: usize,
    body: String,
}

impl ShortcodeExpander<'_, '_> {
    /// One pass from the start to the end, with the open bodies on a stack.
    fn run(&mut self, text: &mut String) {
        let mut stack: Vec<OpenShortcode> = Vec::new();
        let mut at = 0;
        while let Some(start) = call::find(self.source, at) {
            self.copy_stretch(at..start, &mut stack, text);
            match call::read(self.source, start) {
                CallToken::Escaped { text: literal, end } => {
                    self.put_rendered(&literal, start, &mut stack, text);
                    at = end;
                }
                CallToken::Literal { end } => {
                    self.copy_stretch(start..end, &mut stack, text);
                    at = end;
                }
                CallToken::Malformed { name, end } => {
                    self.report_malformed(&name, start..end);
                    self.copy_stretch(start..end, &mut stack, text);
                    at = end;
                }
                CallToken::Inline(opening) => {
                    at = opening.range.end;
                    let open = self.open_call(opening);
                    self.close_call(open, None, &mut stack, text);
                }
                CallToken::Body(opening) => {
                    at = opening.range.end;
                    if stack.len() >= DEEPEST {
                        self.report_depth(&opening);
                        stack.clear();
                        break;
                    }
                    at += self.source[at..].len() - self.source[at..].trim_start().len();
                    let open = self.open_call(opening);
                    stack.push(open);
                }
                CallToken::End { end } => {
                    at = end;
                    match stack.pop() {
                        Some(mut open) => {
                            let body = std::mem::take(&mut open.body);
                            self.close_call(
                                open,
                                Some(body.trim_end().to_owned()),
                                &mut stack,
                                text,
                            );
                        }
                        None => self.copy_stretch(start..end, &mut stack, text),
                    }
                }
            }
        }
        self.copy_stretch(at..self.source.len(), &mut stack, text);
        for open in stack {
            self.report_unclosed(&open.opening);
        }
    }

    fn open_call(&mut self, opening: CallOpening) -> OpenShortcode {
        let count = self.counts.entry(opening.name.clone()).or_insert(0);
        *count += 1;
        OpenShortcode {
            nth: *count,
            opening,
            body: String::new(),
        }
    }

    /// Copies a stretch of the source into the innermost open body, or into the text.
    fn copy_stretch(
        &mut self,
        range: Range<usize>,
        stack: &mut [OpenShortcode],
        text: &mut String,
    ) {
        let stretch = &self.source[range.clone()];
        match stack.last_mut() {
            Some(open) => open.body.push_str(stretch),
            None => {
                self.copies.push((text.len(), range.start, stretch.len()));
                text.push_str(stretch);
            }
        }
    }

    /// Writes rendered text that came from `origin`.
    fn put_rendered(
        &mut self,
        rendered: &str,
        origin: usize,
        stack: &mut [OpenShortcode],
        text: &mut String,
    ) {
        match stack.last_mut() {
            Some(open) => open.body.push_str(rendered),
            None => {
                self.copies.push((text.len(), origin, 0));
                text.push_str(rendered);
            }
        }
    }

    /// Renders a finished call; HTML at the top becomes a token, everything else is written out.
    fn close_call(
        &mut self,
        open: OpenShortcode,
        body: Option<String>,
        stack: &mut [OpenShortcode],
        text: &mut String,
    ) {
        let CallOpening {
            name,
            arguments,
            range,
        } = open.opening;
        let Some(kind) = self.templates.kind(&name) else {
            self.report_unknown(&name, range);
            return;
        };
        if open.nth == 1 && self.templates.is_older(&name) {
            self.report_older(&name, range.clone());
        }
        let call = ShortcodeCall {
            name,
            arguments,
            body,
            nth: open.nth,
            range: range.clone(),
        };
        match self.templates.render(&call) {
            Ok(rendered) if rendered.len() > LARGEST => self.report_size(&call.name, range),
            Ok(rendered) if kind == ShortcodeKind::Html && stack.is_empty() => {
                let token = format!("@{FENCE}{}{FENCE}@", self.pieces.len());
                self.pieces.push(rendered);
                self.put_rendered(&token, range.start, stack, text);
            }
            Ok(rendered) => self.put_rendered(&rendered, range.start, stack, text),
            Err(finding) => self.findings.push((*finding, range)),
        }
    }

    fn report_unknown(&mut self, name: &str, range: Range<usize>) {
        let finding = Diagnostic::error(
            "shortcode",
            "unknown",
            Words::new(format!("there is no shortcode `{name}`"), format!("没有名为 `{name}` 的短代码")),
        )
        .hint(Words::new(
            format!("add `templates/shortcodes/{name}.html` or `{name}.md`, or write `{{{{/*` and `*/}}}}` to print the braces"),
            format!("新建 `templates/shortcodes/{name}.html` 或 `{name}.md`；要原样显示花括号，请写 `{{{{/*` 与 `*/}}}}`"),
        ));
        self.findings.push((finding, range));
    }

    fn report_older(&mut self, name: &str, range: Range<usize>) {
        let finding = Diagnostic::warning(
            "shortcode",
            "older",
            Words::new(
                format!("the shortcode `{name}` came with an older Zola; it is accepted here, and its page asks another host"),
                format!("短代码 `{name}` 是旧版 Zola 自带的，这里仍然接受；用它的页面要向别的网站取内容"),
            ),
        )
        .hint(Words::new(
            format!("write `templates/shortcodes/{name}.html` yourself"),
            format!("请自己写 `templates/shortcodes/{name}.html`"),
        ));
        self.findings.push((finding, range));
    }

    fn report_unclosed(&mut self, opening: &CallOpening) {
        let name = &opening.name;
        let finding = Diagnostic::error(
            "shortcode",
            "unclosed",
            Words::new(
                format!("the shortcode `{name}` is never closed"),
                format!("短代码 `{name}` 没有结束标记"),
            ),
        )
        .hint(Words::new(
            "write `{% end %}` after its body",
            "在其内容之后写 `{% end %}`",
        ));
        self.findings.push((finding, opening.range.clone()));
    }

    fn report_depth(&mut self, opening: &CallOpening) {
        let finding = Diagnostic::error(
            "shortcode",
            "too-deep",
            Words::new(
                format!(
                    "shortcode bodies are nested more than {DEEPEST} deep at `{}`",
                    opening.name
                ),
                format!("短代码 `{}` 处嵌套超过 {DEEPEST} 层", opening.name),
            ),
        );
        self.findings.push((finding, opening.range.clone()));
    }

    fn report_size(&mut self, name: &str, range: Range<usize>) {
        let finding = Diagnostic::error(
            "shortcode",
            "too-large",
            Words::new(
                format!("the shortcode `{name}` becomes more than {LARGEST} bytes"),
                format!("短代码 `{name}` 生成的内容超过 {LARGEST} 字节"),
            ),
        );
        self.findings.push((finding, range));
    }

    fn report_malformed(&mut self, name: &str, range: Range<usize>) {
        let finding = Diagnostic::warning(
            "shortcode",
            "malformed",
            Words::new(
                format!("`{name}(…)` looks like a shortcode but its arguments do not; it is printed as it stands"),
                format!("`{name}(…)` 像短代码，但参数写法不对，按原文显示"),
            ),
        )
        .hint(Words::new(
            "write arguments as `name=value`, with strings in quotes; to print the braces write `{{/*` and `*/}}`",
            "参数写作 `名称=值`，文字加引号；要原样显示花括号，请写 `{{/*` 与 `*/}}`",
        ));
        self.findings.push((finding, range));
    }
}

#[cfg(test)]
mod tests;
