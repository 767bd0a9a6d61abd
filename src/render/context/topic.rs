//! Topics (`topics.html`: `topics`, `topic.html`: `topic`) and cited documents (`laws.html`: `laws`, `law.html`: `law`).

use super::{LinkView, Rail};
use serde::Serialize;

/// `topics` in `topics.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TopicsView {
    /// Topics in the order of the outline.
    pub topics: Vec<TopicLine>,
}

/// A topic in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TopicLine {
    /// Name, linked.
    pub link: LinkView,
    /// Years in which it is reported on.
    pub years: Vec<i16>,
    /// Number of sentences.
    pub sentences: usize,
    /// Number of figures.
    pub figures: usize,
}

/// `topic` in `topic.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TopicView {
    /// The rail.
    pub rail: Rail,
    /// 依法全面履行政府职能
    pub name: String,
    /// The outlines it stands in: 《法治政府建设实施纲要（2021—2025年）》第二部分.
    pub outlines: Vec<String>,
    /// Figures of the topic, linked, with the newest value in words.
    pub figures: Vec<LinkView>,
    /// Years, newest first.
    pub years: Vec<TopicYear>,
}

/// What one year says of a topic.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TopicYear {
    /// Year.
    pub year: i16,
    /// Sections of that year.
    pub sections: Vec<TopicSection>,
}

/// A section with its sentences.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TopicSection {
    /// Heading, linked.
    pub link: LinkView,
    /// Sentences, linked.
    pub sentences: Vec<LinkView>,
}

/// `laws` in `laws.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LawsView {
    /// Cited documents, laws first, then by name.
    pub laws: Vec<LawLine>,
}

/// A cited document in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LawLine {
    /// Canonical name, linked.
    pub link: LinkView,
    /// Document number as printed.
    pub document_number: Option<String>,
    /// The ways it is printed, where they are not its name.
    pub spellings: Vec<String>,
    /// Whether it is in force, by the data of the program; null where they do not have it.
    pub state: Option<String>,
    /// Years that cite it, each linked to the first sentence that does.
    pub years: Vec<LinkView>,
    /// How often.
    pub count: usize,
}

/// `law` in `law.html`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LawView {
    /// Canonical name with 《》.
    pub name: String,
    /// The ways it is printed.
    pub spellings: Vec<String>,
    /// Document number as printed.
    pub document_number: Option<String>,
    /// What the program's data say of it: label and words; empty where they do not have it.
    pub facts: Vec<(String, String)>,
    /// Where it is cited, newest first.
    pub citations: Vec<LawCitation>,
}

/// One citation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LawCitation {
    /// Year.
    pub year: i16,
    /// The sentence, linked.
    pub sentence: LinkView,
}
