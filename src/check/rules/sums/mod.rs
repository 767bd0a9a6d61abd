//! N01: parts that do not add up to the total beside them, percentages that do not follow from their figures. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::{bytes_ahead, clause_start, moved};
use crate::diagnostic::Words;
use crate::report::find::number::NumberScript;
use crate::report::find::quantity::{TextQuantity, quantities};
use crate::report::text::segment::sentences;
use rust_decimal::Decimal;
use std::ops::Range;
use total::{IsSure, WORDS, WrongTotal, words_between};

mod halves;
mod percentages;
mod rest;
mod total;
mod totals;

pub(crate) const RULE: Rule =
    Rule::draft("N01", &["sum-mismatch"], include_str!("../sums.md"), find);

const TOTAL: FindingForm = RULE.error(
    "sum-mismatch",
    "compare with the source and mend one of them",
    "请核对原始数据，更正其中的错数",
);
const RATE: FindingForm = RULE.error(
    "sum-mismatch",
    "compare with the source and mend one of them",
    "请核对原始数据后更正",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.body() {
        let text = block.line.text.as_str();
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        for sentence in sentences(text) {
            let words = &text[sentence.clone()];
            let all: Vec<TextQuantity> = quantities(words)
                .into_iter()
                .filter(|one| one.script == NumberScript::Digits)
                .collect();
            let place = |range: &Range<usize>| draft.place(at, moved(range, sentence.start));
            let sums = of_total(words, &all).into_iter();
            for one in sums
                .chain(totals::to_total(words, &all))
                .chain(rest::left_over(words, &all))
                .chain(halves::of_year(words, &all))
            {
                let (sum, total) = (one.sum, one.total);
                let message = Words::new(
                    format!("the parts make {sum}, the total says {total}"),
                    format!("各项相加为{sum}，与总数{total}不符"),
                );
                out.push(TOTAL.weighing(one.level).at(place(&one.range), message));
            }
            for one in percentages::unsupported(words, &all) {
                let message = Words::new(
                    format!("{}% does not follow from the figures beside it", one.given),
                    format!("{}%与前面的数字对不上（应约为{}%）", one.given, one.right),
                );
                out.push(RATE.weighing(one.level).at(place(&one.range), message));
            }
        }
    }
    out
}

/// Whether a quantity goes on with the list that the one before began: only 、 和 及 or the like parts them.
fn is_listed(gap: &str) -> bool {
    gap.starts_with(|letter| letter == '、' || WORDS.joints.contains(letter))
        && !gap.contains(['，', ',', '；', ';', '。', '：', ':'])
}

/// Whether the words behind a comma name a thing of the kind that a label names: 简易程序案件, 普通程序案件.
fn is_kindred(first: &str, gap: &str) -> bool {
    let own = part_label(gap);
    let apart = gap.starts_with(['，', ',']);
    if apart && WORDS.outcomes.lists(first) && WORDS.outcomes.lists(own) {
        return true;
    }
    let end = |words: &str| words.chars().rev().take(2).collect::<String>();
    let short = gap.starts_with(['，', ',']) && gap.chars().count() <= 12;
    // 村调委会, 社区调委会: a word more or less before the same thing.
    let alike = own.chars().count().abs_diff(first.chars().count()) <= 1 && end(own) == end(first);
    // 行政处罚, 行政强制.
    let begin = |words: &str| words.chars().take(2).collect::<String>();
    let same = own.chars().count() == first.chars().count() && begin(own) == begin(first);
    let alike = alike || same && own.chars().count() >= 4;
    short && own.chars().count() >= 3 && first.chars().count() >= 3 && alike
}

/// Whether a label names a kind of the thing: 简易程序, 合同类.
fn is_kind(label: &str) -> bool {
    WORDS.kinds.ends(label)
}

/// Whether a label is of a list whose members exclude each other: kinds, or ends of a case.
fn is_sort(label: &str) -> bool {
    is_kind(label) || WORDS.outcomes.lists(label)
}

