//! A comparison as the machine-readable value that is promised to others, `"schema": 1`. Enter at [`json`].

use crate::diagnostic::Language;
use crate::report::compare::{
    Comparison, FigureCell, FigureChange, OpenPromise, SentencePair, SilentClaim, ZeroClaim,
    is_unnamed,
};
use crate::report::{IndicatorKind, PromiseState, Report, Spot};
use crate::words::change;
use serde_json::{Value, json};

/// The value that `compare --format json` prints: every sentence of both texts once on its side, values as decimal strings.
pub(super) fn json(comparison: &Comparison, old: &Report, new: &Report) -> Value {
    let silent = comparison
        .silent
        .iter()
        .map(|s| json!({"what": s.what.id(), "quote": s.quote}));
    json!({
        "schema": 1,
        "method": comparison.method,
        "sentences": comparison.sentences.iter().map(|pair| sentence(pair, old, new)).collect::<Vec<_>>(),
        "figures": comparison.figures.iter().map(|row| figure(row, comparison)).collect::<Vec<_>>(),
        "zero_claims": comparison.zero_claims.iter().map(zero_claim).collect::<Vec<_>>(),
        "silent": silent.collect::<Vec<_>>(),
        "commitments": comparison.promises.iter().map(|p| commitment(p, comparison)).collect::<Vec<_>>(),
    })
}

fn sentence(pair: &SentencePair, old: &Report, new: &Report) -> Value {
    let words = |report: &Report, spot: &Option<Spot>| {
        spot.as_ref()
            .map(|s| report.text.words(s).trim().to_string())
    };
    let path = |report: &Report, spot: &Option<Spot>| {
        spot.as_ref()
            .map(|s| report.text.sections[s.section].path.clone())
    };
    json!({
        "old": words(old, &pair.old),
        "new": words(new, &pair.new),
        "class": pair.class.id(),
        "section_old": path(old, &pair.old),
        "section_new": path(new, &pair.new),
        "similarity": two_decimals(pair.likeness),
    })
}

fn two_decimals(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

fn figure(row: &FigureChange, whole: &Comparison) -> Value {
    let cell = |cell: &Option<FigureCell>| {
        cell.as_ref()
            .map(|c| json!({"value": c.value.normalize().to_string(), "quote": c.quote}))
    };
    let number = |n: &rust_decimal::Decimal| n.normalize().to_string();
    let told = &row.change;
    let change = told.absolute.as_ref().map(
        |absolute| json!({"absolute": number(absolute), "percent": told.percent.as_ref().map(number)}),
    );
    let related = row.related.iter();
    let related = related.map(|one| change::relation(Language::Chinese, one));
    json!({
        "indicator": (!is_unnamed(&row.indicator)).then_some(&row.indicator),
        "unit": row.unit,
        "kind": kind(row.kind),
        "rate": row.kind == IndicatorKind::Rate,
        "old": cell(&row.old),
        "new": cell(&row.new),
        "change": change,
        "text": change::in_row(Language::Chinese, row, whole),
        "flags": row.flags.iter().map(|flag| flag.code()).collect::<Vec<_>>(),
        "related": related.collect::<Vec<_>>(),
    })
}

/// One of the three kinds that are promised; a rate is one of the year, and `rate` says that its changes are percentage points.
fn kind(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Stock => "stock",
        IndicatorKind::Flow | IndicatorKind::Rate => "flow",
        IndicatorKind::Cumulative => "cumulative",
    }
}

fn zero_claim(claim: &ZeroClaim) -> Value {
    let quote = |claim: &Option<SilentClaim>| claim.as_ref().map(|c| c.quote.clone());
    json!({"old": quote(&claim.old), "new": quote(&claim.new)})
}

