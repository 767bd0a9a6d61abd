//! `nianbao build`. Enter at [`run`].

use super::check_target::of_built;
use super::options::{
    blocking_level, find_root, flag, format, given, of_a_build, reading_options, wants_json,
};
use super::session::{CommandSession, ExitStatus, Outcome};
use crate::config::{BuildMode, BuildOptions};
use crate::diagnostic::{Diagnostic, Level, Place, Verbosity, Words};
use crate::output::Built;
use crate::pipeline;
use crate::publish::{self, PublishedChanges, StagedSite, TargetPolicy};
use crate::rebuild::LastBuild;
use crate::report::Status;
use crate::source::surroundings::Stopwatch;
use crate::source::{SiteFiles, SiteRoot};
use clap::{ArgMatches, Command};
use std::path::{Path, PathBuf};

/// What the command line takes.
pub(super) fn command() -> Command {
    Command::new("build")
        .args(of_a_build())
        .arg(flag("force").short('f'))
        .arg(format())
        .arg(flag("minify"))
}

/// Builds the site and swaps it into the output folder.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let begun = Stopwatch::start();
    let root = find_root(global)?;
    let options = options(session, own, &root, BuildMode::Build);
    let files = SiteFiles::read(&root, &options);
    let read = begun.seconds();
    let built = pipeline::arrange(files, &options, &LastBuild::default());
    let target = target(&root, &built);
    if let Some(refusal) = refuse_target(own, (&root, &built), &target) {
        return Ok(session.end_with(&[refusal]));
    }
    let planned = begun.seconds();
    let blocking = blocking_level(own);
    let unwaived = unwaived(&built, blocking);
    let outcome = if unwaived.is_empty() {
        write(&built, &target, blocking)
    } else {
        Err(unwaived)
    };
    let seconds = begun.seconds();
    say_phases(session, [read, planned - read, seconds - planned]);
    match outcome {
        Ok(report) => {
            let done = FinishedBuild {
                report,
                seconds,
                planned,
            };
            session.printer.findings(&found(&built));
            tell(session, own, &built, &done);
            Ok(ExitStatus::Fine)
        }
        Err(more) => {
            let mut all = found(&built);
            all.extend(more);
            all.sort();
            all.dedup();
            session.printer.findings(&all);
            session.printer.tell(&Words::new(
                "Nothing was published; the last site stays as it was.",
                "未发布任何内容，原有网站保持不变。",
            ));
            if wants_json(own) {
                let nothing = FinishedBuild {
                    report: PublishedChanges::default(),
                    seconds,
                    planned,
                };
                tell(session, own, &built, &nothing);
            }
            Ok(ExitStatus::Findings)
        }
    }
}

/// How long each phase took, for `RUST_LOG=debug`.
fn say_phases(session: &CommandSession, [read, arranged, made]: [f64; 3]) {
    if session.printer.talk != Verbosity::Phases {
        return;
    }
    session.printer.tell(&Words::new(
        format!("read: {read:.3} s; arranged, bodies rendered: {arranged:.3} s; made and written: {made:.3} s"),
        format!("读取 {read:.3} 秒；编排和正文 {arranged:.3} 秒；生成和写入 {made:.3} 秒"),
    ));
}

/// The options that the command line gives.
pub(super) fn options(
    session: &CommandSession,
    own: &ArgMatches,
    root: &SiteRoot,
    mode: BuildMode,
) -> BuildOptions {
    let output = own
        .get_one::<PathBuf>("output-dir")
        .map(|path| relative_to(&root.folder, path));
    let takes_minify = own.try_get_one::<bool>("minify").ok().flatten();
    let unnamed = reading_options(session);
    BuildOptions {
        mode,
        base_url: given(own, "base-url").map(str::to_owned),
        output,
        drafts: own.get_flag("drafts"),
        minify: takes_minify.copied().unwrap_or(false),
        today: own.get_one("today").copied().unwrap_or(unnamed.today),
        ..unnamed
    }
}

/// The output folder as the configuration would write it: relative to the root where it lies in it, absolute elsewhere.
fn relative_to(root: &Path, path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute
        .strip_prefix(root)
        .unwrap_or(&absolute)
        .to_string_lossy()
        .replace('\\', "/")
}

fn target(root: &SiteRoot, built: &Built) -> PathBuf {
    root.folder.join(&built.config.output_dir)
}

/// Folders of a site that are never output.
const SOURCES: [&str; 6] = ["content", "data", "sass", "static", "templates", "themes"];

