//! Colours by theme. Enter at [`of`].

use super::lex::TokenKind;
use super::scopes::{TokenScope, kind_of, scope_of};
use super::selector::ColourRule;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// The colours, a line a theme.
const TABLE: &str = include_str!("themes.txt");

/// Colours as hexadecimal RGB without `#`.
#[derive(Debug, Default)]
pub(super) struct ColourTheme {
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
    /// What a theme of the site says about names that grammars give.
    rules: Vec<ColourRule>,
}

/// The look of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenPaint<'t> {
    /// Hexadecimal RGB without `#`.
    pub(super) colour: &'t str,
    /// Further properties of CSS, or nothing.
    pub(super) font: &'static str,
}

impl ColourTheme {
    fn read(line: &str) -> Option<ColourTheme> {
        let mut words = line.split_whitespace().map(str::to_owned);
        let mut word = || words.next();
        Some(ColourTheme {
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
            rules: Vec::new(),
        })
    }

    /// A theme of the site; our own kinds have the colours of the names that stand for them.
    pub(super) fn of_rules(name: &str, frame: BlockFrame, rules: Vec<ColourRule>) -> ColourTheme {
        let colour = |kind: TokenKind| {
            let scope = scope_of(kind).unwrap_or_default();
            let found = ColourRule::best(&rules, &[scope.into()]);
            found
                .and_then(|rule| rule.colour.clone())
                .unwrap_or_else(|| frame.text.clone())
        };
        ColourTheme {
            name: name.to_owned(),
            is_light: frame.is_light,
            comment: colour(TokenKind::Comment),
            string: colour(TokenKind::String),
            constant: colour(TokenKind::Constant),
            keyword: colour(TokenKind::Keyword),
            function: colour(TokenKind::Function),
            kind: colour(TokenKind::Type),
            tag: colour(TokenKind::Tag),
            attribute: colour(TokenKind::Attribute),
            text: frame.text,
            background: frame.background,
            marked: frame.marked,
            line_number: frame.line_number,
            rules,
        }
    }

    /// The look of a token.
    pub(super) fn paint(&self, mark: &TokenScope) -> TokenPaint<'_> {
        match mark {
            TokenScope::Kind(kind) => TokenPaint {
                colour: self.colour(*kind),
                font: "",
            },
            TokenScope::Scopes(scopes) if self.rules.is_empty() => TokenPaint {
                colour: self.colour(kind_of(scopes)),
                font: "",
            },
            TokenScope::Scopes(scopes) => {
                let rule = ColourRule::best(&self.rules, scopes);
                TokenPaint {
                    colour: rule
                        .and_then(|rule| rule.colour.as_deref())
                        .unwrap_or(&self.text),
                    font: rule.map_or("", |rule| rule.font),
                }
            }
        }
    }

    pub(super) fn colour(&self, kind: TokenKind) -> &str {
        match kind {
            TokenKind::Plain => &self.text,
            TokenKind::Comment => &self.comment,
            TokenKind::String | TokenKind::Inserted => &self.string,
            TokenKind::Number | TokenKind::Constant => &self.constant,
            TokenKind::Keyword | TokenKind::Deleted => &self.keyword,
            TokenKind::Function => &self.function,
            TokenKind::Type => &self.kind,
            TokenKind::Tag | TokenKind::Key | TokenKind::Heading => &self.tag,
            TokenKind::Attribute => &self.attribute,
        }
    }

    /// Rules for every class that a code block can have.
    pub(super) fn stylesheet(&self) -> String {
        let mut css = format!(
            ".giallo {{ color: #{}; background-color: #{}; }}\n.giallo .giallo-ln {{ color: #{}; margin-right: 1em; user-select: none; }}\n.giallo .z-hl {{ background-color: #{}; }}\n",
            self.text, self.background, self.line_number, self.marked
        );
        for kind in TokenKind::ALL {
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
        for rule in &self.rules {
            css.push_str(&rule.css());
        }
        css
    }
}

/// What a theme of the site says about the block as a whole.
#[derive(Debug)]
pub(super) struct BlockFrame {
    pub(super) is_light: bool,
    pub(super) text: String,
    pub(super) background: String,
    pub(super) marked: String,
    pub(super) line_number: String,
}

static THEMES: LazyLock<Vec<ColourTheme>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(ColourTheme::read)
        .collect()
});

impl ColourTheme {
    /// Whether it is called so.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.name == name
    }
}

/// The names of all themes.
pub(super) fn names() -> Vec<&'static str> {
    THEMES.iter().map(|theme| theme.name.as_str()).collect()
}

/// The theme of that name.
pub(super) fn exact(name: &str) -> Option<&'static ColourTheme> {
    THEMES.iter().find(|theme| theme.name == name)
}

/// The themes of those names, those of the site first; for an unknown one, the default of its kind as far as its name tells. At least one, at most two.
pub(super) fn of<'t>(names: &[String], own: &'t [ColourTheme]) -> Vec<&'t ColourTheme> {
    let first = &THEMES[0];
    let find = |name: &String| -> &'t ColourTheme {
        let known = own.iter().rev().find(|theme| theme.name == *name);
        known.or_else(|| exact(name)).unwrap_or_else(|| {
            let is_light = ["light", "latte", "day", "dawn", "lotus", "white"]
                .iter()
                .any(|word| name.contains(word));
            THEMES
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
