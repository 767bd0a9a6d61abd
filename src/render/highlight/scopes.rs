//! What grammars call a stretch of code, and what that is among our own kinds. Enter at [`TokenScope`].

use super::lex::TokenKind;
use std::borrow::Cow;
use std::sync::Arc;

/// The names that a grammar gives a stretch, the outermost first: `source.x`, `string.quoted`, `constant.character`.
pub(super) type Scopes = Arc<[Arc<str>]>;

/// What a token is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenScope {
    /// By our own rules.
    Kind(TokenKind),
    /// By a grammar of the site.
    Scopes(Scopes),
}

impl TokenScope {
    /// The classes of its element; a grammar's outermost name says nothing about one token.
    pub(super) fn classes(&self) -> Option<Cow<'static, str>> {
        match self {
            TokenScope::Kind(kind) => kind.classes().map(Cow::Borrowed),
            TokenScope::Scopes(scopes) if scopes.len() < 2 => None,
            TokenScope::Scopes(scopes) => scopes.last().map(|scope| Cow::Owned(classes(scope))),
        }
    }
}

/// `string.quoted` as classes: `z-string z-quoted`.
pub(super) fn classes(scope: &str) -> String {
    let class = |part: &str| -> String {
        let letters = part.chars().map(|letter| match letter {
            letter if letter.is_alphanumeric() => letter,
            '_' => '_',
            _ => '-',
        });
        std::iter::once("z-".to_owned())
            .chain(letters.map(String::from))
            .collect()
    };
    let parts: Vec<String> = scope
        .split('.')
        .filter(|part| !part.is_empty())
        .map(class)
        .collect();
    parts.join(" ")
}

/// The beginnings of names, the more exact before the general ones, with the kind whose colour they have in our own themes.
const KINDS: [(&str, TokenKind); 28] = [
    ("comment", TokenKind::Comment),
    ("punctuation.definition.comment", TokenKind::Comment),
    ("string", TokenKind::String),
    ("punctuation.definition.string", TokenKind::String),
    ("constant.numeric", TokenKind::Number),
    ("constant", TokenKind::Constant),
    ("support.constant", TokenKind::Constant),
    ("variable.language", TokenKind::Constant),
    ("keyword.operator", TokenKind::Plain),
    ("keyword", TokenKind::Keyword),
    ("storage.type.annotation", TokenKind::Attribute),
    ("storage", TokenKind::Keyword),
    ("entity.name.function", TokenKind::Function),
    ("support.function", TokenKind::Function),
    ("entity.name.tag", TokenKind::Tag),
    ("punctuation.definition.tag", TokenKind::Tag),
    ("entity.other.attribute-name", TokenKind::Attribute),
    ("entity.name.section", TokenKind::Heading),
    ("entity.name.label", TokenKind::Constant),
    ("entity.name", TokenKind::Type),
    ("entity.other.inherited-class", TokenKind::Type),
    ("support.type.property-name", TokenKind::Key),
    ("meta.object-literal.key", TokenKind::Key),
    ("support.class", TokenKind::Type),
    ("support.type", TokenKind::Type),
    ("markup.heading", TokenKind::Heading),
    ("markup.inserted", TokenKind::Inserted),
    ("markup.deleted", TokenKind::Deleted),
];

/// Whether a name is `prefix` or goes on from it with a dot.
pub(super) fn begins(scope: &str, prefix: &str) -> bool {
    scope
        .strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Our own kind for the innermost name that has one.
pub(super) fn kind_of(scopes: &[Arc<str>]) -> TokenKind {
    let known = |scope: &Arc<str>| {
        let found = KINDS.iter().find(|(prefix, _)| begins(scope, prefix));
        found.map(|(_, kind)| *kind)
    };
    scopes
        .iter()
        .rev()
        .find_map(known)
        .unwrap_or(TokenKind::Plain)
}

/// The name that stands for one of our own kinds where a theme of the site is asked for its colour.
pub(super) fn scope_of(kind: TokenKind) -> Option<&'static str> {
    Some(match kind {
        TokenKind::Plain => return None,
        TokenKind::Comment => "comment.line",
        TokenKind::String => "string.quoted.double",
        TokenKind::Number => "constant.numeric",
        TokenKind::Constant => "constant.language",
        TokenKind::Keyword => "keyword.control",
        TokenKind::Function => "entity.name.function",
        TokenKind::Type => "entity.name.type",
        TokenKind::Tag => "entity.name.tag",
        TokenKind::Attribute => "entity.other.attribute-name",
        TokenKind::Key => "support.type.property-name",
        TokenKind::Heading => "markup.heading",
        TokenKind::Inserted => "markup.inserted",
        TokenKind::Deleted => "markup.deleted",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_name_that_has_a_kind_counts() {
        let scopes: Vec<Arc<str>> = ["source.x", "string.quoted", "meta.brace", "constant.other"]
            .map(Arc::from)
            .to_vec();
        assert_eq!(kind_of(&scopes), TokenKind::Constant);
        assert_eq!(kind_of(&scopes[..3]), TokenKind::String);
        assert_eq!(kind_of(&scopes[..1]), TokenKind::Plain);
        assert_eq!(kind_of(&["stringy".into()]), TokenKind::Plain);
    }

    #[test]
    fn names_become_classes_that_need_no_escaping() {
        assert_eq!(classes("string.quoted.\"x"), "z-string z-quoted z--x");
        let scopes: Scopes = Arc::from(vec![Arc::from("source.x")]);
        assert_eq!(TokenScope::Scopes(scopes).classes(), None);
    }
}
