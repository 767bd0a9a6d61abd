//! The outcome of the rules for one report, made when its quality page asks. Enter at [`Rules`].

use super::draft::Draft;
use super::finding::Finding;
use super::rules::{RULES, Rule, Run};
use super::terms::Terms;
use super::{RULE_SET, of_draft, site, waiver};
use crate::diagnostic::Level;
use crate::import::Profile;
use crate::report::quality::{Allowed, Checked, Judge, Quality};
use crate::report::{Reports, Year};
use crate::source::{Source, Sources};
use std::sync::{Arc, OnceLock};

/// The rules with what they look at.
#[derive(Debug)]
pub struct Rules {
    sources: Arc<Sources>,
    reports: Arc<Reports>,
    terms: OnceLock<Terms>,
}

impl Rules {
    /// Rules that look at a site.
    pub fn new(sources: Arc<Sources>, reports: Arc<Reports>) -> Rules {
        Rules {
            sources,
            reports,
            terms: OnceLock::new(),
        }
    }

    /// The report's draft, if the file is its.
    fn draft(&self, file: &Source, body: &str, year: Year) -> Option<Draft<'_>> {
        let terms = self.terms.get_or_init(|| Terms::of_site(&self.sources).0);
        let mut draft = Draft::bare(&file.path, &file.bytes, Profile::fazhi(), terms);
        let known = site::known(&draft, &self.reports)?;
        draft.known = Some(known);
        (known.body.id == body && known.report.year == year).then_some(draft)
    }
}

impl Judge for Rules {
    fn quality(&self, body: &str, year: Year) -> Option<Quality> {
        // A report stands in its folder as a rule; where it does not, all files are looked through.
        let usual = self.sources.get(&format!("content/{body}/{year}/index.md"));
        let draft = usual
            .and_then(|file| self.draft(file, body, year))
            .or_else(|| {
                let pages = self
                    .sources
                    .under("content/")
                    .filter(|file| file.path.ends_with(".md"));
                pages
                    .into_iter()
                    .find_map(|file| self.draft(file, body, year))
            })?;
        let mut found = of_draft(&draft);
        let waivers = waiver::read(&draft, &mut Vec::new());
        waiver::apply(&waivers, &mut found);
        let run = RULES
            .iter()
            .filter(|rule| !matches!(rule.run, Run::Site(_)));
        Some(Quality {
            rule_set: RULE_SET,
            rules: run.map(|rule| checked(rule, &found)).collect(),
        })
    }
}

fn checked(rule: &Rule, found: &[Finding]) -> Checked {
    let own = || found.iter().filter(|one| one.diagnostic.code == rule.code);
    let open = |level| {
        let open = own().filter(|one| one.allowed.is_none());
        open.filter(|one| one.diagnostic.level == level).count()
    };
    Checked {
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
    use crate::config::Config;

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
        ] {
            let file = Source::new(path, text.into());
            sources.files.insert(Arc::clone(&file.path), file);
        }
        let (config, _) = Config::parse("config.toml", "base_url = \"/\"");
        let (documents, _) = crate::content::read(&sources, &config);
        let (reports, _) = crate::report::assemble::assemble(&documents, None);
        let rules = Rules::new(Arc::new(sources), Arc::new(reports));
        let quality = rules.quality("a", 2021).unwrap();
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
        assert!(rules.quality("a", 2020).is_none());
    }
}
