//! One file in, one document out: pages, sections and data files with places. Enter at [`read`].

pub(crate) mod date;
pub(crate) mod front_matter;
pub(crate) mod page;
pub(crate) mod path;
pub(crate) mod section;

mod assets;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::source::{self, LARGEST_TEXT, Source, Sources};
use crate::tree::{self, Node, TreeOrigin};
pub(crate) use page::ContentPage;
use path::FilePath;
use rayon::prelude::*;
pub(crate) use section::{ContentSection, SortBy};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// A part of a file: the body of a page.
#[derive(Debug, Clone)]
pub struct BodyText {
    /// The file, relative to the root.
    pub file: Arc<str>,
    /// The whole file.
    pub whole: Arc<str>,
    /// Bytes of the part.
    pub range: Range<usize>,
}

impl Default for BodyText {
    fn default() -> BodyText {
        BodyText {
            file: "".into(),
            whole: "".into(),
            range: 0..0,
        }
    }
}

impl BodyText {
    /// The part.
    pub fn as_str(&self) -> &str {
        &self.whole[self.range.clone()]
    }

    /// Where `words` stand in the front matter before the part; the whole file where they do not.
    pub fn place_in_front(&self, words: &str) -> Place {
        let front = &self.whole[..self.range.start.min(self.whole.len())];
        match front.find(words).filter(|_| !words.is_empty()) {
            Some(at) => Place::span(&*self.file, &self.whole, at..at + words.len()),
            None => Place::file(&*self.file),
        }
    }

    /// The place of bytes of the part.
    pub fn place(&self, at: Range<usize>) -> Place {
        Place::span(
            &*self.file,
            &self.whole,
            self.range.start + at.start..self.range.start + at.end,
        )
    }
}

/// A parsed data file.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// Its values.
    pub node: Node,
    /// Its text, for places.
    pub origin: TreeOrigin,
}

/// Everything that was parsed, in the order of paths.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// Pages.
    pub pages: Vec<ContentPage>,
    /// Sections that a file describes.
    pub sections: Vec<ContentSection>,
    /// `site.yaml`, `indicators.yaml`, the kinds of reports in `profiles/` and the data beside reports, by path relative to `content/`.
    pub data: BTreeMap<String, DataFile>,
}

/// Names of the data files that may stand beside a report.
pub(crate) const REPORT_DATA: [&str; 5] = [
    "figures.yaml",
    "commitments.yaml",
    "corrections.yaml",
    "anchors.yaml",
    "tables.yaml",
];
/// Names of the data files at the top of `content/`.
const SITE_DATA: [&str; 3] = ["site.yaml", "indicators.yaml", "links.yaml"];
/// The folder of the site's own kinds of reports, below `content/`.
pub(crate) const PROFILES: &str = "profiles/";

impl Documents {
    /// Takes away reports that are drafts, or below a section that is one: what is not shown is not compared either.
    pub fn leave_out_drafts(&mut self) {
        let drafts: Vec<String> = self
            .sections
            .iter()
            .filter(|section| section.draft)
            .map(|section| section.file.folder.clone())
            .collect();
        let below = |folder: &str| {
            drafts.iter().any(|draft| {
                draft.is_empty() || folder == draft || folder.starts_with(&format!("{draft}/"))
            })
        };
        self.pages
            .retain(|page| page.report.is_none() || !(page.draft || below(&page.file.folder)));
    }
}

/// Parses everything below `content/`; what does not parse is named and left out.
pub fn read(sources: &Sources, config: &Config) -> (Documents, Vec<Diagnostic>) {
    let ignored = assets::ignored(config);
    let files: Vec<&Source> = sources
        .under("content/")
        .filter(|file| file.path.ends_with(".md"))
        .filter(|file| !assets::is_hidden(&file.path) && !assets::is_ignored(&ignored, &file.path))
        .collect();
    let languages: Vec<&str> = config.other_language_codes();
    let parsed: Vec<ParsedFile> = files
        .par_iter()
        .map(|file| parse_file(file, &languages, config))
        .collect();
    let (mut documents, mut diagnostics) = (Documents::default(), Vec::new());
    for one in parsed {
        match one {
            ParsedFile::Page(page, found) => {
                documents.pages.push(*page);
                diagnostics.extend(found);
            }
            ParsedFile::Section(section, found) => {
                documents.sections.push(*section);
                diagnostics.extend(found);
            }
            ParsedFile::Nothing(found) => diagnostics.push(*found),
        }
    }
    diagnostics.extend(two_indexes(&documents));
    assets::attach(&mut documents, sources, &ignored);
    read_data(&mut documents, sources, &mut diagnostics);
    diagnostics.extend(data_without_report(&documents, sources));
    diagnostics.extend(misnamed_data(&documents, sources));
    (documents, diagnostics)
}

