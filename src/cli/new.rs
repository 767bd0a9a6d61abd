//! `nianbao new YEAR`: the files of next year's draft, with last year's sections, figures and promises as a list to work through. Enter at [`run`].

use super::import_target;
use super::options::{argument, find_root, given, option, year};
use super::session::{CommandSession, Outcome};
use super::site_reports::{self, SiteReports};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::publish;
use crate::report::profile::ReportKind;
use crate::report::text::BlockKind;
use crate::report::{Report, ReportSeries, ReportingBody, Reports, Year};
use crate::source::{SiteRoot, outside};
use clap::{ArgMatches, Command};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What the command line takes.
pub(super) fn command() -> Command {
    Command::new("new")
        .arg(year(argument("year", "YEAR").required(true)))
        .arg(option("body", "ID"))
        .arg(option("profile", "ID"))
}

/// Writes the files of a draft; a file that is there stays.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let root = find_root(global)?;
    let (SiteReports { root, reports, .. }, _) = site_reports::read(session, root);
    let begin = || {
        let body = named_body(&reports, own)?;
        let draft = NewDraft {
            reports: &reports,
            body,
            profile: named_kind(&reports, body, own)?,
            year: own.get_one::<i16>("year").copied().unwrap_or_default(),
        };
        draft.write(session, &root)
    };
    let refusal = begin().err();
    Ok(session.end_with(&refusal.map(|one| *one).into_iter().collect::<Vec<_>>()))
}

/// The report that is begun.
struct NewDraft<'a> {
    reports: &'a Reports,
    body: &'a ReportingBody,
    profile: &'a ReportKind,
    year: Year,
}

/// The body that is named, or the only one that is not a sample.
fn named_body<'a>(
    reports: &'a Reports,
    own: &ArgMatches,
) -> Result<&'a ReportingBody, Box<Diagnostic>> {
    let ids: Vec<&str> = reports.bodies.iter().map(|body| body.id.as_str()).collect();
    let all = ids.join(", ");
    let named = given(own, "body");
    let found = match named {
        Some(id) => reports.body(id),
        None => {
            let mut real = reports.bodies.iter().filter(|body| !body.sample);
            real.next().filter(|_| real.next().is_none())
        }
    };
    found.ok_or_else(|| {
        let words = match named {
            Some(id) => Words::new(
                format!("no body `{id}` in `content/site.yaml`"),
                format!("`content/site.yaml` 中没有单位 `{id}`"),
            ),
            None => Words::new("say whose report it is", "请说明是哪个单位的报告"),
        };
        let hint = Words::new(
            format!("name one with `--body`: {all}"),
            format!("用 `--body` 指定，可用的有：{all}"),
        );
        Box::new(Diagnostic::error("new", "no-body", words).hint(hint))
    })
}

/// The kind that is named, or the main one of the body.
fn named_kind<'a>(
    reports: &'a Reports,
    body: &ReportingBody,
    own: &ArgMatches,
) -> Result<&'a ReportKind, Box<Diagnostic>> {
    let id = given(own, "profile").unwrap_or_else(|| reports.main_kind(&body.id));
    reports.profiles.named(id).ok_or_else(|| {
        let ids: Vec<&str> = reports.profiles.ids().collect();
        Box::new(import_target::unknown_profile(id, &ids))
    })
}

impl NewDraft<'_> {
    fn write(&self, session: &CommandSession, root: &SiteRoot) -> Result<(), Box<Diagnostic>> {
        let (reports, year) = (self.reports, self.year);
        let series = ReportSeries::new(&self.body.id, &self.profile.id);
        let last = reports
            .of_series(series)
            .filter(|report| report.year < year);
        let last = last.max_by_key(|report| report.year);
        let files = [
            ("index.md", self.index(last)),
            ("figures.yaml", figure_list(reports, last)),
            ("commitments.yaml", promise_list(reports, series, year)),
        ];
        let folder = format!("content/{}", series.name_of_year(year));
        if let Some(known) = reports.report_of(series, year) {
            return Err(existing_draft(&format!("{folder}/index.md"), &known.title));
        }
        let files = files.map(|(name, text)| (format!("{folder}/{name}"), text));
        let there = |shown: &&String| outside::read(&root.folder.join(shown)).is_ok();
        if let Some(shown) = files.iter().map(|(shown, _)| shown).find(there) {
            return Err(existing_draft(shown, ""));
        }
        for (shown, text) in &files {
            publish::write_file(&root.folder.join(shown), text.as_bytes())
                .map_err(|error| Box::new(publish::refused(shown, &error)))?;
            session.tell_written(shown);
        }
        session.printer.tell(&Words::new(
            "Next: `nianbao serve --watch`, and write below the headings.",
            "下一步：运行 `nianbao serve --watch`，在各标题下写正文。",
        ));
        Ok(())
    }

    /// Front matter, and the headings of last year's report with its years moved on; without one, the parts that a report must have.
    fn index(&self, last: Option<&Report>) -> String {
        let (body, profile, year) = (self.body, self.profile, self.year);
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let title = quoted(&format!("{}{year}年{}", body.full_name, profile.name));
        let signed = quoted(&body.full_name);
        let mut out = format!(
            "---\ntitle: {title}\nreport:\n  body: {}\n  year: {year}\n  profile: {}\n  signed: {{by: {signed}, on: null}}\n  published: null\n  status: draft\n{}---\n",
            body.id,
            profile.id,
            parts(profile, last)
        );
        match last {
            Some(last) => {
                for section in last.text.sections.iter().filter(|one| one.level > 0) {
                    let words = format!("{}{}", section.number, section.title);
                    let words = moved_on(&words, last.year, year);
                    let first = section.blocks.first();
                    if first.is_some_and(|block| block.kind == BlockKind::Heading) {
                        let _ = write!(out, "\n{} {words}\n", "#".repeat(section.level + 1));
                    } else {
                        let _ = write!(out, "\n**{words}**\n");
                    }
                }
            }
            None => {
                for (part, number) in profile.parts.iter().zip("一二三四五六七八九十".chars())
                {
                    let _ = write!(out, "\n## {number}、{}\n", part.name);
                }
            }
        }
        out
    }
}

