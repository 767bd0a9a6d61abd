//! Takes away what stands on a page around the report: navigation, counters, metadata tables. Enter at [`strip`].

use super::page::{PageLine, PagePlace, ReadFile};
use super::words::{find_date, is_layout};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The report's lines and what the page says about it.
#[derive(Debug, Default)]
pub(crate) struct StrippedReport {
    /// Lines that are words of the report.
    pub(crate) lines: Vec<PageLine>,
    /// Titles that the page names, best first.
    pub(crate) titles: Vec<String>,
    /// The metadata table.
    pub(crate) meta: BTreeMap<String, String>,
    /// The document number of the metadata table.
    pub(crate) doc_number: Option<String>,
    /// The day the text was made.
    pub(crate) dated: Option<String>,
    /// The day of publication.
    pub(crate) published: Option<String>,
}

#[derive(Deserialize)]
struct FurnitureTerms {
    keys: BTreeMap<String, Vec<String>>,
    lines: Vec<String>,
    containers: Vec<String>,
}

struct FurnitureRules {
    /// Every known key with its role, longest first so that the longest is met first.
    keys: Vec<(String, String)>,
    lines: Regex,
    containers: Vec<String>,
}

static RULES: LazyLock<FurnitureRules> = LazyLock::new(|| {
    let terms: FurnitureTerms = serde_yaml::from_str(include_str!("terms/furniture.yaml"))
        .expect("the embedded terms are tested");
    let mut keys: Vec<(String, String)> = terms
        .keys
        .iter()
        .flat_map(|(role, keys)| keys.iter().map(move |key| (key.clone(), role.clone())))
        .collect();
    keys.sort_by_key(|(key, _)| std::cmp::Reverse(key.chars().count()));
    let joined = terms
        .lines
        .iter()
        .map(|pattern| format!("(?:{pattern})"))
        .collect::<Vec<_>>()
        .join("|");
    FurnitureRules {
        keys,
        lines: Regex::new(&joined).expect("the embedded patterns are tested"),
        containers: terms.containers,
    }
});

static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\[【]\s*([^\]】]{2,12}?)\s*[\]】]\s*([^\[【]*)").expect("the pattern is constant")
});

/// Whether an element whose class or id is `name` holds furniture.
pub(crate) fn is_furniture_container(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.split(|letter: char| !letter.is_ascii_alphanumeric())
        .any(|word| {
            RULES
                .containers
                .iter()
                .any(|known| word.starts_with(known.as_str()))
        })
}

/// Whether a line of its own is furniture by its words.
pub(crate) fn is_furniture(text: &str) -> bool {
    text.chars().count() <= 120 && !text.contains('。') && RULES.lines.is_match(text)
}

/// Separates the report's lines from its page.
pub(crate) fn strip(page: ReadFile) -> StrippedReport {
    let mut out = StrippedReport {
        titles: page.titles,
        published: page.published,
        ..StrippedReport::default()
    };
    let mut body = false;
    for line in page.lines.into_iter().flat_map(peel) {
        if is_furniture(&line.text) {
            continue;
        }
        let pairs = if body && line.place == PagePlace::Text {
            Vec::new()
        } else {
            pairs(&line)
        };
        if !pairs.is_empty() {
            for (key, value) in pairs {
                note(&mut out, &key, value);
            }
            continue;
        }
        if is_furniture(&line.text)
            || line
                .text
                .trim_matches(|letter| letter == '|' || is_layout(letter))
                .is_empty()
                && line.picture.is_none()
        {
            continue;
        }
        body |= line.place == PagePlace::Text && begins_body(&line.text);
        out.lines.push(if body { line } else { unpiped(line) });
    }
    out
}

