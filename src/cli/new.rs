//! `nianbao new YEAR`: the files of next year's draft, with last year's sections, figures and promises as a list to work through. Enter at [`run`].

use super::arguments::HelpText;
use super::build::find_root;
use super::site_reports::{self, SiteReports};
use super::{CommandSession, ExitStatus, import_target};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::publish;
use crate::report::profile::ReportKind;
use crate::report::text::BlockKind;
use crate::report::{Report, ReportingBody, Reports, Year};
use crate::source::{SiteRoot, outside};
use clap::{Arg, ArgMatches, Command, value_parser};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What the command line takes.
pub(super) fn command(speech: HelpText) -> Command {
    let whose = (
        "Id of the body in content/site.yaml; the only one needs no name",
        "content/site.yaml 中的单位编号；只有一个时可省略",
    );
    let kind = (
        "Kind of report, where it is not the one that the body has: fazhi, xxgk, or one of content/profiles",
        "报告类型（不写则用该单位已有的类型）：fazhi、xxgk，或 content/profiles 中的类型",
    );
    Command::new("new")
        .about(speech.say(
            "Begins the draft of a year, with last year's sections, figures and promises to go through",
            "为一个年度起草：列出上年的章节、数字和承诺，逐项处理",
        ))
        .arg(
            Arg::new("year")
                .required(true)
                .value_name("YEAR")
                .help(speech.say("Year reported on", "报告年度"))
                .value_parser(value_parser!(i16).range(1949..=2200)),
        )
        .arg(speech.option("body", whose).value_name("ID"))
        .arg(speech.option("profile", kind).value_name("ID"))
}

/// Writes the files of a draft; a file that is there stays.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> ExitStatus {
    let root = match find_root(global) {
        Ok(root) => root,
        Err(diagnostic) => return session.could_not(*diagnostic),
    };
    let (SiteReports { root, reports, .. }, _) = site_reports::read(session, root);
    let year: Year = own.get_one::<i16>("year").copied().unwrap_or_default();
    let drafted = whose(&reports, own).and_then(|body| {
        let profile = kind(&reports, body, own)?;
        write(session, &root, &reports, (body, profile, year))
    });
    match drafted {
        Ok(()) => ExitStatus::Fine,
        Err(diagnostic) => {
            session.printer.findings(&[*diagnostic]);
            ExitStatus::Findings
        }
    }
}

/// The body that is named, or the only one that is not a sample.
fn whose<'a>(reports: &'a Reports, own: &ArgMatches) -> Result<&'a ReportingBody, Box<Diagnostic>> {
    let ids: Vec<&str> = reports.bodies.iter().map(|body| body.id.as_str()).collect();
    let all = ids.join(", ");
    let named = own.get_one::<String>("body");
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
fn kind<'a>(
    reports: &'a Reports,
    body: &ReportingBody,
    own: &ArgMatches,
) -> Result<&'a ReportKind, Box<Diagnostic>> {
    let id = own
        .get_one::<String>("profile")
        .map_or_else(|| reports.main_kind(&body.id), String::as_str);
    reports.profiles.named(id).ok_or_else(|| {
        let ids: Vec<&str> = reports.profiles.ids().collect();
        Box::new(import_target::unknown_profile(id, &ids))
    })
}

fn write(
    session: &CommandSession,
    root: &SiteRoot,
    reports: &Reports,
    (body, profile, year): (&ReportingBody, &ReportKind, Year),
) -> Result<(), Box<Diagnostic>> {
    let series = (body.id.as_str(), profile.id.as_str());
    let last = reports.of_kind(series).filter(|report| report.year < year);
    let last = last.max_by_key(|report| report.year);
    let files = [
        ("index.md", index((body, profile), year, last)),
        ("figures.yaml", figures(reports, last)),
        ("commitments.yaml", commitments(reports, series, year)),
    ];
    let folder = format!("content/{}", import_target::place(series, i32::from(year)));
    if let Some(known) = reports.get(series, year) {
        return Err(exists(&format!("{folder}/index.md"), &known.title));
    }
    for (name, _) in &files {
        let shown = format!("{folder}/{name}");
        if outside::read(&root.folder.join(&shown)).is_ok() {
            return Err(exists(&shown, ""));
        }
    }
    for (name, text) in &files {
        let shown = format!("{folder}/{name}");
        publish::write_file(&root.folder.join(&shown), text.as_bytes())
            .map_err(|error| Box::new(publish::refused(&shown, &error)))?;
        session.printer.tell(&Words::new(
            format!("written: {shown}"),
            format!("已写入：{shown}"),
        ));
    }
    session.printer.tell(&Words::new(
        "Next: `nianbao serve --watch`, and write below the headings.",
        "下一步：运行 `nianbao serve --watch`，在各标题下写正文。",
    ));
    Ok(())
}

fn exists(shown: &str, title: &str) -> Box<Diagnostic> {
    let words = if title.is_empty() {
        Words::new(
            format!("`{shown}` is there already"),
            format!("`{shown}` 已存在"),
        )
    } else {
        Words::new(
            format!("`{shown}` is there already: {title}"),
            format!("`{shown}` 已存在：{title}"),
        )
    };
    let hint = Words::new(
        "open it and go on writing; nothing was changed",
        "请打开它继续写；未作任何改动",
    );
    Box::new(
        Diagnostic::error("new", "exists", words)
            .at(Place::file(shown))
            .hint(hint),
    )
}

/// Front matter, and the headings of last year's report with its years moved on; without one, the parts that a report must have.
fn index(
    (body, profile): (&ReportingBody, &ReportKind),
    year: Year,
    last: Option<&Report>,
) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut out = String::from("---\n");
    let title = format!("{}{year}年{}", body.full_name, profile.name);
    let _ = writeln!(out, "title: {}", quoted(&title));
    let _ = writeln!(
        out,
        "report:\n  body: {}\n  year: {year}\n  profile: {}",
        body.id, profile.id
    );
    let _ = writeln!(
        out,
        "  signed: {{by: {}, on: null}}",
        quoted(&body.full_name)
    );
    out += "  published: null\n  status: draft\n---\n";
    match last {
        Some(last) => {
            for section in last.text.sections.iter().filter(|one| one.level > 0) {
                let words = moved_on(
                    &format!("{}{}", section.number, section.title),
                    last.year,
                    year,
                );
                let own_line = section
                    .blocks
                    .first()
                    .is_some_and(|block| block.kind == BlockKind::Heading);
                let line = if own_line {
                    format!("{} {words}", "#".repeat(section.level + 1))
                } else {
                    format!("**{words}**")
                };
                let _ = write!(out, "\n{line}\n");
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
fn figures(reports: &Reports, last: Option<&Report>) -> String {
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
fn commitments(reports: &Reports, series: (&str, &str), year: Year) -> String {
    let mut out = format!(
        "# 本年提出的计划事项：编号定了就不再改，quote 引用正文中的原句。\nmade: []\n#  - {{id: {year}-1, topic: enforcement, quote: \"\", measurable: false}}\n\n"
    );
    out += "# 对以前承诺的回应；不列出的就是未提及。outcome：done 已完成，partly 部分完成，continuing 继续推进，not_done 未完成，dropped 取消（后两种写 reason）。\nanswered: []\n";
    let before = || reports.of_kind(series).filter(|report| report.year < year);
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