fn existing_draft(shown: &str, title: &str) -> Box<Diagnostic> {
    let (colon, wide) = if title.is_empty() {
        ("", "")
    } else {
        (": ", "：")
    };
    let words = Words::new(
        format!("`{shown}` is there already{colon}{title}"),
        format!("`{shown}` 已存在{wide}{title}"),
    );
    let hint = Words::new(
        "open it and go on writing; nothing was changed",
        "请打开它继续写；未作任何改动",
    );
    let finding = Diagnostic::error("new", "exists", words);
    Box::new(finding.at(Place::file(shown)).hint(hint))
}

/// Which sections hold which part, as last year: the headings are the same. Parts within another are found in its words.
fn parts(profile: &ReportKind, last: Option<&Report>) -> String {
    let own = |id: &str| {
        !profile
            .parts
            .iter()
            .any(|part| part.id == id && part.within.is_some())
    };
    let held = last.into_iter().flat_map(|last| &last.parts);
    let lines: String = held
        .filter(|(id, paths)| own(id) && !paths.is_empty())
        .map(|(id, paths)| format!("    {id}: {}\n", serde_json::Value::from(paths.clone())))
        .collect();
    if lines.is_empty() {
        lines
    } else {
        format!("  parts:\n{lines}")
    }
}

/// Years of a heading as far from the new report as they were from the old one.
fn moved_on(words: &str, old: Year, new: Year) -> String {
    let mark = |offset: Year| format!("\u{1}{offset}\u{1}");
    let near = -1..=1;
    let marked = near.clone().fold(words.to_owned(), |words, offset| {
        words.replace(&(old + offset).to_string(), &mark(offset))
    });
    near.fold(marked, |words, offset| {
        words.replace(&mark(offset), &(new + offset).to_string())
    })
}

/// Last year's figures as a list to go through, each with its words.
fn figure_list(reports: &Reports, last: Option<&Report>) -> String {
    let mut out = String::from(
        "# 本年数字，每项引用正文中的原句。写好后去掉行首的 #，数值和原文换成本年的。\n",
    );
    let Some(last) = last else {
        out += "# - {indicator: 字典中的编号, value: 0, quote: \"正文中的原句\"}\n";
        return out;
    };
    let mut seen = BTreeSet::new();
    for figure in last.figures.iter().filter(|figure| figure.is_of(last.year)) {
        if !seen.insert(figure.indicator.as_str()) {
            continue;
        }
        let indicator = reports.indicator(&figure.indicator);
        let name = indicator.map_or("", |one| one.name.as_str());
        let unit = indicator.map_or("", |one| one.unit.as_str());
        let _ = writeln!(
            out,
            "# {name}：{}年为{}{unit}，原文“{}”\n# - {{indicator: {}, value: , quote: \"\"}}",
            last.year, figure.value, figure.quote, figure.indicator
        );
    }
    out
}

/// Open promises as a list to answer, and the place for new ones.
fn promise_list(reports: &Reports, series: ReportSeries<'_>, year: Year) -> String {
    let mut out = format!(
        "# 本年提出的计划事项：编号定了就不再改，quote 引用正文中的原句。\nmade: []\n#  - {{id: {year}-1, topic: enforcement, quote: \"\", measurable: false}}\n\n"
    );
    out += "# 对以前承诺的回应；不列出的就是未提及。outcome：done 已完成，partly 部分完成，continuing 继续推进，not_done 未完成，dropped 取消（后两种写 reason）。\nanswered: []\n";
    let before = || {
        reports
            .of_series(series)
            .filter(|report| report.year < year)
    };
    let closed: BTreeSet<&str> = before()
        .flat_map(|report| &report.answers)
        .filter(|answer| answer.outcome.closes())
        .map(|answer| answer.commitment.as_str())
        .collect();
    for promise in before().flat_map(|report| &report.commitments) {
        if !closed.contains(promise.id.as_str()) {
            let _ = writeln!(
                out,
                "#  # {}\n#  - {{commitment: {}, outcome: , evidence: \"\"}}",
                promise.quote, promise.id
            );
        }
    }
    out
}
