//! The outcome of the rules for one report, made when its quality page asks. Enter at [`Rules`].

use super::draft::Draft;
use super::finding::Finding;
use super::rules::{RULES, Rule, Run};
use super::terms::Terms;
use super::web::Pages;
use super::{RULE_SET, Whole, of_draft, site, waiver};
use crate::config::Config;
use crate::diagnostic::Level;
use crate::import::Grammars;
use crate::report::quality::{Allowed, Checked, Judge, Quality, Scope, Shown};
use crate::report::{Report, Reports};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The rules with what they look at.
#[derive(Debug)]
pub struct Rules {
    config: Arc<Config>,
    sources: Arc<Sources>,
    reports: Arc<Reports>,
    terms: OnceLock<Terms>,
    grammars: OnceLock<Grammars>,
}

impl Rules {
    /// Rules that look at a site.
    pub fn new(config: Arc<Config>, sources: Arc<Sources>, reports: Arc<Reports>) -> Rules {
        Rules {
            config,
            sources,
            reports,
            terms: OnceLock::new(),
            grammars: OnceLock::new(),
        }
    }

    /// The report's draft.
    fn draft(&self, report: &Report) -> Option<Draft<'_>> {
        let terms = self.terms.get_or_init(|| Terms::of_site(&self.sources).0);
        let file = self.sources.get(&format!("content/{}", report.source))?;
        let grammars = self
            .grammars
            .get_or_init(|| Grammars::of(&self.reports.profiles));
        site::draft(file, &self.reports, (terms, grammars))
    }
}

/// Rules that look at one page at a time, so that they can look at the page of a report alone.
const OF_PAGE: [&str; 6] = ["W01", "W02", "W04", "W05", "A01", "A02"];
/// Rules that look at files beside a text.
const OF_FILES: [&str; 1] = ["D04"];

impl Rules {
    /// What the rules for one report find in the report of a file, in order; `None` where it is none.
    pub fn findings(&self, file: &str) -> Option<Vec<Finding>> {
        let terms = self.terms.get_or_init(|| Terms::of_site(&self.sources).0);
        let source = self.sources.get(file)?;
        let grammars = self
            .grammars
            .get_or_init(|| Grammars::of(&self.reports.profiles));
        let draft = site::draft(source, &self.reports, (terms, grammars))?;
        let mut trouble = Vec::new();
        let mut found = of_draft(&draft);
        let waivers = waiver::read(&draft, &mut trouble);
        // Which waivers are unused only the whole site tells: some are for what its other rules find.
        waiver::apply(&waivers, &mut found);
        found.extend(trouble.into_iter().map(Finding::new));
        Some(super::finish(found))
    }
}

impl Judge for Rules {
    fn quality(&self, report: &Report, shown: Option<Shown<'_>>) -> Option<Quality> {
        let draft = self.draft(report)?;
        let mut found = of_draft(&draft);
        let waivers = waiver::read(&draft, &mut Vec::new());
        waiver::apply(&waivers, &mut found);
        let folder = draft.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut ran = vec![Scope::Report, Scope::Files];
        found.extend(self.around((&OF_FILES, &draft), &self.files_in(folder), BTreeMap::new()));
        if let Some(shown) = shown {
            let files = BTreeMap::from([(shown.at.to_owned(), Arc::from(shown.bytes))]);
            found.extend(self.around((&OF_PAGE, &draft), &self.sources, files));
            ran.push(Scope::Page);
        }
        found.iter_mut().for_each(Finding::mask);
        let scope = |rule: &Rule| match rule.run {
            Run::Site(_) if OF_PAGE.contains(&rule.code) => Scope::Page,
            Run::Site(_) if OF_FILES.contains(&rule.code) => Scope::Files,
            Run::Site(_) => Scope::Site,
            _ => Scope::Report,
        };
        let known = |rule: &Rule| match scope(rule) {
            scope if ran.contains(&scope) => scope,
            _ => Scope::Site,
        };
        let rules = RULES
            .iter()
            .map(|rule| checked(rule, (known(rule), &found)));
        Some(Quality {
            rule_set: RULE_SET,
            rules: rules.collect(),
        })
    }
}

