//! The plain sentence that says a whole comparison. Enter at [`comparison`].

use super::language::either;
use super::promise;
use crate::diagnostic::Language;
use crate::report::Year;
use crate::report::compare::{Comparison, Summary};

/// Figures, promises, text, each counted. It describes and does not praise.
pub(crate) fn comparison(language: Language, one: &Comparison) -> String {
    let (old, new) = (one.old_year, one.new_year);
    let start = match (language, one.old_body == one.body) {
        (Language::Chinese, true) => format!("{new}年与{old}年相比："),
        (Language::Chinese, false) => format!("{new}年两份报告并列："),
        (Language::English, true) => format!("{new} beside {old}: "),
        (Language::English, false) => {
            format!("Two reports of {new} side by side, nothing ranked: ")
        }
    };
    let clauses = [
        // Two bodies have no change of figures to count.
        figures(language, &one.summary).filter(|_| one.old_body == one.body),
        promises(language, &one.summary, old),
        text(language, &one.summary, old),
    ];
    let said: Vec<String> = clauses.into_iter().flatten().collect();
    let rest = if said.is_empty() {
        either(language, "没有可以比较的内容", "nothing to compare").to_owned()
    } else {
        said.join(either(language, "；", "; "))
    };
    format!("{start}{rest}{}", either(language, "。", "."))
}

