//! `nianbao check --fix`: drafts are mended, published texts never. Enter at [`run`].

use super::check_target::{CheckOptions, CheckTarget, is_below, of_built};
use super::import_target::free_name;
use super::session::CommandSession;
use crate::check::{self, DraftFiles, Finding, FixedFile, ProposedFix, RuleTerms, UnfixableReason};
use crate::config::BuildOptions;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::import;
use crate::output::Built;
use crate::pipeline;
use crate::publish::{self, settled};
use crate::rebuild::LastBuild;
use crate::report::{ReportKind, Status};
use crate::source::{SiteFiles, SiteRoot, Source, outside};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whether anything is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WritePolicy {
    /// It is, and the old files are kept.
    Kept,
    /// It is only shown.
    Not,
}

/// A draft that was mended, or would be.
pub(super) struct FixedDraft {
    /// The draft and the files beside it that changed.
    files: Vec<FixedFile>,
    /// How many places were mended.
    applied: usize,
    /// How many are left to a person.
    left: usize,
    /// Where the old files are; empty where nothing was written.
    kept: Vec<PathBuf>,
}

impl FixedDraft {
    /// The difference on the standard output, what was done on the other.
    pub(super) fn show(&self, session: &CommandSession) {
        let diffs: Vec<String> = self.files.iter().map(FixedFile::diff).collect();
        session.printer.result(diffs.concat().trim_end());
        let (count, left) = (self.applied, self.left);
        let (places, others) = (count_places(count), count_places(left));
        let name = self.files.first().map_or("", |file| file.name.as_str());
        let words = match self.kept.first() {
            Some(kept) => {
                let kept = kept.display();
                Words::new(
                    format!("{name}: {places} mended; the old file is {kept}"),
                    format!("{name}：已改 {count} 处，旧文件保留为 {kept}"),
                )
            }
            None => Words::new(
                format!("{name}: {places} to mend; nothing was written"),
                format!("{name}：可改 {count} 处，尚未写入"),
            ),
        };
        session.printer.tell(&words);
        if left > 0 {
            session.printer.tell(&Words::new(
                format!("{name}: {others} left to you, because more than a mark would change"),
                format!("{name}：另有 {left} 处改动会影响文字或版式，请人工修改"),
            ));
        }
    }

    /// The same for machines.
    pub(super) fn to_json(&self) -> Value {
        let files = self
            .files
            .iter()
            .zip(self.kept.iter().map(Some).chain(std::iter::repeat(None)));
        let files: Vec<Value> = files
            .map(|(file, kept)| {
                let kept = kept.map(|path| path.to_string_lossy().replace('\\', "/"));
                json!({"file": file.name, "diff": file.diff(), "kept": kept})
            })
            .collect();
        json!({"applied": self.applied, "left": self.left, "files": files})
    }
}

fn count_places(count: usize) -> String {
    format!("{count} place{}", if count == 1 { "" } else { "s" })
}

/// Mends every draft that was asked for; what cannot be mended is told, and does not stop the others.
///
/// # Errors
/// A file cannot be read or written.
pub(super) fn run(
    session: &CommandSession,
    wish: &CheckOptions,
    writing: WritePolicy,
) -> Result<Vec<FixedDraft>, Box<Diagnostic>> {
    let mut out = Vec::new();
    for asked in &wish.asked {
        match asked {
            CheckTarget::Site(root, place) => {
                let options = wish.reading(place.as_deref());
                let site = UnfixedSite::read(root, &options, place.as_deref());
                out.extend(site.fix(session, writing)?);
            }
            CheckTarget::Loose(path) => {
                for file in outside::reports(path) {
                    out.extend(fix_loose(session, &file, wish.profile, writing)?);
                }
            }
        }
    }
    if out.is_empty() {
        session.printer.tell(&Words::new(
            "No draft needs a mechanical mending.",
            "没有可以自动改正的草稿。",
        ));
    }
    Ok(out)
}