impl Rules {
    /// What rules for a site find in a part of it: a page, or the files beside a report.
    fn around(
        &self,
        (codes, draft): (&[&str], &Draft<'_>),
        sources: &Sources,
        files: BTreeMap<String, Arc<[u8]>>,
    ) -> Vec<Finding> {
        let whole = Whole {
            config: &self.config,
            sources,
            reports: &self.reports,
            files: &files,
        };
        let view = site::View {
            whole: &whole,
            drafts: std::slice::from_ref(draft),
            terms: draft.terms,
            web: Pages::default(),
        };
        let asked = RULES.iter().filter(|rule| codes.contains(&rule.code));
        asked
            .flat_map(|rule| match rule.run {
                Run::Site(run) => run(&view),
                _ => Vec::new(),
            })
            .collect()
    }

    /// The files of a folder alone.
    fn files_in(&self, folder: &str) -> Sources {
        let mut sources = Sources::default();
        for file in self.sources.under(&format!("{folder}/")) {
            sources.files.insert(Arc::clone(&file.path), file.clone());
        }
        sources
    }
}

fn checked(rule: &Rule, (scope, found): (Scope, &[Finding])) -> Checked {
    let own = || found.iter().filter(|one| one.diagnostic.code == rule.code);
    let open = |level| {
        let open = own().filter(|one| one.allowed.is_none());
        open.filter(|one| one.diagnostic.level == level).count()
    };
    Checked {
        scope,
        code: rule.code,
        title: rule.title(),
        errors: open(Level::Error),
        warnings: open(Level::Warning),
        infos: open(Level::Info),
        allowed: own()
            .filter_map(|one| {
                Some(Allowed {
                    quote: one.quote().to_owned(),
                    reason: one.allowed.clone()?,
                })
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_quality_page_counts_what_is_open_and_names_what_was_allowed() {
        let mut sources = Sources::default();
        let report = "---\ntitle: 丙县甲镇人民政府2021年法治政府建设年度报告\nreport:\n  body: a\n  year: 2021\n  published: 2022-01-20\n  allow:\n    - {code: N08, quote: 满意度较高, reason: 县里测评的结论}\n---\n\n## 一、举措\n\n群众满意度较高。严格落实落实制度。\n";
        for (path, text) in [
            (
                "content/site.yaml",
                "bodies:\n  a: {name: 甲镇, full_name: 丙县甲镇人民政府, kind: town}\n",
            ),
            ("content/a/2021/index.md", report),
            ("content/a/2021/list.txt", "联系电话13900000017\n"),
            ("content/b.txt", "联系电话13900000017\n"),
        ] {
            let file = Source::new(path, text.into());
            sources.files.insert(Arc::clone(&file.path), file);
        }
        let (config, _) = Config::parse("config.toml", "base_url = \"/\"");
        let (documents, _) = crate::content::read(&sources, &config);
        let (reports, _) = crate::report::assemble::assemble(&documents, None);
        let reports = Arc::new(reports);
        let rules = Rules::new(Arc::new(config), Arc::new(sources), Arc::clone(&reports));
        let report = &reports.reports[0];
        let shown = Shown {
            at: "a/2021/index.html",
            bytes: b"<html lang=\"zh-CN\"><head></head><body><main><h1>x</h1><img src=\"a.png\"></main></body></html>",
        };
        let quality = rules.quality(report, Some(shown)).unwrap();
        let rule = |code: &str| quality.rules.iter().find(|rule| rule.code == code).unwrap();
        assert_eq!(rule("N08").allowed[0].reason, "县里测评的结论");
        assert_eq!(
            (
                rule("N08").warnings,
                rule("T07").warnings,
                rule("T05").errors
            ),
            (0, 1, 0)
        );
        assert_eq!(rule("T07").title, "词语、句子重复");
        assert_eq!((rule("A01").scope, rule("A01").errors), (Scope::Page, 1));
        assert_eq!(rule("D04").scope, Scope::Files);
        assert_eq!(rule("D01").errors, 1, "the number in the file beside it");
        assert_eq!((rule("W03").scope, rule("W03").errors), (Scope::Site, 0));
        assert_eq!(rule("T07").scope, Scope::Report);
        let unmade = rules.quality(report, None).unwrap();
        let image = unmade.rules.iter().find(|rule| rule.code == "A01").unwrap();
        assert_eq!(image.scope, Scope::Site);
        let other = Report {
            source: "a/2020/index.md".to_owned(),
            ..report.clone()
        };
        assert!(rules.quality(&other, None).is_none());
    }
}
