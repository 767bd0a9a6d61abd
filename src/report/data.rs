//! Reads the YAML beside a report into the domain, every quote verified against the text. Enter at [`DataReader`].

use super::text::anchors::SentenceAnchor;
use super::verify;
use super::{
    Commitment, CommitmentAnswer, Correction, CorrectionClass, Exactness, Figure, Indicator,
    Outcome, Report, ReportKinds, ReportText, Spot, SumRule,
};
use crate::content::DataFile;
use crate::diagnostic::{Diagnostic, Level, Words, did_you_mean};
use crate::tree::Node;
use crate::tree::fields::{FieldName, Fields};
use rust_decimal::Decimal;

const APPROX: [(&str, &str, Exactness); 4] = [
    ("ge", "余", Exactness::AtLeast),
    ("gt", "超过", Exactness::MoreThan),
    ("lt", "近", Exactness::LessThan),
    ("about", "约", Exactness::About),
];
const OUTCOMES: [(&str, &str, Outcome); 5] = [
    ("done", "已完成", Outcome::Done),
    ("partly", "部分完成", Outcome::Partly),
    ("continuing", "继续推进", Outcome::Continuing),
    ("not_done", "未完成", Outcome::NotDone),
    ("dropped", "取消", Outcome::Dropped),
];
const CLASSES: [(&str, &str, CorrectionClass); 4] = [
    ("correction", "更正", CorrectionClass::Correction),
    ("revision", "修订", CorrectionClass::Revision),
    ("addition", "补充", CorrectionClass::Addition),
    ("redaction", "隐去", CorrectionClass::Redaction),
];
const QUOTE: FieldName = FieldName::new("quote", "原文");

