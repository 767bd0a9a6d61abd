//! Colours of code in code blocks. Enter at [`block`]; [`stylesheets`] for `style = "class"`.
//!
//! Tokens are found by a few rules for each family of languages (comments, strings, numbers, keywords, names), or by a TextMate
//! grammar that the site brings.
//! Elements and class names are those of Zola 0.22, so its themes' styles apply.

mod extras;
pub(crate) mod fence;
mod grammar;
mod language;
mod lex;
mod rules;
mod scopes;
mod selector;
mod theme;

use crate::render::tag::{attribute, escape};
pub(crate) use extras::HighlightExtras;
use fence::CodeFence;
use scopes::TokenScope;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;
use theme::{ColourTheme, TokenPaint};

/// How code is coloured (`[markdown.highlighting]`).
#[derive(Debug, Clone, Default)]
pub(crate) struct CodeHighlighting {
    /// One theme for all, or the light and the dark one.
    pub themes: Vec<String>,
    /// Whether classes are written; otherwise colours stand in `style`.
    pub classes: bool,
    /// Whether an unknown language is an error.
    pub error_on_missing_language: bool,
    /// Grammars and themes of the site.
    pub extras: Arc<HighlightExtras>,
}

impl CodeHighlighting {
    /// Whether there are rules or a grammar for the language.
    pub(crate) fn knows(&self, language: &str) -> bool {
        self.extras.has_language(language) || language::find(language).is_some()
    }

    fn themes(&self) -> Vec<&ColourTheme> {
        theme::of(&self.themes, &self.extras.themes)
    }

    /// The name of a block's language, and its code in tokens. An unknown language is plain text.
    fn code_tokens(
        &self,
        code: &str,
        asked: Option<&str>,
    ) -> (&str, Vec<(TokenScope, Range<usize>)>) {
        let grammars = &self.extras.grammars;
        if let Some(language) = asked.and_then(|name| grammars.find(name)) {
            let tokens = grammar::run::tokens(code, grammars, language);
            return (&language.name, tokens);
        }
        let language = asked.and_then(language::find).unwrap_or(language::plain());
        let tokens = lex::tokens(code, language).into_iter();
        let marked = tokens.map(|(kind, range)| (TokenScope::Kind(kind), range));
        (language.name, marked.collect())
    }
}

/// The themes that have colours; others are shown in those of `github-dark` or `github-light`.
pub(crate) fn theme_names() -> Vec<&'static str> {
    theme::names()
}

/// Whether there are colours of a theme.
pub(crate) fn is_known_theme(name: &str) -> bool {
    theme::exact(name).is_some()
}

/// The style sheets that go with classes: file name and content.
pub(crate) fn stylesheets(highlighting: &CodeHighlighting) -> Vec<(&'static str, String)> {
    let themes = highlighting.themes();
    match themes.as_slice() {
        _ if !highlighting.classes => Vec::new(),
        [light, dark] => vec![
            ("giallo-light.css", light.stylesheet()),
            ("giallo-dark.css", dark.stylesheet()),
        ],
        themes => themes
            .iter()
            .map(|theme| ("giallo.css", theme.stylesheet()))
            .collect(),
    }
}

/// A code block with colours and numbers. An unknown language is plain text.
pub(crate) fn block(code: &str, fence: &CodeFence, highlighting: &CodeHighlighting) -> String {
    let code = code.strip_suffix('\n').unwrap_or(code);
    let (language, tokens) = highlighting.code_tokens(code, fence.language.as_deref());
    let painter = Painter {
        themes: highlighting.themes(),
        classes: highlighting.classes,
    };
    let mut html = "<pre class=\"giallo".to_owned();
    html.push_str(if highlighting.classes {
        " z-code\""
    } else {
        "\""
    });
    painter.put_style(
        &mut html,
        &[
            ("color", |theme| &theme.text),
            ("background-color", |theme| &theme.background),
        ],
    );
    html.push_str("><code");
    attribute(&mut html, "data-lang", language);
    for (name, value) in &fence.data {
        attribute(&mut html, &format!("data-{}", attribute_name(name)), value);
    }
    html.push('>');
    let mut next = 0;
    let mut at = 0;
    let mut is_first = true;
    for (index, line) in code.split('\n').enumerate() {
        let range = at..at + line.len();
        at = range.end + 1;
        while tokens
            .get(next)
            .is_some_and(|(_, token)| token.end <= range.start)
        {
            next += 1;
        }
        if fence
            .hidden
            .iter()
            .any(|hidden| hidden.contains(&(index + 1)))
        {
            continue;
        }
        if !is_first {
            html.push('\n');
        }
        is_first = false;
        painter.line_start(&mut html, fence, index);
        painter.put_tokens(&mut html, code, range, &tokens[next..]);
        html.push_str("</span>");
    }
    html.push_str("</code></pre>");
    html
}

