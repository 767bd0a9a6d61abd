//! The bytes of one output file, held once: as they were made, or where they lie anyway. Enter at [`OutputBytes`].

use std::borrow::Cow;
use std::sync::Arc;

/// What an output file holds.
#[derive(Debug, Clone)]
pub enum OutputBytes {
    /// Text that was just made.
    Text(String),
    /// Text that was made in pieces, because it is long.
    Pieces(Vec<String>),
    /// Bytes that others hold too: a file as it was read.
    Held(Arc<[u8]>),
}

impl OutputBytes {
    /// The bytes piece by piece, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let (one, many) = match self {
            OutputBytes::Text(text) => (Some(text.as_bytes()), &[][..]),
            OutputBytes::Pieces(pieces) => (None, pieces.as_slice()),
            OutputBytes::Held(bytes) => (Some(&**bytes), &[][..]),
        };
        one.into_iter().chain(many.iter().map(String::as_bytes))
    }

    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        self.pieces().map(|piece| piece.len() as u64).sum()
    }

    /// The bytes in one piece.
    pub fn whole(&self) -> Cow<'_, [u8]> {
        match self {
            OutputBytes::Text(text) => text.as_bytes().into(),
            OutputBytes::Pieces(pieces) => pieces.concat().into_bytes().into(),
            OutputBytes::Held(bytes) => (&**bytes).into(),
        }
    }

    /// The bytes in one piece that can be shared.
    pub fn shared(self) -> Arc<[u8]> {
        match self {
            OutputBytes::Text(text) => text.into_bytes().into(),
            OutputBytes::Pieces(pieces) => pieces.concat().into_bytes().into(),
            OutputBytes::Held(bytes) => bytes,
        }
    }
}

impl From<Arc<[u8]>> for OutputBytes {
    fn from(bytes: Arc<[u8]>) -> OutputBytes {
        OutputBytes::Held(bytes)
    }
}

impl From<String> for OutputBytes {
    fn from(text: String) -> OutputBytes {
        OutputBytes::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::OutputBytes;

    #[test]
    fn pieces_are_the_same_bytes_as_the_whole() {
        let pieces = OutputBytes::Pieces(vec!["年".to_owned(), String::new(), "报".to_owned()]);
        assert_eq!(pieces.length(), 6);
        assert_eq!(&*pieces.whole(), "年报".as_bytes());
        assert_eq!(&*pieces.shared(), "年报".as_bytes());
    }
}
