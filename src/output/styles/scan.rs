//! Reads loops, mixins and functions off a style sheet, without understanding the rest. Enter at [`definitions`].

/// How a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetSyntax {
    /// `.scss`: statements end with a semicolon.
    Braces,
    /// `.sass`: statements end with their line.
    Indented,
}

impl SheetSyntax {
    /// By the file's ending.
    pub(super) fn of(path: &str) -> SheetSyntax {
        if path.ends_with(".sass") {
            SheetSyntax::Indented
        } else {
            SheetSyntax::Braces
        }
    }
}

/// What has a body that can run more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DefinitionKind {
    /// `@while`, `@for`, `@each`.
    Loop,
    /// `@mixin`, or `=` in the indented syntax.
    Mixin,
    /// `@function`.
    Function,
}

/// A loop, mixin or function.
#[derive(Debug)]
pub(super) struct StyleDefinition {
    pub(super) kind: DefinitionKind,
    /// Its name, with hyphens; empty for a loop.
    pub(super) name: String,
    /// The byte at which its body begins.
    pub(super) begin: usize,
    /// The byte at which its body ends.
    pub(super) end: usize,
    /// White space before the body's statements, in the indented syntax.
    pub(super) indent: String,
    /// Every name in its body, among them those that it calls.
    pub(super) words: Vec<String>,
    /// Its `@return` statements.
    pub(super) returns: Vec<ReturnStatement>,
}

/// A `@return` statement.
#[derive(Debug)]
pub(super) struct ReturnStatement {
    /// The byte of its `@`.
    pub(super) start: usize,
    /// The byte behind its value; in the indented syntax, behind its line.
    pub(super) end: usize,
    /// White space before it.
    pub(super) indent: String,
}

/// The sheet with the same bytes, but blanks for comments, strings and bare addresses.
pub(super) fn mask(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let length = match rest {
            [b'/', b'/', ..] => bytes_until(rest, b"\n"),
            [b'/', b'*', ..] => 2 + bytes_until(&rest[2..], b"*/") + 2,
            [quote @ (b'"' | b'\''), ..] => string_length(rest, *quote),
            [b'u', b'r', b'l', b'(', next, ..] if !matches!(next, b'"' | b'\'' | b'$' | b'#') => {
                bytes_until(rest, b")")
            }
            _ => 0,
        };
        let end = (at + length).min(bytes.len());
        for byte in bytes[at..end].iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
        at = end.max(at + 1);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn bytes_until(rest: &[u8], end: &[u8]) -> usize {
    let at = rest.windows(end.len()).position(|window| window == end);
    at.unwrap_or(rest.len())
}

fn string_length(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != b'\n' {
        match rest[at] {
            b'\\' => at += 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Finds everything that can run more than once in a masked sheet.
pub(super) fn definitions(masked: &str, syntax: SheetSyntax) -> Vec<StyleDefinition> {
    let mut found = Vec::new();
    for (at, _) in masked.match_indices(['@', '=']) {
        let (kind, rest) = match kind_at(masked, at, syntax) {
            Some(found) => found,
            None => continue,
        };
        let name = match kind {
            DefinitionKind::Loop => String::new(),
            _ => first_word(masked[rest..].trim_start()),
        };
        let body = match syntax {
            SheetSyntax::Braces => braced_body(masked, rest),
            SheetSyntax::Indented => indented_body(masked, rest),
        };
        let Some((begin, end, indent)) = body else {
            continue;
        };
        found.push(StyleDefinition {
            words: body_words(&masked[begin..end]),
            returns: return_statements(masked, begin..end, syntax),
            kind,
            name,
            begin,
            end,
            indent,
        });
    }
    found
}

fn kind_at(masked: &str, at: usize, syntax: SheetSyntax) -> Option<(DefinitionKind, usize)> {
    if masked[at..].starts_with('=') {
        let line = masked[..at].rfind('\n').map_or(0, |end| end + 1);
        let first = masked[line..at].trim().is_empty();
        return (syntax == SheetSyntax::Indented && first)
            .then_some((DefinitionKind::Mixin, at + 1));
    }
    let word = first_word(&masked[at + 1..]);
    let kind = match word.as_str() {
        "while" | "for" | "each" => DefinitionKind::Loop,
        "mixin" => DefinitionKind::Mixin,
        "function" => DefinitionKind::Function,
        _ => return None,
    };
    Some((kind, at + 1 + word.len()))
}

/// The name at the beginning of a text, with hyphens for underscores, as Sass compares names.
fn first_word(text: &str) -> String {
    let end = text.find(|letter: char| !is_of_name(letter));
    text[..end.unwrap_or(text.len())].replace('_', "-")
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-' || letter == '_'
}

fn body_words(body: &str) -> Vec<String> {
    let names = body.split(|letter: char| !is_of_name(letter));
    let mut names: Vec<String> = names
        .filter(|name| !name.is_empty())
        .map(|name| name.replace('_', "-"))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The bytes between the first brace after a heading and the one that closes it.
fn braced_body(masked: &str, from: usize) -> Option<(usize, usize, String)> {
    let bytes = masked.as_bytes();
    let begin = end_of(bytes, from, b"{;}")?;
    if bytes[begin] != b'{' {
        return None;
    }
    let end = end_of(bytes, begin + 1, b"}")?;
    Some((begin + 1, end, String::new()))
}

/// The first of `ends` that stands in no bracket opened after `from`.
fn end_of(bytes: &[u8], from: usize, ends: &[u8]) -> Option<usize> {
    // Brackets nest, and `#{` opens an interpolation in the middle of a name, whose braces are no body.
    let mut depth = 0_usize;
    for at in from..bytes.len() {
        let inner = depth > 0 || bytes[at] == b'{' && at > 0 && bytes[at - 1] == b'#';
        if !inner && ends.contains(&bytes[at]) {
            return Some(at);
        }
        match bytes[at] {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The lines below a heading that stand further in than it does.
fn indented_body(masked: &str, from: usize) -> Option<(usize, usize, String)> {
    let line = masked[..from].rfind('\n').map_or(0, |end| end + 1);
    let own = line_indent(&masked[line..]).len();
    let begin = from + masked[from..].find('\n')? + 1;
    let (mut end, mut inner) = (begin, None);
    let mut at = begin;
    for next in masked[begin..].split_inclusive('\n') {
        let is_blank = next.trim().is_empty();
        if !is_blank && line_indent(next).len() <= own {
            break;
        }
        at += next.len();
        if !is_blank {
            inner.get_or_insert_with(|| line_indent(next).to_owned());
            end = at;
        }
    }
    Some((begin, end, inner?))
}

fn line_indent(line: &str) -> &str {
    let end = line.find(|letter: char| letter != ' ' && letter != '\t');
    &line[..end.unwrap_or(line.len())]
}

fn return_statements(
    masked: &str,
    body: std::ops::Range<usize>,
    syntax: SheetSyntax,
) -> Vec<ReturnStatement> {
    let of_body = masked[body.clone()].match_indices("@return");
    let end_of_line = |at: usize| {
        masked[at..]
            .find('\n')
            .map_or(masked.len(), |end| at + end + 1)
    };
    of_body
        .filter_map(|(at, name)| {
            let start = body.start + at;
            let line = masked[..start].rfind('\n').map_or(0, |end| end + 1);
            let end = match syntax {
                SheetSyntax::Braces => end_of(masked.as_bytes(), start + name.len(), b";}")?,
                SheetSyntax::Indented => end_of_line(start),
            };
            Some(ReturnStatement {
                start,
                end,
                indent: line_indent(&masked[line..]).to_owned(),
            })
        })
        .collect()
}
