//! Code blocks: what the line behind the fence says, and their HTML. Enter at [`CodeFence::read`].

use crate::render::tag::{attribute, escape};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What stands behind the opening fence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct CodeFence {
    /// The language as written.
    pub language: Option<String>,
    /// Whether lines are numbered.
    pub numbered: bool,
    /// The number of the first line.
    pub first_number: usize,
    /// Lines that are marked, counted from 1.
    pub marked: Vec<RangeInclusive<usize>>,
    /// Lines that are left out, counted from 1.
    pub hidden: Vec<RangeInclusive<usize>>,
    /// Further annotations, for `data-` attributes.
    pub data: BTreeMap<String, String>,
}

impl CodeFence {
    /// Reads `rust,linenos,hl_lines=1 3-5,name=main.rs`.
    pub(crate) fn read(info: &str) -> CodeFence {
        let mut fence = CodeFence {
            first_number: 1,
            ..CodeFence::default()
        };
        for word in info
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            match word.split_once('=') {
                // `bash title="x"`: an annotation is parted from the language by a comma, so this one is none.
                Some((key, _)) if key.trim().contains(char::is_whitespace) => {
                    fence.language = fence
                        .language
                        .or(key.split_whitespace().next().map(str::to_owned));
                }
                Some((key, value)) => fence.annotate(key.trim(), value.trim()),
                None if word == "linenos" => fence.numbered = true,
                None if fence.language.is_none() => {
                    fence.language = word.split_whitespace().next().map(str::to_owned);
                }
                None => {}
            }
        }
        fence
    }

    fn annotate(&mut self, key: &str, value: &str) {
        match key {
            "linenostart" => self.first_number = value.parse().unwrap_or(1),
            "hl_lines" => self.marked.extend(line_ranges(value)),
            "hide_lines" => self.hidden.extend(line_ranges(value)),
            _ => {
                self.data.insert(key.to_owned(), value.to_owned());
            }
        }
    }
}

/// `1 3-5`; what is no range is left out, ends in the wrong order are turned round.
fn line_ranges(value: &str) -> impl Iterator<Item = RangeInclusive<usize>> {
    value.split_whitespace().filter_map(|word| {
        let (first, last) = word.split_once('-').unwrap_or((word, word));
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        Some(first.min(last)..=first.max(last))
    })
}

/// A code block without colours.
pub(crate) fn plain(code: &str, language: Option<&str>) -> String {
    let mut html = String::with_capacity(code.len() + 64);
    html.push_str("<pre><code");
    if let Some(language) = language {
        attribute(&mut html, "data-lang", language);
    }
    html.push('>');
    escape(&mut html, code);
    html.push_str("</code></pre>\n");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_language_without_a_comma_is_dropped() {
        for info in ["bash title=\"x\"", "bash hl 1", " bash "] {
            let fence = CodeFence::read(info);
            assert_eq!(
                (fence.language.as_deref(), fence.data.len()),
                (Some("bash"), 0),
                "{info}"
            );
        }
    }

    #[test]
    fn annotations_are_read_in_any_order() {
        let fence = CodeFence::read(
            "rust,linenos,linenostart=20,hl_lines=1 3-5,hide_lines=2,name=main.rs,copy",
        );
        assert_eq!(fence.language.as_deref(), Some("rust"));
        assert_eq!((fence.numbered, fence.first_number), (true, 20));
        assert_eq!(fence.marked, [1..=1, 3..=5]);
        assert_eq!(fence.hidden, [2..=2]);
        assert_eq!(
            fence.data.into_iter().collect::<Vec<_>>(),
            [("name".to_owned(), "main.rs".to_owned())]
        );
    }
}
