//! What changed inside a sentence, word by word. Enter at [`pieces`].

use jieba_rs::Jieba;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::sync::LazyLock;

// Characters are a bad unit (新增 and 增加 share one), clauses a coarse one. So sentences are cut into words by the dictionary, numbers with
// their decimals kept whole, and the longest common runs are found by patience difference, which anchors on words that occur once on each
// side: particles such as 的 do not tear phrases apart. The result is looked at clause by clause. Where more than `WHOLE_CLAUSE` of both sides
// changed, single words that happen to be equal only confuse, and the clause is shown as taken out and put in.

/// A clause of which more than this share changed is shown as a whole, in hundredths.
const WHOLE_CLAUSE: usize = 40;

/// What a run of words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordChange {
    /// In both sentences.
    Same,
    /// Only in the newer one.
    Insert,
    /// Only in the older one.
    Delete,
}

impl WordChange {
    /// `same insert delete`
    pub fn id(self) -> &'static str {
        match self {
            WordChange::Same => "same",
            WordChange::Insert => "insert",
            WordChange::Delete => "delete",
        }
    }
}

/// A run of words of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordRun {
    /// What it is.
    pub op: WordChange,
    /// The words.
    pub text: String,
}

/// The dictionary, loaded once; it takes about a tenth of a second.
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Loads the dictionary of words, so that the first comparison is as fast as the others.
pub fn load_dictionary() {
    LazyLock::force(&DICTIONARY);
}

/// Whether the dictionary has these characters as a word that is no person's name.
pub(crate) fn is_word(words: &str) -> bool {
    DICTIONARY.has_word(words)
        && DICTIONARY
            .tag(words, false)
            .iter()
            .all(|token| !token.tag.starts_with("nr"))
}

/// Whether the dictionary has these characters as a word of any kind.
pub(crate) fn is_listed(words: &str) -> bool {
    DICTIONARY.has_word(words)
}

/// Whether the dictionary has these characters as a noun; names of places and of persons are nouns.
pub(crate) fn is_noun(words: &str) -> bool {
    let is_noun = |tag: &str| tag.starts_with('n');
    is_listed(words)
        && DICTIONARY
            .tag(words, false)
            .iter()
            .all(|token| is_noun(token.tag))
}

/// The words of a text as the dictionary parts them, in order and without a gap.
pub(crate) fn parted(text: &str) -> Vec<&str> {
    let tokens = DICTIONARY.cut(text, false).into_iter();
    tokens.map(|token| token.word).collect()
}

/// The differences between two sentences: same and inserted pieces together are the newer one, same and deleted the older one.
pub(crate) fn pieces(old: &str, new: &str) -> Vec<WordRun> {
    let (a, b) = (tokens(old), tokens(new));
    let mut clauses: Vec<Vec<(WordChange, &str)>> = vec![Vec::new()];
    for op in capture_diff_slices(Algorithm::Patience, &a, &b) {
        for run in runs(op, &a, &b) {
            let ends = run.0 == WordChange::Same && ends_clause(run.1);
            if ends {
                clauses.push(vec![run]);
                clauses.push(Vec::new());
            } else if let Some(clause) = clauses.last_mut() {
                clause.push(run);
            }
        }
    }
    let mut out: Vec<WordRun> = Vec::new();
    for clause in clauses {
        for (op, text) in settle(&clause) {
            match out.last_mut() {
                Some(last) if last.op == op => last.text.push_str(&text),
                _ => out.push(WordRun { op, text }),
            }
        }
    }
    out
}

/// The tokens of one difference with what became of them, deletions first.
fn runs<'a>(op: DiffOp, a: &[&'a str], b: &[&'a str]) -> Vec<(WordChange, &'a str)> {
    let take = |kind: WordChange, tokens: &[&'a str]| {
        tokens.iter().map(|t| (kind, *t)).collect::<Vec<_>>()
    };
    match op {
        DiffOp::Equal { new_index, len, .. } => {
            take(WordChange::Same, &b[new_index..new_index + len])
        }
        DiffOp::Delete {
            old_index, old_len, ..
        } => take(WordChange::Delete, &a[old_index..old_index + old_len]),
        DiffOp::Insert {
            new_index, new_len, ..
        } => take(WordChange::Insert, &b[new_index..new_index + new_len]),
        DiffOp::Replace {
            old_index,
            old_len,
            new_index,
            new_len,
        } => {
            let mut both = take(WordChange::Delete, &a[old_index..old_index + old_len]);
            both.extend(take(WordChange::Insert, &b[new_index..new_index + new_len]));
            both
        }
    }
}