/// Mends a file that stands alone.
fn fix_loose(
    session: &CommandSession,
    file: &Path,
    profile: Option<&ReportKind>,
    writing: WritePolicy,
) -> Result<Option<FixedDraft>, Box<Diagnostic>> {
    let bytes = outside::read(file)?;
    let name = file.to_string_lossy().into_owned();
    let found = check::draft(&name, &bytes, profile);
    let folder = file.parent().unwrap_or(Path::new("."));
    let beside: Vec<(String, Vec<u8>)> = BESIDE
        .iter()
        .filter_map(|one| {
            let path = folder.join(one);
            let bytes = outside::read(&path).ok()?;
            Some((path.to_string_lossy().into_owned(), bytes))
        })
        .collect();
    if !check::is_loose_draft(&name, &bytes) {
        if found.iter().any(check::is_mechanical) {
            session.printer.findings(&[refuse_published(&name)]);
        }
        return Ok(None);
    }
    if check::is_packed(&name, &bytes) {
        session
            .printer
            .findings(&[refuse_unfixable(&name, UnfixableReason::Packed)]);
        return Ok(None);
    }
    let papers = DraftFiles {
        name: &name,
        bytes: &bytes,
        beside: &beside,
    };
    let proposed = fixes(&found);
    if proposed.is_empty() {
        return Ok(None);
    }
    let fixed = match check::fix_draft(papers, proposed, RuleTerms::embedded()) {
        Ok(fixed) => fixed,
        Err(why) => {
            session.printer.findings(&[refuse_unfixable(&name, why)]);
            return Ok(None);
        }
    };
    let mut known = BTreeMap::from([(name.clone(), bytes.clone())]);
    known.extend(beside.iter().cloned());
    let kept = if writing == WritePolicy::Not {
        Vec::new()
    } else {
        write_fixed(Path::new(""), &fixed.files, &known)?
    };
    Ok((!fixed.files.is_empty()).then_some(FixedDraft {
        files: fixed.files,
        applied: fixed.applied,
        left: fixed.left,
        kept,
    }))
}

/// Data of a report that quote its text. The log of corrections is never touched.
const BESIDE: [&str; 3] = ["figures.yaml", "commitments.yaml", "tables.yaml"];

fn fixes(found: &[Finding]) -> Vec<ProposedFix> {
    let open = found.iter().filter(|one| one.allowed.is_none());
    open.flat_map(|one| one.fixes.iter().cloned()).collect()
}

/// A site before anything is mended.
struct UnfixedSite<'a> {
    root: &'a SiteRoot,
    options: &'a BuildOptions,
    place: Option<&'a str>,
    files: SiteFiles,
    built: Built,
}

