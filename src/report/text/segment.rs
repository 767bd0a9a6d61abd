//! Where sentences end. Enter at [`sentences`].

use crate::report::letter::is_han;
use std::ops::Range;

/// Opening and closing marks inside which a sentence does not end.
const PROTECTING: [(char, char); 5] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
];

/// Whether a line break beside the character is layout only: Han characters and full-width punctuation.
pub(crate) fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Cuts a block into sentences; the ranges are bytes and cover the block without gaps.
///
/// A sentence ends at 。；！？ (or `;` `!` `?` after a Han character) with the closing marks behind it, or with the block. Inside
/// quotation marks and 《》 it ends only with a quotation that stands by itself: after a colon or comma, or as the whole sentence.
pub(crate) fn sentences(plain: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = plain.char_indices().collect();
    let opener = openers(&chars);
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < chars.len() {
        if !is_end(&chars, at) {
            at += 1;
            continue;
        }
        let mut next = at + 1;
        while next < chars.len() && (is_closing(chars[next].1) || is_end(&chars, next)) {
            next += 1;
        }
        if next == chars.len()
            || opener[at].is_none_or(|from| ends_with_quotation(&chars, from, start, &opener, next))
        {
            let end = chars.get(next).map_or(plain.len(), |c| c.0);
            found.push(start..end);
            start = end;
        }
        at = next;
    }
    if start < plain.len() {
        if plain[start..].trim().is_empty() {
            if let Some(last) = found.last_mut() {
                last.end = plain.len();
            }
        } else {
            found.push(start..plain.len());
        }
    }
    found
}

/// Whether the character at `at` can end a sentence.
fn is_end(chars: &[(usize, char)], at: usize) -> bool {
    match chars[at].1 {
        '。' | '；' | '！' | '？' => true,
        ';' | '!' | '?' => at > 0 && is_wide(chars[at - 1].1),
        _ => false,
    }
}

/// Whether the character closes a quotation or a bracket and so belongs to the sentence before it.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '》' | '〉' | '）' | ')' | '」' | '』' | '】' | ']'
    )
}

/// Whether the quotation that opened at `from` is over at `next` and takes the sentence that began at byte `start` with it.
///
/// 会上说：“要依法办事。” ends; 把握“是否合法？是否合理？”两问 and 坚持“有错必纠。”的原则 go on.
fn ends_with_quotation(
    chars: &[(usize, char)],
    from: usize,
    start: usize,
    opener: &[Option<usize>],
    next: usize,
) -> bool {
    let over = opener[next] != Some(from);
    let alone =
        chars[from].0 <= start || matches!(chars[from - 1].1, '：' | ':' | '，' | ',' | '。');
    over && alone
        && !matches!(
            chars[next].1,
            '，' | ',' | '、' | '：' | ':' | '的' | '等' | '为' | '是' | '和' | '与' | '及'
        )
}

/// For each character where the outermost quotation it stands in opened. A mark without its partner in the block protects nothing.
fn openers(chars: &[(usize, char)]) -> Vec<Option<usize>> {
    let mut quotations: Vec<(usize, usize)> = Vec::new();
    for (open, close) in PROTECTING {
        let mut waiting = Vec::new();
        for (at, (_, c)) in chars.iter().enumerate() {
            if *c == open {
                waiting.push(at);
            } else if *c == close
                && let Some(from) = waiting.pop()
            {
                quotations.push((from, at));
            }
        }
    }
    let straight: Vec<usize> = chars
        .iter()
        .enumerate()
        .filter(|(_, c)| c.1 == '"')
        .map(|(at, _)| at)
        .collect();
    if straight.len().is_multiple_of(2) {
        for pair in straight.chunks(2) {
            quotations.push((pair[0], pair[1]));
        }
    }
    quotations.sort_unstable();
    let mut opener: Vec<Option<usize>> = vec![None; chars.len()];
    let mut covered = 0;
    for (from, to) in quotations {
        // What lies before `covered` stands in a quotation that opened earlier.
        for found in opener.iter_mut().take(to + 1).skip(covered.max(from)) {
            *found = Some(from);
        }
        covered = covered.max(to + 1);
    }
    opener
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(plain: &str, expect: &[&str]) {
        let found: Vec<&str> = sentences(plain).into_iter().map(|r| &plain[r]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_sentence_ends_at_its_mark_or_with_its_block() {
        check(
            "学法4次；培训2次。是吗？现将情况报告如下：",
            &["学法4次；", "培训2次。", "是吗？", "现将情况报告如下："],
        );
    }

    #[test]
    fn half_width_marks_end_a_sentence_only_after_han() {
        check("学法4次;培训a;b。", &["学法4次;", "培训a;b。"]);
    }

    #[test]
    fn decimals_and_numbers_end_nothing() {
        check(
            "罚款2.3万元，见1.，（一）执法。完",
            &["罚款2.3万元，见1.，（一）执法。", "完"],
        );
    }

    #[test]
    fn closing_marks_belong_to_the_sentence() {
        check(
            "（以上为统计数。）其他从略。",
            &["（以上为统计数。）", "其他从略。"],
        );
        check(
            "会上说：“要依法办事。”会后落实。",
            &["会上说：“要依法办事。”", "会后落实。"],
        );
    }

    #[test]
    fn a_quotation_protects_its_sentences() {
        check(
            "把握“是否合法；是否合理。是否需要？”三问，从严审查。好。",
            &[
                "把握“是否合法；是否合理。是否需要？”三问，从严审查。",
                "好。",
            ],
        );
        check(
            "坚持“有错必纠。”的原则。好。",
            &["坚持“有错必纠。”的原则。", "好。"],
        );
        check(
            "印发《学法；用法指引》。好。",
            &["印发《学法；用法指引》。", "好。"],
        );
    }

    #[test]
    fn a_mark_without_partner_protects_nothing() {
        check(
            "成立“老余调解室。受理3件。",
            &["成立“老余调解室。", "受理3件。"],
        );
    }

    #[test]
    fn white_space_behind_the_last_mark_is_no_sentence() {
        check("好。 ", &["好。 "]);
        check("", &[]);
    }
}
