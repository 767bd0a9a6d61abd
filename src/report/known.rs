//! Names that data use and that must be known: parts, topics, indicators, labels. Enter at [`unknown`].

use super::profile::{ReportKind, ReportKinds};
use super::text::anchors::SentenceAnchor;
use super::{Figure, Year};
use crate::diagnostic::{Diagnostic, Words, did_you_mean};
use crate::tree::fields::{FieldName, Fields};
use crate::tree::{Node, TreeOrigin, TreeValue};
use std::ops::Range;

/// A name that nothing is called, with the nearest one that there is.
pub(super) fn unknown<'a>(
    english: &str,
    chinese: &str,
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let words = Words::new(
        format!("there is no {english} `{word}`"),
        format!("没有名为 `{word}` 的{chinese}"),
    );
    let hint = match did_you_mean(word, known.clone()) {
        Some(near) => Words::new(
            format!("did you mean `{near}`?"),
            format!("是不是要写 `{near}`？"),
        ),
        None => {
            let all = known.collect::<Vec<_>>().join(", ");
            Words::new(format!("there are: {all}"), format!("可用的有：{all}"))
        }
    };
    Diagnostic::warning("data", "unknown-name", words).hint(hint)
}

/// A topic that no profile has.
pub(super) fn topic(id: &str, profiles: &ReportKinds) -> Option<Diagnostic> {
    let all = profiles.all().flat_map(|profile| &profile.topics);
    let ids: Vec<&str> = all.map(|topic| topic.id.as_str()).collect();
    let is_known = id.is_empty() || ids.contains(&id);
    (!is_known).then(|| unknown("topic", "主题", id, ids.iter().copied()))
}

/// Takes a topic's id; one that no profile has is a finding.
pub(super) fn take_topic(fields: &mut Fields<'_>, profiles: &ReportKinds) -> String {
    const TOPIC: FieldName = FieldName::new("topic", "主题");
    let at = fields.peek(TOPIC).unwrap_or(0..0);
    let id = fields.text(TOPIC).unwrap_or_default();
    if let Some(found) = topic(&id, profiles) {
        let place = fields.place(&at);
        fields.diagnostics.push(found.at(place));
    }
    id
}

/// A text or a number as written, with its bytes.
pub(super) fn word(node: &Node) -> Option<(String, Range<usize>)> {
    match &node.value {
        TreeValue::Text(text) | TreeValue::Number(text) => Some((text.clone(), node.at.clone())),
        _ => None,
    }
}

/// The parts that front matter declares: each id with the paths of its sections, and the bytes of these. One text is a list of one.
pub(super) type Declared = Vec<(String, Vec<(String, Range<usize>)>)>;

/// Reads `parts`; ids that the profile does not have are findings.
pub(super) fn parts(
    node: Option<&Node>,
    profile: &ReportKind,
    origin: &TreeOrigin,
    found: &mut Vec<Diagnostic>,
) -> Declared {
    let ids = profile.part_ids();
    let mut parts = Vec::new();
    for (key, list) in node.map_or(&[][..], Node::entries) {
        if !ids.clone().any(|id| id == key.name) {
            let one = unknown("part", "部分", &key.name, ids.clone());
            found.push(one.at(origin.place(&key.at)));
        }
        let paths = match word(list) {
            Some(one) => vec![one],
            None => list.items().iter().filter_map(word).collect(),
        };
        parts.push((key.name.clone(), paths));
    }
    parts
}

/// Reads `topics`: the path of a section with its bytes, and the topic; topics that no profile has are findings.
pub(super) fn topics(
    node: Option<&Node>,
    profiles: &ReportKinds,
    origin: &TreeOrigin,
    found: &mut Vec<Diagnostic>,
) -> Vec<(String, Range<usize>, String)> {
    let mut topics = Vec::new();
    for (key, value) in node.map_or(&[][..], Node::entries) {
        let Some((id, at)) = word(value) else {
            continue;
        };
        found.extend(topic(&id, profiles).map(|one| one.at(origin.place(&at))));
        topics.push((key.name.clone(), key.at.clone(), id));
    }
    topics
}

/// What is wrong with the id of an anchor, where something is.
pub(super) fn wrong_anchor(id: &str, before: &[SentenceAnchor]) -> Option<Diagnostic> {
    let is_twice = before.iter().any(|anchor| anchor.id == id);
    let is_known = id.starts_with("s-") || id.starts_with("p-");
    let (words, hint) = if !is_known {
        (
            Words::new(
                format!("`{id}` is no anchor, so it would be left out"),
                format!("`{id}` 不是锚点编号，不起作用"),
            ),
            Words::new(
                "a section has an id such as `s-1-2`, a sentence one such as `p-1-2-3`",
                "章节编号如 `s-1-2`，句子编号如 `p-1-2-3`",
            ),
        )
    } else if is_twice {
        (
            Words::new(
                format!("the anchor `{id}` stands here a second time"),
                format!("锚点 `{id}` 在这里重复出现"),
            ),
            Words::new(
                "keep the first; an id belongs to one place for ever, so what is new needs another",
                "请保留第一个；一个编号永远只属于一处，新的内容要用新编号",
            ),
        )
    } else {
        return None;
    };
    Some(Diagnostic::error("data", "anchor", words).hint(hint))
}

/// A figure cannot be of a year after its report's.
pub(super) fn not_later(fields: &mut Fields<'_>, at: &Range<usize>, figure: &Figure, own: Year) {
    let Some(year) = figure.for_year.filter(|year| *year > own) else {
        return;
    };
    let words = Words::new(
        format!("`for_year` is {year}, later than the report's own year {own}"),
        format!("`for_year` 为 {year}，晚于报告年度 {own}"),
    );
    let hint = Words::new(
        "name the year the value is of; what is planned is a commitment, not a figure",
        "请填写数字所属的年份；计划达到的数应记为承诺，不记为数字",
    );
    let place = fields.place(at);
    fields.diagnostics.push(
        Diagnostic::warning("data", "later-year", words)
            .at(place)
            .hint(hint),
    );
}
