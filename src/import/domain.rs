//! An imported text as a report of the domain, so that it can be compared. Enter at [`domain`].

use super::imported::ImportedReport;
use super::markdown::without_title;
use crate::report::compare::CountedFigure;
use crate::report::find::figure::{StatedFigure, stated_figures};
use crate::report::find::plan::plan_items;
use crate::report::{Figure, Report, ReportKind, Spot, Year, text};
use regex::Regex;
use std::sync::LazyLock;

/// 本报告数据统计至2022年11月底, 截至11月30日.
static CUT_OFF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:数据|数字|情况)[^。；]{0,16}(?:统计至|截至|截止到?|截止至)(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月")
        .expect("the pattern is constant")
});

/// A report with what import found, and what each of its figures counts: figure `#3` is the fourth of the list.
///
/// Zeros in words are left out: comparison finds them in the text. Plan items are its promises.
pub fn domain(imported: &ImportedReport) -> (Report, Vec<CountedFigure>) {
    let text = text::read(&without_title(&imported.markdown));
    let day = |date: Option<&String>| date.and_then(|date| date.parse().ok());
    let signed = imported.signed.as_ref();
    let mut report = Report {
        body: imported.body.clone().unwrap_or_default(),
        year: imported
            .year
            .and_then(|year| Year::try_from(year).ok())
            .unwrap_or_default(),
        title: imported.title.clone().unwrap_or_default(),
        profile: imported.profile.clone(),
        signed_by: signed.and_then(|signed| signed.body.clone()),
        signed_on: day(signed.and_then(|signed| signed.date.as_ref())),
        published: day(imported.published.as_ref()),
        document_number: imported.doc_number.clone(),
        topics: imported.topics.clone(),
        citations: crate::report::find::citation::citations(&text),
        ..Report::empty(text)
    };
    let kind = ReportKind::embedded(&imported.profile);
    report.find_parts(kind.unwrap_or_else(|| ReportKind::default_profile()));
    report.commitments = plan_items(&report);
    let counted = take_figures(&mut report);
    (report, counted)
}

/// Adds the figures that the text states, and says what each of them counts.
fn take_figures(report: &mut Report) -> Vec<CountedFigure> {
    let partial = ends_early(report);
    let mut counted = Vec::new();
    let stated = stated_figures(report).into_iter();
    for StatedFigure { figure, spot } in stated.filter(|one| !one.figure.zero_claim) {
        let indicator = format!("#{}", counted.len());
        let value = |value, approx, spot: Spot| Figure {
            indicator: indicator.clone(),
            value,
            approx,
            zero_claim: false,
            as_of: None,
            partial: false,
            for_year: None,
            corrected: None,
            note: None,
            quote: report.text.words(&spot).to_owned(),
            spot,
        };
        let earlier = figure.earlier.into_iter().map(|one| {
            let spot = Spot {
                range: one.quote,
                ..spot.clone()
            };
            Figure {
                for_year: Some(one.year),
                ..value(one.value, one.approx, spot)
            }
        });
        let own = Figure {
            partial,
            ..value(figure.value, figure.approx, spot.clone())
        };
        let all: Vec<Figure> = std::iter::once(own).chain(earlier).collect();
        report.figures.extend(all);
        counted.push(CountedFigure {
            name: figure.name,
            unit: figure.unit.to_owned(),
            kind: figure.kind,
            hint: figure.indicator,
        });
    }
    counted
}

/// Whether the text says that its numbers end before the year does, or was signed before.
fn ends_early(report: &Report) -> bool {
    let said = report.text.lines().any(|line| {
        CUT_OFF.captures(line.words()).is_some_and(|found| {
            let year = found
                .name("year")
                .and_then(|year| year.as_str().parse::<Year>().ok());
            let month: u8 = found["month"].parse().unwrap_or(12);
            year.is_none_or(|year| year == report.year) && month < 12
        })
    });
    let signed = report.signed_on;
    said || signed
        .is_some_and(|day| day.year() == report.year && (day.month(), day.day()) < (12, 31))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn report(text: &str) -> (Report, Vec<CountedFigure>) {
        domain(&read(
            "a.txt",
            text.as_bytes(),
            ReportKind::default_profile(),
        ))
    }

    #[test]
    fn figures_promises_and_parts_are_taken_over() {
        let (report, counted) = report(
            "乙县甲镇人民政府2021年法治政府建设年度报告\n一、主要做法\n全年受理纠纷236件，比上年的230件略多。没有行政诉讼案件。\n二、2022年工作安排\n一是配备无人机1架。\n",
        );
        assert_eq!(
            (report.year, report.body.as_str()),
            (2021, "乙县甲镇人民政府")
        );
        let shown: Vec<(&str, String, Option<Year>)> = report
            .figures
            .iter()
            .map(|f| (f.indicator.as_str(), f.value.to_string(), f.for_year))
            .collect();
        assert_eq!(
            shown,
            [("#0", "236".into(), None), ("#0", "230".into(), Some(2020))]
        );
        assert_eq!(counted[0].hint.as_deref(), Some("mediation.cases"));
        assert_eq!(report.commitments[0].quote, "配备无人机1架");
        assert_eq!(report.parts.len(), 2);
        assert!(!report.figures[0].partial);
    }

    #[test]
    fn a_text_that_stops_before_the_year_ends_is_partial() {
        let said = "某镇2022年法治政府建设年度报告\n本报告数据统计至2022年11月底。\n一、主要做法\n受理纠纷228件。\n";
        assert!(report(said).0.figures[0].partial);
        let signed = "某镇2022年法治政府建设年度报告\n一、主要做法\n受理纠纷228件。\n某镇人民政府\n2022年12月9日\n";
        assert!(report(signed).0.figures[0].partial);
    }
}
