//! `nianbao compare OLD NEW`. Enter at [`run`].

use super::compared_pair::ComparedPair;
use super::options::{argument, format, given, wants_json};
use super::session::{CommandSession, ExitStatus, Outcome};
use super::site_reports::{SiteReports, site_reports};
use super::{comparison_json, comparison_text};
use crate::diagnostic::{Diagnostic, Place, Words, did_you_mean};
use crate::import;
use crate::report::compare::{self, ComparisonContext, CountedFigure, compare_unnamed};
use crate::report::find::name::place_name;
use crate::report::{Indicator, IndicatorKind, Report, ReportKind, ReportSeries, Reports, Year};
use crate::source::outside;
use clap::{ArgMatches, Command};
use std::path::{Path, PathBuf};

/// What the command line understands.
pub(super) fn command() -> Command {
    Command::new("compare")
        .arg(argument("old", "OLD").required(true))
        .arg(argument("new", "NEW").required(true))
        .arg(format())
}

/// A report with the figures it has: named by the site's dictionary, or counted by their words.
struct ReportSide {
    report: Report,
    /// The counted figures of a file; `None` for a report of the site.
    counted: Option<Vec<CountedFigure>>,
}

/// Compares and prints; a site is read only where a side names one.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let mut site = None;
    let mut sides = Vec::new();
    for name in ["old", "new"] {
        let value = given(own, name).unwrap_or_default();
        sides.push(side(session, global, value, &mut site)?);
    }
    let (Some(new), Some(old)) = (sides.pop(), sides.pop()) else {
        return Ok(ExitStatus::CouldNot);
    };
    let compared = compared(old, new, site.as_ref());
    tell_order(session, &compared);
    if wants_json(own) {
        let value = comparison_json::json(&compared.comparison, &compared.old, &compared.new);
        session.printer.result(&value.to_string());
    } else {
        let text = comparison_text::text(&compared, session.printer);
        session.printer.result(text.trim_end());
    }
    Ok(ExitStatus::Fine)
}

/// Reads what one argument names: a file where there is one of this name, else a report of the site.
fn side(
    session: &CommandSession,
    global: &ArgMatches,
    value: &str,
    site: &mut Option<SiteReports>,
) -> Result<ReportSide, Box<Diagnostic>> {
    let path = PathBuf::from(value);
    let of_site = of_site(value).filter(|_| !path.is_file());
    if of_site.is_none() {
        return file(session, &path);
    }
    if site.is_none() {
        *site = Some(site_reports(session, global)?);
    }
    let reports = site.as_ref().map(|site| &site.reports);
    let found = reports.and_then(|reports| of_name(reports, value));
    let report = found
        .cloned()
        .ok_or_else(|| Box::new(unknown("compare", value, site.as_ref())))?;
    Ok(ReportSide {
        report,
        counted: None,
    })
}

/// What a name such as `qinghe/2021` or `qinghe/xxgk/2021` says: body, kind where it names one, and year.
pub(super) fn of_site(value: &str) -> Option<(&str, Option<&str>, Year)> {
    let (series, year) = value.trim_end_matches('/').rsplit_once('/')?;
    let year: Year = year
        .parse()
        .ok()
        .filter(|year| (1949..=2200).contains(year))?;
    let (body, kind) = series
        .split_once('/')
        .map_or((series, None), |(body, kind)| (body, Some(kind)));
    let is_name = |name: &str| !name.is_empty() && !name.contains(['/', '\\', '.']);
    (is_name(body) && kind.is_none_or(is_name)).then_some((body, kind, year))
}

/// The report of the site that such a name means; without a kind it is the usual one, where the body has it for the year.
pub(super) fn of_name<'a>(reports: &'a Reports, value: &'a str) -> Option<&'a Report> {
    let (body, kind, year) = of_site(value)?;
    match kind {
        Some(kind) => reports.report_of(ReportSeries::new(body, kind), year),
        None => reports.of(body).find(|report| report.year == year),
    }
}

fn file(session: &CommandSession, path: &Path) -> Result<ReportSide, Box<Diagnostic>> {
    let bytes = outside::read(path)?;
    let shown = path.to_string_lossy();
    let usual = import::read(&shown, &bytes, ReportKind::default_profile());
    // A report of another kind is read as what it is.
    let other = || {
        let mut others = ReportKind::all_embedded().map(|kind| import::read(&shown, &bytes, kind));
        others.find(|read| read.kind != "other")
    };
    let of_kind = if usual.kind == "other" { other() } else { None };
    let imported = of_kind.unwrap_or(usual);
    let (report, counted) = import::domain(&imported);
    let empty = report.text.lines().next().is_none();
    let mut refusals = imported.refusals.iter().map(|refusal| {
        Diagnostic::warning(
            refusal.code,
            refusal.name,
            Words::new(&*refusal.message, &*refusal.message_zh),
        )
        .at(Place::file(&*shown))
    });
    if empty {
        let words = Words::new("the file holds no report text", "文件中没有报告正文");
        let nothing = || Diagnostic::error("compare", "no-text", words).at(Place::file(&*shown));
        return Err(Box::new(refusals.next().unwrap_or_else(nothing)));
    }
    let refusals: Vec<Diagnostic> = refusals.collect();
    session.printer.findings(&refusals);
    Ok(ReportSide {
        report,
        counted: Some(counted),
    })
}

