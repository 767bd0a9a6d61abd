//! Numbers of earlier years that a report quotes beside its own: 比上年的241件有所增加. Enter at [`earlier`].

use super::imported::{EarlierFigure, ImportedFigure};
use super::opening::LineRole;
use super::outline::{OutlineBlock, ReportOutline};
use crate::report::find::figure::clause;
use crate::report::find::number::NumberScript;
use crate::report::find::quantity::{TextQuantity, quantities};
use regex::Regex;
use std::sync::LazyLock;

/// What stands right before such a number. A change (比上年增加3件) is no number of the year before.
static LAST_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:上年度?|去年|上一年度?|(?P<year>20\d\d)年)(?:同期)?(?:的|为|是|共)?(?:约|近|超过)?$",
    )
    .expect("the pattern is constant")
});

/// Takes the numbers of earlier years out of the figures and relates each to the figure of the report's own year that stands in
/// the same sentence and has the same unit.
pub(crate) fn earlier(
    outline: &ReportOutline,
    figures: &mut Vec<ImportedFigure>,
    year: Option<i32>,
) -> Vec<EarlierFigure> {
    let Some(year) = year else {
        return Vec::new();
    };
    let quoted: Vec<QuotedNumber> = outline
        .blocks
        .iter()
        .filter(|block| block.role == LineRole::Body)
        .flat_map(|block| quoted(block, year))
        .collect();
    for one in &quoted {
        let own = |figure: &ImportedFigure| {
            (figure.line, &figure.quote, &figure.value) == (one.line, &one.quote, &one.value)
        };
        if let Some(at) = figures.iter().position(own) {
            figures.remove(at);
        }
    }
    let relate = |one: QuotedNumber| {
        Some(EarlierFigure {
            of: beside(&one, figures)?,
            year: one.year,
            value: one.value,
            approx: one.quantity.approx,
            quote: one.quote,
        })
    };
    quoted.into_iter().filter_map(relate).collect()
}

/// A number of an earlier year where it stands.
struct QuotedNumber<'a> {
    text: &'a str,
    line: usize,
    quantity: TextQuantity,
    year: i32,
    value: String,
    quote: String,
}

fn quoted(block: &OutlineBlock, year: i32) -> Vec<QuotedNumber<'_>> {
    let text = block.line.text.as_str();
    let read = |quantity: TextQuantity| {
        let clause = clause(text, &quantity.range);
        let before = text[clause.start..quantity.range.start].trim_end();
        let found = LAST_YEAR.captures(before)?;
        let named = found
            .name("year")
            .and_then(|named| named.as_str().parse().ok());
        let of_year: i32 = named.unwrap_or(year - 1);
        (of_year < year).then(|| QuotedNumber {
            text,
            line: block.line.number,
            year: of_year,
            value: quantity.value.normalize().to_string(),
            quote: text[clause].trim().to_owned(),
            quantity,
        })
    };
    let digits = quantities(text)
        .into_iter()
        .filter(|q| q.script == NumberScript::Digits);
    digits.filter_map(read).collect()
}

/// The nearest figure of the same unit in the sentence: one before the number, else one behind it.
fn beside(one: &QuotedNumber<'_>, figures: &[ImportedFigure]) -> Option<usize> {
    let from = one.quantity.range.start;
    let sentence = sentence(one.text, from);
    let at = |figure: &ImportedFigure| {
        let within = &one.text[sentence.clone()];
        within.find(&figure.quote).map(|at| at + sentence.start)
    };
    let own: Vec<(usize, usize)> = figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| {
            figure.line == one.line && !figure.zero_claim && figure.unit == one.quantity.unit
        })
        .filter_map(|(index, figure)| Some((index, at(figure)?)))
        .collect();
    let before = own.iter().rfind(|(_, at)| *at < from);
    before.or_else(|| own.first()).map(|(index, _)| *index)
}

/// Bytes of the sentence around a place.
fn sentence(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text[..at].rfind(['。', '；', ';']).map_or(0, |end| {
        end + text[end..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[at..]
        .find(['。', '；', ';'])
        .map_or(text.len(), |end| at + end);
    start..end
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::report::ReportKind;

    fn found(sentence: &str) -> Vec<(String, i32, String)> {
        let text = format!("某镇2023年法治政府建设年度报告\n一、主要做法\n{sentence}\n");
        let report = read("a.txt", text.as_bytes(), ReportKind::default_profile());
        report
            .earlier
            .iter()
            .map(|one| {
                (
                    one.value.clone(),
                    one.year,
                    report.figures[one.of].value.clone(),
                )
            })
            .collect()
    }

    #[test]
    fn last_years_number_is_related_to_this_years() {
        let mine = |value: &str, year: i32, own: &str| (value.to_owned(), year, own.to_owned());
        assert_eq!(
            found("全年受理各类纠纷265件，比上年的241件有所增加，调解成功259件。"),
            [mine("241", 2022, "265")]
        );
        assert_eq!(
            found("受理信访事项35件，上年为41件。"),
            [mine("41", 2022, "35")]
        );
        assert_eq!(
            found("办件530件，2021年为412件。"),
            [mine("412", 2021, "530")]
        );
    }

    #[test]
    fn a_change_is_no_number_of_last_year() {
        assert_eq!(found("受理纠纷265件，比上年增加24件，较上年增长9%。"), []);
        let text = "某镇2023年法治政府建设年度报告\n一、主要做法\n受理信访事项35件，上年为41件。\n";
        let report = read("a.txt", text.as_bytes(), ReportKind::default_profile());
        assert_eq!(
            report.figures.len(),
            1,
            "last year's number is no result of this year"
        );
    }
}
