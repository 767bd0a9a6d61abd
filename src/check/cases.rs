//! The cases on the pages of the rules, run for all rules by one test. Enter at [`every_rule_finds_what_its_page_says`].
//!
//! A case is a fenced block: `found NAME WORDS` (the finding's name, and words that its quote holds) or `accepted`. Its text is a report.
//! With lines `@ PATH` it is several files: `@ a/2021` is the report of body `a` for 2021 (front matter is added), `@ a/2021/figures.yaml`
//! its data, `@ a/2021/x.docx` an attachment with this XML in it (`.pdf` packs the lines, `.jpg` has the tags that it names, `.png` a chunk
//! for each line `Key: words`), `{{字 × 9}}` the word nine times, `@ earlier/a/2021/report.json` what was published before, `@ public/index.html` a page of the finished site, `@ draft.html` a report of another format on its own.

use super::attached::tests as made;
use super::draft::ReportDraft;
use super::rule::{Rule, RuleRun};
use super::rules::RULES;
use super::{Checker, Finding, RuleTerms, SeenPages};
use crate::config::Config;
use crate::report::ReportKind;
use crate::source::{Source, Sources};
use std::collections::BTreeMap;
use std::sync::Arc;

const SITE: &str = "bodies:\n  a: {name: 甲镇, full_name: 丙县甲镇人民政府, kind: town, places: [甲镇, 丙县], officials: []}\n  b: {name: 乙镇, full_name: 丙县乙镇人民政府, kind: town, places: [乙镇, 丙县], officials: []}\n";
const INDICATORS: &str = "grid: {name: 网格, unit: 个, kind: stock, topic: disputes}\ngrid-staff: {name: 网格员, unit: 人, kind: stock, topic: disputes}\ncases: {name: 案件, unit: 件, kind: flow, topic: enforcement}\ntotal: {name: 累计, unit: 件, kind: cumulative, topic: enforcement}\n";

/// A case of a page.
pub(super) struct Case {
    /// Name and words that must be found; `None` where nothing may be.
    pub(super) found: Option<(String, String)>,
    /// The text.
    pub(super) text: String,
}

/// The cases of a page in their order.
pub(super) fn cases(page: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        if open && line.trim_end() == "```" {
            open = false;
        } else if open {
            let case = out.last_mut().expect("an open case was pushed");
            case.text += line;
            case.text.push('\n');
        } else if let Some(info) = line.strip_prefix("```") {
            let mut words = info.trim().splitn(3, ' ');
            let found = match words.next() {
                Some("found") => Some((
                    words.next().unwrap_or("").to_owned(),
                    words.next().unwrap_or("").to_owned(),
                )),
                Some("accepted") => None,
                other => panic!("a fence is `found NAME` or `accepted`, not {other:?}"),
            };
            out.push(Case {
                found,
                text: String::new(),
            });
            open = true;
        }
    }
    out
}

/// The files of a case; one without a name is a report on its own.
fn files(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("@ "), out.last_mut()) {
            (Some(path), _) => out.push((path.trim().to_owned(), String::new())),
            (None, Some((_, text))) => {
                text.push_str(&repeated(line));
                text.push('\n');
            }
            (None, None) => out.push(("draft.txt".to_owned(), format!("{line}\n"))),
        }
    }
    out
}

/// A line in which `{{字 × 9}}` stands for the word nine times.
fn repeated(line: &str) -> String {
    let found = line.split_once("{{").and_then(|(before, rest)| {
        let (inner, after) = rest.split_once("}}")?;
        let (words, count) = inner.split_once(" × ")?;
        Some((before, words.repeat(count.parse().ok()?), after))
    });
    found.map_or_else(
        || line.to_owned(),
        |(before, words, after)| format!("{before}{words}{after}"),
    )
}

/// What a rule finds in a case.
pub(super) fn run(rule: &Rule, text: &str) -> Vec<Finding> {
    let files = files(text);
    let mut found = match (&files[..], rule.run) {
        ([(name, text)], RuleRun::Draft(run)) if name.starts_with("draft.") => {
            let draft = ReportDraft::bare(
                name,
                text.as_bytes(),
                ReportKind::default_profile(),
                RuleTerms::embedded(),
            );
            run(&draft)
        }
        ([(name, text)], RuleRun::Reading) if name == "draft.docx" => ReportDraft::bare(
            name,
            &word(text),
            ReportKind::default_profile(),
            RuleTerms::embedded(),
        )
        .notes(),
        _ => of_site(&files),
    };
    found.retain(|one| one.diagnostic.code == rule.code && one.allowed.is_none());
    found
}

