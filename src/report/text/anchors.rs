//! Ids that survive corrections of the text. Enter at [`keep`].

use super::likeness::CharacterPairs;
use super::{BlockKind, ReportText};
use std::collections::{BTreeMap, BTreeSet};

/// A stored id with the words it stood at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceAnchor {
    /// `s-1-6` of a section or `p-1-6-3` of a sentence.
    pub id: String,
    /// The section's number and title, or the sentence.
    pub words: String,
}

/// Below this likeness a changed sentence is a new one.
const LIKE: f64 = 0.5;

/// The anchors of a text as they are, to be stored.
pub fn of(text: &ReportText) -> Vec<SentenceAnchor> {
    let mut anchors = Vec::new();
    for section in &text.sections {
        anchors.push(SentenceAnchor {
            id: section.id.clone(),
            words: format!("{}{}", section.number, section.title),
        });
        for block in section.blocks.iter().filter(|b| !b.sentences.is_empty()) {
            let said = block.sentences.iter().filter(|s| !s.id.is_empty());
            anchors.extend(said.map(|s| SentenceAnchor {
                id: s.id.clone(),
                words: block.plain[s.range.clone()].trim().to_string(),
            }));
        }
    }
    anchors
}

/// Gives a text the ids that were stored for it, by the same words first, then by similar ones.
///
/// What is new takes the next free number of its section; an id whose words are gone is never given again. Returns what is to be
/// stored now, the ids that are gone included.
pub fn keep(text: &mut ReportText, stored: &[SentenceAnchor]) -> Vec<SentenceAnchor> {
    let mut taken: BTreeSet<String> = stored.iter().map(|a| a.id.clone()).collect();
    keep_sections(text, stored, &mut taken);
    keep_sentences(text, stored, &mut taken);
    let now = of(text);
    let alive: BTreeSet<&str> = now.iter().map(|a| a.id.as_str()).collect();
    let gone: Vec<SentenceAnchor> = stored
        .iter()
        .filter(|a| !alive.contains(a.id.as_str()))
        .cloned()
        .collect();
    now.into_iter().chain(gone).collect()
}

fn keep_sections(text: &mut ReportText, stored: &[SentenceAnchor], taken: &mut BTreeSet<String>) {
    let old: Vec<&SentenceAnchor> = stored
        .iter()
        .filter(|a| a.id.starts_with("s-") && a.id != "s-0")
        .collect();
    let words: Vec<String> = text
        .sections
        .iter()
        .skip(1)
        .map(|s| format!("{}{}", s.number, s.title))
        .collect();
    let found = pair(&old, &words, &vec![String::new(); words.len()]);
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for (section, kept) in text.sections.iter_mut().skip(1).zip(found) {
        let parent = section.id.rsplit_once('-').map_or("s", |(front, _)| front);
        let parent = renamed
            .get(parent)
            .cloned()
            .unwrap_or_else(|| parent.to_string());
        let id = match kept {
            Some(at) => old[at].id.clone(),
            None if taken.contains(&section.id) || !super::is_in(&section.id, &parent) => {
                next_free(&parent, taken)
            }
            None => section.id.clone(),
        };
        taken.insert(id.clone());
        renamed.insert(std::mem::replace(&mut section.id, id.clone()), id);
    }
}

fn keep_sentences(text: &mut ReportText, stored: &[SentenceAnchor], taken: &mut BTreeSet<String>) {
    let old: Vec<&SentenceAnchor> = stored.iter().filter(|a| a.id.starts_with("p-")).collect();
    let (mut words, mut homes) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|l| !l.sentence.id.is_empty()) {
        words.push(line.words().to_string());
        homes.push(format!("p{}", &line.section.id[1..]));
    }
    let found = pair(&old, &words, &homes);
    let mut at = 0;
    for block in text
        .sections
        .iter_mut()
        .flat_map(|s| s.blocks.iter_mut())
        .filter(|b| b.kind != BlockKind::Heading)
    {
        for sentence in block.sentences.iter_mut().filter(|s| !s.id.is_empty()) {
            sentence.id = match found[at] {
                Some(kept) => old[kept].id.clone(),
                None => next_free(&homes[at], taken),
            };
            taken.insert(sentence.id.clone());
            at += 1;
        }
    }
}

/// The next number below a prefix that was never given.
fn next_free(prefix: &str, taken: &BTreeSet<String>) -> String {
    let start = format!("{prefix}-");
    let used = taken
        .iter()
        .filter_map(|id| id.strip_prefix(&start))
        .filter_map(|rest| rest.parse::<usize>().ok());
    format!("{start}{}", used.max().unwrap_or(0) + 1)
}

