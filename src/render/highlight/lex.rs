//! Code is cut into tokens. Enter at [`tokens`].

use super::language::CodeLanguage;
use super::rules::LexMode;
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Nothing in particular.
    Plain,
    /// A comment.
    Comment,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true`, `null` and the like.
    Constant,
    /// A keyword.
    Keyword,
    /// A name before a parenthesis.
    Function,
    /// A name with a capital.
    Type,
    /// A tag of HTML.
    Tag,
    /// An attribute of HTML.
    Attribute,
    /// A key of data, a property of CSS.
    Key,
    /// A heading.
    Heading,
    /// A line that came in.
    Inserted,
    /// A line that went out.
    Deleted,
}

impl TokenKind {
    /// All kinds.
    pub(super) const ALL: [TokenKind; 14] = [
        TokenKind::Plain,
        TokenKind::Comment,
        TokenKind::String,
        TokenKind::Number,
        TokenKind::Constant,
        TokenKind::Keyword,
        TokenKind::Function,
        TokenKind::Type,
        TokenKind::Tag,
        TokenKind::Attribute,
        TokenKind::Key,
        TokenKind::Heading,
        TokenKind::Inserted,
        TokenKind::Deleted,
    ];

    /// The classes of its element.
    pub(super) fn classes(self) -> Option<&'static str> {
        Some(match self {
            TokenKind::Plain => return None,
            TokenKind::Comment => "z-comment",
            TokenKind::String => "z-string",
            TokenKind::Number => "z-constant z-numeric",
            TokenKind::Constant => "z-constant z-language",
            TokenKind::Keyword => "z-keyword",
            TokenKind::Function => "z-entity z-name z-function",
            TokenKind::Type => "z-entity z-name z-type",
            TokenKind::Tag => "z-entity z-name z-tag",
            TokenKind::Attribute => "z-entity z-other z-attribute-name",
            TokenKind::Key => "z-support z-type z-property-name",
            TokenKind::Heading => "z-markup z-heading",
            TokenKind::Inserted => "z-markup z-inserted",
            TokenKind::Deleted => "z-markup z-deleted",
        })
    }
}

/// Words that are values in many languages.
const VALUES: [&str; 11] = [
    "true",
    "false",
    "null",
    "nil",
    "undefined",
    "None",
    "True",
    "False",
    "NULL",
    "NaN",
    "inherit",
];

/// The tokens of a text, which together are the text.
pub(super) fn tokens(code: &str, language: &CodeLanguage) -> Vec<(TokenKind, Range<usize>)> {
    let mut lexer = CodeLexer {
        code,
        language,
        tokens: Vec::new(),
    };
    match language.rules.mode {
        LexMode::Code | LexMode::Keys => lexer.run_code(),
        LexMode::Markup => lexer.run_markup(),
        LexMode::Lines => lexer.run_lines(),
        LexMode::Prose => lexer.run_prose(),
        LexMode::Plain => lexer.put_token(TokenKind::Plain, 0..code.len()),
    }
    lexer.tokens
}

struct CodeLexer<'a> {
    code: &'a str,
    language: &'a CodeLanguage,
    tokens: Vec<(TokenKind, Range<usize>)>,
}

impl CodeLexer<'_> {
    /// Appends a token; plain text grows together.
    fn put_token(&mut self, kind: TokenKind, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        match self.tokens.last_mut() {
            Some((TokenKind::Plain, last)) if kind == TokenKind::Plain => last.end = range.end,
            _ => self.tokens.push((kind, range)),
        }
    }

    fn run_code(&mut self) {
        let mut at = 0;
        while at < self.code.len() {
            let (kind, end) = self.token_at(at);
            self.put_token(kind, at..end);
            at = end;
        }
    }

    /// The token at `at`, by its kind and end.
    fn token_at(&self, at: usize) -> (TokenKind, usize) {
        let rest = &self.code[at..];
        // The order decides: comments before strings before numbers before words, each as long as it can be. What is
        // none of them is one plain character. Every byte is looked at a fixed number of times, but for the search for
        // the end of a comment or string.
        if let Some(end) = self.comment_end(at) {
            return (TokenKind::Comment, end);
        }
        if let Some(end) = self.string_end(at) {
            let is_key = self.language.rules.mode == LexMode::Keys
                && self.code[end..].trim_start().starts_with(':');
            return (
                if is_key {
                    TokenKind::Key
                } else {
                    TokenKind::String
                },
                end,
            );
        }
        let first = rest.chars().next().unwrap_or(' ');
        if first.is_ascii_digit() {
            let is_part =
                |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '%');
            return (TokenKind::Number, at + length_while(rest, is_part));
        }
        if self.language.rules.mode == LexMode::Keys && matches!(first, '@' | '#') {
            let kind = if first == '@' {
                TokenKind::Keyword
            } else {
                TokenKind::Constant
            };
            return (
                kind,
                at + 1
                    + length_while(&rest[1..], |letter| {
                        letter.is_alphanumeric() || letter == '-'
                    }),
            );
        }
        if first.is_alphabetic() || first == '_' {
            return self.word_at(at);
        }
        (TokenKind::Plain, at + first.len_utf8())
    }

    fn word_at(&self, at: usize) -> (TokenKind, usize) {
        let rest = &self.code[at..];
        let has_keys = self.language.rules.mode == LexMode::Keys;
        let word = &rest[..length_while(rest, |letter| {
            letter.is_alphanumeric() || letter == '_' || (has_keys && letter == '-')
        })];
        let end = at + word.len();
        let after = &self.code[end..];
        let kind = if has_keys && self.is_key(after) {
            TokenKind::Key
        } else if VALUES.contains(&word) {
            TokenKind::Constant
        } else if !has_keys && self.language.is_keyword(word) {
            TokenKind::Keyword
        } else if after.starts_with('(')
            || after.starts_with("!(")
            || (after.starts_with('<') && self.follows_definition(at))
        {
            TokenKind::Function
        } else if !has_keys && word.starts_with(char::is_uppercase) {
            TokenKind::Type
        } else {
            TokenKind::Plain
        };
        (kind, end)
    }

    /// Whether a name before this is a key: `:` or `=` follows on the line, and no second colon.
    fn is_key(&self, after: &str) -> bool {
        let after = after.trim_start_matches([' ', '\t']);
        after.starts_with('=')
            || (after.starts_with(':') && !after.starts_with("::") && !after.starts_with("://"))
    }

    /// Whether the name at `at` follows a word that defines functions.
    fn follows_definition(&self, at: usize) -> bool {
        ["fn ", "def ", "function ", "func ", "fun "]
            .iter()
            .any(|word| self.code[..at].ends_with(word))
    }

    fn comment_end(&self, at: usize) -> Option<usize> {
        let rest = &self.code[at..];
        for (open, close) in self.language.rules.block_comments {
            if let Some(inner) = rest.strip_prefix(open) {
                return Some(
                    inner
                        .find(close)
                        .map_or(self.code.len(), |end| at + open.len() + end + close.len()),
                );
            }
        }
        let begins = self.language.rules.line_comments.iter().any(|sign| {
            let alone = *sign != "#"
                || self.code[..at]
                    .chars()
                    .next_back()
                    .is_none_or(char::is_whitespace);
            rest.starts_with(sign) && alone
        });
        begins.then(|| at + rest.find('\n').unwrap_or(rest.len()))
    }

    fn string_end(&self, at: usize) -> Option<usize> {
        let rules = self.language.rules;
        let bytes = self.code.as_bytes();
        let quote = bytes[at];
        let is_long = rules.long_quotes.contains(&quote);
        if !is_long && !rules.quotes.contains(&quote) {
            return None;
        }
        let rest = &self.code[at..];
        let three = [quote; 3];
        if rules.triple && rest.as_bytes().starts_with(&three) {
            let close = rest.as_bytes()[3..]
                .windows(3)
                .position(|window| window == three);
            return Some(close.map_or(self.code.len(), |end| at + 3 + end + 3));
        }
        // In Rust `'a` is a lifetime and `'a'` is a character: it is a character if the quote closes behind the next
        // letter.
        if rules.lifetimes && quote == b'\'' && !is_character(rest) {
            return None;
        }
        let mut end = at + 1;
        while end < bytes.len() {
            match bytes[end] {
                b'\\' => end += 1,
                b'\n' if !is_long => return Some(end),
                byte if byte == quote => return Some(end + 1),
                _ => {}
            }
            end += 1;
        }
        Some(self.code.len())
    }

    fn run_markup(&mut self) {
        let mut at = 0;
        while let Some(start) = self.code[at..].find('<').map(|found| at + found) {
            self.put_token(TokenKind::Plain, at..start);
            let rest = &self.code[start..];
            if rest.starts_with("<!--") {
                at = rest
                    .find("-->")
                    .map_or(self.code.len(), |end| start + end + 3);
                self.put_token(TokenKind::Comment, start..at);
                continue;
            }
            let head = 1 + length_while(&rest[1..], |letter| matches!(letter, '/' | '!' | '?'));
            let name = length_while(&rest[head..], |letter| {
                letter.is_alphanumeric() || matches!(letter, '-' | ':' | '_')
            });
            at = start + head + name;
            if name == 0 {
                self.put_token(TokenKind::Plain, start..at);
            } else if self.code[at..].starts_with('>') {
                at += 1;
                self.put_token(TokenKind::Tag, start..at);
            } else {
                self.put_token(TokenKind::Tag, start..at);
                at = self.put_attributes(at);
            }
        }
        self.put_token(TokenKind::Plain, at..self.code.len());
    }

    /// The inside of a tag up to its end.
    fn put_attributes(&mut self, mut at: usize) -> usize {
        while let Some(first) = self.code[at..].chars().next() {
            let rest = &self.code[at..];
            let (kind, size) = match first {
                '>' => (TokenKind::Tag, 1),
                '"' | '\'' => (
                    TokenKind::String,
                    rest[1..].find(first).map_or(rest.len(), |end| end + 2),
                ),
                letter if letter.is_alphabetic() || matches!(letter, '@' | ':') => (
                    TokenKind::Attribute,
                    length_while(rest, |letter| {
                        !letter.is_whitespace() && !matches!(letter, '=' | '>' | '/' | '"' | '\'')
                    })
                    .max(1),
                ),
                letter => (TokenKind::Plain, letter.len_utf8()),
            };
            self.put_token(kind, at..at + size);
            at += size;
            if first == '>' {
                break;
            }
        }
        at
    }

    fn run_lines(&mut self) {
        let mut at = 0;
        for line in self.code.split_inclusive('\n') {
            let kind = match line.as_bytes().first() {
                Some(b'+') => TokenKind::Inserted,
                Some(b'-') => TokenKind::Deleted,
                Some(b'@') => TokenKind::Keyword,
                _ => TokenKind::Plain,
            };
            self.put_token(kind, at..at + line.len());
            at += line.len();
        }
    }

    fn run_prose(&mut self) {
        let mut at = 0;
        for line in self.code.split_inclusive('\n') {
            if line.starts_with(['#', '=']) {
                self.put_token(TokenKind::Heading, at..at + line.len());
            } else {
                self.prose_line(line, at);
            }
            at += line.len();
        }
    }

    /// A line that begins at `at`: what stands between two backticks is code.
    fn prose_line(&mut self, line: &str, at: usize) {
        let mut from = 0;
        while let Some(open) = line[from..].find('`').map(|found| from + found)
            && let Some(close) = line[open + 1..].find('`').map(|found| open + 1 + found)
        {
            self.put_token(TokenKind::Plain, at + from..at + open);
            self.put_token(TokenKind::String, at + open..at + close + 1);
            from = close + 1;
        }
        self.put_token(TokenKind::Plain, at + from..at + line.len());
    }
}

/// Bytes of the characters at the start for which `is_part` holds.
fn length_while(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !is_part(letter)).unwrap_or(text.len())
}

/// Whether a single quote begins a character and not a lifetime.
fn is_character(rest: &str) -> bool {
    let mut letters = rest[1..].chars();
    match letters.next() {
        Some('\\') => true,
        Some(_) => letters.next() == Some('\''),
        None => false,
    }
}
