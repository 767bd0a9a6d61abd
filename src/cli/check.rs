//! `nianbao check`: a site, one of its reports, or any file. Enter at [`run`].

use super::check_fix::{FixedDraft, WritePolicy};
use super::check_online::AskingManner;
use super::check_said::{offer_fixes, print_findings};
use super::check_target::{CheckOptions, CheckTarget};
use super::options::{
    argument, blocking_level, find_root, flag, given, option, poll, reading_options,
};
use super::session::{CommandSession, ExitStatus, Outcome};
use super::{check_fix, check_online, check_watch};
use crate::check::{self, Finding};
use crate::config::BuildOptions;
use crate::diagnostic::Diagnostic;
use crate::report::ReportKind;
use crate::source::net::{HostReach, HttpClient, NetError};
use crate::source::outside::{self, PathOwner};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::path::PathBuf;

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

/// Checks what the paths name.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let wish = CheckOptions {
        options: BuildOptions {
            drafts: own.get_flag("drafts"),
            ..reading_options(session)
        },
        asked: targets(global, own)?,
        profile: given(own, "profile").and_then(ReportKind::embedded),
        polls: own.get_flag("poll"),
    };
    if own.get_flag("watch") {
        return check_watch::run(session, wish, blocking_level(own)).map(|()| ExitStatus::Fine);
    }
    let fixed = if own.get_flag("fix") {
        Some(check_fix::run(session, &wish, write_policy(own))?)
    } else {
        None
    };
    let mut found = wish.findings()?;
    if own.get_flag("online") {
        if !HttpClient::IS_BUILT_IN {
            let why = NetError::NoClient.words();
            return Err(Box::new(Diagnostic::error("usage", "no-client", why)));
        }
        let heard = check_online::run(session, &wish, asking_manner(own), &found);
        found.extend(heard);
        found.sort();
    }
    Ok(report_findings(session, own, &found, fixed.as_deref()))
}

fn targets(global: &ArgMatches, own: &ArgMatches) -> Result<Vec<CheckTarget>, Box<Diagnostic>> {
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

fn asking_manner(own: &ArgMatches) -> AskingManner {
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

fn write_policy(own: &ArgMatches) -> WritePolicy {
    if own.get_flag("dry-run") {
        WritePolicy::Not
    } else {
        WritePolicy::Kept
    }
}

fn report_findings(
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
            print_findings(session, found);
            // Those that a mending left are left to a person.
            if fixed.is_none() {
                offer_fixes(session, found);
            }
        }
    }
    if found.iter().any(|one| one.blocks(blocking_level(own))) {
        ExitStatus::Findings
    } else {
        ExitStatus::Fine
    }
}
