//! A page as tags and texts, from the tokenizer of the HTML parser. Enter at [`pieces`].

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Its name in small letters.
    pub(crate) name: String,
    /// Attributes in their order.
    attributes: Vec<(String, String)>,
    /// 1-based line.
    pub(crate) line: usize,
}

impl Tag {
    /// An attribute's value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// A tag, its end, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TagPiece {
    /// `<a href="…">`
    Open(Tag),
    /// `</a>`
    Close(String),
    /// Words as they are shown.
    Text(String),
}

impl TagPiece {
    /// The opening tag, if it is one.
    pub(crate) fn tag(&self) -> Option<&Tag> {
        match self {
            TagPiece::Open(tag) => Some(tag),
            _ => None,
        }
    }
}

#[derive(Default)]
struct TagCollector {
    pieces: RefCell<Vec<TagPiece>>,
    /// Inside of `script` and `style` are no words.
    hidden: RefCell<bool>,
}

impl TokenSink for TagCollector {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut pieces = self.pieces.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                let raw = matches!(&*name, "script" | "style");
                if tag.kind == TagKind::EndTag {
                    self.hidden.replace(false);
                    pieces.push(TagPiece::Close(name));
                    return TokenSinkResult::Continue;
                }
                let attributes = tag
                    .attrs
                    .iter()
                    .map(|one| (one.name.local.to_string(), one.value.to_string()));
                pieces.push(TagPiece::Open(Tag {
                    name: name.clone(),
                    attributes: attributes.collect(),
                    line: usize::try_from(line).unwrap_or(0),
                }));
                if raw {
                    self.hidden.replace(true);
                    let kind = if name == "script" {
                        RawKind::ScriptData
                    } else {
                        RawKind::Rawtext
                    };
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::CharacterTokens(text) if !*self.hidden.borrow() => match pieces.last_mut() {
                Some(TagPiece::Text(before)) => before.push_str(&text),
                _ => pieces.push(TagPiece::Text(text.to_string())),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Tags and texts in their order; what is no HTML is text.
pub(super) fn pieces(html: &str) -> Vec<TagPiece> {
    let tokenizer = Tokenizer::new(TagCollector::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.pieces.take()
}
