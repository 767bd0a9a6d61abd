//! N09: rules where results belong, and numbers that are announced and not given. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::bytes_ahead;
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;
use crate::report::find::quantity::clause;
use std::collections::BTreeSet;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::draft(
    "N09",
    &["norm-as-result", "promised-number-absent"],
    include_str!("norms.md"),
    find,
);
const NORM_AS_RESULT: FindingForm = RULE.info(
    "norm-as-result",
    "say how often it was done this year",
    "请写明本年度实际开展的次数",
);
const PROMISED_NUMBER_ABSENT: FindingForm = RULE.info(
    "promised-number-absent",
    "give the number, or say that there was none",
    "请写明数量；没有发生的也请写明",
);

rule_words! { "norms.yaml":
    /// How often something is to be done: 每季度不少于一次.
    norm: WordPattern,
    /// Words that make it a result.
    result: WordList,
    /// The next clause says how often it was done.
    done: WordPattern,
    /// A frequency without any number.
    frequency: WordPattern,
    /// With what a frequency begins.
    each: String,
    /// Words that make a frequency the name of a rule, not what was done.
    ruled: WordPattern,
    /// With what a clause begins that only names a rule.
    names_rule: WordList,
    /// What it calls it.
    rule: WordList,
    /// A rule that is named and then kept.
    kept: WordPattern,
    /// 具体数字如下： at the end of a paragraph.
    below: WordPattern,
    /// What is never told how many.
    some: String,
    /// 如下表所示 where no table is.
    table: WordPattern,
    /// The percentage is gone.
    rate: WordPattern,
    /// A verb, its unit and no number.
    bare: WordPattern,
    /// Headings that announce cases.
    announces: WordPattern,
    /// The units of cases.
    case_units: WordList,
    /// How it is said that there were none.
    zero: WordList,
    /// The number between is gone.
    lost: WordPattern,
    /// A change from year to year.
    yearly: WordPattern,
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = norms(draft);
    out.extend(announced_cases(draft));
    out.extend(lost_numbers(draft));
    out
}

fn norms(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        // 每季度不少于一次 is a rule. It stands rightly in a result only where the same clause or the next says how often it was done, or where
        // the clause names the rule (按照……的要求) and the sentence then reports how it was kept.
        for found in WORDS.norm.find_iter(text) {
            let span = clause(text, &found.range());
            let words = &text[span.clone()];
            // A place where it was done so many times is a result.
            if WORDS.result.stands_in(words)
                || WORDS.done.is_match(&text[span.end..])
                || is_kept(text, &span)
            {
                continue;
            }
            out.push(norm_found(draft, at, span));
        }
        // 每半年听取汇报 has no number at all. It is told only where the whole sentence has none, and where no word makes it the name of a
        // system (建立……制度); else it may be a result in words.
        for found in WORDS.frequency.find_iter(text) {
            let span = clause(text, &(found.start()..found.start() + WORDS.each.len()));
            let sentence = text[span.start..].split(['。', '；']).next().unwrap_or("");
            let counted = has_digit(sentence);
            if !counted
                && !WORDS.ruled.is_match(&text[span.clone()])
                && !WORDS.norm.is_match(sentence)
            {
                out.push(norm_found(draft, at, span));
            }
        }
    }
    out
}

/// Whether a clause only names a rule whose keeping the same sentence reports.
fn is_kept(text: &str, span: &Range<usize>) -> bool {
    let words = &text[span.clone()];
    let sentence = text[span.end..].split('。').next().unwrap_or("");
    let counted = WORDS.rule.stands_in(words) && has_digit(sentence);
    WORDS.names_rule.begins(words) && (WORDS.kept.is_match(sentence) || counted)
}

fn has_digit(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit())
}

fn norm_found(draft: &ReportDraft<'_>, at: usize, span: Range<usize>) -> Finding {
    let message = Words::new(
        "a rule stands where a result belongs",
        "写的是规定频次，不是实际完成情况",
    );
    NORM_AS_RESULT.at(draft.place(at, span), message)
}