/// An existing folder named by `-o` is replaced only with `--force`; a file, the root, a source or a folder that holds one, never.
fn refuse_target(
    own: &ArgMatches,
    (root, built): (&SiteRoot, &Built),
    target: &Path,
) -> Option<Diagnostic> {
    let shown = target.display();
    let real = publish::settled(target);
    let within = root.folder.starts_with(&real)
        || SOURCES.iter().any(|name| {
            let source = publish::settled(&root.folder.join(name));
            real.starts_with(&source) || source.starts_with(&real)
        });
    if within {
        let words = Words::new(
            format!("the output folder `{shown}` would replace the site's own sources"),
            format!("输出文件夹 `{shown}` 会覆盖站点的源文件"),
        );
        return Some(Diagnostic::error("publish", "output-is-source", words).hint(own_folder()));
    }
    if real.is_file() {
        let words = Words::new(
            format!("the output folder `{shown}` is a file"),
            format!("输出文件夹 `{shown}` 是一个文件"),
        );
        return Some(Diagnostic::error("publish", "output-is-file", words).hint(own_folder()));
    }
    let named = own.get_one::<PathBuf>("output-dir");
    if !own.get_flag("force")
        && !root.folder.join("content").is_dir()
        && let Some(site) = &built.site
        && publish::would_lose_a_page(&real, |path| site.artifacts.contains_key(path))
    {
        let words = Words::new(
            "there is no folder `content`; pages of the published site would be lost",
            "没有文件夹 `content`，已发布的页面会丢失",
        );
        let hint = Words::new(
            "put it back, or add `--force` if that is meant",
            "请放回该文件夹；确实如此的，加上 `--force`",
        );
        return Some(Diagnostic::error("source", "no-content", words).hint(hint));
    }
    let named = named.filter(|_| target.exists() && !own.get_flag("force"))?;
    let named = named.display();
    let words = Words::new(
        format!("the output folder `{named}` exists already"),
        format!("输出文件夹 `{named}` 已存在"),
    );
    let hint = Words::new("add `--force` to replace it", "加上 `--force` 即可替换");
    Some(
        Diagnostic::error("publish", "output-exists", words)
            .at(Place::file(named.to_string()))
            .hint(hint),
    )
}

fn own_folder() -> Words {
    Words::new(
        "name a folder of its own, such as `public`",
        "请另指定一个文件夹，例如 `public`",
    )
}

/// A draft is no report yet; a build says that it publishes one.
fn drafts(built: &Built) -> impl Iterator<Item = Diagnostic> + '_ {
    let reports = built
        .site
        .iter()
        .flat_map(|site| &site.pages.inputs().reports.reports);
    let drafts = reports.filter(|report| report.status == Status::Draft);
    drafts.map(|report| {
        let (body, year) = (&report.body, report.year);
        let words = Words::new(
            format!("the report of `{body}` for {year} is a draft, and is published as one"),
            format!("`{body}` 的 {year} 年报告是草稿，将以草稿公布"),
        );
        let hint = Words::new(
            "write `status: published` when it is final; `draft: true` at the top of the front matter keeps it out of a build",
            "定稿后写 `status: published`；不想公布时，在文件头部写 `draft: true`",
        );
        Diagnostic::warning("report", "draft-published", words).hint(hint)
    })
}

/// Everything that was found, in the pages too once they are made.
fn found(built: &Built) -> Vec<Diagnostic> {
    let mut all = built.diagnostics.clone();
    all.extend(built.site.iter().flat_map(|site| site.pages.remarks()));
    all.extend(drafts(built));
    all.sort();
    all.dedup();
    all
}

/// Under `--strict`: what `check` finds and nobody allowed.
fn unwaived(built: &Built, blocking: Level) -> Vec<Diagnostic> {
    if blocking == Level::Error {
        return Vec::new();
    }
    of_built(built)
        .into_iter()
        .filter(|one| one.blocks(blocking))
        .map(|one| one.diagnostic)
        .collect()
}

/// Makes and writes everything, if nothing blocks.
fn write(
    built: &Built,
    target: &Path,
    blocking: Level,
) -> Result<PublishedChanges, Vec<Diagnostic>> {
    let Some(site) = &built.site else {
        return Err(Vec::new());
    };
    let blocks = || found(built).iter().any(|one| one.level <= blocking);
    let keep = TargetPolicy {
        dotfiles: built.config.preserve_dotfiles_in_output,
    };
    // Where something blocks already, all pages are made for their findings and none is staged.
    let staging = if blocks() {
        None
    } else {
        Some(StagedSite::begin(target, keep).map_err(|refusal| vec![*refusal])?)
    };
    let wrong = site.make_each(|path, bytes| {
        if let Some(staging) = &staging {
            staging.put(path, &bytes);
        }
    });
    match staging {
        Some(staging) if wrong.is_empty() && !blocks() => {
            staging.finish().map_err(|refusal| vec![*refusal])
        }
        _ => Err(wrong),
    }
}

/// What a finished build says.
struct FinishedBuild {
    report: PublishedChanges,
    seconds: f64,
    planned: f64,
}

fn tell(session: &CommandSession, own: &ArgMatches, built: &Built, done: &FinishedBuild) {
    let FinishedBuild {
        report:
            PublishedChanges {
                written,
                unchanged,
                removed,
            },
        seconds,
        planned,
    } = done;
    let files = written + unchanged;
    let pages = built.site.as_ref().map_or(0, |site| {
        site.artifacts
            .keys()
            .filter(|path| path.ends_with(".html"))
            .count()
    });
    if wants_json(own) {
        let value = serde_json::json!({
            "schema": 1, "pages": pages, "files": files, "written": written, "unchanged": unchanged, "removed": removed,
            "seconds": seconds, "phases": {"plan": planned, "make_and_write": seconds - planned},
        });
        session.printer.result(&value.to_string());
        return;
    }
    let folder = &built.config.output_dir;
    session.printer.tell(&Words::new(
        format!("{pages} pages in `{folder}`: {written} written, {unchanged} unchanged, {removed} removed, {seconds:.2} s."),
        format!("`{folder}` 共 {pages} 页：写入 {written}，未变 {unchanged}，删除 {removed}，用时 {seconds:.2} 秒。"),
    ));
}
