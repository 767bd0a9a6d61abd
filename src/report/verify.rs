//! Whether what a clerk wrote beside a text can be so: values against quotes, ids and versions against those before. Enter at [`value`].

use super::find::number::{Numeral, numerals};
use super::find::zero::states_zero;
use super::{Commitment, CommitmentAnswer, Correction, Exactness, Figure, Outcome, Report, Year};
use crate::diagnostic::{Diagnostic, Words};
use crate::tree::fields::Fields;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

/// The value of each indicator and year.
pub(super) type Values = BTreeMap<(String, Option<Year>), Decimal>;

fn complain(fields: &mut Fields<'_>, at: &Range<usize>, finding: Diagnostic) {
    let finding = finding.at(fields.place(at));
    fields.diagnostics.push(finding);
}

/// The value must be a number of its quote, as exact as the quote says; a zero claim must say so in words (N04).
pub(super) fn value(fields: &mut Fields<'_>, at: &Range<usize>, figure: &mut Figure, unit: &str) {
    let (quote, value) = (figure.quote.clone(), figure.value);
    let holds = |one: &Numeral| one.value == value && !is_date(one, unit);
    let seen = numerals(&quote);
    if figure.zero_claim && value.is_zero() && states_zero(&quote) {
        return;
    }
    if let Some(number) = seen
        .iter()
        .find(|one| holds(one))
        .filter(|_| !figure.zero_claim)
    {
        exact(fields, at, figure, number.approx);
        return;
    }
    let numbers: Vec<String> = seen
        .iter()
        .map(|one| one.value.normalize().to_string())
        .collect();
    let says = if numbers.is_empty() {
        "—".to_owned()
    } else {
        numbers.join("、")
    };
    let words = Words::new(
        format!("the value {value} is not in its quote, which says {says}"),
        format!("数值 {value} 与引用的原文不符（原文为 {says}）"),
    );
    let hint = if figure.zero_claim {
        Words::new(
            "a zero claim has the value 0 and words such as 无 or 没有",
            "零声明的数值应为 0，原文应有“无”“没有”等字样",
        )
    } else if quote.contains(['万', '亿']) {
        Words::new(
            format!(
                "write the number that stands in the text, 万 and 亿 multiplied out: one of {says}"
            ),
            format!("请写原文中的数字，“万”“亿”要乘出来：{says}"),
        )
    } else {
        Words::new(
            "write the number that stands in the text; the text itself is the record",
            "请写原文中的数字；原文是记录，不能改",
        )
    };
    let finding = Diagnostic::error("N04", "value-not-in-quote", words).hint(hint);
    complain(fields, at, finding);
}

/// A number of a date is no value, unless years, months or days are what is counted.
fn is_date(number: &Numeral, unit: &str) -> bool {
    number
        .behind
        .is_some_and(|c| matches!(c, '年' | '月' | '日') && !unit.starts_with(c))
}

/// A quote that does not give its value as exact says so for the figure too; where `approx` says something else, that is a warning.
fn exact(fields: &mut Fields<'_>, at: &Range<usize>, figure: &mut Figure, said: Option<Exactness>) {
    let Some(written) = figure.approx else {
        figure.approx = said;
        return;
    };
    if said == Some(written) {
        return;
    }
    let value = figure.value;
    let words = Words::new(
        format!("the quote does not say that {value} is `{}`", written.id()),
        format!("原文没有说 {value} 是 `{}`", written.id()),
    );
    let hint = match said {
        Some(said) => Words::new(
            format!("the words say `approx: {}`", said.id()),
            format!("按原文应为 `approx: {}`", said.id()),
        ),
        None => Words::new(
            "take `approx` away, or quote the word that says it (余, 近, 约, 超过)",
            "请去掉 `approx`，或把“余”“近”“约”“超过”等字一并引用",
        ),
    };
    let place = fields.place(at);
    let finding = Diagnostic::warning("N04", "approx-not-in-quote", words);
    fields.diagnostics.push(finding.at(place).hint(hint));
}

