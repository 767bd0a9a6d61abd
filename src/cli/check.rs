//! `nianbao check`: a site, one of its reports, or any file. Enter at [`run`].

use super::check_fix::{FixedDraft, WritePolicy};
use super::check_online::AskingManner;
use super::options::{
    argument, blocking_level, find_root, flag, given, option, poll, reading_options,
};
use super::session::{CommandSession, ExitStatus, Outcome};
use super::{check_fix, check_online, check_refusals, check_watch};
use crate::check::{self, Finding, SeenPages};
use crate::config::BuildOptions;
use crate::diagnostic::{Diagnostic, Words};
use crate::output::Built;
use crate::pipeline;
use crate::report::ReportKind;
use crate::report::compare::load_dictionary;
use crate::site::orphans;
use crate::source::SiteRoot;
use crate::source::net::HostReach;
use crate::source::outside::{self, PathOwner};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// What the command line takes.
pub(super) fn command() -> Command {
    let paths = argument("paths", "PATH").num_args(0..);
    let kinds: Vec<&'static str> = ReportKind::all_embedded()
        .map(|one| one.id.as_str())
        .collect();
    let days = option("online-days", "DAYS").default_value("7");
    let format = Arg::new("format").long("format").default_value("text");
    Command::new("check").args([
        paths.value_parser(value_parser!(PathBuf)),
        flag("strict"),
        flag("drafts"),
        option("profile", "ID").value_parser(PossibleValuesParser::new(kinds)),
        flag("fix"),
        flag("dry-run").requires("fix"),
        flag("online"),
        days.value_parser(value_parser!(i64).range(0..=365)),
        flag("skip-external-links").conflicts_with("online"),
        flag("watch")
            .short('w')
            .conflicts_with_all(["fix", "format", "online"]),
        poll().requires("watch"),
        format.value_parser(["text", "json", "sarif", "github", "junit"]),
    ])
}

/// An option for tests, in no help and in no completion.
pub(super) fn unlisted() -> Arg {
    flag("online-private").hide(true)
}

/// What a path on the command line asks to check.
#[derive(Debug, Clone)]
pub(super) enum CheckTarget {
    /// A site, or what lies below a path of it.
    Site(SiteRoot, Option<String>),
    /// A file or folder that stands alone.
    Loose(PathBuf),
}

/// Checks what the paths name.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let wish = CheckOptions {
        options: BuildOptions {
            drafts: own.get_flag("drafts"),
            ..reading_options(session)
        },
        asked: asked(global, own)?,
        profile: given(own, "profile").and_then(ReportKind::embedded),
        polls: own.get_flag("poll"),
    };
    if own.get_flag("watch") {
        return check_watch::run(session, wish, blocking_level(own)).map(|()| ExitStatus::Fine);
    }
    let fixed = if own.get_flag("fix") {
        Some(check_fix::run(session, &wish, writing(own))?)
    } else {
        None
    };
    let mut found = wish.findings()?;
    if own.get_flag("online") {
        let heard = check_online::run(session, &wish, manner(own), &found);
        found.extend(heard);
        found.sort();
    }
    Ok(tell(session, own, &found, fixed.as_deref()))
}

fn asked(global: &ArgMatches, own: &ArgMatches) -> Result<Vec<CheckTarget>, Box<Diagnostic>> {
    let paths: Vec<&PathBuf> = own.get_many("paths").into_iter().flatten().collect();
    if paths.is_empty() {
        return Ok(vec![CheckTarget::Site(find_root(global)?, None)]);
    }
    let of = |path: &&PathBuf| match outside::belongs(path) {
        PathOwner::Site(root) => CheckTarget::Site(root, None),
        PathOwner::Report(root, place) => CheckTarget::Site(root, Some(place)),
        PathOwner::Nowhere => CheckTarget::Loose((*path).clone()),
    };
    Ok(paths.iter().map(of).collect())
}

fn manner(own: &ArgMatches) -> AskingManner {
    let any = own.get_flag("online-private");
    AskingManner {
        reach: if any {
            HostReach::Any
        } else {
            HostReach::Public
        },
        days: own.get_one("online-days").copied().unwrap_or(7),
    }
}

fn writing(own: &ArgMatches) -> WritePolicy {
    if own.get_flag("dry-run") {
        WritePolicy::Not
    } else {
        WritePolicy::Kept
    }
}

/// What is found in a file that stands alone.
fn loose(file: &Path, profile: Option<&ReportKind>) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let bytes = outside::read(file)?;
    let name = file.to_string_lossy();
    Ok(check::draft(&name, &bytes, profile))
}