fn ends_clause(token: &str) -> bool {
    matches!(
        token,
        "，" | "；" | "。" | "：" | "！" | "？" | "," | ";" | ":"
    )
}

/// A clause as it is shown: word by word, or as a whole where most of it changed. Numbers are always shown by themselves.
fn settle(clause: &[(WordChange, &str)]) -> Vec<(WordChange, String)> {
    let size = |op: WordChange| {
        clause
            .iter()
            .filter(|(o, _)| *o == op)
            .map(|(_, t)| t.chars().count())
            .sum::<usize>()
    };
    let (same, inserted, deleted) = (
        size(WordChange::Same),
        size(WordChange::Insert),
        size(WordChange::Delete),
    );
    let changed = inserted + deleted;
    let numbers = clause
        .iter()
        .all(|(op, t)| *op == WordChange::Same || is_number(t));
    if numbers || same == 0 || changed * 100 <= WHOLE_CLAUSE * (2 * same + changed) {
        let mut shown = Vec::new();
        for group in clause.chunk_by(|x, y| (x.0 == WordChange::Same) == (y.0 == WordChange::Same))
        {
            for op in [WordChange::Same, WordChange::Delete, WordChange::Insert] {
                let text: String = group
                    .iter()
                    .filter(|(o, _)| *o == op)
                    .map(|(_, t)| *t)
                    .collect();
                shown.extend((!text.is_empty()).then_some((op, text)));
            }
        }
        return shown;
    }
    let side = |skip: WordChange| {
        clause
            .iter()
            .filter(|(op, _)| *op != skip)
            .map(|(_, t)| *t)
            .collect::<String>()
    };
    vec![
        (WordChange::Delete, side(WordChange::Insert)),
        (WordChange::Insert, side(WordChange::Delete)),
    ]
}

fn is_number(token: &str) -> bool {
    token.chars().all(|c| {
        c.is_ascii_digit()
            || c == '.'
            || crate::report::text::numbering::is_han_digit(c)
            || "千万亿两".contains(c)
    })
}

/// Words of the dictionary; a number with its decimals is one word, so that 2.3 never becomes 2.1 by half.
fn tokens(sentence: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = sentence;
    while !rest.is_empty() {
        let digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = if digit {
            number_end(rest)
        } else {
            rest.find(|c: char| c.is_ascii_digit())
                .unwrap_or(rest.len())
        };
        let (now, later) = rest.split_at(end);
        if digit {
            tokens.push(now);
        } else {
            tokens.extend(
                DICTIONARY
                    .cut(now, false)
                    .into_iter()
                    .map(|token| token.word),
            );
        }
        rest = later;
    }
    tokens
}

fn number_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while digit(at) || (bytes.get(at) == Some(&b'.') && digit(at + 1)) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[-deleted-]` and `{+inserted+}` around same words.
    fn check(old: &str, new: &str, expect: &str) {
        let found = pieces(old, new);
        let shown: String = found
            .iter()
            .map(|p| match p.op {
                WordChange::Same => p.text.clone(),
                WordChange::Insert => format!("{{+{}+}}", p.text),
                WordChange::Delete => format!("[-{}-]", p.text),
            })
            .collect();
        assert_eq!(shown, expect);
        let side = |skip: WordChange| {
            found
                .iter()
                .filter(|p| p.op != skip)
                .map(|p| p.text.as_str())
                .collect::<String>()
        };
        assert_eq!(
            (side(WordChange::Insert), side(WordChange::Delete)),
            (old.to_string(), new.to_string())
        );
    }

    #[test]
    fn only_numbers_that_differ_are_marked() {
        check(
            "罚款2.3万元，巡查165次。",
            "罚款2.1万元，巡查165次。",
            "罚款[-2.3-]{+2.1+}万元，巡查165次。",
        );
        check("3件", "12件", "[-3-]{+12+}件");
    }

    #[test]
    fn a_few_words_are_marked_by_word() {
        check(
            "严格履行公众参与、合法性审查、集体讨论程序。",
            "严格履行公众参与、专家论证、合法性审查、集体讨论程序。",
            "严格履行公众参与、{+专家论证、+}合法性审查、集体讨论程序。",
        );
    }

    #[test]
    fn a_clause_that_changed_mostly_is_shown_as_a_whole() {
        check(
            "改造灯箱，打造县级法治文化阵地。",
            "改造灯箱，丰富了群众的法治文化供给。",
            "改造灯箱，[-打造县级法治文化阵地-]{+丰富了群众的法治文化供给+}。",
        );
    }

    #[test]
    fn equal_sentences_are_one_piece_and_empty_ones_none() {
        check("全部合格。", "全部合格。", "全部合格。");
        assert!(pieces("", "").is_empty());
    }
}