/// One indicator has one value a year; the same value may be quoted twice.
pub(super) fn one_value(
    fields: &mut Fields<'_>,
    at: &Range<usize>,
    figure: &Figure,
    values: &mut Values,
) {
    let key = (figure.indicator.clone(), figure.for_year);
    let known = *values.entry(key).or_insert(figure.value);
    if known == figure.value {
        return;
    }
    let (id, value) = (&figure.indicator, figure.value);
    let words = Words::new(
        format!("`{id}` has two values in this report: {known} and {value}"),
        format!("本报告中 `{id}` 有两个数值：{known} 和 {value}"),
    );
    let hint = Words::new(
        "keep one, give the other an indicator of its own, or name its year with `for_year`",
        "请只留一个，或为另一个另设指标，或用 `for_year` 写明它属于哪一年",
    );
    let finding = Diagnostic::error("data", "figure-twice", words).hint(hint);
    complain(fields, at, finding);
}

/// The id of a promise begins with its year and is given once.
pub(super) fn promise(
    fields: &mut Fields<'_>,
    at: &Range<usize>,
    made: &Commitment,
    report: &Report,
) {
    let (id, year) = (&made.id, report.year);
    let number = id.strip_prefix(&format!("{year}-"));
    let holds = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !number.is_some_and(|rest| !rest.is_empty() && rest.chars().all(holds)) {
        let words = Words::new(
            format!("the id `{id}` is not one of {year}"),
            format!("编号 `{id}` 不是 {year} 年的"),
        );
        let hint = Words::new(
            format!("an id is the year and a number, `{year}-1`; it never changes"),
            format!("编号由年份和序号组成，例如 `{year}-1`，定了就不再改"),
        );
        let finding = Diagnostic::error("data", "commitment-id", words).hint(hint);
        complain(fields, at, finding);
    } else if report.commitments.iter().any(|one| one.id == *id) {
        let words = Words::new(
            format!("the id `{id}` is given twice"),
            format!("编号 `{id}` 用了两次"),
        );
        let hint = Words::new(
            "give the later one the next number",
            "请给后一项用下一个序号",
        );
        let finding = Diagnostic::error("data", "commitment-twice", words).hint(hint);
        complain(fields, at, finding);
    }
}

/// A promise is answered once a year; one that was not done or dropped should say why.
pub(super) fn answer(
    fields: &mut Fields<'_>,
    at: &Range<usize>,
    answer: &CommitmentAnswer,
    report: &Report,
) {
    let id = &answer.commitment;
    if report.answers.iter().any(|one| one.commitment == *id) {
        let words = Words::new(
            format!("`{id}` is answered twice in this report"),
            format!("本报告对 `{id}` 回应了两次"),
        );
        let hint = Words::new(
            "keep the one that the text bears out",
            "请只留原文能证明的一条",
        );
        let finding = Diagnostic::error("data", "answer-twice", words).hint(hint);
        complain(fields, at, finding);
    }
    if matches!(answer.outcome, Outcome::NotDone | Outcome::Dropped) && answer.reason.is_none() {
        let words = Words::new(
            format!("`{id}` was not done, and no reason is given"),
            format!("`{id}` 未完成或取消，但没有写明原因"),
        );
        let hint = Words::new(
            "add `reason:` in the words of the report, where it gives one",
            "报告写明原因的，请加上 `reason:`",
        );
        let place = fields.place(at);
        let finding = Diagnostic::warning("data", "reason-missing", words);
        fields.diagnostics.push(finding.at(place).hint(hint));
    }
}

/// Versions count up by one from 2, and no later entry has an earlier day: the log is append-only.
pub(super) fn follows(
    fields: &mut Fields<'_>,
    at: &Range<usize>,
    one: &Correction,
    last: Option<&Correction>,
) {
    let (version, wanted) = (
        one.version,
        last.map_or(2, |last| last.version.saturating_add(1)),
    );
    if version != wanted {
        let words = Words::new(
            format!("version {version} stands where version {wanted} belongs"),
            format!("这里应为第 {wanted} 版，写的是第 {version} 版"),
        );
        let hint = Words::new(
            "the first text is version 1; each entry makes the next one, in order",
            "第一次公布的文本是第 1 版，每次更正依次加一",
        );
        let finding = Diagnostic::error("data", "correction-order", words).hint(hint);
        complain(fields, at, finding);
    }
    if let Some(last) = last.filter(|last| last.on > one.on) {
        let (on, before) = (one.on, last.on);
        let words = Words::new(
            format!("the entry of {on} stands behind that of {before}"),
            format!("{on} 的更正排在 {before} 之后"),
        );
        let hint = Words::new(
            "new entries come last; earlier ones are never moved",
            "新的更正写在最后，已有的不移动",
        );
        let finding = Diagnostic::error("data", "correction-order", words).hint(hint);
        complain(fields, at, finding);
    }
}