/// Reads data files of one report; findings gather in `diagnostics`.
pub(super) struct DataReader<'a> {
    /// The report's text.
    pub(super) text: &'a ReportText,
    /// The dictionary.
    pub(super) indicators: &'a [Indicator],
    /// The kinds of reports, whose topics are known.
    pub(super) profiles: &'a ReportKinds,
    /// The value of each indicator and year so far.
    pub(super) values: verify::Values,
    /// What was wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl DataReader<'_> {
    /// Reads `figures.yaml`.
    pub(super) fn figures(&mut self, file: &DataFile, report: &mut Report) {
        for node in items(&file.node, &mut self.diagnostics, file) {
            let mut fields = Fields::new(node, &file.origin);
            if node.get("sum").is_some() || node.get("合计项").is_some() {
                report.sums.extend(self.sum(&mut fields));
            } else {
                let at = fields.peek(("for_year", "所属年份"));
                let figure = self.figure(&mut fields);
                if let Some((at, figure)) = at.zip(figure.as_ref()) {
                    super::known::not_later(&mut fields, &at, figure, report.year);
                }
                report.figures.extend(figure);
            }
            self.diagnostics.extend(fields.finish(Level::Error));
        }
        let year = report.year;
        for figure in &mut report.figures {
            figure.partial |= figure
                .as_of
                .is_some_and(|day| day.year() == year && (day.month(), day.day()) < (12, 31));
        }
        report.figures.sort_by_key(|figure| {
            (
                figure.spot.section,
                figure.spot.block,
                figure.spot.range.start,
            )
        });
    }

    fn figure(&mut self, fields: &mut Fields<'_>) -> Option<Figure> {
        let indicator = self.indicator(fields, ("indicator", "指标").into());
        let value_at = fields.peek(("value", "数值"));
        let value = fields.decimal(("value", "数值"));
        if value.is_none() && value_at.is_none() {
            fields.required(("value", "数值"));
        }
        let zero_claim = fields.flag(("zero_claim", "零声明")).unwrap_or(false);
        let approx = fields.choice(("approx", "约数"), &APPROX);
        let (as_of, partial) = (
            fields.date(("as_of", "截至")),
            fields.flag(("partial", "部分年度")).unwrap_or(false),
        );
        let (for_year, note) = (
            fields.year(("for_year", "所属年份")),
            fields.text(("note", "说明")),
        );
        let corrected = corrected(fields);
        let (quote, spot) = self.quote(fields, QUOTE)?;
        let (indicator, value) = (indicator?, value?);
        let mut figure = Figure {
            indicator,
            value,
            approx,
            zero_claim,
            as_of,
            partial,
            for_year,
            corrected,
            note,
            quote,
            spot,
        };
        let at = value_at.unwrap_or(0..0);
        let unit = self
            .indicators
            .iter()
            .find(|one| one.id == figure.indicator);
        let unit = unit.map_or("", |one| one.unit.as_str());
        verify::value(fields, &at, &mut figure, unit);
        verify::one_value(fields, &at, &figure, &mut self.values);
        Some(figure)
    }

    fn indicator(&mut self, fields: &mut Fields<'_>, name: FieldName) -> Option<String> {
        let at = fields.peek(name);
        let id = fields.required(name)?;
        self.known_indicator(fields, &id, at.unwrap_or(0..0));
        Some(id)
    }

    fn known_indicator(&mut self, fields: &mut Fields<'_>, id: &str, at: std::ops::Range<usize>) {
        if self.indicators.iter().any(|one| one.id == id) {
            return;
        }
        let place = fields.place(&at);
        let words = Words::new(
            format!("no indicator `{id}` in `indicators.yaml`"),
            format!("`indicators.yaml` 中没有指标 `{id}`"),
        );
        let hint = match did_you_mean(id, self.indicators.iter().map(|one| one.id.as_str())) {
            Some(near) => Words::new(
                format!("did you mean `{near}`?"),
                format!("是不是要写 `{near}`？"),
            ),
            None => Words::new("add it to the dictionary first", "请先在字典中加上它"),
        };
        fields.diagnostics.push(
            Diagnostic::error("data", "unknown-indicator", words)
                .at(place)
                .hint(hint),
        );
    }

    fn sum(&mut self, fields: &mut Fields<'_>) -> Option<SumRule> {
        let at = fields.peek(("sum", "合计项")).unwrap_or(0..0);
        let parts = fields.texts(("sum", "合计项"));
        for part in &parts {
            self.known_indicator(fields, part, at.clone());
        }
        let total = self.indicator(fields, ("total", "合计").into());
        let (quote, spot) = self.quote(fields, QUOTE)?;
        Some(SumRule {
            parts,
            total: total?,
            quote,
            spot,
        })
    }

    /// Takes a quote and finds where it stands; a quote that is not in the text, or stands there twice, is a finding (N04).
    fn quote(&mut self, fields: &mut Fields<'_>, name: FieldName) -> Option<(String, Spot)> {
        let at = fields.peek(name);
        let section = fields.text(("at", "位置"));
        let quote = fields.required(name)?;
        let found = self.text.find(&quote, section.as_deref());
        let place = fields.place(&at.unwrap_or(0..0));
        match found.as_slice() {
            [spot] => return Some((quote, spot.clone())),
            [] => {
                let wrong = Words::new(
                    format!("the words `{quote}` are not in the text of this report"),
                    format!("报告原文中没有“{quote}”这几个字"),
                );
                let hint = Words::new(
                    "copy the words from the text exactly, punctuation included; in YAML put them into quotation marks",
                    "请从原文逐字复制（含标点），并在 YAML 中加上引号",
                );
                fields.diagnostics.push(
                    Diagnostic::error("N04", "quote-not-found", wrong)
                        .at(place)
                        .hint(hint),
                );
            }
            many => {
                let count = many.len();
                let sections: Vec<&str> = many
                    .iter()
                    .map(|spot| self.text.sections[spot.section].id.as_str())
                    .collect();
                let wrong = Words::new(
                    format!("the words `{quote}` stand {count} times in the text"),
                    format!("“{quote}”在原文中出现了 {count} 次"),
                );
                let all = sections.join(", ");
                let hint = Words::new(
                    format!(
                        "quote more words, or name the section with `at:` (it is one of {all})"
                    ),
                    format!("请多引几个字，或用 `at:` 指明章节（{all} 之一）"),
                );
                fields.diagnostics.push(
                    Diagnostic::error("N04", "quote-ambiguous", wrong)
                        .at(place)
                        .hint(hint),
                );
            }
        }
        None
    }

    /// Reads `commitments.yaml`.
    pub(super) fn commitments(&mut self, file: &DataFile, report: &mut Report) {
        let mut fields = Fields::new(&file.node, &file.origin);
        for node in fields.list(("made", "承诺")) {
            let mut inner = Fields::new(node, &file.origin);
            let at = inner.peek(("id", "编号")).unwrap_or(node.at.clone());
            if let Some(made) = self.commitment(&mut inner) {
                verify::promise(&mut inner, &at, &made, report);
                report.commitments.push(made);
            }
            self.diagnostics.extend(inner.finish(Level::Error));
        }
        for node in fields.list(("answered", "回应")) {
            let mut inner = Fields::new(node, &file.origin);
            let at = inner
                .peek(("commitment", "承诺编号"))
                .unwrap_or(node.at.clone());
            if let Some(answer) = self.answer(&mut inner) {
                verify::answer(&mut inner, &at, &answer, report);
                report.answers.push(answer);
            }
            self.diagnostics.extend(inner.finish(Level::Error));
        }
        self.diagnostics.extend(fields.finish(Level::Error));
    }

    fn commitment(&mut self, fields: &mut Fields<'_>) -> Option<Commitment> {
        let id = fields.required(("id", "编号"));
        let topic = super::known::take_topic(fields, self.profiles);
        let measurable = fields.flag(("measurable", "可衡量")).unwrap_or(false);
        let (quote, spot) = self.quote(fields, QUOTE)?;
        Some(Commitment {
            id: id?,
            topic,
            quote,
            spot,
            measurable,
        })
    }

    fn answer(&mut self, fields: &mut Fields<'_>) -> Option<CommitmentAnswer> {
        let commitment = fields.required(("commitment", "承诺编号"));
        if fields.peek(("outcome", "结果")).is_none() {
            fields.required(("outcome", "结果"));
        }
        let outcome = fields.choice(("outcome", "结果"), &OUTCOMES);
        let reason = fields.text(("reason", "原因"));
        let (evidence, spot) = self.quote(fields, ("evidence", "依据").into())?;
        Some(CommitmentAnswer {
            commitment: commitment?,
            outcome: outcome?,
            evidence,
            spot,
            reason,
        })
    }

    /// Reads `corrections.yaml`.
    pub(super) fn corrections(&mut self, file: &DataFile, report: &mut Report) {
        for node in items(&file.node, &mut self.diagnostics, file) {
            let mut fields = Fields::new(node, &file.origin);
            let at = fields.peek(("version", "版本")).unwrap_or(node.at.clone());
            if let Some(one) = correction(&mut fields) {
                verify::follows(&mut fields, &at, &one, report.corrections.last());
                report.corrections.push(one);
            }
            self.diagnostics.extend(fields.finish(Level::Error));
        }
    }
}

