//! Splits a content file into front matter and body. Enter at [`split`].

use crate::diagnostic::{Diagnostic, Place, Words};
use crate::tree::{self, Node, TreeOrigin};
use std::ops::Range;
use std::sync::Arc;

/// A content file taken apart.
#[derive(Debug, Clone)]
pub(crate) struct SplitFile {
    /// The front matter.
    pub front: Node,
    /// Where the front matter's own text lies, for places.
    pub origin: TreeOrigin,
    /// Bytes of the body in the whole text.
    pub body: Range<usize>,
}

/// Splits `text`, the content of `file`, at its fences: `+++` for TOML, `---` for YAML; blank lines and a byte order mark may come first.
///
/// # Errors
/// A finding where there is no front matter, where it is not closed, or where it does not parse.
pub(crate) fn split(file: &str, text: &str) -> Result<SplitFile, Box<Diagnostic>> {
    split_shared(&file.into(), &text.into())
}

/// The same for a text that others hold too.
///
/// # Errors
/// As for [`split`].
pub(crate) fn split_shared(file: &Arc<str>, text: &Arc<str>) -> Result<SplitFile, Box<Diagnostic>> {
    let opening = text.len()
        - text
            .trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}'])
            .len();
    let fence = if text[opening..].starts_with("+++") {
        "+++"
    } else if text[opening..].starts_with("---") {
        "---"
    } else {
        return Err(Box::new(no_front_matter(file, text)));
    };
    let start = opening
        + text[opening..]
            .find('\n')
            .map_or(text.len() - opening, |at| at + 1);
    let Some(end) = closing_fence(&text[start..], fence).map(|at| start + at) else {
        return Err(Box::new(unclosed_fence(file, text, opening, fence)));
    };
    let after = end + text[end..].find('\n').map_or(text.len() - end, |at| at + 1);
    let origin = TreeOrigin {
        offset: start,
        ..TreeOrigin::shared(Arc::clone(file), Arc::clone(text))
    };
    let front = match fence {
        "+++" => tree::toml::parse(&text[start..end], &origin)?,
        _ => tree::yaml::parse(&text[start..end], &origin)?,
    };
    Ok(SplitFile {
        front,
        origin,
        body: after..text.len(),
    })
}

/// The byte of the line that consists of the fence.
fn closing_fence(text: &str, fence: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn no_front_matter(file: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        "content",
        "no-front-matter",
        Words::new(
            format!("`{file}` does not begin with front matter"),
            format!("`{file}` 开头没有 front matter（文件头）"),
        ),
    )
    .at(Place::line_column(file, text, 1, 1))
    .hint(Words::new(
        "begin with a line `---`, then `title: …`, then a line `---`; `nianbao import` writes it for a report",
        "请以一行 `---` 开头，写上 `title: …`，再写一行 `---`；导入报告可用 `nianbao import`",
    ))
}

fn unclosed_fence(file: &str, text: &str, opening: usize, fence: &str) -> Diagnostic {
    Diagnostic::error(
        "content",
        "front-matter-unclosed",
        Words::new(
            format!("the front matter that begins here is not closed by a line `{fence}`"),
            format!("文件头从这里开始，但没有用一行 `{fence}` 结束"),
        ),
    )
    .at(Place::span(file, text, opening..opening + 3))
    .hint(Words::new(
        format!("write a line `{fence}` below the last key"),
        format!("请在最后一个键的下一行写 `{fence}`"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_inside_the_body_does_not_matter() {
        let text = "\n+++\ntitle = \"a\"\n+++\nbefore\n\n+++\n";
        let split = split("a.md", text).unwrap();
        assert_eq!(&text[split.body], "before\n\n+++\n");
    }

    #[test]
    fn an_empty_front_matter_has_no_keys() {
        let split = split("a.md", "+++\r\n+++\r\nbody").unwrap();
        assert!(split.front.entries().is_empty());
    }

    #[test]
    fn an_unclosed_fence_is_named_where_it_opens() {
        let found = split("a.md", "\n---\ntitle: a\n").unwrap_err();
        assert_eq!(
            (found.name, found.place.unwrap().line),
            ("front-matter-unclosed", 2)
        );
    }
}