/// Whether a block says how many there were, or that there were none.
fn counts_cases(draft: &ReportDraft<'_>, at: usize, text: &str) -> bool {
    let mut all = draft.quantities(at).iter();
    all.any(|one| WORDS.case_units.lists(one.unit)) || WORDS.zero.stands_in(text)
}

/// 人民调解情况 without a single case.
fn announced_cases(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let counted = draft
        .body()
        .filter(|(at, block)| counts_cases(draft, *at, &block.line.text));
    // A section that counts speaks for those above it.
    let counted: BTreeSet<&str> = counted
        .flat_map(|(_, block)| {
            let path = block.section.as_str();
            let above = path.match_indices('/').map(|(at, _)| &path[..at]);
            above.chain([path])
        })
        .collect();
    let mut out = Vec::new();
    for (index, heading) in draft.outline.headings.iter().enumerate() {
        if !WORDS.announces.is_match(&heading.title) || heading.level == 1 {
            continue;
        }
        if counted.contains(heading.path.as_str()) {
            continue;
        }
        if let Some((at, block)) = draft.block_of(index) {
            let title = &heading.title;
            let message = Words::new(
                format!("`{title}` without a number of cases"),
                format!("“{title}”没有一个案件数"),
            );
            out.push(number_absent(draft, at, 0..block.lead, message));
        }
    }
    out
}

fn lost_numbers(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        out.extend(below_missing(draft, at, text));
        for found in WORDS.rate.find_iter(text) {
            let message = Words::new("the percentage is gone", "比率后缺少百分数");
            out.push(number_absent(draft, at, found.range(), message));
        }
        for found in WORDS
            .lost
            .captures_iter(text)
            .chain(WORDS.bare.captures_iter(text))
        {
            let Some(whole) = found.get(0) else { continue };
            // The mark behind the unit ends the clause.
            let end = found.name("u").map_or(whole.end(), |unit| unit.end());
            let clause = clause(text, &(whole.start()..end));
            let known = out.iter().any(|one| one.quote() == whole.as_str());
            let words = &text[clause];
            if known || has_digit(words) || words.contains(&WORDS.each) {
                continue;
            }
            let message = Words::new("the number before the unit is gone", "量词前缺少数字");
            out.push(number_absent(draft, at, whole.range(), message));
        }
        for found in WORDS.yearly.find_iter(text) {
            let clause = clause(text, &found.range());
            if has_digit(&text[clause]) {
                continue;
            }
            let message = Words::new(
                "a change from year to year without its numbers",
                "写了“逐年”变化，却没有数据",
            );
            out.push(number_absent(draft, at, found.range(), message));
        }
    }
    out
}

/// Numbers or a table that a paragraph announces and that do not follow.
fn below_missing(draft: &ReportDraft<'_>, at: usize, text: &str) -> Vec<Finding> {
    // Characters of the next paragraph in which the numbers must begin.
    const NEAR: usize = 60;
    let blocks = &draft.outline.blocks;
    let tabled = || blocks.iter().any(|block| !block.line.cells.is_empty());
    let behind = blocks.get(at + 1);
    let behind = behind.map_or("", |block| block.line.text.as_str());
    let follows = |end: usize| {
        tabled() || has_digit(&behind[..bytes_ahead(behind, 0, NEAR)]) || has_digit(&text[end..])
    };
    let figures = WORDS
        .below
        .find(text)
        .filter(|found| found.as_str().starts_with(&WORDS.some) || !follows(found.end()));
    let tables = WORDS.table.find(text).filter(|_| !tabled());
    let message = || {
        Words::new(
            "the numbers announced here do not follow",
            "此处说有数据，后文没有",
        )
    };
    let found = figures.into_iter().chain(tables);
    found
        .map(|found| number_absent(draft, at, found.range(), message()))
        .collect()
}

fn number_absent(
    draft: &ReportDraft<'_>,
    at: usize,
    range: Range<usize>,
    message: Words,
) -> Finding {
    PROMISED_NUMBER_ABSENT.at(draft.place(at, range), message)
}