/// A flattened page has its title and its facts at the start of its only paragraph, with spaces between them.
fn peel(line: PageLine) -> Vec<PageLine> {
    if line.text.chars().count() < 300 || !line.cells.is_empty() {
        return vec![line];
    }
    let mut end = 0;
    let mut from = 0;
    for (at, _) in line.text.match_indices(' ').take(12) {
        let word = &line.text[from..at];
        if word.chars().count() > 80 || word.contains(['。', '，']) {
            break;
        }
        if word.ends_with(['告', '结']) && word.chars().count() > 10
            || !colon_pairs(word).is_empty()
        {
            end = at;
        }
        from = at + 1;
    }
    let mut parts: Vec<PageLine> = line.text[..end]
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| PageLine::text(line.number, word))
        .collect();
    parts.push(PageLine::text(line.number, &line.text[end..]));
    parts.iter_mut().for_each(|part| part.place = line.place);
    parts
}

/// Whether a line can only stand in the report itself.
fn begins_body(text: &str) -> bool {
    text.contains('。')
        || text.chars().count() > 60
        || text.starts_with("一、")
        || text.ends_with(['：', ':']) && text.contains("如下")
}

/// A line of the head without the bullet or the table's pipes that pasted text keeps.
fn unpiped(mut line: PageLine) -> PageLine {
    let bare = line
        .text
        .trim_start_matches(['•', '●', '■', '◆', '▪', '·', '※', '*'])
        .trim_start();
    line.text = bare.to_owned();
    if line.cells.is_empty() && line.text.contains('|') {
        let cells: Vec<&str> = line
            .text
            .split('|')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect();
        line.text = cells.join(" ");
    }
    line
}

fn role_of(key: &str) -> Option<(&'static str, &'static str)> {
    let bare: String = key
        .chars()
        .filter(|letter| !is_layout(*letter) && !"[]【】（）()|:：".contains(*letter))
        .collect();
    RULES
        .keys
        .iter()
        .find(|(known, _)| *known == bare)
        .map(|(known, role)| (known.as_str(), role.as_str()))
}

/// The key and value pairs of a metadata line; empty where the line is none.
fn pairs(line: &PageLine) -> Vec<(String, String)> {
    let text = line.text.as_str();
    if text.chars().count() > 400 {
        return Vec::new();
    }
    let cells: Vec<String> = if line.cells.is_empty() {
        text.split('|').map(|cell| cell.trim().to_owned()).collect()
    } else {
        line.cells.clone()
    };
    if cells.len() > 1 && role_of(&cells[0]).is_some() {
        let bare = |key: &str| {
            key.chars()
                .filter(|letter| !is_layout(*letter) && !"[]【】:：".contains(*letter))
                .collect::<String>()
        };
        return cells
            .chunks(2)
            .filter(|pair| !pair[0].is_empty())
            .map(|pair| (bare(&pair[0]), pair.get(1).cloned().unwrap_or_default()))
            .collect();
    }
    if text.starts_with(['[', '【']) {
        let found: Vec<(String, String)> = BRACKETED
            .captures_iter(text)
            .map(|pair| {
                (
                    pair[1].split_whitespace().collect(),
                    pair[2].trim().to_owned(),
                )
            })
            .collect();
        // Copies lose letters of their keys ([ 索号 ]), so any bracketed row is a row of the table.
        return found;
    }
    colon_pairs(text)
}