enum ParsedFile {
    Page(Box<ContentPage>, Vec<Diagnostic>),
    Section(Box<ContentSection>, Vec<Diagnostic>),
    Nothing(Box<Diagnostic>),
}

fn parse_file(source: &Source, languages: &[&str], config: &Config) -> ParsedFile {
    match try_parse(source, languages, config) {
        Ok(parsed) => parsed,
        Err(diagnostic) => ParsedFile::Nothing(diagnostic),
    }
}

fn try_parse(
    source: &Source,
    languages: &[&str],
    config: &Config,
) -> Result<ParsedFile, Box<Diagnostic>> {
    if source.bytes.len() as u64 > LARGEST_TEXT {
        return Err(Box::new(source::too_long(
            &source.path,
            source.bytes.len() as u64,
        )));
    }
    let whole = source.shared_text()?;
    let relative = source.path.strip_prefix("content/").unwrap_or(&source.path);
    let file = FilePath::new(relative, languages).in_default(&config.default_language);
    if let Some(code) = &file.unknown_language {
        return Err(Box::new(unknown_language(&source.path, code)));
    }
    let split = front_matter::split_shared(&source.path, &whole)?;
    let body = BodyText {
        file: Arc::clone(&source.path),
        range: split.body.clone(),
        whole,
    };
    let default = config.default_language.as_str();
    Ok(if file.is_section() {
        let (section, found) = section::read(file, &split, body, default);
        ParsedFile::Section(Box::new(section), found)
    } else {
        let (page, found) = page::read(file, &split, body, default);
        ParsedFile::Page(Box::new(page), found)
    })
}

fn unknown_language(path: &str, code: &str) -> Diagnostic {
    Diagnostic::error(
        "content",
        "unknown-language",
        Words::new(
            format!("`{path}` is of the language `{code}`, which the configuration does not have"),
            format!("`{path}` 的语言代码 `{code}` 未在配置中声明"),
        ),
    )
    .at(Place::file(path))
    .hint(Words::new(
        format!("add `[languages.{code}]` to the configuration or rename the file"),
        format!("请在配置中加上 `[languages.{code}]`，或给文件改名"),
    ))
}

fn two_indexes(documents: &Documents) -> Vec<Diagnostic> {
    let sections = documents.sections.iter();
    let folders: BTreeSet<&str> = sections.map(|one| one.file.folder.as_str()).collect();
    let clash = |page: &ContentPage| {
        let found = folders.contains(page.file.folder.as_str());
        let path = format!("content/{}", page.file.relative);
        (page.file.is_colocated() && found).then(|| {
            Diagnostic::error(
                "content",
                "two-indexes",
                Words::new(
                    format!("`{path}` stands beside an `_index.md`: a folder is a page or a section, not both"),
                    format!("`{path}` 与 `_index.md` 同在一个文件夹：文件夹只能是页面或栏目之一"),
                ),
            )
            .at(Place::file(path))
            .hint(Words::new("keep one of the two files", "请只保留其中一个"))
        })
    };
    documents.pages.iter().filter_map(clash).collect()
}

