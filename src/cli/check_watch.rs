//! `nianbao check --watch`: what is new and what is mended, after every save. Enter at [`run`].

use super::check_said::{offer_fixes, open_findings, print_findings};
use super::check_target::{CheckOptions, CheckTarget};
use super::session::CommandSession;
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::print::Printer;
use crate::publish::settled;
use crate::serve::{self, WatchOptions};
use crate::source::read_config;
use crate::source::surroundings::Stopwatch;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// How long it must be quiet before files are looked at again.
const QUIET: Duration = Duration::from_millis(60);

/// Checks, and checks again whenever something changes, until the user ends it.
///
/// # Errors
/// The watch cannot start.
pub(super) fn run(
    session: &CommandSession,
    wish: CheckOptions,
    blocking: Level,
) -> Result<(), Box<Diagnostic>> {
    let watching = watching(&wish)?;
    let mut last: Option<Vec<Diagnostic>> = None;
    let session = CommandSession {
        surroundings: session.surroundings.clone(),
        printer: session.printer,
    };
    serve::follow(watching, move |names| {
        let begun = Stopwatch::start();
        // A file that is being replaced is not there for a moment; the next change says more.
        let Ok(found) = wish.findings() else {
            return;
        };
        let now = open_findings(&found);
        match &last {
            None => {
                print_findings(&session, &found);
                offer_fixes(&session, &found);
                session.printer.tell(&Words::new(
                    "Checked again on every save. Ctrl-C ends.",
                    "文件一保存就重新检查，按 Ctrl-C 结束。",
                ));
            }
            Some(before) => {
                let milliseconds = (begun.seconds() * 1000.0).round();
                let words = changes(session.printer, before, &now, milliseconds);
                session.printer.tell(&Words::new(
                    format!("{names}: {}", words.en),
                    format!("{names}：{}", words.zh),
                ));
            }
        }
        if last.is_some() && !now.iter().any(|one| one.level <= blocking) {
            let was = last.iter().flatten().any(|one| one.level <= blocking);
            if was {
                session.printer.tell(&Words::new(
                    "Nothing blocks any more.",
                    "已没有妨碍发布的问题。",
                ));
            }
        }
        last = Some(now);
    })
}

/// Prints in full what is new; gives what is new and gone, and what there is, as numbers.
fn changes(
    printer: Printer,
    before: &[Diagnostic],
    now: &[Diagnostic],
    milliseconds: f64,
) -> Words {
    let new = missing_in(before, now);
    let gone = missing_in(now, before).len();
    printer.grouped_alone(&new);
    let (count, sum) = (new.len(), printer.summary(now));
    if count + gone == 0 {
        Words::new(
            format!("no change, {milliseconds} ms. {sum}"),
            format!("没有变化（{milliseconds} 毫秒）。{sum}"),
        )
    } else {
        Words::new(
            format!("{count} new, {gone} gone, {milliseconds} ms. {sum}"),
            format!("新出现 {count} 处，已消除 {gone} 处（{milliseconds} 毫秒）。{sum}"),
        )
    }
}

/// Findings of `all` that `known` does not hold. One that only moved to another line is known.
fn missing_in(known: &[Diagnostic], all: &[Diagnostic]) -> Vec<Diagnostic> {
    let key = |one: &Diagnostic| {
        let place = one.place.as_ref();
        let place = place.map(|place| (place.file.clone(), place.quote.clone()));
        (place, one.name, one.message.en.clone())
    };
    // A finding is known by file, quote, name and words, and not by its line, which moves with every line that is written above it. Equal
    // ones are counted, so that a second of a kind is new and one that is gone is gone.
    let mut left: BTreeMap<_, usize> = BTreeMap::new();
    for one in known {
        *left.entry(key(one)).or_default() += 1;
    }
    let mut out = Vec::new();
    for one in all {
        match left.get_mut(&key(one)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => out.push(one.clone()),
        }
    }
    out
}

/// A site with all its sources, or files that stand alone.
fn watching(wish: &CheckOptions) -> Result<WatchOptions, Box<Diagnostic>> {
    let mut only = Vec::new();
    let mut sites: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for asked in &wish.asked {
        match asked {
            CheckTarget::Loose(path) => only.push(settled(path)),
            CheckTarget::Site(root, _) => {
                let config = read_config(root, &wish.reading(None)).0;
                let output = root.folder.join(config.output_dir);
                sites.insert(root.folder.clone(), output);
            }
        }
    }
    if sites.len() > 1 {
        let words = Words::new("one site at a time can be followed", "一次只能跟踪一个站点");
        return Err(Box::new(Diagnostic::error("check", "many-sites", words)));
    }
    let watching = |folder: PathBuf, output, (more, only)| WatchOptions {
        folder,
        output,
        more,
        only,
        quiet: QUIET,
        polls: wish.polls,
    };
    Ok(match sites.pop_first() {
        // A site is followed as the preview follows it, with the other files besides.
        Some((folder, output)) => watching(folder, output, (only, Vec::new())),
        None => {
            let folder = only.first().and_then(|path| path.parent());
            let folder = folder.map_or_else(PathBuf::new, PathBuf::from);
            watching(folder, PathBuf::new(), (Vec::new(), only))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn a_finding_that_moved_is_not_new_and_a_second_one_of_its_kind_is() {
        let at = |line| {
            let words = Words::new("doubled", "重复");
            let place = Place::line_column("a.md", "", line, 1);
            Diagnostic::warning("T07", "doubled-word", words).at(place)
        };
        assert!(missing_in(&[at(3)], &[at(4)]).is_empty());
        assert_eq!(missing_in(&[at(3)], &[at(3), at(9)]).len(), 1);
        assert_eq!(missing_in(&[], &[at(3)]).len(), 1);
    }
}
