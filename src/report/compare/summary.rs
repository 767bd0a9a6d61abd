//! The counts of a comparison and the plain sentence that says it all. Enter at [`sentence`].

use super::figures::{ChangeDirection, FigureChange, FigureFlag};
use super::pair::{SentenceClass, SentencePair};
use super::promises::OpenPromise;
use super::{Comparison, Year};
use crate::report::{Outcome, Report};

/// The counts of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Figures that rose.
    pub figures_up: usize,
    /// Figures that fell.
    pub figures_down: usize,
    /// Figures that stayed.
    pub figures_equal: usize,
    /// Figures whose definition changed.
    pub figures_broken: usize,
    /// Figures that cannot be compared because one year's data end early.
    pub figures_partial: usize,
    /// Figures that the older report gave and the newer does not.
    pub figures_silent: usize,
    /// Figures that the newer report gives and no earlier one did.
    pub figures_new: usize,
    /// Promises by outcome in fixed order; null is 未提及.
    pub promises: Vec<(Option<Outcome>, usize)>,
    /// Whether a person has gone through the promises: the newer report's answers hold at least one. Until then 未提及 is not claimed.
    pub promises_checked: bool,
    /// Sentences by class in the order of [`SentenceClass::ALL`], and how many of them are official formulas; signatures left out.
    pub classes: Vec<(SentenceClass, usize, usize)>,
    /// Sentences of the newer text, signatures left out.
    pub sentences: usize,
    /// Of these, how many are carried over as they were, or but for numbers, official formulas left out.
    pub carried: usize,
    /// Official formulas of the newer text.
    pub formulas: usize,
    /// The newer report's own data end before the year does.
    pub partial: bool,
}

impl Summary {
    /// Share of the newer text's sentences carried over, formulas apart, in whole per cent.
    pub fn carried_percent(&self) -> usize {
        let rest = self.sentences.saturating_sub(self.formulas);
        if rest == 0 {
            0
        } else {
            (self.carried * 200 + rest) / (2 * rest)
        }
    }

    /// How many promises have an answer.
    pub fn answered(&self) -> usize {
        self.promises
            .iter()
            .filter(|(outcome, _)| outcome.is_some())
            .map(|(_, count)| count)
            .sum()
    }

    /// How many promises there are.
    pub fn promised(&self) -> usize {
        self.promises.iter().map(|(_, count)| count).sum()
    }
}

/// Outcomes in the order in which they are shown; the last is 未提及.
const OUTCOMES: [Option<Outcome>; 6] = [
    Some(Outcome::Done),
    Some(Outcome::Partly),
    Some(Outcome::Continuing),
    Some(Outcome::NotDone),
    Some(Outcome::Dropped),
    None,
];

/// Counts what a comparison found.
pub(crate) fn count(
    new: &Report,
    figures: &[FigureChange],
    pairs: &[SentencePair],
    promises: &[OpenPromise],
) -> Summary {
    let mut summary = Summary {
        partial: new.figures.iter().any(|f| f.partial),
        ..Summary::default()
    };
    for row in figures {
        match row.direction {
            ChangeDirection::Up => summary.figures_up += 1,
            ChangeDirection::Down => summary.figures_down += 1,
            ChangeDirection::Equal => summary.figures_equal += 1,
            ChangeDirection::None if row.new.is_none() => summary.figures_silent += 1,
            ChangeDirection::None if row.flags.contains(&FigureFlag::Break) => {
                summary.figures_broken += 1
            }
            ChangeDirection::None if row.old.is_none() && row.base.is_none() => {
                summary.figures_new += 1
            }
            ChangeDirection::None => summary.figures_partial += 1,
        }
    }
    let text: Vec<&SentencePair> = pairs.iter().filter(|p| !p.signature).collect();
    summary.classes = SentenceClass::ALL
        .into_iter()
        .map(|class| {
            let of_class: Vec<&&SentencePair> = text.iter().filter(|p| p.class == class).collect();
            (
                class,
                of_class.len(),
                of_class.iter().filter(|p| p.formula).count(),
            )
        })
        .collect();
    let newer: Vec<&&SentencePair> = text.iter().filter(|p| p.new.is_some()).collect();
    summary.sentences = newer.len();
    summary.formulas = newer.iter().filter(|p| p.formula).count();
    let kept = |p: &SentencePair| {
        matches!(
            p.wording(),
            SentenceClass::Same | SentenceClass::NumbersOnly
        ) && !p.formula
    };
    summary.carried = newer.iter().filter(|p| kept(p)).count();
    summary.promises_checked = !new.answers.is_empty();
    let of = |outcome| promises.iter().filter(|p| p.outcome() == outcome).count();
    summary.promises = OUTCOMES
        .into_iter()
        .map(|outcome| (outcome, of(outcome)))
        .collect();
    summary
}

