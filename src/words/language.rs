//! The same in the language that is asked for. Enter at [`either`].

use crate::diagnostic::Language;

/// The Chinese or the English of two wordings.
pub(crate) fn either<T>(language: Language, chinese: T, english: T) -> T {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