impl<'a> UnfixedSite<'a> {
    fn read(
        root: &'a SiteRoot,
        options: &'a BuildOptions,
        place: Option<&'a str>,
    ) -> UnfixedSite<'a> {
        let files = SiteFiles::read(root, options);
        let built = pipeline::arrange(files.clone(), options, &LastBuild::default());
        UnfixedSite {
            root,
            options,
            place,
            files,
            built,
        }
    }

    fn fix(
        mut self,
        session: &CommandSession,
        writing: WritePolicy,
    ) -> Result<Vec<FixedDraft>, Box<Diagnostic>> {
        let mut by_file: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
        for one in of_built(&self.built) {
            if check::is_mechanical(&one) && is_below(&one, self.place) {
                by_file.entry(one.file().to_owned()).or_default().push(one);
            }
        }
        let (terms, _) = RuleTerms::of_site(&self.files.sources);
        let drafts = self.drafts();
        let (mut out, mut told) = (Vec::new(), Vec::new());
        for (file, found) in by_file {
            if !drafts.contains(&file) {
                told.push(refuse_published(&file));
                continue;
            }
            match self.fixed_draft(&file, fixes(&found), &terms) {
                Ok(Some(mut fixed)) => {
                    if writing == WritePolicy::Kept {
                        fixed.kept =
                            write_fixed(&self.root.folder, &fixed.files, &self.known_bytes())?;
                    }
                    self.take_over(&fixed.files);
                    out.push(fixed);
                }
                Ok(None) => {}
                Err(why) => told.push(*why),
            }
        }
        session.printer.findings(&told);
        Ok(out)
    }

    /// The files of reports that are drafts.
    fn drafts(&self) -> Vec<String> {
        let Some(site) = &self.built.site else {
            return Vec::new();
        };
        let reports = site.pages.inputs().reports.reports.iter();
        let drafts = reports.filter(|report| report.status == Status::Draft);
        drafts
            .map(|report| format!("content/{}", report.source))
            .collect()
    }

    /// What a draft becomes; a site that would have a new mistake with it refuses it.
    fn fixed_draft(
        &self,
        file: &str,
        fixes: Vec<ProposedFix>,
        terms: &RuleTerms,
    ) -> Result<Option<FixedDraft>, Box<Diagnostic>> {
        let Some(source) = self.files.sources.get(file) else {
            return Ok(None);
        };
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let bytes = |name: &str| {
            let path = format!("{folder}/{name}");
            let bytes = self.files.sources.get(&path)?.bytes.to_vec();
            Some((path, bytes))
        };
        let beside: Vec<_> = BESIDE.iter().filter_map(|name| bytes(name)).collect();
        let papers = DraftFiles {
            name: file,
            bytes: &source.bytes,
            beside: &beside,
        };
        let fixed = check::fix_draft(papers, fixes, terms)
            .map_err(|why| Box::new(refuse_unfixable(file, why)))?;
        let mut files = fixed.files;
        let name = format!("{folder}/anchors.yaml");
        let stored = self.files.sources.get(&name);
        if let (Some(draft), Some(Ok(before))) = (files.first(), stored.map(Source::text)) {
            let after = with_ids(&draft.after, before, terms);
            files.push(FixedFile {
                before: before.to_owned(),
                bytes: after.clone().into_bytes(),
                name,
                after,
            });
        }
        files.retain(|file| file.before != file.after);
        if files.is_empty() {
            return Ok(None);
        }
        if let Some(new) = self.new_mistake(&files) {
            return Err(Box::new(would_break(file, &new)));
        }
        Ok(Some(FixedDraft {
            files,
            applied: fixed.applied,
            left: fixed.left,
            kept: Vec::new(),
        }))
    }

    /// An error that the site does not have now and would have with these files.
    fn new_mistake(&self, fixed: &[FixedFile]) -> Option<Diagnostic> {
        let mut files = self.files.clone();
        for file in fixed {
            put_file(&mut files, file);
        }
        // The site is read again in memory with the files as they would be, and its errors are counted by code and name. Places cannot be
        // compared, because lines may have moved; a kind of error that there is more of than before is a new mistake.
        let built = pipeline::arrange(files, self.options, &LastBuild::default());
        let key = |one: &Diagnostic| (one.code, one.name);
        let count = |all: &[Diagnostic], one: &Diagnostic| {
            all.iter().filter(|other| key(other) == key(one)).count()
        };
        let errors = built.diagnostics.iter().filter(|one| one.is_error());
        let mut new = errors
            .filter(|one| count(&built.diagnostics, one) > count(&self.built.diagnostics, one));
        new.next().cloned()
    }

    fn take_over(&mut self, files: &[FixedFile]) {
        for file in files {
            put_file(&mut self.files, file);
        }
    }

    fn known_bytes(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.files.sources.under("content/");
        files
            .map(|file| (file.path.to_string(), file.bytes.to_vec()))
            .collect()
    }
}

/// The ids of a text that was mended: a sentence whose marks changed keeps the id that it had.
fn with_ids(index: &str, stored: &str, terms: &RuleTerms) -> String {
    // Ids are kept by the words of their sentence. Words whose marks changed would get new ids, so each stored sentence is looked up by
    // its meaning: its words without marks, in their usual spelling, which a fix never changes.
    let now = import::anchors_of(&import::anchors_yaml(index, &[]));
    let by_meaning: BTreeMap<String, &str> = now
        .iter()
        .map(|one| (check::essence(&one.words, terms), one.words.as_str()))
        .collect();
    let mut kept = import::anchors_of(stored);
    for one in &mut kept {
        if let Some(words) = by_meaning.get(&check::essence(&one.words, terms)) {
            (*words).clone_into(&mut one.words);
        }
    }
    import::anchors_yaml(index, &kept)
}