/// A file beside a report whose name is nearly that of a data file would be published and not read.
fn misnamed_data(documents: &Documents, sources: &Sources) -> Vec<Diagnostic> {
    let reports = documents.pages.iter().filter(|page| page.report.is_some());
    let mut found = Vec::new();
    for page in reports.filter(|page| page.file.is_colocated()) {
        let folder = format!("content/{}/", page.file.folder);
        for file in sources.under(&folder) {
            let name = &file.path[folder.len()..];
            let stem = name
                .strip_suffix(".yaml")
                .or_else(|| name.strip_suffix(".yml"));
            // Proposals of `extract` wait for a person and are not read on purpose.
            let is_known = REPORT_DATA.contains(&name) || name.ends_with(".proposed.yaml");
            let Some(stem) = stem.filter(|_| !is_known) else {
                continue;
            };
            let known = REPORT_DATA
                .iter()
                .map(|known| known.trim_end_matches(".yaml"));
            let Some(meant) = crate::diagnostic::did_you_mean(stem, known) else {
                continue;
            };
            let words = Words::new(
                format!("`{name}` is not read: data of a report are in `{meant}.yaml`"),
                format!("`{name}` 不会被读取：报告的数据文件名是 `{meant}.yaml`"),
            );
            let hint = Words::new(
                format!("rename it to `{meant}.yaml`"),
                format!("请改名为 `{meant}.yaml`"),
            );
            let finding = Diagnostic::error("data", "misnamed-data", words);
            found.push(finding.at(Place::file(&*file.path)).hint(hint));
        }
    }
    found
}

/// Parses the data files: at the top of `content/`, and beside pages that are reports.
fn read_data(documents: &mut Documents, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let mut wanted: Vec<String> = SITE_DATA.iter().map(|name| (*name).to_owned()).collect();
    let folder = format!("content/{PROFILES}");
    let own = sources
        .under(&folder)
        .filter_map(|file| file.path.strip_prefix("content/"));
    let is_profile = |path: &&str| path.ends_with(".yaml") && !path[PROFILES.len()..].contains('/');
    wanted.extend(own.filter(is_profile).map(str::to_owned));
    for page in documents.pages.iter().filter(|page| page.report.is_some()) {
        wanted.extend(
            REPORT_DATA
                .iter()
                .map(|name| path::join(&page.file.folder, name)),
        );
    }
    for relative in wanted {
        let Some(source) = sources.get(&format!("content/{relative}")) else {
            continue;
        };
        let parsed = source.text().and_then(|text| {
            let origin = TreeOrigin::new(&source.path, text);
            tree::yaml::parse(text, &origin).map(|node| DataFile { node, origin })
        });
        match parsed {
            Ok(file) => {
                documents.data.insert(relative, file);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
}

/// Data files that stand where no report is, on a site that has reports at all.
fn data_without_report(documents: &Documents, sources: &Sources) -> Vec<Diagnostic> {
    if !documents.data.contains_key("site.yaml") {
        return Vec::new();
    }
    let stray = |source: &&Source| {
        let relative = source.path.strip_prefix("content/").unwrap_or(&source.path);
        let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
        let owner = documents
            .pages
            .iter()
            .find(|page| page.file.folder == folder && page.file.is_colocated());
        // A page that does not parse is a finding of its own; its data are no second one.
        let broken =
            owner.is_none() && sources.get(&format!("content/{folder}/index.md")).is_some();
        REPORT_DATA.contains(&name) && !broken && owner.is_none_or(|page| page.report.is_none())
    };
    let strays = sources.under("content/").filter(stray);
    strays.map(|source| no_report(&source.path)).collect()
}

fn no_report(path: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{path}` belongs to no report: there is no report beside it"),
        format!("`{path}` 旁边没有报告"),
    );
    let hint = Words::new(
        "bring the report in with `nianbao import`, or move the file beside its report",
        "请先用 `nianbao import` 导入报告，或把文件移到报告旁边",
    );
    Diagnostic::error("data", "no-report", words)
        .at(Place::file(path))
        .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_endless_text_is_refused_and_others_are_read() {
        let (config, _) = Config::parse("config.toml", "base_url = \"/\"");
        let mut sources = Sources::default();
        for (path, size) in [
            ("content/long.md", LARGEST_TEXT as usize),
            ("content/fine.md", 1 << 20),
        ] {
            let source = Source::new(path, [b"+++\n+++\n", &*vec![b'a'; size]].concat());
            sources.files.insert(Arc::clone(&source.path), source);
        }
        let (documents, found) = read(&sources, &config);
        assert_eq!(documents.pages.len(), 1);
        assert_eq!((found.len(), found[0].name), (1, "too-long"));
        assert_eq!(found[0].place.as_ref().unwrap().file, "content/long.md");
    }
}
