//! What a content file's name says: its folder, its language, its date, its slug. Enter at [`FilePath::new`].

use jiff::civil::{Date, DateTime};

/// A content file's name taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilePath {
    /// `maichen/2020/index.zh.md`, relative to `content/`.
    pub relative: String,
    /// The same without the language, so that translations share it: `maichen/2020/index.md`.
    pub canonical: String,
    /// Folder, `maichen/2020`; empty at the top.
    pub folder: String,
    /// File name without language and ending: `index`.
    pub name: String,
    /// The language code in the name; `None` for the default language.
    pub language: Option<String>,
    /// A code in the name that is not configured, where the site has several languages.
    pub unknown_language: Option<String>,
}

impl FilePath {
    /// Takes `relative` (to `content/`, with `/`) apart; `languages` are the other languages' codes.
    pub fn new(relative: &str, languages: &[&str]) -> FilePath {
        let (folder, file) = relative.rsplit_once('/').unwrap_or(("", relative));
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let mut path = FilePath {
            relative: relative.to_owned(),
            folder: folder.to_owned(),
            ..FilePath::default()
        };
        let (name, code) = match stem.rsplit_once('.') {
            Some((name, code)) if !languages.is_empty() => (name, Some(code)),
            _ => (stem, None),
        };
        match code {
            Some(code) if languages.contains(&code) => path.language = Some(code.to_owned()),
            Some(code) => path.unknown_language = Some(code.to_owned()),
            None => {}
        }
        path.name = if path.language.is_some() || path.unknown_language.is_some() {
            name
        } else {
            stem
        }
        .to_owned();
        path.canonical = join(folder, &format!("{}.md", path.name));
        path
    }

    /// Takes the code of the default language in a name for what it is: `hello.en.md` is `hello.md`.
    #[must_use]
    pub fn in_default(mut self, default: &str) -> FilePath {
        if self.unknown_language.as_deref() == Some(default) {
            self.unknown_language = None;
        }
        self
    }

    /// Whether the file is a section's `_index.md`.
    pub fn is_section(&self) -> bool {
        self.name == "_index"
    }

    /// Whether the file is a page with its own folder, `NAME/index.md`.
    pub fn is_colocated(&self) -> bool {
        self.name == "index" && !self.folder.is_empty()
    }

    /// The folder of the section that the page belongs to: for `a/b/index.md` it is `a`.
    pub fn section_folder(&self) -> &str {
        if self.is_colocated() {
            self.folder
                .rsplit_once('/')
                .map_or("", |(parent, _)| parent)
        } else {
            &self.folder
        }
    }

    /// The name that slug and date come from: the file's, or the folder's for `index.md`.
    pub fn named(&self) -> &str {
        if self.is_colocated() {
            self.folder
                .rsplit_once('/')
                .map_or(&*self.folder, |(_, last)| last)
        } else {
            &self.name
        }
    }
}

/// Joins a folder and a name with `/`.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// Splits `2020-12-16-name` or `2020-12-16T10:00:00Z_name` into the date and the name behind it, `None` where no name stands behind a separator.
pub(crate) fn date_prefix(name: &str) -> Option<(String, Option<String>)> {
    let day: Date = name.get(..10)?.parse().ok()?;
    let mut rest = &name[10..];
    let mut date = day.to_string();
    if let Some(time) = rest.strip_prefix('T') {
        let end = time
            .find(['_', ' '])
            .or_else(|| dash_after_time(time))
            .unwrap_or(time.len());
        let stamp = &time[..end];
        if parses_as_time(&day, stamp) {
            date = format!("{day}T{stamp}");
            rest = &time[end..];
        }
    }
    let slug = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    let slug = slug
        .strip_prefix(['_', '-'])
        .filter(|slug| !slug.is_empty());
    Some((date, slug.map(str::to_owned)))
}

/// A dash that ends the time: the first one after the seconds that does not begin an offset `-05:00`.
fn dash_after_time(time: &str) -> Option<usize> {
    time.match_indices('-').map(|(at, _)| at).find(|at| {
        let after = &time.as_bytes()[at + 1..];
        !(after.len() >= 5 && after[2] == b':' && after[..2].iter().all(u8::is_ascii_digit))
    })
}

fn parses_as_time(day: &Date, stamp: &str) -> bool {
    let whole = format!("{day}T{stamp}");
    whole.parse::<DateTime>().is_ok() || whole.parse::<jiff::Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_in_the_name_is_taken_off() {
        let path = FilePath::new("a/b.zh.md", &["zh"]);
        assert_eq!(
            (
                path.name.as_str(),
                path.language.as_deref(),
                path.canonical.as_str()
            ),
            ("b", Some("zh"), "a/b.md")
        );
        let path = FilePath::new("a/b.1.md", &[]);
        assert_eq!((path.name.as_str(), path.language), ("b.1", None));
    }

    #[test]
    fn the_code_of_the_default_language_may_stand_in_a_name() {
        let path = FilePath::new("a/b.en.md", &["zh"]).in_default("en");
        assert_eq!(
            (
                path.canonical.as_str(),
                path.language,
                path.unknown_language
            ),
            ("a/b.md", None, None)
        );
        let path = FilePath::new("a/b.fr.md", &["zh"]).in_default("en");
        assert_eq!(path.unknown_language.as_deref(), Some("fr"));
    }

    #[test]
    fn an_index_file_is_named_after_its_folder() {
        let path = FilePath::new("maichen/2020/index.md", &[]);
        assert_eq!((path.named(), path.section_folder()), ("2020", "maichen"));
    }

    #[test]
    fn a_date_before_a_name_is_split_off() {
        let split = |name| {
            date_prefix(name).map(|(date, slug)| format!("{date}|{}", slug.unwrap_or_default()))
        };
        assert_eq!(
            split("2018-10-12-hello").as_deref(),
            Some("2018-10-12|hello")
        );
        assert_eq!(
            split("2018-10-12 - hello").as_deref(),
            Some("2018-10-12| hello")
        );
        assert_eq!(
            split("2018-10-12T10:20:00Z-hello").as_deref(),
            Some("2018-10-12T10:20:00Z|hello")
        );
        assert_eq!(
            split("2018-10-12T10:20:00+08:00_hello").as_deref(),
            Some("2018-10-12T10:20:00+08:00|hello")
        );
        assert_eq!(split("2018-10-12").as_deref(), Some("2018-10-12|"));
        assert_eq!(split("2018-10-12x").as_deref(), Some("2018-10-12|"));
        assert_eq!(split("2018-13-12-x"), None);
    }
}