/// The word of an outcome; 未提及 where the report says nothing.
pub(crate) fn outcome_word(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Done) => "已完成",
        Some(Outcome::Partly) => "部分完成",
        Some(Outcome::Continuing) => "继续推进",
        Some(Outcome::NotDone) => "未完成",
        Some(Outcome::Dropped) => "取消",
        None => "未提及",
    }
}

/// The plain sentence that says it all: figures, promises, text. It describes and does not praise.
pub fn sentence(comparison: &Comparison) -> String {
    let summary = &comparison.summary;
    let mut parts = vec![figures(summary)];
    parts.extend(promises(summary, comparison.old_year));
    parts.extend(text(summary, comparison.old_year));
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let start = if comparison.old_body == comparison.body {
        format!("{}年与{}年相比：", comparison.new_year, comparison.old_year)
    } else {
        format!("{}年两份报告并列：", comparison.new_year)
    };
    if parts.is_empty() {
        format!("{start}没有可以比较的内容。")
    } else {
        format!("{start}{}。", parts.join("；"))
    }
}

fn figures(summary: &Summary) -> String {
    let words = [
        ("上升", summary.figures_up),
        ("下降", summary.figures_down),
        ("持平", summary.figures_equal),
        ("新提", summary.figures_new),
        ("口径变化", summary.figures_broken),
        ("数据不满一年、不作比较", summary.figures_partial),
        ("本年未提及", summary.figures_silent),
    ];
    let said: Vec<String> = words
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(word, n)| format!("{word}{n}项"))
        .collect();
    if said.is_empty() {
        String::new()
    } else {
        format!("数字{}", said.join("，"))
    }
}

fn promises(summary: &Summary, year: Year) -> Option<String> {
    let total = summary.promised();
    if total == 0 {
        return None;
    }
    if !summary.promises_checked {
        return Some(format!("截至{year}年的承诺{total}项，尚未逐项核对"));
    }
    let said: Vec<String> = summary
        .promises
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(outcome, n)| format!("{}{n}项", outcome_word(*outcome)))
        .collect();
    Some(format!("截至{year}年的承诺{total}项，{}", said.join("，")))
}

fn text(summary: &Summary, year: Year) -> Option<String> {
    if summary.sentences == 0 {
        return None;
    }
    let rest = summary.sentences - summary.formulas;
    let formulas = if summary.formulas > 0 {
        format!("，另有固定表述{}句", summary.formulas)
    } else {
        String::new()
    };
    Some(format!(
        "正文{rest}句中与{year}年相同或仅数字变化的{}句（{}%）{formulas}",
        summary.carried,
        summary.carried_percent()
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{figure, indicator, report_of};
    use super::super::{ComparisonContext, compare};
    use super::*;

    #[test]
    fn the_plain_sentence_counts_figures_promises_and_text() {
        let mut old = report_of(
            2021,
            "## 一、做法\n\n全镇划分网格57个。向社区派驻律师坐班。\n\n## 二、下一步计划\n\n一是建设青少年法治角。\n",
        );
        let mut new = report_of(
            2022,
            "## 一、做法\n\n全镇划分网格49个。现将有关情况报告如下：\n",
        );
        old.figures = vec![figure("a", "57", "网格57个"), figure("b", "3", "3")];
        new.figures = vec![figure("a", "49", "网格49个")];
        old.commitments = vec![super::super::tests::commitment(
            "2021-1",
            "建设青少年法治角",
            &old,
        )];
        let comparison = compare(
            &old,
            &new,
            ComparisonContext {
                indicators: &[indicator("a"), indicator("b")],
                reports: &[],
            },
        );
        assert_eq!(
            sentence(&comparison),
            "2022年与2021年相比：数字下降1项，本年未提及1项；截至2021年的承诺1项，尚未逐项核对；正文1句中与2021年相同或仅数字变化的1句（100%），另有固定表述1句。"
        );
    }

    #[test]
    fn empty_reports_have_nothing_to_compare() {
        let comparison = compare(
            &report_of(2021, ""),
            &report_of(2022, ""),
            ComparisonContext::default(),
        );
        assert_eq!(
            sentence(&comparison),
            "2022年与2021年相比：没有可以比较的内容。"
        );
        assert_eq!(comparison.summary.carried_percent(), 0);
    }

    #[test]
    fn promises_are_counted_by_outcome_once_a_person_has_gone_through_them() {
        use super::super::tests::{answer, commitment};
        let mut old = report_of(2021, "建设法治角。评查案卷。");
        old.commitments = vec![
            commitment("2021-1", "建设法治角", &old),
            commitment("2021-2", "评查案卷", &old),
        ];
        let mut new = report_of(2022, "法治角建成。");
        new.answers = vec![answer("2021-1", Outcome::Done, &new)];
        let said = sentence(&compare(&old, &new, ComparisonContext::default()));
        assert!(said.contains("承诺2项，已完成1项，未提及1项"), "{said}");
    }
}