/// What is checked, and how sites are read for it.
#[derive(Clone)]
pub(super) struct CheckOptions {
    pub(super) asked: Vec<CheckTarget>,
    /// The kind of files that stand alone, where it was said.
    pub(super) profile: Option<&'static ReportKind>,
    /// Whether changes are looked for, with `--watch`.
    pub(super) polls: bool,
    options: BuildOptions,
}

impl CheckOptions {
    /// All findings, in order.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(super) fn findings(&self) -> Result<Vec<Finding>, Box<Diagnostic>> {
        let mut found = Vec::new();
        for asked in &self.asked {
            match asked {
                CheckTarget::Site(root, place) => {
                    let built = pipeline::build(root, &self.reading(place.as_deref()));
                    let all = of_built(&built).into_iter();
                    found.extend(all.filter(|one| is_below(one, place.as_deref())));
                }
                CheckTarget::Loose(path) => {
                    // The rules will ask for it; meanwhile the first files are read.
                    std::thread::spawn(load_dictionary);
                    let files = outside::reports(path);
                    if files.is_empty() {
                        return Err(Box::new(check_refusals::nothing_there(path)));
                    }
                    let all: Vec<Result<_, _>> = files
                        .par_iter()
                        .map(|file| loose(file, self.profile))
                        .collect();
                    for one in all {
                        found.extend(one?);
                    }
                }
            }
        }
        Ok(found)
    }

    /// How a site is read: with the drafts that are asked for, or that one of its paths may name.
    pub(super) fn reading(&self, place: Option<&str>) -> BuildOptions {
        BuildOptions {
            drafts: self.options.drafts || place.is_some(),
            ..self.options.clone()
        }
    }
}

/// Whether a finding is in a file that was asked for.
pub(super) fn is_below(one: &Finding, place: Option<&str>) -> bool {
    place.is_none_or(|place| {
        let rest = one.file().strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Checks a site that was built; what the build itself found is part of it.
pub(super) fn of_built(built: &Built) -> Vec<Finding> {
    let mut found = check::of_build(&built.diagnostics);
    let Some(site) = &built.site else {
        return found;
    };
    let seen = site.seen_pages().unwrap_or_else(|wrong| {
        found.extend(check::of_build(&wrong));
        // What is left of a site of which a page is missing would only mislead.
        SeenPages::new(site.checks())
    });
    found.extend(check::of_build(&site.pages.remarks()));
    let inputs = site.pages.inputs();
    found.extend(check::of_build(&orphans(&inputs.site)));
    found.extend(check::site(&seen, &|path| site.make(path)?.ok()));
    check::tell_once(&mut found);
    found.sort();
    found.dedup();
    found
}

fn tell(
    session: &CommandSession,
    own: &ArgMatches,
    found: &[Finding],
    fixed: Option<&[FixedDraft]>,
) -> ExitStatus {
    let tongue = session.printer.tongue;
    let format = given(own, "format");
    let result = match format {
        Some("json") => {
            let mut value = check::to_json(found, tongue);
            if let Some(fixed) = fixed {
                value["mended"] = fixed.iter().map(FixedDraft::to_json).collect();
            }
            Some(value.to_string())
        }
        Some("sarif") => Some(check::to_sarif(found, tongue).to_string()),
        Some("github") => Some(check::to_annotations(found, tongue)),
        Some("junit") => Some(check::to_junit(found, tongue, blocking_level(own))),
        _ => None,
    };
    match result {
        Some(text) => session.printer.result(text.trim_end()),
        None => {
            for one in fixed.into_iter().flatten() {
                one.show(session);
            }
            print(session, found);
            // Those that a mending left are left to a person.
            if fixed.is_none() {
                offer(session, found);
            }
        }
    }
    if found.iter().any(|one| one.blocks(blocking_level(own))) {
        ExitStatus::Findings
    } else {
        ExitStatus::Fine
    }
}

/// Findings by report and level, what was allowed as a number only.
pub(super) fn print(session: &CommandSession, found: &[Finding]) {
    let open = open(found);
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

/// How many findings `check --fix` can mend.
pub(super) fn offer(session: &CommandSession, found: &[Finding]) {
    let fixable = found
        .iter()
        .filter(|one| one.allowed.is_none() && !one.fixes.is_empty());
    let count = fixable.count();
    if count > 0 {
        session.printer.tell(&Words::new(
            format!(
                "`check --fix` can mend {count} of them, in drafts; `--fix --dry-run` shows how."
            ),
            format!(
                "其中 {count} 处可在草稿中用 `check --fix` 改好；先用 `--fix --dry-run` 查看改动。"
            ),
        ));
    }
}

/// What nobody allowed.
pub(super) fn open(found: &[Finding]) -> Vec<Diagnostic> {
    let open = found.iter().filter(|one| one.allowed.is_none());
    open.map(|one| one.diagnostic.clone()).collect()
}