/// Reads `anchors.yaml`: the ids that were given to sections and sentences, each with the words it stands at.
pub(super) fn anchors(file: &DataFile, diagnostics: &mut Vec<Diagnostic>) -> Vec<SentenceAnchor> {
    let mut found = Vec::new();
    for node in items(&file.node, diagnostics, file) {
        let mut fields = Fields::new(node, &file.origin);
        let at = fields.peek(("id", "编号")).unwrap_or(0..0);
        let (id, words) = (
            fields.required(("id", "编号")),
            fields.required(("words", "原文")),
        );
        let wrong = id
            .as_ref()
            .and_then(|id| super::known::wrong_anchor(id, &found));
        let place = fields.place(&at);
        fields.diagnostics.extend(wrong.map(|one| one.at(place)));
        diagnostics.extend(fields.finish(Level::Error));
        found.extend(
            id.zip(words)
                .map(|(id, words)| SentenceAnchor { id, words }),
        );
    }
    found
}

/// The items of a file that is a list.
fn items<'n>(node: &'n Node, diagnostics: &mut Vec<Diagnostic>, file: &DataFile) -> &'n [Node] {
    if !node.is_null() && !matches!(node.value, crate::tree::TreeValue::List(_)) {
        let words = Words::new(
            "this file is a list: each entry begins with `- `",
            "这个文件应是列表：每项以 `- ` 开头",
        );
        diagnostics
            .push(Diagnostic::error("data", "not-a-list", words).at(file.origin.place(&node.at)));
    }
    node.items()
}

fn corrected(fields: &mut Fields<'_>) -> Option<(Decimal, u32)> {
    let node = fields.node(("corrected", "更正"))?;
    let origin = fields.origin();
    let mut inner = Fields::new(node, origin);
    let (was, version) = (
        inner.decimal(("was", "原值")),
        inner.whole(("version", "版本")),
    );
    fields.diagnostics.extend(inner.finish(Level::Error));
    Some((was?, u32::try_from(version?).ok()?))
}

fn correction(fields: &mut Fields<'_>) -> Option<Correction> {
    let version = fields
        .whole(("version", "版本"))
        .and_then(|version| u32::try_from(version).ok());
    let on = fields.date(("on", "日期"));
    let class = fields.choice(("class", "类别"), &CLASSES);
    let (was, now) = (
        fields.required(("was", "原文")),
        fields.required(("now", "现文")),
    );
    let reason = fields.required(("reason", "原因"));
    let approved_by = fields.required(("approved_by", "批准"));
    Some(Correction {
        version: version?,
        on: on?,
        class: class?,
        was: was?,
        now: now?,
        reason: reason?,
        approved_by: approved_by?,
    })
}
