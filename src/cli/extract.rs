//! `nianbao extract BODY/YEAR`: proposals beside a report, and accepting them. Enter at [`run`].

use super::extract_refusals as refusals;
use super::options::{argument, flag, format, given, option, wants_json};
use super::session::{CommandSession, Outcome};
use super::site_reports::{SiteReports, site_reports};
use crate::diagnostic::{Diagnostic, Words};
use crate::import;
use crate::import::propose::{self, ProposalTarget, ProposedEntry};
use crate::publish;
use crate::report::Report;
use crate::source::outside;
use clap::{ArgAction, ArgMatches, Command};
use std::path::PathBuf;

/// What the command line understands.
pub(super) fn command() -> Command {
    let accept = option("accept", "WHAT").value_delimiter(',');
    Command::new("extract")
        .arg(argument("report", "BODY/YEAR").required(true))
        .arg(accept.action(ArgAction::Append))
        .arg(flag("replace"))
        .arg(format())
}

/// A report of the site with the folder it lies in.
struct FoundReport<'a> {
    name: String,
    report: &'a Report,
    site: &'a SiteReports,
    folder: PathBuf,
    /// `index.md` or another name.
    page: PathBuf,
}

/// Proposes, or accepts what was proposed.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let site = site_reports(session, global)?;
    let name = given(own, "report").unwrap_or_default();
    let found = find(&site, name)
        .ok_or_else(|| Box::new(super::compare::unknown("extract", name, Some(&site))))?;
    let accepted: Option<Vec<&str>> = own
        .get_many::<String>("accept")
        .map(|all| all.map(String::as_str).collect());
    let outcome = match accepted {
        Some(wanted) => accept(session, &found, &wanted),
        None => suggest(session, &found, own),
    };
    Ok(session.end_with(&outcome.err().unwrap_or_default()))
}

fn find<'a>(site: &'a SiteReports, name: &'a str) -> Option<FoundReport<'a>> {
    let report = super::compare::of_name(&site.reports, name)?;
    let pages = &site.documents.pages;
    let page = pages
        .iter()
        .find(|page| page.file.relative == report.source)?;
    let path = site.root.folder.join(&*page.body.file);
    Some(FoundReport {
        name: name.trim_end_matches('/').to_owned(),
        report,
        site,
        folder: path.parent().map(PathBuf::from).unwrap_or_default(),
        page: path,
    })
}

/// Writes what is proposed; a file of proposals that differs is a person's and stays.
fn suggest(
    session: &CommandSession,
    found: &FoundReport<'_>,
    own: &ArgMatches,
) -> Result<(), Vec<Diagnostic>> {
    let bytes = outside::read(&found.page).map_err(|one| vec![*one])?;
    let profile = found.site.reports.profiles.of(found.report);
    let imported = import::read(&found.page.to_string_lossy(), &bytes, profile);
    let entries = propose::propose(&imported, found.report, &found.site.reports);
    if wants_json(own) {
        session.printer.result(&json(&entries));
        return Ok(());
    }
    let mut refused = Vec::new();
    for file in files() {
        let own_entries = entries
            .iter()
            .filter(|one| one.target.proposed() == file)
            .count();
        let path = found.folder.join(file);
        let text = propose::write(&entries, file, &found.name);
        match outside::read(&path) {
            Ok(existing) if existing == text.as_bytes() => {}
            Ok(existing) if own.get_flag("replace") => {
                let kept = found.folder.join(format!("{file}.old"));
                store(&kept, &existing, &mut refused);
                store(&path, text.as_bytes(), &mut refused);
            }
            Ok(_) => refused.push(refusals::differs(&path.display().to_string())),
            Err(_) if own_entries == 0 => {}
            Err(_) => store(&path, text.as_bytes(), &mut refused),
        }
    }
    for entry in &entries {
        session
            .printer
            .say(&format!("  {:4} {}", entry.id, describe(entry)));
    }
    let open = entries.iter().filter(|one| one.is_open()).count();
    let (count, name) = (entries.len(), &found.name);
    session.printer.tell(&Words::new(
        format!("{count} proposals, {open} of them to be filled in; take over with `nianbao extract {name} --accept IDS`."),
        format!("共提出 {count} 项，其中 {open} 项待填；采纳：`nianbao extract {name} --accept 编号`。"),
    ));
    if refused.is_empty() {
        Ok(())
    } else {
        Err(refused)
    }
}

/// The files of proposals.
fn files() -> [&'static str; 3] {
    [
        ProposalTarget::Figures.proposed(),
        ProposalTarget::Made.proposed(),
        ProposalTarget::Topics.proposed(),
    ]
}

fn describe(entry: &ProposedEntry) -> String {
    let named = match entry.target {
        ProposalTarget::Figures => entry.get("indicator"),
        ProposalTarget::Made | ProposalTarget::Topics => entry.get("topic"),
        ProposalTarget::Answered => entry.get("commitment"),
    };
    format!("{}  {}", named.as_str().unwrap_or("?"), entry.quote())
}

