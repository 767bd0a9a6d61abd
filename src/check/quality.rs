//! The outcome of the rules for one report, for its quality page. Enter at [`Checker::quality`].

use super::finding::Finding;
use super::judged::Checker;
use super::outcome::{AllowedFinding, FinishedPage, ReportQuality, RuleOutcome};
use super::rule::{Rule, RuleRun, RuleScope};
use super::rules::RULES;
use super::seen::page_faults;
use super::view::SiteView;
use super::waiver;
use super::web::{GatheredFaults, KeptPages, WebPage};
use crate::diagnostic::Level;
use crate::report::Report;
use std::collections::BTreeMap;

/// Version of the rule set: rules, levels and thresholds. A quality page names it.
const RULE_SET: &str = "1.0";

impl Checker {
    /// The outcome for a report, and for its page where it could be made; `None` where its file is not there.
    pub fn quality(
        &self,
        report: &Report,
        shown: Option<FinishedPage<'_>>,
    ) -> Option<ReportQuality> {
        let judged = self.judged(report)?;
        let mut found = judged.findings.clone();
        waiver::apply(&judged.waivers, &mut found);
        let folder = judged.file.rsplit_once('/');
        let folder = folder.map_or("", |(folder, _)| folder);
        let mut ran = vec![RuleScope::Report, RuleScope::Files];
        found.extend(self.beside(&format!("{folder}/")));
        if let Some(shown) = shown {
            found.extend(self.of_page(shown));
            ran.push(RuleScope::Page);
        }
        // What is allowed is shown with its words, everything else is counted.
        let allowed = found.iter_mut().filter(|one| one.allowed.is_some());
        allowed.for_each(Finding::mask);
        let known = |rule: &Rule| match rule.scope {
            scope if ran.contains(&scope) => scope,
            _ => RuleScope::Site,
        };
        let rules = RULES
            .iter()
            .map(|rule| outcome_of(rule, known(rule), &found));
        Some(ReportQuality {
            rule_set: RULE_SET,
            rules: rules.collect(),
        })
    }
}

impl Checker {
    /// What the rules for single pages find in the page of a report.
    fn of_page(&self, shown: FinishedPage<'_>) -> Vec<Finding> {
        let page = WebPage::read(shown.at, &String::from_utf8_lossy(shown.bytes));
        let is_redirect = page.is_redirect();
        let kept = KeptPages {
            sizes: BTreeMap::from([(shown.at.to_owned(), shown.bytes.len())]),
            gathered: if is_redirect {
                GatheredFaults::default()
            } else {
                page_faults(self.whole(), &page)
            },
            ..KeptPages::default()
        };
        let view = SiteView {
            whole: self.whole(),
            reports: &[],
            kept: &kept,
        };
        let asked = RULES.iter().filter(|rule| rule.scope == RuleScope::Page);
        let found = asked.flat_map(|rule| match rule.run {
            RuleRun::Page(_, run) => {
                let mut found = run(&view);
                found.extend(kept.gathered.findings(rule.code));
                found
            }
            _ => Vec::new(),
        });
        found.collect()
    }
}

fn outcome_of(rule: &Rule, scope: RuleScope, found: &[Finding]) -> RuleOutcome {
    let own = || found.iter().filter(|one| one.diagnostic.code == rule.code);
    let open = |level| {
        let open = own().filter(|one| one.allowed.is_none());
        open.filter(|one| one.diagnostic.level == level).count()
    };
    RuleOutcome {
        scope,
        code: rule.code,
        title: rule.title(),
        errors: open(Level::Error),
        warnings: open(Level::Warning),
        infos: open(Level::Info),
        allowed: own()
            .filter_map(|one| {
                Some(AllowedFinding {
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
    use crate::config::Config;
    use crate::source::{Source, Sources};
    use std::sync::Arc;

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
        let rules = Checker::new(
            Arc::new(config),
            Arc::new(sources),
            Arc::clone(&reports),
            None,
        );
        let report = &reports.reports[0];
        let shown = FinishedPage {
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
        assert_eq!(
            (rule("A01").scope, rule("A01").errors),
            (RuleScope::Page, 1)
        );
        assert_eq!(rule("D04").scope, RuleScope::Files);
        assert_eq!(rule("D01").errors, 1, "the number in the file beside it");
        assert_eq!(
            (rule("W03").scope, rule("W03").errors),
            (RuleScope::Site, 0)
        );
        assert_eq!(rule("T07").scope, RuleScope::Report);
        let unmade = rules.quality(report, None).unwrap();
        let image = unmade.rules.iter().find(|rule| rule.code == "A01").unwrap();
        assert_eq!(image.scope, RuleScope::Site);
        let other = Report {
            source: "a/2020/index.md".to_owned(),
            ..report.clone()
        };
        assert!(rules.quality(&other, None).is_none());
    }
}