fn commitment(promise: &OpenPromise, whole: &Comparison) -> Value {
    let candidates = promise
        .candidates
        .iter()
        .map(|c| json!({"quote": c.quote, "score": two_decimals(c.score)}));
    // A promise without an answer is unknown until a person has gone through the promises.
    let state = PromiseState::in_report(promise.outcome(), whole.summary.promises_checked.into());
    json!({
        "id": promise.commitment.id,
        "quote": promise.commitment.quote,
        "outcome": (state != PromiseState::Unchecked).then(|| state.id()),
        "evidence": promise.answer.as_ref().map(|answer| answer.evidence.clone()),
        "candidates": candidates.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Outcome;
    use crate::report::compare::comparison::METHOD;
    use crate::report::compare::tests::{answer, commitment, figure, indicator, report_of};
    use crate::report::compare::{ComparisonContext, compare};

    #[test]
    fn the_value_has_the_promised_fields() {
        let mut old = report_of(
            2021,
            "## 一、做法\n\n现有人员15人。\n\n## 二、下一步计划\n\n一是配备记录仪。\n",
        );
        let mut new = report_of(2022, "## 一、做法\n\n现有人员19人。\n");
        old.figures = vec![figure("staff", "15", "人员15人")];
        new.figures = vec![figure("staff", "19", "人员19人")];
        old.commitments = vec![commitment("2021-1", "配备记录仪", &old)];
        let staff = crate::report::Indicator {
            unit: "人".into(),
            ..indicator("staff")
        };
        let world = ComparisonContext {
            indicators: &[staff],
            reports: &[],
        };
        let found = json(&compare(&old, &new, world), &old, &new);
        assert_eq!(
            found,
            json!({
                "schema": 1, "method": METHOD,
                "sentences": [
                    {"old": "现有人员15人。", "new": "现有人员19人。", "class": "numbers-only", "section_old": "一、", "section_new": "一、", "similarity": 0.99},
                    {"old": "一是配备记录仪。", "new": null, "class": "removed", "section_old": "二、", "section_new": null, "similarity": 0.0},
                ],
                "figures": [{"indicator": "staff", "unit": "人", "kind": "stock", "rate": false, "old": {"value": "15", "quote": "人员15人"},
                    "new": {"value": "19", "quote": "人员19人"}, "change": {"absolute": "4", "percent": "26.7"}, "text": "15 → 19人，增加4人（+26.7%）", "flags": [], "related": []}],
                "zero_claims": [], "silent": [{"what": "section", "quote": "二、下一步计划"}],
                "commitments": [{"id": "2021-1", "quote": "配备记录仪", "outcome": null, "evidence": null, "candidates": []}],
            })
        );
    }

    #[test]
    fn a_rate_is_of_a_promised_kind_and_says_what_it_is() {
        let mut old = report_of(2021, "成功率96%。");
        let mut new = report_of(2022, "成功率98%。");
        old.figures = vec![figure("success", "96", "成功率96%")];
        new.figures = vec![figure("success", "98", "成功率98%")];
        let success = crate::report::Indicator {
            unit: "%".into(),
            kind: IndicatorKind::Rate,
            ..indicator("success")
        };
        let world = ComparisonContext {
            indicators: &[success],
            reports: &[],
        };
        let found = json(&compare(&old, &new, world), &old, &new);
        let row = &found["figures"][0];
        assert_eq!((&row["kind"], &row["rate"]), (&json!("flow"), &json!(true)));
        assert_eq!(row["change"]["percent"], Value::Null);
        assert!(row["text"].as_str().unwrap().contains("百分点"), "{row}");
    }

    #[test]
    fn an_outcome_is_only_what_a_person_said() {
        let mut old = report_of(2021, "配备记录仪。评查案卷。");
        old.commitments = vec![
            commitment("2021-1", "配备记录仪", &old),
            commitment("2021-2", "评查案卷", &old),
        ];
        let mut new = report_of(2022, "记录仪配齐。");
        new.answers = vec![answer("2021-1", Outcome::Done, &new)];
        let found = json(
            &compare(&old, &new, ComparisonContext::default()),
            &old,
            &new,
        );
        let said: Vec<&Value> = (0..2)
            .map(|at| &found["commitments"][at]["outcome"])
            .collect();
        assert_eq!(said, [&json!("done"), &json!("not_mentioned")]);
        assert_eq!(found["commitments"][0]["evidence"], "记录仪配齐。");
    }
}
