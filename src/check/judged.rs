//! The reports of a site, each judged once: by its quality page, by `check` or by the preview, whoever asks first. Enter at [`Checker`].

use super::draft::{ReportDraft, SiteKnowledge};
use super::finding::Finding;
use super::rule::RuleRun;
use super::rules::{RULES, copied};
use super::run::{in_order, of_draft};
use super::terms::RuleTerms;
use super::view::LongParagraph;
use super::waiver::{self, Waiver};
use super::whole_site::WholeSite;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place};
use crate::report::{Report, Reports};
use crate::source::{Source, Sources};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What the rules for one report found, and what rules across reports need of it. The text itself is let go.
#[derive(Debug)]
pub(crate) struct ReportFindings {
    /// The report's file.
    pub(crate) file: String,
    /// What was found, waivers not yet applied.
    pub(crate) findings: Vec<Finding>,
    /// What its front matter allows.
    pub(crate) waivers: Vec<Waiver>,
    /// What is wrong with its waivers.
    pub(crate) trouble: Vec<Diagnostic>,
    /// Long paragraphs, for the rule that looks for the same in other bodies' reports.
    pub(crate) paragraphs: Vec<LongParagraph>,
    /// Where the day of publication stands.
    pub(crate) published: Place,
}

/// What all reports are judged by.
#[derive(Debug)]
struct JudgingGround {
    terms: RuleTerms,
    trouble: Vec<Diagnostic>,
}

/// What was found in a file beside the texts.
type Beside = OnceLock<Arc<[Finding]>>;

/// The rules with what they look at, and what they have found so far.
#[derive(Debug)]
pub struct Checker {
    whole: WholeSite,
    ground: OnceLock<Arc<JudgingGround>>,
    /// By report, in the order of the reports; `None` for a report whose file or body is not there.
    judged: Vec<OnceLock<Option<Arc<ReportFindings>>>>,
    /// Which report a file is, by its path below `content/`.
    numbers: BTreeMap<String, usize>,
    beside: OnceLock<BTreeMap<Arc<str>, Beside>>,
}

impl Checker {
    /// Rules that look at a site. What `earlier`, the rules of another build, found in reports of which nothing changed is taken over.
    pub fn new(
        config: Arc<Config>,
        sources: Arc<Sources>,
        reports: Arc<Reports>,
        earlier: Option<&Checker>,
    ) -> Checker {
        let all = reports.reports.iter().enumerate();
        let rules = Checker {
            ground: OnceLock::new(),
            judged: all.clone().map(|_| OnceLock::new()).collect(),
            numbers: all.map(|(at, one)| (one.source.clone(), at)).collect(),
            beside: OnceLock::new(),
            whole: WholeSite::new(config, sources, Arc::clone(&reports)),
        };
        if let Some(earlier) = earlier {
            rules.take_over(earlier);
        }
        rules
    }

    /// The site that they look at.
    pub(crate) fn whole(&self) -> &WholeSite {
        &self.whole
    }

    fn ground(&self) -> &JudgingGround {
        self.ground.get_or_init(|| {
            let (terms, trouble) = RuleTerms::of_site(&self.whole.sources);
            Arc::new(JudgingGround { terms, trouble })
        })
    }

    /// What is wrong with the site's own terms.
    pub(crate) fn trouble(&self) -> &[Diagnostic] {
        &self.ground().trouble
    }

    /// All reports with what was found in them, by path.
    pub(crate) fn all(&self) -> Vec<(&Report, &ReportFindings)> {
        // The words that all need come before the threads, so that none waits for another.
        self.ground();
        let all: Vec<usize> = self.numbers.values().copied().collect();
        let judged = all.into_par_iter().filter_map(|at| {
            let report = &self.whole.reports.reports[at];
            Some((report, self.number(at)?))
        });
        judged.collect()
    }

    /// What was found in a report; `None` where its file is not there.
    pub(crate) fn judged(&self, report: &Report) -> Option<&ReportFindings> {
        self.number(*self.numbers.get(&report.source)?)
    }

    fn number(&self, at: usize) -> Option<&ReportFindings> {
        let judge = || self.judge(&self.whole.reports.reports[at]).map(Arc::new);
        self.judged[at].get_or_init(judge).as_deref()
    }