/// The label of a part: the words before its number, without what joins it.
fn part_label(gap: &str) -> &str {
    let own = gap.rsplit(['，', ',', '、', '：', ':', '（', '(']);
    let own = own.into_iter().next().unwrap_or(gap);
    let led = WORDS.led_by.iter();
    led.fold(own, |own, word| own.trim_start_matches(word))
        .trim()
}

/// How a list of parts follows its total.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartsOrder {
    /// Behind 其中.
    Among,
    /// Behind a comma, colon or bracket alone.
    Beside,
}

/// The parts behind a total.
struct SumParts<'q, 't> {
    all: Vec<&'q TextQuantity>,
    labels: Vec<&'t str>,
    follows: PartsOrder,
    /// Whether commas stand between them, which may also begin something new.
    by_commas: bool,
    /// Whether a number of another kind stands between the total and them.
    apart: bool,
}

/// 案件49件，其中甲22件、乙17件、丙8件: a total and the parts behind it.
fn of_total(text: &str, all: &[TextQuantity]) -> Vec<WrongTotal> {
    // A total is followed by its parts, but a sentence goes on with other numbers in the same unit. So parts are taken one by one as long
    // as the words between them only join (、, 和), or name a thing of the same kind behind a comma; the first that does not ends the list.
    // Each number is tried as a total, and its parts are few, so a sentence costs little more than its numbers.
    let mut out = Vec::new();
    for (index, total) in all.iter().enumerate() {
        // 纠纷115件，涉及8万元，其中邻里57件: a number of another kind may stand between.
        let behind = &all[index + 1..];
        let Some(skipped) = behind.iter().take(2).position(|one| one.unit == total.unit) else {
            continue;
        };
        let first = &behind[skipped];
        let left = all.get(index + skipped).unwrap_or(total);
        let gap = words_between(text, left, first);
        let opens = ['，', ',', '（', '(', '：', ':'];
        // 包括占地11起、焚烧9起、堆放4起三类.
        let among = WORDS.led_by.begins(gap.trim_start_matches(opens));
        let beside = gap.starts_with(opens) && gap.chars().count() <= 14;
        if !(among || beside && skipped == 0) || total.unit == "%" {
            continue;
        }
        let mut parts = SumParts {
            all: vec![first],
            labels: vec![part_label(gap)],
            follows: if among {
                PartsOrder::Among
            } else {
                PartsOrder::Beside
            },
            by_commas: false,
            apart: skipped > 0,
        };
        for next in &behind[skipped + 1..] {
            let gap = words_between(text, parts.all[parts.all.len() - 1], next);
            let so_far: Decimal = parts.all.iter().map(|part| part.value).sum();
            let sorts = is_sort(parts.labels[0]);
            let kindred = (among || sorts)
                && (parts.by_commas || parts.all.len() == 1)
                && (so_far < total.value || sorts && parts.all.len() == 1)
                && is_kindred(parts.labels[0], gap);
            let goes_on = is_listed(gap) && !parts.by_commas || kindred;
            parts.by_commas |= kindred;
            if next.unit != total.unit || !goes_on {
                break;
            }
            parts.all.push(next);
            parts
                .labels
                .push(part_label(gap).trim_start_matches(|letter| WORDS.joints.contains(letter)));
        }
        if parts.all.len() > 1 {
            out.extend(wrong_total(text, total, &parts));
        }
    }
    out
}