fn json(entries: &[ProposedEntry]) -> String {
    let of = |target: ProposalTarget| -> Vec<serde_json::Value> {
        let own = entries.iter().filter(|one| one.target == target);
        own.map(|one| {
            let mut fields = serde_json::Map::new();
            fields.insert("id".to_owned(), one.id.clone().into());
            fields.extend(one.fields.clone());
            fields.into()
        })
        .collect()
    };
    serde_json::json!({
        "schema": 1,
        "figures": of(ProposalTarget::Figures),
        "made": of(ProposalTarget::Made),
        "answered": of(ProposalTarget::Answered),
        "topics": of(ProposalTarget::Topics),
    })
    .to_string()
}

fn store(path: &std::path::Path, bytes: &[u8], refused: &mut Vec<Diagnostic>) {
    if let Err(error) = publish::write_file(path, bytes) {
        refused.push(publish::refused(&path.display().to_string(), &error));
    }
}

/// Takes over what was chosen, as the files of proposals have it now.
fn accept(
    session: &CommandSession,
    found: &FoundReport<'_>,
    wanted: &[&str],
) -> Result<(), Vec<Diagnostic>> {
    let waiting = waiting(found)?;
    let (chosen, left) = choose(found, waiting, wanted)?;
    let mut refused = Vec::new();
    for (file, targets) in [
        ("figures.yaml", &[ProposalTarget::Figures][..]),
        (
            "commitments.yaml",
            &[ProposalTarget::Made, ProposalTarget::Answered],
        ),
    ] {
        let own: Vec<ProposedEntry> = chosen
            .iter()
            .filter(|one| targets.contains(&one.target))
            .cloned()
            .collect();
        if own.is_empty() {
            continue;
        }
        let path = found.folder.join(file);
        let before = outside::read(&path).unwrap_or_default();
        let before = String::from_utf8_lossy(&before);
        match propose::merged(&before, &own, found.report.year) {
            Some(after) => store(&path, after.as_bytes(), &mut refused),
            None => refused.push(refusals::no_place(&path.display().to_string())),
        }
    }
    if chosen
        .iter()
        .any(|one| one.target == ProposalTarget::Topics)
    {
        let before = outside::read(&found.page).map_err(|one| vec![*one])?;
        match propose::merged_topics(&String::from_utf8_lossy(&before), &chosen) {
            Some(after) => store(&found.page, after.as_bytes(), &mut refused),
            None => refused.push(refusals::no_place(&found.page.display().to_string())),
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    for file in files()
        .into_iter()
        .filter(|file| chosen.iter().any(|one| one.target.proposed() == *file))
    {
        let text = propose::write(&left, file, &found.name);
        store(&found.folder.join(file), text.as_bytes(), &mut refused);
    }
    let (taken, rest) = (chosen.len(), left.len());
    session.printer.tell(&Words::new(
        format!("{taken} taken over; {rest} still wait."),
        format!("已采纳 {taken} 项，还有 {rest} 项待处理。"),
    ));
    if refused.is_empty() {
        Ok(())
    } else {
        Err(refused)
    }
}

/// All proposals that lie beside the report.
fn waiting(found: &FoundReport<'_>) -> Result<Vec<ProposedEntry>, Vec<Diagnostic>> {
    let mut waiting = Vec::new();
    for file in files() {
        let Ok(bytes) = outside::read(&found.folder.join(file)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        let read = propose::read(&text, file).map_err(|error| {
            vec![refusals::unreadable(
                &found.folder.join(file).display().to_string(),
                &error,
            )]
        })?;
        waiting.extend(read);
    }
    Ok(waiting)
}

/// The proposals that are taken, with what the command line fills in, and those that stay.
fn choose(
    found: &FoundReport<'_>,
    waiting: Vec<ProposedEntry>,
    wanted: &[&str],
) -> Result<(Vec<ProposedEntry>, Vec<ProposedEntry>), Vec<Diagnostic>> {
    let all = wanted.contains(&"all");
    let mut findings: Vec<Diagnostic> = wanted
        .iter()
        .filter(|want| **want != "all" && !waiting.iter().any(|one| names(want, one)))
        .map(|want| refusals::unknown_proposal(want))
        .collect();
    let (mut chosen, mut left) = (Vec::new(), Vec::new());
    for mut entry in waiting {
        let want = wanted.iter().find(|want| names(want, &entry));
        if let Some((key, (_, value))) = entry
            .target
            .open_key()
            .zip(want.and_then(|want| want.split_once('=')))
        {
            entry.set(key, value);
        }
        let here = entry.get("at").as_str();
        let stands = entry.target == ProposalTarget::Topics
            || !found.report.text.find(entry.quote(), here).is_empty();
        match (want.is_some() || all, entry.is_open(), stands) {
            (true, false, true) => chosen.push(entry),
            (true, true, _) if want.is_some() => findings.push(refusals::open(&entry)),
            (true, _, false) => findings.push(refusals::not_in_text(&entry)),
            _ => left.push(entry),
        }
    }
    if findings.is_empty() {
        Ok((chosen, left))
    } else {
        Err(findings)
    }
}

/// Whether a word of the command line names a proposal: by its id or by words of its quote.
fn names(want: &str, entry: &ProposedEntry) -> bool {
    let bare = want.split_once('=').map_or(want, |(id, _)| id);
    bare == entry.id || bare.chars().count() >= 4 && entry.quote().contains(bare)
}
