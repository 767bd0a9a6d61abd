//! The syntax of one shortcode tag. Enter at [`find`] and [`read`].

use serde_json::{Map, Number, Value};
use std::ops::Range;

/// Arrays within arrays, at most.
const DEEPEST: usize = 16;

/// The opening tag of a call.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CallOpening {
    pub(super) name: String,
    pub(super) arguments: Map<String, Value>,
    pub(super) range: Range<usize>,
}

/// What stands at a pair of braces.
#[derive(Debug, PartialEq)]
pub(super) enum CallToken {
    /// `{{ name(…) }}`
    Inline(CallOpening),
    /// `{% name(…) %}`
    Body(CallOpening),
    /// `{% end %}`
    End { end: usize },
    /// `{{/* … */}}`: prints its braces.
    Escaped { text: String, end: usize },
    /// `name(` followed by what is no list of arguments.
    Malformed { name: String, end: usize },
    /// Braces that mean nothing here.
    Literal { end: usize },
}

/// The next `{{` or `{%` at or after `from`.
pub(super) fn find(source: &str, from: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    (from..bytes.len().saturating_sub(1))
        .find(|at| bytes[*at] == b'{' && matches!(bytes[at + 1], b'{' | b'%'))
}

/// Reads what begins at `start`, where [`find`] found a pair of braces.
pub(super) fn read(source: &str, start: usize) -> CallToken {
    let inline = source.as_bytes()[start + 1] == b'{';
    let (open, close) = if inline { ("{{", "}}") } else { ("{%", "%}") };
    let inside = start + 2;
    if source[inside..].starts_with("/*") {
        return read_escaped(source, inside, open, close);
    }
    let mut reader = CallReader { source, at: inside };
    reader.skip_space();
    let Some(name) = reader.take_name() else {
        return CallToken::Literal { end: inside };
    };
    reader.skip_space();
    if !inline && name == "end" && reader.take_word("%}") {
        return CallToken::End { end: reader.at };
    }
    if !reader.take_word("(") {
        return CallToken::Literal { end: inside };
    }
    let arguments = reader.take_arguments();
    reader.skip_space();
    match arguments {
        Some(arguments) if reader.take_word(close) => {
            let opening = CallOpening {
                name: name.to_owned(),
                arguments,
                range: start..reader.at,
            };
            if inline {
                CallToken::Inline(opening)
            } else {
                CallToken::Body(opening)
            }
        }
        _ => CallToken::Malformed {
            name: name.to_owned(),
            end: inside,
        },
    }
}

fn read_escaped(source: &str, inside: usize, open: &str, close: &str) -> CallToken {
    let closing = if close == "}}" { "*/}}" } else { "*/%}" };
    match source[inside + 2..].find(closing) {
        Some(length) => {
            let words = &source[inside + 2..inside + 2 + length];
            CallToken::Escaped {
                text: format!("{open}{words}{close}"),
                end: inside + 2 + length + closing.len(),
            }
        }
        None => CallToken::Literal { end: inside },
    }
}

struct CallReader<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> CallReader<'a> {
    fn rest_of_text(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest_of_text().len() - self.rest_of_text().trim_start().len();
    }

    fn take_word(&mut self, word: &str) -> bool {
        let taken = self.rest_of_text().starts_with(word);
        if taken {
            self.at += word.len();
        }
        taken
    }

    fn take_name(&mut self) -> Option<&'a str> {
        let rest = self.rest_of_text();
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        if length == 0 || rest.as_bytes()[0].is_ascii_digit() {
            return None;
        }
        self.at += length;
        Some(&rest[..length])
    }

    /// `k=v, k=v)` up to and with the closing parenthesis.
    fn take_arguments(&mut self) -> Option<Map<String, Value>> {
        let mut arguments = Map::new();
        loop {
            self.skip_space();
            if self.take_word(")") {
                return Some(arguments);
            }
            let name = self.take_name()?;
            self.skip_space();
            if !self.take_word("=") {
                return None;
            }
            let value = self.take_value(0)?;
            arguments.insert(name.to_owned(), value);
            self.skip_space();
            if !self.take_word(",") && !self.rest_of_text().starts_with(')') {
                return None;
            }
        }
    }

    fn take_value(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        match self.rest_of_text().chars().next()? {
            quote @ ('"' | '\'' | '`') => self.take_string(quote),
            '[' if depth < DEEPEST => self.take_array(depth),
            letter if letter.is_ascii_alphabetic() => match self.take_name()? {
                "true" | "True" => Some(Value::Bool(true)),
                "false" | "False" => Some(Value::Bool(false)),
                _ => None,
            },
            _ => self.take_number(),
        }
    }

    /// A string has no escapes: it ends at the next quote of its kind.
    fn take_string(&mut self, quote: char) -> Option<Value> {
        let inner = &self.rest_of_text()[1..];
        let length = inner.find(quote)?;
        self.at += length + 2;
        Some(Value::String(inner[..length].to_owned()))
    }

    fn take_array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip_space();
            if self.take_word("]") {
                return Some(Value::Array(values));
            }
            values.push(self.take_value(depth + 1)?);
            self.skip_space();
            if !self.take_word(",") && !self.rest_of_text().starts_with(']') {
                return None;
            }
        }
    }

    fn take_number(&mut self) -> Option<Value> {
        let rest = self.rest_of_text();
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'_'))
            .count();
        let digits = rest[..length].replace('_', "");
        self.at += length;
        if digits.contains('.') {
            return Number::from_f64(digits.parse().ok()?).map(Value::Number);
        }
        digits
            .parse::<i64>()
            .ok()
            .map(Value::from)
            .or_else(|| digits.parse::<u64>().ok().map(Value::from))
    }
}