/// What `command` says of a name that is no report's.
pub(super) fn unknown(
    command: &'static str,
    value: &str,
    site: Option<&SiteReports>,
) -> Diagnostic {
    let all: Vec<String> = site.map_or_else(Vec::new, |site| {
        let reports = &site.reports;
        reports.reports.iter().map(|r| reports.name(r)).collect()
    });
    let words = Words::new(
        format!("no file and no report of the site is called `{value}`"),
        format!("没有名为 `{value}` 的文件，站点中也没有这份报告"),
    );
    let hint = match did_you_mean(value, all.iter().map(String::as_str)) {
        Some(near) => Words::new(
            format!("did you mean `{near}`?"),
            format!("是不是要写 `{near}`？"),
        ),
        None => Words::new(
            "name a file, or a report as `BODY/YEAR`, like `qinghe/2021`",
            "请写文件名，或写“单位编号/年份”，如 `qinghe/2021`",
        ),
    };
    Diagnostic::error(command, "unknown-report", words).hint(hint)
}

fn compared(mut old: ReportSide, mut new: ReportSide, site: Option<&SiteReports>) -> ComparedPair {
    let indicators = site.map_or(&[][..], |site| &site.reports.indicators);
    let reports = site.map_or(&[][..], |site| &site.reports.reports);
    let named = |report: &Report| {
        let body = site.and_then(|site| site.reports.body(&report.body));
        body.map_or_else(|| report.body.clone(), |body| body.name.clone())
    };
    let names = [named(&old.report), named(&new.report)];
    if old.counted.is_none() && new.counted.is_none() {
        let world = ComparisonContext {
            indicators,
            reports,
        };
        let comparison = compare::compare(&old.report, &new.report, world);
        let (old, new) = (old.report, new.report);
        return ComparedPair {
            old,
            new,
            comparison,
            names,
        };
    }
    for side in [&mut old, &mut new] {
        if side.counted.is_none() {
            side.counted = Some(count(&mut side.report, indicators));
        }
    }
    same_body(&mut old.report, &mut new.report, &names);
    let before = old.counted.unwrap_or_default();
    let after = new.counted.unwrap_or_default();
    let named = compare_unnamed(old.report, &before, new.report, &after);
    let (old, new, comparison) = (named.old, named.new, named.comparison);
    ComparedPair {
        old,
        new,
        comparison,
        names,
    }
}

/// The figures of a site's report as if they were only counted, so that they can meet those of a file.
fn count(report: &mut Report, indicators: &[Indicator]) -> Vec<CountedFigure> {
    let mut ids: Vec<String> = Vec::new();
    for figure in &mut report.figures {
        let at = ids
            .iter()
            .position(|id| *id == figure.indicator)
            .unwrap_or_else(|| {
                ids.push(figure.indicator.clone());
                ids.len() - 1
            });
        figure.indicator = format!("#{at}");
    }
    ids.into_iter()
        .map(|id| {
            let known = indicators.iter().find(|one| one.id == id);
            CountedFigure {
                name: known.map_or_else(|| id.clone(), |one| one.name.clone()),
                unit: known.map_or_else(String::new, |one| one.unit.clone()),
                kind: known.map_or(IndicatorKind::Flow, |one| one.kind),
                hint: Some(id),
            }
        })
        .collect()
}

/// Files name their body in words, some shortly and some in full, some not at all: one body is one where one name ends the other.
fn same_body(old: &mut Report, new: &mut Report, names: &[String; 2]) {
    let (a, b) = (place_name(&names[0]), place_name(&names[1]));
    if a.ends_with(b) || b.ends_with(a) {
        let body = if new.body.is_empty() {
            old.body.clone()
        } else {
            new.body.clone()
        };
        old.body.clone_from(&body);
        new.body = body;
    }
    // A text that does not say its year stands one year before or after the other.
    match (old.year, new.year) {
        (0, 0) => new.year = 1,
        (0, year) => old.year = year - 1,
        (year, 0) => new.year = year + 1,
        _ => {}
    }
}

/// Says so where the first report is the newer one: nothing is exchanged silently.
fn tell_order(session: &CommandSession, compared: &ComparedPair) {
    let (old, new) = (&compared.old, &compared.new);
    if old.body == new.body && old.year > new.year {
        session.printer.tell(&Words::new(
            format!(
                "The first report ({}) is newer than the second ({}); they are compared as given.",
                old.year, new.year
            ),
            format!(
                "第一份报告（{}年）比第二份（{}年）新；按给出的顺序对照。",
                old.year, new.year
            ),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_the_site_is_a_body_and_a_year() {
        assert_eq!(of_site("qinghe/2021"), Some(("qinghe", None, 2021)));
        let of_kind = Some(("qinghe", Some("xxgk"), 2021));
        assert_eq!(of_site("qinghe/xxgk/2021"), of_kind);
        for path in [
            "qinghe",
            "a/b/c/2021",
            "./2021",
            "qinghe/2021.md",
            "/2021",
            "qinghe/99",
        ] {
            assert_eq!(of_site(path), None, "{path}");
        }
    }

    #[test]
    fn one_body_is_one_under_its_short_and_its_full_name() {
        let check = |a: &str, b: &str, same: bool| {
            let report = |body: &str| Report {
                body: body.to_owned(),
                ..Report::empty(crate::report::text::read("文。"))
            };
            let (mut old, mut new) = (report(a), report(b));
            same_body(&mut old, &mut new, &[a.to_owned(), b.to_owned()]);
            assert_eq!(old.body == new.body, same, "{a} {b}");
        };
        check("棠坞镇", "柏川县棠坞镇人民政府", true);
        check("", "柏川县棠坞镇人民政府", true);
        check("柏川县苇泊镇人民政府", "柏川县棠坞镇人民政府", false);
    }
}
