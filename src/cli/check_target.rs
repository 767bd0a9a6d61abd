//! What `nianbao check` looks at, and what is found there. Enter at [`CheckOptions::findings`].

use crate::check::{self, Finding, SeenPages};
use crate::config::BuildOptions;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::output::Built;
use crate::pipeline;
use crate::report::ReportKind;
use crate::report::compare::load_dictionary;
use crate::site::orphans;
use crate::source::SiteRoot;
use crate::source::outside;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// What a path on the command line asks to check.
#[derive(Debug, Clone)]
pub(super) enum CheckTarget {
    /// A site, or what lies below a path of it.
    Site(SiteRoot, Option<String>),
    /// A file or folder that stands alone.
    Loose(PathBuf),
}

/// What is checked, and how sites are read for it.
#[derive(Clone)]
pub(super) struct CheckOptions {
    pub(super) asked: Vec<CheckTarget>,
    /// The kind of files that stand alone, where it was said.
    pub(super) profile: Option<&'static ReportKind>,
    /// Whether changes are looked for, with `--watch`.
    pub(super) polls: bool,
    pub(super) options: BuildOptions,
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
                        return Err(Box::new(nothing_there(path)));
                    }
                    let all: Vec<Result<_, _>> = files
                        .par_iter()
                        .map(|file| loose_findings(file, self.profile))
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

/// What is found in a file that stands alone.
fn loose_findings(
    file: &Path,
    profile: Option<&ReportKind>,
) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let bytes = outside::read(file)?;
    let name = file.to_string_lossy();
    Ok(check::draft(&name, &bytes, profile))
}

/// A folder that is no site and holds nothing that could be checked was most likely misnamed.
fn nothing_there(path: &Path) -> Diagnostic {
    let shown = path.display().to_string();
    let words = Words::new(
        format!("`{shown}` holds no site and no report"),
        format!("`{shown}` 里没有站点，也没有报告文稿"),
    );
    let hint = Words::new(
        "name a site, or a folder with .txt, .html, .docx or .md files",
        "请指定站点，或放有 .txt、.html、.docx、.md 文件的文件夹",
    );
    Diagnostic::error("check", "nothing-there", words)
        .at(Place::file(shown))
        .hint(hint)
}
