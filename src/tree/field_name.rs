//! The two names of a field. Enter at [`FieldName`].

use super::TreeKey;

/// A field's canonical English name and its Chinese one, equal where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FieldName {
    pub(super) english: &'static str,
    pub(super) chinese: &'static str,
}

impl FieldName {
    pub(crate) const fn new(english: &'static str, chinese: &'static str) -> FieldName {
        FieldName { english, chinese }
    }

    pub(super) fn is_called(self, key: &TreeKey) -> bool {
        key.name == self.english || key.name == self.chinese
    }
}

impl From<&'static str> for FieldName {
    fn from(name: &'static str) -> FieldName {
        FieldName::new(name, name)
    }
}

impl From<(&'static str, &'static str)> for FieldName {
    fn from(names: (&'static str, &'static str)) -> FieldName {
        FieldName::new(names.0, names.1)
    }
}

/// What a file is to the site; its values are read as strictly, and its findings are worded so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldsOf {
    /// Front matter and data files: a number may stand where text is wanted and the other way round, one text for a list of one.
    Data,
    /// The configuration, as strict as Zola's.
    Config,
}