/// For each text of now the stored anchor it continues: equal words at home, equal words anywhere, then similar words at home.
fn pair(old: &[&SentenceAnchor], words: &[String], homes: &[String]) -> Vec<Option<usize>> {
    let mut found = vec![None; words.len()];
    let mut free = vec![true; old.len()];
    let at_home = |home: &str, id: &str| {
        home.is_empty() || id.rsplit_once('-').is_some_and(|(front, _)| front == home)
    };
    for anywhere in [false, true] {
        for (at, said) in words.iter().enumerate().filter(|(_, w)| !w.is_empty()) {
            let same = |o: &usize| {
                free[*o] && old[*o].words == *said && (anywhere || at_home(&homes[at], &old[*o].id))
            };
            if found[at].is_none()
                && let Some(o) = (0..old.len()).find(same)
            {
                found[at] = Some(o);
                free[o] = false;
            }
        }
    }
    let grams: Vec<CharacterPairs> = old.iter().map(|a| CharacterPairs::of(&a.words)).collect();
    let mut candidates = Vec::new();
    for (at, said) in words
        .iter()
        .enumerate()
        .filter(|(at, _)| found[*at].is_none())
    {
        let now = CharacterPairs::of(said);
        for o in (0..old.len()).filter(|o| free[*o] && at_home(&homes[at], &old[*o].id)) {
            let like = now.dice(&grams[o]);
            if like >= LIKE {
                candidates.push((like, at, o));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, at, o) in candidates {
        if found[at].is_none() && free[o] {
            found[at] = Some(o);
            free[o] = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    /// Ids with their words after a correction.
    fn check(before: &str, after: &str, expect: &[(&str, &str)]) {
        let stored = of(&read(before));
        let mut text = read(after);
        keep(&mut text, &stored);
        let found: Vec<(String, String)> = of(&text)
            .into_iter()
            .filter(|a| a.id.starts_with("p-"))
            .map(|a| (a.id, a.words))
            .collect();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_sentence_put_in_before_others_leaves_their_ids_alone() {
        check(
            "## 一、甲\n\n第一句话。第二句话呢。\n",
            "## 一、甲\n\n新来的一段。第一句话。第二句话呢。\n",
            &[
                ("p-1-3", "新来的一段。"),
                ("p-1-1", "第一句话。"),
                ("p-1-2", "第二句话呢。"),
            ],
        );
    }

    #[test]
    fn a_mended_sentence_keeps_its_id_and_a_removed_id_is_not_given_again() {
        check(
            "## 一、甲\n\n全镇划分为104个网格。配备网格员101人。\n\n另一句完全不同。\n",
            "## 一、甲\n\n全镇划分为105个网格。\n\n另一句完全不同。补充说明情况。\n",
            &[
                ("p-1-1", "全镇划分为105个网格。"),
                ("p-1-3", "另一句完全不同。"),
                ("p-1-4", "补充说明情况。"),
            ],
        );
    }

    #[test]
    fn a_section_put_in_before_another_leaves_its_id_alone() {
        let stored = of(&read(
            "## 一、甲项工作\n\n文。\n\n## 二、乙项工作\n\n字。\n",
        ));
        let mut text =
            read("## 一、甲项工作\n\n文。\n\n## 二、丙类任务\n\n新。\n\n## 三、乙项工作\n\n字。\n");
        let now = keep(&mut text, &stored);
        let ids: Vec<&str> = text.sections.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["s-0", "s-1", "s-3", "s-2"]);
        assert_eq!(text.sections[2].blocks[1].sentences[0].id, "p-3-1");
        let again = keep(&mut read("## 二、乙项工作\n\n字。\n"), &now);
        assert!(
            again.iter().any(|a| a.id == "s-1"),
            "an id that is gone stays stored"
        );
    }

    #[test]
    fn a_section_below_one_with_a_short_id_is_numbered_below_it() {
        let mut text = crate::report::text::read(
            &("一二三四五六七八九十".chars())
                .map(|number| format!("## {number}、甲{number}\n\n"))
                .chain(["### （一）乙\n".to_owned()])
                .collect::<String>(),
        );
        let stored = [SentenceAnchor {
            id: "s-1".to_owned(),
            words: "十、甲十".to_owned(),
        }];
        keep(&mut text, &stored);
        assert_eq!(text.sections.last().unwrap().id, "s-1-1");
    }

    #[test]
    fn an_unchanged_text_keeps_every_id() {
        let markdown = "## 一、甲\n\n文。文。\n\n### （一）乙\n\n字。\n";
        let stored = of(&read(markdown));
        let mut text = read(markdown);
        assert_eq!(keep(&mut text, &stored), stored);
    }
}