/// A Word file with this part: the text, or the file's properties.
fn word(xml: &str) -> Vec<u8> {
    let name = match xml {
        _ if xml.starts_with("<cp:") => "docProps/core.xml",
        _ if xml.starts_with("<Properties") => "docProps/app.xml",
        _ if xml.starts_with("<worksheet") => "xl/worksheets/sheet1.xml",
        _ => "word/document.xml",
    };
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file(name, zip::write::SimpleFileOptions::default())
        .expect("a part begins");
    std::io::Write::write_all(&mut writer, xml.as_bytes()).expect("memory takes every write");
    writer.finish().expect("the archive ends").into_inner()
}

/// A PDF file with these lines, packed.
fn pdf(text: &str) -> Vec<u8> {
    let lines = text.lines().zip((0_u8..40).rev());
    let pieces: Vec<(f32, f32, &str)> = lines
        .map(|(line, down)| (50.0, f32::from(down) * 20.0, line))
        .collect();
    made::packed_pdf(&pieces)
}

/// A photo whose EXIF block names an artist or a position, and whose comment is the rest.
fn photo(text: &str) -> Vec<u8> {
    let tag = |line: &str| match line {
        "artist" => Some(0x013b),
        "position" => Some(0x8825),
        _ => None,
    };
    let tags: Vec<u16> = text.lines().filter_map(tag).collect();
    let exif = [&b"Exif\0\0"[..], &made::tiff(&tags)].concat();
    let rest: String = text.lines().filter(|line| tag(line).is_none()).collect();
    made::jpeg(&[(0xe1, &exif), (0xfe, rest.as_bytes())])
}

/// A picture with a chunk of text for each line.
fn chunks(text: &str) -> Vec<u8> {
    let all: Vec<String> = text
        .lines()
        .map(|line| line.replacen(": ", "\0", 1))
        .collect();
    let chunks: Vec<(&[u8; 4], &[u8])> = all.iter().map(|one| (b"tEXt", one.as_bytes())).collect();
    made::png(&chunks)
}

/// What all rules find in the site that the files are.
fn of_site(files: &[(String, String)]) -> Vec<Finding> {
    let mut sources = Sources::default();
    let mut made: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    let mut put = |path: &str, text: String| {
        let bytes = match path.rsplit('.').next() {
            Some("docx" | "xlsx") => word(&text),
            Some("pdf") if !text.starts_with("%PDF") => pdf(&text),
            Some("jpg") => photo(&text),
            Some("png") => chunks(&text),
            _ => text.into_bytes(),
        };
        let file = Source::new(path, bytes);
        sources.files.insert(Arc::clone(&file.path), file);
    };
    put("content/site.yaml", SITE.to_owned());
    put("content/indicators.yaml", INDICATORS.to_owned());
    let mut config = "base_url = \"/\"\n".to_owned();
    for (path, text) in files {
        if let Some(page) = path.strip_prefix("public/") {
            made.insert(page.to_owned(), text.as_bytes().into());
        } else if let Some(page) = path.strip_prefix("earlier/") {
            put(&format!("public/{page}"), text.clone());
        } else if path == "config.toml" {
            config.clone_from(text);
        } else if let Some((body, year)) = path.split_once('/').filter(|(_, year)| year.len() == 4)
        {
            put(
                &format!("content/{body}/{year}/index.md"),
                report(body, year, text),
            );
        } else {
            put(&format!("content/{path}"), text.clone());
        }
    }
    let (config, _) = Config::parse("config.toml", &config);
    let (documents, mut diagnostics) = crate::content::read(&sources, &config);
    let (reports, more) = crate::report::assemble::assemble(&documents, None);
    diagnostics.extend(more);
    let rules = Checker::new(Arc::new(config), Arc::new(sources), Arc::new(reports), None);
    let seen = SeenPages::new(&rules);
    for (path, bytes) in &made {
        seen.look(path, bytes);
    }
    let mut found = super::site(&seen, &|path| made.get(path).cloned());
    found.extend(super::of_build(&diagnostics));
    found
}