/// Numbers with what they count, those that are none left out; none where all are.
fn counted(language: Language, counts: &[(&'static str, usize)]) -> Option<String> {
    let some = counts.iter().filter(|(_, count)| *count > 0);
    let said: Vec<String> = some
        .map(|(word, count)| {
            either(
                language,
                format!("{word}{count}项"),
                format!("{count} {word}"),
            )
        })
        .collect();
    (!said.is_empty()).then(|| said.join(either(language, "，", ", ")))
}

fn figures(language: Language, summary: &Summary) -> Option<String> {
    let say = |chinese, english| either(language, chinese, english);
    let counts = [
        (say("上升", "more"), summary.figures_up),
        (say("下降", "less"), summary.figures_down),
        (say("持平", "unchanged"), summary.figures_equal),
        (say("新提", "new"), summary.figures_new),
        (
            say("口径变化", "with another definition"),
            summary.figures_broken,
        ),
        (
            say(
                "数据不满一年、不作比较",
                "of a part of a year, not compared",
            ),
            summary.figures_partial,
        ),
        (say("本年未提及", "no longer given"), summary.figures_silent),
    ];
    let said = counted(language, &counts)?;
    Some(format!("{}{said}", say("数字", "figures: ")))
}

fn promises(language: Language, summary: &Summary, year: Year) -> Option<String> {
    let total = summary.promised();
    if total == 0 {
        return None;
    }
    let start = match language {
        Language::Chinese => format!("截至{year}年的承诺{total}项"),
        Language::English => format!("{total} promises made until {year}"),
    };
    if !summary.promises_checked {
        let rest = either(
            language,
            "，尚未逐项核对",
            ", not yet gone through one by one",
        );
        return Some(format!("{start}{rest}"));
    }
    let states = summary.promises.iter();
    let counts: Vec<(&str, usize)> = states
        .map(|(state, count)| (promise::state(language, *state), *count))
        .collect();
    let said = counted(language, &counts)?;
    Some(format!("{start}{}{said}", either(language, "，", ": ")))
}

fn text(language: Language, summary: &Summary, year: Year) -> Option<String> {
    if summary.sentences == 0 {
        return None;
    }
    let (own, carried) = (summary.sentences - summary.formulas, summary.carried);
    let percent = summary.carried_percent();
    let formulas = summary.formulas;
    let start = match language {
        Language::Chinese => {
            format!("正文{own}句中与{year}年相同或仅数字变化的{carried}句（{percent}%）")
        }
        Language::English => format!(
            "of {own} sentences of the text, as in {year} or but for numbers: {carried} ({percent} %)"
        ),
    };
    let rest = match language {
        _ if formulas == 0 => String::new(),
        Language::Chinese => format!("，另有固定表述{formulas}句"),
        Language::English => format!(", official formulas apart: {formulas}"),
    };
    Some(format!("{start}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::compare::tests::{answer, commitment, figure, indicator, report_of};
    use crate::report::compare::{ComparisonContext, compare};
    use crate::report::{Outcome, Report};

    fn said(old: &Report, new: &Report) -> (String, String) {
        let indicators = [indicator("a"), indicator("b")];
        let world = ComparisonContext {
            indicators: &indicators,
            reports: &[],
        };
        let one = compare(old, new, world);
        let say = |language| comparison(language, &one);
        (say(Language::Chinese), say(Language::English))
    }

    /// The numbers of a sentence in order.
    fn numbers(words: &str) -> Vec<&str> {
        let runs = words.split(|letter: char| !letter.is_ascii_digit());
        runs.filter(|run| !run.is_empty()).collect()
    }

    /// A year with two figures and two promises, and the next with one of each.
    fn two_years() -> (Report, Report) {
        let mut old = report_of(
            2021,
            "## 一、做法\n\n全镇划分网格57个。向社区派驻律师坐班。\n\n## 二、下一步计划\n\n一是建设青少年法治角。二是评查案卷。\n",
        );
        let mut new = report_of(
            2022,
            "## 一、做法\n\n全镇划分网格49个。现将有关情况报告如下：\n",
        );
        old.figures = vec![figure("a", "57", "网格57个"), figure("b", "3", "3")];
        new.figures = vec![figure("a", "49", "网格49个")];
        old.commitments = vec![
            commitment("2021-1", "建设青少年法治角", &old),
            commitment("2021-2", "评查案卷", &old),
        ];
        (old, new)
    }

    #[test]
    fn the_plain_sentence_counts_figures_promises_and_text() {
        let (old, new) = two_years();
        let (chinese, _) = said(&old, &new);
        assert_eq!(
            chinese,
            "2022年与2021年相比：数字下降1项，本年未提及1项；截至2021年的承诺2项，尚未逐项核对；正文1句中与2021年相同或仅数字变化的1句（100%），另有固定表述1句。"
        );
    }

    #[test]
    fn promises_are_counted_by_outcome_once_a_person_has_gone_through_them() {
        let (old, mut new) = two_years();
        new.answers = vec![answer("2021-1", Outcome::Done, &new)];
        let (chinese, _) = said(&old, &new);
        assert!(
            chinese.contains("承诺2项，已完成1项，未提及1项"),
            "{chinese}"
        );
    }

    #[test]
    fn both_languages_count_the_same_things() {
        let (old, mut new) = two_years();
        let (before, after) = (said(&old, &new), {
            new.answers = vec![answer("2021-1", Outcome::Done, &new)];
            said(&old, &new)
        });
        let other = Report {
            body: "other".into(),
            year: 2021,
            ..new.clone()
        };
        let (empty, beside) = (
            said(&report_of(2021, ""), &report_of(2022, "")),
            said(&old, &other),
        );
        for (chinese, english) in [before, after, empty, beside] {
            let (mut a, mut b) = (numbers(&chinese), numbers(&english));
            assert_eq!(a.len(), b.len(), "{chinese} {english}");
            a.sort_unstable();
            b.sort_unstable();
            assert_eq!(a, b, "{chinese} {english}");
            let clauses = |words: &str, mark| words.matches(mark).count();
            assert_eq!(
                clauses(&chinese, '；'),
                clauses(&english, ';'),
                "{chinese} {english}"
            );
        }
    }

    #[test]
    fn empty_reports_have_nothing_to_compare() {
        let (chinese, english) = said(&report_of(2021, ""), &report_of(2022, ""));
        assert_eq!(chinese, "2022年与2021年相比：没有可以比较的内容。");
        assert_eq!(english, "2022 beside 2021: nothing to compare.");
    }
}
