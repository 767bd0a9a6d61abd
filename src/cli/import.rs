//! `nianbao import`. Enter at [`run`].

use super::{Ended, Session};
use crate::check;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::import::{self, Imported, Profile};
use crate::publish;
use crate::source::{Root, outside};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

/// Imports each file; what one of them refuses does not stop the others.
pub(super) fn run(session: &Session, own: &ArgMatches) -> Ended {
    let profile = Profile::fazhi();
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
                check::imported(&path.to_string_lossy(), &bytes, profile),
            )),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    let dry = own.get_flag("dry-run");
    if own
        .get_one::<String>("format")
        .is_some_and(|format| format == "json")
    {
        let all: Vec<&Imported> = read.iter().map(|(_, imported)| imported).collect();
        session
            .printer
            .result(&serde_json::to_string(&all).unwrap_or_default());
    }
    for (path, imported) in &read {
        tell(session, path, imported);
        let refusals = refusals(own, imported);
        let refused = !refusals.is_empty();
        if !dry {
            diagnostics.extend(refusals);
        }
        if !dry
            && !refused
            && let Err(diagnostic) = write(session, own, imported)
        {
            diagnostics.push(*diagnostic);
        }
    }
    session.printer.findings(&diagnostics);
    if diagnostics.is_empty() {
        Ended::Fine
    } else {
        Ended::Findings
    }
}

/// Why the text is not taken over, as findings.
fn refusals(own: &ArgMatches, imported: &Imported) -> Vec<Diagnostic> {
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

/// What was found, in one line, and what to look at, a line each.
fn tell(session: &Session, path: &Path, imported: &Imported) {
    let unknown = |english: &str, chinese: &str| Words::new(english, chinese);
    let title = imported.title.clone().map_or_else(
        || unknown("no title", "未见标题"),
        |title| unknown(&title, &title),
    );
    let (shown, headings, figures, citations) = (
        path.display(),
        imported.headings.len(),
        imported.figures.len(),
        imported.citations.len(),
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
    for warning in &imported.warnings {
        session.printer.say(&format!(
            "  {shown}:{} [{}] {}",
            warning.line, warning.code, warning.message
        ));
    }
}

fn write(session: &Session, own: &ArgMatches, imported: &Imported) -> Result<(), Box<Diagnostic>> {
    let (body, year) = whose(own, imported)?;
    let folder = match own.get_one::<PathBuf>("to") {
        Some(folder) => folder.clone(),
        None => {
            let root = Root::find(Path::new("."), None)?.folder;
            root.join("content").join(body).join(year.to_string())
        }
    };
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
            publish::write_file(&folder.join("index.md.old"), &existing).map_err(refuse)?;
        }
        Ok(_) => return Err(Box::new(differs(&shown))),
        Err(_) => {}
    }
    publish::write_file(&path, text.as_bytes()).map_err(refuse)?;
    for (name, picture) in &imported.pictures {
        publish::write_file(&folder.join(name), picture).map_err(refuse)?;
    }
    session.printer.tell(&Words::new(
        format!("written: {shown}"),
        format!("已写入：{shown}"),
    ));
    Ok(())
}

/// Whose report it is and of which year: what the command line says, else what the text says.
fn whose<'a>(own: &'a ArgMatches, imported: &Imported) -> Result<(&'a str, i32), Box<Diagnostic>> {
    let unknown = |name: &'static str, words: Words, hint: Words| {
        let place = Place::file(&*imported.file);
        Box::new(
            Diagnostic::error("import", name, words)
                .at(place)
                .hint(hint),
        )
    };
    let year = own
        .get_one::<i16>("year")
        .copied()
        .map(i32::from)
        .or(imported.year);
    let year = year.ok_or_else(|| {
        let words = Words::new(
            "the text does not say of which year it is",
            "原文没有写明是哪一年的报告",
        );
        unknown(
            "no-year",
            words,
            Words::new("name it with `--year 2020`", "请用 `--year 2020` 指定"),
        )
    })?;
    let body = own.get_one::<String>("body").ok_or_else(|| {
        let words = Words::new("say whose report it is", "请说明是哪个单位的报告");
        let hint = Words::new(
            "name the body with `--body ID`, as `content/site.yaml` has it",
            "用 `--body 编号` 指定（见 `content/site.yaml`）",
        );
        unknown("no-body", words, hint)
    })?;
    Ok((body, year))
}

fn differs(shown: &str) -> Diagnostic {
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
