//! Colours by theme. Enter at [`of`].

use super::Kind;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// The colours, a line a theme.
const TABLE: &str = include_str!("themes.txt");

/// Colours as hexadecimal RGB without `#`.
#[derive(Debug, Default)]
pub(super) struct Theme {
    name: String,
    is_light: bool,
    pub(super) text: String,
    pub(super) background: String,
    comment: String,
    string: String,
    constant: String,
    keyword: String,
    function: String,
    kind: String,
    tag: String,
    attribute: String,
    pub(super) marked: String,
    pub(super) line_number: String,
}

impl Theme {
    fn read(line: &str) -> Option<Theme> {
        let mut words = line.split_whitespace().map(str::to_owned);
        let mut word = || words.next();
        Some(Theme {
            name: word()?,
            is_light: word()? == "light",
            text: word()?,
            background: word()?,
            comment: word()?,
            string: word()?,
            constant: word()?,
            keyword: word()?,
            function: word()?,
            kind: word()?,
            tag: word()?,
            attribute: word()?,
            marked: word()?,
            line_number: word()?,
        })
    }

    pub(super) fn colour(&self, kind: Kind) -> &str {
        match kind {
            Kind::Plain => &self.text,
            Kind::Comment => &self.comment,
            Kind::String | Kind::Inserted => &self.string,
            Kind::Number | Kind::Constant => &self.constant,
            Kind::Keyword | Kind::Deleted => &self.keyword,
            Kind::Function => &self.function,
            Kind::Type => &self.kind,
            Kind::Tag | Kind::Key | Kind::Heading => &self.tag,
            Kind::Attribute => &self.attribute,
        }
    }

    /// Rules for every class that a code block can have.
    pub(super) fn stylesheet(&self) -> String {
        let mut css = format!(
            ".giallo {{ color: #{}; background-color: #{}; }}\n.giallo .giallo-ln {{ color: #{}; margin-right: 1em; user-select: none; }}\n.giallo .z-hl {{ background-color: #{}; }}\n",
            self.text, self.background, self.line_number, self.marked
        );
        for kind in Kind::ALL {
            if let Some(classes) = kind.classes() {
                let selector: String = classes
                    .split(' ')
                    .map(|class| format!(".{class}"))
                    .collect();
                let _ = writeln!(
                    css,
                    ".giallo {selector} {{ color: #{}; }}",
                    self.colour(kind)
                );
            }
        }
        css
    }
}

fn themes() -> &'static [Theme] {
    static THEMES: OnceLock<Vec<Theme>> = OnceLock::new();
    THEMES.get_or_init(|| {
        TABLE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(Theme::read)
            .collect()
    })
}

/// The names of all themes.
pub(super) fn names() -> Vec<&'static str> {
    themes().iter().map(|theme| theme.name.as_str()).collect()
}

/// The theme of that name.
pub(super) fn exact(name: &str) -> Option<&'static Theme> {
    themes().iter().find(|theme| theme.name == name)
}

/// The themes of those names; for an unknown one, the default of its kind as far as its name tells. At least one, at most two.
pub(super) fn of(names: &[String]) -> Vec<&'static Theme> {
    let first = &themes()[0];
    let find = |name: &String| {
        exact(name).unwrap_or_else(|| {
            let is_light = ["light", "latte", "day", "dawn", "lotus", "white"]
                .iter()
                .any(|word| name.contains(word));
            themes()
                .iter()
                .find(|theme| theme.is_light == is_light)
                .unwrap_or(first)
        })
    };
    if names.is_empty() {
        vec![first]
    } else {
        names.iter().take(2).map(find).collect()
    }
}
