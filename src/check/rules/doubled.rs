//! T07: words and sentences that stand twice. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::import::words::{fold, is_han};
use crate::report::compare::is_listed;
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule {
    code: "T07",
    names: &["doubled-word", "doubled-sentence"],
    page: include_str!("doubled.md"),
    run: RuleRun::Draft(find),
};

/// Han characters from which a sentence does not recur by chance.
const SENTENCE: usize = 16;

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.body() {
        for range in doubled(&block.line.text) {
            let words = Words::new("a word is written twice", "词语重复");
            let hint = Words::new("remove one of the two", "请删去其中一个");
            let place = draft.place(at, range);
            out.push(finding(
                Level::Warning,
                ("T07", "doubled-word"),
                place,
                words,
                hint,
            ));
        }
    }
    out.extend(sentences(draft));
    out
}

/// Bytes of words of two to six characters that follow themselves, and of doubled marks.
fn doubled(text: &str) -> Vec<Range<usize>> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let mark = letters[at].1;
        if matches!(mark, '，' | '。' | '、' | '；' | '：')
            && letters.get(at + 1).is_some_and(|next| next.1 == mark)
        {
            out.push(letters[at].0..end(&letters, at + 1, text));
            at += 2;
            continue;
        }
        if is_particle_twice(&letters, at) || is_end_twice(&letters, at) {
            out.push(letters[at].0..end(&letters, at + 1, text));
            at += 2;
            continue;
        }
        let length = (2..=6).rev().find(|length| repeats(&letters, at, *length));
        match length {
            Some(length) => {
                out.push(letters[at].0..end(&letters, at + 2 * length - 1, text));
                at += 2 * length;
            }
            None => at += 1,
        }
    }
    out
}

fn end(letters: &[(usize, char)], index: usize, text: &str) -> usize {
    letters.get(index + 1).map_or(text.len(), |next| next.0)
}

/// Whether a word of this length follows itself, and not as 一件一件, 讨论讨论 or 人人人人 do.
fn repeats(letters: &[(usize, char)], at: usize, length: usize) -> bool {
    let begins = |at: usize| letters.get(at).map(|letter| letter.1);
    if begins(at) != begins(at + length) {
        return false;
    }
    let (Some(first), Some(second)) = (
        letters.get(at..at + length),
        letters.get(at + length..at + 2 * length),
    ) else {
        return false;
    };
    // Nearly all positions end here.
    if !first
        .iter()
        .zip(second)
        .all(|(one, other)| one.1 == other.1)
    {
        return false;
    }
    let letter: Vec<char> = first.iter().map(|(_, letter)| *letter).collect();
    let counts = "一两二三四五六七八九十几逐每首".contains(letter[0]);
    let one = letter.iter().all(|c| *c == letter[0]);
    let rest = letters[at + length..].iter().take(length + 1);
    let rest: String = rest.map(|(_, letter)| *letter).collect();
    letter.iter().all(|c| is_han(*c))
        && !counts
        && !one
        // 大队大队长 is the head of a 大队.
        && rest.chars().nth(length).is_none_or(|next| next != '长')
        && !HEADS.contains(&rest.as_str())
        && !is_tried(&letter)
}

/// Whether a particle follows itself: 原因是是, 发放了了. 目的的 and 是是非非 are words.
fn is_particle_twice(letters: &[(usize, char)], at: usize) -> bool {
    let near = |index: Option<usize>| index.and_then(|index| letters.get(index)).map(|one| one.1);
    let letter = letters[at].1;
    if near(Some(at + 1)) != Some(letter) {
        return false;
    }
    let (before, after) = (near(at.checked_sub(1)), near(Some(at + 2)));
    let not = |side: Option<char>, words: &str| side.is_none_or(|one| !words.contains(one));
    match letter {
        '了' => not(before, "了") && not(after, "了解然"),
        '是' => not(before, "是凡于") && not(after, "是非"),
        '过' => not(before, "过") && not(after, "程去渡度"),
        '的' => not(before, "的目标") && not(after, "的确"),
        // 面对对方 and 对对方 are right.
        '对' => {
            not(before, "面针应相反绝校核比配结敌派一成")
                && not(after, "方象策手立应照比接待付话联号")
        }
        '把' | '将' | '被' | '和' => {
            not(before, "平谐温共柔即车火") && not(after, "和气睦美平谐领士军关")
        }
        _ => false,
    }
}

/// Whether the last letter of a usual verb follows it once more: 利用用, and no word begins with the second one (进行行政检查).
fn is_end_twice(letters: &[(usize, char)], at: usize) -> bool {
    const VERBS: [&str; 20] = [
        "利用", "采用", "进行", "实行", "推行", "加强", "提高", "促进", "推进", "组织", "制定",
        "完成", "建立", "增强", "强化", "深化", "优化", "结合", "按照", "围绕",
    ];
    let word = |from: usize, to: usize| -> Option<String> {
        Some(letters.get(from..to)?.iter().map(|one| one.1).collect())
    };
    let twice = letters.get(at).map(|one| one.1) == letters.get(at + 1).map(|one| one.1);
    let verb = || at.checked_sub(1).and_then(|from| word(from, at + 1));
    let next = || word(at + 1, at + 3);
    twice
        && verb().is_some_and(|verb| VERBS.contains(&verb.as_str()))
        && next().is_none_or(|next| !is_listed(&next))
}

/// Words that begin with a word which the one before ends with: 人民政府政府信息公开.
const HEADS: [&str; 14] = [
    "政府信",
    "政府采",
    "政府网",
    "政府工",
    "政府常",
    "政府购",
    "政府投",
    "政府部",
    "政府职",
    "政府令",
    "政府规",
    "政府法",
    "委员会委",
    "委员会同",
];

/// Verbs that are doubled to say that something is done a little.
fn is_tried(word: &[char]) -> bool {
    let word: String = word.iter().collect();
    ["商量", "讨论", "研究", "考虑", "评说", "许多", "好多"].contains(&word.as_str())
}

fn sentences(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for line in draft.lines() {
        let words = line.words().trim();
        if words.chars().filter(|letter| is_han(*letter)).count() < SENTENCE {
            continue;
        }
        let number = line.block.line.number;
        let Some(first) = seen.insert(fold(words), number) else {
            continue;
        };
        let text = Words::new(
            format!("the same sentence stands in line {first}"),
            format!("与第{first}行的句子完全相同"),
        );
        let hint = Words::new("remove one of the two", "请删去其中一句");
        let place = draft.place(line.at, line.range.clone());
        out.push(finding(
            Level::Warning,
            ("T07", "doubled-sentence"),
            place,
            text,
            hint,
        ));
    }
    out
}
