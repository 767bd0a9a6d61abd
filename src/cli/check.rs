//! `nianbao check`: a site, one of its reports, or any file. Enter at [`run`].

use super::arguments::Speech;
use super::{Ended, Session};
use crate::check::{self, Finding, Whole};
use crate::config::Mode;
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::import::Profile;
use crate::pipeline::{self, Built, Options};
use crate::site::orphans;
use crate::source::Root;
use crate::source::outside::{self, Belongs};
use clap::{Arg, ArgMatches, Command, value_parser};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What the command line takes.
pub(super) fn command(speech: Speech) -> Command {
    Command::new("check")
        .about(speech.say(
            "Finds what should be mended before publishing",
            "发布前检查：报告、站点或任意文稿",
        ))
        .arg(
            Arg::new("paths")
                .num_args(0..)
                .value_name("PATH")
                .help(speech.say(
                    "A site, a report of it, or any file (.txt .html .docx .md); the site where none is given",
                    "站点、其中的报告，或任意文稿（.txt .html .docx .md）；不写则检查当前站点",
                ))
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(speech.flag("strict", ("Warnings block too", "警告也视为错误")))
        .arg(speech.flag("drafts", ("Check drafts too", "草稿也检查")))
        .arg(
            speech
                .option(
                    "format",
                    ("Output for people or for machines", "给人看或给机器读的输出"),
                )
                .value_parser(["text", "json", "sarif", "github", "junit"])
                .default_value("text"),
        )
}

/// Checks what the paths name.
pub(super) fn run(session: &Session, global: &ArgMatches, own: &ArgMatches) -> Ended {
    let paths: Vec<PathBuf> = own
        .get_many::<PathBuf>("paths")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    match findings(session, (global, own), &paths) {
        Ok(found) => tell(session, own, &found),
        Err(diagnostic) => session.could_not(*diagnostic),
    }
}

fn findings(
    session: &Session,
    (global, own): (&ArgMatches, &ArgMatches),
    paths: &[PathBuf],
) -> Result<Vec<Finding>, Box<Diagnostic>> {
    if paths.is_empty() {
        let root = super::build::find_root(global)?;
        return Ok(of_site(session, own, &root));
    }
    let mut found = Vec::new();
    for path in paths {
        match outside::belongs(path) {
            Belongs::Site(root) => found.extend(of_site(session, own, &root)),
            Belongs::Report(root, place) => {
                let all = of_site(session, own, &root).into_iter();
                found.extend(all.filter(|one| one.file().starts_with(&place)));
            }
            Belongs::Nowhere => {
                for file in outside::reports(path) {
                    let bytes = outside::read(&file)?;
                    let name = file.to_string_lossy();
                    found.extend(check::draft(&name, &bytes, Profile::fazhi()));
                }
            }
        }
    }
    Ok(found)
}

/// Builds the site in memory and checks it; what the build itself found is part of it.
fn of_site(session: &Session, own: &ArgMatches, root: &Root) -> Vec<Finding> {
    let options = Options {
        mode: Mode::Build,
        base_url: None,
        output: None,
        drafts: own.get_flag("drafts"),
        minify: false,
        today: session.surroundings.today,
        environment: Arc::new(session.surroundings.environment.clone()),
    };
    of_built(&pipeline::build(root, &options))
}

/// Checks a site that was built.
pub(super) fn of_built(built: &Built) -> Vec<Finding> {
    let mut found = check::of_build(&built.diagnostics);
    let Some(site) = &built.site else {
        return found;
    };
    let files = match site.make_all() {
        Ok(files) => files,
        Err(wrong) => {
            found.extend(check::of_build(&wrong));
            BTreeMap::new()
        }
    };
    found.extend(check::of_build(&site.stage.remarks()));
    let inputs = &site.stage.inputs;
    found.extend(check::of_build(&orphans(&inputs.site)));
    found.extend(check::site(&Whole {
        config: &inputs.config,
        sources: &inputs.sources,
        reports: &inputs.reports,
        files: &files,
    }));
    found.sort();
    found.dedup();
    found
}

fn tell(session: &Session, own: &ArgMatches, found: &[Finding]) -> Ended {
    let tongue = session.printer.tongue;
    let format = own.get_one::<String>("format").map(String::as_str);
    let result = match format {
        Some("json") => Some(check::to_json(found, tongue).to_string()),
        Some("sarif") => Some(check::to_sarif(found, tongue).to_string()),
        Some("github") => Some(check::to_annotations(found, tongue)),
        Some("junit") => Some(check::to_junit(found, tongue)),
        _ => None,
    };
    match result {
        Some(text) => session.printer.result(text.trim_end()),
        None => print(session, found),
    }
    let blocking = if own.get_flag("strict") {
        Level::Warning
    } else {
        Level::Error
    };
    if found.iter().any(|one| one.blocks(blocking)) {
        Ended::Findings
    } else {
        Ended::Fine
    }
}

/// Findings by report and level, what was allowed as a number only.
fn print(session: &Session, found: &[Finding]) {
    let open: Vec<Diagnostic> = found
        .iter()
        .filter(|one| one.allowed.is_none())
        .map(|one| one.diagnostic.clone())
        .collect();
    session.printer.grouped(&open);
    let allowed = found.len() - open.len();
    if allowed > 0 {
        session.printer.tell(&Words::new(
            format!("{allowed} allowed with a reason."),
            format!("另有 {allowed} 处已说明理由，不再提示。"),
        ));
    }
    if open.is_empty() {
        session
            .printer
            .tell(&Words::new("Nothing found.", "没有发现问题。"));
    }
}
