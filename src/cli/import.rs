//! `nianbao import`. Enter at [`run`].

use super::import_target;
use super::options::{argument, flag, format, given, option, path_option, wants_json, year};
use super::session::{CommandSession, Outcome};
use crate::check;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::import::{self, ImportWarning, ImportedReport};
use crate::publish;
use crate::source::outside;
use clap::{ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

/// What the command line takes.
pub(super) fn command() -> Command {
    let files = argument("files", "FILE").required(true).num_args(1..);
    let profile = option("profile", "ID").default_value("fazhi");
    Command::new("import").args([
        files.value_parser(value_parser!(PathBuf)),
        option("body", "ID"),
        year(option("year", "Y")),
        path_option("to", "DIR"),
        profile,
        flag("dry-run"),
        flag("accept-revisions"),
        flag("replace"),
        format(),
    ])
}

/// Imports each file; what one of them refuses does not stop the others.
pub(super) fn run(session: &CommandSession, own: &ArgMatches) -> Outcome {
    let profile = import_target::report_kind(given(own, "profile").unwrap_or("fazhi"))?;
    let files: Vec<PathBuf> = own
        .get_many::<PathBuf>("files")
        .into_iter()
        .flatten()
        .flat_map(|path| outside::reports(path))
        .collect();
    let (mut read, mut diagnostics) = (Vec::new(), Vec::new());
    for path in files {
        match outside::read(&path) {
            Ok(bytes) => read.push((
                path.clone(),
                check::imported(&path.to_string_lossy(), &bytes, &profile),
            )),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    let dry = own.get_flag("dry-run");
    if wants_json(own) {
        let all: Vec<&ImportedReport> = read.iter().map(|(_, imported)| imported).collect();
        let all = serde_json::to_string(&all).unwrap_or_default();
        session.printer.result(&all);
    }
    for (path, imported) in &read {
        let refusals = refusal_findings(own, imported);
        tell_imported(session, path, imported, if dry { &[] } else { &refusals });
        let refused = !refusals.is_empty();
        if !dry {
            diagnostics.extend(refusals);
        }
        if !dry
            && !refused
            && let Err(diagnostic) = write_report(session, own, imported)
        {
            diagnostics.push(*diagnostic);
        }
    }
    Ok(session.end_with(&diagnostics))
}

/// Why the text is not taken over, as findings.
fn refusal_findings(own: &ArgMatches, imported: &ImportedReport) -> Vec<Diagnostic> {
    let settled = own.get_flag("accept-revisions");
    imported
        .refusals
        .iter()
        .filter(|refusal| !(settled && refusal.name == "unresolved-revisions"))
        .map(|refusal| {
            let words = Words::new(&*refusal.message, &*refusal.message_zh);
            Diagnostic::error(refusal.code, refusal.name, words).at(Place::file(&*imported.file))
        })
        .collect()
}

/// What was found, in one line, and what to look at, a line each; what `later` says in full is not said here.
fn tell_imported(
    session: &CommandSession,
    path: &Path,
    imported: &ImportedReport,
    later: &[Diagnostic],
) {
    // Nothing was read: there is nothing to count.
    if !imported.words.is_empty() {
        tell_counts(session, path, imported);
    }
    let shown = path.display();
    let is_later = |one: &&ImportWarning| later.iter().any(|two| two.message.en == one.message);
    for warning in imported.warnings.iter().filter(|one| !is_later(one)) {
        let place = match warning.line {
            0 => shown.to_string(),
            line => format!("{shown}:{line}"),
        };
        let (code, chinese) = (warning.code, &warning.message_zh);
        session.printer.tell(&Words::new(
            format!("  {place} [{code}] {}", warning.message),
            format!("  {place} [{code}] {chinese}"),
        ));
    }
}

/// How much was found, and that every word came through.
fn tell_counts(session: &CommandSession, path: &Path, imported: &ImportedReport) {
    let unknown = |english: &str, chinese: &str| Words::new(english, chinese);
    let title = imported.title.clone().map_or_else(
        || unknown("no title", "未见标题"),
        |title| unknown(&title, &title),
    );
    let (shown, headings, figures, citations) = (
        path.display(),
        imported.headings.len(),
        imported.figures.len(),
        imported.citations.len() + imported.named_laws.len(),
    );
    session.printer.tell(&Words::new(
        format!(
            "{shown}: {} · {headings} headings, {figures} figures, {citations} citations",
            title.en
        ),
        format!(
            "{shown}：{} · {headings} 个标题，{figures} 个数字，{citations} 处引用",
            title.zh
        ),
    ));
    // The two fingerprints are equal where every word came through.
    let print = |words: &str| blake3::hash(words.as_bytes()).to_hex()[..16].to_owned();
    let (before, after) = (
        print(&imported.words),
        print(&import::words_out(&imported.markdown)),
    );
    session.printer.tell(&Words::new(
        format!("  words before {before}, after {after}"),
        format!("  文字指纹：导入前 {before}，导入后 {after}"),
    ));
}

fn write_report(
    session: &CommandSession,
    own: &ArgMatches,
    imported: &ImportedReport,
) -> Result<(), Box<Diagnostic>> {
    let today = i32::from(session.surroundings.today.year());
    let (body, year) = import_target::whose(own, imported, today)?;
    if year > today {
        return Err(Box::new(future_year(imported, year, today)));
    }
    let folder = import_target::folder(session, own, body, &imported.profile, year)?;
    let path = folder.join("index.md");
    let text = import::index_md(imported, body, year);
    let shown = path.display().to_string();
    let refuse = |error: std::io::Error| Box::new(publish::refused(&shown, &error));
    match outside::read(&path) {
        Ok(existing) if existing == text.as_bytes() => {
            let words = Words::new(
                format!("{shown} is unchanged"),
                format!("{shown} 内容相同，未改动"),
            );
            session.printer.tell(&words);
            return Ok(());
        }
        Ok(existing) if own.get_flag("replace") => {
            let kept = import_target::free_name(&folder.join("index.md.old"));
            publish::set_aside(&path, &kept, &existing).map_err(refuse)?;
        }
        Ok(_) => return Err(Box::new(differing_file(&shown))),
        Err(_) => {}
    }
    publish::write_file(&path, text.as_bytes()).map_err(refuse)?;
    write_anchors(&folder, &text).map_err(refuse)?;
    for (name, picture) in &imported.pictures {
        publish::write_file(&folder.join(name), picture).map_err(refuse)?;
    }
    session.tell_written(&shown);
    Ok(())
}

/// Writes the ids of sections and sentences; those that a text had before are kept by their words.
fn write_anchors(folder: &Path, index: &str) -> std::io::Result<()> {
    let path = folder.join("anchors.yaml");
    let stored = outside::read(&path).unwrap_or_default();
    let stored = import::anchors_of(&String::from_utf8_lossy(&stored));
    publish::write_file(&path, import::anchors_yaml(index, &stored).as_bytes())
}

fn future_year(imported: &ImportedReport, year: i32, today: i32) -> Diagnostic {
    let words = Words::new(
        format!("the report is of {year}, and this is {today}; nothing was written"),
        format!("报告年度是 {year} 年，而今年是 {today} 年，未写入"),
    );
    let hint = Words::new(
        "mend the year in the text, or name the right one with `--year`",
        "请更正原文中的年份，或用 `--year` 指定",
    );
    Diagnostic::error("import", "future-year", words)
        .at(Place::file(&*imported.file))
        .hint(hint)
}

fn differing_file(shown: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{shown}` exists and differs; it was left as it is"),
        format!("`{shown}` 已存在且内容不同，未改动"),
    );
    let hint = Words::new(
        "add `--replace` to replace it; the old file is kept as `index.md.old`",
        "加上 `--replace` 可替换，旧文件保留为 `index.md.old`",
    );
    Diagnostic::error("import", "exists", words)
        .at(Place::file(shown))
        .hint(hint)
}
