//! What the languages of a family have in common. Enter at [`Rules::of`].

/// How a text is cut into tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Comments, strings, numbers and words.
    Code,
    /// The same, and names before `:` or `=` are keys.
    Keys,
    /// Tags with attributes.
    Markup,
    /// Line by line, by the first character.
    Lines,
    /// Headings and code in backticks.
    Prose,
    /// Not at all.
    Plain,
}

/// The rules of a family.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) mode: Mode,
    /// What begins a comment that ends with its line.
    pub(super) line_comments: &'static [&'static str],
    /// What begins and ends a comment.
    pub(super) block_comments: &'static [(&'static str, &'static str)],
    /// Quotes of strings that end with their line.
    pub(super) quotes: &'static [u8],
    /// Quotes of strings that may go on over lines.
    pub(super) long_quotes: &'static [u8],
    /// Whether three quotes make a string.
    pub(super) triple: bool,
    /// Whether a single quote may also begin a lifetime.
    pub(super) lifetimes: bool,
    /// Whether keywords are the same in any case.
    pub(super) any_case: bool,
}

const CODE: Rules = Rules {
    mode: Mode::Code,
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: b"\"'",
    long_quotes: b"",
    triple: false,
    lifetimes: false,
    any_case: false,
};

static SLASH: Rules = CODE;
static SCRIPT: Rules = Rules {
    long_quotes: b"`",
    ..CODE
};
static RUST: Rules = Rules {
    quotes: b"'",
    long_quotes: b"\"",
    lifetimes: true,
    ..CODE
};
static HASH: Rules = Rules {
    line_comments: &["#"],
    block_comments: &[],
    ..CODE
};
static PYTHON: Rules = Rules {
    triple: true,
    ..HASH
};
static SHELL: Rules = Rules {
    quotes: b"",
    long_quotes: b"\"'",
    ..HASH
};
static DASH: Rules = Rules {
    line_comments: &["--"],
    block_comments: &[("/*", "*/"), ("{-", "-}")],
    any_case: true,
    ..CODE
};
static SEMICOLON: Rules = Rules {
    line_comments: &[";"],
    block_comments: &[],
    quotes: b"",
    long_quotes: b"\"",
    ..CODE
};
static PERCENT: Rules = Rules {
    line_comments: &["%"],
    block_comments: &[],
    quotes: b"\"",
    ..CODE
};
static QUOTE: Rules = Rules {
    line_comments: &["'"],
    block_comments: &[],
    quotes: b"\"",
    any_case: true,
    ..CODE
};
static BANG: Rules = Rules {
    line_comments: &["!"],
    block_comments: &[],
    any_case: true,
    ..CODE
};
static PAREN: Rules = Rules {
    line_comments: &["//"],
    block_comments: &[("(*", "*)"), ("/*", "*/")],
    quotes: b"\"",
    ..CODE
};
static CONFIG: Rules = Rules {
    mode: Mode::Keys,
    line_comments: &["#", ";"],
    block_comments: &[],
    triple: true,
    ..CODE
};
static DATA: Rules = Rules {
    mode: Mode::Keys,
    quotes: b"\"",
    ..CODE
};
static STYLE: Rules = Rules {
    mode: Mode::Keys,
    line_comments: &[],
    ..CODE
};
static MARKUP: Rules = Rules {
    mode: Mode::Markup,
    ..CODE
};
static LINES: Rules = Rules {
    mode: Mode::Lines,
    ..CODE
};
static PROSE: Rules = Rules {
    mode: Mode::Prose,
    ..CODE
};
static PLAIN: Rules = Rules {
    mode: Mode::Plain,
    ..CODE
};

impl Rules {
    /// The rules of the family of that name; text in an unknown family is not cut.
    pub(super) fn of(family: &str) -> &'static Rules {
        match family {
            "slash" => &SLASH,
            "script" => &SCRIPT,
            "rust" => &RUST,
            "hash" => &HASH,
            "python" => &PYTHON,
            "shell" => &SHELL,
            "dash" => &DASH,
            "semicolon" => &SEMICOLON,
            "percent" => &PERCENT,
            "quote" => &QUOTE,
            "bang" => &BANG,
            "paren" => &PAREN,
            "config" => &CONFIG,
            "data" => &DATA,
            "style" => &STYLE,
            "markup" => &MARKUP,
            "lines" => &LINES,
            "prose" => &PROSE,
            _ => &PLAIN,
        }
    }
}
