//! A file as numbered lines, whatever its format was. Enter at [`ReadFile`]; [`plain`] reads text and [`marked`] reads Markdown.

use super::words::tidy;
use regex::Regex;
use std::sync::LazyLock;

/// Where a line stands on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PagePlace {
    /// Outside the element that holds the text: read for its facts, not for its words.
    Frame,
    /// In the text.
    Text,
}

/// One paragraph of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageLine {
    /// 1-based line of the file.
    pub(crate) number: usize,
    /// The words, without layout space around them.
    pub(crate) text: String,
    /// The cells, where the line is a row of a table.
    pub(crate) cells: Vec<String>,
    /// Where it stands.
    pub(crate) place: PagePlace,
    /// Markdown for what is not words, such as an image.
    pub(crate) picture: Option<String>,
}

impl PageLine {
    /// A paragraph of the text.
    pub(crate) fn text(number: usize, text: &str) -> PageLine {
        PageLine {
            number,
            text: tidy(text),
            cells: Vec::new(),
            place: PagePlace::Text,
            picture: None,
        }
    }

    /// A row of a table.
    pub(crate) fn row(number: usize, cells: Vec<String>) -> PageLine {
        let cells: Vec<String> = cells.iter().map(|cell| tidy(cell)).collect();
        PageLine {
            number,
            text: cells.join(" | "),
            cells,
            place: PagePlace::Text,
            picture: None,
        }
    }
}

/// A file as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ReadFile {
    /// Lines with words, in order.
    pub(crate) lines: Vec<PageLine>,
    /// What the page's head says the title is, best first.
    pub(crate) titles: Vec<String>,
    /// What the page's head says the day of publication is.
    pub(crate) published: Option<String>,
    /// Things a person should know before the text is trusted.
    pub(crate) notes: Vec<PageNote>,
    /// Pictures of the text: file name and content.
    pub(crate) pictures: Vec<(String, Vec<u8>)>,
}

/// Why a file needs a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageNote {
    /// Code of the catalogue of checks.
    pub(crate) code: &'static str,
    /// Name of the finding.
    pub(crate) name: &'static str,
    /// The words it is about.
    pub(crate) quote: String,
    /// English and Chinese.
    pub(crate) message: [String; 2],
    /// Whether the text must not be taken over before a person has settled it.
    pub(crate) refuses: bool,
}

/// Reads plain text: every line that holds words is a paragraph.
pub(crate) fn plain(text: &str) -> ReadFile {
    let lines = text
        .split('\n')
        .enumerate()
        .map(|(index, line)| {
            // Pasted tables keep their tabs, or have pipes in their place.
            if line.trim().contains('\t') && !line.contains('。') {
                return PageLine::row(
                    index + 1,
                    line.trim().split('\t').map(str::to_owned).collect(),
                );
            }
            PageLine::text(index + 1, line)
        })
        .filter(|line| !line.text.is_empty())
        .collect();
    ReadFile {
        lines,
        ..ReadFile::default()
    }
}

static EMPHASIS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\*\*(?P<a>[^*]+)\*\*|__(?P<b>[^_]+)__").expect("the pattern is constant")
});
static ESCAPE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\\([!-/:-@\[-`{-~])").expect("the pattern is constant"));

/// Reads Markdown as written by import or by hand: marks of headings, emphasis and escapes go, front matter gives a title.
pub(crate) fn marked(text: &str) -> ReadFile {
    let (front, skipped) = front_matter(text);
    let mut page = ReadFile::default();
    page.titles.extend(
        front
            .iter()
            .find_map(|line| line.strip_prefix("title"))
            .map(|rest| {
                rest.trim_start_matches([' ', ':', '='])
                    .trim()
                    .trim_matches(['"', '\''])
                    .to_owned()
            }),
    );
    for (index, line) in text.split('\n').enumerate().skip(skipped) {
        let line = line.trim();
        let bare = line.trim_start_matches('#').trim_start_matches('>').trim();
        let words = ESCAPE
            .replace_all(&EMPHASIS.replace_all(bare, "$a$b"), "$1")
            .into_owned();
        let mut read = if bare.starts_with('|') && bare.ends_with('|') && bare.len() > 1 {
            if bare.chars().all(|letter| "|-: ".contains(letter)) {
                continue;
            }
            PageLine::row(
                index + 1,
                words
                    .trim_matches('|')
                    .split('|')
                    .map(str::to_owned)
                    .collect(),
            )
        } else {
            PageLine::text(index + 1, &words)
        };
        read.text.truncate(read.text.trim_end_matches('\\').len());
        if !read.text.is_empty() {
            page.lines.push(read);
        }
    }
    page
}

/// The lines of the front matter, and how many lines of the file it takes.
fn front_matter(text: &str) -> (Vec<&str>, usize) {
    let mut lines = text.split('\n');
    let fence = lines.next().unwrap_or("").trim_end();
    if fence != "---" && fence != "+++" {
        return (Vec::new(), 0);
    }
    let inner: Vec<&str> = lines.take_while(|line| line.trim_end() != fence).collect();
    let taken = inner.len() + 2;
    (inner, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_as_in_the_file() {
        let page = plain("标题\n\n\u{3000}\u{3000}正文。\u{a0}\n");
        let seen: Vec<_> = page
            .lines
            .iter()
            .map(|line| (line.number, line.text.as_str()))
            .collect();
        assert_eq!(seen, [(1, "标题"), (3, "正文。")]);
    }

    #[test]
    fn markdown_marks_are_not_words() {
        let page = marked(
            "---\ntitle: \"迈陈镇\"\n---\n## 一、主要做法\n\n**1、标题。**按《\\<证\\>办法》。\n",
        );
        assert_eq!(page.titles, ["迈陈镇"]);
        let seen: Vec<_> = page
            .lines
            .iter()
            .map(|line| (line.number, line.text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [(4, "一、主要做法"), (6, "1、标题。按《<证>办法》。")]
        );
    }
}
