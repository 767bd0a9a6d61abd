//! What the languages of a family have in common. Enter at [`FamilyRules::of`].

/// How a text is cut into tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LexMode {
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
pub(super) struct FamilyRules {
    pub(super) mode: LexMode,
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

const CODE: FamilyRules = FamilyRules {
    mode: LexMode::Code,
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: b"\"'",
    long_quotes: b"",
    triple: false,
    lifetimes: false,
    any_case: false,
};

static SLASH: FamilyRules = CODE;
static SCRIPT: FamilyRules = FamilyRules {
    long_quotes: b"`",
    ..CODE
};
static RUST: FamilyRules = FamilyRules {
    quotes: b"'",
    long_quotes: b"\"",
    lifetimes: true,
    ..CODE
};
static HASH: FamilyRules = FamilyRules {
    line_comments: &["#"],
    block_comments: &[],
    ..CODE
};
static PYTHON: FamilyRules = FamilyRules {
    triple: true,
    ..HASH
};
static SHELL: FamilyRules = FamilyRules {
    quotes: b"",
    long_quotes: b"\"'",
    ..HASH
};
static DASH: FamilyRules = FamilyRules {
    line_comments: &["--"],
    block_comments: &[("/*", "*/"), ("{-", "-}")],
    any_case: true,
    ..CODE
};
static SEMICOLON: FamilyRules = FamilyRules {
    line_comments: &[";"],
    block_comments: &[],
    quotes: b"",
    long_quotes: b"\"",
    ..CODE
};
static PERCENT: FamilyRules = FamilyRules {
    line_comments: &["%"],
    block_comments: &[],
    quotes: b"\"",
    ..CODE
};
static QUOTE: FamilyRules = FamilyRules {
    line_comments: &["'"],
    block_comments: &[],
    quotes: b"\"",
    any_case: true,
    ..CODE
};
static BANG: FamilyRules = FamilyRules {
    line_comments: &["!"],
    block_comments: &[],
    any_case: true,
    ..CODE
};
static PAREN: FamilyRules = FamilyRules {
    line_comments: &["//"],
    block_comments: &[("(*", "*)"), ("/*", "*/")],
    quotes: b"\"",
    ..CODE
};
static CONFIG: FamilyRules = FamilyRules {
    mode: LexMode::Keys,
    line_comments: &["#", ";"],
    block_comments: &[],
    triple: true,
    ..CODE
};
static DATA: FamilyRules = FamilyRules {
    mode: LexMode::Keys,
    quotes: b"\"",
    ..CODE
};
static STYLE: FamilyRules = FamilyRules {
    mode: LexMode::Keys,
    line_comments: &[],
    ..CODE
};
static MARKUP: FamilyRules = FamilyRules {
    mode: LexMode::Markup,
    ..CODE
};
static LINES: FamilyRules = FamilyRules {
    mode: LexMode::Lines,
    ..CODE
};
static PROSE: FamilyRules = FamilyRules {
    mode: LexMode::Prose,
    ..CODE
};
static PLAIN: FamilyRules = FamilyRules {
    mode: LexMode::Plain,
    ..CODE
};

impl FamilyRules {
    /// The rules of the family of that name; text in an unknown family is not cut.
    pub(super) fn of(family: &str) -> &'static FamilyRules {
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