/// `发布时间：… 来源：… 点击率：` as pairs, where the line begins with a known key.
fn colon_pairs(text: &str) -> Vec<(String, String)> {
    let mut marks: Vec<(usize, usize, &str)> = Vec::new();
    for (at, letter) in text.char_indices() {
        if letter != '：' && letter != ':' {
            continue;
        }
        let head = &text[..at];
        let compact: String = head.chars().filter(|letter| !is_layout(*letter)).collect();
        if let Some((key, _)) = RULES
            .keys
            .iter()
            .find(|(key, _)| compact.ends_with(key.as_str()))
        {
            // The key's own letters may be spaced out, so its start is found by counting them from behind.
            let mut left = key.chars().count();
            let start = head.char_indices().rev().find(|(_, letter)| {
                left -= usize::from(!is_layout(*letter));
                left == 0
            });
            let start = start.map_or(0, |(start, _)| start);
            let free = head[..start]
                .chars()
                .next_back()
                .is_none_or(|before| !crate::report::letter::is_han(before));
            if free {
                marks.push((start, at + letter.len_utf8(), key.as_str()));
            }
        }
    }
    let leads = marks.first().is_some_and(|(start, _, _)| {
        text[..*start]
            .chars()
            .all(|letter| is_layout(letter) || "[【(（".contains(letter))
    });
    if !leads {
        return Vec::new();
    }
    let end_of = |index: usize| marks.get(index + 1).map_or(text.len(), |next| next.0);
    marks
        .iter()
        .enumerate()
        .map(|(index, (_, from, key))| {
            (
                (*key).to_owned(),
                text[*from..end_of(index).max(*from)].trim().to_owned(),
            )
        })
        .collect()
}

/// Files one pair of the metadata table under what it means.
fn note(out: &mut StrippedReport, key: &str, value: String) {
    let value = value
        .trim_matches(|letter: char| is_layout(letter) || letter == '|')
        .to_owned();
    let role = role_of(key).map_or("other", |(_, role)| role);
    let says_nothing =
        value.is_empty() || matches!(value.as_str(), "无" | "-" | "—" | "/" | "null");
    if says_nothing || role == "noise" {
        return;
    }
    match role {
        // 字号：【大】【中】【小】 is a button of the page.
        "doc_number" if value.starts_with(['【', '[']) && value.chars().count() < 12 => {}
        "doc_number" => out.doc_number = out.doc_number.take().or_else(|| Some(value.clone())),
        "dated" => {
            out.dated = out
                .dated
                .take()
                .or_else(|| find_date(&value).map(|found| found.0));
        }
        "published" => {
            out.published = out
                .published
                .take()
                .or_else(|| find_date(&value).map(|found| found.0));
        }
        "title" => out.titles.push(value.clone()),
        _ => {}
    }
    if !matches!(key, "时间" | "日期") {
        out.meta.entry(key.to_owned()).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::plain;
    use super::*;

    #[test]
    fn a_metadata_table_in_any_dress_is_read_and_taken_away() {
        for table in [
            "索引号 | LJ1/2024 | 发文字号 | 麦府〔2024〕3号 |\n生成日期 | 2024-01-15 | 发布日期 | 2024-01-19 |",
            "[ 索引号 ] LJ1/2024\n[ 发文字号 ] 麦府〔2024〕3号\n[ 成文日期 ] 2024-01-15\n[ 发布日期 ] 2024-01-19",
            "索 引 号：LJ1/2024　文　　号：麦府〔2024〕3号\n成文日期：2024年1月15日　发布时间：2024-01-19 10:20",
            "索引号\tLJ1/2024\t文号\t麦府〔2024〕3号\n成文日期\t2024-01-15\t公开日期\t2024-01-19",
        ] {
            let stripped = strip(plain(&format!(
                "当前位置：首页 > 政务公开\n{table}\n语音播报\n我镇做了工作。\n"
            )));
            assert_eq!(stripped.meta["索引号"], "LJ1/2024", "{table}");
            assert_eq!(stripped.doc_number.as_deref(), Some("麦府〔2024〕3号"));
            assert_eq!(
                (stripped.dated.as_deref(), stripped.published.as_deref()),
                (Some("2024-01-15"), Some("2024-01-19"))
            );
            assert_eq!(stripped.lines.len(), 1, "{:?}", stripped.lines);
        }
    }

    #[test]
    fn a_sentence_with_a_colon_in_the_text_stays() {
        let stripped = strip(plain("我镇做了工作。\n来源：群众来信。\n日期：不详\n"));
        assert_eq!(stripped.lines.len(), 3);
    }
}
