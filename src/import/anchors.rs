//! The ids of a new text, as `anchors.yaml` stores them. Enter at [`anchors_yaml`].

use crate::report::text::anchors::{SentenceAnchor, keep, of};
use crate::report::text::read;
use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
struct StoredAnchors {
    #[serde(alias = "编号")]
    id: String,
    #[serde(alias = "原文")]
    words: String,
}

/// The stored ids of a file; none where there is no file or where it does not parse, which `build` says.
pub(crate) fn anchors_of(yaml: &str) -> Vec<SentenceAnchor> {
    let read: Vec<StoredAnchors> = serde_yaml::from_str(yaml).unwrap_or_default();
    let anchor = |one: StoredAnchors| SentenceAnchor {
        id: one.id,
        words: one.words,
    };
    read.into_iter().map(anchor).collect()
}

/// The text of `anchors.yaml` for a content file, with the ids that `stored` gave kept by their words.
pub(crate) fn anchors_yaml(index: &str, stored: &[SentenceAnchor]) -> String {
    let body = index.splitn(3, "---\n").nth(2).unwrap_or(index);
    let mut text = read(body);
    let anchors = if stored.is_empty() {
        of(&text)
    } else {
        keep(&mut text, stored)
    };
    let mut out = String::from(
        "# 章节和句子的编号，是网址的一部分；更正文字时由程序按原文保持，不必手改。\n# Ids of sections and sentences, part of addresses; kept by the program.\n",
    );
    for anchor in anchors {
        let words = serde_json::Value::from(anchor.words);
        let _ = writeln!(out, "- {{id: {}, words: {words}}}", anchor.id);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stored_and_kept_when_the_text_is_corrected() {
        let before = "---\ntitle: 甲\n---\n\n## 一、做法\n\n甲句在前。乙句在后。\n";
        let first = anchors_yaml(before, &[]);
        let stored = anchors_of(&first);
        assert!(
            stored.iter().any(|one| one.words == "乙句在后。"),
            "{first}"
        );
        let after = before.replace("甲句在前。", "甲句在前。新添一句。");
        let id = |yaml: &str, words: &str| {
            anchors_of(yaml)
                .into_iter()
                .find(|one| one.words == words)
                .map(|one| one.id)
        };
        let second = anchors_yaml(&after, &stored);
        assert_eq!(id(&first, "乙句在后。"), id(&second, "乙句在后。"));
        assert!(id(&second, "新添一句。").is_some());
    }
}