fn wrong_total(text: &str, total: &TextQuantity, parts: &SumParts<'_, '_>) -> Option<WrongTotal> {
    // Whether parts that do not add up are wrong depends on whether they had to. They have to where they fill the whole: named by the
    // total, closed by 其他, in a bracket behind it, ends or kinds that exclude each other, or so near to it that one seems to be lost. A
    // sum below the total may just not name all, a sum of persons above it may count some twice. The shares (nine tenths for nearly all,
    // 1.3 times for traits that overlap) have no source outside: the cases of the page hold them.
    let exact = total.approx.is_none() && parts.all.iter().all(|part| part.approx.is_none());
    let sum: Decimal = parts.all.iter().map(|part| part.value).sum();
    let labels = &parts.labels;
    let staged =
        |label: &&str| WORDS.stages.lists(label) || label.is_empty() || label.contains(WORDS.share);
    if !exact || sum == total.value || labels.iter().any(staged) {
        return None;
    }
    let named = |label: &&str| {
        let bare: String = label.chars().take(2).collect();
        text[..total.range.start].contains(bare.as_str())
    };
    let all_named = labels.iter().all(named);
    let whole = all_named || labels.iter().any(|label| WORDS.others.begins(label));
    // Parts that make less than the total need not be all of it; without 其中 they are parts only if the total names them.
    let bracketed = is_bracketed(text, total, parts) && sum > total.value;
    let ends = labels.iter().all(|label| WORDS.outcomes.lists(label)) && sum > total.value;
    let sorts = labels.iter().all(|label| is_kind(label)) || ends;
    let beside = parts.follows == PartsOrder::Beside && !all_named && !sorts;
    let series = is_series(total, parts, sum);
    let nearly = is_nearly(text, total, parts) || series;
    if sum < total.value && !(whole || nearly) || beside && !(bracketed || series) {
        return None;
    }
    // One person may be counted in two parts.
    let persons = WORDS.persons.lists(total.unit);
    let overlaps = persons && sum > total.value;
    // A sum far above the total is of traits that persons share.
    let far = sum > total.value / Decimal::TEN * Decimal::from(13);
    let traits = |label: &&str| WORDS.traits.stands_in(label);
    if overlaps && (far || labels.iter().any(traits)) {
        return None;
    }
    Some(WrongTotal {
        range: clause_start(text, total.range.start)..parts.all[parts.all.len() - 1].range.end,
        total: total.value,
        sum,
        level: IsSure(
            !(overlaps || parts.by_commas || parts.apart || beside || sorts || nearly && !whole),
        )
        .into(),
    })
}

/// Whether three parts or more that are named alike (进村12场、进校8场、进企业5场) make nearly all of the total.
fn is_series(total: &TextQuantity, parts: &SumParts<'_, '_>, sum: Decimal) -> bool {
    let first = |label: &str| label.chars().next();
    let alike = first(parts.labels[0]);
    let most = total.value / Decimal::TEN * Decimal::from(9);
    let more = total.value / Decimal::TEN * Decimal::from(11);
    parts.all.len() >= 3
        && alike.is_some()
        && parts.labels.iter().all(|label| first(label) == alike)
        && most <= sum
        && sum <= more
}

/// Whether the parts behind 其中 make nearly all of the total, so that one seems to be wrong or gone; persons may be counted by traits.
fn is_nearly(text: &str, total: &TextQuantity, parts: &SumParts<'_, '_>) -> bool {
    let last = parts.all[parts.all.len() - 1];
    let rest = &text[last.range.end..];
    let near = &rest[..bytes_ahead(rest, 0, 8)];
    let goes_on = rest.starts_with(&WORDS.and_so_on) || WORDS.more.stands_in(near);
    let sum: Decimal = parts.all.iter().map(|part| part.value).sum();
    let little = Decimal::TWO.min(total.value / Decimal::ONE_HUNDRED * Decimal::from(15));
    // Persons may be counted by traits, and then make any share of all.
    let persons = WORDS.persons.lists(total.unit);
    let counted = |label: &&str| WORDS.traits.stands_in(label);
    let traits = persons
        && (parts.labels.iter().any(counted)
            || parts.labels.iter().all(|label| label.chars().count() < 3));
    let closed = parts
        .labels
        .iter()
        .all(|label| label.ends_with(&WORDS.procedure));
    (parts.follows == PartsOrder::Among || closed)
        && !goes_on
        && !traits
        && (total.value - sum <= little || sum >= total.value / Decimal::TEN * Decimal::from(9))
}

/// 调解室19个（镇级2个、村级17个）: the parts fill a bracket right behind their total.
fn is_bracketed(text: &str, total: &TextQuantity, parts: &SumParts<'_, '_>) -> bool {
    let last = parts.all[parts.all.len() - 1];
    text[total.range.end..].starts_with(['（', '('])
        && text[last.range.end..].starts_with(['）', ')'])
}
