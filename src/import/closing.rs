//! The end of a report: who signed and when. Enter at [`find`].

use super::imported::ReportSignature;
use super::opening::{LineRole, is_body_line};
use super::page::PageLine;
use super::words::{find_date, only_date, tidy};
use crate::report::profile::ReadingRules;

/// Marks the lines of the signature and returns what they say. Looks from the end, so a report's own signature comes before
/// that of a covering letter.
pub(crate) fn find(
    lines: &mut Vec<(LineRole, PageLine)>,
    profile: &ReadingRules,
) -> Option<ReportSignature> {
    split_last(lines, profile);
    let from = lines
        .iter()
        .position(|(role, _)| matches!(role, LineRole::Body | LineRole::Cover))?;
    for at in (from..lines.len()).rev() {
        if !matches!(lines[at].0, LineRole::Body | LineRole::Cover) {
            continue;
        }
        let Some(date) = only_date(&lines[at].1.text) else {
            continue;
        };
        let above: Vec<usize> = (from..at)
            .rev()
            .take_while(|index| signs(&lines[*index], profile))
            .take(4)
            .collect();
        let below: Vec<usize> = (at + 1..lines.len())
            .take_while(|index| above.is_empty() && signs(&lines[*index], profile))
            .take(4)
            .collect();
        let mut names: Vec<usize> = above.into_iter().rev().chain(below).collect();
        if names.is_empty() && lines[at].0 == LineRole::Body && at < lines.len() / 2 {
            continue;
        }
        names.sort_unstable();
        let body = joined(lines, &names);
        // The date keeps its own role so that the page can show it as one.
        lines[at].0 = LineRole::Date;
        return Some(ReportSignature {
            body,
            date: Some(date),
        });
    }
    let last = lines.len() - 1;
    let names: Vec<usize> = (from..=last)
        .rev()
        .take_while(|index| signs(&lines[*index], profile))
        .take(4)
        .collect();
    let names: Vec<usize> = names.into_iter().rev().collect();
    (!names.is_empty() && names[0] > from).then(|| ReportSignature {
        body: joined(lines, &names),
        date: None,
    })
}

/// Whether a line is the name of a signing body.
fn signs((role, line): &(LineRole, PageLine), profile: &ReadingRules) -> bool {
    let bare = line
        .text
        .trim_end_matches("（盖章）")
        .trim_end_matches("(盖章)")
        .trim_end_matches("（公章）");
    matches!(role, LineRole::Body | LineRole::Cover)
        && bare.chars().count() >= 3
        && is_body_line(bare, profile)
        && !bare.starts_with(['一', '（', '('])
}

fn joined(lines: &mut [(LineRole, PageLine)], names: &[usize]) -> Option<String> {
    let mut words = Vec::new();
    for index in names {
        lines[*index].0 = LineRole::Signature;
        words.extend(bodies(&lines[*index].1.text, names.len()));
    }
    (!words.is_empty()).then(|| words.join(";"))
}

/// One line may hold two bodies with space between them.
fn bodies(text: &str, lines: usize) -> Vec<String> {
    let text = text.replace("（盖章）", "").replace("(盖章)", "");
    let parts: Vec<&str> = text.split_whitespace().collect();
    if lines == 1 && parts.len() == 2 && parts[0].ends_with('会') {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.split_whitespace().collect()]
    }
}

/// A flattened page has its signature at the end of its only paragraph, and some signatures have the date on their line.
fn split_last(lines: &mut Vec<(LineRole, PageLine)>, profile: &ReadingRules) {
    let last = lines.len().saturating_sub(8);
    let likely = |(index, (role, line)): (usize, &(LineRole, PageLine))| {
        let short = line.text.chars().count() <= 60;
        (matches!(role, LineRole::Body | LineRole::Cover) && (short || index >= last))
            .then_some(index)
    };
    let likely: Vec<usize> = lines.iter().enumerate().filter_map(likely).collect();
    for index in likely.into_iter().rev() {
        let line = lines[index].1.clone();
        let Some((_, range)) = last_date(&line.text) else {
            continue;
        };
        let rest = tidy(&line.text[range.end..]);
        let head = line.text[..range.start].trim_end();
        if head.is_empty() || !rest.trim_matches(['。', '）', ')']).is_empty() {
            continue;
        }
        let start = head
            .rfind(['。', '！', '；'])
            .map_or(0, |at| at + '。'.len_utf8());
        // Behind what is attached, the name is the last word of the line.
        let word = head.rfind(char::is_whitespace).unwrap_or(start).max(start);
        let start = if is_body_line(&tidy(&head[start..]), profile) {
            start
        } else {
            word
        };
        let name = tidy(&head[start..]);
        if !is_body_line(&name, profile) {
            continue;
        }
        let part = |text: &str| PageLine {
            text: tidy(text),
            ..line.clone()
        };
        let mut parts = vec![
            (lines[index].0, part(&head[start..])),
            (lines[index].0, part(&line.text[range.start..])),
        ];
        if start > 0 {
            parts.insert(0, (lines[index].0, part(&head[..start])));
        }
        lines.splice(index..=index, parts);
        return;
    }
}

/// The last date of a text.
fn last_date(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    let mut from = 0;
    let mut last = None;
    while let Some((date, range)) = find_date(&text[from..]) {
        let end = from + range.end;
        last = Some((date, from + range.start..end));
        from = end;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportKind;

    fn signed(text: &str) -> (Option<String>, Option<String>) {
        let mut lines: Vec<_> = text
            .split('\n')
            .map(|line| (LineRole::Body, PageLine::text(1, line)))
            .collect();
        let signed =
            find(&mut lines, ReportKind::default_profile().reading()).expect("each case is signed");
        (signed.body, signed.date)
    }

    #[test]
    fn signatures_of_every_form_are_found() {
        let body = "我镇在2023年3月1日做了工作。";
        for end in [
            "\n柏川县麦垄镇人民政府\n2024年1月15日",
            "\n柏川县麦垄镇人民政府　　2024年1月15日",
            "\n2024年1月15日\n柏川县麦垄镇人民政府",
            "\n柏川县麦垄镇人民政府（盖章）\n二〇二四年一月十五日",
            " 柏川县麦垄镇人民政府 2024年1月15日",
            "\n柏川县麦垄镇人民政府\n2024年1月15日\n（此件公开发布）",
        ] {
            let want = (
                Some("柏川县麦垄镇人民政府".to_owned()),
                Some("2024-01-15".to_owned()),
            );
            assert_eq!(signed(&format!("{body}{end}")), want, "{end}");
        }
        let joint = signed(&format!(
            "{body}\n中共柏川县苇泊镇委员会\n柏川县苇泊镇人民政府\n2026年1月14日"
        ));
        assert_eq!(
            joint.0.as_deref(),
            Some("中共柏川县苇泊镇委员会;柏川县苇泊镇人民政府")
        );
    }

    #[test]
    fn an_unsigned_report_stays_unsigned() {
        let mut lines = vec![
            (LineRole::Body, PageLine::text(1, "一、主要做法")),
            (LineRole::Body, PageLine::text(2, "以上报告，请予审议。")),
        ];
        assert_eq!(
            find(&mut lines, ReportKind::default_profile().reading()),
            None
        );
    }
}