    fn judge(&self, report: &Report) -> Option<ReportFindings> {
        let file = self
            .whole
            .sources
            .get(&format!("content/{}", report.source))?;
        let world = &*self.whole.reports;
        let body = world.body(&report.body)?;
        let ground = self.ground();
        let known = SiteKnowledge {
            report,
            body,
            world,
            comparison: world.comparisons.iter().find(|one| one.leads_to(report)),
        };
        let source = String::from_utf8_lossy(&file.bytes);
        let draft = ReportDraft::of_site(&file.path, &source, known, &ground.terms);
        let mut trouble = Vec::new();
        Some(ReportFindings {
            findings: of_draft(&draft),
            waivers: waiver::waivers_of(&draft, &mut trouble),
            trouble,
            paragraphs: copied::paragraphs(&draft),
            published: draft.key("published"),
            file: draft.file,
        })
    }

    /// What the rules for one report find in the report of a file, in order; `None` where it is none.
    pub fn findings(&self, file: &str) -> Option<Vec<Finding>> {
        let number = self.numbers.get(file.strip_prefix("content/")?)?;
        let judged = self.number(*number)?;
        let mut found = judged.findings.clone();
        // Which waivers are unused only the whole site tells: some are for what its other rules find.
        waiver::apply(&judged.waivers, &mut found);
        found.extend(judged.trouble.iter().cloned().map(Finding::new));
        Some(in_order(found))
    }
}

impl Checker {
    fn all_beside(&self) -> &BTreeMap<Arc<str>, Beside> {
        let is_report = |file: &&Source| {
            let below = file.path.strip_prefix("content/");
            below.is_some_and(|below| self.numbers.contains_key(below))
        };
        self.beside.get_or_init(|| {
            let folders = ["content/", "static/"].into_iter();
            let files = folders.flat_map(|folder| self.whole.sources.under(folder));
            let files = files.filter(|file| !is_report(file));
            files
                .map(|file| (Arc::clone(&file.path), OnceLock::new()))
                .collect()
        })
    }

    fn of_file(&self, file: &Source) -> Vec<Finding> {
        let found = RULES.iter().flat_map(|rule| match rule.run {
            RuleRun::File(run) => run(&self.whole.reports, file),
            _ => Vec::new(),
        });
        found.collect()
    }

    /// What is found in the files beside the texts whose paths begin with `folder`, each looked at once.
    pub(crate) fn beside(&self, folder: &str) -> Vec<Finding> {
        let files = self.all_beside().range(Arc::from(folder)..);
        let files: Vec<_> = files
            .take_while(|(path, _)| path.starts_with(folder))
            .collect();
        let look = |(path, found): (&Arc<str>, &Beside)| {
            let look = || match self.whole.sources.get(path) {
                Some(file) => self.of_file(file).into(),
                None => Arc::from([]),
            };
            Arc::clone(found.get_or_init(look))
        };
        let found: Vec<Arc<[Finding]>> = files.into_par_iter().map(look).collect();
        found.iter().flat_map(|one| one.iter().cloned()).collect()
    }
}

/// Files of a site that every report is judged by.
const COMMON: [&str; 4] = [
    "content/site.yaml",
    "content/indicators.yaml",
    "content/profiles/",
    "content/terms/",
];

impl Checker {
    /// Takes over what was found by equal means in equal things. A rule for a report sees its file, the reports of its body with their
    /// comparisons, and what all share; the reports are compared as values, so that it does not matter where their data came from.
    fn take_over(&self, earlier: &Checker) {
        // Hashing the shared files and comparing the reports of a body costs a fraction of a millisecond; judging one report costs tens of
        // them. So everything is compared by value, and a body is compared once however many reports it has.
        if shared_files(&self.whole.sources) != shared_files(&earlier.whole.sources) {
            return;
        }
        if let Some(ground) = earlier.ground.get() {
            let _ = self.ground.set(Arc::clone(ground));
        }
        let is_same = |path: &str| {
            let hash = |sources: &Sources| sources.get(path).map(|file| file.hash);
            hash(&self.whole.sources) == hash(&earlier.whole.sources)
        };
        let mut same_bodies: BTreeMap<&str, bool> = BTreeMap::new();
        for (at, report) in self.whole.reports.reports.iter().enumerate() {
            let number = earlier.numbers.get(&report.source);
            let Some(judged) = number.and_then(|at| earlier.judged[*at].get()) else {
                continue;
            };
            let is_same_body = same_bodies.entry(&report.body).or_insert_with(|| {
                self.whole
                    .reports
                    .of(&report.body)
                    .eq(earlier.whole.reports.of(&report.body))
            });
            if *is_same_body && is_same(&format!("content/{}", report.source)) {
                let _ = self.judged[at].set(judged.clone());
            }
        }
        let Some(before) = earlier.beside.get() else {
            return;
        };
        for (path, found) in self.all_beside() {
            let before = before.get(path).and_then(OnceLock::get);
            if let Some(before) = before.filter(|_| is_same(path)) {
                let _ = found.set(Arc::clone(before));
            }
        }
    }
}