/// A report's file; front matter is added where the case has none, lines `key: value` at its start are added to it.
fn report(body: &str, year: &str, text: &str) -> String {
    if text.starts_with("---") {
        return text.to_owned();
    }
    let own: Vec<&str> = text.lines().take_while(|line| is_key(line)).collect();
    let rest: String = text
        .lines()
        .skip(own.len())
        .map(|line| format!("{line}\n\n"))
        .collect();
    let has = |key: &str| own.iter().any(|line| line.starts_with(key));
    let mut front = format!(
        "---\ntitle: 丙县{}镇人民政府{year}年法治政府建设年度报告\nreport:\n  body: {body}\n  year: {year}\n",
        if body == "a" { "甲" } else { "乙" }
    );
    if !has("published") {
        front += &format!("  published: {}-01-20\n", next(year));
    }
    for line in &own {
        front += &format!("  {line}\n");
    }
    format!("{front}---\n\n{rest}")
}

fn next(year: &str) -> i32 {
    year.parse::<i32>().expect("the case names a year") + 1
}

fn is_key(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or("");
    !key.is_empty()
        && line.contains(": ")
        && key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[test]
fn every_rule_finds_what_its_page_says() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for case in cases(rule.page) {
            let found = run(rule, &case.text);
            let shown: Vec<String> = found
                .iter()
                .map(|one| format!("{} `{}`", one.diagnostic.name, one.quote()))
                .collect();
            let right = match &case.found {
                None => found.is_empty(),
                Some((name, words)) => found
                    .iter()
                    .any(|one| one.diagnostic.name == name && one.quote().contains(words.as_str())),
            };
            if !right {
                let (code, want) = (rule.code, &case.found);
                wrong.push(format!(
                    "{code} wants {want:?} got {shown:?} in\n{}",
                    case.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_says_what_why_and_how_and_shows_both_sides() {
    for rule in RULES {
        let first = rule.page.lines().next().unwrap_or("");
        assert!(first.starts_with(&format!("# {} ", rule.code)), "{first}");
        for name in rule.names {
            assert!(first.contains(name), "{first} does not name {name}");
        }
        for part in ["## 查什么", "## 依据", "## 示例", "## 怎么改", "## 用例"] {
            assert!(rule.page.contains(part), "{}: {part}", rule.code);
        }
        assert!(rule.page.contains("\n> "), "{}: no English", rule.code);
        let all = cases(rule.page);
        let found = all.iter().filter(|case| case.found.is_some()).count();
        assert!(
            found >= 2 && all.len() - found >= 2,
            "{}: two found and two accepted cases",
            rule.code
        );
        for name in rule.names {
            let shown = all
                .iter()
                .any(|case| case.found.as_ref().is_some_and(|(found, _)| found == name));
            assert!(shown, "{}: no case shows {name}", rule.code);
        }
    }
}

/// What a page rests on names a document with its number or article, or a standard.
#[test]
fn every_page_names_the_document_it_rests_on() {
    let named = regex::Regex::new("《[^》]+》.*(?:〔20\\d\\d〕\\d+号|令第\\d+号|第[一二三四五六七八九十百]+条|G[BF][/A-Z ]*\\d|（20\\d\\d年）)|G[BF][/A-Z ]* ?\\d")
        .expect("the pattern is constant");
    for rule in RULES {
        let (_, rest) = rule.page.split_once("## 依据").expect("a page says why");
        let why = rest.split("## ").next().unwrap_or("");
        assert!(named.is_match(why), "{}: {why}", rule.code);
    }
}

#[test]
fn codes_and_names_are_each_given_once_and_in_order() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    let order = |code: &str| ("TNPSYCLDWAVI".find(&code[..1]), code.to_owned());
    let mut sorted = codes.clone();
    sorted.sort_by_key(|code| order(code));
    sorted.dedup();
    assert_eq!(codes, sorted);
    let mut names: Vec<&str> = RULES
        .iter()
        .flat_map(|rule| rule.names.iter().copied())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
