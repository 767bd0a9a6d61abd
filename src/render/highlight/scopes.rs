//! What grammars call a stretch of code, and what that is among our own kinds. Enter at [`Mark`].

use super::Kind;
use std::borrow::Cow;
use std::sync::Arc;

/// The names that a grammar gives a stretch, the outermost first: `source.x`, `string.quoted`, `constant.character`.
pub(super) type Scopes = Arc<[Arc<str>]>;

/// What a token is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// By our own rules.
    Kind(Kind),
    /// By a grammar of the site.
    Scopes(Scopes),
}

impl Mark {
    /// The classes of its element; a grammar's outermost name says nothing about one token.
    pub(super) fn classes(&self) -> Option<Cow<'static, str>> {
        match self {
            Mark::Kind(kind) => kind.classes().map(Cow::Borrowed),
            Mark::Scopes(scopes) if scopes.len() < 2 => None,
            Mark::Scopes(scopes) => scopes.last().map(|scope| Cow::Owned(classes(scope))),
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
const KINDS: [(&str, Kind); 28] = [
    ("comment", Kind::Comment),
    ("punctuation.definition.comment", Kind::Comment),
    ("string", Kind::String),
    ("punctuation.definition.string", Kind::String),
    ("constant.numeric", Kind::Number),
    ("constant", Kind::Constant),
    ("support.constant", Kind::Constant),
    ("variable.language", Kind::Constant),
    ("keyword.operator", Kind::Plain),
    ("keyword", Kind::Keyword),
    ("storage.type.annotation", Kind::Attribute),
    ("storage", Kind::Keyword),
    ("entity.name.function", Kind::Function),
    ("support.function", Kind::Function),
    ("entity.name.tag", Kind::Tag),
    ("punctuation.definition.tag", Kind::Tag),
    ("entity.other.attribute-name", Kind::Attribute),
    ("entity.name.section", Kind::Heading),
    ("entity.name.label", Kind::Constant),
    ("entity.name", Kind::Type),
    ("entity.other.inherited-class", Kind::Type),
    ("support.type.property-name", Kind::Key),
    ("meta.object-literal.key", Kind::Key),
    ("support.class", Kind::Type),
    ("support.type", Kind::Type),
    ("markup.heading", Kind::Heading),
    ("markup.inserted", Kind::Inserted),
    ("markup.deleted", Kind::Deleted),
];

/// Whether a name is `prefix` or goes on from it with a dot.
pub(super) fn begins(scope: &str, prefix: &str) -> bool {
    scope
        .strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Our own kind for the innermost name that has one.
pub(super) fn kind_of(scopes: &[Arc<str>]) -> Kind {
    let known = |scope: &Arc<str>| {
        let found = KINDS.iter().find(|(prefix, _)| begins(scope, prefix));
        found.map(|(_, kind)| *kind)
    };
    scopes.iter().rev().find_map(known).unwrap_or(Kind::Plain)
}

/// The name that stands for one of our own kinds where a theme of the site is asked for its colour.
pub(super) fn scope_of(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Plain => return None,
        Kind::Comment => "comment.line",
        Kind::String => "string.quoted.double",
        Kind::Number => "constant.numeric",
        Kind::Constant => "constant.language",
        Kind::Keyword => "keyword.control",
        Kind::Function => "entity.name.function",
        Kind::Type => "entity.name.type",
        Kind::Tag => "entity.name.tag",
        Kind::Attribute => "entity.other.attribute-name",
        Kind::Key => "support.type.property-name",
        Kind::Heading => "markup.heading",
        Kind::Inserted => "markup.inserted",
        Kind::Deleted => "markup.deleted",
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
        assert_eq!(kind_of(&scopes), Kind::Constant);
        assert_eq!(kind_of(&scopes[..3]), Kind::String);
        assert_eq!(kind_of(&scopes[..1]), Kind::Plain);
        assert_eq!(kind_of(&["stringy".into()]), Kind::Plain);
    }

    #[test]
    fn names_become_classes_that_need_no_escaping() {
        assert_eq!(classes("string.quoted.\"x"), "z-string z-quoted z--x");
        let scopes: Scopes = Arc::from(vec![Arc::from("source.x")]);
        assert_eq!(Mark::Scopes(scopes).classes(), None);
    }
}