fn put_file(files: &mut SiteFiles, file: &FixedFile) {
    let source = Source::new(&file.name, file.bytes.clone());
    files.sources.files.insert(Arc::clone(&source.path), source);
}

/// Writes the files, each all at once, and keeps the old ones beside them; a file that changed meanwhile is left alone.
fn write_fixed(
    folder: &Path,
    files: &[FixedFile],
    known: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    // All files are read again before the first is written, so that a file which somebody saved meanwhile stops the whole and not a half.
    // The old file is set aside before the new one takes its name: at no moment is the text nowhere.
    let mut olds = Vec::new();
    for file in files {
        let path = settled(&folder.join(&file.name));
        let old = outside::read(&path)?;
        if known.get(&file.name) != Some(&old) {
            return Err(Box::new(changed_meanwhile(&file.name)));
        }
        olds.push((path, old));
    }
    let refuse = |path: &Path, error: std::io::Error| {
        Box::new(publish::refused(&path.display().to_string(), &error))
    };
    let mut kept = Vec::new();
    for ((path, old), file) in olds.iter().zip(files) {
        let mut name = path.as_os_str().to_owned();
        name.push(".old");
        let aside = free_name(Path::new(&name));
        publish::set_aside(path, &aside, old).map_err(|error| refuse(&aside, error))?;
        publish::write_file(path, &file.bytes).map_err(|error| refuse(path, error))?;
        let name = aside.file_name().unwrap_or_default();
        kept.push(Path::new(&file.name).with_file_name(name));
    }
    Ok(kept)
}

/// Somebody saved the file while it was checked.
fn changed_meanwhile(file: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{file}` was changed while it was checked; it was left as it is"),
        format!("`{file}` 在检查期间有改动，未写入"),
    );
    let hint = Words::new("save it and run again", "请保存后再运行一次");
    Diagnostic::error("check", "changed-meanwhile", words)
        .at(Place::file(file))
        .hint(hint)
}

/// A published text is a record.
fn refuse_published(file: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{file}` is published; its text is a record and is not mended"),
        format!("`{file}` 已发布，原文是记录，不作改动"),
    );
    let hint = Words::new(
        "its findings are listed; a correction goes into `corrections.yaml`",
        "问题照常列出；确需更正的，登记到 `corrections.yaml`",
    );
    Diagnostic::info("check", "published-not-mended", words)
        .at(Place::file(file))
        .hint(hint)
}

/// The file cannot be rewritten.
fn refuse_unfixable(file: &str, why: UnfixableReason) -> Diagnostic {
    let (words, hint) = match why {
        UnfixableReason::Packed => (
            Words::new(
                format!("`{file}` is not rewritten: it is no text file"),
                format!("`{file}` 不是文本文件，不会改写"),
            ),
            Words::new(
                "mend it in its own program, or take it over with `nianbao import` and mend the content file",
                "请在原软件中修改，或先用 `nianbao import` 导入，再改导入后的文件",
            ),
        ),
        UnfixableReason::Encoding => (
            Words::new(
                format!("`{file}` is not rewritten: its bytes would not come out as they went in"),
                format!("`{file}` 的编码无法原样写回，不会改写"),
            ),
            Words::new("save it as UTF-8 and run again", "请另存为 UTF-8 后再运行"),
        ),
    };
    Diagnostic::warning("check", "not-mended", words)
        .at(Place::file(file))
        .hint(hint)
}

/// The site would have a mistake that it does not have now.
fn would_break(file: &str, new: &Diagnostic) -> Diagnostic {
    let words = Words::new(
        format!(
            "`{file}` is not mended, because the site would have a new mistake: {}",
            new.message.en
        ),
        format!(
            "`{file}` 未改动，因为改后站点会出现新的错误：{}",
            new.message.zh
        ),
    );
    let hint = Words::new(
        "mend the text and what quotes it by hand",
        "请人工修改原文和引用它的数据",
    );
    Diagnostic::warning("check", "not-mended", words)
        .at(Place::file(file))
        .hint(hint)
}