/// A name that can stand in an attribute's.
fn attribute_name(name: &str) -> String {
    name.chars()
        .map(|letter| {
            if letter.is_alphanumeric() || letter == '_' {
                letter
            } else {
                '-'
            }
        })
        .collect()
}

/// A property of CSS and the colour that a theme has for it.
type Colour = (&'static str, fn(&ColourTheme) -> &str);

struct Painter<'t> {
    themes: Vec<&'t ColourTheme>,
    classes: bool,
}

impl Painter<'_> {
    /// ` style="…"`, unless classes are written.
    fn put_style(&self, html: &mut String, colours: &[Colour]) {
        if self.classes {
            return;
        }
        let mut style = String::new();
        for (property, colour) in colours {
            let values: Vec<&str> = self.themes.iter().map(|theme| colour(theme)).collect();
            let _ = match values.as_slice() {
                [light, dark] => write!(style, "{property}: light-dark(#{light}, #{dark}); "),
                values => write!(
                    style,
                    "{property}: #{}; ",
                    values.first().copied().unwrap_or_default()
                ),
            };
        }
        attribute(html, "style", style.trim_end());
    }

    fn line_start(&self, html: &mut String, fence: &CodeFence, index: usize) {
        let is_marked = fence
            .marked
            .iter()
            .any(|marked| marked.contains(&(index + 1)));
        html.push_str("<span class=\"giallo-l");
        html.push_str(if is_marked && self.classes {
            " z-hl\""
        } else {
            "\""
        });
        if is_marked {
            self.put_style(html, &[("background-color", |theme| &theme.marked)]);
        }
        html.push('>');
        if fence.numbered {
            html.push_str("<span aria-hidden=\"true\" class=\"giallo-ln\"");
            self.put_style(html, &[("color", |theme| &theme.line_number)]);
            let _ = write!(html, ">{}</span>", fence.first_number.saturating_add(index));
        }
    }

    /// The tokens of one line, cut at its ends.
    fn put_tokens(
        &self,
        html: &mut String,
        code: &str,
        line: Range<usize>,
        tokens: &[(TokenScope, Range<usize>)],
    ) {
        for (mark, token) in tokens
            .iter()
            .take_while(|(_, token)| token.start < line.end)
        {
            let words = &code[token.start.max(line.start)..token.end.min(line.end)];
            html.push_str("<span");
            match (mark.classes(), self.classes) {
                (None, _) => {}
                (Some(classes), true) => attribute(html, "class", &classes),
                (Some(_), false) => self.mark_style(html, mark),
            }
            html.push('>');
            escape(html, words);
            html.push_str("</span>");
        }
    }

    fn mark_style(&self, html: &mut String, mark: &TokenScope) {
        let paints: Vec<TokenPaint<'_>> =
            self.themes.iter().map(|theme| theme.paint(mark)).collect();
        let style = match paints.as_slice() {
            [light, dark] => {
                let font = if light.font == dark.font {
                    light.font
                } else {
                    ""
                };
                let (light, dark) = (light.colour, dark.colour);
                format!("color: light-dark(#{light}, #{dark});{font}")
            }
            [one] => format!("color: #{};{}", one.colour, one.font),
            _ => String::new(),
        };
        attribute(html, "style", &style);
    }
}

#[cfg(test)]
mod tests;
