//! The words of the metadata table, by province: a data file. Enter at [`of`].

use serde::Deserialize;
use std::sync::LazyLock;

/// A row of the table: the program's field and the province's word.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MetadataLabel {
    /// The program's name of the field.
    pub(crate) field: String,
    /// The word that the province prints.
    pub(crate) word: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelSet {
    id: String,
    #[serde(rename = "source")]
    _source: String,
    labels: Vec<MetadataLabel>,
}

static SETS: LazyLock<Vec<LabelSet>> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("data/labels.yaml"))
        .expect("the label sets in the binary are read by a test")
});

/// The names of the sets.
pub(super) fn ids() -> impl Iterator<Item = &'static str> + Clone {
    SETS.iter().map(|set| set.id.as_str())
}

/// The labels of a set; those of the first set where there is no set of that name.
pub(crate) fn of(id: &str) -> &'static [MetadataLabel] {
    &SETS
        .iter()
        .find(|set| set.id == id)
        .unwrap_or(&SETS[0])
        .labels
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_set_of_labels_in_the_binary_is_read() {
        assert_eq!(super::of("guangdong")[0].word, "索引号");
        assert_ne!(super::of("chongqing").len(), super::of("guangdong").len());
    }
}
