//! BibTeX as values: a list of entries with their type, key and tags. Enter at [`parse`].

use super::super::refusal::say;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Parses a whole file: `comments`, `preambles`, `variables`, `bibliographies`.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let mut reader = BibtexReader {
        text,
        at: 0,
        strings: BTreeMap::new(),
    };
    let mut entries = Vec::new();
    let (mut comments, mut preambles) = (Vec::new(), Vec::new());
    while let Some(start) = text[reader.at..].find('@') {
        reader.at += start + 1;
        let kind = reader.take_word();
        match kind.to_ascii_lowercase().as_str() {
            "comment" => comments.push(reader.enclosed_text()?),
            "preamble" => preambles.push(reader.enclosed_text()?),
            "string" => reader.string_definition()?,
            _ => entries.push(reader.take_entry(kind)?),
        }
    }
    Ok(json!({
        "comments": comments,
        "preambles": preambles,
        "variables": reader.strings,
        "bibliographies": entries,
    }))
}

struct BibtexReader<'t> {
    text: &'t str,
    at: usize,
    strings: BTreeMap<String, String>,
}

impl<'t> BibtexReader<'t> {
    fn fail_here<T>(&self, what: &str, zh: &str) -> Result<T, String> {
        let line = self.text[..self.at].matches('\n').count() + 1;
        Err(say(
            format!("not valid BibTeX in line {line}: {what}"),
            format!("第 {line} 行不是有效的 BibTeX：{zh}"),
        ))
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat_sign(&mut self, wanted: char) -> bool {
        self.skip_space();
        let found = self.text[self.at..].starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// A name or number: everything up to white space or punctuation of BibTeX.
    fn take_word(&mut self) -> &'t str {
        self.skip_space();
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || "{}(),=\"#@".contains(c))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn open_bracket(&mut self) -> Result<char, String> {
        if self.eat_sign('{') {
            Ok('}')
        } else if self.eat_sign('(') {
            Ok(')')
        } else {
            self.fail_here("`{` is missing", "缺少 `{`")
        }
    }

    /// The text between braces, which may hold further pairs of braces.
    fn enclosed_text(&mut self) -> Result<String, String> {
        let close = self.open_bracket()?;
        let start = self.at;
        let mut depth = 0_usize;
        for (offset, c) in self.text[start..].char_indices() {
            match c {
                c if c == close && depth == 0 => {
                    self.at = start + offset + 1;
                    return Ok(self.text[start..start + offset].to_owned());
                }
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        self.fail_here("a brace is never closed", "括号没有闭合")
    }

    fn quoted_text(&mut self) -> Result<String, String> {
        let start = self.at;
        let mut depth = 0_usize;
        for (offset, c) in self.text[start..].char_indices() {
            match c {
                '"' if depth == 0 => {
                    self.at = start + offset + 1;
                    return Ok(self.text[start..start + offset].to_owned());
                }
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        self.fail_here("a quotation mark is never closed", "引号没有闭合")
    }

    /// One value: pieces in braces, in quotation marks or by name, joined by `#`.
    fn take_value(&mut self) -> Result<String, String> {
        let mut whole = String::new();
        loop {
            self.skip_space();
            if self.text[self.at..].starts_with('{') {
                whole.push_str(&self.enclosed_text()?);
            } else if self.eat_sign('"') {
                whole.push_str(&self.quoted_text()?);
            } else {
                let word = self.take_word();
                if word.is_empty() {
                    return self.fail_here("a value is missing", "缺少值");
                }
                whole.push_str(
                    self.strings
                        .get(&word.to_lowercase())
                        .map_or(word, String::as_str),
                );
            }
            if !self.eat_sign('#') {
                return Ok(whole.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }

    fn string_definition(&mut self) -> Result<(), String> {
        let close = self.open_bracket()?;
        let name = self.take_word().to_lowercase();
        if !self.eat_sign('=') {
            return self.fail_here("`=` is missing", "缺少 `=`");
        }
        let value = self.take_value()?;
        self.strings.insert(name, value);
        if self.eat_sign(close) {
            Ok(())
        } else {
            self.fail_here("a brace is never closed", "括号没有闭合")
        }
    }

    fn take_entry(&mut self, kind: &str) -> Result<Value, String> {
        let close = self.open_bracket()?;
        let key = self.take_word();
        let mut tags = Map::new();
        while self.eat_sign(',') {
            let name = self.take_word().to_lowercase();
            if name.is_empty() {
                break;
            }
            if !self.eat_sign('=') {
                return self.fail_here(
                    &format!("`=` is missing after `{name}`"),
                    &format!("`{name}` 后缺少 `=`"),
                );
            }
            let value = self.take_value()?;
            tags.insert(name, Value::String(value));
        }
        if !self.eat_sign(close) {
            return self.fail_here("a brace is never closed", "括号没有闭合");
        }
        Ok(json!({ "entry_type": kind.to_lowercase(), "citation_key": key, "tags": tags }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_type_key_and_lower_case_tags() {
        let text = "@string{x = \"Press\"}\n@Book{k1,\n title = {A {B} C},\n Year = 2024,\n publisher = x # \" Ltd\"\n}\n@article{k2, title = \"T\",}";
        let value = parse(text).unwrap();
        let book = &value["bibliographies"][0];
        assert_eq!(
            (&book["entry_type"], &book["citation_key"]),
            (&json!("book"), &json!("k1"))
        );
        assert_eq!(
            book["tags"],
            json!({"title": "A {B} C", "year": "2024", "publisher": "Press Ltd"})
        );
        assert_eq!(value["bibliographies"][1]["tags"]["title"], "T");
    }

    #[test]
    fn an_open_brace_is_an_error_with_its_line() {
        assert!(
            parse("\n@book{k, title = {x}")
                .unwrap_err()
                .contains("line 2")
        );
    }
}