/// The files that every report is judged by, with what they are worth comparing by.
fn shared_files(sources: &Sources) -> BTreeSet<(Arc<str>, [u8; 32])> {
    let files = COMMON.iter().flat_map(|path| sources.under(path));
    let mark = |file: &Source| (Arc::clone(&file.path), *file.hash.as_bytes());
    files.map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str, year: i32, words: &str) -> (String, String) {
        let front = format!(
            "---\ntitle: 丙县甲镇人民政府{year}年法治政府建设年度报告\nreport:\n  body: {body}\n  year: {year}\n  published: {}-01-20\n---\n\n## 一、举措\n\n",
            year + 1
        );
        let path = format!("content/{body}/{year}/index.md");
        (path, format!("{front}{words}\n"))
    }

    fn rules(files: &[(String, String)], earlier: Option<&Checker>) -> Checker {
        let mut sources = Sources::default();
        for (path, text) in files {
            let file = Source::new(path, text.clone().into_bytes());
            sources.files.insert(Arc::clone(&file.path), file);
        }
        let (config, _) = Config::parse("config.toml", "base_url = \"/\"");
        let (documents, _) = crate::content::read(&sources, &config);
        let (reports, _) = crate::report::assemble::assemble(&documents, None);
        Checker::new(config.into(), sources.into(), reports.into(), earlier)
    }

    fn files() -> Vec<(String, String)> {
        let bodies = "bodies:\n  a: {name: 甲镇, full_name: 丙县甲镇人民政府, kind: town}\n  b: {name: 乙镇, full_name: 丙县乙镇人民政府, kind: town}\n";
        vec![
            ("content/site.yaml".to_owned(), bodies.to_owned()),
            text("a", 2020, "严格落实落实制度。"),
            text("a", 2021, "巡查三十次。"),
            text("b", 2021, "严格落实落实制度，联系电话13900000017。"),
            (
                "content/b/2021/list.txt".to_owned(),
                "电话13900000017\n".to_owned(),
            ),
        ]
    }

    /// The files whose reports are known without being judged.
    fn known(rules: &Checker) -> Vec<&str> {
        let known =
            |(file, at): (&'_ String, &usize)| rules.judged[*at].get().map(|_| file.clone());
        let all = rules.numbers.iter().filter_map(known);
        let all: BTreeSet<String> = all.collect();
        rules
            .numbers
            .keys()
            .filter(|file| all.contains(*file))
            .map(String::as_str)
            .collect()
    }

    fn all(rules: &Checker) -> Vec<String> {
        let found = rules
            .all()
            .into_iter()
            .flat_map(|(_, one)| one.findings.clone());
        let beside = rules.beside("content/");
        found.chain(beside).map(|one| format!("{one:?}")).collect()
    }

    #[test]
    fn only_reports_of_bodies_of_which_something_changed_are_judged_again() {
        let first = rules(&files(), None);
        assert!(
            known(&first).is_empty(),
            "nothing is judged before somebody asks"
        );
        assert!(!all(&first).is_empty());
        let same = rules(&files(), Some(&first));
        assert_eq!(known(&same).len(), 3);
        let mut edited = files();
        edited[2] = text("a", 2021, "巡查三十次。严格落实落实制度。");
        let next = rules(&edited, Some(&first));
        assert_eq!(known(&next), ["b/2021/index.md"]);
        assert_eq!(all(&next), all(&rules(&edited, None)));
    }

    #[test]
    fn after_a_change_of_what_all_share_every_report_is_judged_again() {
        let first = rules(&files(), None);
        all(&first);
        for (path, words) in [
            (
                "content/site.yaml",
                "bodies:\n  a: {name: 甲镇, full_name: 丙县甲镇人民政府, kind: town, officials: [李某]}\n  b: {name: 乙镇, full_name: 丙县乙镇人民政府, kind: town}\n",
            ),
            (
                "content/terms/variants.yaml",
                "- {wrong: 三十次, right: 30次, source: 本站}\n",
            ),
            (
                "content/indicators.yaml",
                "grid: {name: 网格, unit: 个, kind: stock, topic: disputes}\n",
            ),
        ] {
            let mut edited = files();
            edited.retain(|(known, _)| known != path);
            edited.push((path.to_owned(), words.to_owned()));
            let next = rules(&edited, Some(&first));
            assert!(known(&next).is_empty(), "{path}");
            assert_eq!(all(&next), all(&rules(&edited, None)), "{path}");
        }
    }
}
